"""What a server's answer means for a letter, and for the run.

In: a reply code, its text, and the step it answers. Out: a `Verdict`. Not here: talking (door), waiting (send).

QQ answers 550 "Sender frequency limited", "Domain frequency limited", "Connection frequency limited" where it means: slower.
NetEase uses 421 HL:IFC and 450/451 MI:… for the same. So words count more than the first digit.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

# sent · failed (this letter never) · later (this letter, not now) · pause (every letter, not now) · stop (no letter at all)
Verdict: TypeAlias = Literal["sent", "failed", "unknown", "later", "pause", "stop"]
Step: TypeAlias = Literal["connect", "login", "mail", "rcpt", "data"]

_SLOWER = re.compile(r"frequen|rate.?limit|throttl|too (many|much)|sending (quota|limit)|slow down|频率|频繁|发信数|次数过多", re.I)


def verdict(code: int, said: str, step: Step) -> Verdict:
    """What to do after a refusal. 4yz is for later, 5yz for good, unless the words say that it is about speed."""
    if code == 421 or _SLOWER.search(said):
        return "pause"
    if 400 <= code < 500:
        return "later" if step == "rcpt" else "pause"
    if step in ("connect", "login"):
        return "stop"
    # a sender refused is refused for every letter; 552 there is the size of this one
    return "stop" if step == "mail" and code not in (552, 523) else "failed"


def spoken(code: int, said: bytes | str) -> str:
    """A reply as one line for people."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:300]
