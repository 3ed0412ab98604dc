"""`pbexcel verify`: what it says, as text and as JSON, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from pbexcel.batch.one import Job, work
from pbexcel.cli import group

SAMPLE = Path("samples/地质灾害隐患点综合治理项目.xlsx")


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("out")
    work(Job(str(SAMPLE), "a.xlsx", "mof-2020", out=str(out)))
    return (out / "已评分" / "a.xlsx").read_bytes()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, ["verify", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_an_unchanged_file_is_exit_0(scored: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(scored)
    code, said = run(str(file))
    assert code == 0
    assert "一致：评分以后没有改过" in said
    assert "89.73 分 良" in said


def test_a_folder_stands_for_its_workbooks_and_the_out_of_a_run_for_its_scored_ones(scored: bytes, tmp_path: Path) -> None:
    assert run(str(tmp_path))[0] == 5
    (tmp_path / "已评分" / "二科").mkdir(parents=True)
    for name in ("a.xlsx", "二科/b.xlsx", "~$a.xlsx"):
        (tmp_path / "已评分" / name).write_bytes(scored if "~" not in name else b"lock")
    (tmp_path / "部门汇总.xlsx").write_bytes(b"no form")
    assert run(str(tmp_path), "-q") == (0, "核对 2 个文件：一致 2，不一致 0\n")
    assert run(str(tmp_path / "已评分" / "二科"), "-q") == (0, "核对 1 个文件：一致 1，不一致 0\n")


def test_the_out_of_a_run_that_scored_nothing_has_nothing_to_verify(tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").touch()
    (tmp_path / "部门汇总.xlsx").write_bytes(b"no form")
    code, said = run(str(tmp_path))
    assert code == 5
    assert "已评分 里没有工作簿" in said


def test_an_edited_file_is_exit_3_and_names_the_cell(scored: bytes, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(scored))
    book["自评表"]["H28"] = 10
    file = tmp_path / "a.xlsx"
    book.save(file)
    code, said = run(str(file))
    assert code == 3
    assert "自评表!H28 改过：=ROUND(190/209*10,2) → 10" in said
    code, said = run("--json", str(file))
    first, last = map(json.loads, said.splitlines())
    assert code == 3
    assert first["status"] == "edited"
    assert first["edited"] == [{"cell": "自评表!H28", "was": "=ROUND(190/209*10,2)", "now": "10"}]
    assert first["receipt"]["rules"]["id"] == "mof-2020"
    assert first["rederived"] == {"total": "89.73", "grade": "良"}
    assert last == {"received": 1, "unchanged": 0, "exit_code": 3}


def test_files_without_a_receipt_and_files_that_are_no_workbooks_are_exit_3(scored: bytes, tmp_path: Path) -> None:
    broken, whole = tmp_path / "b.xlsx", tmp_path / "a.xlsx"
    broken.write_bytes(b"nothing")
    whole.write_bytes(scored)
    code, said = run(str(SAMPLE), str(broken), str(whole))
    assert code == 3
    assert "没有回执" in said
    assert "打不开" in said
    assert "核对 3 个文件：一致 1，不一致 2" in said


def test_a_file_that_is_not_there_is_exit_5(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.xlsx"))[0] == 5


def test_other_rules_than_those_of_the_receipt_are_told(scored: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(scored)
    code, said = run("--rules", "hubei", str(file))
    assert code == 3
    assert "不是同一个文件" in said


def test_several_forms_of_one_sheet_are_told_apart(tmp_path: Path) -> None:
    name = "地质灾害隐患点综合治理项目"
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book["自评表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    merged = [(part.min_row, part.min_col, part.max_row, part.max_col) for part in sheet.merged_cells.ranges]
    down = len(rows) + 2
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            text = value.replace(name, "防洪排涝项目") if isinstance(value, str) else value
            if text is not None:
                sheet.cell(number + down, column, text)
    for top, left, bottom, right in merged:
        sheet.merge_cells(start_row=top + down, start_column=left, end_row=bottom + down, end_column=right)
    given = tmp_path / "two.xlsx"
    book.save(given)
    work(Job(str(given), "two.xlsx", "mof-2020", out=str(tmp_path / "out")))
    code, said = run(str(tmp_path / "out" / "已评分" / "two.xlsx"))
    assert code == 0
    assert ["「自评表（第 1 张）」评分时" in said, "「自评表（第 2 张）」评分时" in said] == [True, True]
