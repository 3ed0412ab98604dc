"""A letter as the bytes that travel: RFC 5322 with MIME, every line ended by CRLF.

In: a letter, the bytes of its enclosures, the sender, a date. Out: bytes; the same input gives the same bytes.
Not here: SMTP (send), dot-stuffing (send), files (outbox).

Written by hand because the standard library's writer splits `filename*` into `filename*0*`, which QQ and 163 show as
noise, and sets a type of its own for xlsx. Every word of people's in a header is base64: no header can be smuggled in.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from pbexcel.frozen import frozen
from pbexcel.mail.letter import Letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {
    ".xlsx": XLSX,
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "application/vnd.ms-excel",
}
_PLAIN_WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WORD_BYTES = 39  # 52 characters of base64, the 12 around them and "Subject: " stay below the 76 a line of RFC 2047 may have
_LINE_OCTETS = 998  # RFC 5322; relays cut longer lines in two, and so the name in them


@frozen
class Sender:
    """Whose mail it is; addresses are checked where the settings are read. A draft may leave it to the mail program."""

    address: str = ""
    name: str = ""
    reply_to: str = ""


def message(letter: Letter, files: Sequence[bytes], sender: Sender, date: datetime, *, draft: bool = False) -> bytes:
    """The whole mail. `files` are the enclosures' bytes in order; `date` knows its offset; a draft opens ready to send in Outlook."""
    edge = f"=_{letter.key}"  # "=_" never stands in base64
    head = [
        *([("From", _mailbox(sender.name, sender.address))] if sender.address else []),
        ("To", _mailbox(letter.name, letter.to)),
        *([("Cc", ",\r\n ".join(letter.cc))] if letter.cc else []),
        *([("Reply-To", sender.reply_to)] if sender.reply_to else []),
        ("Subject", words(letter.subject)),
        ("Date", format_datetime(date)),
        ("Message-ID", letter.message_id(sender.address)),
        ("MIME-Version", "1.0"),
        *([("X-Unsent", "1")] if draft else []),
        ("Content-Type", f'multipart/mixed; boundary="{edge}"'),
    ]
    parts = [_both_texts(letter, f"{edge}_t")]
    parts += [_attached(one.name, data) for one, data in zip(letter.enclosures, files, strict=True)]
    return _headers(head) + _joined(parts, edge)


def wire_size(sizes: Sequence[int]) -> int:
    """About how large a mail with enclosures of these sizes is: base64 in lines of 76, and room for texts and headers."""
    return sum(-(-size // 57) * 78 + 4_000 for size in sizes) + 20_000


def words(text: str) -> str:
    """Text for a header: as it is when harmless, else RFC 2047 in base64, folded between whole characters."""
    clean = _CONTROL.sub(" ", text).strip()
    if not clean or (_PLAIN_WORDS.fullmatch(clean) and len(clean) <= 60):
        return clean
    return "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(chunk).decode()}?=" for chunk in _chunks(clean))


def attachment_headers(name: str) -> list[tuple[str, str]]:
    """Type and name of an enclosure, the name in both forms: RFC 2047 for QQ and Outlook, RFC 2231 for the others."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    spelled = quote(name, safe="")
    whole = f" filename*=UTF-8''{spelled}"
    return [
        ("Content-Type", f'{kind};\r\n name="{words(name)}"'),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", "attachment;\r\n" + (whole if len(whole) <= _LINE_OCTETS else _continued(name))),
    ]


def _continued(name: str) -> str:
    """A name too long for one line (over some 108 Chinese characters), in the numbered pieces of RFC 2231."""
    pieces: list[str] = [""]
    for sign in name:
        spelled = quote(sign, safe="")
        if len(pieces[-1]) + len(spelled) > _LINE_OCTETS - 40:
            pieces.append("")
        pieces[-1] += spelled
    pieces[0] = f"UTF-8''{pieces[0]}"
    return ";\r\n".join(f" filename*{number}*={piece}" for number, piece in enumerate(pieces))


def _chunks(text: str) -> list[bytes]:
    chunks: list[bytes] = [b""]
    for sign in text:
        data = sign.encode("utf-8", "replace")
        if len(chunks[-1]) + len(data) > _WORD_BYTES:
            chunks.append(b"")
        chunks[-1] += data
    return chunks


def _mailbox(name: str, address: str) -> str:
    shown = words(name)
    if not shown:
        return address
    fold = "\r\n " if len(shown) + len(address) > 60 else " "
    return f"{shown}{fold}<{address}>"


def _headers(fields: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii") + b"\r\n"


def _joined(parts: Sequence[bytes], edge: str) -> bytes:
    line = f"--{edge}".encode()
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _both_texts(letter: Letter, edge: str) -> bytes:
    texts = [_text(letter.text, "plain"), _text(letter.html, "html")]
    return _headers([("Content-Type", f'multipart/alternative; boundary="{edge}"')]) + _joined(texts, edge)


def _text(text: str, kind: str) -> bytes:
    head = _headers([("Content-Type", f"text/{kind}; charset=utf-8"), ("Content-Transfer-Encoding", "base64")])
    return head + _base64("\r\n".join(text.splitlines()).encode("utf-8", "replace") + b"\r\n")


def _attached(name: str, data: bytes) -> bytes:
    return _headers(attachment_headers(name)) + _base64(data)


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
