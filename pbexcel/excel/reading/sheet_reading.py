"""A worksheet part read in one pass, fast where it is empty.

In: the bytes of a worksheet part. Out: `RawSheet`: the raw cells that hold something, formulas, merges, what is hidden.
Not here: what a cell shows (cell), shared strings and styles (package).

A cell with a style and nothing in it costs one callback and keeps nothing: the handlers for text and for closing tags
are only set while a value is being read. `<dimension>` is not read: it is often wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from pbexcel.excel.archive import damaged
from pbexcel.excel.limits import MAX_COLUMN, MAX_ROW, Limits
from pbexcel.excel.markup import is_true, namespace_of, new_parser, prefix_of, run
from pbexcel.excel.places import cell_at, range_at
from pbexcel.excel.reading.cell import FormulaKind, Range, RawCell, RawFormula
from pbexcel.excel.reading.plain_rows import PlainRows, place_of_rows, plain_rows
from pbexcel.faults import Unopenable

_KINDS = {"shared": "shared", "array": "array", "dataTable": "data"}


@dataclass(slots=True)
class RawSheet:
    """What a worksheet part says, before styles and strings are looked up."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    formulas: dict[tuple[int, int], RawFormula] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    """first and last row of each hidden stretch"""
    shown_rows: set[int] | None = None
    """where rows are hidden unless written down: those that are not"""
    hidden_columns: set[int] = field(default_factory=set)
    is_protected: bool = False


_ALTERNATIVES = re.compile(rb"<(?:[^\s<>/]+:)?AlternateContent[\s>]")


def read_worksheet(data: bytes, part: str, limits: Limits) -> RawSheet:
    """Everything read from a worksheet part. Raises Unopenable where it is damaged, or where rows are written in two ways at once."""
    if data.find(b"AlternateContent") >= 0:
        first, last = data.find(b"sheetData"), data.rfind(b"sheetData")
        if first < last and _ALTERNATIVES.search(data, first, last):
            raise damaged(f"{part} 的单元格写了两种内容（AlternateContent），看不出以哪种为准")
    prefix = prefix_of(data)
    if prefix == "" and (rows := place_of_rows(data, limits)) is not None:
        reader = _Reader("", part, limits, namespaces=False)
        run(reader.parser, data, part, limits, unheard=rows)
        # where all rows are hidden but those written down the handlers count these
        found = plain_rows(data[rows[0] : rows[1]].decode(), limits) if reader.raw.shown_rows is None else None
        if found is not None:
            reader.take(found)
            return reader.raw
    name = (namespace_of(data) + " ") if prefix is None else prefix
    reader = _Reader(name, part, limits, namespaces=prefix is None)
    run(reader.parser, data, part, limits)
    return reader.raw


class _Reader:
    """The handlers of one pass. Only starting elements are heard, until a value begins."""

    def __init__(self, name: str, part: str, limits: Limits, *, namespaces: bool) -> None:
        self.raw = RawSheet()
        self._cells = self.raw.cells
        self._part, self._limits, self._name = part, limits, name
        self._row = self._elements = 0
        self._attributes: dict[str, str] = {}
        self._place: str | int = 0
        """the reference of the cell at hand, or its column where it carries none"""
        self._at: tuple[int, int] | None = None
        """row and column of the cell at hand, once something was found in it"""
        self._formula: dict[str, str] = {}
        self._text: list[str] = []
        self.parser = new_parser(part, namespaces=namespaces)
        self.parser.StartElementHandler = self._root

    def _root(self, name: str, _: dict[str, str]) -> None:
        """The first element; a comment that looked like it does not count."""
        if name != self._name + "worksheet":
            raise damaged(f"{self._part} 不是工作表")
        self.parser.StartElementHandler = self._starting()

    def _starting(self) -> Callable[[str, dict[str, str]], None]:
        """The handler for starting elements: a closure, for it is called once for every empty cell."""
        name = self._name
        row, cell, value, formula, inline = (name + local for local in ("row", "c", "v", "f", "is"))
        rare = {
            name + "mergeCell": self._merge, name + "col": self._columns,
            name + "sheetFormatPr": self._defaults, name + "sheetProtection": self._protection,
        }  # fmt: skip

        parser, hear = self.parser, self._text.append
        end_value, end_formula = self._values()

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == cell:
                self._elements += 1
                self._attributes, self._at = attributes, None
                self._place = attributes["r"] if "r" in attributes else self._next_place()
            elif name == row:
                self._start_row(attributes)
            elif name == value:
                parser.CharacterDataHandler, parser.EndElementHandler = hear, end_value
            elif name == formula:
                self._formula = attributes
                parser.CharacterDataHandler, parser.EndElementHandler = hear, end_formula
            elif name == inline:
                self._hear_inline(end_value)
            elif name in rare:
                rare[name](attributes)

        return start

    def take(self, plain: PlainRows) -> None:
        """The rows as if they had been heard."""
        for attributes in plain.rows:
            self._start_row(attributes)
        self.raw.cells, self.raw.formulas = plain.cells, plain.formulas

    def _next_place(self) -> int:
        before = cell_at(self._place)[1] if isinstance(self._place, str) else self._place
        return before + 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._elements > self._limits.cell_elements:
            raise Unopenable("F109", f"{self._part} 有超过 {self._limits.cell_elements} 个单元格")
        number = attributes.get("r")
        self._row = int(number) if number and number.isascii() and number.isdigit() else self._row + 1
        if not 1 <= self._row <= MAX_ROW or (number is not None and not number.isdigit()):
            raise damaged(f"{self._part} 的行号 {(number or '')[:20]}")
        self._place, self._at = 0, None
        if is_true(attributes.get("hidden")) or attributes.get("ht") == "0":
            stretches = self.raw.hidden_rows
            if stretches and stretches[-1][1] == self._row - 1:
                stretches[-1] = (stretches[-1][0], self._row)
            else:
                stretches.append((self._row, self._row))
        elif self.raw.shown_rows is not None:
            self.raw.shown_rows.add(self._row)

    def _found(self) -> tuple[int, int]:
        """Row and column of the cell at hand; the same place twice in a sheet is damage."""
        if self._at is None:
            place = self._place
            if isinstance(place, str):
                self._at = cell_at(place)
            elif 1 <= place <= MAX_COLUMN:
                self._at = (self._row, place)
            else:
                raise damaged(f"{self._part} 第 {self._row} 行有单元格以外的内容")
            if self._at in self._cells:
                raise damaged(f"{self._part} 里 {self._at[0]} 行 {self._at[1]} 列出现了两次")
            if len(self._cells) >= self._limits.cells:
                raise Unopenable("F109", f"{self._part} 有超过 {self._limits.cells} 个有内容的单元格")
        return self._at

    def _values(self) -> tuple[Callable[[str], None], Callable[[str], None]]:
        """The handlers for the end of a value and of a formula: closures, for they are called for every cell that holds something."""
        parser, text, cells, formulas = self.parser, self._text, self.raw.cells, self.raw.formulas

        def end_value(_: str) -> None:
            parser.CharacterDataHandler = parser.EndElementHandler = None
            found = self._attributes.get
            cells[self._at or self._found()] = RawCell(found("t"), found("s"), "".join(text))
            text.clear()

        def end_formula(_: str) -> None:
            parser.CharacterDataHandler = parser.EndElementHandler = None
            at = self._at or self._found()
            said = self._formula
            if said:
                kind = cast(FormulaKind, _KINDS.get(said.get("t", ""), "normal"))
                formulas[at] = RawFormula(kind, "".join(text), said.get("ref"), said.get("si"))
            else:
                formulas[at] = RawFormula("normal", "".join(text), None, None)
            text.clear()
            if at not in cells:
                cells[at] = RawCell(self._attributes.get("t"), self._attributes.get("s"), None)

        return end_value, end_formula

    def _hear_inline(self, end_value: Callable[[str], None]) -> None:
        """Set the handlers inside inline text: runs joined, phonetic guides left out. Behind it the one before listens again."""
        parser, hear, name = self.parser, self._text.append, self._name
        outer = parser.StartElementHandler
        text, phonetic, inline = name + "t", name + "rPh", name + "is"
        in_phonetic = False

        def start(found: str, _: dict[str, str]) -> None:
            nonlocal in_phonetic
            if found == text:
                parser.CharacterDataHandler = None if in_phonetic else hear
            elif found == phonetic:
                in_phonetic = True

        def end(found: str) -> None:
            nonlocal in_phonetic
            if found == text:
                parser.CharacterDataHandler = None
            elif found == phonetic:
                in_phonetic = False
            elif found == inline:
                parser.StartElementHandler = outer
                end_value(found)

        parser.StartElementHandler, parser.EndElementHandler = start, end

    def _merge(self, attributes: dict[str, str]) -> None:
        if len(self.raw.merges) >= self._limits.merges:
            raise Unopenable("F109", f"{self._part} 有超过 {self._limits.merges} 个合并单元格")
        self.raw.merges.append(range_at(attributes.get("ref", "")))

    def _columns(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) or attributes.get("width") == "0":
            ends = [attributes.get(side, "") for side in ("min", "max")]
            if not all(end.isascii() and end.isdigit() and len(end) < 8 for end in ends):
                raise damaged(f"{self._part} 的列定义")
            self.raw.hidden_columns.update(range(max(1, int(ends[0])), min(int(ends[1]), MAX_COLUMN) + 1))

    def _defaults(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("zeroHeight")):
            self.raw.shown_rows = set()

    def _protection(self, attributes: dict[str, str]) -> None:
        self.raw.is_protected = is_true(attributes.get("sheet"))
