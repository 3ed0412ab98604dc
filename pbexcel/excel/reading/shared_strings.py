"""The shared strings of a workbook, and the text inside a string element.

In: the bytes of xl/sharedStrings.xml. Out: the strings, rich-text runs joined, phonetic guides left out, and so is what
is struck out beside other text: people cross out the old value and write the new one behind it.
Not here: which cell shows which string (sheet_reading).
"""

from __future__ import annotations

from pbexcel.excel.limits import Limits
from pbexcel.excel.markup import MAIN, MAIN_STRICT, decoded, is_true, new_parser, run


def read_shared_strings(data: bytes, part: str, limits: Limits) -> tuple[str, ...]:
    strings: list[str] = []
    text: list[str] = []
    crossed: list[str] = []
    in_phonetic = struck = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_phonetic, struck
        space, _, local = name.rpartition(" ")
        if space not in (MAIN, MAIN_STRICT):
            return
        if local == "t":
            if not in_phonetic:
                parser.CharacterDataHandler = (crossed if struck else text).append
        elif local == "r":
            struck = False
        elif local == "strike":
            struck = is_true(attributes.get("val", "1"))
        elif local == "si":
            text.clear()
            crossed.clear()
            struck = False
        elif local == "rPh":
            in_phonetic = True

    def end(name: str) -> None:
        nonlocal in_phonetic
        space, _, local = name.rpartition(" ")
        if space not in (MAIN, MAIN_STRICT):
            return
        if local == "t":
            parser.CharacterDataHandler = None
        elif local == "si":
            said = "".join(text)
            strings.append(decoded(said if said.strip() or not crossed else "".join(crossed)))
        elif local == "rPh":
            in_phonetic = False

    parser = new_parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    run(parser, data, part, limits)
    return tuple(strings)
