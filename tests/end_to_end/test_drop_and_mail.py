"""From "I dropped it" to "here is your scored form", with the real commands and a real SMTP server."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from drop_and_mail import BROKEN, Mail, Story, owner

from pbexcel.batch.run import SUMMARY


def shown(workbook: Path) -> set[str]:
    return {str(cell) for sheet in openpyxl.load_workbook(workbook, data_only=True) for row in sheet.iter_rows(values_only=True) for cell in row}


def by_recipient(mails: list[Mail]) -> dict[str, Mail]:
    assert len({mail.to for mail in mails}) == len(mails), "nobody is written to twice"
    return {mail.to.rpartition("<")[2].rstrip(">"): mail for mail in mails}


# openpyxl, the independent reader, does not know data bars
@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning")
def test_a_broken_form_goes_back_by_mail_and_counts_once_it_is_corrected(tmp_path: Path) -> None:
    story = Story(tmp_path)
    first, second = story.tell()

    assert first.codes == (3, 0)
    assert sorted(record["status"] for record in first.records.values()) == ["returned", "scored", "scored"]
    mails = by_recipient(first.mails)
    assert set(mails) == {"unit1@example.com", "unit2@example.com", "unit3@example.com", "department@example.com"}
    returned = next(mail for mail in first.mails if BROKEN in mail.files)
    assert "请修改" in returned.subject
    assert "分值加起来是 189 分" in returned.text
    for record in first.records.values():
        (mail,) = [mail for mail in first.mails if record["file"] in mail.files]
        assert hashlib.sha256(mail.files[record["file"]]).hexdigest() == record["output_sha256"]

    assert second.codes == (0, 0)
    assert {record["status"] for record in second.records.values()} == {"scored"}
    assert second.records[BROKEN]["total"] == "97.48"
    mails = by_recipient(second.mails)
    unit = by_recipient([returned]).popitem()[0]
    assert set(mails) == {unit, "department@example.com"}, "the others were told before"
    assert mails[unit].subject == "绩效自评结果：耕地保护动态监测与巡查项目 97.48分 优"
    assert mails[unit].files[BROKEN] == (story.out / "已评分" / BROKEN).read_bytes()
    (summary,) = mails["department@example.com"].files.values()
    assert summary == (story.out / SUMMARY).read_bytes()
    totals = {f"{Decimal(record['total']).normalize():f}" for record in second.records.values()}
    assert totals <= shown(story.out / SUMMARY)

    assert (story.out / "历史版本/退回" / f"{BROKEN.removesuffix('.xlsx')}（第1版）.xlsx").exists()
    assert not (story.out / "退回" / BROKEN).exists()
    assert owner(story.inbox / BROKEN)[0] == second.records[BROKEN]["unit"]
