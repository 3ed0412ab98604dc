"""Lists of grades with a tick: which is ticked, and the tick at another grade."""

import pytest

from pbexcel.forms.ticks import is_list, moved, ticked


@pytest.mark.parametrize(
    ("text", "said", "at_good"),
    [
        ("☑优 □良 □中 □差", "优", "□优 ☑良 □中 □差"), ("□优 √良 □中 □差", "良", "□优 √良 □中 □差"), ("优（√） 良（ ） 中（ ） 差（ ）", "优", "优（ ） 良（√） 中（ ） 差（ ）"),
        ("优□ 良□ 中■ 差□", "中", "优□ 良■ 中□ 差□"), ("○优秀 ○良好 ●中等 ○较差", "中等", "○优秀 ●良好 ○中等 ○较差"), ("优 ☐  良 ☐  中 ☑  差 ☐", "中", "优 ☐  良 ☑  中 ☐  差 ☐"),
        ("□优 □良 □中 □差", "", "□优 ■良 □中 □差"), ("☐优 ☐良 ☐中 ☐差", "", "☐优 ☑良 ☐中 ☐差"), ("优（ ） 良（ ） 中（ ） 差（ ）", "", "优（ ） 良（√） 中（ ） 差（ ）"),
    ],
)  # fmt: skip
def test_the_tick_moves_and_nothing_else(text: str, said: str, at_good: str) -> None:
    assert (is_list(text), ticked(text), moved(text, "良")) == (True, said, at_good)
    assert ticked(at_good).startswith("良")
    assert moved(at_good, "良") == at_good


@pytest.mark.parametrize("text", ["☑优 ☑良 □中 □差", "☑优 □中", "√", "优√ 良 中 差"])
def test_a_list_that_does_not_show_where_a_tick_would_stand_stays(text: str) -> None:
    assert moved(text, "良") is None


@pytest.mark.parametrize("text", ["优", "优（90分及以上）", "良好", "优（含）", ""])
def test_a_grade_alone_is_no_list(text: str) -> None:
    assert not is_list(text)
