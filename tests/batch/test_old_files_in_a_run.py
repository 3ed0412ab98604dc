"""Old .xls files in a run: scored on the standard template, refused by code, never touched."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pbexcel.batch.one import Job, work
from pbexcel.excel.old_book import OldBook, read_old_book

OLD = Path(__file__).parents[1] / "forms" / "old"


def record(path: Path, out: Path) -> dict[str, object]:
    done = work(Job(str(path), path.name, "mof-2020", str(out)))
    assert len(done.records) == 1
    return dict(json.loads(done.records[0][1]))


def codes(said: dict[str, object]) -> list[str]:
    return [problem["code"] for problem in said["problems"]]  # type: ignore[attr-defined]


def test_the_old_seed_form_is_scored_98_and_comes_back_as_xlsx(tmp_path: Path) -> None:
    said = record(OLD / "自评表.xls", tmp_path)
    assert (said["status"], said["total"], said["grade"]) == ("scored", "98.00", "优")
    assert said["output"] == "已评分/自评表.xls.xlsx"
    assert (tmp_path / "已评分" / "自评表.xls.xlsx").read_bytes().startswith(b"PK")
    assert "L120" in codes(said)


def test_an_export_named_et_is_scored_too(tmp_path: Path) -> None:
    said = record(OLD / "导出.et", tmp_path)
    assert (said["status"], said["total"]) == ("scored", "97.50")
    assert {"L109", "L120"} <= set(codes(said))


def test_a_damaged_old_file_fails_by_code_and_is_not_touched(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xls"
    broken.write_bytes((OLD / "自评表.xls").read_bytes()[:3000] + (OLD / "自评表.xls").read_bytes()[5000:])
    before = broken.read_bytes()
    said = record(broken, tmp_path / "out")
    assert (said["status"], codes(said)) == ("failed", ["F102"])
    assert broken.read_bytes() == before


def test_a_new_workbook_under_an_old_name_gets_a_name_that_opens(tmp_path: Path) -> None:
    named = tmp_path / "自评表.xls"
    named.write_bytes(next((Path(__file__).parents[2] / "samples").glob("不动产*.xlsx")).read_bytes())
    said = record(named, tmp_path / "out")
    assert (said["status"], said["total"], said["output"]) == ("scored", "98.00", "已评分/自评表.xls.xlsx")
    assert "L120" not in codes(said)


def test_an_old_file_without_a_form_goes_back_as_it_came(tmp_path: Path) -> None:
    data = (OLD / "导出.et").read_bytes()
    blank = tmp_path / "没有表.xls"
    blank.write_bytes(data.replace("三级指标".encode("utf-16-le"), "三级指示".encode("utf-16-le")))
    said = record(blank, tmp_path / "out")
    assert (said["status"], said["output"]) == ("returned", "退回/没有表.xls")
    assert "L101" in codes(said)
    assert (tmp_path / "out" / "退回" / "没有表.xls").read_bytes() == blank.read_bytes()


def test_an_old_file_with_several_forms_goes_back_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = read_old_book((OLD / "自评表.xls").read_bytes())
    twice = OldBook((*one.sheets, replace(one.sheets[0], name="另一张")), (*one.pages, replace(one.pages[0], name="另一张")))
    monkeypatch.setattr("pbexcel.batch.renew.read_old_book", lambda data: twice)
    named = tmp_path / "几张.xls"
    named.write_bytes((OLD / "自评表.xls").read_bytes())
    said = record(named, tmp_path / "out")
    assert (said["status"], said["output"], codes(said)) == ("returned", "退回/几张.xls", ["L123"])
