"""Receipts nobody of ours wrote: whatever they say, a file is read, scored or told, and never takes the run down."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty
from rounds import SHEET, drawn, saved, sent

from pbexcel.excel.changing.properties import read_property
from pbexcel.excel.package import open_package
from pbexcel.forms.writing.receipt import RECEIPT, remembered
from pbexcel.verify import verified


def forged(copy: bytes, change: dict[str, Any]) -> bytes:
    """The copy with something else in its receipt, or in what it says of its one form."""
    text = read_property(open_package(copy), RECEIPT)
    assert text is not None
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for one in list(book.custom_doc_props.props):
        if one.name == RECEIPT or one.name.startswith(RECEIPT + "."):
            book.custom_doc_props.props.remove(one)
    receipt = json.loads(text)
    (form,) = receipt["forms"]
    form |= {key: value for key, value in change.items() if key in form}
    receipt |= {key: value for key, value in change.items() if key not in form}
    book.custom_doc_props.append(StringProperty(name=RECEIPT, value=json.dumps(receipt, ensure_ascii=False)))
    return saved(book)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sent(drawn(), tmp_path_factory.mktemp("first"))[1]


def written(cell: str = "G18", was: Any = (None, "5", None), put: Any = "4", sheet: str = SHEET) -> dict[str, Any]:
    return {"written": [{"sheet": sheet, "cell": cell, "was": was, "put": put}]}


@pytest.mark.parametrize(
    "change",
    [
        written(was=("zzz", "五", None)), written(was=("b", "x", None)), written(was=("e", None, "1+")), written(was=("d", "2021-99-99", None)),
        written(was=("s", "99999999", None)), written(was=("n", "1e999", None)), written(was=(None, None, "")), written(was=("str", "\0", None)),
        written(cell="A1"), written(cell="XFD1048576"), written(sheet="没有这张表"), written(put="别的"),
        {"total": "一百"}, {"grade": ""}, {"lines": []}, {"execution": None}, {"rules": "没有的规则"}, {"rules": "../../etc/passwd"},
        {"rules_sha256": "0"}, {"sheet": "没有"}, {"version": "9" * 1000}, {"input": ""}, {"forms": []},
        {"decisions": [{"cell": f"{SHEET}!G18", "points": "5", "reason": "", "reviewer": "", "target": "≤20万元", "actual": "25万元"}]},
    ],
)  # fmt: skip
def test_a_receipt_that_says_something_else_is_told_and_the_form_still_scored(copy: bytes, tmp_path: Path, change: dict[str, Any]) -> None:
    data = forged(copy, change)
    assert remembered(open_package(data)) is not None
    verdict = verified(data)
    assert verdict.status in ("unchanged", "edited", "differs")
    told = {"total", "grade", "lines", "execution", "rules", "rules_sha256", "decisions", "forms"} & set(change)
    assert not told or verdict.status == "differs"
    assert sent(data, tmp_path)[0].status in ("scored", "returned")


@pytest.mark.parametrize("change", [written(cell="ZZZZ1"), written(cell="G0"), {"receipt": 1}, {"written": [{}]}, {"lines": None}])
def test_a_receipt_that_makes_no_sense_is_none(copy: bytes, tmp_path: Path, change: dict[str, Any]) -> None:
    data = forged(copy, change)
    assert remembered(open_package(data)) is None
    assert sent(data, tmp_path)[0].status == "scored"


def test_a_receipt_cannot_name_a_file_to_be_opened(copy: bytes, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("not rules", encoding="utf-8")
    assert "不是自带的规则" in verified(forged(copy, {"rules": str(rules)})).detail
