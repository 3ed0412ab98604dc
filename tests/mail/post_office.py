"""A real SMTP server on loopback that does what a script says at each step, and remembers what it took.

In: a script, step by step: replies, or DROP. Out: the mails taken, by recipient. Not here: what is sent to it.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, syntax

DROP = "drop"
TAKE = "take"
STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "text", "taken")


@dataclass
class Office:
    """`script[step]` holds what is done the next times: TAKE, DROP or a reply; an empty script takes everything.

    Steps: connect, ehlo, mail, rcpt, data (the command), text (after 354), taken (text received, before the answer:
    DROP keeps the mail and hangs up), and `rcpt_of` a reply for one address whenever it is named.
    """

    script: dict[str, list[str]] = field(default_factory=dict)
    rcpt_of: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    sessions: int = 0

    def next(self, step: str) -> str:
        left = self.script.get(step)
        return left.pop(0) if left else TAKE

    def count(self, address: str) -> int:
        return sum(address in to for to, _ in self.taken)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        session.host_name = hostname
        said = self.next("ehlo")
        if said == DROP:
            server.transport.abort()
        return responses if said in (TAKE, DROP) else [said]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        said = self.next("mail")
        if said == TAKE:
            envelope.mail_from = address
            return "250 OK"
        return _said(server, said)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        said = self.rcpt_of.get(address) or self.next("rcpt")
        if said == TAKE:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return _said(server, said)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        said = self.next("taken")
        if said in (TAKE, DROP) or said.startswith("2"):
            self.taken.append((tuple(envelope.rcpt_tos), envelope.original_content))
        return "250 OK" if said == TAKE else _said(server, said)


def _said(server: Any, said: str) -> str:
    if said == DROP:
        server.transport.abort()
        return "421 gone"
    return said


class _Server(SMTP):
    """The protocol, with the steps aiosmtpd has no hook for."""

    def connection_made(self, transport: Any) -> None:
        self.event_handler.sessions += 1
        if self.event_handler.next("connect") == DROP:
            transport.abort()
            return
        super().connection_made(transport)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        said = self.event_handler.next("data")
        if said == DROP:
            self.transport.abort()
            return
        if said != TAKE:
            await self.push(said)
            self._set_post_data_state()
            return
        if self.event_handler.next("text") == DROP:
            await self.push("354 go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def open_office(office: Office, *, context: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """The office open on a free port of loopback. `context` speaks TLS from the first byte; STARTTLS is an option of aiosmtpd."""
    controller = _Controller(office, hostname="127.0.0.1", port=0, ssl_context=context, **options)
    # the controller greets its own server to see whether it is up; that visit is not part of any script
    script, office.script = office.script, {}
    controller.start()
    office.script, office.sessions = script, 0
    try:
        yield controller.port
    finally:
        controller.stop()


def login(user: str, password: str) -> Any:
    """An authenticator that knows one account."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)

    return check


@dataclass
class FakeClock:
    """Time that passes only while somebody sleeps."""

    time: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float, /) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
