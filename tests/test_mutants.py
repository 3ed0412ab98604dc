"""The list of mutants follows the code; `make mutants` runs them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

HOME = Path(__file__).parents[1]


def mutants() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", HOME / "benchmarks" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


def test_every_mutant_has_its_place_and_its_tests() -> None:
    for mutant in mutants().MUTANTS:
        text = (HOME / "pbexcel" / mutant.file).read_text(encoding="utf-8")
        assert text.count(mutant.was) == 1, mutant.name
        assert all((HOME / tests).is_file() for tests in mutant.tests.split()), mutant.name


def test_the_faults_the_design_fears_are_all_there() -> None:
    names = " ".join(mutant.name for mutant in mutants().MUTANTS)
    for fault in ("direction", "cap", "rounding", "unit conversion", "band edge", "project identity"):
        assert fault in names
