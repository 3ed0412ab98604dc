"""`pbexcel rules list | show | check | diff | schema`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pbexcel.report import FileRecord


@click.group(help="评分规则：有哪些，每个数从哪里来，改了会怎样。")
def command() -> None:
    pass


@command.command("list", help="列出自带的规则")
def list_all() -> None:
    from pbexcel.rules import list_rules, load_rules

    for profile in map(load_rules, list_rules()):
        region = profile.region or "全国"
        click.echo(f"{profile.id}：{profile.title}，{region}，自 {profile.since}，{profile.status}，未核 {profile.unverified} 项")


@command.command("show", help="把规则写成文字，每条注明来源和核对程度")
@click.argument("rules", default="mof-2020", metavar="ID|FILE")
def show_rules(rules: str) -> None:
    from pbexcel.rules import in_words, load_rules

    for line in in_words(load_rules(rules)):
        click.echo(line)


@command.command("check", help="检查一个规则文件，重算它自带的算例")
@click.argument("rules", metavar="ID|FILE")
@click.pass_context
def check_rules(ctx: click.Context, rules: str) -> None:
    from pbexcel.rules import load_rules
    from pbexcel.scoring.examples import work_examples

    worked = work_examples(load_rules(rules))
    for one in worked:
        if not one.holds:
            expected = "人工判定" if one.expected is None else f"{one.expected} 分"
            given = "人工判定" if one.given is None else f"{one.given} 分"
            click.echo(f"算例不符：{one.words}：应为 {expected}，算得 {given}（{one.because}）")
    wrong = sum(not one.holds for one in worked)
    click.echo(f"规则文件写法正确，算例 {len(worked)} 个，不符 {wrong} 个")
    ctx.exit(4 if wrong else 0)


@command.command("diff", help="两套规则哪里不同；给出 PATH 时，列出哪些表的总分或等级会变")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="同时处理几个文件（默认：处理器个数）")
def diff_rules(old: str, new: str, paths: tuple[Path, ...], jobs: int | None) -> None:
    from pbexcel.rules import load_rules
    from pbexcel.rules.diff import diff_words

    lines = diff_words(load_rules(old), load_rules(new))
    for line in lines or ("两套规则相同",):
        click.echo(line)
    if paths:
        for line in _moved(paths, old, new, jobs or os.cpu_count() or 1):
            click.echo(line)


@command.command("schema", help="规则文件的 JSON Schema，给编辑器用")
def print_schema() -> None:
    from pbexcel.cli import show
    from pbexcel.rules.schema import rules_schema

    show.json_line(rules_schema())


def _moved(paths: tuple[Path, ...], old: str, new: str, jobs: int) -> list[str]:
    """Forms whose total or grade is another under the new rules; a form that only one of them can score is one, too."""
    from pbexcel.batch.run import Terms, check_files

    def forms(rules: str) -> dict[tuple[str, str | None], FileRecord]:
        records = check_files(paths, Terms(rules, jobs)).records
        return {(record.file, record.sheet): record for record in records if record.status != "skipped"}

    before, after = forms(old), forms(new)
    lines = []
    for key, record in after.items():
        one = before[key]
        if (one.total, one.grade) != (record.total, record.grade):
            place = f"{record.file}「{record.sheet}」" if record.sheet else record.file
            lines.append(f"{place}：{_result(one.total, one.grade)} → {_result(record.total, record.grade)}")
    return [*lines, f"共 {len(before)} 份，{len(lines)} 份的总分或等级不同"]


def _result(total: object, grade: str | None) -> str:
    return "没有总分" if total is None else f"{total} 分{grade}"
