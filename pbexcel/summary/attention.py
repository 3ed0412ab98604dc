"""What a leader should look at: projects by matter, the gravest matter first.

In: the tables. Out: `Matter`s with their projects; also the empty ones, for 没有 is an answer too.
Not here: deciding whether something is wrong with a form (scoring/checks).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.summary.figures import SameReason
from pbexcel.summary.sentences import percent, shown
from pbexcel.summary.table import Projects, Tables, some

Row: TypeAlias = dict[str, Any]
Chosen: TypeAlias = tuple[int, Row]


@frozen
class Case:
    """One project under a matter: its place in the table, how much, and that in words."""

    project: int
    size: Decimal
    said: str


@frozen
class Matter:
    """One thing to look at. `summed` says it in a sentence where there are cases, `nothing` where there are none."""

    name: str
    cases: tuple[Case, ...]
    summed: str
    nothing: str

    @property
    def said(self) -> str:
        return self.summed if self.cases else self.nothing


def matters(tables: Tables, reasons: Sequence[SameReason], missing: int, low: Sequence[str]) -> list[Matter]:
    """Every matter in the order of its gravity, the cases of each by size. `low` are the grades to name."""
    forms = _Forms(tables.projects)
    return [_overspent(forms), _overstated(forms), _regraded(forms), _returned(forms, missing), _ahead(forms), _unspent(forms), _manual(forms),
            _copied(tables, reasons), _low(forms, low), _near(forms)]  # fmt: skip


def five(found: Sequence[Matter]) -> list[Matter]:
    """The five for the front page: money above the budget always, then what has cases, then what has none."""
    first, *others = found
    return [first, *sorted(others, key=lambda matter: not matter.cases)][:5]


@frozen
class _Forms:
    """The projects to choose from; only rows of the chosen ones are made."""

    projects: Projects

    def where(self, column: str, test: Callable[[Any], Any] = bool, *, counted: bool = True) -> Iterator[Chosen]:
        """Place and row of every form whose value in a column passes; of the counted ones only, or of all."""
        chosen = some(self.projects, lambda counts, value: (counts or not counted) and test(value), "counted", column)
        yield from chosen.rows()

    def most(self, cases: Sequence[Case]) -> str:
        """The name of the first case's project, for the sentence."""
        return f"「{self.projects['project'][cases[0].project]}」{cases[0].said}" if cases else ""


def _cases(rows: Iterable[Chosen], size: Callable[[Row], Decimal], said: Callable[[Row], str]) -> tuple[Case, ...]:
    found = [Case(place, size(row), said(row)) for place, row in rows]
    return tuple(sorted(found, key=lambda case: -case.size))


def _overspent(forms: _Forms) -> Matter:
    def over(row: Row) -> Decimal:
        return Decimal(row["executed"] - row["budget"])

    cases = _cases(
        forms.where("overspent"), over,
        lambda row: f"预算 {shown(row['budget'])} 万元，执行 {shown(row['executed'])} 万元，多 {shown(over(row))} 万元",
    )  # fmt: skip
    whole = shown(sum((case.size for case in cases), Decimal(0)))
    summed = f"{len(cases)} 个项目执行数大于全年预算数，共多 {whole} 万元；最多的：{forms.most(cases)}。请核对口径。"
    return Matter("支出超过预算", cases, summed, "没有执行数大于全年预算数的项目。")


def _overstated(forms: _Forms) -> Matter:
    def grades(row: Row) -> str:
        typed = row["typed_grade"]
        return f"，等级 {typed}→{row['grade']}" if typed and typed != row["grade"] else ""

    def total(row: Row) -> str:
        typed = row["typed_total"]
        return "" if typed is None else f"，自评 {shown(typed)} 分，评定 {shown(row['total'])} 分"

    cases = _cases(
        forms.where("overstated"), lambda row: row["overstated"],
        lambda row: f"{row['overstated_lines']} 条指标虚高 {shown(row['overstated'])} 分{total(row)}{grades(row)}",
    )  # fmt: skip
    whole = shown(sum((case.size for case in cases), Decimal(0)))
    summed = f"{len(cases)} 个项目有自评高于复算的指标，共虚高 {whole} 分；最多的：{forms.most(cases)}。"
    return Matter("自评虚高", cases, summed, "没有自评高于复算的指标。")


def _regraded(forms: _Forms) -> Matter:
    """Another grade than the unit wrote though no line was overstated: its total was added up wrongly, or the grade taken from another band."""
    changed = some(
        forms.projects, lambda counts, typed, grade, over: counts and typed and grade and not typed.startswith(grade) and not over,
        "counted", "typed_grade", "grade", "overstated",
    )  # fmt: skip
    cases = _cases(
        changed.rows(), lambda row: abs((row["typed_total"] or row["total"]) - row["total"]),
        lambda row: f"自评 {'—' if row['typed_total'] is None else shown(row['typed_total'])} 分、{row['typed_grade']}，评定 {shown(row['total'])} 分、{row['grade']}",
    )  # fmt: skip
    return Matter("等级有变", cases, f"{len(cases)} 个项目没有虚高的指标，等级却和自评的不同；差得最多的：{forms.most(cases)}。", "没有等级和自评不同而指标没有虚高的项目。")


def _returned(forms: _Forms, missing: int) -> Matter:
    words = {"returned": "退回", "conflict": "版本冲突", "failed": "失败"}
    tally: Counter[str] = Counter()

    def aside() -> Iterator[Chosen]:
        for place, row in forms.where("status", words.__contains__, counted=False):
            if not row["copy_of"]:
                tally[row["status"]] += 1
                yield place, row

    cases = _cases(
        aside(), lambda row: row["problem_cost"] or Decimal(0),
        lambda row: f"{words[row['status']]}：{row['returned']} 条退回、{row['warnings']} 条警告",
    )  # fmt: skip
    counts = [(word, tally[status]) for status, word in words.items()]
    parts = [f"{word} {count} 个" for word, count in (*counts, ("未报", missing)) if count]
    cases_or_missing = cases or ((Case(-1, Decimal(missing), "未报"),) if missing else ())
    return Matter("没有计入", cases_or_missing, f"{'、'.join(parts)}，金额和得分都没有计入本汇总，见「退回与未报」。", "报来的表都已计入汇总。")


def _ahead(forms: _Forms) -> Matter:
    def done(row: Row) -> Decimal:
        kinds = ("output", "benefit", "satisfaction", "cost", "other")
        weight = sum((row[f"{kind}_weight"] for kind in kinds), Decimal(0))
        points = sum((row[f"{kind}_points"] or Decimal(0) for kind in kinds), Decimal(0))
        return points / weight if weight else Decimal(0)

    cases = _cases(
        ((place, row) for place, row in forms.where("ahead_of_spending") if row["rate"] is not None), lambda row: done(row) - row["rate"],
        lambda row: f"指标完成 {percent(done(row))}，预算执行 {percent(row['rate'])}",
    )  # fmt: skip
    summed = f"{len(cases)} 个项目事情做得比钱花得快；最明显的：{forms.most(cases)}。可能预算偏高、款项未付，或完成值偏高。"
    return Matter("完成快于支出", cases, summed, "没有完成明显快于支出的项目。")


def _unspent(forms: _Forms) -> Matter:
    def left(row: Row) -> Decimal:
        return Decimal(row["budget"] - row["executed"])

    both = ((place, row) for place, row in forms.where("unspent") if row["budget"] is not None and row["executed"] is not None)
    cases = _cases(
        both, left,
        lambda row: f"结余 {shown(left(row))} 万元，执行率 {percent(row['rate'])}" if row["rate"] is not None else "",
    )  # fmt: skip
    whole = shown(sum((case.size for case in cases), Decimal(0)))
    return Matter("结余较多", cases, f"{len(cases)} 个项目结余较多，共 {whole} 万元；最多的：{forms.most(cases)}。", "没有结余较多的项目。")


def _manual(forms: _Forms) -> Matter:
    cases = _cases(
        forms.where("manual_weight"), lambda row: row["manual_weight"],
        lambda row: f"{row['manual_lines']} 条指标共 {shown(row['manual_weight'])} 分由人判定",
    )  # fmt: skip
    whole = shown(sum((case.size for case in cases), Decimal(0)))
    summed = f"{len(cases)} 个项目有要由人判定的指标，共 {whole} 分，暂按自评计；最多的：{forms.most(cases)}。"
    return Matter("人工判定", cases, summed, "没有要由人判定的指标。")


def _copied(tables: Tables, reasons: Sequence[SameReason]) -> Matter:
    cases = tuple(Case(place, Decimal(len(reason.projects)), f"与另外 {len(reason.projects) - 1} 个项目的原因一字不差：{reason.text[:40]}")
                  for reason in reasons for place in reason.projects)  # fmt: skip
    projects = len({case.project for case in cases})
    return Matter("相同的原因", cases, f"{projects} 个项目的偏差原因和别的项目一字不差，见「相同原因」。", "没有两个项目的偏差原因一字不差。")


def _low(forms: _Forms, low: Sequence[str]) -> Matter:
    cases = _cases(forms.where("grade", lambda grade: grade in low), lambda row: -row["total"], lambda row: f"{shown(row['total'])} 分，{row['grade']}")
    names = "、".join(low)
    summed = f"{len(cases)} 个项目的等级是{names}；最低的：{forms.most(cases)}。"
    return Matter("等级较低", cases, summed, f"没有等级是{names}的项目。")


def _near(forms: _Forms) -> Matter:
    cases = _cases(
        ((place, row) for place, row in forms.where("near_grade") if row["to_grade_line"] is not None), lambda row: -row["to_grade_line"],
        lambda row: f"{shown(row['total'])} 分，{row['grade']}，只比等级线高 {shown(row['to_grade_line'])} 分",
    )  # fmt: skip
    return Matter("刚过等级线", cases, f"{len(cases)} 个项目刚过等级线；最近的：{forms.most(cases)}。", "没有刚过等级线的项目。")
