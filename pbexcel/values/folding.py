"""One spelling for what people type in many: width, signs, blanks, brackets.

In: a text as it stands in a cell. Out: the same text in half width, comparators as >= > <= < =, without blanks.
Not here: what the text means. Letters that look like digits (O, l) are never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = {
    "≥≧⩾⪰≽≿⋝≮": ">=",
    "≤≦⩽⪯≼≾⋜≯": "<=",
    "═꞊゠＝﹦": "=",
    "﹥＞": ">",
    "﹤＜": "<",
    "٪﹪": "%",
    "−‐‑‒⁃": "-",
    "～〜∼˜⁓": "~",
    "–—―─━﹣": "—",
    "【〔〖［｛": "(",
    "】〕〗］｝": ")",
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⒈⒉⒊⒋⒌⒍⒎⒏⒐⑴⑵⑶⑷⑸⑹⑺⑻⑼": ";",
    "﹑": "、",
    "×✕✖": "*",
}
_TABLE = {ord(sign): plain for signs, plain in _SIGNS.items() for sign in signs}
_BLANKS = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060\ufeff\x00-\x1f]+")
_GAP_IN_NUMBER = re.compile(r"(?:(?<=[0-9])|(?<=^[1-9]\.))[\s\u200b]+(?=[0-9])")
_NO_WHOLE = re.compile(r"(?<![0-9A-Za-z.])\.(?=[0-9])")
_OTHER_ORDER = re.compile(r"=(?=[<>](?!=))([<>])")
_POWER = re.compile(r"(?<![A-Za-z])(km|hm|m)([23])(?![0-9A-Za-z])")
_PER_MANY = re.compile(r"(?<=[0-9])/(?:10万|100000)人?(?![0-9.])")  # 8.6/10万: a rate of deaths
_POWERS = {"km2": "平方公里", "hm2": "公顷", "m2": "平方米", "m3": "立方米"}
GAP = "\u241f"  # stands where blanks separated two digits: 18 54 is not 1854


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text in its one spelling; blanks between two digits become GAP, all others go."""
    plain = text.translate(_TABLE)
    folded = unicodedata.normalize("NFKC", plain)
    if folded != plain:
        folded = folded.translate(_TABLE)
        if "米²" in plain or "米³" in plain:
            folded = folded.replace("平方米2", "平方米").replace("米2", "平方米").replace("立方米3", "立方米").replace("米3", "立方米")
    if "2" in folded or "3" in folded:
        folded = _POWER.sub(lambda match: _POWERS.get(match[0], match[0]), folded)
    if "/10" in folded:
        folded = _PER_MANY.sub("/十万", folded)
    if "百分" in folded:
        folded = folded.replace("百分之百", "100%").replace("百分百", "100%")
    if _BLANKS.search(folded):
        folded = _BLANKS.sub("", _GAP_IN_NUMBER.sub(GAP, folded))
    if "." in folded:
        folded = _NO_WHOLE.sub("0.", folded)  # .92
    return _OTHER_ORDER.sub(r"\1=", folded) if "=<" in folded or "=>" in folded else folded
