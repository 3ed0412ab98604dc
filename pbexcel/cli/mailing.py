"""What `pbexcel mail` does, step by step: gather, compose, and then show, send or ask.

In: what was asked, the clock. Out: drafts or mail, a table or JSON on stdout, the exit code.
Not here: letters, SMTP, the ledger (room `mail`).
"""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbexcel.batch.holding import holding
from pbexcel.cli import mail_shown as shown
from pbexcel.faults import FolderFault, UsageFault
from pbexcel.frozen import frozen
from pbexcel.mail.ledger import Ledger
from pbexcel.mail.letter import Post

if TYPE_CHECKING:
    from pbexcel.mail.settings import Settings

NOT_ALL_SENT = 7


@frozen
class Asked:
    """The options of one call."""

    out: Path
    roster: Path | None
    smtp: Path | None
    letters: Path | None
    to_me: str | None
    domains: tuple[str, ...]
    remind_again: bool


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        return datetime.now().astimezone().replace(microsecond=0)

    def sleep(self, seconds: float, /) -> None:
        if seconds > 10:
            click.echo(f"等 {seconds:.0f} 秒再寄……", err=True)
        time.sleep(seconds)


def draft(asked: Asked, *, as_json: bool) -> int:
    """Write the drafts and list who gets what."""
    from pbexcel.batch.publish import publish
    from pbexcel.mail.outbox import write_drafts
    from pbexcel.mail.wire import Sender

    settings = _settings(asked)
    _must_be_a_run(asked.out)
    with holding(asked.out):
        post, ledger = _post(asked, settings)
        drafts = write_drafts(post.letters, asked.out, settings.who if settings else Sender(), SystemClock().now(), publish)
    shown.drafts(post, drafts, asked.out, as_json=as_json)
    shown.in_doubt_still(ledger.unknown(), asked.out)
    if asked.roster is None and post.unmailed:
        click.echo("没有给名单，不知道寄给谁：加 --roster 名单.xlsx（表头：实施单位、联系人、邮箱）再运行一次。", err=True)
    return 0


def send(asked: Asked, password: str | None, *, yes: bool, as_json: bool) -> int:
    """Send what was not sent yet, after asking."""
    from pbexcel.mail.door import most_bytes
    from pbexcel.mail.enclosures import read
    from pbexcel.mail.send import send_letters
    from pbexcel.mail.settings import read_password

    settings = _settings(asked)
    if settings is None:
        raise UsageFault("寄信要用 --smtp 给出发信设置文件。不加 --send 可以先看草稿。")
    password = read_password(settings, password)
    _must_be_a_run(asked.out)
    with holding(asked.out):
        post, ledger = _post(asked, settings, most_bytes(settings))
        if post.letters and not yes:
            _confirm(post, settings)
        with ledger:
            results = send_letters(
                post.letters, partial(read, asked.out), settings, password, ledger, SystemClock(),
                seen=partial(shown.one_sent, as_json=as_json),
            )  # fmt: skip
        unknown = ledger.unknown()
    all_sent = all(result.state == "sent" for result in results) and not unknown and not post.unmailed
    code = 0 if all_sent else NOT_ALL_SENT
    shown.outcome(post, results, unknown, code, asked.out, as_json=as_json)
    return code


def resolve(out: Path, *, as_json: bool) -> int:
    """Ask a person about every letter that may or may not have arrived."""
    _must_be_a_run(out)
    with holding(out):
        ledger = Ledger(out)
        unknown = ledger.unknown()
        with ledger:
            for told in unknown:
                shown.in_doubt(told, as_json=as_json)
                answer = _asked_about()
                if answer in ("y", "n"):
                    ledger.note("sent" if answer == "y" else "unsent", told, SystemClock().now(), "人工确认")
        left = ledger.unknown()
    shown.resolved(len(unknown), len(left), as_json=as_json)
    return NOT_ALL_SENT if left else 0


def _must_be_a_run(out: Path) -> None:
    """Said before OUT is held: holding would make the folder."""
    from pbexcel.batch.collect import OUT_MARK

    if not (out / OUT_MARK).is_file():
        raise FolderFault(f"{out} 里没有运行记录 {OUT_MARK}。请先运行 pbexcel score，再寄信。")


def _settings(asked: Asked) -> Settings | None:
    if asked.smtp is None:
        return None
    from pbexcel.mail.settings import read_settings

    return read_settings(asked.smtp)


def _post(asked: Asked, settings: Settings | None, most: int | None = None) -> tuple[Post, Ledger]:
    """The letters of this run, none larger than `most` bytes, without what the ledger says was told before."""
    from pbexcel.batch.department import write_department_summary
    from pbexcel.batch.earlier import read_run
    from pbexcel.batch.run import SUMMARY
    from pbexcel.mail.compose import Terms, compose
    from pbexcel.mail.enclosures import look
    from pbexcel.mail.roster import Roster, read_roster
    from pbexcel.mail.summaries import summaries
    from pbexcel.mail.words import load_words

    words, me = load_words(asked.letters), _own_address(asked)
    roster = read_roster(asked.roster) if asked.roster else Roster()
    records = list(read_run(asked.out))
    again = SystemClock().now().date().isoformat() if asked.remind_again else ""
    terms = Terms(asked.domains, again=again)
    if settings:
        limit = settings.max_mb * 1024 * 1024
        terms = Terms(asked.domains, min(limit, most or limit), settings.sender_name, again)
    ledger = Ledger(asked.out)
    whole = summaries(asked.out, records, SUMMARY, partial(write_department_summary, asked.out)) if roster.contacts else {}
    post = compose(records, roster, look(asked.out, records), whole, words, terms, () if me else ledger.told())
    return (_trial(post, me, ledger) if me else post), ledger


def _trial(post: Post, me: str, ledger: Ledger) -> Post:
    from pbexcel.mail.compose import redirected

    told, letters = ledger.told(), [redirected(letter, me) for letter in post.letters]
    fresh = tuple(letter for letter in letters if any((me.casefold(), mark) not in told for mark in letter.marks))
    return Post(fresh, post.unmailed, len(letters) - len(fresh))


def _own_address(asked: Asked) -> str | None:
    from pbexcel.mail.addresses import address_of

    if asked.to_me is None:
        return None
    if (address := address_of(asked.to_me)) is None:
        raise UsageFault(f"--to-me 给的「{asked.to_me}」不是邮箱地址，应像 name@example.com")
    return address


def _confirm(post: Post, settings: Settings) -> None:
    shown.table(post.letters)
    if not click.confirm(f"用 {settings.sender} 寄出这 {len(post.letters)} 封信？", default=False, err=True):
        raise UsageFault("没有寄。确定要寄时再运行一次，或者加 --yes。")


def _asked_about() -> str:
    """y, n or s; no answer (no terminal, Ctrl-D) leaves the letter as it is."""
    try:
        answer: str = click.prompt("对方收到了吗？y 收到了 / n 没收到，下次重寄 / s 先不管", type=click.Choice(["y", "n", "s"]), default="s", err=True)
    except click.Abort:
        return "s"
    return answer

