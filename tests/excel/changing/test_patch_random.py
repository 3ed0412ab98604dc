"""Worksheets as no program would write them, and edits anywhere: openpyxl reads back what was declared and nothing else.

`python benchmarks/patcher_fuzz.py 5000` runs the same property over more sheets.
"""

import io
import re
import warnings
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torture import MAIN, bare

from pbexcel.excel.changing.patch import Edit, patch
from pbexcel.excel.package import open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.records import CellRef, column_letters

EXAMPLES = 120
ROWS, COLUMNS = 9, 7
Cells = dict[tuple[int, int], str]

_VALUES = (
    "<v>{n}</v>", "<v> {n} </v>", "", None, "<v></v>", "<v/>", "<f>1+{n}</f><v>{n}</v>", "<f>{n}</f>", '<is><t>甲{n}</t></is>',
    "<is><r><rPr><b/></rPr><t>乙</t></r><r><t>{n}</t></r><rPh sb='0' eb='1'><t>yi</t></rPh></is>", "<!-- c --><v>{n}</v>",
    "<v><![CDATA[{n}]]></v>", "<v>{n}</v><extLst><ext uri='u'><y:c xmlns:y='urn:y' r='A1'/></ext></extLst>",
)  # fmt: skip


@st.composite
def worksheets(draw: st.DrawFn) -> str:
    """Rows and cells with gaps, with and without `r`, self-closed or not, out of order, under any prefix."""
    rows = sorted(draw(st.sets(st.integers(1, ROWS), max_size=ROWS)))
    ordered = draw(st.booleans()) or draw(st.permutations(rows)) == rows
    pieces = []
    last = 0
    for number in rows if ordered else draw(st.permutations(rows)):
        follows = number == last + 1
        last = number
        named = not (follows and draw(st.booleans()))
        pieces.append(_row(draw, number, named))
    text = "".join(pieces)
    data = f"<sheetData>{text}</sheetData>" if text or draw(st.booleans()) else "<sheetData/>"
    columns = '<cols><col min="2" max="4" style="0" width="9"/></cols>' if draw(st.booleans()) else ""
    sheet = f'<worksheet xmlns="{MAIN}">{columns}{data}<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/></worksheet>'
    prefix = draw(st.sampled_from(["", "", "x:", "ss:"]))
    if prefix:
        sheet = re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", sheet).replace(f"{prefix}y:", "y:").replace("xmlns=", f"xmlns:{prefix[:-1]}=")
        sheet = sheet.replace(f"<!{prefix}", "<!")
    return draw(st.sampled_from(["", '<?xml version="1.0"?>\n', "\ufeff"])) + sheet


def _row(draw: st.DrawFn, number: int, named: bool) -> str:
    columns = sorted(draw(st.sets(st.integers(1, COLUMNS), max_size=COLUMNS)))
    space = draw(st.sampled_from([" ", "  ", "\n "]))
    quote = draw(st.sampled_from(['"', "'"]))
    tag = "<row" + (f"{space}r={quote}{number}{quote}" if named else "") + draw(st.sampled_from(["", ' spans="1:7"', ' spans="2:3"', ' hidden="1"']))
    if not columns:
        return tag + draw(st.sampled_from(["/>", " />", "></row>", ">\n</row>"]))
    cells, last = "", 0
    for column in columns:
        follows = column == last + 1
        last = column
        ref = "" if follows and draw(st.booleans()) else f"{space}r={quote}{column_letters(column)}{number}{quote}"
        cells += _cell(draw, ref)
    return f"{tag}>{cells}</row>"


def _cell(draw: st.DrawFn, ref: str) -> str:
    value = draw(st.sampled_from(_VALUES))
    start = "<c" + ref + draw(st.sampled_from(["", ' s="0"']))
    if value is None:
        return start + "/>"
    kind = ' t="inlineStr"' if "<is>" in value else draw(st.sampled_from(["", ' t="n"'] + ([' t="str"'] if "<f>" in value else [])))
    return f"{start}{kind}>{value.format(n=draw(st.integers(0, 99)))}</c>"


edits_of = st.lists(
    st.tuples(
        st.integers(1, ROWS + 2), st.integers(1, COLUMNS + 2), st.sampled_from([Decimal("9.57"), Decimal(0), Decimal(-3), "优", " <&> "])
    ),
    max_size=6,
    unique_by=lambda edit: edit[:2],
)


def shown(data: bytes) -> dict[tuple[int, int], object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says which extensions it drops
        sheet = openpyxl.load_workbook(io.BytesIO(data))["S"]
    return {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def check_one(sheet: str, edits: list[tuple[int, int, Decimal | str]]) -> None:
    data = bare(sheet.encode())
    package = open_package(data)
    declared = [Edit(CellRef("S", row, column), value) for row, column, value in edits]
    after = patch(package, declared).data
    assert verify_patch(package, after, declared) == ()
    assert patch(open_package(after), declared).data == after
    own = {at: cell.value for at, cell in open_package(after).sheet("S").cells.items() if cell.formula is None}
    for row, column, value in edits:
        assert own[row, column] == value
    expected = {**shown(data), **{(row, column): value for row, column, value in edits}}
    found = shown(after)
    assert {at: _same(value) for at, value in found.items()} == {at: _same(value) for at, value in expected.items()}


def _same(value: object) -> object:
    return float(value) if isinstance(value, int | float | Decimal) else value


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(worksheets(), edits_of)
def test_openpyxl_reads_back_the_edits_and_every_other_cell_as_it_was(sheet: str, edits: list[tuple[int, int, Decimal | str]]) -> None:
    check_one(sheet, edits)
