"""The ledger of what was looked for across the files of a run; the checks of one form stand in its own record.

In: a run. Out: `Ledger`. Not here: the checks themselves (identity, expected).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.batch.spool import Records
from pbexcel.mail.roster import Contact
from pbexcel.records import Ledger

OF_A_ROSTER = ("名单外没有多报的", ("B721",))
CHECKS = (
    ("同一个项目没有内容不同的几份", ("B701",)),
    ("同一个项目没有内容相同的几份", ("B707",)),
    ("没有完全相同的文件", ("B703",)),
    ("偏差原因没有照抄别的项目", ("B708",)),
    ("文件名写的是表里的项目", ("B709",)),
)
ALL_FILED = "名单里的都报了"


def folder_ledger(records: Records, not_filed: Sequence[Contact] | None) -> Ledger:
    """Every check across the files once; those of the roster do not apply without one."""
    told = records.told_by_folder
    found = [name for name, codes in (*CHECKS, OF_A_ROSTER) if told.intersection(codes)]
    passed = [name for name, codes in CHECKS if not told.intersection(codes)]
    if not_filed is None:
        return Ledger(tuple(passed), tuple(found), (OF_A_ROSTER[0], ALL_FILED))
    if OF_A_ROSTER[0] not in found:
        passed.append(OF_A_ROSTER[0])
    (found if not_filed else passed).append(ALL_FILED)
    return Ledger(tuple(passed), tuple(found))
