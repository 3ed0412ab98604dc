"""Which profile a form is scored by: the one named, or the one of the form's year and region.

In: `AUTO`, a profile's id or a file; the year and the words that name the unit. Out: a `Profile`.
Not here: reading the form. A draft is never chosen: it must be named.
"""

from __future__ import annotations

from pathlib import Path

from pbexcel.rules.loading import DEFAULT, list_rules, load_rules
from pbexcel.rules.profile import Profile

AUTO = "auto"


def choose_rules(which: str | Path, *, year: int | None, named: str) -> Profile:
    """The profile asked for; for `AUTO` the newest one in use that had begun in `year` and whose region is `named`.

    `named` is 主管部门 and 实施单位 together. Without a region of its own a form falls to the rules of the whole country,
    and so does a form whose region's rules had not begun yet. A form without a year takes the newest.
    """
    if which != AUTO:
        return load_rules(which)
    begun = [profile for profile in rules_for(AUTO) if _had_begun(profile, year)]
    regional = [profile for profile in begun if any(place in named for place in profile.places)]
    national = [profile for profile in begun if not profile.region]
    chosen = regional or national
    return max(chosen, key=lambda profile: profile.since) if chosen else load_rules(DEFAULT)


def rules_for(which: str | Path) -> list[Profile]:
    """The profiles that may be used under this name: the one named, or for `AUTO` every shipped one in use."""
    if which != AUTO:
        return [load_rules(which)]
    return [profile for profile in map(load_rules, list_rules()) if not profile.draft]


def _had_begun(profile: Profile, year: int | None) -> bool:
    return year is None or profile.since.year <= year
