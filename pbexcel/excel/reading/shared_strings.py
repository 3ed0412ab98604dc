"""The shared strings of a workbook, and the text inside a string element.

In: the bytes of xl/sharedStrings.xml. Out: the strings, rich-text runs joined, phonetic guides left out.
Not here: which cell shows which string (sheet_reading).
"""

from __future__ import annotations

from pbexcel.excel.limits import Limits
from pbexcel.excel.markup import MAIN, MAIN_STRICT, decoded, new_parser, run


def read_shared_strings(data: bytes, part: str, limits: Limits) -> tuple[str, ...]:
    strings: list[str] = []
    text: list[str] = []
    in_phonetic = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_phonetic
        space, _, local = name.rpartition(" ")
        if space not in (MAIN, MAIN_STRICT):
            return
        if local == "t":
            if not in_phonetic:
                parser.CharacterDataHandler = text.append
        elif local == "si":
            text.clear()
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
            strings.append(decoded("".join(text)))
        elif local == "rPh":
            in_phonetic = False

    parser = new_parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    run(parser, data, part, limits)
    return tuple(strings)
