"""What is mailed: letters with their enclosures, and what is not mailed and why.

In: nothing. Out: frozen values the rest of the room speaks in.
Not here: who gets what (matching, compose), how it looks as bytes (wire), whether it went out (ledger).
"""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.mail.addresses import domain_of

Matter: TypeAlias = Literal["scored", "returned", "conflict", "missing", "summary"]


@frozen
class Enclosure:
    """A workbook in OUT: `path` below OUT with / between parts, `name` as the recipient sees it."""

    path: str
    name: str
    sha256: str
    size: int


@frozen
class Letter:
    """One mail. `subject`, `text` and `html` may hold text of forms; `to` and `cc` hold checked addresses only.

    `marks` name what the letter tells, each by what it is and a digest: together with the recipient they are what is
    never told twice. `part` of `parts`: a letter too large for one mail is split.
    """

    to: str
    name: str
    cc: tuple[str, ...]
    about: str
    subject: str
    text: str
    html: str
    matters: tuple[Matter, ...]
    enclosures: tuple[Enclosure, ...]
    marks: tuple[str, ...]
    part: int = 1
    parts: int = 1

    @property
    def key(self) -> str:
        """The same recipient told the same things has the same key, in every run."""
        told = "\n".join([self.to.casefold(), *sorted(self.marks)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def message_id(self, sender: str) -> str:
        """Derived, not drawn: a mail sent again by accident is the same mail to the recipient's server."""
        return f"<{self.key}@{domain_of(sender) or 'pbexcel.invalid'}>"


@frozen
class Unmailed:
    """Something nobody is told, for a person to look at: what it is about, and why it is not mailed. `unlisted`: a department without a row."""

    about: str
    why: str
    file: str = ""
    unlisted: str = ""


@frozen
class Post:
    """Everything a run has to mail, and what it cannot. `told` counts what the recipients were told in earlier runs."""

    letters: tuple[Letter, ...]
    unmailed: tuple[Unmailed, ...]
    told: int = 0
