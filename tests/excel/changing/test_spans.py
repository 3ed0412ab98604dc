"""Where elements stand in a part: told from its bytes, the same as a parser says."""

from __future__ import annotations

from xml.parsers import expat

import pytest

from pbexcel.excel.changing.spans import located
from pbexcel.excel.markup import elements

PARTS = (
    b"<a/>",
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<p:a xmlns:p="n"><p:b x="1" />text<p:c\n y=\'2\'></p:c ></p:a>\n',
    b"<a><!-- <b> > </a> - --><b/><![CDATA[<c/> ]] > </a>]]><?pi <d> > ?><c>&lt;</c></a><!--<e/>-->",
    """<a x='">"' y=">/'"><b z="/>"></b><b z="/"/>名 > 称</a>""".encode(),
    b"<a><b><c><d/></c></b><b/></a>",
)


def as_parsed(data: bytes) -> list[tuple[int, int, int]]:
    """Of every element its depth, where its start tag begins, and where its content ends."""
    found: list[list[int]] = []
    opened: list[list[int]] = []

    def start(*_: object) -> None:
        opened.append([len(opened), parser.CurrentByteIndex, -1])
        found.append(opened[-1])

    def end(_: str) -> None:
        opened.pop()[2] = parser.CurrentByteIndex

    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return [(depth, begins, ends) for depth, begins, ends in found]


@pytest.mark.parametrize("data", PARTS)
def test_elements_stand_where_a_parser_finds_them(data: bytes) -> None:
    found = located(data, elements(data, "part"))
    assert [(one.depth, one.start, one.inner_stop) for one in found] == as_parsed(data)
    for one in found:
        assert data[one.tag_stop - 1 : one.tag_stop] == data[one.stop - 1 : one.stop] == b">"
        assert one.self_closed == (data[one.tag_stop - 2 : one.tag_stop] == b"/>")


def test_deeper_elements_are_left_out_and_those_above_end_where_they_end() -> None:
    data = PARTS[-1]
    assert [(one.name, data[one.start : one.stop]) for one in located(data, elements(data, "part"), deepest=1)] == [
        ("a", data), ("b", b"<b><c><d/></c></b>"), ("b", b"<b/>"),
    ]  # fmt: skip
