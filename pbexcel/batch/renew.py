"""An old .xls goes on as an .xlsx: read in a process of its own, its one form written on the standard template.

In: the name and the bytes of a file. Out: what the run goes on with; None for files that need none of this.
Not here: reading old files (excel/old_book), writing the form anew (forms/template/copy).
"""

from __future__ import annotations

from pathlib import Path

from pbexcel.excel.old_book import is_old_book, read_old_book
from pbexcel.forms.reading import Found, read_forms
from pbexcel.frozen import frozen
from pbexcel.problems import Problem, problem

OLD_SUFFIXES = (".xls", ".et")


@frozen
class Renewed:
    """The new bytes under a name of their own (表.xls.xlsx: a 表.xlsx may lie beside it) with a notice about it.

    `data` is None where the file does not hold exactly one form; then `found` says what it holds.
    """

    name: str
    data: bytes | None
    found: Found
    notes: tuple[Problem, ...]


def renew(name: str, data: bytes) -> Renewed | None:
    """Raises Unopenable where an old file cannot be read."""
    if not is_old_book(data):
        if data.startswith(b"PK") and Path(name).suffix.lower() in OLD_SUFFIXES:
            return Renewed(f"{name}.xlsx", data, Found((), ()), ())  # a new workbook under an old name
        return None
    book = read_old_book(data)
    found = read_forms(book)
    if len(found.forms) > 1:
        several = problem("L123", read="、".join(f"「{read.form.sheet}」{read.form.project.value}" for read in found.forms), place=name)
        return Renewed(name, None, Found((), (*found.problems, several)), ())
    if not found.forms:
        return Renewed(name, None, found, ())
    from pbexcel.forms.template.copy import on_template  # openpyxl is slow to import, and old files are few

    form = found.forms[0].form
    note = problem("L120", at=form.title.at, read=name, sheet=form.sheet)
    return Renewed(f"{name}.xlsx", on_template(form, book.sheet(form.sheet)), found, (*found.problems, note))
