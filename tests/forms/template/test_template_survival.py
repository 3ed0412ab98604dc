"""The form survives its users: whatever is done to it in a spreadsheet program, the same records are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office import edited
from sample_forms import CERTIFICATES, SAMPLE_FORMS, Sample, filled, target_list

from pbexcel.excel.package import open_package
from pbexcel.forms.approved import approved_of
from pbexcel.forms.reading import read_forms
from pbexcel.forms.template.build import template_bytes
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.prefill import prefilled_forms
from pbexcel.records import Form, Indicator

EDITS = {
    "insert": "rows inserted inside a first level, at its edge and above 总分",
    "delete": "rows deleted",
    "widen": "a column and a row widened",
    "rename": "the sheet renamed",
    "before": "a sheet added before it",
    "unmerge": "first levels unmerged",
    "paste": "values pasted with foreign formats, weights as text",
    "": "opened and saved",
}


def said(form: Form) -> list[Any]:
    """What a form says, without the places it says it in."""

    def row(line: Indicator) -> tuple[Any, ...]:
        reads = (line.level1, line.level2, line.name, line.target, line.actual, line.weight, line.typed, line.reason)
        return (*(read.value for read in reads), line.direction, line.child)

    money = form.money
    assert money is not None
    funds = [
        (fund.label.strip(), fund.initial.value, fund.budget.value, fund.executed.value)
        for fund in (money.total, *money.parts)
    ]
    heads = (
        form.layout,
        form.year.value,
        form.project.value,
        form.department.value,
        form.unit.value,
        form.total.value,
        form.grade.value,
    )
    execution = (money.unit, money.weight.value, money.rate.value, money.typed.value, form.total_weight.value)
    return [heads, execution, *funds, *(row(line) for line in form.indicators)]


def the_form(data: bytes) -> Form:
    found = read_forms(open_package(data))
    assert len(found.forms) == 1, found.problems
    return found.forms[0].form


@pytest.fixture(scope="module")
def original() -> bytes:
    return workbook_bytes(filled(CERTIFICATES))


@pytest.fixture(scope="module")
def survivors(original: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    jobs = {what: (original, what) for what in EDITS}
    return edited(Path(tmp_path_factory.mktemp("edited")), jobs)


@pytest.mark.parametrize("what", EDITS, ids=EDITS.get)
def test_the_same_records_are_read_after(what: str, original: bytes, survivors: dict[str, bytes]) -> None:
    assert said(the_form(survivors[what])) == said(the_form(original))


@pytest.mark.parametrize("sample", SAMPLE_FORMS, ids=lambda sample: sample.project)
def test_a_filled_form_reads_without_a_fault_and_its_spare_rows_are_no_indicators(sample: Sample) -> None:
    (read,) = read_forms(open_package(workbook_bytes(filled(sample)))).forms
    assert len(read.form.indicators) == len(sample.rows)
    assert [line.name.value for line in read.form.indicators] == [row.name for row in sample.rows]
    assert [line.weight.value for line in read.form.indicators] == [row.weight for row in sample.rows]
    assert (read.form.layout, read.form.project.value, read.form.unit.value) == (
        "standard",
        sample.project,
        sample.unit,
    )
    assert [problem for problem in read.problems if problem.severity == "退回"] == []


def test_a_blank_form_is_sent_back_as_empty() -> None:
    found = read_forms(open_package(template_bytes()))
    assert not found.forms
    assert [problem.code for problem in found.problems] == ["L110"]


@pytest.mark.parametrize(
    ("variant", "layout", "execution"),
    [
        ("standard", "standard", 10),
        ("cost-first", "standard", 10),
        ("sichuan", "split-target", 10),
        ("hubei", "standard", 20),
    ],
)
def test_a_prefilled_form_of_every_variant_reads_back_as_the_list_said(
    variant: str, layout: str, execution: int
) -> None:
    approved = approved_of(target_list(), "目标.csv")
    for (_, data), (project, targets) in zip(
        prefilled_forms(approved, variant=variant), approved.projects().items(), strict=True
    ):
        form = the_form(data)
        assert (form.layout, form.project.value, form.unit.value, form.year.value) == (
            layout,
            project,
            targets[0].unit,
            2021,
        )
        assert {line.name.value: line.weight.value for line in form.indicators} == {
            one.name: one.weight for one in targets
        }
        assert form.money is not None
        assert (form.money.unit, form.money.weight.value) == ("万元", execution)
        assert form.money.total.initial.value == targets[0].budget
        texts = {line.name.value: "".join(line.target.text.split()) for line in form.indicators}
        assert all(texts[one.name].endswith(one.target.replace(" ", "")) for one in targets)
