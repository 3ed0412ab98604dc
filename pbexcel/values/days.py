"""Days, deadlines and periods: 2021年12月底前, 11月30日, 2023.07-2024.01, 2021年全年.

In: a folded text and the year of the form, if known. Out: `Day`, or None where the text is no day.
Not here: durations (3个月 is a quantity). A month stands for its last day, a year for 31 December, 上旬 for the 10th.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache, lru_cache

from pbexcel.frozen import frozen
from pbexcel.values.folding import GAP
from pbexcel.values.phrases import either

YEARLESS = 2000  # a leap year: stands in where neither the text nor the form names one

_YEAR = r"(?P<y{n}>(?:19|20)\d\d)"
_MONTH = r"(?P<m{n}>1[0-2]|0?[1-9])"
_DAY = r"(?P<d{n}>3[01]|[12]\d|0?[1-9])"
_QUARTER = r"第?[一二三四]季度|第[1-4]季度"
_TO = r"(?:-{1,2}|—{1,2}|~|至|到)"


def _point(n: int) -> str:
    """The pattern of one day, its groups numbered n."""
    year, month, day = (part.replace("{n}", f"{n}") for part in (_YEAR, _MONTH, _DAY))
    solid = f"{year.replace(f'y{n}', f'W{n}')}(?P<w{n}>0[1-9]|1[0-2])(?P<v{n}>0[1-9]|[12]\\d|3[01])(?!\\d)"
    dotted = "".join(
        (year.replace(f"y{n}", f"Y{n}"), "[./-]", month.replace(f"m{n}", f"M{n}"), "(?:[./-]", day.replace(f"d{n}", f"D{n}"), "日?)?")
    )
    named = f"(?:{year}年度?|(?P<n{n}>次年|翌年|下一?年度?)|本年度?|当年度?|今年|每年|年)?{month}月份?(?:{day}(?:日|号)?|(?P<p{n}>上旬|中旬|下旬|月底|底|末|初|中))?"
    whole = f"(?P<Z{n}>(?:19|20)\\d\\d)年(?P<h{n}>度?(?:上半年|下半年|全年|年?底|年?末|内|中|度|{_QUARTER})?)"
    words = f"(?P<t{n}>上半年|下半年|全年|(?:本|当)?年度?(?:内|底|末)|本年度|当年度?|本年|{_QUARTER})"
    return f"(?:{solid}|{dotted}|{named}|{whole}|{words})(?:{GAP}?[0-2]?\\d:[0-5]\\d(?::[0-5]\\d)?)?"


@frozen
class Day:
    """A day, or a period from `start` to `on`; `yearless`: no year is known and YEARLESS stands in."""

    on: date
    start: date | None = None
    yearless: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """One day; two that bound a period; a period whose first month or year stands bare (1-12月, 2020-2022年)."""
    around, behind = either("until"), either("done")
    lead, tail = f"(?:{around}|[(:])*", f"(?:{behind}|[),.;。、:])*"
    one = re.compile(f"{lead}{_point(1)}{tail}")
    two = re.compile(f"{lead}{_point(1)}{_TO}(?:{_point(2)}|{_DAY.replace('{n}', '9')}日)(?:期间)?{tail}")
    bare = re.compile(
        f"{lead}(?:(?P<y1>(?:19|20)\\d\\d)年)?(?P<m1>1[0-2]|[1-9]){_TO}(?P<m2>1[0-2]|[1-9])月份?(?:底|末)?{tail}"
        f"|{lead}(?P<Z1>(?:19|20)\\d\\d){_TO}(?P<Z2>(?:19|20)\\d\\d)年?度?{tail}"
    )
    return one, two, bare


@cache
def searching() -> re.Pattern[str]:
    """Finds days inside longer texts."""
    return re.compile(f"(?<![0-9.]){_point(1)}(?P<until>{_TO}{_point(2)})?(?:前|以前|之前|底前)?")


@lru_cache(maxsize=8192)
def read_day(text: str, year: int | None) -> Day | None:
    """The day or the period a whole folded text says."""
    if "月" not in text and "年" not in text and "季度" not in text and text[:2] not in ("20", "19"):
        return None
    one, two, bare = _patterns()
    match = two.fullmatch(text) or bare.fullmatch(text)
    if match:
        return _period(match, year)
    match = one.fullmatch(text)
    return _day(match, 1, year) if match else None


@cache
def _stages() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of what comes first, and of what ends a work."""
    return re.compile(f"{either('begun')}|开始|合同|签订|签约|进场|采购|中标|下达|批复|并|后"), re.compile("完[成工毕]|竣工|验收|投用|投入使用|交付|办结|建成|结束|上线|通车")


def finished_on(text: str, year: int | None) -> tuple[Day, str] | None:
    """The day of the last of several stages, and what is said of it, where it ends the work the others began: 3月开工，11月底完工."""
    *before, last = re.split("[,;]", text)
    first, ending = _stages()
    if not before or not ending.search(last) or not all(first.search(clause) for clause in before):
        return None
    begun = [read_day(first.sub("", clause), year) for clause in before]
    if not all(begun) or begun[0] is None:
        return None
    end = read_day(last, year if begun[0].yearless else begun[0].on.year)
    return (end, last) if end is not None and all(day and day.on <= end.on for day in begun) else None


def day_of(match: re.Match[str], year: int | None) -> Day | None:
    """The day of a match of `searching`."""
    return _period(match, year) if match["until"] else _day(match, 1, year)


def _day(match: re.Match[str], n: int, year: int | None) -> Day | None:
    part = match.groupdict().get
    written = part(f"y{n}") or part(f"Y{n}") or part(f"Z{n}") or part(f"W{n}")
    if part(f"n{n}") and year is None:
        return None
    known = int(written) if written else year + 1 if year and part(f"n{n}") else year
    in_year = known or YEARLESS
    month = part(f"m{n}") or part(f"M{n}") or part(f"w{n}")
    if month is None:
        half = part(f"h{n}") or part(f"t{n}") or ""
        first, last = _months(half)
        whole = half in ("", "度", "全年", "本年度", "当年", "当年度", "本年") or "半年" in half or "季度" in half
        start = date(in_year, first, 1) if whole else None
        return Day(date(in_year, last, calendar.monthrange(in_year, last)[1]), start, known is None)
    day = part(f"d{n}") or part(f"D{n}") or part(f"v{n}")
    last = calendar.monthrange(in_year, int(month))[1]
    number = int(day) if day else {"上旬": 10, "初": 10, "中旬": 20, "中": 20}.get(part(f"p{n}") or "", last)
    if number > last:
        return None
    return Day(date(in_year, int(month), number), None, known is None)


def _months(words: str) -> tuple[int, int]:
    """The first and last month of a half, a quarter or a year."""
    if "季度" in words:
        quarter = next(number for sign in words for number, signs in enumerate(("一1", "二2", "三3", "四4"), 1) if sign in signs)
        return 3 * quarter - 2, 3 * quarter
    return (1, 6) if "上半" in words else (7, 12) if "下半" in words else (1, 12)


def _period(match: re.Match[str], year: int | None) -> Day | None:
    begin = _day(match, 1, year)
    if begin is None:
        return None
    part = match.groupdict().get
    if part("d9"):  # 5月1-10日
        last = calendar.monthrange(begin.on.year, begin.on.month)[1]
        number = int(part("d9") or 0)
        end: Day | None = Day(begin.on.replace(day=number), None, begin.yearless) if number <= last else None
    else:
        end = _day(match, 2, year if begin.yearless else begin.on.year)
    if end is None:
        return None
    day = part("d1") or part("D1")
    start = begin.start or (begin.on if day else begin.on.replace(day=1))
    return Day(end.on, start, end.yearless) if start <= end.on else None
