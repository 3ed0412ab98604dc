"""The command line: click lives only here. One module per command; each is imported when it is called for.

In: arguments, the environment, the clock. Out: text for people or JSON on stdout, notices on stderr, exit codes.
Not here: any work; a command calls one function of another room and shows what it gives back.
"""

from __future__ import annotations

import importlib
import sys
from io import TextIOWrapper
from types import TracebackType
from typing import Any

import click

from pbexcel import __version__
from pbexcel.cli.chinese import speak_chinese
from pbexcel.cli.pipes import patient
from pbexcel.faults import Fault, in_chinese

speak_chinese()  # before any command is made: click keeps the words of a command's --help for good

# command: (module, one line of help); the modules are imported only when their command runs
COMMANDS = {
    "score": ("score", "给自评表评分：写回得分，生成部门汇总"),
    "check": ("check", "只检查不评分，什么都不写"),
    "explain": ("explain", "一条指标怎么读、怎么评；一个问题代码是什么意思"),
    "verify": ("verify", "重新核算评过分的表，列出评分以后改过的单元格"),
    "template": ("template", "生成空白自评表"),
    "watch": ("watch", "看守收件文件夹：放进来就评分"),
    "status": ("status", "收件文件夹看守得怎样：等待、打开、退回、评完"),
    "mail": ("mail", "把评过分的表寄回各单位，汇总寄给主管部门"),
    "summary": ("summary", "按运行记录重新生成部门汇总"),
    "compare": ("compare", "两轮结果对比：整改了什么，数改没改过"),
    "layouts": ("layouts", "看一个文件里认出了什么，添加新表样时用"),
    "ledger": ("ledger", "重建完成记录（缓存）"),
    "rules": ("rules", "查看和检查评分规则"),
}


class Commands(click.Group):
    """The command group; turns a `Fault` into its message and its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pbexcel.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """A command that is not there is answered with the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            meant = f"是不是「{near[0]}」？" if near else "运行「pbexcel --help」看有哪些命令。"
            ctx.fail(f"没有「{args[0]}」这个命令。{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Fault as fault:
            click.echo(in_chinese(f"出错了：{fault}"), err=True)
            ctx.exit(fault.exit_code)
        except OSError as fault:
            why = in_chinese(f"{fault.strerror or fault}")
            click.echo(f"出错了：读写 {fault.filename or '文件'} 时出错：{why}。请检查文件夹和磁盘，再运行一次同样的命令。", err=True)
            ctx.exit(5)
        except KeyboardInterrupt:
            click.echo("已中断。再运行一次同样的命令就会接着做完。", err=True)
            ctx.exit(130)


FIRST_STEPS = """把自评表（.xlsx）放进一个文件夹，例如「自评表」，然后：

  pbexcel check 自评表             先看有什么问题，什么都不写
  pbexcel score 自评表 -o 结果     评分：结果里有已评分的表、退回的表和部门汇总

还没有表？  pbexcel template -o 空白表.xlsx
全部命令：  pbexcel --help"""


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},  # of every command: a command's context has that of its group
    help="项目支出绩效自评表：批量检查、评分、写回、汇总。",
)
@click.version_option(__version__, prog_name="pbexcel", message="%(prog)s %(version)s", help="显示版本")
@click.pass_context
def group(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(FIRST_STEPS)


def _bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """A bug of ours outside the work on one file: the traceback goes to a log, not on the screen."""
    kept = _logged(kind, bug, trace)
    click.echo(f"程序出错了（{kind.__name__}），{kept}。原文件没有改动，已经写出的结果都是完整的。", err=True)


def _while_clearing_up(what: sys.UnraisableHookArgs) -> None:
    """A stream on a full disk fails once more as it is thrown away; the first failure has been told."""
    _logged(what.exc_type, what.exc_value, what.exc_traceback)


def _logged(kind: type[BaseException], bug: BaseException | None, trace: TracebackType | None) -> str:
    """Keep a traceback; the words for what to do with it."""
    import tempfile
    import traceback
    from pathlib import Path

    log = Path(tempfile.gettempdir(), "pbexcel.log")
    try:
        with log.open("a", encoding="utf-8", errors="replace") as stream:
            traceback.print_exception(kind, bug, trace, file=stream)
    except OSError as fault:
        return f"日志 {log} 也没有写成（{fault.strerror}）"
    return f"请把 {log} 发给管理员"


def main() -> None:
    """Entry point. A console that cannot show a character gets a question mark, never a crash; a reader may go away."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout = patient(sys.stdout)
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr = patient(sys.stderr)
    sys.excepthook, sys.unraisablehook = _bug, _while_clearing_up
    group(prog_name="pbexcel")
