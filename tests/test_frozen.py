"""Our records are what frozen, slotted dataclasses are: compared by value, never changed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from pbexcel.frozen import frozen
from pbexcel.records import CellRef, Read


@frozen
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


@frozen
class Filled:
    known: dict[str, int] = field(default_factory=dict)
    last: int = 0


def test_what_is_made_anew_is_made_for_every_record() -> None:
    one, other = Filled(), Filled(last=2)
    one.known["a"] = 1
    assert (one.known, other.known, Filled({"b": 2}).known) == ({"a": 1}, {}, {"b": 2})
    assert asdict(one) == {"known": {"a": 1}, "last": 0}


def test_a_record_may_have_no_fields_and_methods_of_its_own() -> None:
    @frozen
    class Empty:
        def __repr__(self) -> str:
            return "nothing"

    assert Empty() == Empty()
    assert repr(Empty()) == "nothing"
    assert len({Empty(), Empty()}) == 1


def test_nothing_can_be_set_once_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick(1).first = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del Quick(1).first
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


@pytest.mark.parametrize("again", [copy, deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_the_same_record(again: Callable[[Quick], Quick]) -> None:
    assert again(Quick(1, "two")) == Quick(1, "two")


def test_a_record_can_be_taken_apart_by_match() -> None:
    match Quick(1, "two"):
        case Quick(first, second):
            assert (first, second) == (1, "two")


def test_another_kind_of_record_is_never_equal() -> None:
    assert Quick(1) != Slow(1)
    assert Quick(1) != (1, "none")


@pytest.mark.parametrize(
    "odd", [{"first": 0, "__annotations__": {"first": int, "second": str}}, {"first": field(default=0, kw_only=True), "__annotations__": {"first": int}},
            {"first": field(init=False), "__annotations__": {"first": int}}, {"__post_init__": print, "__annotations__": {"first": int}}],
)  # fmt: skip
def test_what_asks_for_more_than_a_plain_record_is_refused(odd: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="Odd"):
        frozen(type("Odd", (), odd))
