"""The ledger of the mail: what a person can read, what a broken file does, how many left on a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mail_cases import post, record, roster
from post_office import FakeClock

from pbexcel.faults import FolderFault
from pbexcel.mail.ledger import PLACE, Event, Ledger
from pbexcel.mail.letter import Letter


def letter_in(out: Path) -> Letter:
    return post(out, [record(out)], roster("养护中心,张三,Zhang@example.com,,,")).letters[0]


def note(out: Path, *events: Event) -> Letter:
    letter, clock = letter_in(out), FakeClock()
    with Ledger(out) as ledger:
        for event in events:
            ledger.note(event, letter, clock.now())
    return letter


def test_a_line_of_the_ledger_says_who_was_told_what_and_when(tmp_path: Path) -> None:
    note(tmp_path, "intent", "sent")
    lines = [json.loads(line) for line in (tmp_path / PLACE).read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["intent", "sent"]
    assert lines[0]["to"] == "Zhang@example.com"
    assert lines[0]["files"] == ["道路养护.xlsx"]
    assert lines[0]["at"] == "2026-03-02T09:00:00+08:00"


@pytest.mark.parametrize(
    ("events", "told", "unknown", "today"),
    [
        (("intent",), True, 1, 1),
        (("intent", "unknown"), True, 1, 1),
        (("intent", "sent"), True, 0, 1),
        (("intent", "failed"), False, 0, 0),
        (("intent", "unsent"), False, 0, 0),
        (("intent", "unsent", "intent", "sent"), True, 0, 1),
        (("intent", "unknown", "unsent"), False, 0, 1),
    ],
)
def test_the_last_event_decides_and_what_may_have_arrived_counts_as_told(
    tmp_path: Path, events: tuple[Event, ...], told: bool, unknown: int, today: int
) -> None:
    letter = note(tmp_path, *events)
    ledger = Ledger(tmp_path)
    assert (("zhang@example.com", letter.marks[0]) in ledger.told()) is told
    assert len(ledger.unknown()) == unknown
    assert ledger.sent_on("2026-03-02") == today


@pytest.mark.parametrize("broken", ["half a line", '{"key": 1}', '{"event": "gone"}', "[]"])
def test_a_ledger_that_was_edited_stops_everything(tmp_path: Path, broken: str) -> None:
    note(tmp_path, "intent", "sent")
    path = tmp_path / PLACE
    path.write_text(broken + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(FolderFault, match="第 1 行"):
        Ledger(tmp_path)


def test_a_folder_that_cannot_be_written_stops_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / PLACE).mkdir()
    with pytest.raises(FolderFault):
        Ledger(tmp_path)
