"""How a blank form looks: fonts, borders, colours, alignment.

In: nothing. Out: openpyxl style objects with names of their purpose.
Not here: which cell gets which style.

The fonts are those of official documents. 方正小标宋简体 is not installed everywhere: Excel and WPS then fall back
by themselves (to 宋体, 思源宋体), so no layout depends on it. 仿宋_GB2312 is not used: 仿宋 comes with Windows and WPS.
"""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_LINE = Side(style="thin", color="FF595959")

TITLE = Font(name="方正小标宋简体", size=20)
SUBTITLE = Font(name="仿宋", size=14)
LABEL = Font(name="仿宋", size=11, bold=True)
TEXT = Font(name="仿宋", size=11)
FAINT = Font(name="仿宋", size=10, color="FF7F7F7F")

BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
LABEL_FILL = PatternFill("solid", fgColor="FFF2F2F2")
INPUT_FILL = PatternFill("solid", fgColor="FFFFFDF3")

CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
SIGNED = Alignment(horizontal="left", vertical="bottom")
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)

LOCKED = Protection(locked=True)
UNLOCKED = Protection(locked=False)
