import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn import read_one

from pbexcel.forms import layouts
from pbexcel.forms.layouts import Layout, key, lexicon, recognise
from pbexcel.spelling import compact

ROOT = Path(__file__).parents[2]


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


def _forget() -> None:
    for kept in (layouts._column, layouts._fund_column, layouts._label, layouts._rows_begun, layouts._rows_named, layouts._words_of_rows, layouts._roles_of, lexicon):
        kept.cache_clear()


@pytest.fixture
def added_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The family that docs/forms.md adds, as the file it says, beside those that are shipped."""
    said = re.search(r"`pbexcel/forms/layouts/([\w-]+)\.toml`:\n\n```toml\n(.*?)```", (ROOT / "docs/forms.md").read_text(encoding="utf-8"), re.DOTALL)
    assert said is not None
    folder = shutil.copytree(Path(layouts.__file__).parent, tmp_path / "layouts")
    (folder / f"{said[1]}.toml").write_text(said[2], encoding="utf-8")
    monkeypatch.setattr(layouts, "files", lambda _: folder)
    _forget()
    yield said[1]
    _forget()


NEW_FORM = """项目支出绩效自评表（2024年度）
项目名称|路灯改造
主管部门|县住建局|实施单位|县照明中心
一级指标|二级指标|三级指标|应达到|已达到|得分|分值
产出指标|数量指标|改造路灯|≥120盏|125盏|50|50
满意度指标|满意度|群众满意度|≥90%|95%|50|50
"""


def test_a_form_of_another_place_is_added_as_data_only(added_layout: str) -> None:
    form = read_one(NEW_FORM).form
    assert form.layout == added_layout
    assert [(i.target.text, i.actual.text, i.weight.value, i.typed.value) for i in form.indicators] == [
        ("≥120盏", "125盏", 50, 50), ("≥90%", "95%", 50, 50),
    ]  # fmt: skip


def test_every_family_is_in_the_docs() -> None:
    text = (ROOT / "docs/forms.md").read_text(encoding="utf-8")
    assert [layout.id for layout in lexicon().layouts if f"| `{layout.id}` |" not in text] == []


def test_every_header_word_is_chinese() -> None:
    """A cell of signs and digits only is no part of a header, whatever stands below it."""
    roles = lexicon().columns.values()
    assert not [word for role in roles for word in (*role.words, *role.contains) if word.isascii()]
