"""The summary of one department, for the mail.

In: OUT, a department's records. Out: a workbook beside the drafts, with nothing of other departments in it.
Not here: the summary of the whole run (run), who gets it (mail).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pbexcel.batch.rebuild import profiles_used, told_from, way_to
from pbexcel.batch.run import write_summary_file
from pbexcel.report import FileRecord

PLACE = "待发邮件/汇总"


def write_department_summary(out: Path, department: str, records: Sequence[FileRecord]) -> str:
    """Write it and give its path below OUT."""
    name = re.sub(r'[\x00-\x1f\x7f\\/:*?"<>|]+', "_", department).strip(" .")[:60] or "_"
    path = f"{PLACE}/{name}.xlsx"
    target = out / path
    way = way_to(out, target.parent)
    write_summary_file([told_from(way, record) for record in records], profiles_used(records), target)
    return path
