"""The little language of 年度指标值 and 实际完成值.

In: texts as staff write them, and what stands around them. Out: targets, actuals, directions, numbers in one unit.
Not here: where the texts stand (room `forms`), what they are worth (room `scoring`).
"""

from pbexcel.values.actual import read_actual
from pbexcel.values.context import Context, Reading
from pbexcel.values.direction import direction_of
from pbexcel.values.fitted import Fitted, Misfit
from pbexcel.values.fitting import align
from pbexcel.values.parts import nature_in
from pbexcel.values.target import read_target
from pbexcel.values.units import convert

__all__ = ["Context", "Fitted", "Misfit", "Reading", "align", "convert", "direction_of", "nature_in", "read_actual", "read_target"]
