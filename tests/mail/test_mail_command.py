"""`pbexcel mail` from the command line, over an OUT folder and a real server. Here, not in cli, because the server is here."""

from __future__ import annotations

import email
import email.policy
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mail_cases import record
from post_office import DROP, Office, open_office

from pbexcel.batch.collect import OUT_MARK
from pbexcel.batch.holding import holding
from pbexcel.cli import group
from pbexcel.mail.ledger import PLACE
from pbexcel.mail.outbox import FOLDER


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run of three forms of two units, one returned, one unit unknown; and the roster beside it."""
    out = tmp_path / "OUT"
    forms = [
        record(out, "a.xlsx", project="甲"),
        record(out, "b.xlsx", "returned", project="乙"),
        record(out, "c.xlsx", unit="水站", project="丙"),
    ]
    (out / OUT_MARK).write_text("".join(form.model_dump_json() + "\n" for form in forms), encoding="utf-8")
    (out / "部门汇总.xlsx").write_bytes(b"PK summary")
    rows = "养护中心,张三,zhang@example.com,市交通局\n市交通局,王处,wang@example.com,市交通局\n"
    (tmp_path / "名单.csv").write_text("实施单位,联系人,邮箱,主管部门\n" + rows, encoding="gbk")
    return out


def mail(out: Path, *options: str, port: int | None = None, answer: str = "", password: str = "") -> Result:
    given = ["mail", str(out), *options]
    if "--roster" not in options:
        given += ["--roster", str(out.parent / "名单.csv")]
    if port is not None:
        smtp = out.parent / "smtp.toml"
        smtp.write_text(f'host = "127.0.0.1"\nport = {port}\nsecurity = "plain"\nsender = "p@example.com"\nbetween = 0\npauses = []\ntimeout = 5\n')
        given += ["--smtp", str(smtp)]
    return CliRunner().invoke(group, given, input=answer, env={"PBEXCEL_SMTP_PASSWORD": password})


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_without_a_roster_it_says_how_to_give_one(out: Path) -> None:
    result = CliRunner().invoke(group, ["mail", str(out)])
    assert result.exit_code == 0, result.output
    assert "--roster 名单.xlsx" in result.stderr


def test_without_send_drafts_are_written_and_a_unit_without_address_is_listed(out: Path) -> None:
    result = mail(out)
    assert result.exit_code == 0, result.output
    assert "张三 <zhang@example.com>" in result.stdout
    assert "名单里没有「水站」" in result.stdout
    drafts = sorted((out / FOLDER).glob("*.eml"))
    assert [draft.name.rsplit("-", 1)[0] for draft in drafts] == ["养护中心-zhang@example.com", "市交通局-wang@example.com"]
    read = email.message_from_bytes(drafts[0].read_bytes(), policy=email.policy.default)
    assert [part.get_filename() for part in read.iter_attachments()] == ["b.xlsx", "a.xlsx"]
    assert not (out / PLACE).exists()


def test_drafts_of_an_earlier_composing_are_taken_away_and_other_files_stay(out: Path) -> None:
    mail(out)
    (out / FOLDER / "我的信.eml").write_bytes(b"mine")
    (out.parent / "名单.csv").write_text("实施单位,邮箱\n水站,s@example.com\n", encoding="utf-8")
    mail(out)
    names = sorted(path.name.rsplit("-", 1)[0] for path in (out / FOLDER).glob("*.eml"))
    assert names == ["我的信.eml", "水站-s@example.com"]


def test_as_json_every_letter_and_everything_unmailed_is_a_line(out: Path) -> None:
    found = lines(mail(out, "--json"))
    assert [line.get("to") for line in found] == ["wang@example.com", "zhang@example.com", None, None]
    assert found[2]["state"] == "no_recipient"
    assert found[-1] == {"letters": 2, "unmailed": 1, "told_before": 0, "exit_code": 0}


def test_departments_without_an_address_do_not_bury_the_forms_nobody_gets(out: Path) -> None:
    records = [record(out, f"{name}.xlsx", project=name, department=f"第{name}局", data=name.encode()) for name in "甲乙丙丁"]
    (out / OUT_MARK).write_text("".join(form.model_dump_json() + "\n" for form in records), encoding="utf-8")
    (out.parent / "名单.csv").write_text("实施单位,邮箱\n养护中心,zhang@example.com\n", encoding="utf-8")
    said = [line for line in mail(out).stdout.splitlines() if "部门" in line and "局" in line]
    assert len(said) == 1
    assert said[0].strip().startswith("4 个主管部门的汇总")
    assert said[0].endswith("第甲局、第乙局、第丙局、第丁局")


def test_sending_reports_what_could_not_be_sent_and_sends_nothing_twice(out: Path) -> None:
    office = Office()
    with open_office(office) as port:
        first = mail(out, "--send", "--yes", port=port)
        again = mail(out, "--send", "--yes", "--json", port=port)
    assert first.exit_code == 7, first.output
    assert "已寄出 2" in first.stdout
    assert lines(again)[-1]["told_before"] == 3
    assert sorted(to for to, _ in office.taken) == [("wang@example.com",), ("zhang@example.com",)]


def test_a_server_that_takes_little_gets_smaller_letters(out: Path) -> None:
    records = [record(out, f"{number}.xlsx", project=f"{number}", data=bytes([number]) * 100_000) for number in range(4)]
    (out / OUT_MARK).write_text("".join(form.model_dump_json() + "\n" for form in records), encoding="utf-8")
    office = Office()
    with open_office(office, data_size_limit=350_000) as port:
        assert mail(out, "--send", "--yes", port=port).exit_code == 0
    assert office.count("zhang@example.com") == 2


def test_everything_sent_is_exit_0(out: Path) -> None:
    (out.parent / "名单.csv").write_text("实施单位,邮箱,主管部门\n养护中心,z@example.com,\n水站,s@example.com,\n,w@example.com,市交通局\n", encoding="utf-8")
    with open_office(Office()) as port:
        assert mail(out, "--send", "--yes", port=port).exit_code == 0
        assert mail(out, "--send", "--yes", port=port).exit_code == 0


def test_nothing_is_sent_before_a_person_agrees(out: Path) -> None:
    office = Office()
    with open_office(office) as port:
        assert mail(out, "--send", port=port, answer="n\n").exit_code == 2
        assert office.taken == []
        mail(out, "--send", port=port, answer="y\n")
    assert len(office.taken) == 2


def test_a_trial_comes_to_one_mailbox_and_the_units_still_get_theirs(out: Path) -> None:
    office = Office()
    with open_office(office) as port:
        mail(out, "--send", "--yes", "--to-me", "me@example.com", port=port)
        assert {to for to, _ in office.taken} == {("me@example.com",)}
        mail(out, "--send", "--yes", port=port)
    assert office.count("zhang@example.com") == 1


@pytest.mark.parametrize(("answer", "code", "arrived"), [("y", 0, 1), ("n", 0, 2), ("s", 7, 1), ("", 7, 1)])
def test_a_letter_in_doubt_waits_for_a_persons_word(out: Path, answer: str, code: int, arrived: int) -> None:
    office = Office({"taken": [DROP]})
    with open_office(office) as port:
        assert mail(out, "--send", "--yes", port=port).exit_code == 7
        doubtful = office.taken[0][0][0]
        again = mail(out, "--send", "--yes", port=port)
        assert again.exit_code == 7
        assert office.count(doubtful) == 1
        assert "--resolve" in again.stderr
        resolved = mail(out, "--resolve", answer=answer + "\n" if answer else "")
        assert resolved.exit_code == code, resolved.output
        mail(out, "--send", "--yes", port=port)
    assert office.count(doubtful) == arrived


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--send", "--yes"), 2), (("--to-me", "nobody"), 2), (("--roster", "no.csv"), 5), (("--letters", "no.toml"), 5), (("--smtp", "no.toml"), 4)],
)
def test_what_cannot_be_meant_is_said_before_anything_is_written(out: Path, options: tuple[str, ...], code: int) -> None:
    result = mail(out, *options)
    assert result.exit_code == code, result.output
    assert not (out / FOLDER).exists()


def test_a_folder_without_a_run_and_a_folder_in_use_have_their_own_exit_codes(out: Path) -> None:
    assert mail(out.parent).exit_code == 5
    for options in ((), ("--send", "--yes"), ("--resolve",)):
        assert mail(out.parent / "nowhere", *options, port=1).exit_code == 5
    assert not (out.parent / "nowhere").exists()
    with holding(out):
        assert mail(out).exit_code == 6


def test_the_password_appears_nowhere(out: Path) -> None:
    with open_office(Office()) as port:
        result = mail(out, "--send", "--yes", port=port, password="geheim-123")
    assert "geheim-123" not in result.output
    assert all(b"geheim-123" not in path.read_bytes() for path in out.rglob("*") if path.is_file())
