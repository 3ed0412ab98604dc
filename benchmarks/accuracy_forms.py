"""How exactly published forms are read: one table, and every disagreement by name.

Usage: python benchmarks/accuracy_forms.py DATA, where DATA holds forms.json and forms/*.xlsx. Exit code 1 on any disagreement.
forms.json says for each form its sheet, its rows (row, name, target, actual, weight, score), total_score and grade.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pbexcel.excel.package import open_package
from pbexcel.forms.reading import Found, read_forms
from pbexcel.records import Form, Indicator

FAMILIES = {
    "standard": {"standard"}, "split": {"split-target"}, "split_merged": {"split-under-header"}, "hebei": {"weight-first", "execution-row"},
    "no_score": {"no-scores"}, "no_weight": {"no-weight"}, "weight_first": {"weight-first"}, "one_level": {"one-level"},
}  # fmt: skip


def main(folder: Path) -> int:
    counted: dict[str, list[int]] = {}
    wrong: list[str] = []
    begun = time.perf_counter()
    for fact in json.loads((folder / "forms.json").read_text(encoding="utf-8")):
        found = read_forms(open_package((folder / "forms" / f"{fact['form_id']}.xlsx").read_bytes()))
        for what, where, is_right, detail in compared(fact, found):
            right, asked = counted.setdefault(what, [0, 0])
            counted[what] = [right + is_right, asked + 1]
            if not is_right:
                wrong.append(f"{fact['form_id']} {where} {what}: {detail}")
    spent = time.perf_counter() - begun
    for what, (right, asked) in counted.items():
        print(f"{what:<28}{right:>6} of {asked:<6}{right / asked:>8.2%}")
    print(f"{'seconds':<28}{spent:>6.2f}")
    print(*wrong, sep="\n")
    return 1 if wrong else 0


def compared(fact: dict[str, Any], found: Found) -> Iterator[tuple[str, str, bool, str]]:
    """What was asked, where, whether it was read right, and what was read instead."""
    yield "one form found", fact["sheet"], len(found.forms) == 1, f"{len(found.forms)} forms"
    for read in found.forms:
        yield from _of_form(fact, read.form)
    here = {(row.target.at.sheet, row.row): row for read in found.forms for row in read.form.indicators if row.target.at}
    for row in fact["rows"]:
        if row["target"].strip() or row["actual"].strip():
            yield from _of_row(row, fact["sheet"], here.pop((fact["sheet"], row["row"]), None))
    for (sheet, number), row in here.items():
        filled = bool(row.target.text.strip() or row.actual.text.strip())
        known = any(one["row"] == number for one in fact["rows"])
        yield "no row that is none", f"{sheet}!{number}", known or not filled, row.name.text


def _of_form(fact: dict[str, Any], form: Form) -> Iterator[tuple[str, str, bool, str]]:
    yield "family", form.sheet, form.layout in FAMILIES.get(fact["family"], {form.layout}), f"{form.layout}, published as {fact['family']}"
    yield "year", form.sheet, form.year.value is not None or "20" not in form.year.text, form.year.text
    for what, text, value in (("total", fact["total_score"], form.total.value), ("execution score", fact["exec_score"], _typed(form))):
        if _number(text) is not None:
            yield what, form.sheet, value == _number(text), f"{value}, published {text}"
    if fact["grade"]:
        yield "grade", form.sheet, form.grade.value == fact["grade"], form.grade.value


def _typed(form: Form) -> Decimal | None:
    return form.money.typed.value if form.money else None


def _of_row(row: dict[str, Any], sheet: str, read: Indicator | None) -> Iterator[tuple[str, str, bool, str]]:
    where = f"{sheet}!{row['row']}"
    yield "row found", where, read is not None, row["name"]
    if read is None:
        return
    for what, text, published in (("name", read.name.text, row["name"]), ("target", read.target.text, row["target"]), ("actual", read.actual.text, row["actual"])):
        yield f"{what}, exact text", where, text == published, f"{text!r}, published {published!r}"
    for what, value, published in (("weight", read.weight.value, row["weight"]), ("typed score", read.typed.value, row["score"])):
        if _number(published) is not None:
            yield what, where, value == _number(published), f"{value}, published {published}"


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().removesuffix("分").replace(",", ""))
    except InvalidOperation:
        return None


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
