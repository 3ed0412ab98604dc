"""Forms put together at random, from the words of every place and the ways rows are written: each must be read as it was drawn."""

from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
from drawn import read_one
from hypothesis import given, settings

from pbexcel.forms.layouts import lexicon

WIDTH = 14
RESULTS = ("target", "actual", "weight", "typed")
NOISE = {"评分标准": "照办", "完成率": "100%", "上年完成值": "7", "扣分值": "0", "累计完成值": "77", "主管部门复核得分": "3", "指标值说明": "按计划",
    "三年目标值": "77个", "上级目标值": "77个", "监控完成值": "7", "部门复核": "3"}
PAIRS = (("≥30个", "32个"), ("≥90%", "95%"), ("≤5天", "4天"), ("12台", "12台"), ("明显提升", "明显提升"), ("2022年12月底前", "2022年11月"))
LEVELS = ("产出指标", "产出指标", "效益指标", "满意度指标")
FUNDS = (
    ("项目资金（万元）||{initial}|{budget}|{executed}|分值|{rate}|得分", "^|年度资金总额|60|50|49|10|98%|9.8", "^|其中：财政拨款|60|50|49|—|98%|—"),
    ("资金情况（万元）|{initial}|{budget}|{executed}|分值|{rate}|得分", "^|60|50|49|10|98%|9.8"),
    ("项目资金（万元）|{initial}|60|{budget}|50|{executed}|49", "^|{rate}|98%|分值|10|得分|9.8"),
    ("预算执行情况（万元）|资金来源|{budget}|{executed}|分值|{rate}|得分", "^|合计|50|49|10|98%|9.8", "^|中央资金|30|30|||", "^|地方资金|20|19|||"),
)


def line(*cells: str, merged: bool = False) -> str:
    return "|".join((*cells, *("<" if merged else "" for _ in range(WIDTH - len(cells)))))


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, list[tuple[Any, ...]]]:
    """A drawing, and what each of its rows says: name, target, actual, weight, typed score."""
    words, fund, labels = lexicon().columns, lexicon().fund, lexicon().labels

    def one(role: str, of: Any = words) -> str:
        return draw(st.sampled_from([word for word in of[role].words if word not in lexicon().either]))

    columns = [(role, one(role)) for role in draw(st.permutations(RESULTS))]
    for word in draw(st.lists(st.sampled_from(sorted(NOISE)), unique=True, max_size=2)):
        columns.insert(draw(st.integers(0, len(columns))), ("", word))
    columns = [("level1", "一级指标"), ("level2", "二级指标"), ("name", "三级指标"), *columns, ("reason", "原因")]
    if draw(st.booleans()):
        columns.insert(0, ("number", "序号"))
    repeated = draw(st.booleans())
    drawn = [line("2022年度项目支出绩效自评表", merged=True), line(one("project", labels), "甲项目")]
    drawn += [line(one("department", labels), "乙局", "", one("unit", labels), "丙中心")]
    money = {role: one(role, fund) for role in ("budget", "executed", "rate")} | {"initial": "年初预算数"}
    drawn += [line(*row.format(**money).split("|")) for row in draw(st.sampled_from(FUNDS))]
    drawn.append(line(*(word for _, word in columns)))
    said = []
    for number, level in enumerate(LEVELS):
        asked, done = draw(st.sampled_from(PAIRS))
        weight = (30, 30, 20, 10)[number]
        cells = {
            "number": str(number), "level1": level if repeated or level not in LEVELS[:number] else "^", "level2": "数量指标", "name": f"第{number}件事",
            "target": asked, "actual": done, "weight": str(weight), "typed": str(weight), "reason": "",
        }  # fmt: skip
        drawn.append(line(*(cells[role] if role else NOISE[word] for role, word in columns)))
        said.append((level, f"第{number}件事", asked, done, weight, weight))
    total = draw(st.sampled_from(lexicon().rows["total"]))
    drawn.append(line(total, *({"weight": "100", "typed": "99.8"}.get(role, "") for role, _ in columns[1:])))
    return "\n".join(drawn), said


@given(form=forms(), numbers=st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_words_and_ways_are_put_together_the_form_is_read_whole(form: tuple[str, list[tuple[Any, ...]]], numbers: bool) -> None:
    drawn, said = form
    read = read_one(drawn, numbers=numbers).form
    assert [(i.level1.value, i.name.value, i.target.text, i.actual.text, i.weight.value, i.typed.value) for i in read.indicators] == said
    assert (read.project.value, read.department.value, read.unit.value, read.year.value) == ("甲项目", "乙局", "丙中心", 2022)
    money = read.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value) == (50, 49)
    assert (money.weight.value, money.rate.value, money.typed.value) == (10, Decimal("0.98"), Decimal("9.8"))
    assert read.total.value == Decimal("99.8")
