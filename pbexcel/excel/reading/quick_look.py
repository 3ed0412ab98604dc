"""What a worksheet part surely does not hold, told from its bytes without parsing it.

In: the bytes of a worksheet part. Out: whether formulas, or results kept with formulas, are ruled out. Not here: reading them.
False only ever means "parse it": markup in comments, odd prefixes and other encodings are never ruled out.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(rb"<(?:[^\s<>:/]+:)?f[\s>/]")
_UNPREFIXED = re.compile(rb"<f[\s>/]")  # begins with fixed bytes and so is found five times as fast
_BARE = re.compile(rb"</f><v(?: ?/>|></v>)</c>|</f></c>")


def no_formulas(data: bytes) -> bool:
    return _plain(data) and _formula_in(data).search(data) is None


def no_kept_results(data: bytes) -> bool:
    """Whether every formula stands beside an empty value, as programs write them that calculate nothing."""
    if not _plain(data) or b't="str"' in data or b"t='str'" in data:
        return no_formulas(data)
    found = len(_formula_in(data).findall(data))
    return found == data.count(b"</f>") == len(_BARE.findall(data))


def _formula_in(data: bytes) -> re.Pattern[bytes]:
    return _FORMULA if b":f" in data else _UNPREFIXED


def _plain(data: bytes) -> bool:
    """One byte a letter for what the format itself says: not UTF-16, no declared types or entities."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"\0" not in data[:64] and b"<!" not in data
