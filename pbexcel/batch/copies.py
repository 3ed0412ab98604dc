"""The bytes of the copies that go back, made and proven.

In: a workbook as it came, what is to be changed. Out: new bytes, and what is wrong with them in Chinese (nothing, if proven).
Not here: what is changed (forms/writing/copies), publishing (publish), what becomes of a failure (one).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.excel.changing.changes import Changes
from pbexcel.excel.changing.patch import Patched, PatchRefused, patch
from pbexcel.excel.package import Package, open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.faults import Unopenable
from pbexcel.forms.writing.copies import returned_changes
from pbexcel.forms.writing.receipt import Remembered, edits_since
from pbexcel.forms.writing.scores import unreconciled
from pbexcel.problems import Problem
from pbexcel.records import Scorecard


def handed_in(package: Package, earlier: Remembered, sha256: str) -> str:
    """The sha256 of the file as the unit handed it in: a scored file nobody edited is still the one it was made from."""
    return sha256 if edits_since(package, earlier) else earlier.receipt.input


def scored_copy(package: Package, changes: Changes, cards: Sequence[Scorecard]) -> tuple[Patched, tuple[str, ...]]:
    """Write; open what was written; prove that nothing else changed, and that its cells say what the scorecards say.

    `cards` are those whose scores were written: none where the rules only report. Raises Unopenable where the file as it
    came turns out to be damaged.
    """
    patched = patch(package, changes)
    try:
        after = open_package(patched.data, package.limits).sharing(package)
    except Unopenable as broken:
        return patched, (f"写出的文件打不开：{broken}",)
    wrong = verify_patch(package, after, changes, patched.plan)
    return patched, wrong or tuple(one for card in cards for one in unreconciled(card, after.sheet(card.form.sheet)))


def returned_copy(package: Package, problems: Sequence[Problem]) -> tuple[bytes, tuple[str, ...]]:
    """The file with its problems shown; the file as it came where nothing can be added to it, or where that went wrong."""
    changes = returned_changes(problems, package)
    try:
        patched = patch(package, changes)
    except PatchRefused:
        return package.data, ()
    wrong = verify_patch(package, patched.data, changes, patched.plan)
    return (package.data if wrong else patched.data), wrong
