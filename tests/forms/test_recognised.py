"""`layouts try`: what was recognised, cell by cell, and what was not."""

from drawn import SEED, package_of, workbook_of

from pbexcel.forms.recognised import UNKNOWN, sightings


def seen(*tables: str) -> dict[str, str]:
    return {str(one.at): one.what for one in sightings(package_of(workbook_of(*tables)))}


def test_every_needed_cell_of_the_seed_form_is_named() -> None:
    found = seen(SEED)
    assert found["Sheet1!C3"] == "项目名称"
    assert found["Sheet1!D12"] == "表头：年度指标值"
    assert found["Sheet1!E5"] == "项目资金表头：全年执行数"
    assert found["Sheet1!A13"] == "一级指标"
    assert found["Sheet1!D13"] == "年度指标值，数值"
    assert found["Sheet1!E16"] == "实际完成值，完成比例"
    assert found["Sheet1!G24"] == "总分"
    assert not [cell for cell, what in found.items() if what == UNKNOWN]


def test_a_header_nobody_knows_is_shown_so_that_it_can_be_added() -> None:
    found = seen(SEED.replace("|偏差原因分析及改进措施", "|备忘"))
    assert found["Sheet1!H12"] == UNKNOWN


def test_where_no_table_is_found_the_row_most_like_a_header_is_shown() -> None:
    found = seen("项目自评\n一级指标|二级指标|三级指标|应达到|已达到\n产出|数量|场次|1|1\n")
    assert found["Sheet1!C2"] == "像表头：三级指标"
    assert found["Sheet1!D2"] == UNKNOWN


def test_every_kind_of_value_has_a_chinese_name() -> None:
    from pbexcel.forms.recognised import KINDS
    from pbexcel.records import _KINDS

    assert set(_KINDS.values()) <= KINDS.keys()
