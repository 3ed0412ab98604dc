"""Lists of grades of which one is ticked: ☑优 □良 □中 □差, 优（√） 良（ ） 中（ ） 差（ ）.

In: the text of such a list. Out: the grade that is ticked, the list with the tick at another grade. Not here: where it stands (closing),
writing it (forms/writing).
"""

from __future__ import annotations

import re

GRADE = "优秀|良好|中等|较差|优|良|中|差"
_TICK, _BOX = "☑√✓✔■☒●", "□○◯☐"
_TICK_OF = {"☐": "☑", "○": "●", "◯": "●"}
_BEFORE = re.compile(rf"([{_TICK}{_BOX}])\s*({GRADE})")
_BEHIND = re.compile(rf"({GRADE})\s*(?:[(（]\s*([{_TICK}{_BOX} \u3000])\s*[)）]|([{_TICK}{_BOX}]))")
_FEWEST = 2  # grades a list has


def is_list(text: str) -> bool:
    """Whether a text has a tick or a box in it, or several grades with nothing in their brackets."""
    return any(mark in text for mark in _TICK + _BOX) or (("(" in text or "（" in text) and len(_marks(text)) >= _FEWEST)


def ticked(text: str) -> str:
    """The grade that is ticked; "" where none or more than one is."""
    found = [grade for mark, _, grade in _marks(text) if mark in _TICK]
    return found[0] if len(found) == 1 else ""


def moved(text: str, grade: str) -> str | None:
    """The list with its tick at a grade, everything else as it stands; None where the list does not show how."""
    marks = _marks(text)
    ticks = [(mark, place) for mark, place, _ in marks if mark in _TICK]
    there = [(mark, place) for mark, place, name in marks if name.startswith(grade) or name == f"较{grade}"]
    if len(marks) < _FEWEST or len(ticks) > 1 or len(there) != 1:
        return None
    (empty, to), signs = there[0], list(text)
    if ticks and ticks[0][1] == to:
        return text
    signs[to] = ticks[0][0] if ticks else _TICK_OF.get(empty, "■" if empty == "□" else "√")
    if ticks:
        signs[ticks[0][1]] = empty
    return "".join(signs)


def _marks(text: str) -> list[tuple[str, int, str]]:
    """The marks of a list with their places and grades: all before their grades, or all behind them."""
    if text.strip()[:1] in _TICK + _BOX:
        return [(match[1], match.start(1), match[2]) for match in _BEFORE.finditer(text)]
    return [(match[2] or match[3], match.start(2) if match[2] else match.start(3), match[1]) for match in _BEHIND.finditer(text)]
