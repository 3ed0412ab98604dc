"""What a letter says about one form: what scoring changed, or what to correct and how.

In: a record and the words. Out: blocks. Not here: who reads them (compose), how they look (paper).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pbexcel.mail.paper import Block, Head, Items, Para
from pbexcel.mail.words import Words
from pbexcel.report import FileRecord, ProblemRecord

_MOST_PROBLEMS = 40
_MOST_WARNINGS = 10
_LONGEST = 300  # characters of a form's text in a letter; the whole of it stands in the workbook


def project_of(record: FileRecord) -> str:
    """What to call a form: its project, with the year where it has one; else the file."""
    year = f"（{record.year}年度）" if record.year else ""
    return f"「{one_line(record.project)}」{year}" if record.project else one_line(record.file)


def scored_blocks(record: FileRecord, words: Words) -> list[Block]:
    """改分说明 first: typed against computed, every change with its reason; then what a person should look at."""
    total, typed = _number(record.total), _number(record.typed_total)
    changes, filled = _changes(record)
    blocks: list[Block] = [Head(words("scored.heading", 项目=project_of(record), 总分=total, 等级=record.grade or ""))]
    key = "scored.changed" if changes else "scored.unchanged"
    blocks.append(Para(words(key, 自评=typed, 总分=total, 处数=str(len(changes)))))
    if changes:
        blocks.append(Items(tuple(changes)))
    rest = [words("scored.filled", 处数=str(filled))] if filled else []
    if record.typed_grade and record.grade and not record.typed_grade.strip().startswith(record.grade):
        rest.append(words("scored.regraded", 自评等级=one_line(record.typed_grade), 等级=record.grade))
    if rest:
        blocks.append(Para("".join(rest)))
    return [*blocks, *_warnings(record, words("scored.look"))]


def returned_blocks(record: FileRecord, words: Words) -> list[Block]:
    """Every reason the form goes back: the cell, what was read, what was expected, how to correct it."""
    grave = [found for found in record.problems if found.severity == "退回"]
    blocks: list[Block] = [Head(words("returned.heading", 项目=project_of(record), 处数=str(len(grave))))]
    blocks.append(Items(tuple(_in_full(found) for found in grave[:_MOST_PROBLEMS])))
    if len(grave) > _MOST_PROBLEMS:
        blocks.append(Para(words("returned.more", 处数=str(len(grave) - _MOST_PROBLEMS))))
    return [*blocks, *_warnings(record, words("returned.also"))]


def conflict_blocks(records: Sequence[FileRecord], words: Words) -> list[Block]:
    """The files of one project that say different things."""
    files = "、".join(f"「{one_line(record.file)}」" for record in records)
    return [Head(words("conflict.heading", 项目=project_of(records[0]))), Para(words("conflict.files", 文件=files))]


def one_line(text: str) -> str:
    """Text of a form as one line of a letter, cut where it runs on."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "……"


def _changes(record: FileRecord) -> tuple[list[str], int]:
    """The scores that are not what the unit wrote, as sentences; and how many it had left empty."""
    scores = [("预算执行率", record.execution.typed, record.execution.points, record.execution.because)] if record.execution else []
    scores += [(line.name, line.typed, line.points, line.because) for line in record.lines]
    changes = [
        f"{one_line(name)} {_number(typed)}→{_number(points)}" + (f"（{one_line(because)}）" if because else "")
        for name, typed, points, because in scores
        if typed is not None and points is not None and typed != points
    ]
    return changes, sum(typed is None and points is not None for _, typed, points, _ in scores)


def _warnings(record: FileRecord, heading: str) -> list[Block]:
    found = [one for one in record.problems if one.severity == "警告"][:_MOST_WARNINGS]
    return [Para(heading), Items(tuple(f"{_place(one)}{one_line(one.title)}。{one_line(one.fix)}" for one in found))] if found else []


def _in_full(found: ProblemRecord) -> str:
    lines = [f"{_place(found)}{one_line(found.title)}", f"读到：{one_line(found.read)}", f"应为：{one_line(found.expected)}"]
    return "\n".join([*lines, f"怎么改：{one_line(found.fix)}"])


def _place(found: ProblemRecord) -> str:
    return f"{one_line(found.cell)}：" if found.cell else ""


def _number(number: Decimal | None) -> str:
    return "（空）" if number is None else f"{number:f}"
