"""Whatever stands on a sheet, it is read or refused by code: words of forms in any order, merged in any way."""

from drawn import package_of, workbook_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbexcel.forms.layouts import lexicon
from pbexcel.forms.reading import read_forms
from pbexcel.forms.recognised import sightings

WORDS = [
    *(word for words in lexicon().columns.values() for word in words.words[:2]),
    *(word for words in lexicon().fund.values() for word in words.words[:1]),
    *(word for words in lexicon().labels.values() for word in words.words[:1]),
    *(words[0] for words in lexicon().rows.values()),
    *("项目支出绩效自评表", "部门整体支出绩效自评表", "绩效目标申报表", "（2022年度）", "产出指标（50分）", "(50分)", "★补助面积", "其中桃树", "……"),
    *("≥90%", "95%", "=8个", "10", "0", "-5", "1,000.00万元", "年度资金总额", "99（等级：优）", "优", "无", "—", "^", "<", "", "", ""),
]
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=14), st.booleans())
def test_any_arrangement_of_words_is_read_or_refused(rows: list[list[str]], with_header: bool) -> None:
    middle = len(rows) // 2
    table = [*rows[:middle], *([HEADER] if with_header else []), *rows[middle:]]
    sheet = "\n".join("|".join(["x" if not column and word in "^<" else word for column, word in enumerate(row)]) for row in table)
    package = package_of(workbook_of("首行\n" + sheet))
    found = read_forms(package)
    assert found.forms or found.problems
    for read in found.forms:
        for indicator in read.form.indicators:
            assert indicator.target.text.strip() or indicator.actual.text.strip() or indicator.weight.text or indicator.typed.text
    assert all(one.at.row >= 1 and one.at.column >= 1 for one in sightings(package))
