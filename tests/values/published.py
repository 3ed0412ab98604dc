"""The table of published value texts, for tests and for benchmarks/accuracy.py."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("published.tsv")


@dataclass(frozen=True, slots=True)
class Published:
    """One published row and the reading a careful officer gives it; "" where the table does not say."""

    level2: str
    name: str
    target: str
    actual: str
    kind: str
    op: str
    number: str
    unit: str
    actual_kind: str
    direction: str
    verdict: str
    ratio: str
    sure: str
    source: str


def published() -> list[Published]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Published(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
