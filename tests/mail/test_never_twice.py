"""Whatever the server does and wherever the sender is killed: no letter arrives twice, none is forgotten."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from post_office import DROP, STEPS, FakeClock, Office, open_office
from test_send import UNITS, go, letters_for, states

from pbexcel.faults import FolderFault
from pbexcel.mail.ledger import PLACE, Ledger
from pbexcel.mail.letter import Letter

ANSWERS = ("take", DROP, "421 busy", "450 later", "451 later", "550 Sender frequency limited", "550 no", "552 too large", "999 what", "abc")


def scripts() -> st.SearchStrategy[dict[str, list[str]]]:
    answers = st.lists(st.sampled_from(ANSWERS), max_size=5)
    return st.fixed_dictionaries({step: answers for step in STEPS if step != "connect"})


def settle_by_truth(out: Path, office: Office) -> None:
    """What a person does who asks every recipient in doubt."""
    with Ledger(out) as ledger:
        for told in ledger.unknown():
            ledger.note("sent" if office.count(told.to) else "unsent", told, FakeClock().now(), "人工确认")


def check(out: Path, office: Office, letters: Sequence[Letter]) -> None:
    ledger = Ledger(out)
    for letter in letters:
        told = ledger.state(letter)
        assert office.count(letter.to) <= 1, "doubled"
        if told and told.event == "sent":
            assert office.count(letter.to) == 1, "lost"
        if office.count(letter.to):
            assert told is not None
            assert told.event == "sent" or told.is_unknown


@given(scripts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_script_of_answers_makes_a_letter_arrive_twice_or_never(script: dict[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, office = Path(folder), Office(script)
        letters = letters_for(out)
        with open_office(office) as port:
            for _ in range(3):
                go(out, port, letters, timeout=2.0)
                check(out, office, letters)
            office.script = {}
            settle_by_truth(out, office)
            assert states(go(out, port, letters)) == ["sent"] * 3
        assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


STRIDE = 7  # of the steps a sender can be killed at, so many apart are tried with every change


# ends the process without any cleaning up at the nth thing that leaves it: bytes to the server, bytes to the disk
_KILLED = """
import os, smtplib, sys
from pathlib import Path
from test_send import go, letters_for
import pbexcel.mail.ledger as ledger
out, port, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
letters, done = letters_for(out, ("a", "b")), 0
def counted(real):
    def act(*given):
        global done
        done += 1
        if done * 2 == last:
            os._exit(9)
        came = real(*given)
        if done * 2 + 1 == last:
            os._exit(9)
        return came
    return act
smtplib.SMTP.send = counted(smtplib.SMTP.send)
os.fsync = counted(os.fsync)
smtplib.SMTP.getreply = counted(smtplib.SMTP.getreply)
go(out, port, letters)
print("finished")
"""


def test_a_sender_killed_at_any_step_doubles_nothing_and_loses_nothing(tmp_path: Path) -> None:
    assert kill_at_every(tmp_path, range(2, 90, STRIDE)) > 3


def kill_at_every(home: Path, steps: range) -> int:
    """Kill a sender at each of these steps, start it again, and check; how many were killed before one came to its end."""
    here = str(Path(__file__).parent)
    for killed, last in enumerate(steps):
        out, office = home / str(last), Office()
        letters = letters_for(out, ("a", "b"))
        with open_office(office) as port:
            run = subprocess.run(
                [sys.executable, "-c", _KILLED, str(out), str(port), str(last)], cwd=here, capture_output=True, text=True, check=False
            )
            assert run.returncode in (0, 9), run.stderr
            go(out, port, letters)
        # closed, so that what the killed sender left on the wire has arrived or never will before anybody is asked
        check(out, office, letters)
        settle_by_truth(out, office)
        with open_office(office) as port:
            assert states(go(out, port, letters)) == ["sent"] * 2
        assert [office.count("a@example.com"), office.count("b@example.com")] == [1, 1]
        if "finished" in run.stdout:
            assert last > 30
            return killed
    pytest.fail("the sender never came to its end")


@pytest.mark.parametrize("failing", range(1, 8))
def test_a_full_disk_stops_the_run_and_nothing_doubles_or_is_lost(tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    office, letters, real, done = Office(), letters_for(tmp_path), os.fsync, 0

    def full(handle: int) -> None:
        nonlocal done
        done += 1
        if done == failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with open_office(office) as port:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(FolderFault):
            go(tmp_path, port, letters)
        monkeypatch.undo()
        go(tmp_path, port, letters)
        check(tmp_path, office, letters)
        settle_by_truth(tmp_path, office)
        assert states(go(tmp_path, port, letters)) == ["sent"] * 3
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_ledger_cut_off_anywhere_in_its_last_line_is_still_read_and_nothing_doubles(tmp_path: Path, cut: int) -> None:
    office, letters = Office(), letters_for(tmp_path, ("a",))
    with open_office(office) as port:
        go(tmp_path, port, letters)
        whole = (tmp_path / PLACE).read_bytes()
        intent, sent = whole.splitlines(keepends=True)
        (tmp_path / PLACE).write_bytes(intent + sent[: max(0, len(sent) - cut)])
        go(tmp_path, port, letters)
        with Ledger(tmp_path) as ledger:
            ledger.note("unknown", letters[0], FakeClock().now())
    assert [told.key for told in Ledger(tmp_path).unknown()] == [letters[0].key]
    assert office.count("a@example.com") == 1
