"""The long lists: 扣分明细, 指标明细, 问题清单, 退回与未报.

In: the tables. Out: one sheet each, every row with the link to its cell. Not here: grouping (`figures`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from pbexcel.summary.kept import Kept, number
from pbexcel.summary.links import Link
from pbexcel.summary.look import NUMBERS
from pbexcel.summary.projects import FOOTER, STATUS
from pbexcel.summary.sentences import shown
from pbexcel.summary.sheet import TABLE_ROW, Column, Placed, Sheet
from pbexcel.summary.table import Some, Tables, some, total_of

OUTCOME = {"auto": "自动", "typed": "自动（照自评）", "manual": "人工", "open": "待定"}
_WHOSE = (
    Column("department", "主管部门", 15, "wrap"), Column("unit", "实施单位", 15, "wrap"), Column("project", "项目名称", 22, "wrap"),
)  # fmt: skip
_LINE = (
    Column("level1", "一级指标", 10, "wrap"), Column("level2", "二级指标", 11, "wrap"), Column("name", "三级指标", 20, "wrap"),
    Column("target", "年度指标值", 15, "wrap"), Column("actual", "实际完成值", 15, "wrap"), Column("weight", "分值", 7, "points", "sum"),
    Column("typed", "自评得分", 7, "points", "sum"), Column("computed", "复算得分", 7, "points"),
    Column("points", "得分", 7, "points", "sum"),
)  # fmt: skip
_TAIL = (Column("outcome", "判定方式", 13, "centre"), Column("because", "依据", 34, "wrap"))
DEDUCTIONS = (
    *_WHOSE, *_LINE, Column("lost", "扣分", 7, "points", "sum"), *_TAIL,
    Column("reason", "偏差原因", 30, "wrap"), Column("cell", "位置", 13, "text"),
)  # fmt: skip
LINES = (*_WHOSE, *_LINE, *_TAIL, Column("cell", "位置", 13, "text"))
PROBLEMS = (
    *_WHOSE, Column("severity", "程度", 7, "centre"), Column("code", "代码", 7, "centre"), Column("title", "问题", 30, "wrap"),
    Column("cell", "位置", 13, "text"), Column("read", "读到", 22, "wrap"), Column("expected", "应为", 26, "wrap"),
    Column("fix", "怎么改", 40, "wrap"), Column("costs", "涉及分数", 7, "points"), Column("file", "文件", 26, "wrap"),
)  # fmt: skip
RETURNED = (
    Column("number", "序号", 6, "plain"), Column("status", "情况", 9, "centre"), *_WHOSE, Column("file", "文件", 30, "wrap"),
    Column("typed_total", "自评得分", 8, "points"), Column("budget", "全年预算数", 12, "amount", "sum"),
    Column("returned", "退回条数", 7, "whole", "sum"), Column("problem_cost", "问题涉及分数", 9, "points", "sum"),
    Column("range", "按现在的表可得总分", 11, "centre"),
    Column("why", "原因（怎么改见问题清单）", 60, "wrap"),
)  # fmt: skip


def deductions_sheet(sheet: Sheet, tables: Tables) -> Placed:
    rows = _Summed(DEDUCTIONS, _deductions(tables))
    sheet.open("扣分明细", "没有得满分的每一行（只列计入汇总的项目，含预算执行）。点位置到评过分的表的那一格。")
    return _close(sheet, sheet.table(DEDUCTIONS, rows, rows.totals, name="扣分明细表"))


def lines_sheet(sheet: Sheet, tables: Tables) -> Placed:
    rows = _Summed(LINES, _lines(tables))
    sheet.open("指标明细", "计入汇总的项目的全部指标（含预算执行）。点位置到评过分的表的那一格。")
    return _close(sheet, sheet.table(LINES, rows, rows.totals, name="指标明细表"))


def problems_sheet(sheet: Sheet, tables: Tables) -> Placed:
    sheet.open("问题清单", "程度：退回＝要改了再报；警告＝请人看一下；提醒＝供参考。点位置到那一格。")
    placed = _close(sheet, sheet.table(PROBLEMS, _problems(tables), name="问题清单表"))
    if not placed.is_empty:
        column = placed.columns["severity"]
        for word, signal in (("退回", "red"), ("警告", "amber")):
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": sheet.look.signal(signal)}
            sheet.page.conditional_format(placed.first, column, placed.last, column, rule)
    return placed


def _close(sheet: Sheet, placed: Placed) -> Placed:
    if placed.is_empty:
        sheet.page.write_string(TABLE_ROW + 1, 0, "没有。", sheet.look["note"])
    sheet.print_as(frozen=(TABLE_ROW + 1, 3), footer=f"{FOOTER}　{sheet.name}", titles=TABLE_ROW)
    return placed


class _Summed:
    """Rows added up while they are written; their numbers are digits."""

    def __init__(self, columns: tuple[Column, ...], rows: Iterator[list[Any]]) -> None:
        self._columns, self._rows, self._count = columns, rows, 0
        self._seen: list[tuple[int, Counter[str | None]]] = [(place, Counter()) for place, column in enumerate(columns) if column.total]

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self._rows:
            self._count += 1
            for place, seen in self._seen:
                seen[row[place]] += 1
            yield row

    def totals(self) -> list[Any]:
        """The totals row, once all rows are written."""
        sums = {place: total_of(number(digits) * count for digits, count in seen.items() if digits is not None) for place, seen in self._seen}
        said = {"project": f"合计（{self._count} 行）"}
        return [sums.get(place, said.get(column.key)) for place, column in enumerate(self._columns)]


def _deductions(tables: Tables) -> Iterator[list[Any]]:
    lost = next(place for place, column in enumerate(DEDUCTIONS) if column.key == "lost")
    return (row for row in _rows(DEDUCTIONS, tables.lines, tables.counted) if row[lost] is not None and number(row[lost]) > 0)


def _lines(tables: Tables) -> Iterator[list[Any]]:
    return _rows(LINES, tables.lines, tables.counted)


def _problems(tables: Tables) -> Iterator[list[Any]]:
    return _rows(PROBLEMS, tables.problems)


def _rows(columns: tuple[Column, ...], kept: Kept, only: Sequence[bool] | None = None) -> Iterator[list[Any]]:
    """Rows of lines or problems, numbers as digits; the cell leads into the workbook."""
    keys = [column.key for column in columns]
    cell, outcome = keys.index("cell"), keys.index("outcome") if "outcome" in keys else None
    for *row, output in kept.digits((*keys, "output"), only):
        row[cell] = Link(row[cell], output, row[cell])
        if outcome is not None:
            row[outcome] = OUTCOME.get(row[outcome], row[outcome])
        yield row


def bare_rows(sheet: str, tables: Tables) -> Iterator[list[Any]]:
    """The rows of a list without links and with numbers, for a file beside the workbook."""
    columns, rows = {"扣分明细": (DEDUCTIONS, _deductions), "指标明细": (LINES, _lines), "问题清单": (PROBLEMS, _problems)}[sheet]
    for row in rows(tables):
        bare = [value.value if isinstance(value, Link) else value for value in row]
        yield [number(value) if value is not None and column.look in NUMBERS else value for column, value in zip(columns, bare, strict=True)]


class Awaited(Protocol):
    """A row of the roster for which no form came in."""

    @property
    def department(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def contact(self) -> str: ...


def returned_sheet(sheet: Sheet, tables: Tables, missing: Sequence[Awaited] = ()) -> Placed:
    rows = some(tables.projects, lambda counts: not counts, "counted")
    sheet.open("退回与未报", "没有计入汇总的文件和原因，以及名单上还没有报来的。金额单位：万元。改好以后放回原文件夹，再运行一次。")
    budget = total_of(rows["budget"])
    sums = {"budget": budget, "returned": sum(rows["returned"]), "problem_cost": total_of(rows["problem_cost"])}
    totals = [f"合计（{len(rows) + len(missing)} 个）" if column.key == "project" else sums.get(column.key) for column in RETURNED]
    listed = [*_returned_rows(rows, _reasons(tables)), *_missing_rows(missing, len(rows))]
    return _close(sheet, sheet.table(RETURNED, listed, totals, name="退回与未报表"))


def _missing_rows(missing: Sequence[Awaited], before: int) -> Iterator[tuple[Any, ...]]:
    for position, row in enumerate(missing, start=before + 1):
        why = f"名单上有，没有收到自评表；联系人：{row.contact}" if row.contact else "名单上有，没有收到自评表"
        yield (position, "未报", row.department, row.unit, row.project, "", None, None, None, None, "", why)


def _returned_rows(rows: Some, reasons: dict[int, list[str]]) -> Iterator[tuple[Any, ...]]:
    for position, (place, row) in enumerate(rows.rows(), start=1):
        copy = f"与「{row['copy_of']}」相同，只算一份" if row["copy_of"] else ""
        copy = copy or (f"同一项目有了新的「{row['replaced_by']}」" if row["replaced_by"] else "")
        status = "相同的文件" if row["copy_of"] else ("已被替代" if row["replaced_by"] else STATUS[row["status"]])
        yield (
            position, status, row["department"], row["unit"], row["project"], Link(row["file"], row["output"]), row["typed_total"],
            row["budget"], row["returned"], row["problem_cost"], _range(row), copy or "\n".join(reasons.get(place, [])),
        )  # fmt: skip


def _range(row: dict[str, Any]) -> str:
    """What the total can still come to as the form stands, open lines from nothing to all."""
    low, high = row["low"], row["high"]
    if row["status"] != "returned" or low is None:
        return ""
    return shown(low) if low == high else f"{shown(low)}～{shown(high)}"


def _reasons(tables: Tables) -> dict[int, list[str]]:
    """What stands against each form, the gravest only: 退回, else what put it aside."""
    found: dict[int, list[str]] = {}
    asked = ("退回", "警告", "提醒")
    aside = [not counts for counts in tables.counted]
    by_record: dict[int, dict[str, list[str]]] = {}
    for record, severity, code, title, cell in tables.problems.rows(("record", "severity", "code", "title", "cell"), aside):
        by_record.setdefault(record, {}).setdefault(severity, []).append(f"{cell or '整个文件'}〔{code}〕{title}")
    for record, kinds in by_record.items():
        worst = next(severity for severity in asked if severity in kinds)
        found[record] = kinds[worst][:8] + ([f"……共 {len(kinds[worst])} 条"] if len(kinds[worst]) > 8 else [])
    return found
