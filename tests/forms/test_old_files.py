"""Old .xls and .et files: read in a process of their own, given back as .xlsx on the standard template."""

import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from drawn import SEED, read_one

from pbexcel.excel import old_book
from pbexcel.excel.old_book import is_old_book, read_old_book
from pbexcel.excel.old_reading import read
from pbexcel.excel.package import open_package
from pbexcel.faults import Unopenable
from pbexcel.forms.reading import read_forms
from pbexcel.forms.template.copy import on_template
from pbexcel.records import Form

OLD = Path(__file__).parent / "old"
XLS, ET = (OLD / "自评表.xls").read_bytes(), (OLD / "导出.et").read_bytes()


def form_of(data: bytes) -> Form:
    return read_forms(read_old_book(data)).forms[0].form


def facts(form: Form) -> list[object]:
    money = form.money
    assert money is not None
    amounts = [read.value for read in (money.total.initial, money.total.budget, money.total.executed, money.weight, money.rate, money.typed)]
    head = [read.value for read in (form.year, form.project, form.department, form.unit, form.total, form.grade)]
    rows = [
        (i.level1.value, i.level2.value, i.name.text, i.target.text, i.actual.value, i.weight.value, i.typed.value, i.reason.value)
        for i in form.indicators
    ]
    return [*head, money.unit, *amounts, *rows]


def test_an_old_workbook_says_what_the_new_one_says() -> None:
    assert is_old_book(XLS)
    assert facts(form_of(XLS)) == facts(read_one(SEED).form)


def test_number_formats_and_days_are_read_as_people_see_them() -> None:
    form = form_of(XLS)
    assert form.money is not None
    assert (form.money.rate.text, form.indicators[0].actual.text) == ("99.65%", "3台")
    assert form_of(ET).indicators[1].actual.text == "2022年11月20日"


def test_of_a_dozen_exported_sheets_the_form_is_found() -> None:
    found = read_forms(read_old_book(ET))
    assert [read.form.sheet for read in found.forms] == ["项目自评"]
    assert [note.code for note in found.problems] == ["L109"]
    assert found.forms[0].form.indicators[0].typed.value == Decimal("28.50")


@pytest.mark.parametrize("data", [XLS, ET], ids=["xls", "et"])
def test_the_form_on_the_standard_template_is_the_same_form(data: bytes) -> None:
    book = read_old_book(data)
    form = read_forms(book).forms[0].form
    again = read_forms(open_package(on_template(form, book.sheet(form.sheet))))
    assert [note.code for note in again.problems] == []
    assert facts(again.forms[0].form) == facts(form)


def test_more_fund_rows_than_the_template_has_are_added_up_in_the_last() -> None:
    book = read_old_book(ET)
    form = read_forms(book).forms[0].form
    money = read_forms(open_package(on_template(form, book.sheet(form.sheet)))).forms[0].form.money
    assert money is not None
    assert [(part.label, part.budget.value) for part in money.parts] == [
        ("其中：财政拨款", 500000), ("上级转移支付", 200000), ("自有资金、其他资金", 200000),
    ]  # fmt: skip


def test_a_form_without_a_weight_column_keeps_its_own_cells() -> None:
    drawn = "2021年度项目自评表\n项目名称|采购\n一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分\n产出指标|数量指标|采购|=10台|10台|80\n"
    drawn_read = read_one(drawn)
    from drawn import package_of, workbook_of

    sheet = package_of(workbook_of(drawn)).sheet("Sheet1")
    again = read_forms(open_package(on_template(drawn_read.form, sheet))).forms[0].form
    assert again == drawn_read.form


def test_a_reader_that_takes_too_long_or_dies_costs_only_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unopenable, match="F102 读了太久"):
        read_old_book(XLS, deadline=0.001)
    run = subprocess.run

    def killed(command: list[str], **options: object) -> object:
        return run([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(old_book.subprocess, "run", killed)
    with pytest.raises(Unopenable, match="F102 内容损坏"):
        read_old_book(XLS)


def test_damaged_old_files_are_read_or_refused_by_code() -> None:
    for seed in range(60):
        chance, data = random.Random(seed), bytearray(XLS)
        for _ in range(chance.choice([1, 3, 20, 200])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        first, _ = read(bytes(data[: chance.randrange(len(data))] if seed % 4 == 0 else data))
        assert first in (True, False, "F102", "F103", "F109")


def test_what_is_no_old_workbook_is_left_alone() -> None:
    encrypted = b"\xd0\xcf\x11\xe0" + "Workbook\0EncryptedPackage".encode("utf-16-le")
    for data in (b"", b"PK\3\4", b"%PDF", "工作表".encode(), encrypted):
        assert not is_old_book(data)
