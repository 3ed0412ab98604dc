"""The tables as csv and parquet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pandas as pd
import pytest
from made_records import GRADES, form, mixed_run

from pbexcel.faults import UsageFault
from pbexcel.summary.export import exported
from pbexcel.summary.table import Frames, to_frames


@pytest.fixture
def frames() -> Frames:
    return to_frames(mixed_run(), GRADES)


def _csv(frames: Frames, name: str) -> list[dict[str, str]]:
    file = next(file for file in exported(frames, "csv") if file.name == f"{name}.csv")
    return list(csv.DictReader(io.StringIO(b"".join(file.chunks()).decode("utf-8-sig"))))


def test_csv_keeps_every_digit(frames: Frames) -> None:
    row = next(row for row in _csv(frames, "projects") if row["file"] == "设备更新项目.xlsx")
    assert (row["budget"], row["executed"], row["counted"]) == ("200", "220", "1")
    assert Decimal(row["total"]) == Decimal("96.75")


def test_csv_opens_in_excel_as_utf8(frames: Frames) -> None:
    assert all(b"".join(file.chunks()).startswith(b"\xef\xbb\xbf") for file in exported(frames, "csv"))


def test_csv_holds_no_formula() -> None:
    assert _csv(to_frames([form("=cmd|x", file="甲.xlsx")], GRADES), "projects")[0]["project"] == "'=cmd|x"


def test_all_rows_are_exported_and_every_table_is(frames: Frames) -> None:
    assert len(_csv(frames, "lines")) == len(frames.lines)
    assert [file.name for file in exported(frames, "csv")] == ["projects.csv", "lines.csv", "problems.csv", "checks.csv"]


def test_parquet_reads_back_as_it_was(frames: Frames) -> None:
    for file in exported(frames, "parquet"):
        name = file.name.removesuffix(".parquet")
        written, read = getattr(frames, name), pd.read_parquet(io.BytesIO(b"".join(file.chunks())))
        assert list(read.columns) == list(written.columns)
        assert len(read) == len(written)
    projects = pd.read_parquet(io.BytesIO(b"".join(exported(frames, "parquet")[0].chunks())))
    assert [value for value in projects["total"] if value is not None] == [value for value in frames.projects["total"] if value is not None]


def test_parquet_without_pyarrow_says_what_to_install(frames: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageFault, match="pip install pyarrow"):
        exported(frames, "parquet")
