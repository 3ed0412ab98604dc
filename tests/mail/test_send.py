"""Sending against a real server that refuses, throttles and hangs up at every step: nothing doubled, nothing lost."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
import trustme
from mail_cases import post, record, roster
from post_office import DROP, FakeClock, Office, login, open_office

from pbexcel.mail.door import Door, most_bytes
from pbexcel.mail.enclosures import read
from pbexcel.mail.ledger import Ledger
from pbexcel.mail.letter import Letter
from pbexcel.mail.send import Result, send_letters
from pbexcel.mail.settings import Settings

UNITS = ("a", "b", "c")


def letters_for(out: Path, units: Sequence[str] = UNITS) -> list[Letter]:
    """One letter to each of some units, each with a workbook of its own."""
    records = [record(out, f"项目{unit}.xlsx", unit=unit, project=f"项目{unit}") for unit in units]
    people = roster(*(f"{unit},{unit}先生,{unit}@example.com,,," for unit in units))
    return list(post(out, records, people).letters)


def go(
    out: Path, port: int, letters: Sequence[Letter], clock: FakeClock | None = None, password: str | None = None, **given: object
) -> list[Result]:
    settings = Settings.model_validate(
        {"host": "127.0.0.1", "port": port, "security": "plain", "sender": "pingjia@example.com", "timeout": 5.0, "pauses": (1.0, 2.0), **given}
    )
    with Ledger(out) as ledger:
        return send_letters(letters, partial(read, out), settings, password, ledger, clock or FakeClock())


def states(results: Sequence[Result]) -> list[str]:
    return [result.state for result in results]


def test_every_letter_arrives_once_with_the_very_bytes_of_the_workbook(tmp_path: Path) -> None:
    office, letters = Office(), letters_for(tmp_path)
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters)) == ["sent"] * 3
        assert states(go(tmp_path, port, letters)) == ["sent"] * 3
    assert [to for to, _ in office.taken] == [("a@example.com",), ("b@example.com",), ("c@example.com",)]
    for (_, data), unit in zip(office.taken, UNITS, strict=True):
        mail = email.message_from_bytes(data, policy=email.policy.default)
        (attached,) = mail.iter_attachments()
        assert attached.get_filename() == f"项目{unit}.xlsx"
        assert attached.get_payload(decode=True) == (tmp_path / "已评分" / f"项目{unit}.xlsx").read_bytes()


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("letter", [1, 2])
def test_a_connection_lost_before_the_text_is_tried_again_and_nothing_doubles(tmp_path: Path, step: str, letter: int) -> None:
    office, letters = Office({step: ["take"] * (letter - 1) + [DROP]}), letters_for(tmp_path)
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters, per_connection=1)) == ["sent"] * 3
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


@pytest.mark.parametrize(("step", "arrived"), [("text", 0), ("taken", 1)])
def test_a_connection_lost_after_data_leaves_the_letter_unknown_and_it_is_never_sent_again(
    tmp_path: Path, step: str, arrived: int
) -> None:
    office, letters = Office({step: [DROP]}), letters_for(tmp_path)
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters)) == ["unknown", "sent", "sent"]
        assert states(go(tmp_path, port, letters)) == ["unknown", "sent", "sent"]
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [arrived, 1, 1]
    assert [told.to for told in Ledger(tmp_path).unknown()] == ["a@example.com"]


def test_a_person_who_says_it_did_not_arrive_gets_it_sent_again(tmp_path: Path) -> None:
    office, letters = Office({"text": [DROP]}), letters_for(tmp_path)
    with open_office(office) as port:
        go(tmp_path, port, letters)
        with Ledger(tmp_path) as ledger:
            ledger.note("unsent", ledger.unknown()[0], FakeClock().now(), "人工确认")
        assert states(go(tmp_path, port, letters)) == ["sent"] * 3
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


def test_a_server_that_hangs_up_after_every_text_is_not_given_more_than_two(tmp_path: Path) -> None:
    office, letters = Office({"text": [DROP] * 9}), letters_for(tmp_path)
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters)) == ["unknown", "unknown", "waiting"]


@pytest.mark.parametrize("answer", ["421 4.7.0 try later", "450 MI:DMC too many", "451 MI:SFQ", "452 full", "550 Sender frequency limited"])
@pytest.mark.parametrize("step", ["mail", "data", "taken"])
def test_a_server_that_asks_for_patience_gets_it(tmp_path: Path, step: str, answer: str) -> None:
    office, letters, clock = Office({step: ["take", answer]}), letters_for(tmp_path), FakeClock()
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters, clock, between=0.0)) == ["sent"] * 3
    assert [seconds for seconds in clock.slept if seconds] == [1.0]
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


def test_a_server_that_stays_busy_ends_the_run_and_the_next_run_goes_on(tmp_path: Path) -> None:
    office, letters, clock = Office({"mail": ["take"] + ["550 Domain frequency limited"] * 3}), letters_for(tmp_path), FakeClock()
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters, clock, between=0.0)) == ["sent", "waiting", "waiting"]
        assert [seconds for seconds in clock.slept if seconds] == [1.0, 2.0]
        assert states(go(tmp_path, port, letters)) == ["sent"] * 3
    assert [office.count(f"{unit}@example.com") for unit in UNITS] == [1, 1, 1]


def test_patience_begins_anew_after_a_letter_that_went_out(tmp_path: Path) -> None:
    office, clock = Office({"mail": ["421 busy", "421 busy", "take", "421 busy", "take", "421 busy"]}), FakeClock()
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters_for(tmp_path), clock, between=0.0)) == ["sent"] * 3
    assert [seconds for seconds in clock.slept if seconds] == [1.0, 2.0, 1.0, 1.0]


def test_the_size_a_server_takes_is_known_before_letters_are_written() -> None:
    settings = Settings(host="127.0.0.1", port=1, security="plain", sender="p@example.com")
    with open_office(Office(), data_size_limit=123_456) as port:
        assert most_bytes(settings.model_copy(update={"port": port})) == 123_456
    with open_office(Office(), data_size_limit=0) as port:
        assert most_bytes(settings.model_copy(update={"port": port})) is None
    assert most_bytes(settings.model_copy(update={"port": port})) is None


def test_a_recipient_to_be_tried_later_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    office, letters, clock = Office({"rcpt": ["450 greylisted"]}), letters_for(tmp_path), FakeClock()
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters, clock, between=0.0)) == ["sent"] * 3
    assert [to for to, _ in office.taken] == [("b@example.com",), ("c@example.com",), ("a@example.com",)]
    assert [seconds for seconds in clock.slept if seconds] == [1.0]


def test_a_recipient_refused_for_good_costs_only_that_letter_and_is_told_with_the_servers_words(tmp_path: Path) -> None:
    office, letters = Office(rcpt_of={"b@example.com": "550 Mailbox not found"}), letters_for(tmp_path)
    with open_office(office) as port:
        results = go(tmp_path, port, letters)
    assert states(results) == ["sent", "failed", "sent"]
    assert results[1].said == "550 Mailbox not found"


def test_without_the_recipient_the_copies_get_nothing_and_a_refused_copy_stops_nobody(tmp_path: Path) -> None:
    people = roster("养护中心,张三,z@example.com,,,x@example.com；y@example.com")
    (letter,) = post(tmp_path, [record(tmp_path)], people).letters
    office = Office(rcpt_of={"z@example.com": "550 no such user"})
    with open_office(office) as port:
        assert states(go(tmp_path, port, [letter])) == ["failed"]
        assert office.taken == []
        office.rcpt_of = {"x@example.com": "550 no such user"}
        (result,) = go(tmp_path, port, [letter])
    assert result.state == "sent"
    assert result.refused == ("x@example.com（550 no such user）",)
    assert [to for to, _ in office.taken] == [("z@example.com", "y@example.com")]


def test_a_sender_refused_is_refused_once_and_not_for_every_letter(tmp_path: Path) -> None:
    office = Office({"mail": ["553 sender not allowed"] * 9})
    with open_office(office) as port:
        results = go(tmp_path, port, letters_for(tmp_path))
    assert states(results) == ["waiting"] * 3
    assert len(office.script["mail"]) == 8


def test_a_mail_larger_than_the_server_takes_is_not_begun(tmp_path: Path) -> None:
    office, letters = Office(), letters_for(tmp_path)
    with open_office(office, data_size_limit=1000) as port:
        results = go(tmp_path, port, letters)
    assert states(results) == ["failed"] * 3
    assert "max_mb" in results[0].said
    assert office.taken == []


def test_the_daily_limit_is_kept_over_several_runs_and_lifts_the_next_day(tmp_path: Path) -> None:
    office, letters, clock = Office(), letters_for(tmp_path), FakeClock()
    with open_office(office) as port:
        assert states(go(tmp_path, port, letters, clock, daily_limit=1)) == ["sent", "waiting", "waiting"]
        assert states(go(tmp_path, port, letters, clock, daily_limit=1)) == ["sent", "waiting", "waiting"]
        clock.sleep(86400)
        assert states(go(tmp_path, port, letters, clock, daily_limit=1)) == ["sent", "sent", "waiting"]
    assert len(office.taken) == 2


def test_letters_are_paced_and_a_connection_is_not_used_for_too_many(tmp_path: Path) -> None:
    office, clock = Office(), FakeClock()
    with open_office(office) as port:
        go(tmp_path, port, letters_for(tmp_path), clock, between=7.0, per_connection=2)
    assert clock.slept == [7.0, 7.0]
    assert office.sessions == 2


def test_a_workbook_changed_since_it_was_scored_is_not_sent(tmp_path: Path) -> None:
    office, letters = Office(), letters_for(tmp_path)
    (tmp_path / "已评分" / "项目b.xlsx").write_bytes(b"edited")
    with open_office(office) as port:
        results = go(tmp_path, port, letters)
    assert states(results) == ["sent", "failed", "sent"]
    assert "改过" in results[1].said


def test_a_server_that_cannot_be_reached_leaves_every_letter_waiting(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        results = go(tmp_path, closed.getsockname()[1], letters_for(tmp_path))
    assert states(results) == ["waiting"] * 3


def test_a_text_with_dots_and_other_line_ends_arrives_as_it_was_meant(tmp_path: Path) -> None:
    office, (letter,) = Office(), letters_for(tmp_path, ("a",))
    settings = Settings(host="127.0.0.1", port=1, security="plain", sender="p@example.com")
    events: list[str] = []
    with open_office(office) as port:
        door = Door(settings.model_copy(update={"port": port}), None)
        answer = door.hand(letter, b".\r\n..b\n.\r\rend", lambda event, said: events.append(event))
        door.close()
    assert answer.verdict == "sent"
    assert events == ["intent", "sent"]
    assert office.taken[0][1] == b".\r\n..b\r\n.\r\n\r\nend\r\n"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_mail_goes_over_a_verified_connection_with_a_login(tmp_path: Path, authority: trustme.CA, security: str) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = tls(authority, "127.0.0.1")
    options = {"authenticator": login("pingjia", "abcd-efgh")}
    options |= {"tls_context": context, "auth_required": True} if security == "starttls" else {"auth_require_tls": False}
    office, letters = Office(), letters_for(tmp_path)
    with open_office(office, context=context if security == "ssl" else None, **options) as port:
        given = {"security": security, "ca_file": str(tmp_path / "ca.pem"), "user": "pingjia"}
        results = go(tmp_path, port, letters, password="wrong", **given)
        assert states(results) == ["waiting"] * 3
        assert "授权码" in results[0].said
        assert states(go(tmp_path, port, letters, password="abcd-efgh", **given)) == ["sent"] * 3


@pytest.mark.parametrize("security", ["ssl", "starttls"])
@pytest.mark.parametrize("fault", ["unknown authority", "other name"])
def test_a_certificate_that_does_not_fit_gets_no_password_and_no_mail(
    tmp_path: Path, authority: trustme.CA, security: str, fault: str
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = tls(authority, "mail.example.com" if fault == "other name" else "127.0.0.1")
    given = {"ca_file": str(tmp_path / "ca.pem")} if fault == "other name" else {}
    office = Office()
    options = {"tls_context": context} if security == "starttls" else {}
    with open_office(office, context=context if security == "ssl" else None, **options) as port:
        results = go(tmp_path, port, letters_for(tmp_path), security=security, **given)
    assert states(results) == ["waiting"] * 3
    assert "证书" in results[0].said
    assert office.taken == []


def test_a_server_without_starttls_gets_nothing_in_plain(tmp_path: Path) -> None:
    office = Office()
    with open_office(office) as port:
        results = go(tmp_path, port, letters_for(tmp_path), security="starttls")
    assert "STARTTLS" in results[0].said
    assert office.taken == []
