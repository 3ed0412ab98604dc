"""`pbexcel explain`: a problem code, or how a target and an actual are read and scored."""

from __future__ import annotations

import csv
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pbexcel.cli import options

if TYPE_CHECKING:
    from pbexcel.explain import Pair


class DecimalType(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A number as people write it; exact."""

    name = "数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.fail(f"「{value}」不是数", param, ctx)
        if not number.is_finite():
            self.fail(f"「{value}」不是数", param, ctx)
        return number


@click.command(help="说明问题代码 CODE；或用 --target、--actual、--weight 看一条指标怎么读、怎么评。")
@click.argument("code", required=False)
@click.option("--target", help="年度指标值，如 ≥95%")
@click.option("--actual", help="实际完成值，如 93%")
@click.option("--weight", type=DecimalType(), help="分值")
@click.option("--typed", type=DecimalType(), help="自评得分")
@click.option("--level1", default="", help="一级指标")
@click.option("--level2", default="", help="二级指标，如 质量指标")
@click.option("--name", default="", help="三级指标名称")
@click.option("--year", type=int, help="表的年度")
@click.option("--pairs", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.tsv",
              help="逐行评：列 target、actual、weight，可加 level2、name、year、typed")  # fmt: skip
@options.rules
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(
    code: str | None, target: str | None, actual: str | None, weight: Decimal | None, typed: Decimal | None,
    level1: str, level2: str, name: str, year: int | None, pairs: Path | None, rules: str, as_json: bool,
) -> None:  # fmt: skip
    if code:
        _explain_code(code, as_json)
        return
    from pbexcel.cli import show
    from pbexcel.explain import Pair, explain_pair
    from pbexcel.rules.choosing import choose_rules

    if pairs:
        rows = _pairs(pairs)
    elif target is None or actual is None or weight is None:
        raise click.UsageError("请给出问题代码，或同时给出 --target、--actual、--weight；多条用 --pairs")
    else:
        rows = [Pair(target, actual, weight, typed, level1, level2, name, year)]
    profile = choose_rules(rules, year=year, named="")
    for row in rows:
        shown = explain_pair(row, profile)
        if as_json or pairs:
            show.json_line(shown)
        else:
            _print(shown)
            click.echo(show.rules_used(profile.used()))


def _pairs(path: Path) -> list[Pair]:
    from pbexcel.explain import Pair

    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    made = []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(
                Pair(
                    target=row["target"] or "",
                    actual=row["actual"] or "",
                    weight=Decimal(row["weight"]) if row["weight"] else None,
                    typed=Decimal(row["typed"]) if row.get("typed") else None,
                    level1=row.get("level1") or "",
                    level2=row.get("level2") or "",
                    name=row.get("name") or "",
                    year=int(row["year"]) if row.get("year") else None,
                )
            )
        except (KeyError, InvalidOperation, ValueError) as wrong:
            raise click.UsageError(f"{path} 第 {number} 行读不懂：要有 target、actual、weight 三列，weight、typed 是数或空着（{wrong}）") from wrong
    return made


KINDS = {
    "measured": "数值", "between": "范围", "deadline": "时限", "stated": "文字描述", "several": "几个值", "blank": "没有填", "placeholder": "占位符",
    "unreadable": "要由人看", "number": "数值", "rate": "完成率", "date": "日期", "tier": "达成情况",
}  # fmt: skip
DIRECTIONS = {
    "forward": "越多越好", "reverse": "不能超过", "equal": "正好", "between": "在范围内", "deadline": "按时", "stated": "定性", "unclear": "看不出多好还是少好",
}  # fmt: skip
_THIS_LINE = re.compile(" ?(这一行|该单元格) ?")
OUTCOMES = {"auto": "按规则自动评", "typed": "按自评分", "manual": "人工判定", "open": "待定，要由人定"}


def _print(shown: dict[str, Any]) -> None:
    points = "待定" if shown["points"] is None else shown["points"]
    click.echo(f"指标值：{shown['target']['text']}（{_understood(shown['target'])}）")
    click.echo(f"完成值：{shown['actual']['text']}（{_understood(shown['actual'])}）")
    click.echo(f"方向：{DIRECTIONS[shown['direction']]}　判定：{OUTCOMES[shown['outcome']]}　得分：{points}（分值 {shown['weight']}）")
    click.echo(shown["because"])
    for found in shown["problems"]:
        fix = _THIS_LINE.sub("这一行", found["fix"])
        click.echo(f"〔{found['code']}〕{found['severity']}：{found['title']}\n  怎么改：{fix}")


def _understood(value: dict[str, Any]) -> str:
    """What a value was understood as, in words: 数值 ≥95%."""
    number = value["number"] or (f"{value.get('low')}～{value.get('high')}" if value.get("low") else "") or value["date"] or ""
    sign = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝"}.get(value.get("op") or "", "")
    return f"{KINDS[value['kind']]} {sign}{number}{value['unit'] or ''}".strip()


def _explain_code(code: str, as_json: bool) -> None:
    from dataclasses import asdict

    from pbexcel.cli import show
    from pbexcel.problems import catalogue
    from pbexcel.problems.pages import page

    entry = catalogue().get(code.upper())
    if entry is None:
        raise click.UsageError(_no_code(code))
    if as_json:
        show.json_line(asdict(entry))
        return
    for label, text in page(entry):
        click.echo(f"{label}：{text}")


def _no_code(given: str) -> str:
    """What to do instead; somebody who gives a file wants to know why it was scored so."""
    if Path(given).suffix:
        return (
            f"「{given}」看来是文件，这里要的是问题代码（如 W303）。一份表为什么这样评，写在它已评分副本的「评分明细」里；"
            "核对副本用 pbexcel verify，只看问题用 pbexcel check"
        )
    return f"没有「{given}」这个问题代码。代码写在每个问题的〔〕里，如〔T210〕"
