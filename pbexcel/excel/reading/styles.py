"""The number formats of a workbook's cell styles.

In: the elements of xl/styles.xml. Out: `Styles`, the format of each style number. Not here: reading formats (number_format),
fonts, fills and borders, and adding styles (changing/style_book).
"""

from __future__ import annotations

from pbexcel.excel.markup import MAIN, MAIN_STRICT, Elements
from pbexcel.frozen import frozen

GENERAL = "General"

# Formats that files name by number only. 27–36 and 50–58 are what Excel and WPS show in a Chinese environment
# (ECMA-376 part 1, 18.8.30, zh-cn); elsewhere they are dates too.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;[Red]"¥"\\-#,##0', 7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;\\-#,##0", 38: "#,##0;[Red]\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


_TOLD = {
    f"{space} {local}": local
    for space in (MAIN, MAIN_STRICT)
    for local in ("xf", "numFmt", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs")
}


@frozen
class Styles:
    """`formats[n]` is the number format of the cells with `s="n"`."""

    formats: tuple[str, ...]

    def format_of(self, style: str | None) -> str:
        """The number format of a style attribute; General where there is none or it points nowhere."""
        if not self.formats:
            return GENERAL
        number = int(style) if style and style.isascii() and style.isdigit() and len(style) < 8 else 0
        return self.formats[number] if number < len(self.formats) else GENERAL


def read_styles(found: Elements) -> Styles:
    own: dict[str, str] = {}
    ids: list[str] = []
    in_cell_formats = False
    for name, attributes in found:
        what = _TOLD.get(name)
        if what is None:
            continue
        if what == "xf":
            if in_cell_formats:
                ids.append(attributes.get("numFmtId", "0"))
        elif what == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", GENERAL))
        else:
            in_cell_formats = what == "cellXfs"
    codes = {number: own.get(number) or built_in(number) for number in set(ids)}
    return Styles(tuple(codes[number] for number in ids))


def built_in(number: str) -> str:
    return BUILT_IN.get(int(number), GENERAL) if number.isascii() and number.isdigit() and len(number) < 6 else GENERAL
