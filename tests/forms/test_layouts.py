import pytest

from pbexcel.forms.layouts import Layout, compact, key, lexicon, recognise


@pytest.mark.parametrize("layout", lexicon().layouts, ids=lambda layout: layout.id)
def test_every_family_recognises_its_own_header_row(layout: Layout) -> None:
    columns: dict[str, list[int]] = {}
    for row in layout.examples:
        for column, word in enumerate(row, start=1):
            role = lexicon().column(word)
            if role:
                columns.setdefault(role, []).append(column)
    assert recognise(columns, len(layout.examples)) == layout.id


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("年度\n指标值", "target"),
        ("实际完成值(B)", "actual"),
        ("全年实际完成值", "actual"),
        ("实际完成指标值", "actual"),
        ("预期指标值（包含数字及文字描述）", "target"),
        ("权重（分）", "weight"),
        ("单项指标得分", "typed"),
        ("折算得分", "converted"),
        ("得分(20分*执行率)", "typed"),
        ("未完成原因和改进措施", "reason"),
        ("三 级 指 标", "name"),
        ("评分标准", None),
        ("", None),
    ],
)
def test_header_words_are_known_whatever_their_spacing_and_brackets(header: str, role: str | None) -> None:
    assert lexicon().column(header) == role


def test_full_width_text_is_looked_up_in_half_width() -> None:
    assert compact(" 产　出（５０分）\n") == "产出(50分)"
    assert key("全年预算数（A）") == "全年预算数"
