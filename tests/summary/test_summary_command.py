"""`pbexcel summary` over one OUT folder and over several."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from click.testing import CliRunner
from made_records import form, table

from pbexcel.cli import group
from pbexcel.report import FileRecord


def _out(folder: Path, *records: FileRecord) -> Path:
    folder.mkdir()
    (folder / "run.jsonl").write_text("".join(f"{record.model_dump_json()}\n" for record in records), encoding="utf-8")
    return folder


def test_several_folders_become_one_summary_with_links_that_work_from_there(tmp_path: Path) -> None:
    one, two = _out(tmp_path / "教育局", form("校舍")), _out(tmp_path / "水利局", form("河道", department="水利局"))
    target = tmp_path / "全区" / "汇总.xlsx"
    done = CliRunner().invoke(group, ["summary", str(one), str(two), "-o", str(target)])
    assert done.exit_code == 0, done.output
    page = openpyxl.load_workbook(target)["汇总表"]
    links = {cell.hyperlink.target.replace("\\", "/") for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"../教育局/已评分/校舍.xlsx", "../水利局/已评分/河道.xlsx"}


def test_the_tables_are_exported_beside_the_summary(tmp_path: Path) -> None:
    out = _out(tmp_path / "out", form())
    done = CliRunner().invoke(group, ["summary", str(out), "--export", "csv"])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (out / "部门汇总-数据").iterdir()) == ["checks.csv", "lines.csv", "problems.csv", "projects.csv"]


def test_the_roster_tells_who_has_not_filed(tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text("实施单位,联系人,邮箱\n宁波市北仑区不动产登记服务中心,甲,a@b.cn\n第二小学,乙,c@d.cn\n", encoding="utf-8")
    out = _out(tmp_path / "out", form())
    done = CliRunner().invoke(group, ["summary", str(out), "--roster", str(roster)])
    assert done.exit_code == 0, done.output
    rows = table(openpyxl.load_workbook(out / "部门汇总.xlsx")["退回与未报"])
    assert [row["实施单位"] for row in rows if row["情况"] == "未报"] == ["第二小学"]


def test_a_folder_without_a_run_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["summary", str(tmp_path)])
    assert (done.exit_code, list(tmp_path.iterdir())) == (5, [])
