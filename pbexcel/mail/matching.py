"""Which row of the roster a form belongs to. Doubt is an answer: nothing is ever mailed on a guess.

In: what a form says of its project, unit and department; the roster. Out: one `Contact`, or why there is none.
Not here: reading either, what is written to them.

Names must be equal but for blanks and full width; 市教育局 and XX市教育局 are two names. A likely row is a wrong mail.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.frozen import frozen
from pbexcel.mail.addresses import address_of, domain_of, same
from pbexcel.mail.roster import Contact, Roster
from pbexcel.report import FileRecord
from pbexcel.spelling import plain_name


@frozen
class Nobody:
    """There is no one to write to, and why. `unlisted`: the roster has no row for a department."""

    why: str
    unlisted: bool = False


def contact_of(record: FileRecord, roster: Roster, domains: Sequence[str] = ()) -> Contact | Nobody:
    """Who gets the mail about a form: the roster's contact, else the form's own where its domain is allowed."""
    if not record.unit:
        return Nobody("表里没有写实施单位，不知道寄给谁")
    said, named = f"「{record.unit}」", roster.by_unit.get(plain_name(record.unit), ())
    fitting = [row for row in named if _same_department(row, record)]
    if named and not fitting:
        return Nobody(f"名单里的{said}属于「{named[0].department}」（第 {named[0].row} 行），表里写的主管部门是「{record.department}」，请核对")
    own = [row for row in fitting if row.project and record.project and plain_name(row.project) == plain_name(record.project)]
    rows = own or [row for row in fitting if not row.project] or _all_of_one_person(fitting)
    with_mail = [row for row in rows if row.mail]
    if not with_mail:
        return _own_contact(record, domains) or Nobody(_why_nobody(said, named, rows, record))
    if any(not same(row.mail, with_mail[0].mail) for row in with_mail):
        found = "、".join(f"第 {row.row} 行 {row.mail}" for row in with_mail[:5])
        return Nobody(f"名单里{said}有几个不同的邮箱（{found}），不知道寄给哪个。请在名单里写明项目名称，或只留一行")
    if (vague := _other_departments(with_mail, record)) is not None:
        return Nobody(vague)
    return _together(with_mail)


def department_contact(department: str, roster: Roster) -> Contact | Nobody:
    """Who gets the summary of a department: the row that stands for the department itself."""
    rows = [row for row in roster.contacts if row.is_department and plain_name(row.department) == plain_name(department)]
    with_mail = [row for row in rows if row.mail]
    if not with_mail:
        return Nobody(f"名单里没有主管部门「{department}」自己的邮箱（加一行：主管部门写「{department}」，实施单位留空或写同一个名字）", unlisted=True)
    if any(not same(row.mail, with_mail[0].mail) for row in with_mail):
        found = "、".join(f"第 {row.row} 行 {row.mail}" for row in with_mail[:5])
        return Nobody(f"名单里主管部门「{department}」有几个不同的邮箱（{found}），请只留一行")
    return _together(with_mail)


def _same_department(row: Contact, record: FileRecord) -> bool:
    """A unit of this name under another department is another unit: every bureau has an 办公室."""
    return not row.department or not record.department or plain_name(row.department) == plain_name(record.department)


def _all_of_one_person(rows: list[Contact]) -> list[Contact]:
    """A project the roster does not name goes to the unit's contact only where all its projects have the same one."""
    people = {row.mail.casefold() for row in rows}
    return rows if len(people) == 1 else []


def _other_departments(rows: list[Contact], record: FileRecord) -> str | None:
    """A form without a department, and rows of this unit's name under several departments."""
    departments = {plain_name(row.department): row.department for row in rows if row.department}
    if record.department or len(departments) < 2:
        return None
    return f"名单里有几个「{record.unit}」（{'、'.join(departments.values())}），表里没有写主管部门，分不清是哪一个"


def _why_nobody(said: str, named: Sequence[Contact], rows: list[Contact], record: FileRecord) -> str:
    if rows:
        return f"名单第 {rows[0].row} 行{said}没有填邮箱"
    if named:
        return f"名单里{said}的几个项目由不同的人负责，没有项目「{record.project}」，不知道寄给谁"
    return f"名单里没有{said}"


def _own_contact(record: FileRecord, domains: Sequence[str]) -> Contact | None:
    """The address the form itself names, if its domain is one of those allowed; else it could be anybody's."""
    address = address_of(record.contact or "")
    if address is None or domain_of(address) not in {domain.casefold().lstrip("@") for domain in domains}:
        return None
    return Contact(0, record.unit or "", "", address, record.department or "", "", ())


def _together(rows: list[Contact]) -> Contact:
    """Rows with one address as one contact; everybody any of them copies is copied."""
    first = rows[0]
    copies = tuple(dict.fromkeys(address for row in rows for address in row.cc if not same(address, first.mail)))
    return Contact(first.row, first.unit, first.contact, first.mail, first.department, first.project, copies)
