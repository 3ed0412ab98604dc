"""What holds for any text at all. `python benchmarks/value_fuzz.py 200000` runs the same properties longer."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pbexcel.records import Actual, Number, Several, Stated, Target, Tier, Unreadable, kind_of
from pbexcel.values import Context, direction_of, read_actual, read_target
from pbexcel.values.rendering import as_written
from pbexcel.values.units import is_listed

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
PIECES = [
    "≥", "≤", ">=", "<=", "=", "＞", "不低于", "不超过", "以上", "以内", "约", "左右", "100", "0.95", "1,234", "98.5", "2021年", "12月", "31日", "底前", "%",
    "‰", "个", "万元", "亿", "人次", "元/人·月", "平方米", "每人每月", "小时", "完成", "已", "未", "大幅提高", "优", "良", "—", "~", "至", "±", "、", "；",
    "，", "（", "）", "九十", "三", "点", "百分之", "成", "O", "l", "$", "^", " ", "\u3000", "\n", "无", "**", "且", "X", "第", "5G", "\u200b", "\x00", "🙂", "𠮷",
]  # fmt: skip
texts = st.text(max_size=24) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
contexts = st.builds(Context, st.none() | st.just(2021), st.just(""), st.sampled_from(["", "数量指标", "成本指标", "时效指标"]), st.sampled_from(["", "合格率", "资金(万元)"]))
quantities = st.builds(
    lambda op, number, unit, after: f"{op}{number}{unit}{after}",
    st.sampled_from(["", "≥", "≤", "=", ">", "<", "不低于", "不超过"]), st.decimals(0, 99999, places=2).map(lambda n: format(n.normalize(), "f")),
    st.sampled_from(["%", "个", "万元", "人次", "元/人·月", "亩", "小时", "‰", "公里", ""]), st.sampled_from(["", "以上", "以内"]),
)  # fmt: skip


@settings(max_examples=400)
@given(target=texts, actual=texts, context=contexts)
def test_any_text_is_read_or_refused_and_never_a_crash(target: str, actual: str, context: Context) -> None:
    check_any(target, actual, context)


def check_any(target: str, actual: str, context: Context) -> None:
    asked = read_target(target, context)
    given_ = read_actual(actual, asked.value, target, context)
    assert kind_of(asked.value)
    assert kind_of(given_.value)
    assert direction_of(asked.value, context)
    if isinstance(asked.value, Unreadable):
        assert asked.findings


@settings(max_examples=300)
@given(text=quantities, context=contexts)
def test_width_and_blanks_change_nothing(text: str, context: Context) -> None:
    check_spelling(text, context)


def check_spelling(text: str, context: Context) -> None:
    plain = read_target(text, context).value
    if isinstance(plain, Unreadable):
        return
    assert read_target(text.translate(WIDE), context).value == plain
    spaced = "".join(f" {sign}" if not (sign.isdigit() or sign in ".,") else sign for sign in text)
    assert read_target(f"\u3000{spaced}\n", context).value == plain


@settings(max_examples=300)
@given(text=texts, context=contexts)
def test_a_reading_written_down_reads_the_same(text: str, context: Context) -> None:
    check_rendering(text, context)


def units_of(value: Target | Actual) -> list[str]:
    if isinstance(value, Several):
        return [unit for part in value.parts for unit in units_of(part)]
    unit = getattr(value, "unit", "")
    return [unit, *unit.split("/")[1:]] if unit else []


def check_rendering(text: str, context: Context) -> None:
    target = read_target(text, context).value
    if any(digit.isdigit() and not digit.isascii() for digit in text) or not all(is_listed(unit) for unit in units_of(target)):
        return  # a unit that is taken as written may end elsewhere when it is written again
    assert read_target(as_written(target), context).value == target
    actual = read_actual(text, Stated("x"), "x", context).value
    if not isinstance(actual, Number | Tier):
        assert read_actual(as_written(actual), Stated("x"), "x", context).value == actual
