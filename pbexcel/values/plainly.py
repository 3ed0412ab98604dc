"""An actual less what says nothing about its number: its own name, this year, a clause without a number beside it.

In: a folded actual, its target and what stands around it. Out: the shorter text. Not here: reading the number (quantity); whether what was left out
takes it back is for the doubts, which are told the whole text.
"""

from __future__ import annotations

import re

from pbexcel.records import Between, Deadline, Measured, Target
from pbexcel.values.context import Context
from pbexcel.values.direction import direction_of
from pbexcel.values.folding import fold
from pbexcel.values.phrases import holds
from pbexcel.values.quantity import read_quantity

_QUOTES = str.maketrans("", "", "“”‘’\"'《》")
_ITS_NUMBER = re.compile(r"(?:为|是|达到?|:|=)?\d")
_BEFORE_IT = re.compile(r"^([一-鿿]{2,12})[,;](?=[^\d]{0,12}\d)")  # 经问卷调查，满意度96%
_SINCE_THEN = re.compile(r"[,;(](?:同比|环比|[较比](?:上年|去年)(?:同期)?)(?:增长|提高|提升|上升|增加|下降|降低|减少)[^,;()]*\)?$")
_BEHIND_IT = re.compile(r"(?<=.)[,;](?:未发生|未出现|无(?![一法人])|未超|提前|按时|按期|如期|全部|顺利|超额|达到|符合|效果|群众|受到)([^\d,;()]*)$")
_SHORT_OF_IT = re.compile(r"(?<=.)[,;(](?:未|没有)(?:能)?(?:达|完成(?:年度|年初|预期)?(?:目标|任务|计划|指标))[^\d,;()]*\)?$")


def plainly(folded: str, target: Target, context: Context) -> str:
    """The text less what says nothing about its number: the indicator's own name, this year, a clause without a number before or behind it.

    What such a clause may take back is for the doubts, which are told the whole text.
    """
    said = folded.translate(_QUOTES)
    name = fold(context.name)
    rest = said.removeprefix(name) if name else said
    if rest != said and (_ITS_NUMBER.match(rest) or (any(map(str.isdigit, name)) and any(map(str.isdigit, rest)))):
        said = rest  # 故障率为0, 7岁以下儿童健康管理率93%
    if not isinstance(target, Deadline) and context.year is not None:
        said = re.sub(rf"^(?:截[至止]到?)?(?:{context.year}年度?(?:全年|底|末)?(?!\d{{1,2}}月)|(?:{context.year}年)?12月(?:底|末|31日)|年[底末])(?=[^\d,;]*\d)", "", said)
    if isinstance(target, Measured | Between):
        said = _BEHIND_IT.sub(_if_it_denies, _SINCE_THEN.sub("", _BEFORE_IT.sub(_if_it_denies, said)))
    return said


def _if_it_denies(clause: re.Match[str]) -> str:
    """A clause stays where it may take the number back: 质量不合格，完成10公里; 10公里，全部返工."""
    return clause[0] if holds("denial", clause[1]) or holds("taken_back", clause[1]) or holds("unfinished", clause[1]) else ""


def without_excuse(folded: str, target: Target, context: Context) -> str:
    """The text without a clause that the target was not met, where the number says so itself: 94.2%，未达到预期目标."""
    shorter = _SHORT_OF_IT.sub("", folded)
    if shorter == folded or not isinstance(target, Measured) or direction_of(target, context) not in ("forward", "equal"):
        return folded
    quantity = read_quantity(shorter)
    return shorter if quantity is not None and quantity.unit == target.unit and quantity.number < target.number else folded
