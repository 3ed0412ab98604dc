"""A form against its approved targets."""

from __future__ import annotations

from scored_forms import D, ask, form, got, indicator

from pbexcel.forms.approved import ApprovedTarget
from pbexcel.problems import catalogue
from pbexcel.records import Form
from pbexcel.scoring.checks.approved import compare_with_approved

MET = (ask(">=", "50", "人"), got("50", "人"))


def promise(name: str, target: str = "≥50人", weight: str = "45", level2: str = "数量指标") -> ApprovedTarget:
    return ApprovedTarget(row=2, project="甲", level1="产出指标", level2=level2, name=name, target=target, weight=D(weight))


def two(first: str = "培训人数", second: str = "参会人数") -> Form:
    rows = [indicator(*MET, weight="45", name=name, texts=("≥50人", "50人")) for name in (first, second)]
    return form(*rows)


def codes(of: Form, *approved: ApprovedTarget) -> list[str]:
    return [found.code for found in compare_with_approved(of, approved)]


def test_a_form_that_keeps_its_promise_has_nothing_to_tell() -> None:
    assert codes(two(), promise("培训人数"), promise("参会 人数", "≥ 50人")) == []


def test_the_same_target_in_other_words_is_the_same() -> None:
    assert codes(two(), promise("培训人数", "不低于50人"), promise("参会人数")) == []


def test_a_changed_target_and_a_changed_weight_are_told() -> None:
    assert codes(two(), promise("培训人数", "≥80人"), promise("参会人数", weight="40")) == ["P531", "P532"]


def test_missing_added_and_renamed_indicators_are_told() -> None:
    assert codes(two(), promise("培训人数")) == ["P534"]
    assert codes(two(), promise("培训人数"), promise("参会人数"), promise("宣传次数", "≥3次", "10")) == ["P533"]
    assert codes(two(), promise("培训人数"), promise("到会人数")) == ["P535"]


def test_nothing_of_it_sends_a_form_back() -> None:
    assert {catalogue()[code].severity for code in ("P531", "P532", "P533", "P534", "P535")} == {"警告", "提醒"}
