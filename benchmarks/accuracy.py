"""How well published value texts are read and scored: `python benchmarks/accuracy.py [LABELS.tsv]`, one table.

Without an argument it reads the project's own table (tests/values/published.tsv). A file of labels may be given instead, with
the columns level3 or name, target, actual, level2, t_kind or kind, t_op, t_num, t_unit, direction, verdict, ratio, sure.
Precision and coverage stand apart; every disagreement is named. Exit code 1 if a sure row is scored wrongly.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "values"))

from published import Published, published

from pbexcel.explain import Pair, explain_pair
from pbexcel.records import Measured
from pbexcel.rules import load_rules
from pbexcel.scoring.line import work_line
from pbexcel.scoring.pair import indicator_of
from pbexcel.values import Context, direction_of, read_target

KINDS = {"qualitative": "stated", "boolean": "stated", "multi": "several", "other": ""}
WEIGHT = Decimal(10)


def main() -> int:
    rows = _labels(Path(sys.argv[1])) if len(sys.argv) > 1 else published()
    counts: Counter[str] = Counter()
    for row in rows:
        _targets(row, counts)
        _scores(row, counts)
    _table(counts)
    _speed(rows)
    return 1 if counts["scored wrongly"] or counts["deducted on a doubtful row"] else 0


def _labels(path: Path) -> list[Published]:
    with path.open(encoding="utf-8", newline="") as stream:
        found = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Published(
                row["level2"], row.get("level3") or row.get("name", ""), row["target"], row["actual"], KINDS.get(row["t_kind"], row["t_kind"]),
                "" if row["t_op"] == "none" else row["t_op"], row["t_num"], row["t_unit"], "",
                row["direction"].replace("qualitative", "stated"), row["verdict"].replace("over", "met"), row["ratio"], row["sure"], "",
            )
            for row in found
        ]  # fmt: skip


def _targets(row: Published, counts: Counter[str]) -> None:
    if row.sure != "yes" or row.kind != "measured":
        return
    counts["sure numeric targets"] += 1
    context = Context(None, "", row.level2, row.name)
    target = read_target(row.target, context).value
    read = isinstance(target, Measured) and (target.op or "", format(target.number, "f"), target.unit) == (row.op, row.number, row.unit)
    counts["numeric targets read right" if read else "numeric targets read wrongly"] += 1
    way = direction_of(target, context)
    if not read or way != row.direction:
        print(f"target: {row.name} {row.target!r} was read as {target}, {way}; the officer says {row.op}{row.number}{row.unit}, {row.direction}")


def _scores(row: Published, counts: Counter[str]) -> None:
    line = explain_pair(Pair(row.target, row.actual, WEIGHT, level2=row.level2, name=row.name), load_rules("mof-2020"))
    auto = line["outcome"] == "auto"
    if row.sure != "yes" or row.verdict not in ("met", "missed"):
        if auto and Decimal(line["computed"]) < WEIGHT:
            counts["deducted on a doubtful row"] += 1
            print(f"deducted: {row.name} {row.target!r} {row.actual!r} {line['because']}")
        return
    counts["sure rows with a verdict"] += 1
    if not auto:
        print(f"left to a person: {row.name} {row.target!r} {row.actual!r}")
        return
    counts["scored without a person"] += 1
    met = Decimal(line["computed"]) == WEIGHT
    right = met if row.verdict == "met" else not met and abs(Decimal(line["completion"]) - Decimal(row.ratio)) < Decimal("0.0002")
    counts["scored right" if right else "scored wrongly"] += 1
    if not right:
        print(f"WRONG: {row.name} {row.target!r} {row.actual!r}: {line['because']}; the officer says {row.verdict} {row.ratio}")


def _table(counts: Counter[str]) -> None:
    def share(part: str, whole: str) -> str:
        return f"{100 * counts[part] / counts[whole]:.1f} %  ({counts[part]} of {counts[whole]})" if counts[whole] else "-"

    print()
    print(f"numeric targets read right       {share('numeric targets read right', 'sure numeric targets')}")
    print(f"precision of automatic scores    {share('scored right', 'scored without a person')}")
    print(f"coverage of automatic scores     {share('scored without a person', 'sure rows with a verdict')}")
    print(f"deductions on doubtful rows      {counts['deducted on a doubtful row']}")


def _speed(rows: list[Published]) -> None:
    pairs = (rows * (1000 // max(len(rows), 1) + 1))[:1000]
    profile = load_rules("mof-2020")
    times = []
    for _ in range(5):
        started = time.process_time()
        for row in pairs:
            work_line(indicator_of(Pair(row.target, row.actual, WEIGHT, level2=row.level2, name=row.name, year=2021))[0], profile, year=2021)
        times.append(time.process_time() - started)
    print(f"1,000 pairs read and scored, CPU  {min(times) * 1000:.0f} ms (the first time {times[0] * 1000:.0f} ms)")


if __name__ == "__main__":
    sys.exit(main())
