"""One connection to the SMTP server, and handing one letter through it.

In: settings, a password, a letter's bytes. Out: `Answer`: what became of it and what the server said; events in the ledger.
Not here: which letter next, how long to wait (send), what a reply means (replies).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress

from pbexcel.frozen import frozen
from pbexcel.mail.ledger import Event
from pbexcel.mail.letter import Letter
from pbexcel.mail.replies import Step, Verdict, spoken, verdict
from pbexcel.mail.settings import Settings

_ENDS = re.compile(rb"\r\n|\r|\n")


@frozen
class Answer:
    """What became of a letter, or of opening the door; `refused` are copies the server did not take."""

    verdict: Verdict
    said: str = ""
    refused: tuple[str, ...] = ()


class Shut(Exception):
    """The server could not be reached, or did not let us in."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.said)
        self.answer = answer


class Door:
    """An open connection. Raises `Shut` when it cannot be opened; TLS is verified unless the settings ask for plain."""

    def __init__(self, settings: Settings, password: str | None) -> None:
        self._sender = settings.sender
        self.handed = 0
        try:
            self._smtp = _connected(settings)
        except smtplib.SMTPResponseException as refused:
            raise Shut(_refusal(refused.smtp_code, refused.smtp_error, "connect")) from refused
        except ssl.SSLCertVerificationError as fault:
            raise Shut(Answer("stop", f"服务器的证书核对不上（{fault.verify_message}），没有发信。请检查 host，或在 ca_file 里给出证书")) from fault
        except smtplib.SMTPNotSupportedError as fault:
            raise Shut(Answer("stop", "服务器不支持 STARTTLS 加密，没有发信。请改用 security = \"ssl\"")) from fault
        except (OSError, smtplib.SMTPException) as fault:
            raise Shut(Answer("pause", f"连不上 {settings.host}:{settings.port}（{fault}）")) from fault
        try:
            if password is not None:
                self._smtp.login(settings.user, password)
        except smtplib.SMTPAuthenticationError as refused:
            self.close()
            answer = _refusal(refused.smtp_code, refused.smtp_error, "login")
            hint = "（QQ、163 邮箱要用「授权码」，不是登录密码）" if answer.verdict == "stop" else ""
            raise Shut(Answer(answer.verdict, f"登录没有成功：{answer.said}{hint}")) from refused
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            raise Shut(Answer("pause", f"登录时断开了（{fault}）")) from fault

    @property
    def most_bytes(self) -> int | None:
        """The largest mail the server takes, if it says so."""
        said = self._smtp.esmtp_features.get("size", "")
        return int(said) if said.isascii() and said.isdigit() and int(said) > 0 else None

    def hand(self, letter: Letter, data: bytes, note: Callable[[Event, str], None]) -> Answer:
        """Hand one letter over. `note` writes an event down; nothing of the text is sent before the intent is on the disk."""
        self.handed += 1
        data = _ENDS.sub(b"\r\n", data)
        if self.most_bytes and len(data) > self.most_bytes:
            return Answer("failed", f"信太大（{len(data) / 1048576:.1f} MB），服务器最多收 {self.most_bytes / 1048576:.1f} MB；请把发信设置里的 max_mb 改小")
        try:
            answer, refused = self._envelope(letter, len(data))
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            return Answer("pause", f"连接断了（{fault}）")
        if answer:
            self._reset(answer)
            return answer
        return self._text(data, refused, note)

    def _envelope(self, letter: Letter, size: int) -> tuple[Answer | None, tuple[str, ...]]:
        """MAIL and RCPT. Without the recipient nobody gets the letter; a copy refused is only told."""
        options = [f"SIZE={size}"] if self._smtp.has_extn("size") else []
        code, said = self._smtp.mail(self._sender, options)
        if code != 250:
            return _refusal(code, said, "mail"), ()
        code, said = self._smtp.rcpt(letter.to)
        if code not in (250, 251):
            return _refusal(code, said, "rcpt"), ()
        refused = []
        for address in letter.cc:
            code, said = self._smtp.rcpt(address)
            if code == 421:
                return _refusal(code, said, "rcpt"), ()
            if code not in (250, 251):
                refused.append(f"{address}（{spoken(code, said)}）")
        return None, tuple(refused)

    def _text(self, data: bytes, refused: tuple[str, ...], note: Callable[[Event, str], None]) -> Answer:
        note("intent", "")
        try:
            code, said = self._smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException) as fault:
            # the server asked for no text and got none
            self.close()
            note("unsent", f"DATA 之前断开：{fault}")
            return Answer("pause", f"连接断了（{fault}）")
        if code == 354:
            try:
                self._smtp.send(_stuffed(data))
                code, said = self._smtp.getreply()
            except (OSError, smtplib.SMTPException) as fault:
                self.close()
                return self._in_doubt(note, f"正文送出后连接断了（{fault}）")
            if code == 250:
                note("sent", "；".join((spoken(code, said), *(f"抄送被拒：{one}" for one in refused))))
                return Answer("sent", spoken(code, said), refused)
            if not 400 <= code < 600:
                self.close()
                return self._in_doubt(note, f"服务器的回答看不懂：{spoken(code, said)}")
        answer = _refusal(code, said, "data")
        note("failed" if answer.verdict == "failed" else "unsent", answer.said)
        self._reset(answer)
        return answer

    def _in_doubt(self, note: Callable[[Event, str], None], why: str) -> Answer:
        note("unknown", why)
        return Answer("unknown", why)

    def _reset(self, answer: Answer) -> None:
        """Ready for the next letter; a connection that asks for patience is given up."""
        if answer.verdict in ("pause", "stop"):
            self.close()
            return
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    @property
    def is_open(self) -> bool:
        return self._smtp.sock is not None

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if self.is_open:
                self._smtp.quit()
        self._smtp.close()


def most_bytes(settings: Settings) -> int | None:
    """The largest mail the server takes; None if it does not say so or cannot be asked (sending will tell why)."""
    try:
        door = Door(settings, None)
    except Shut:
        return None
    try:
        return door.most_bytes
    finally:
        door.close()


def _connected(settings: Settings) -> smtplib.SMTP:
    """A greeted server behind a verified connection. Our own name is our address: looking it up can take a minute."""
    context = None if settings.security == "plain" else ssl.create_default_context(cafile=settings.ca_file or None)
    if settings.security == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, local_hostname="localhost", timeout=settings.timeout, context=context
        )
    else:
        smtp = smtplib.SMTP(settings.host, settings.port, local_hostname="localhost", timeout=settings.timeout)
    try:
        if smtp.sock:
            own = str(smtp.sock.getsockname()[0])
            smtp.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
        smtp.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _refusal(code: int, said: bytes | str, step: Step) -> Answer:
    text = spoken(code, said)
    return Answer(verdict(code, text, step), text)


def _stuffed(data: bytes) -> bytes:
    """The text as DATA wants it: a line that begins with a dot gets another one, and a dot alone ends it."""
    if not data.endswith(b"\r\n"):
        data += b"\r\n"
    if data.startswith(b"."):
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..") + b".\r\n"
