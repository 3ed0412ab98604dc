"""Checks of how the weights are split: printed sums, the usual split, doubles.

In: a `View`. Out: problems, or why there is nothing to check. Not here: whether the weights make 100 (scoring/weights).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from pbexcel.problems import Problem
from pbexcel.records import CellRef, Indicator
from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View, found
from pbexcel.scoring.line import shares_weight
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.weights import is_execution
from pbexcel.scoring.words import bare

ZERO = Decimal(0)


def printed_sums(view: View) -> Answer:
    """W307: the points printed in a first-level cell are the sum of its lines."""
    if not view.form.level1_points or all(row.weight.at is None for row in view.indicators):
        return NOT_APPLICABLE
    if view.lacks_weights:
        return CouldNotRun("有的指标没有分值")
    problems = []
    for text, printed in {read.text: read for read in view.form.level1_points}.items():
        rows = [row for row in view.indicators if row.level1.text == text]
        total = sum((row.weight.value for row in rows if row.weight.value is not None), ZERO)
        if rows and total != printed.value:
            name = rows[0].level1.value or text.strip()
            args = {"level": name, "printed": plain(printed.value), "sum": plain(total)}
            problems.append(found("W307", printed.at, text, name, **args))
    return problems


def usual_split(view: View) -> Answer:
    """W308: first levels carry what the profile expects; W309: none of them is missing. Both are allowed and only told."""
    scored = [row for row in view.indicators if not is_execution(row)]
    rows = [row for row in scored if row.level1.value]
    if not rows or len(rows) < len(scored):
        return NOT_APPLICABLE
    if all(row.weight.at is None for row in rows):
        return NOT_APPLICABLE
    if view.lacks_weights:
        return CouldNotRun("有的指标没有分值")
    usual, sums = {level.name: level.weight for level in view.profile.level1}, _sums(view, rows)
    if sums == usual:
        return []
    at, split, expected = rows[0].level1.at, _split(sums), _split(usual)
    missing = [name for name in usual if name not in sums]
    if missing:
        return [found("W309", at, split, "一级指标", levels="、".join(missing), expected_split=expected)]
    if view.holds("W304"):
        return CouldNotRun("分值合计不是满分，一级指标的分法先不看")
    return [found("W308", at, split, "一级指标", split=split, expected_split=expected)]


def doubles(view: View) -> Answer:
    """W313: no indicator stands twice (same levels, name, target and actual)."""
    first: dict[tuple[str, ...], Indicator] = {}
    problems: list[Problem] = []
    named = Counter(bare(row.name.value) for row in view.indicators)
    for row in view.indicators:
        if named[bare(row.name.value)] < 2:
            continue
        key = tuple(map(bare, (row.level1.value, row.level2.value, row.name.value, row.target.text, row.actual.text)))
        if not key[2] or not key[3]:
            continue
        if key in first:
            other = first[key].name.at
            problems.append(found("W313", row.name.at, row.name.text, row.name.value, other=_where(other, first[key])))
        first.setdefault(key, row)
    return problems


def shared_cells(view: View) -> Answer:
    """W315: a weight merged over several rows is earned by all of them together; told once a weight."""
    sharing: dict[CellRef | None, list[str]] = {}
    for line in view.card.lines:
        if shares_weight(line.indicator):
            sharing.setdefault(line.indicator.weight.at, []).append(line.indicator.name.value)
    return [found("W315", at, "、".join(names), names[0]) for at, names in sharing.items()]


CHECKS = (
    Check("一级指标印的分数等于各指标分值之和", ("W307",), printed_sums),
    Check("一级指标齐全，分值与规则一致", ("W308", "W309"), usual_split),
    Check("没有重复的指标", ("W313",), doubles),
    Check("每个指标有自己的分值", ("W315",), shared_cells),
)


def _sums(view: View, rows: list[Indicator]) -> dict[str, Decimal]:
    """Points per first level, by the profile's names where they fit and the form's own elsewhere."""
    sums: dict[str, Decimal] = {}
    names: dict[str, str] = {}
    for row in rows:
        own = row.level1.value
        if own not in names:
            names[own] = next((level.name for level in view.profile.level1 if any(word in own for word in level.words)), own)
        sums[names[own]] = sums.get(names[own], ZERO) + (row.weight.value or ZERO)
    return sums


def _split(sums: Mapping[str, Decimal]) -> str:
    return "，".join(f"{name} {plain(total)} 分" for name, total in sums.items())


def _where(at: CellRef | None, row: Indicator) -> str:
    return str(at) if at else f"第 {row.row} 行"
