"""The library: what its documentation shows is what it does."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import pbexcel
import pbexcel.api
from pbexcel.faults import UsageFault

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"


def test_the_examples_of_the_documentation_come_out_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(pbexcel.api)
    assert result.attempted > 4
    assert result.failed == 0


def test_a_folder_is_scored_and_read_as_frames(tmp_path: Path) -> None:
    run = pbexcel.score_folder([SAMPLES], tmp_path / "结果")
    assert run.counts["scored"] == 3
    frames = pbexcel.to_frames(run)
    assert sorted(str(total) for total in frames.projects["total"].dropna()) == ["89.73", "97.48", "98.00"]


def test_a_form_is_read_and_a_workbook_without_one_is_named() -> None:
    assert pbexcel.read_form(SAMPLES / "不动产登记电子证书（证明）建设项目.xlsx").form.total.value == 98
    with pytest.raises(UsageFault, match="0 张"):
        pbexcel.read_form(ROOT / "templates" / "self_eval_template.xlsx")


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, pbexcel; print([name for name in ('click', 'pandas', 'openpyxl', 'pydantic', 'xlsxwriter') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"[]"


def test_every_name_offered_is_there_and_no_other() -> None:
    assert all(callable(getattr(pbexcel, name)) for name in pbexcel.__all__)
    with pytest.raises(AttributeError):
        _ = pbexcel.nonsense
