"""Turn a verdict into points: weight, the one rounding, and what the score typed by the unit is worth.

In: `Judged`, a weight, a valid typed score (or None), the rules. Out: `Settled`.
Not here: how the verdict was reached (`quantities`, `statements`), and whether the typed text is a number (`line`).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from pbexcel.frozen import frozen
from pbexcel.problems import Finding
from pbexcel.records import Judgement, Read
from pbexcel.rules import Profile
from pbexcel.scoring.judged import Judged
from pbexcel.scoring.methods import below, last_place, points
from pbexcel.scoring.sentences import plain


@frozen
class Settled:
    """Points with their derivation; `low`..`high` is what can still come out. `agreed`: the typed score is ours, rounded."""

    computed: Decimal | None
    points: Decimal | None
    low: Decimal
    high: Decimal
    outcome: Judgement
    because: str
    findings: tuple[Finding, ...] = ()
    agreed: bool = False


def agrees(typed: Decimal, share: Fraction, weight: Decimal, profile: Profile) -> bool:
    """Whether a typed score is an accepted rounding of the exact one (10 of 9.96545)."""
    return any(typed == points(share, weight, places) for places in profile.rounding.accepted_places)


def is_rounded_down(typed: Decimal, computed: Decimal, profile: Profile) -> bool:
    """Whether a typed whole number stands so little below the computed score that it is its rounding down."""
    return typed == typed.to_integral_value() and 0 <= computed - typed < profile.rounding.whole_within.value


def typed_score(read: Read[Decimal | None], weight: Decimal | None) -> tuple[Decimal | None, Finding | None]:
    """The typed score if it is one (0 … weight), else what is wrong with it; a weight of None sets no upper edge."""
    typed = read.value
    if typed is None:
        return None, Finding("P501", read.text) if read.text.strip() else None
    if typed < 0:
        return None, Finding("P503", read.text or plain(typed))
    if weight is not None and typed > weight:
        return None, Finding("P502", read.text or plain(typed), (("weight", plain(weight)),))
    return typed, None


def settle(judged: Judged, weight: Decimal, typed: Decimal | None, profile: Profile) -> Settled:
    """Points for a verdict. A typed score at or below ours stands; above ours it is cut, as the profile's policy says."""
    if judged.share is None:
        return _by_person(judged, weight, typed, profile)
    computed = points(judged.share, weight, profile.rounding.places)
    if not judged.met and computed >= weight > 0 and judged.share < 1:
        computed = below(weight, profile.rounding.places)  # a missed target never reaches its full weight by rounding
    because = _derivation(judged, weight, computed, profile)
    policy = profile.self_score.policy
    if typed is not None and typed != computed:
        typed = _as_shown(typed, profile)
    if typed is None or typed == computed or policy == "ignore":
        return _fixed(computed, computed, "auto", because)
    if is_rounded_down(typed, computed, profile) or (agrees(typed, judged.share, weight, profile) and (judged.met or typed < weight)):
        return _agreed(typed, computed, because, policy)
    if typed < computed:
        return _below(judged, weight, typed, computed, because, profile)
    return _above(typed, computed, because, policy)


def _as_shown(typed: Decimal, profile: Profile) -> Decimal:
    """A typed sum left unrounded in its cell (9.96545…) counts as it is shown (9.97); others stay as written."""
    shown = typed.quantize(last_place(profile.rounding.places), ROUND_HALF_UP)
    return typed if typed == shown else shown


def _agreed(typed: Decimal, computed: Decimal, because: str, policy: str) -> Settled:
    if policy == "report":
        return _fixed(computed, computed, "auto", f"{because}；自评 {plain(typed)} 分取整不同，仅列出", agreed=True)
    return _fixed(computed, typed, "typed", f"{because}；自评 {plain(typed)} 分是它的取整，予以认可", agreed=True)


def _below(
    judged: Judged, weight: Decimal, typed: Decimal, computed: Decimal, because: str, profile: Profile
) -> Settled:
    findings: tuple[Finding, ...] = ()
    if judged.lowest is not None and Fraction(typed) < judged.lowest * Fraction(weight):
        findings = (_outside_tier(judged, weight, typed, profile),)
    if profile.self_score.policy == "report":
        return _fixed(computed, computed, "auto", f"{because}；自评 {plain(typed)} 分更低，仅列出", *findings)
    return _fixed(computed, typed, "typed", f"{because}；自评 {plain(typed)} 分不高于复算，按自评计", *findings)


def _above(typed: Decimal, computed: Decimal, because: str, policy: str) -> Settled:
    args = (("typed", plain(typed)), ("computed", plain(computed)), ("because", because), ("over", plain(typed - computed)))
    if policy == "trust":
        found = Finding("P504", plain(typed), args)
        return _fixed(computed, typed, "typed", f"{because}；自评 {plain(typed)} 分更高，按规则设定采信自评", found)
    found = Finding("P504", plain(typed), args, typed - computed)
    return _fixed(computed, computed, "auto", f"{because}；自评 {plain(typed)} 分高于复算，按 {computed} 分计", found)


def _by_person(judged: Judged, weight: Decimal, typed: Decimal | None, profile: Profile) -> Settled:
    places = profile.rounding.places
    low, high = points(judged.low, weight, places), _top(judged, weight, places)
    if typed is not None:
        typed = _as_shown(typed, profile)
    if judged.unevidenced or typed is None:
        return Settled(None, None, low, high, "open", f"{judged.saying}；可得 {plain(low)}～{plain(high)} 分")
    findings: list[Finding] = []
    if judged.tier and typed > high:
        findings.append(_outside_tier(judged, weight, typed, profile, typed - high))
        said = f"{judged.saying}；自评 {plain(typed)} 分超出本档，按 {high} 分计"
        return Settled(None, high, low, high, "typed", said, tuple(findings))
    if judged.tier:
        if typed < low:
            findings.append(_outside_tier(judged, weight, typed, profile))
        return Settled(None, typed, low, high, "typed", f"{judged.saying}；按自评 {plain(typed)} 分计", tuple(findings))
    return Settled(None, typed, low, high, "manual", f"{judged.saying}；人工判定，按自评 {plain(typed)} 分计")


def _top(judged: Judged, weight: Decimal, places: int) -> Decimal:
    """The most the line can take; an open upper edge is the highest shown number below it (8 is 7.99)."""
    if not judged.top_open:
        return points(judged.high, weight, places)
    exact = judged.high * Fraction(weight)
    return Decimal(ceil(exact * 10**places) - 1).scaleb(-places)


def _outside_tier(
    judged: Judged, weight: Decimal, typed: Decimal, profile: Profile, costs: Decimal | None = None
) -> Finding:
    places = profile.rounding.places
    low, high = points(judged.lowest or judged.low, weight, places), _top(judged, weight, places)
    args = (("tier", judged.tier), ("low", plain(low)), ("high", plain(high)), ("typed", plain(typed)))
    return Finding("P506", plain(typed), args, costs)


def _derivation(judged: Judged, weight: Decimal, computed: Decimal, profile: Profile) -> str:
    """The sum an auditor can do again: 「实际 25 万元超过上限 20 万元，20÷25×5=4.00」."""
    if not judged.working:
        return f"{judged.saying}，得满分 {plain(weight)} 分"
    said = f"{judged.saying}，{judged.working}×{plain(weight)}={computed}"
    if judged.beside:
        working, share = judged.beside
        other = points(share, weight, profile.rounding.places)
        said += f"（另一种算法：{working}×{plain(weight)}={other}）" if other != computed else ""
    return said


def _fixed(
    computed: Decimal, points: Decimal, outcome: Judgement, because: str, *findings: Finding, agreed: bool = False
) -> Settled:
    return Settled(computed, points, points, points, outcome, because, findings, agreed)
