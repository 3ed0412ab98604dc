"""Files people write for the mail: settings, password, words. Wrong ones are refused before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbexcel.faults import FolderFault, RulesFault
from pbexcel.mail.replies import verdict
from pbexcel.mail.settings import Settings, read_password, read_settings
from pbexcel.mail.words import Words, load_words


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_host_and_sender_are_enough_and_the_connection_is_then_verified_tls(tmp_path: Path) -> None:
    found = read_settings(write(tmp_path / "smtp.toml", 'host = "smtp.example.com"\nsender = "a@example.com"\n'))
    assert (found.security, found.port) == ("ssl", 465)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "sender"),
        ('sender = "a.example.com"', "sender"),
        ('sender = ""', "sender"),
        ('sender = "a@example.com"\nsecurity = "none"', "security"),
        ('sender = "a@example.com"\npassword = "x"', "password：没有这一项"),
        ('sender = "a@example.com"\nport = "465"', "port"),
        ('sender = "a@example.com"\ndaily_limit = 0', "daily_limit"),
        ("sender = ", "TOML"),
    ],
)
def test_a_setting_that_is_wrong_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(RulesFault, match=said):
        read_settings(write(tmp_path / "smtp.toml", f'host = "smtp.example.com"\n{line}\n'))


def test_the_password_comes_from_the_environment_or_from_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "abcd\n")
    write(tmp_path / "smtp.toml", 'host = "h"\nsender = "a@example.com"\nuser = "a"\npassword_file = "secret"\n')
    settings = read_settings(tmp_path / "smtp.toml")
    assert read_password(settings, "given") == "given"
    secret.chmod(0o644)
    with pytest.raises(RulesFault, match="chmod 600"):
        read_password(settings, None)
    secret.chmod(0o600)
    assert read_password(settings, None) == "abcd"
    with pytest.raises(RulesFault, match="全角"):
        read_password(settings, "ａｂｃ")


def test_no_password_is_asked_for_where_there_is_no_login_and_missing_ones_are_told() -> None:
    assert read_password(Settings(host="h", sender="a@example.com"), "x") is None
    with pytest.raises(RulesFault, match="PBEXCEL_SMTP_PASSWORD"):
        read_password(Settings(host="h", sender="a@example.com", user="a"), None)


def test_a_bureaus_words_take_the_place_of_ours_and_the_rest_stays(tmp_path: Path) -> None:
    words = load_words(write(tmp_path / "w.toml", 'greeting = "尊敬的{称呼}："\n[scored]\nafter = "见附件，{发件人}。"\n'))
    assert words("greeting", 称呼="张三") == "尊敬的张三："
    assert words.to(发件人="评价科")("scored.after") == "见附件，评价科。"
    assert words("conflict.after") == load_words()("conflict.after")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('greeting = "{名字}，"', "不认识 {名字}"),
        ('greting = "x"', "没有这一项"),
        ("greeting = 1", "应该是文字"),
        ('[scored]\nafter = "{总分}"', "不认识 {总分}"),
        ("greeting", "TOML"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_before_anything_is_sent(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RulesFault, match=said):
        load_words(write(tmp_path / "w.toml", text))


def test_words_that_are_not_there_are_a_fault_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderFault):
        load_words(tmp_path / "w.toml")


@given(st.text())
def test_a_name_filled_in_is_never_looked_at_again(name: str) -> None:
    assert Words({"a": "{称呼}，{发件人}"})("a", 称呼=name, 发件人="{称呼}") == f"{name}，{{称呼}}"


@pytest.mark.parametrize(
    ("code", "said", "step", "meant"),
    [
        (421, "HL:IFC", "mail", "pause"),
        (550, "Connection frequency limited", "rcpt", "pause"),
        (550, "Mailbox not found", "rcpt", "failed"),
        (450, "greylisted", "rcpt", "later"),
        (451, "MI:SFQ", "data", "pause"),
        (452, "full", "mail", "pause"),
        (552, "message is too long", "mail", "failed"),
        (553, "sender", "mail", "stop"),
        (554, "DT:SPM", "data", "failed"),
        (535, "authentication failed", "login", "stop"),
        (535, "login frequency limited", "login", "pause"),
        (554, "no service", "connect", "stop"),
    ],
)
def test_an_answer_means_what_its_words_say(code: int, said: str, step: str, meant: str) -> None:
    assert verdict(code, said, step) == meant  # type: ignore[arg-type]
