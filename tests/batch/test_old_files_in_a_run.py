"""Old .xls files in a run: scored on the standard template, refused by code, never touched."""

import json
from pathlib import Path

from pbexcel.batch.one import Job, work

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
