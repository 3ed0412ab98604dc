"""Re-derive the score of a scored workbook, offline, and name every cell edited since.

In: the bytes of a scored workbook. Out: a `Verdict`. Not here: making the receipt (forms/writing/receipt), showing the verdict (cli).

What is compared: every cell with what it said when the file was scored; every line, the total and the grade with what the
same rules make of the file as it is now. This is no signature: whoever can edit a workbook can edit its receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from pbexcel.excel.package import Package, open_package
from pbexcel.excel.snapshot import Edited
from pbexcel.faults import Unopenable
from pbexcel.forms.reading import read_forms
from pbexcel.forms.writing.new_receipt import derivation
from pbexcel.forms.writing.receipt import Derived, Receipt, Scored, as_filled, decisions_of, edits_since, remembered
from pbexcel.frozen import frozen
from pbexcel.problems import problem
from pbexcel.records import Scorecard
from pbexcel.report import told_apart
from pbexcel.rules.loading import list_rules, load_rules
from pbexcel.rules.profile import Profile
from pbexcel.scoring.score import score_form

Status: TypeAlias = Literal["unchanged", "edited", "differs", "no_receipt", "unreadable"]


@frozen
class Difference:
    """A line (or the total, the grade) that comes out otherwise now than the receipt says; "" where there is none."""

    cell: str
    name: str
    was: str
    now: str


@frozen
class Again:
    """One form of the receipt, and the total and grade the same rules make of it now."""

    was: Scored
    total: Decimal | None
    grade: str | None


@frozen
class Verdict:
    """`unchanged`: no cell edited and every score re-derived the same. `detail` says what kept a file from being verified.

    `forms` are those of the receipt with what they come to now; none where nothing could be re-derived.
    """

    status: Status
    receipt: Receipt | None = None
    forms: tuple[Again, ...] = ()
    edited: tuple[Edited, ...] = ()
    differences: tuple[Difference, ...] = ()
    detail: str = ""


def verified(data: bytes, rules: str | None = None) -> Verdict:
    """The verdict on one file. `rules` names the rules file where they are not among the shipped ones."""
    try:
        package = open_package(data)
        return verdict_on(package, rules)
    except Unopenable as refused:
        return Verdict("unreadable", detail=problem(refused.code, read="", detail=refused.detail, place="该文件").title)


def verdict_on(package: Package, rules: str | None = None) -> Verdict:
    before = remembered(package)
    if before is None:
        return Verdict("no_receipt", detail="文件里没有评分回执：没有评过分，或者回执被删改")
    receipt, edited = before.receipt, tuple(edits_since(package, before))
    profiles = [_profile(scored, rules) for scored in receipt.forms]
    if (missing := next((one for one in profiles if isinstance(one, str)), None)) is not None:
        return Verdict("differs", receipt, edited=edited, detail=missing)
    found = read_forms(as_filled(package, before)).forms
    if len(found) != len(receipt.forms):
        return Verdict("differs", receipt, edited=edited, detail=f"现在读到 {len(found)} 张自评表，应为 {len(receipt.forms)} 张")
    forms: list[Again] = []
    differences: list[Difference] = []
    for was, which, profile, read in zip(receipt.forms, names_of(receipt), profiles, found, strict=True):
        assert not isinstance(profile, str)
        card, _ = score_form(read.form, profile, read.problems, decisions_of(receipt))
        forms.append(Again(was, card.total, card.grade))
        differences += _differences(was, card, which)
    status: Status = "edited" if edited else "differs" if differences else "unchanged"
    return Verdict(status, receipt, tuple(forms), edited, tuple(differences))


def names_of(receipt: Receipt) -> list[str]:
    """What tells the forms of a receipt apart: nothing where there is one, 「自评表」, 「自评表（第 2 张）」."""
    return [f"「{sheet}」" for sheet in told_apart([was.sheet for was in receipt.forms])] if len(receipt.forms) > 1 else [""]


def _profile(was: Scored, rules: str | None) -> Profile | str:
    """The rules a form was scored by, or why they are not at hand."""
    if rules is None and was.rules not in list_rules():  # a receipt names no file that would be opened
        return f"评分规则「{was.rules}」不是自带的规则，请用 --rules 指定它的文件"
    profile = load_rules(was.rules if rules is None else rules)
    if profile.used().sha256 != was.rules_sha256:
        return f"规则「{profile.used().id}」与评分时用的不是同一个文件（sha256 不同），没有重新核算"
    return profile


def _differences(was: Scored, card: Scorecard, which: str) -> Iterator[Difference]:
    execution, lines = derivation(card)
    pairs = [(was.execution, execution), *_paired(was, lines)]
    for old, now in pairs:
        one = now or old
        if one is not None and (old.points if old else None) != (now.points if now else None):
            yield Difference(one.cell, one.name, (old.points if old else "") or "", (now.points if now else "") or "")
    total = "" if card.total is None else format(card.total, "f")
    if total != was.total:
        yield Difference("", f"{which}总分", was.total, total)
    if (card.grade or "") != was.grade:
        yield Difference("", f"{which}等级", was.grade, card.grade or "")


def _paired(before: Scored, lines: tuple[Derived, ...]) -> Iterator[tuple[Derived | None, Derived | None]]:
    """Lines of then with those of now: the first of a name with the first of that name, and so on."""
    left = list(lines)
    for was in before.lines:
        now = next((one for one in left if one.name == was.name), None)
        if now is not None:
            left.remove(now)
        yield was, now
    for one in left:
        yield None, one
