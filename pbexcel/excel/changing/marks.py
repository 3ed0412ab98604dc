"""Cells marked in colour, with notes, so that every mark can be taken away again without a trace.

In: a draft and `Mark`s. Out: the draft with a conditional format of ours on the marked cells, and notes.
Not here: the notes themselves (notes).

The colour is a conditional format that always holds. The cells and their styles are not touched, so taking a mark away
is taking one element away. Rejected: a style derived from the cell's own with another fill, for after the file was
saved by another program nobody can tell which style the cell had.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.excel.changing.changes import Mark
from pbexcel.excel.changing.draft import Draft
from pbexcel.excel.changing.notes import add_notes, has_notes, remove_notes
from pbexcel.excel.changing.sheets import styles_part
from pbexcel.excel.changing.shell import Shell
from pbexcel.excel.changing.style_book import StyleBook
from pbexcel.excel.package import Package
from pbexcel.records import column_letters

COLOURS = {"red": "FFFFC7CE", "yellow": "FFFFEB9C"}
_SIGN = '"pbexcel"="pbexcel"'
_SIGN_BYTES = b"pbexcel"


def has_marks(package: Package) -> bool:
    """Whether an earlier writing left marks or notes."""
    return any(_SIGN_BYTES in package.part(info.part) or has_notes(package, info.part) for info in package.sheets)


def remove_marks(draft: Draft) -> None:
    """Take away what an earlier writing marked, on every sheet."""
    for info in draft.package.sheets:
        data = draft.part(info.part)
        if _SIGN_BYTES in data:
            shell = Shell(data, info.part)
            ours = [one for one in shell.top("conditionalFormatting") if _SIGN_BYTES in shell.bytes_of(one)]
            draft.write(info.part, shell.joined([(one.start, one.stop, b"") for one in ours]))
        remove_notes(draft, info.part)


def put_marks(draft: Draft, marks: Sequence[Mark]) -> None:
    parts = {info.name: info.part for info in draft.package.sheets}
    for name in sorted({mark.at.sheet for mark in marks}):
        own = [mark for mark in marks if mark.at.sheet == name]
        _colour(draft, name, parts[name], own)
        notes: dict[tuple[int, int], str] = {}
        sheet = draft.package.sheet(name)
        for mark in own:
            if mark.note:
                at = sheet.anchor(mark.at.row, mark.at.column)
                notes[at] = f"{notes[at]}\n{mark.note}" if at in notes else mark.note
        if notes:
            add_notes(draft, parts[name], notes)


def _colour(draft: Draft, name: str, part: str, marks: Sequence[Mark]) -> None:
    styles = styles_part(draft)
    book = StyleBook(draft.part(styles), draft.elements(styles))
    shell = Shell(draft.part(part), part)
    p = shell.prefix
    taken = [one.attributes.get("priority", "") for one in shell.elements if one.name == "cfRule"]
    priority = max((int(one) for one in taken if one.isascii() and one.isdigit()), default=0)
    new = ""
    left = {mark.at for mark in marks}
    # red last in the list of marks, first on the sheet: a cell marked twice is red
    for colour in ("red", "yellow"):
        places = sorted({mark.at for mark in marks if mark.colour == colour} & left)
        left -= set(places)
        if places:
            priority += 1
            refs = " ".join(dict.fromkeys(_area(draft, name, at.row, at.column) for at in places))
            new += (
                f'<{p}conditionalFormatting sqref="{refs}"><{p}cfRule type="expression" dxfId="{book.mark(COLOURS[colour])}"'
                f' priority="{priority}"><{p}formula>{_SIGN}</{p}formula></{p}cfRule></{p}conditionalFormatting>'
            )
    draft.write(styles, book.finished())
    where = shell.place_for("conditionalFormatting")
    draft.write(part, shell.joined([(where, where, new.encode())]))


def _area(draft: Draft, name: str, row: int, column: int) -> str:
    """A cell, or the merged area it belongs to."""
    for area in draft.package.sheet(name).merges:
        if (row, column) in area:
            return f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"
    return f"{column_letters(column)}{row}"
