"""Versions of one project over time: the newest counts, earlier ones stay and are 已被替代.

In: what earlier waves left standing, briefs, which files are new. Out: a turn for each file, and marks.
Not here: what files that came together mean (identity), where a corrected file's old output goes (history).

Nothing but run.jsonl is needed: each earlier file names the one that replaced it, and these chains give the order back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pbexcel.batch.identity import Brief, Mark, ProjectKey, RecordKey, marks
from pbexcel.frozen import frozen
from pbexcel.problems import problem
from pbexcel.report import FileRecord, problem_record


@frozen
class Standing:
    """What an earlier wave left of one file."""

    file: str
    status: str
    sha256: str | None
    output: str | None
    output_sha256: str | None
    replaced_by: str | None


def standing_of(record: FileRecord) -> Standing:
    return Standing(record.file, record.status, record.sha256, record.output, record.output_sha256, record.replaced_by)


def turns_of(standing: Iterable[Standing]) -> dict[str, int]:
    """When each file came, as far as it matters: 0 for those that count, below that for those they replaced."""
    newer = {one.file: one.replaced_by for one in standing}
    turns: dict[str, int] = {}
    for file in newer:
        chain, at = [], file
        while at not in turns and at not in chain:
            chain.append(at)
            following = newer.get(at)
            if not following or following not in newer:
                break
            at = following
        turn = turns[at] - 1 if at in turns else 0
        for place in reversed(chain):
            turns[place] = turn
            turn -= 1
    return turns


def version_marks(briefs: Sequence[Brief], turns: Mapping[str, int]) -> dict[RecordKey, Mark]:
    """What the records mean together when those with a lower turn came earlier.

    Files that say the same as the newest count with it: they are copies, not versions.
    """
    by_project: dict[ProjectKey, list[Brief]] = defaultdict(list)
    for brief in briefs:
        if brief.project and brief.status in ("scored", "returned"):
            by_project[brief.project].append(brief)
    replaced: dict[RecordKey, str] = {}
    for versions in by_project.values():
        newest = max(turns[one.file] for one in versions)
        said = {one.content for one in versions if turns[one.file] == newest}
        for one in versions:
            if one.content not in said:
                replaced[one.key] = _next(one, versions, turns)
    found = marks([brief for brief in briefs if brief.key not in replaced])
    for brief in briefs:
        if newer := replaced.get(brief.key):
            why = problem_record(problem("B712", read=brief.shown_project, newer=newer))
            found[brief.key] = Mark("skipped", [why], newer)
    return found


def _next(one: Brief, versions: Sequence[Brief], turns: Mapping[str, int]) -> str:
    """The file that came after it."""
    later = [other for other in versions if turns[other.file] > turns[one.file]]
    return min(later, key=lambda other: (turns[other.file], other.file)).file
