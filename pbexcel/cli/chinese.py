"""click's own words in Chinese: usage, options, what is wrong with an argument.

In: click. Out: click with its message look-up replaced by ours. Not here: the help texts of the commands.

click looks its messages up with gettext, by the locale of the machine; staff get Chinese on any machine. A message that
is not listed stays as it is; tests/cli/test_chinese.py calls every command wrongly and finds no English.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from types import ModuleType
from typing import Any

import click

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明",
    "Show the version and exit.": "显示版本",
    "Aborted!": "已取消。",
    "Missing command.": "没有写要做什么。",
    "Missing argument": "没有写",
    "Missing option": "没有写选项",
    "Missing parameter": "没有写",
    "Missing parameter: {param_name}": "没有写 {param_name}",
    "Missing {param_type}": "没有写 {param_type}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 不对：{message}",
    "Invalid value: {message}": "不对：{message}",
    "No such command {name!r}.": "没有「{name}」这个命令。",
    "No such command '{name}'.": "没有「{name}」这个命令。",
    "No such option {name!r}.": "没有「{name}」这个选项。",
    "No such option: {name}": "没有「{name}」这个选项。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "(Possible options: {possibilities})": "是不是其中之一：{possibilities}？",
    "Got unexpected extra argument ({args})": "多写了 {args}",
    "Got unexpected extra arguments ({args})": "多写了 {args}",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "Could not open file {filename!r}: {message}": "打不开「{filename}」：{message}",
    "unknown error": "原因不明",
    "default: {default}": "默认 {default}",
    "required": "必填",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    "{name} {filename!r} does not exist.": "{name}「{filename}」不存在。",
    "{name} {filename!r} is a file.": "「{filename}」是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "「{filename}」是文件夹，这里要文件。",
    "{name} {filename!r} is not readable.": "「{filename}」没有权限读。",
    "{name} {filename!r} is not writable.": "「{filename}」没有权限写。",
    "{value!r} is not a valid {number_type}.": "「{value}」不是数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内。",
    "{value!r} is not {choice}.": "「{value}」不对，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "「{value}」不对，只能是其中之一：{choices}。",
    "Do you want to continue?": "继续吗？",
    "Error: invalid input": "请回答 y 或 n。",
}
# what an argument is, beside its name in the usage
MEANT = {
    "PATH...": "自评表，或放自评表的文件夹",
    "FILE": "一个自评表文件",
    "FILE|FOLDER...": "评过分的表，或放它们的文件夹",
    "OUT": "输出文件夹",
    "OUT...": "输出文件夹",
    "OLD": "上一轮的输出文件夹",
    "NEW": "这一轮的输出文件夹",
    "INBOX": "收件文件夹",
    "ID|FILE": "评分规则的编号或文件",
    "A": "一套评分规则的编号或文件",
    "B": "另一套评分规则的编号或文件",
    "-o": "输出文件夹，如 -o 结果",
}
_BREAK = re.compile(r"\s*\n\s*")
_QUOTED = re.compile(" ?'([^']+)' ?")
# where a line may end: between Chinese characters, but never inside a word, before a closing sign or after an opening one
_PIECE = re.compile("[（「《〔]*(?:[!-~]+|\\S)[，。；：、！？）」》〕…]*|\\s+")
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def speak_chinese() -> None:
    """Let click speak Chinese in this process."""
    for name in _MODULES:
        module: ModuleType = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = _said  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _counted  # type: ignore[attr-defined]
    for mistake in (click.ClickException, click.UsageError):
        mistake.show = _show  # type: ignore[method-assign]
    formatting: ModuleType = importlib.import_module("click.formatting")
    formatting.term_len = columns_of  # type: ignore[attr-defined]
    formatting.wrap_text = wrapped  # type: ignore[attr-defined]
    for kind_of_command in (click.Command, click.Group):
        kind_of_command.collect_usage_pieces = _usage_pieces  # type: ignore[method-assign]
    for kind, name in ((click.STRING, "文字"), (click.INT, "整数"), (click.FLOAT, "数")):
        kind.name = name


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in click.unstyle(text))


def wrapped(
    text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False
) -> str:
    """click's `wrap_text`, by columns of the terminal: click cuts a text without spaces by its characters, twice too late."""
    lines, line, is_blank = [], initial_indent, True
    for piece in _PIECE.findall(_BREAK.sub(" ", text)):
        if not is_blank and columns_of(line + piece) > width:
            lines.append(line.rstrip())
            line, is_blank = subsequent_indent, True
        if not (is_blank and lines and piece.isspace()):
            line, is_blank = line + piece, is_blank and piece.isspace()
    return "\n".join([*lines, line.rstrip()])


def _usage_pieces(self: click.Command, ctx: click.Context) -> list[str]:
    """What stands behind the name of a command in its usage: options, arguments, and for a group the command to follow."""
    follows = ["命令 …"] if isinstance(self, click.Group) else []
    return ["[选项]", *(piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)), *follows]


def _said(message: str) -> str:
    return WORDS.get(message, message)


def _counted(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)


def _show(self: click.ClickException, file: Any = None) -> None:
    context = self.ctx if isinstance(self, click.UsageError) else None
    if context is not None:
        click.echo(f"{context.get_usage()}\n运行「{context.command_path} --help」看用法。\n", file=file, err=file is None)
    click.echo(f"写法不对：{_plain(self.format_message())}{_meant(self)}", file=file, err=file is None)


def _meant(mistake: click.ClickException) -> str:
    """What a missing argument would be."""
    param = mistake.param if isinstance(mistake, click.MissingParameter) else None
    meant = MEANT.get(param.opts[0] if isinstance(param, click.Option) else param.metavar or str(param.name).upper()) if param else None
    return f"这里要写{meant}。" if meant else ""


def _plain(message: str) -> str:
    """The message with Chinese quotes, commas and full stops."""
    message = _QUOTED.sub(r"「\1」", message).replace("」,「", "」、「").replace("。 是不是", "。是不是")
    return message[:-1] + "。" if message.endswith("」.") else message
