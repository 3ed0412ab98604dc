"""E-mail addresses, strict enough that nothing but one address can ever stand in one.

In: text typed by people. Out: the address, or None. Not here: whether anybody reads it.
"""

from __future__ import annotations

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})+)", re.ASCII)
_BETWEEN = re.compile(r"[,;，；、\s]+")
# an input method left on full width writes ＠ and ．; every other odd character is refused, not repaired
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def address_of(text: str) -> str | None:
    """The one address `text` holds, with its domain in small letters; None if it is not exactly one plain address."""
    found = _ADDRESS.fullmatch(text.strip().translate(_FULL_WIDTH))
    if found is None or len(found[1]) > 64 or len(found[0]) > 254:
        return None
    return f"{found[1]}@{found[2].lower()}"


def pieces(text: str) -> list[str]:
    """The texts between commas, semicolons and blanks."""
    return [piece for piece in _BETWEEN.split(text) if piece]


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def same(one: str, other: str) -> bool:
    """Whether two addresses lead to one mailbox; no server in use tells upper case from lower."""
    return one.casefold() == other.casefold()
