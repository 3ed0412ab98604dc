"""What is given beside the forms of a run: roster, approved targets, last year's run, people's decisions.

In: paths. Out: `Lists`, small enough to go with every job; what a job's form has to do with them (`around`).
Not here: the checks (scoring/checks), who has not filed (expected), writing 复核表 (review).

The large lists are read once in every process, not sent with every job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from pbexcel.batch.collect import OUT_MARK
from pbexcel.batch.earlier import read_run
from pbexcel.batch.ledger import digest
from pbexcel.faults import FolderFault, RulesFault
from pbexcel.forms.approved import ApprovedTarget, read_approved
from pbexcel.frozen import frozen
from pbexcel.mail.roster import Roster, read_roster
from pbexcel.records import Decision, Form
from pbexcel.report import FileRecord
from pbexcel.review.decisions import read_decisions
from pbexcel.scoring.checks import Around
from pbexcel.scoring.words import bare
from pbexcel.spelling import plain_name

_MOST_FAULTS = 20


@frozen
class Lists:
    """Where the lists of a run stand; `last_year` is the OUT folder of an earlier run. None: not given."""

    roster: Path | None = None
    approved: Path | None = None
    last_year: Path | None = None
    decisions: Path | None = None

    def digests(self) -> tuple[str, ...]:
        """What a file's own result depends on, by content; the roster only adds to records afterwards."""
        told = (self.approved, self.last_year and self.last_year / OUT_MARK, self.decisions)
        return tuple((digest(path) or "") if path else "" for path in told)

    def roster_read(self) -> Roster | None:
        return read_roster(self.roster) if self.roster else None

    def decisions_read(self) -> Mapping[str, Mapping[str, Decision]]:
        """Decisions by file and cell. Raises FolderFault when the file cannot be read, RulesFault when it is no 复核表."""
        if self.decisions is None:
            return {}
        try:
            return read_decisions(self.decisions.read_bytes(), self.decisions.name)
        except OSError as fault:
            raise FolderFault(f"读不了复核表 {self.decisions}：{fault.strerror or fault}") from fault

    def for_jobs(self) -> Beside:
        """What goes with every job. Raises the faults of the lists now, before anything starts."""
        approved, last_year, _ = self.digests()
        beside = Beside(_text(self.approved), approved, _text(self.last_year), last_year)
        if self.approved:
            _approved(beside.approved, approved)
        if self.last_year:
            _last_year(beside.last_year, last_year)
        return beside


@frozen
class Beside:
    """The lists a job needs: paths ("" where not given) with the digests of their contents."""

    approved: str = ""
    approved_sha256: str = ""
    last_year: str = ""
    last_year_sha256: str = ""

    def around(self, form: Form) -> Around:
        """What the lists know of the form's project."""
        approved = last_year = None
        if self.approved:
            approved = _approved_of(form, _approved(self.approved, self.approved_sha256))
        if self.last_year:
            last_year = _last_year(self.last_year, self.last_year_sha256).get(_key(form.project.value, form.unit.value), {})
        return Around(approved, last_year)


NO_LISTS = Lists()
NOTHING_BESIDE = Beside()


def _text(path: Path | None) -> str:
    return str(path) if path else ""


@lru_cache(maxsize=2)
def _approved(path: str, sha256: str) -> Mapping[str, tuple[ApprovedTarget, ...]]:
    """The approved targets by project. `sha256` makes a changed file another one. Raises RulesFault naming bad rows."""
    approved = read_approved(Path(path))
    if approved.faults:
        more = f"\n  ……共 {len(approved.faults)} 处" if len(approved.faults) > _MOST_FAULTS else ""
        faults = "\n  ".join(str(fault) for fault in approved.faults[:_MOST_FAULTS])
        raise RulesFault(f"批复清单 {path} 有几处要改：\n  {faults}{more}")
    found: dict[str, list[ApprovedTarget]] = defaultdict(list)
    for target in approved.targets:
        found[plain_name(target.project)].append(target)
    return {project: tuple(targets) for project, targets in found.items()}


def _approved_of(form: Form, approved: Mapping[str, tuple[ApprovedTarget, ...]]) -> tuple[ApprovedTarget, ...]:
    """The targets of the form's project; rows that name another unit or another year are another project's."""

    def fits(target: ApprovedTarget) -> bool:
        unit, year = form.unit.value, form.year.value
        other_unit = target.unit and unit and plain_name(target.unit) != plain_name(unit)
        other_year = target.year is not None and year is not None and target.year != year
        return not other_unit and not other_year

    return tuple(target for target in approved.get(plain_name(form.project.value), ()) if fits(target))


@lru_cache(maxsize=2)
def _last_year(out: str, sha256: str) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Last year's actual texts by project and indicator."""
    return _actuals(read_run(Path(out)))


def _actuals(records: Iterable[FileRecord]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {
        _key(record.project, record.unit): {bare(line.name): line.actual.text for line in record.lines}
        for record in records
        if record.project and record.lines
    }


def _key(project: str | None, unit: str | None) -> tuple[str, str]:
    return (plain_name(project or ""), plain_name(unit or ""))
