"""Actuals whose number says less than it seems: a plan, work still going on, a distance from the target, the wrong side of an edge.

In: a folded actual, its target and what stands around them. Out: whether a person has to read it.
Not here: reading the number (quantity), the score. A number taken at face value here would be points nobody has earned, or lost.
"""

from __future__ import annotations

import re
from functools import cache

from pbexcel.records import Measured, Target
from pbexcel.values.around import SINCE
from pbexcel.values.asides import takes_back
from pbexcel.values.context import Context
from pbexcel.values.direction import direction_of
from pbexcel.values.folding import fold
from pbexcel.values.kinds import is_other_kind, names_something_else
from pbexcel.values.phrases import either, found_in, holds, words_of

_AIM = r"(?:原|年初|年度|全年|预期|既定|计划|绩效)*(?:目标|计划|指标|任务|预算|预期|上年|去年|同期|往年)"
_DISTANCE = re.compile(rf"(?<![未不没])(?:较|比|超|超过|超出|高于|低于|多于|少于|高出){_AIM}|超额(?:完成)?了?\d")
GROWTH = re.compile(r"(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|节约|变动)(?:率|幅度|比例|比率)|[增降]幅|增速|增收率|节约率")
_OF_THE_AIM = re.compile(rf"{_AIM}(?:值|数|量)?的\d")
_UP, _DOWN = re.compile(r"(?<!负)增长|增加|提高|提升|上升|上涨|增收"), re.compile(r"下降|降低|减少|压减|缩短|下滑|回落|负增长|降幅|减收")
_DONE = re.compile(r"实际|已")
_THIS_YEAR = re.compile(r"^(?:本年度?|今年|当年度?|全年)")


def is_planned(folded: str) -> bool:
    """Whether a text says what is to come: 预计12月完成, 计划10个."""
    said = _THIS_YEAR.sub("", folded)
    if _wanted().match(said):
        return True
    return said.startswith(words_of("planned")) and not said.startswith("计划生育") and _DONE.search(folded) is None


_ONLY_PUT_FORWARD = re.compile(r"(?:已|共)*(上报|审批|审核|指标|编制|任务|设计|规划|勘察|测量|订购|接收|积压|流转|入户|鉴定|停工|毁坏|损坏|整地|在册|容量|质保|保修)\d")


@cache
def _wanted() -> re.Pattern[str]:
    return re.compile(f"(?:{either('wanted')})要?(?:采购|购置|购买|培训|建设|新建|完成|实施|开展|举办|发放|改造|安装|维修|招聘|引进)")


def says_less(folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether the one number of a text is no measured value, whatever it is compared with."""
    if folded.isascii():  # 100%: no words, so nothing said about it
        return False
    asked = fold(target_text) + fold(context.name)
    apart = _DISTANCE.search(folded) is not None and not (asks_for_change(target, context) and SINCE.search(folded))
    if is_planned(folded) or apart or folded.startswith("部分") or _is_turned(folded, asked) or takes_back(folded, context.year):
        return True
    if _is_opposite(folded, asked) or is_earlier_stage(folded, asked) or _is_total(folded, asked) or is_other_kind(folded, asked):
        return True
    put = _ONLY_PUT_FORWARD.match(folded)
    if put is not None and put[1] not in asked:
        return True  # 审批10台 are not there yet
    if _is_odd_frequency(folded, asked) or _names_unasked("hedged", folded, asked):
        return True
    if is_late_or_gone(folded, asked) or _names_unasked("not_what_was_done", folded, asked) or _is_of_each(folded, asked) or folded.startswith("其中"):
        return True
    if _names_unasked("part_of_cost", folded, asked) or (_BUDGET.search(folded) and "算" not in asked) or _is_other_time(folded, asked) or _is_stock(folded, asked):
        return True
    if names_something_else(folded, fold(target_text)):
        return True
    if _names_unasked("narrower", folded, asked) and direction_of(target, context) == "reverse":
        return True  # 0起重大事故 where no 事故 at all was to happen
    if isinstance(target, Measured) and target.unit in ("%", "‰") and _OF_THE_AIM.search(folded):
        return True  # 目标的98% against ≥90%: of the target, or of the whole?
    return holds("unfinished", folded) and not holds("unfinished", asked)


@cache
def _harm_rate() -> re.Pattern[str]:
    return re.compile(rf"(?P<harm>损坏|{either('harm')})[一-鿿]{{0,4}}(?:率|比例|比率)[一-鿿:]{{0,3}}\d")


def _is_opposite(folded: str, asked: str) -> bool:
    """Whether the number is the rate of a harm that was not asked for: 延误率2% where 及时率≥95% was."""
    found = _harm_rate().search(folded)
    return found is not None and found["harm"] not in asked


def is_earlier_stage(folded: str, asked: str) -> bool:
    """Whether the number counts, or the day is that of, an earlier stage of the work: 开工8个 where 竣工8个 was asked."""
    return _names_unasked("begun", folded.replace("动工", "开工"), asked.replace("动工", "开工"))


def _names_unasked(name: str, folded: str, asked: str) -> bool:
    """Whether a text holds a word of the list that was not asked for."""
    return any(word not in asked for word in found_in(name, folded))


_BRACKETS = re.compile(r"\([^()]*\)")


@cache
def _late_or_gone() -> re.Pattern[str]:
    return re.compile(f"(?<![不无未没零])(?P<word>{either('late', 'gone')})了?[一-鿿]{{0,3}}\\d")


def is_late_or_gone(folded: str, asked: str) -> bool:
    """Whether the number is of days too late (逾期3天 for ≤30天) or of what is not there any more (取消1次 of 4次); brackets are for `takes_back`."""
    return any(found["word"] not in asked for found in _late_or_gone().finditer(_BRACKETS.sub("", folded)))


_BUDGET = re.compile(r"[预概]算(?:批复|数|为|金额|总额)?\d")  # 预算48万元 is not what was spent
_OTHER_TIME = re.compile(r"(?<![较比])(?:上年度?|去年|往年|上一年度?)(?!同期(?!\d)|相比|增|减|提|下降)|历年|十[一二三四五]五期间|(?:次|明|来)年(?!\d)|(?:近|前)?[两二三四五]年(?:来|间|内)?(?:累计|共|合计|总)")
_STOCK = re.compile(r"累计(?!完成|新增|新建|建成|实施)|总面积|共有|现有|存量|总里程|总数|总量|总人数")


def _is_other_time(folded: str, asked: str) -> bool:
    """Whether the number is of last year or of several years: 上年512人, 三年累计3560人."""
    found = _OTHER_TIME.search(folded)
    return found is not None and found[0] not in asked


def _is_stock(folded: str, asked: str) -> bool:
    """Whether the number is of all there are where new ones were asked for: 共有56个 for 新增充电桩."""
    new = any(word in asked for word in ("新增", "新建", "新开")) and not any(word in folded for word in ("新增", "新建", "新开"))
    return new and _STOCK.search(folded) is not None


_EACH = re.compile(r"每(?!年|月|季|周|日|天|学期|学年|人次)[一-鿿]|单[台价个件套]|[人户]均|/[一-鿿]")
_AVERAGE = re.compile(r"(?<![共全])[人户亩]均[^\d,;]{0,3}\d")
_ALTOGETHER = re.compile(r"(?<!公)共(?![享同建])|总(?!体)|全年|累计|合计|全部(?!按)")


def _is_total(folded: str, asked: str) -> bool:
    """Whether the number is of all together where it was asked of each: 全年培训320人 for 每期不超过60人."""
    if _EACH.search(asked) is None or _EACH.search(folded):
        return False
    return _ALTOGETHER.search(folded) is not None and _ALTOGETHER.search(asked) is None


_ODD_PERIOD = re.compile(r"(?:半个?|[两二三四五六七八九]个?|\d+个?)(?:年|季度?|月|周|星期|天|日)[^\d,;]{0,4}\d+次|隔[年月周天日]|每旬|[年月周]均\d+次|一季度\d+次")
_EVERY = re.compile(r"^([^\d,;]+?)每(?:半年|年|季度?|月|周|天|日)[^\d,;]{0,6}\d")
_LEADS = re.compile("(?:已|均|都|在|于|全年|本年度?|坚持|做到|保持|按|按照|按时|定期|开展|组织|进行|实际|完成|达到|至少|:)+")


def _is_odd_frequency(folded: str, asked: str) -> bool:
    """Whether a text says how often in a period that is not read (每两月1次), or only for a part (汛期每月1次)."""
    odd = _ODD_PERIOD.search(folded)
    if odd is not None and odd[0] not in asked:
        return True
    found = _EVERY.match(folded)
    return found is not None and found[1] not in asked and _LEADS.fullmatch(found[1]) is None


def _is_of_each(folded: str, asked: str) -> bool:
    """Whether the number is of each where it was asked of all: 人均2万元 for ≤50万元."""
    return _AVERAGE.search(folded) is not None and _EACH.search(asked) is None and "均" not in asked


def asks_for_change(target: Target, context: Context) -> bool:
    """Whether how much something grew or shrank is the value itself: 增长10%, or a name such as 税收增长率."""
    return (isinstance(target, Measured) and target.change) or GROWTH.search(fold(context.name)) is not None


def _is_turned(folded: str, asked: str) -> bool:
    """Whether something went up that was to go down, or the reverse: 上升1% where 下降2% was asked is no half of it."""
    return any(
        this.search(folded) and not other.search(folded) and other.search(asked) and not this.search(asked)
        for this, other in ((_UP, _DOWN), (_DOWN, _UP))
    )
