"""How much one workbook may cost before it is refused.

In: nothing. Out: `Limits`. Not here: enforcing them (archive, markup, reading).

The defaults are chosen so that one file costs at most about 2 s and 300 MB on a small machine. A real form is 10 KB in
ten parts with 400 cells; the widest real workbook seen (pictures, a dozen sheets, a million styled empty rows) stays
well inside. A file beyond them is refused by name, it never makes the run slow or kills it.
"""

from __future__ import annotations

from pbexcel.frozen import frozen

MAX_ROW = 1_048_576
MAX_TEXT = 32_767  # characters a cell takes
MAX_COLUMN = 16_384


@frozen
class Limits:
    """Sizes in bytes; every number is the largest that is still accepted."""

    file_bytes: int = 50_000_000
    """the file as it lies on the disk (pictures and seals included)"""
    parts: int = 5_000
    """members of the zip archive"""
    part_bytes: int = 100_000_000
    """one part inflated: a million rows with style and height and nothing in them are 85 MB"""
    total_bytes: int = 250_000_000
    """all parts inflated, as the directory declares them"""
    cell_elements: int = 2_500_000
    """cells written in one sheet, nearly all of them styled and empty when there are so many"""
    cells: int = 200_000
    """cells of one sheet that hold something"""
    sheets: int = 500
    merges: int = 50_000
    """merged areas of one sheet"""
    token_bytes: int = 4_000_000
    """one XML tag; longer ones only exist to keep a parser busy"""


DEFAULT = Limits()
