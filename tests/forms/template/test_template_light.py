"""The light above the form: what it says, as LibreOffice computes it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from office import asked, edited
from openpyxl import load_workbook
from sample_forms import CERTIFICATES, FARMLAND, LANDSLIDES, Sample, filled

from pbexcel.forms.template.build import build_template, template_bytes
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.variants import variants

# what is typed into a cell of a filled form, and what the light must then say; row 15 is the first indicator
CASES: dict[str, tuple[Sample, tuple[str, object], str]] = {
    "as filed": (CERTIFICATES, ("A4", "（ 2021 年度）"), "● 可提交"),
    "as filed with contact": (LANDSLIDES, ("A4", "（ 2021 年度）"), "● 可提交"),
    "no scores typed": (FARMLAND, ("A4", "（ 2021 年度）"), "● 可提交"),
    "no project": (CERTIFICATES, ("C5", None), "项目名称没有填"),
    "no project but blanks": (CERTIFICATES, ("C5", " 　 "), "项目名称没有填"),
    "no budget": (CERTIFICATES, ("E8", None), "全年预算数没有填"),
    "budget 0": (CERTIFICATES, ("E8", 0), "全年预算数没有填"),
    "budget as words": (CERTIFICATES, ("E8", "一百一十"), "全年预算数没有填"),
    "nothing executed": (CERTIFICATES, ("F8", None), "全年执行数没有填"),
    "execution score above its weight": (CERTIFICATES, ("I8", 12), "执行率的得分"),
    "no name": (CERTIFICATES, ("D15", None), "第 15 行的三级指标没有填"),
    "no target": (CERTIFICATES, ("E15", None), "第 15 行的指标值没有填"),
    "no actual": (CERTIFICATES, ("F15", None), "第 15 行的实际完成值没有填"),
    "actual of blanks": (CERTIFICATES, ("F15", "　"), "第 15 行的实际完成值没有填"),
    "no weight": (CERTIFICATES, ("G15", None), "第 15 行的分值没有填"),
    "weight 0": (CERTIFICATES, ("G15", 0), "第 15 行：分值要填大于 0 的数"),
    "weight below 0": (CERTIFICATES, ("G15", -10), "第 15 行：分值要填大于 0 的数"),
    "weight in words": (CERTIFICATES, ("G15", "十"), "第 15 行：分值要填大于 0 的数"),
    "score above its weight": (CERTIFICATES, ("H15", 10.5), "第 15 行：得分要在 0 和分值之间"),
    "score below 0": (CERTIFICATES, ("H15", -1), "第 15 行：得分要在 0 和分值之间"),
    "score in words": (CERTIFICATES, ("H15", "满分"), "第 15 行：得分要在 0 和分值之间"),
    "weights make 95": (CERTIFICATES, ("G15", 5), "得分要在 0 和分值之间"),
    "weights make 101": (FARMLAND, ("G15", 11), "分值合计 101，应为 100"),
    "weights make 100 less a cent": (FARMLAND, ("G15", 9.99), "分值合计 99.99，应为 100"),
    "number answered by a word": (FARMLAND, ("F15", "已完成"), "第 15 行：完成情况要由人判断，请填得分"),
    "words answered by other words": (FARMLAND, ("F34", "还可以"), "请填得分"),
    "partly done without a score": (FARMLAND, ("F34", "部分达成年度指标并具有一定效果"), "请填得分"),
    "done, in the official words": (FARMLAND, ("F34", "达成年度指标"), "● 可提交"),
    "a name of its own on a spare row": (FARMLAND, ("D18", "培训人次"), "第 18 行的指标值没有填"),
    "dots on a spare row": (FARMLAND, ("D18", "……"), "● 可提交"),
    "an error in a cell": (FARMLAND, ("F15", "=1/0"), "第 15 行"),
    "weight kept as text": (FARMLAND, ("G15", "10"), "● 可提交"),
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The two check rows of every case, computed by LibreOffice."""
    samples = list({id(sample): sample for sample, _, _ in CASES.values()}.values())
    cases = {sample.project: [name for name, case in CASES.items() if case[0] is sample] for sample in samples}
    forms = [(workbook_bytes(filled(sample)), [CASES[name][1] for name in cases[sample.project]]) for sample in samples]
    forms += [(template_bytes(variant=variant), [("", None)]) for variant in variants()]
    names = [name for sample in samples for name in cases[sample.project]] + list(variants())
    rows = dict(zip(names, asked(tmp_path_factory.mktemp("light"), forms), strict=True))
    certificates = workbook_bytes(filled(CERTIFICATES))
    grown = {"one more below": (certificates, "more"), "rows inserted": (certificates, "insert")}
    for name, data in edited(Path(tmp_path_factory.mktemp("grown")), grown).items():
        sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        rows[name] = (str(sheet["A1"].value), str(sheet["A2"].value))
    return rows


@pytest.mark.parametrize("case", CASES)
def test_the_light_names_the_first_thing_that_keeps_the_form_from_going_out(
    case: str, said: dict[str, tuple[str, str]]
) -> None:
    expected = CASES[case][2]
    assert expected in said[case][0]
    assert said[case][0].startswith("●" if expected.startswith("●") else "▲")


@pytest.mark.parametrize("variant", list(variants()))
def test_a_blank_form_cannot_be_sent_in(variant: str, said: dict[str, tuple[str, str]]) -> None:
    assert said[variant][0].startswith("▲ 不可提交")
    assert f"预算执行 {variants()[variant].execution}　合计 {variants()[variant].execution}/100" in said[variant][1]


def test_the_second_row_adds_up_each_first_level_and_counts_what_is_empty(said: dict[str, tuple[str, str]]) -> None:
    sums = "分值　产出 50/50　效益 30/30　满意度 10/10　预算执行 10　合计 100/100　　执行率 99.65%　　没有填的 2 处"
    assert said["as filed"][1] == sums
    assert said["as filed with contact"][1].endswith("执行率 95.20%　　没有填的 0 处")


def test_a_row_inserted_above_the_total_counts(said: dict[str, tuple[str, str]]) -> None:
    assert "满意度 15/10" in said["one more below"][1]
    assert "分值合计 105，应为 100" in said["one more below"][0]
    assert said["rows inserted"] == said["as filed"]


def test_the_light_says_nothing_that_could_be_taken_for_a_title_or_a_year(said: dict[str, tuple[str, str]]) -> None:
    formulas = [str(cell.value) for row in build_template()["核对"].iter_rows() for cell in row]
    words = [word for formula in formulas for word in formula.split('"')[1::2]]
    for text in [*words, *(text for rows in said.values() for text in rows)]:
        assert not text.endswith("表"), text
        assert not [
            word for word in ("年度", "自评", "监控", "绩效目标") if word in text.replace("达成年度指标", "")
        ], text
