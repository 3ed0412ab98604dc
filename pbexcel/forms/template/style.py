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
FAINT = Font(name="微软雅黑", size=10, color="FF404040")

BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
LABEL_FILL = PatternFill("solid", fgColor="FFF2F2F2")
INPUT_FILL = PatternFill("solid", fgColor="FFFFFDF3")

CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
SIGNED = Alignment(horizontal="left", vertical="bottom")
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)

LOCKED = Protection(locked=True)
UNLOCKED = Protection(locked=False)

LIGHT = Font(name="微软雅黑", size=13, bold=True, color="FF7F7F7F")
NOTE = Alignment(horizontal="left", vertical="center", wrap_text=True)
GREEN, RED = Font(color="FF1E6B34", bold=True), Font(color="FFA61C1C", bold=True)
GREEN_FILL = PatternFill("solid", fgColor="FFE3F3E6", bgColor="FFE3F3E6")
RED_FILL = PatternFill("solid", fgColor="FFFBE5E5", bgColor="FFFBE5E5")
GAP_FILL = PatternFill("solid", fgColor="FFFFE9C7", bgColor="FFFFE9C7")
HEADING = Font(name="微软雅黑", size=12, bold=True)
READ = Alignment(horizontal="left", vertical="center", wrap_text=True)
DOT = Alignment(horizontal="right", vertical="center")
GROWING = 28  # the height of rows that may grow; no other row has it
GROWN = 0.5  # what the height of a row that holds more than a line ends in; no other height does
TWO_LINES = 34 + GROWN
TALL = Font(name="仿宋", size=22)
