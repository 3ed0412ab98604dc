"""Records that are made quickly are the records they were: frozen, slotted, compared by value."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from pbexcel.quickly_made import quickly_made
from pbexcel.records import CellRef, Read


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    first: int
    second: str = "none"


@dataclass(frozen=True, slots=True)
class Slow:
    first: int
    second: str = "none"


def test_a_quick_record_takes_what_its_slow_twin_takes() -> None:
    for arguments, named in (((1,), {}), ((1, "two"), {}), ((), {"second": "two", "first": 1}), ((1,), {"second": "two"})):
        quick, slow = Quick(*arguments, **named), Slow(*arguments, **named)  # type: ignore[arg-type]
        assert [getattr(quick, field.name) for field in fields(Slow)] == [getattr(slow, field.name) for field in fields(Slow)]
        assert repr(quick) == repr(slow).replace("Slow", "Quick")


def test_nothing_can_be_set_once_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick(1).first = 2  # type: ignore[misc]
    assert not hasattr(Quick(1), "__dict__")


def test_equal_fields_make_equal_records() -> None:
    assert Quick(1) == Quick(1, "none") != Quick(2)
    assert len({Quick(1), Quick(1, "none"), Quick(2)}) == 2
    assert replace(Quick(1), second="two") == Quick(1, "two")


def test_what_is_missing_is_named_like_everywhere() -> None:
    with pytest.raises(TypeError, match=r"Quick\.__init__\(\) missing 1 required positional argument: 'first'"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'third'"):
        Quick(1, third=3)  # type: ignore[call-arg]


def test_a_record_outlives_the_way_to_another_process() -> None:
    read = Read("≥95%", "≥95%", CellRef("自评表", 3, 4))
    assert pickle.loads(pickle.dumps(read)) == read


def test_only_plain_records_can_be_made_quickly() -> None:
    with pytest.raises(TypeError, match="Empty"):

        @quickly_made
        @dataclass(frozen=True, slots=True)
        class Empty:
            pass
