"""Letters and what became of them, as people read it and as programs do.

In: a post, results. Out: text or JSON Lines on stdout. Not here: composing, sending.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pbexcel.cli.show import json_line
from pbexcel.mail.letter import Letter, Post, Unmailed

if TYPE_CHECKING:
    from pbexcel.mail.ledger import Told
    from pbexcel.mail.send import Result

_A_FEW = 3  # departments without an address, each with a line of its own
STATE_WORDS = {"sent": "已寄出", "failed": "被拒收", "unknown": "不知是否寄到", "waiting": "还没寄"}
MATTER_WORDS = {"scored": "评分结果", "returned": "退回修改", "conflict": "确认版本", "missing": "催报", "summary": "部门汇总"}


def drafts(post: Post, paths: Sequence[Path], out: Path, *, as_json: bool) -> None:
    if as_json:
        for letter, path in zip(post.letters, paths, strict=True):
            json_line({**_letter(letter), "eml": path.relative_to(out).as_posix(), "state": "draft"})
        _unmailed_as_json(post.unmailed)
        json_line({"letters": len(post.letters), "unmailed": len(post.unmailed), "told_before": post.told, "exit_code": 0})
        return
    table(post.letters)
    _unmailed_as_text(post.unmailed)
    click.echo(f"{len(post.letters)} 封信，{len(post.unmailed)} 件没有收件人" + _before(post))
    if paths:
        click.echo(f"草稿在 {paths[0].parent}，看过没问题后加 --send --smtp 发信设置.toml 寄出。", err=True)


def table(letters: Sequence[Letter]) -> None:
    """Recipient, what about, files, size: one line a letter."""
    rows = [("收件人", "单位", "内容", "附件", "大小")]
    rows += [(_to(letter), letter.about, _matters(letter), f"{len(letter.enclosures)} 个", _size(letter)) for letter in letters]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows if letters else []:
        click.echo("  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip())


def one_sent(result: Result, number: int, of: int, *, as_json: bool) -> None:
    if as_json:
        json_line({**_letter(result.letter), "state": result.state, "said": result.said, "refused": list(result.refused)})
        return
    said = f"：{result.said}" if result.state != "sent" else ""
    click.echo(f"{number}/{of} {STATE_WORDS[result.state]}  {_to(result.letter)}  {result.letter.about}{said}")
    for refused in result.refused:
        click.echo(f"    抄送被拒：{refused}")


def outcome(post: Post, results: Sequence[Result], unknown: Sequence[Told], code: int, out: Path, *, as_json: bool) -> None:
    counts: Counter[str] = Counter(result.state for result in results)
    if as_json:
        _unmailed_as_json(post.unmailed)
        states = {state: counts[state] for state in STATE_WORDS}
        doubts = {"unknown_before": len(unknown) - counts["unknown"]}
        json_line({"letters": len(results), **states, **doubts, "unmailed": len(post.unmailed), "told_before": post.told, "exit_code": code})
        return
    _unmailed_as_text(post.unmailed)
    click.echo("，".join(f"{word} {counts[state]}" for state, word in STATE_WORDS.items()) + f"，没有收件人 {len(post.unmailed)}" + _before(post))
    in_doubt_still(unknown, out)
    if counts["waiting"]:
        click.echo("还没寄的，再运行一次同样的命令会接着寄；已经寄出的不会重寄。", err=True)


def in_doubt_still(unknown: Sequence[Told], out: Path) -> None:
    """How many letters wait for a person's word."""
    if unknown:
        click.echo(f"有 {len(unknown)} 封不知道对方收到没有，不会自动重寄。问过对方以后运行：pbexcel mail {out} --resolve", err=True)


def in_doubt(told: Told, *, as_json: bool) -> None:
    if as_json:
        json_line({"to": told.to, "about": told.about, "subject": told.subject, "files": list(told.files), "at": told.at, "said": told.said})
        return
    click.echo(f"{told.at}  {told.to}  {told.about}\n  {told.subject}\n  附件：{'、'.join(told.files) or '无'}\n  {told.said}".rstrip())


def resolved(before: int, left: int, *, as_json: bool) -> None:
    if as_json:
        json_line({"unknown": left, "resolved": before - left, "exit_code": 7 if left else 0})
    else:
        click.echo(f"不知是否寄到的 {before} 封，确认了 {before - left} 封，还剩 {left} 封" if before else "没有不知是否寄到的信")


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "to": letter.to,
        "cc": list(letter.cc),
        "unit": letter.about,
        "subject": letter.subject,
        "matters": list(letter.matters),
        "files": [{"name": one.name, "path": one.path, "sha256": one.sha256, "size": one.size} for one in letter.enclosures],
        "part": letter.part,
        "parts": letter.parts,
        "key": letter.key,
    }


def _unmailed_as_json(unmailed: Sequence[Unmailed]) -> None:
    for one in unmailed:
        json_line({"to": None, "about": one.about, "file": one.file, "why": one.why, "state": "no_recipient"})


def _unmailed_as_text(unmailed: Sequence[Unmailed]) -> None:
    if unmailed:
        click.echo("没有寄给任何人的：")
    departments = [one.unlisted for one in unmailed if one.unlisted]
    many = len(departments) > _A_FEW
    for one in unmailed:
        if many and one.unlisted:
            continue  # they would bury the forms nobody gets
        click.echo(f"  {one.about}" + (f"（{one.file}）" if one.file and one.file not in one.about else "") + f"：{one.why}")


    if many:
        click.echo(f"  {len(departments)} 个主管部门的汇总：名单里没有部门自己的邮箱（要寄的加一行：主管部门写部门的名字，实施单位留空）：{'、'.join(departments)}")


def _before(post: Post) -> str:
    return f"；另有 {post.told} 件以前寄过" if post.told else ""


def _to(letter: Letter) -> str:
    return f"{letter.name} <{letter.to}>" if letter.name else letter.to


def _matters(letter: Letter) -> str:
    part = f" {letter.part}/{letter.parts}" if letter.parts > 1 else ""
    return "、".join(MATTER_WORDS[matter] for matter in letter.matters) + part


def _size(letter: Letter) -> str:
    return f"{sum(one.size for one in letter.enclosures) / 1024:.0f} KB"


def _width(text: str) -> int:
    """Columns on a console; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
