"""Who is written to and what: never a guess, never another unit's numbers, 改分说明 first."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mail_cases import line, post, problem, record, roster

from pbexcel.mail.compose import Terms, redirected
from pbexcel.mail.enclosures import enclosure_of
from pbexcel.mail.letter import Post
from pbexcel.mail.summaries import summaries
from pbexcel.report import FileRecord

ONE = "养护中心,张三,zhang@example.com,市交通局,,"


def why(told: Post) -> list[str]:
    return [one.why for one in told.unmailed]


def to(told: Post) -> list[str]:
    return [letter.to for letter in told.letters]


def test_a_scored_form_leads_with_what_was_changed_and_why(tmp_path: Path) -> None:
    form = record(tmp_path, lines=(line("软件升级", "5", "4.00", "20÷25×5"), line("培训", "10", "10.00"), line("巡查", None, "9.50")))
    (letter,) = post(tmp_path, [form], roster(ONE)).letters
    told = [text for text in letter.text.splitlines() if text]
    assert told[:4] == ["张三，您好：", "【「道路养护」（2021年度）：98.05分，优】", "自评 100 → 复算 98.05，改动 1 处：", "· 软件升级 5→4.00（20÷25×5）"]
    assert "另有 1 处得分原来是空的" in letter.text
    assert letter.subject == "绩效自评结果：道路养护 98.05分 优"
    assert [(one.path, one.name) for one in letter.enclosures] == [("已评分/道路养护.xlsx", "道路养护.xlsx")]


def test_forms_of_one_workbook_are_told_one_by_one_and_enclosed_once(tmp_path: Path) -> None:
    forms = [record(tmp_path, sheet=sheet, project=project) for sheet, project in (("一", "道路养护"), ("二", "桥梁检测"))]
    (letter,) = post(tmp_path, forms, roster(ONE)).letters
    assert ["「道路养护」" in letter.text, "「桥梁检测」" in letter.text] == [True, True]
    assert [one.name for one in letter.enclosures] == ["道路养护.xlsx"]
    assert len(letter.marks) == 2


def test_a_workbook_with_forms_of_two_units_is_mailed_to_neither(tmp_path: Path) -> None:
    forms = [record(tmp_path, sheet=sheet, unit=unit) for sheet, unit in (("一", "养护中心"), ("二", "质监站"))]
    told = post(tmp_path, forms, roster(ONE, "质监站,李四,li@example.com,市交通局,,"))
    assert not told.letters
    assert [("几个单位" in text) for text in why(told)] == [True, True]


def test_a_score_that_stands_is_said_to_stand_and_a_new_grade_is_told(tmp_path: Path) -> None:
    stands = record(tmp_path, lines=(), typed_total="98.05", typed_grade="优秀")
    falls = record(tmp_path, "b.xlsx", typed_grade="优", grade="良", total="89.00")
    assert "得分没有改动" in post(tmp_path, [stands], roster(ONE)).letters[0].text
    assert "等级 优" not in post(tmp_path, [stands], roster(ONE)).letters[0].text
    assert "等级 优 → 良" in post(tmp_path, [falls], roster(ONE)).letters[0].text


def test_the_execution_score_is_among_the_changes(tmp_path: Path) -> None:
    money = {
        "unit": "万元", "budget": "100", "executed": "90", "rate": "0.9", "weight": "10", "typed": "10", "computed": "9.00", "points": "9.00",
        "because": "90÷100×10",
    }  # fmt: skip
    form = FileRecord.model_validate({**record(tmp_path).model_dump(), "execution": money})
    assert "预算执行率 10→9.00（90÷100×10）" in post(tmp_path, [form], roster(ONE)).letters[0].text


def test_a_returned_form_leads_with_every_problem_and_how_to_correct_it(tmp_path: Path) -> None:
    form = record(tmp_path, status="returned", problems=(problem(), problem("警告", title="请核对口径"), problem("提醒", title="没有要紧")))
    (letter,) = post(tmp_path, [form], roster(ONE)).letters
    told = [text for text in letter.text.splitlines() if text]
    assert told[1:6] == ["【「道路养护」（2021年度）：请修改 1 处】", "· 自评表!F12：指标值读不懂", "  读到：约九成左右", "  应为：比较词加数", "  怎么改：把 自评表!F12 改成具体数值"]
    assert "请核对口径" in letter.text
    assert "没有要紧" not in letter.text
    assert letter.enclosures[0].path == "退回/道路养护.xlsx"


def test_text_of_a_form_is_never_markup_and_never_a_template(tmp_path: Path) -> None:
    form = record(tmp_path, project="<script>{联系人}", status="returned", problems=(problem(read="<b>{发件人}</b>"),))
    (letter,) = post(tmp_path, [form], roster(ONE), Terms(signature="评价科")).letters
    assert "<script>" not in letter.html
    assert "&lt;script&gt;{联系人}" in letter.html
    assert "读到：<b>{发件人}</b>" in letter.text
    assert letter.text.endswith("辛苦了！\n评价科\n")


def test_a_unit_gets_one_letter_about_all_its_forms_what_asks_for_work_first(tmp_path: Path) -> None:
    forms = [record(tmp_path, "a.xlsx", project="甲"), record(tmp_path, "b.xlsx", "returned", project="乙"), record(tmp_path, "c.xlsx", project="丙")]
    (letter,) = post(tmp_path, forms, roster(ONE)).letters
    assert letter.matters == ("returned", "scored")
    assert [one.name for one in letter.enclosures] == ["b.xlsx", "a.xlsx", "c.xlsx"]
    assert letter.subject == "绩效自评结果：3份自评表，有的需要修改（养护中心）"


def test_two_workbooks_of_one_name_arrive_under_two_names(tmp_path: Path) -> None:
    forms = [record(tmp_path, "甲/自评表.xlsx", project="甲"), record(tmp_path, "乙/自评表.xlsx", project="乙")]
    (letter,) = post(tmp_path, forms, roster(ONE)).letters
    assert [one.name for one in letter.enclosures] == ["自评表.xlsx", "自评表（2）.xlsx"]


def test_a_letter_too_large_is_split_and_every_workbook_is_in_exactly_one_part(tmp_path: Path) -> None:
    forms = [record(tmp_path, f"{number}.xlsx", project=f"{number}", data=bytes([number]) * 100_000) for number in range(7)]
    told = post(tmp_path, forms, roster(ONE), Terms(limit=350_000))
    assert [(letter.part, letter.parts) for letter in told.letters] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    names = [one.name for letter in told.letters for one in letter.enclosures]
    assert sorted(names) == sorted(form.file for form in forms)
    assert "分 4 封寄出，这是第 1 封" in told.letters[0].text


def test_a_workbook_no_mail_can_carry_is_named(tmp_path: Path) -> None:
    told = post(tmp_path, [record(tmp_path, data=b"x" * 500_000)], roster(ONE), Terms(limit=400_000))
    assert told.letters == ()
    assert "附件太大" in why(told)[0]


@pytest.mark.parametrize(
    ("rows", "form", "said"),
    [
        ([], {}, "名单里没有「养护中心」"),
        ([ONE], {"unit": None}, "没有写实施单位"),
        ([ONE], {"unit": "养护所"}, "名单里没有「养护所」"),
        (["养护中心,张三,,市交通局,,"], {}, "没有填邮箱"),
        ([ONE], {"department": "市水利局"}, "请核对"),
        ([ONE, "养护中心,李四,li@example.com,市交通局,,"], {}, "几个不同的邮箱"),
        ([ONE, "养护中心,李四,zhang@example.com,市水利局,,"], {"department": None}, "分不清是哪一个"),
        (["养护中心,张三,a@example.com,,甲,", "养护中心,李四,b@example.com,,乙,"], {}, "不同的人负责"),
    ],
)
def test_where_it_is_not_certain_whose_form_it_is_nobody_is_written_to(
    tmp_path: Path, rows: list[str], form: dict[str, object], said: str
) -> None:
    told = post(tmp_path, [record(tmp_path, **form)], roster(*rows))  # type: ignore[arg-type]
    assert not [letter for letter in told.letters if letter.enclosures]
    assert any(said in one for one in why(told))


def test_the_row_of_the_project_comes_before_the_row_of_the_unit(tmp_path: Path) -> None:
    people = roster(ONE, "养护中心,李四,li@example.com,,道路养护,")
    told = post(tmp_path, [record(tmp_path), record(tmp_path, "b.xlsx", project="桥梁")], people)
    assert {letter.to: [one.name for one in letter.enclosures] for letter in told.letters} == {
        "li@example.com": ["道路养护.xlsx"], "zhang@example.com": ["b.xlsx"],
    }  # fmt: skip


def test_names_are_compared_without_blanks_and_width_and_copies_of_equal_rows_are_joined(tmp_path: Path) -> None:
    people = roster("养护中心（北）,张三,zhang@example.com,,,a@example.com", "养护中心(北),张三,Zhang@example.com,,,b@example.com")
    (letter,) = post(tmp_path, [record(tmp_path, unit="养护 中心(北）")], people).letters
    assert letter.cc == ("a@example.com", "b@example.com")


def test_an_office_of_another_bureau_never_gets_the_mail_of_its_namesake(tmp_path: Path) -> None:
    people = roster("办公室,张三,jiaotong@example.com,市交通局,,", "办公室,李四,shuili@example.com,市水利局,,")
    told = post(tmp_path, [record(tmp_path, unit="办公室", department="市水利局")], people)
    assert [letter.to for letter in told.letters if letter.enclosures] == ["shuili@example.com"]


@pytest.mark.parametrize(
    ("contact", "domains", "mailed"),
    [
        ("z@unit.gov.cn", ("unit.gov.cn",), True),
        ("z@UNIT.gov.cn", ("@Unit.gov.cn",), True),
        ("z@unit.gov.cn", (), False),
        ("z@evil-unit.gov.cn", ("unit.gov.cn",), False),
        ("z@sub.unit.gov.cn", ("unit.gov.cn",), False),
        ("z@unit.gov.cn, y@evil.com", ("unit.gov.cn",), False),
    ],
)
def test_the_address_a_form_names_itself_counts_only_inside_an_allowed_domain(
    tmp_path: Path, contact: str, domains: tuple[str, ...], mailed: bool
) -> None:
    told = post(tmp_path, [record(tmp_path, contact=contact)], roster(), Terms(domains))
    assert bool(told.letters) is mailed
    assert bool(told.unmailed) is not mailed


def test_an_ambiguous_roster_is_not_settled_by_what_the_form_says(tmp_path: Path) -> None:
    people = roster(ONE, "养护中心,李四,li@example.com,市交通局,,")
    told = post(tmp_path, [record(tmp_path, contact="z@unit.gov.cn")], people, Terms(("unit.gov.cn",)))
    assert not told.letters


def test_an_output_that_was_edited_or_is_gone_is_not_mailed(tmp_path: Path) -> None:
    forms = [record(tmp_path, "a.xlsx", project="甲"), record(tmp_path, "b.xlsx", project="乙")]
    (tmp_path / "已评分" / "a.xlsx").write_bytes(b"edited")
    (tmp_path / "已评分" / "b.xlsx").unlink()
    told = post(tmp_path, forms, roster(ONE))
    assert told.letters == ()
    assert [one.file for one in told.unmailed] == ["a.xlsx", "b.xlsx"]


def test_a_record_that_points_out_of_the_folder_takes_nothing_along(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    out = tmp_path / "OUT"
    form = record(out).model_copy(update={"output": "../secret", "output_sha256": hashlib.sha256(b"secret").hexdigest()})
    assert post(out, [form], roster(ONE)).letters == ()


def test_a_conflict_is_asked_about_without_any_workbook(tmp_path: Path) -> None:
    forms = [record(tmp_path, "a.xlsx", "conflict"), record(tmp_path, "b.xlsx", "conflict")]
    (letter,) = post(tmp_path, forms, roster(ONE)).letters
    assert letter.matters == ("conflict",)
    assert "「a.xlsx」、「b.xlsx」" in letter.text
    assert letter.enclosures == ()


def test_files_nobody_could_read_are_listed_for_a_person(tmp_path: Path) -> None:
    told = post(tmp_path, [record(tmp_path, "坏.xlsx", "failed"), record(tmp_path, "说明.docx", "skipped")], roster())
    assert [one.file for one in told.unmailed] == ["坏.xlsx"]


def test_who_has_not_filed_is_reminded_once_and_again_only_when_asked(tmp_path: Path) -> None:
    people = roster(ONE, "水站,李四,li@example.com,,雨污分流,", "水站,李四,li@example.com,,泵房,", "局,王五,w@example.com,局,,")
    told = post(tmp_path, [record(tmp_path), record(None, "c.xlsx", "returned", unit="水站", project="泵房")], people)
    (reminder,) = [letter for letter in told.letters if "missing" in letter.matters]
    assert reminder.to == "li@example.com"
    assert "「雨污分流」" in reminder.text
    assert "「泵房」" not in reminder.text
    known = {(reminder.to, mark) for mark in reminder.marks}
    forms = [record(tmp_path), record(tmp_path, "c.xlsx", unit="水站", project="泵房", department=None)]
    assert not any("missing" in letter.matters for letter in post(tmp_path, forms, people, told=known).letters)
    assert any("missing" in letter.matters for letter in post(tmp_path, forms, people, Terms(again="2026-03-05"), told=known).letters)


def test_what_was_told_is_not_told_again_when_something_new_comes(tmp_path: Path) -> None:
    old, new = record(tmp_path, "a.xlsx", project="甲"), record(tmp_path, "b.xlsx", project="乙")
    (first,) = post(tmp_path, [old], roster(ONE)).letters
    known = {(first.to, mark) for mark in first.marks}
    told = post(tmp_path, [old, new], roster(ONE), told=known)
    assert [one.name for one in told.letters[0].enclosures] == ["b.xlsx"]
    assert told.told == 1


def test_a_department_gets_its_summary_and_never_another_departments_rows(tmp_path: Path) -> None:
    (tmp_path / "部门汇总.xlsx").write_bytes(b"PK whole")
    forms = [record(tmp_path, "a.xlsx"), record(tmp_path, "b.xlsx", department="市水利局", unit="水站"), record(tmp_path, "c.xlsx", department=None)]
    built: dict[str, list[str]] = {}

    def build(department: str, own: object) -> str:
        built[department] = [one.file for one in own]  # type: ignore[attr-defined]
        (tmp_path / f"{department}.xlsx").write_bytes(department.encode())
        return f"{department}.xlsx"

    found = summaries(tmp_path, forms, "部门汇总.xlsx", build)
    assert built == {"市交通局": ["a.xlsx"], "市水利局": ["b.xlsx"]}
    people = roster(",王处,wang@example.com,市交通局,,", "市水利局,赵处,zhao@example.com,市水利局,,")
    told = post(tmp_path, [], people, summaries=found)
    assert {letter.to: [one.name for one in letter.enclosures] for letter in told.letters} == {
        "wang@example.com": ["市交通局绩效自评汇总.xlsx"], "zhao@example.com": ["市水利局绩效自评汇总.xlsx"],
    }  # fmt: skip


def test_a_version_that_was_replaced_is_neither_mailed_nor_counted(tmp_path: Path) -> None:
    (tmp_path / "部门汇总.xlsx").write_bytes(b"PK whole")
    old = record(tmp_path, "旧.xlsx").model_copy(update={"status": "skipped", "replaced_by": "新.xlsx"})
    forms = [old, record(tmp_path, "新.xlsx")]
    people = roster("养护中心,张三,z@example.com,市交通局,,", ",王处,wang@example.com,市交通局,,")
    told = post(tmp_path, forms, people, summaries=summaries(tmp_path, forms, "部门汇总.xlsx", lambda department, own: ""))
    by = {letter.to: letter for letter in told.letters}
    assert [one.name for one in by["z@example.com"].enclosures] == ["新.xlsx"]
    assert "共 1 份，已评分 1，退回 0，其他 0" in by["wang@example.com"].text
    assert told.unmailed == ()


def test_the_whole_summary_goes_out_only_where_every_row_is_of_one_department(tmp_path: Path) -> None:
    (tmp_path / "部门汇总.xlsx").write_bytes(b"PK whole")
    found = summaries(tmp_path, [record(tmp_path)], "部门汇总.xlsx", lambda department, own: "")
    assert found == {"市交通局": enclosure_of(tmp_path, "部门汇总.xlsx", "市交通局绩效自评汇总.xlsx")}


def test_a_summary_without_a_recipient_or_without_a_file_is_listed(tmp_path: Path) -> None:
    told = post(tmp_path, [], roster(ONE, ",王处,wang@example.com,市水利局,,"), summaries={"市交通局": None, "市水利局": None})
    assert "没有主管部门「市交通局」" in why(told)[0]
    assert "汇总文件不在了" in why(told)[1]


def test_a_trial_goes_to_ones_own_mailbox_only_and_counts_for_nobody_else(tmp_path: Path) -> None:
    (letter,) = post(tmp_path, [record(tmp_path)], roster(ONE[:-1] + ",cc@example.com")).letters
    trial = redirected(letter, "me@example.com")
    assert (trial.to, trial.name, trial.cc) == ("me@example.com", "", ())
    assert "zhang@example.com" in trial.subject
    assert not set(trial.marks) & set(letter.marks)
    assert redirected(letter, "me@example.com").key == trial.key


names = st.sampled_from(["养护中心", "养护 中心", "水站", "办公室", ""])
places = st.sampled_from(["市交通局", "市水利局", ""])
mails = st.sampled_from(["a@example.com", "b@example.com", "A@example.com", ""])


@given(
    st.lists(st.tuples(names, mails, places, st.sampled_from(["甲", "乙", ""])), max_size=5),
    st.lists(st.tuples(names, places, st.sampled_from(["甲", "乙", "丙"]), st.sampled_from(["scored", "returned", "conflict", "failed"])), max_size=5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_form_is_mailed_to_a_row_of_its_own_unit_or_listed(
    tmp_path: Path, rows: list[tuple[str, ...]], forms: list[tuple[str, ...]]
) -> None:
    people = roster(*(f"{unit},联系人,{mail},{place},{project}," for unit, mail, place, project in rows if unit or place))
    records = [
        record(tmp_path, f"{number}.xlsx", status, unit=unit or None, department=place or None, project=project)
        for number, (unit, place, project, status) in enumerate(forms)
    ]
    told = post(tmp_path, records, people)
    listed = {one.file for one in told.unmailed}
    for form in records:
        letters = [letter for letter in told.letters if form.file in letter.text or form.file in [one.name for one in letter.enclosures]]
        assert bool(letters) != (form.file in listed)
        assert len(letters) <= 1
        for letter in letters:
            own = [
                row for row in people.contacts
                if row.mail.casefold() == letter.to.casefold() and row.unit.replace(" ", "") == (form.unit or "").replace(" ", "")
                and (not row.department or not form.department or row.department == form.department)
            ]  # fmt: skip
            assert own, "a wrong recipient"
