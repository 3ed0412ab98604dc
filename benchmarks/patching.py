"""How much CPU a scored copy costs, beside openpyxl doing the same to the same form in the same run.

`python benchmarks/patching.py [FORM.xlsx]`: reading and patching, with the proof, and the whole copy (sheets, receipt, proof,
scored again); openpyxl loads the form twice (formulas, kept results), edits the same cells and saves. Then the same form with
a 3 MB photo. Every number is the median of the rounds; both sides take turns, so that a busy machine is fair to both.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from pbexcel import __version__
from pbexcel.batch.copies import scored_copy
from pbexcel.excel.changing.patch import Edit, patch
from pbexcel.excel.package import open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.forms.reading import read_forms
from pbexcel.forms.writing.copies import scored_changes
from pbexcel.forms.writing.new_receipt import Origin
from pbexcel.forms.writing.scores import score_edits
from pbexcel.records import Ledger, column_letters
from pbexcel.rules.loading import load_rules
from pbexcel.scoring.evaluated import Evaluated
from pbexcel.scoring.score import score_form

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forms"))
ROUNDS = 25
PHOTO = 3_000_000


def read_and_patch(data: bytes, edits: list[Edit], proof: bool) -> None:
    package = open_package(data)
    for info in package.sheets:
        assert package.sheet(info.name).cells
    patched = patch(package, edits)
    assert not proof or verify_patch(package, patched.data, edits) == ()


def by_openpyxl(data: bytes, edits: list[Edit], results: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    if results:
        openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for edit in edits:
        value = f"={edit.formula}" if edit.formula else edit.value
        book[edit.at.sheet][f"{column_letters(edit.at.column)}{edit.at.row}"].value = value
    book.save(io.BytesIO())


def whole_copy(data: bytes) -> None:
    package = open_package(data)
    read = read_forms(package).forms[0]
    card, problems = score_form(read.form, load_rules("mof-2020"), read.problems)
    changes = scored_changes([Evaluated(card, problems, Ledger())], package, package, Origin("0" * 64, __version__))
    _, wrong = scored_copy(package, changes, [card])
    assert not wrong, wrong


def median(jobs: dict[str, Callable[[], None]]) -> dict[str, float]:
    """CPU milliseconds of each job, the jobs taking turns."""
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for name, job in jobs.items():
        job()
        spent[name].clear()
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            begun = time.process_time()
            job()
            spent[name].append((time.process_time() - begun) * 1000)
    return {name: statistics.median(times) for name, times in spent.items()}


def with_photo(data: bytes) -> bytes:
    """The form with a photo of 3 MB in it, as a part no one else knows of."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/photo.jpeg", random.Random(1).randbytes(PHOTO))
    return out.getvalue()


def the_form(arguments: list[str]) -> bytes:
    if arguments:
        return Path(arguments[0]).read_bytes()
    from drawn import SEED
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from rounds import drawn, saved

    extra = "".join(f"^|^|其他产出{number}|≥{number + 1}个|{number + 1}个|0.5|0.5|\n" for number in range(16))
    table = SEED.replace("|5|5|\n效益指标", f"|5|5|\n{extra}效益指标").replace("|≤20万元|19.8万元|5|5|", "|≤20万元|25万元|5|5|涨价")
    table = table.replace("维护数量|≤3台|3台|10|10|", "维护数量|≤3台|3台|2|2|")
    book = openpyxl.load_workbook(io.BytesIO(drawn(table)))
    line = Side(style="thin")
    for row in book.active.iter_rows():
        for cell in row:
            cell.font = Font(name="宋体", size=10 + cell.row % 3, bold=cell.column == 1)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.fill = PatternFill("solid", fgColor="FFF2F2F2") if cell.column < 3 else PatternFill()
        book.active.row_dimensions[row[0].row].height = 24
    return saved(book)


def main() -> None:
    data = the_form(sys.argv[1:])
    photo = with_photo(data)
    package = open_package(data)
    form = read_forms(package).forms[0]
    card, _ = score_form(form.form, load_rules("mof-2020"), form.problems)
    edits = score_edits(card, package.sheet(card.form.sheet))
    assert edits, "the form needs no edit"
    spent = median(
        {
            "read and patch": lambda: read_and_patch(data, edits, False),
            "read, patch and prove": lambda: read_and_patch(data, edits, True),
            "openpyxl load, edit, save": lambda: by_openpyxl(data, edits, False),
            "openpyxl load twice (kept results), edit, save": lambda: by_openpyxl(data, edits, True),
            "whole scored copy (read, score, sheets, receipt, proof, scored again)": lambda: whole_copy(data),
            "whole scored copy with a photo of 3 MB": lambda: whole_copy(photo),
            "read, patch and prove with a photo of 3 MB": lambda: read_and_patch(photo, edits, True),
        }
    )
    for name, time_ in spent.items():
        print(f"{time_:7.1f} ms  {name}")
    theirs = spent["openpyxl load, edit, save"]
    ratios = {
        "openpyxl / read and patch (at least 4)": theirs / spent["read and patch"],
        "openpyxl / read, patch and prove (at least 3)": theirs / spent["read, patch and prove"],
        "photo / no photo, patch and prove (at most 2)": spent["read, patch and prove with a photo of 3 MB"] / spent["read, patch and prove"],
        "photo / no photo, whole copy (at most 2)": spent["whole scored copy with a photo of 3 MB"]
        / spent["whole scored copy (read, score, sheets, receipt, proof, scored again)"],
    }
    for name, ratio in ratios.items():
        print(f"{ratio:7.1f}     {name}")


if __name__ == "__main__":
    main()
