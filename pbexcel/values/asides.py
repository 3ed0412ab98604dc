"""What stands beside the one number of an actual and takes some of it back: 512人（其中离职60人）, 96%（上年）, 100%（除2户外）.

In: a folded actual, the year of the form. Out: yes or no. Not here: brackets that leave the number what it is (quantity), numbers
without anything beside them (doubts).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pbexcel.values.numerals import ARABIC, arabic
from pbexcel.values.phrases import either, whole

_ASIDE = re.compile(r"\(([^()]+)\)|[,;:](其中[^()]+)$")
_CAUSE = ("因", "受", "由于")  # 8场（因疫情取消2场）: why it is no more
_NOT_DONE = r"不含(?!税)|未(?!发生|出现|产生|造成|超|满|成年|来)|(?<![等招接优])待(?!遇)|部分(?:未|没|延|推|取|暂)|除[^()]*外|另[^()]*\d"
_AFTERWARDS = re.compile(r"(?:整改|复查|复检|复验|补考|补测|返工|修复|重测)[^()]*\d")  # 99%（整改后100%）
_OTHER_YEAR = re.compile(r"((?:19|20)\d\d)(?=年|-(?:19|20)\d\d)|(?<=-)((?:19|20)\d\d)")
_PROOF = re.compile(rf"^({ARABIC})%.*?[^\d.]({ARABIC})[^\d.]+?({ARABIC})[^\d.]*$")
_ROUNDED = Decimal("0.5")  # of a per cent


def takes_back(folded: str, year: int | None) -> bool:
    """Whether something beside the number says that it is not all there, not yet there, or not of this year."""
    if "(" not in folded and "其中" not in folded:
        return False
    asides = [found[1] or found[2] for found in _ASIDE.finditer(folded)]
    return any(_says_so(aside, year) for aside in asides if not aside.startswith(_CAUSE)) or _is_disproved(folded)


def _says_so(aside: str, year: int | None) -> bool:
    if aside in whole("no_result") or _taken_back().search(aside) or _AFTERWARDS.search(aside):
        return True
    years = {int(one or other) for one, other in _OTHER_YEAR.findall(aside)}
    return year is not None and bool(years - {year})


@cache
def _taken_back() -> re.Pattern[str]:
    return re.compile(rf"(?<![不无未没零])(?:{either('taken_back')})|{_NOT_DONE}")


def _is_disproved(folded: str) -> bool:
    """Whether two numbers in brackets make another percentage than the one before them: 95%（问卷200份，满意186份）."""
    match = _PROOF.match(folded.replace("(", ";").replace(")", ""))
    if match is None or "(" not in folded:
        return False
    share, *parts = (arabic(number) for number in match.groups())
    return max(parts) > 0 and abs(min(parts) / max(parts) * 100 - share) > _ROUNDED
