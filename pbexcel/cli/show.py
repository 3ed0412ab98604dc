"""Records as people read them, and as programs do.

In: records of a run. Out: text on stdout, JSON Lines as UTF-8 bytes on stdout. Not here: computing anything.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pbexcel.cli.chinese import wrapped

if TYPE_CHECKING:
    from pbexcel.batch.left_over import LeftOver
    from pbexcel.batch.run import Run
    from pbexcel.records import RulesUsed
    from pbexcel.report import FileRecord, ProblemRecord, RulesRecord

STATUS_WORDS = {"scored": "已评分", "returned": "退回", "failed": "失败", "conflict": "冲突", "skipped": "跳过"}

_NAMED = 5  # files named in one line
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(data: str | dict[str, Any]) -> None:
    """One JSON object on a line of its own, UTF-8 whatever the console speaks."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def counted(counts: Mapping[str, int], waiting: int = 0) -> str:
    """Every file that came in, by what became of it."""
    parts = [f"{word} {counts[status]}" for status, word in STATUS_WORDS.items()]
    return f"收到 {sum(counts.values()) + waiting} = {' + '.join(parts)} + 等待 {waiting}"


def printable(text: str) -> str:
    """The text with signs for what would move the cursor or turn the line about: file names and cells may hold anything."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def laid(line: str, hanging: int) -> str:
    """The line as it is for a pipe; on a terminal in lines as wide as that, all but the first indented."""
    return wrapped(line, shutil.get_terminal_size().columns, subsequent_indent=" " * hanging) if sys.stdout.isatty() else line


def run_as_json(run: Run, left: LeftOver | None = None) -> None:
    for text in run.records.texts():
        json_line(text.decode())
    told = {"left_over": {"of_failed": left.of_failed, "of_absent": left.of_absent}} if left else {}  # only where something is
    json_line({"received": run.received, **run.counts, "waiting": 0, "exit_code": run.exit_code, **_beside(run), **told})


def _beside(run: Run) -> dict[str, Any]:
    """What was looked for across the files, and what the lists given beside them came to (keys only for lists that were given)."""
    checks = run.checks
    told: dict[str, Any] = {
        "folder_checks": {"passed": checks.passed, "found": checks.found, "not_applicable": checks.not_applicable}
    }
    if run.not_filed is not None:
        told["not_filed"] = [{"unit": row.unit, "project": row.project, "department": row.department} for row in run.not_filed]
    if run.unused:
        told["unused_decisions"] = list(run.unused)
    return told


def run_as_text(run: Run, *, verbose: bool = False, quiet: bool = False) -> None:
    """A line for each file; the problems that send a form back in full, the others with -v; then the count."""
    used: dict[str, RulesRecord] = {}
    if not quiet:
        for record in run.records:
            if record.rules:
                used[record.rules.id] = record.rules
            click.echo(laid(headline(record), 4))
            for found in record.problems:
                if verbose or is_urgent(found, record.status):
                    click.echo(problem_text(found))
    for rules in used.values():
        click.echo(rules_used(rules))
    click.echo(counted(run.counts))
    if run.files < run.received:
        click.echo(f"收到的 {run.received} 张自评表在 {run.files} 个文件里。")
    if not run.received:
        click.echo("这里没有自评表。请把填好的表（.xlsx）放进来再运行一次；没有表可以用 pbexcel template 生成。", err=True)
    if run.not_filed is not None and not quiet:
        for row in run.not_filed:
            click.echo(f"没有报：{row.unit or row.department}{f'，{row.project}' if row.project else ''}（名单第 {row.row} 行）")
        click.echo(f"名单里没有报的 {len(run.not_filed)} 个")
    for line in run.unused:
        click.echo(f"复核表里的这一行没有用上，这次没有这个文件或单元格：{line}", err=True)


def is_urgent(found: ProblemRecord, status: str) -> bool:
    """Whether a problem is told without being asked: it sends the form back, or is why the file does not count."""
    return found.severity == "退回" or status == "failed" or (status == "conflict" and found.cell is None)


def left_over(left: LeftOver, out: Path) -> None:
    """Results that are none of this run: a person must know before sending the folder on."""
    if left.of_failed:
        click.echo(f"{out} 里留着以前的结果，原表这次没有评成，这些不算数、也没有计入汇总：{_some(left.of_failed)}。原表改好再评一次就会换新。", err=True)
    if left.of_absent:
        click.echo(f"{out} 里还有以前的结果，这次没有收到原表，也没有计入汇总：{_some(left.of_absent)}。不用了就请拿走。", err=True)


def _some(files: Sequence[str]) -> str:
    more = f" 等 {len(files)} 份" if len(files) > _NAMED else ""
    return "、".join(map(printable, files[:_NAMED])) + more


def headline(record: FileRecord) -> str:
    """已评分  98 分  优  项目.xlsx（警告 2，提醒 5）仅改动 3 个单元格…"""
    parts = [STATUS_WORDS[record.status]]
    if record.total is not None:
        parts.append(f"{record.total:f} 分 {record.grade}")
    parts.append(printable(record.file + (f"「{record.sheet}」" if record.sheet else "")).replace("\n", " "))
    severities = [found.severity for found in record.problems]
    counts = [f"{word} {severities.count(word)}" for word in ("退回", "警告", "提醒") if word in severities]
    line = "  ".join(parts) + (f"（{'，'.join(counts)}）" if counts else "")
    if record.status == "scored" and record.output:
        line += f"  仅改动 {len(record.changed_cells)} 个单元格，其余 {record.untouched_parts} 个部件逐字节一致"
    return line


def rules_used(rules: RulesRecord | RulesUsed) -> str:
    """评分规则：mof-2020（校验码 ea212ddf803f…），未核 9 项"""
    return f"评分规则：{rules.id}（校验码 {rules.sha256[:12]}…），未核 {rules.unverified} 项"


def problem_text(found: ProblemRecord) -> str:
    """A problem as people read it: what and where, and below it what was read, what was expected, how to put it right."""
    read = " ".join(found.read.split("\n"))
    lines = [
        laid(printable(f"  {found.severity}  {found.cell or ''}〔{found.code}〕{found.title}"), 4),
        *(laid(printable(f"    {label}：{text}"), 8) for label, text in (("读到", read), ("应为", found.expected), ("怎么改", found.fix))),
    ]
    if found.costs is not None:
        lines.append(f"    影响：{found.costs:f} 分")
    return "\n".join(lines)
