"""Two rounds of the same forms: what was put right, what was not, what is new, which values were changed.

In: the records of an older and a newer run. Out: a `Pairing` for each form. Not here: showing them (`rounds_sheet`).

Forms are paired by project and unit, else by file. A finding is the same when its code stands at the same indicator (or, away
from the indicators, at the same cell). Where the newer form could not be read nothing is called put right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.report import FileRecord, LineRecord, ProblemRecord
from pbexcel.spelling import compact, exact

State: TypeAlias = Literal["both", "only_old", "only_new", "not_comparable"]
_ROW = re.compile(r"!\D+(\d+)$")
_ABOUT_THE_RUN = ("B",)  # copies and conflicts among the files of one run say nothing about the other


@frozen
class Change:
    """One value that is another now; `where` names the indicator or the fund block."""

    where: str
    what: str
    cell: str | None
    old: str
    new: str


@frozen
class Pairing:
    """A form in both rounds, or in one of them. The lists are empty unless `state` is both."""

    old: FileRecord | None
    new: FileRecord | None
    state: State
    fixed: tuple[ProblemRecord, ...] = ()
    remaining: tuple[ProblemRecord, ...] = ()
    appeared: tuple[ProblemRecord, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def shown(self) -> FileRecord:
        """The newer record, or the older where there is none."""
        record = self.new or self.old
        assert record is not None
        return record


def compare_rounds(old: Iterable[FileRecord], new: Iterable[FileRecord]) -> tuple[Pairing, ...]:
    """Every form of both rounds once, in the order of the newer run, those that are gone last."""
    before = [record for record in old if record.status != "skipped"]
    after = [record for record in new if record.status != "skipped"]
    partners = _partners(before, after)
    paired = [_compared(partners.get(number), record) for number, record in enumerate(after)]
    taken = {id(record) for record in partners.values()}
    gone = [Pairing(record, None, "only_old") for record in before if id(record) not in taken]
    return (*paired, *gone)


def _partners(before: Sequence[FileRecord], after: Sequence[FileRecord]) -> dict[int, FileRecord]:
    """The older record of each newer one: the same file of the same project, then the same project, then the same file."""
    partners: dict[int, FileRecord] = {}
    left = list(before)
    for key in (_file_and_project, _project, _file):
        waiting: dict[object, list[FileRecord]] = defaultdict(list)
        for record in left:
            waiting[key(record)].append(record)
        for number, record in enumerate(after):
            same = waiting.get(key(record)) if key(record) is not None and number not in partners else None
            if same:
                partners[number] = same.pop(0)
        taken = {id(record) for record in partners.values()}
        left = [record for record in left if id(record) not in taken]
    return partners


def _file_and_project(record: FileRecord) -> object:
    return (_project(record), record.file, record.sheet)


def _project(record: FileRecord) -> object:
    if not record.project:
        return None
    return (compact(record.project), compact(record.unit or record.department or ""))


def _file(record: FileRecord) -> object:
    return (record.file, record.sheet)


def _compared(old: FileRecord | None, new: FileRecord) -> Pairing:
    if old is None:
        return Pairing(None, new, "only_new")
    if not new.lines or not old.lines:
        return Pairing(old, new, "not_comparable")
    before, after = _by_place(old), _by_place(new)
    return Pairing(
        old, new, "both",
        fixed=tuple(_beyond(before, after)),
        remaining=tuple(_common(before, after)),
        appeared=tuple(_beyond(after, before)),
        changed=tuple(_changes(old, new)),
    )  # fmt: skip


def _by_place(record: FileRecord) -> dict[tuple[str, str], list[ProblemRecord]]:
    """Findings by code and the indicator (or cell) they stand at; several at one place keep their number."""
    names = {_row(line.cell): compact(line.name) for line in record.lines if line.name}
    found: dict[tuple[str, str], list[ProblemRecord]] = defaultdict(list)
    for problem in record.problems:
        if not problem.code.startswith(_ABOUT_THE_RUN):
            found[problem.code, names.get(_row(problem.cell)) or problem.cell or ""].append(problem)
    return found


def _row(cell: str | None) -> str:
    match = _ROW.search(cell or "")
    return match[1] if match else ""


def _beyond(
    one: dict[tuple[str, str], list[ProblemRecord]], other: dict[tuple[str, str], list[ProblemRecord]]
) -> Iterator[ProblemRecord]:
    for key, found in one.items():
        yield from found[len(other.get(key, ())) :]


def _common(
    one: dict[tuple[str, str], list[ProblemRecord]], other: dict[tuple[str, str], list[ProblemRecord]]
) -> Iterator[ProblemRecord]:
    for key, found in other.items():
        yield from found[: len(one.get(key, ()))]


def _changes(old: FileRecord, new: FileRecord) -> Iterator[Change]:
    if old.execution and new.execution:
        for what, one, other in (
            ("全年预算数", old.execution.budget, new.execution.budget),
            ("全年执行数", old.execution.executed, new.execution.executed),
            ("预算执行得分", old.execution.typed, new.execution.typed),
        ):
            if one != other:
                yield Change("项目资金", what, new.execution.cell, _said(one), _said(other))
    before, after = _by_name(old), _by_name(new)
    for key in dict.fromkeys((*after, *before)):
        yield from _line_changes(before.get(key), after.get(key))
    if old.typed_total != new.typed_total:
        yield Change("合计", "总分", None, _said(old.typed_total), _said(new.typed_total))


def _by_name(record: FileRecord) -> dict[tuple[str, int], LineRecord]:
    """Lines by name; the second of one name is another one."""
    seen: Counter[str] = Counter()
    lines = {}
    for line in record.lines:
        name = compact(line.name)
        lines[name, seen[name]] = line
        seen[name] += 1
    return lines


def _line_changes(old: LineRecord | None, new: LineRecord | None) -> Iterator[Change]:
    if old is None or new is None:
        line = new or old
        assert line is not None
        words = (line.target.text.strip(), "") if new is None else ("", line.target.text.strip())
        yield Change(line.name, "指标删去了" if new is None else "新增的指标", line.cell, *words)
        return
    texts = (
        ("年度指标值", old.target.text, new.target.text, new.target.cell),
        ("实际完成值", old.actual.text, new.actual.text, new.actual.cell),
        ("偏差原因", old.reason, new.reason, new.cell),
    )
    for what, one, other, cell in texts:
        if compact(one) != compact(other):
            yield Change(new.name, what, cell, one.strip(), other.strip())
    for what, before, after in (("分值", old.weight, new.weight), ("自评得分", old.typed, new.typed)):
        if before != after:
            yield Change(new.name, what, new.cell, _said(before), _said(after))


def _said(number: Decimal | None) -> str:
    return "" if number is None else exact(number)
