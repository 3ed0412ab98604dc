"""The bytes that travel: read back by two parsers, and fixed where mail programs are known to be particular."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pbexcel.mail.enclosures import shown_name
from pbexcel.mail.letter import Enclosure, Letter
from pbexcel.mail.wire import XLSX, Sender, message, wire_size, words

DATE = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
SENDER = Sender("pingjia@example.com", "绩效评价科", "reply@example.com")
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=120)
ANY_NAME = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120).map(shown_name)


def letter(file: str = "自评表.xlsx", /, **fields: object) -> Letter:
    plain = Letter(
        to="zhang@example.com", name="张三", cc=(), about="养护中心", subject="绩效自评结果：道路养护 98.05分 优", text="张三，您好：\n",
        html="<p>张三，您好：</p>\n", matters=("scored",), enclosures=(Enclosure(f"已评分/{file}", file, "0" * 64, 4),), marks=("scored:0",),
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def written(one: Letter, data: bytes = b"PK\x03\x04") -> bytes:
    return message(one, [data] * len(one.enclosures), SENDER, DATE)


def modern(data: bytes) -> EmailMessage:
    read = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def attached(read: Message) -> Message:
    return next(part for part in read.walk() if part.get_content_disposition() == "attachment")


def by_content_type(part: Message) -> str:
    """The name as programs find it that know RFC 2047 in Content-Type only."""
    name = part.get_param("name")
    assert isinstance(name, str)
    return str(make_header(decode_header(name)))


@given(CHINESE)
@example("评")
@example("评" * 120)
@example("评" * 103)
@example("评" * 104)
def test_a_chinese_name_of_any_length_is_read_by_both_parsers_from_both_places(stem: str) -> None:
    name = f"{stem}.xlsx"
    data = written(letter(name))
    old = attached(email.message_from_bytes(data))
    assert attached(modern(data)).get_filename() == name
    assert old.get_filename() == name
    assert by_content_type(old) == name
    assert old.get_content_type() == XLSX
    assert attached(modern(data)).get_content_type() == XLSX
    assert old.get_payload(decode=True) == b"PK\x03\x04"
    assert max(map(len, data.split(b"\r\n"))) <= 998


@given(ANY_NAME)
def test_any_name_a_file_can_have_arrives_as_it_is_shown(name: str) -> None:
    data = written(letter(name))
    assert attached(modern(data)).get_filename() == name
    assert attached(email.message_from_bytes(data)).get_filename() == name


@pytest.mark.parametrize("length", [1, 20, 60, 100, 107])
def test_the_name_stands_in_one_unfolded_piece_wherever_a_line_may_be_so_long(length: int) -> None:
    data = written(letter("评" * length + ".xlsx"))
    (line,) = re.findall(rb"\r\n (filename[^\r]*)\r\n", data)
    assert line == b"filename*=UTF-8''" + b"%E8%AF%84" * length + b".xlsx"


def test_the_bytes_of_a_letter_are_these() -> None:
    key = letter().key
    expected = f"""From: =?UTF-8?B?57up5pWI6K+E5Lu356eR?= <pingjia@example.com>
To: =?UTF-8?B?5byg5LiJ?= <zhang@example.com>
Reply-To: reply@example.com
Subject: =?UTF-8?B?57up5pWI6Ieq6K+E57uT5p6c77ya6YGT6Lev5YW75oqkIDk4LjA1?=
 =?UTF-8?B?5YiGIOS8mA==?=
Date: Mon, 02 Mar 2026 09:30:00 +0800
Message-ID: <{key}@example.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_{key}"

--=_{key}
Content-Type: multipart/alternative; boundary="=_{key}_t"

--=_{key}_t
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

5byg5LiJ77yM5oKo5aW977yaDQo=
--=_{key}_t
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+5byg5LiJ77yM5oKo5aW977yaPC9wPg0K
--=_{key}_t--

--=_{key}
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
 name="=?UTF-8?B?6Ieq6K+E6KGoLnhsc3g=?="
Content-Transfer-Encoding: base64
Content-Disposition: attachment;
 filename*=UTF-8''%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx

UEsDBA==
--=_{key}--
"""
    assert written(letter()) == expected.replace("\n", "\r\n").encode()


@given(st.text(), st.text(), st.text(max_size=80))
def test_no_text_of_people_can_start_a_header_of_its_own(subject: str, name: str, file: str) -> None:
    hostile = "\r\nBcc: thief@example.com\r\n\r\n"
    one = letter(shown_name(file + hostile + ".xlsx"), subject=subject + hostile, name=name + hostile, about=hostile)
    data = written(one)
    assert b"\r\nBcc" not in data
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", data) is None
    read = modern(data)
    assert read["Bcc"] is None
    assert set(read.keys()) == {"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    assert [str(one.addr_spec) for one in read["To"].addresses] == ["zhang@example.com"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1))
def test_words_come_back_as_they_went(text: str) -> None:
    spelled = words(text)
    assert spelled.isascii()
    assert str(make_header(decode_header(spelled.replace("\r\n", "")))) == text
    assert all(len(line) <= 76 for line in spelled.split("\r\n"))


@given(st.binary(max_size=2000))
def test_the_workbook_arrives_byte_for_byte(data: bytes) -> None:
    assert attached(email.message_from_bytes(written(letter(), data))).get_payload(decode=True) == data


@given(st.text())
def test_both_texts_arrive_whole(text: str) -> None:
    read = modern(written(letter(text=text, html=text)))
    for kind in ("plain", "html"):
        body = read.get_body((kind,))
        assert body is not None
        raw = body.get_payload(decode=True)
        assert isinstance(raw, bytes)
        assert raw.decode().split("\r\n") == [*(text.encode("utf-8", "replace").decode().splitlines() or [""]), ""]


def test_the_same_letter_has_the_same_bytes_and_another_recipient_another_id() -> None:
    assert written(letter()) == written(letter())
    other = letter(to="li@example.com")
    assert other.message_id("x@example.com") != letter().message_id("x@example.com")
    assert letter(marks=("scored:1",)).message_id("x@example.com") != letter().message_id("x@example.com")


def test_a_mail_is_never_larger_than_was_reckoned() -> None:
    data = b"\x00" * 300_000
    files = tuple(Enclosure(f"{number}.xlsx", "评" * 100 + f"{number}.xlsx", "0" * 64, len(data)) for number in range(3))
    assert len(message(letter(enclosures=files), [data] * 3, SENDER, DATE)) <= wire_size([len(data)] * 3)


def test_a_draft_opens_ready_to_send_and_needs_no_sender() -> None:
    read = modern(message(letter(), [b"PK"], Sender(), DATE, draft=True))
    assert read["X-Unsent"] == "1"
    assert read["From"] is None
    assert base64.b64decode(str(attached(read).get_payload())) == b"PK"


def test_macro_workbooks_and_old_ones_keep_their_own_types() -> None:
    kinds = [attached(modern(written(letter(f"表{end}")))).get_content_type() for end in (".xlsm", ".xls", ".et")]
    assert kinds == ["application/vnd.ms-excel.sheet.macroenabled.12", "application/vnd.ms-excel", "application/octet-stream"]
