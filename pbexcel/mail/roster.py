"""The roster: who must file, and where mail goes.

In: a csv (UTF-8 or GBK) or xlsx with a header row: 实施单位, 联系人, 邮箱, and optionally 主管部门, 项目名称, 抄送.
Out: a `Roster`. Every fault is named with its row and column, all of them at once.
Not here: which record belongs to which row (matching).

A row whose 实施单位 is empty, or is the 主管部门 itself, is the department's own contact: it gets the summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pbexcel.faults import RulesFault
from pbexcel.forms.lists import list_bytes, list_rows, named_columns
from pbexcel.frozen import frozen
from pbexcel.mail.addresses import address_of, pieces
from pbexcel.spelling import plain_name

# header words as staff write them; the first is ours
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("实施单位", "单位", "单位名称", "项目单位", "项目实施单位", "预算单位"),
    "contact": ("联系人", "姓名", "经办人"),
    "mail": ("邮箱", "电子邮箱", "邮件地址", "邮箱地址", "电子邮件", "email", "e-mail"),
    "department": ("主管部门", "部门", "主管单位"),
    "project": ("项目名称", "项目"),
    "cc": ("抄送", "抄送邮箱"),
}
_NEEDED = ("unit", "mail")
_FIRST_ROW = "实施单位、联系人、邮箱（另可有主管部门、项目名称、抄送）"
_MOST_FAULTS = 20


@frozen
class Contact:
    """One row of the roster. `mail` is "" where no address is given; `row` is the number beside it in the file."""

    row: int
    unit: str
    contact: str
    mail: str
    department: str
    project: str
    cc: tuple[str, ...]

    @property
    def is_department(self) -> bool:
        """Whether this is the contact of a department itself."""
        return bool(self.department) and not self.project and (not self.unit or plain_name(self.unit) == plain_name(self.department))


@dataclass(frozen=True, slots=True)  # not @frozen: one field is worked out
class Roster:
    """All rows, in the order of the file; `by_unit` has them by the unit's name as it is compared."""

    contacts: tuple[Contact, ...] = ()
    name: str = ""
    by_unit: Mapping[str, tuple[Contact, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Contact]] = {}
        for row in self.contacts:
            found.setdefault(plain_name(row.unit), []).append(row)
        object.__setattr__(self, "by_unit", {unit: tuple(rows) for unit, rows in found.items()})


def read_roster(path: Path) -> Roster:
    """Read a roster. Raises FolderFault when the file cannot be read, RulesFault naming rows and columns that are wrong."""
    return roster_of(list_bytes(path, "名单"), path.name)


def roster_of(data: bytes, name: str) -> Roster:
    """The same from bytes; `name` is how messages call the file."""
    columns: dict[str, int] | None = None
    contacts: list[Contact] = []
    faults: list[str] = []
    for number, cells in list_rows(data, name):
        if columns is None:
            columns = named_columns(cells, COLUMNS, _NEEDED, f"名单 {name} 第 {number} 行", _FIRST_ROW)
        else:
            contacts += _contact(number, cells, columns, faults)
    if columns is None:
        raise RulesFault(f"名单 {name} 是空的。第一行写列名：实施单位、联系人、邮箱，下面一行一个单位。")
    if faults:
        more = f"\n  ……共 {len(faults)} 处" if len(faults) > _MOST_FAULTS else ""
        raise RulesFault(f"名单 {name} 有几处要改：\n  " + "\n  ".join(faults[:_MOST_FAULTS]) + more)
    return Roster(tuple(contacts), name)


def _contact(number: int, cells: list[str], columns: dict[str, int], faults: list[str]) -> list[Contact]:
    def cell(key: str) -> str:
        place = columns.get(key, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    def fault(key: str, why: str) -> None:
        faults.append(f"第 {number} 行「{COLUMNS[key][0]}」：{why}")

    before = len(faults)
    mail = address_of(cell("mail")) or ""
    if cell("mail") and not mail:
        several = len(pieces(cell("mail"))) > 1
        fault("mail", f"读到「{cell('mail')}」，" + ("一格只写一个邮箱，其余的写到「抄送」" if several else "不是邮箱地址，应像 name@example.com"))
    cc = [(text, address_of(text)) for text in pieces(cell("cc"))]
    for text, address in cc:
        if address is None:
            fault("cc", f"读到「{text}」，不是邮箱地址，应像 name@example.com")
    if not cell("unit") and not cell("department"):
        fault("unit", "没有写单位")
    if len(faults) > before:
        return []
    copies = tuple(dict.fromkeys(address for _, address in cc if address and address.casefold() != mail.casefold()))
    unit = cell("unit") or (cell("department") if cell("project") else "")
    return [Contact(number, unit, cell("contact"), mail, cell("department"), cell("project"), copies)]
