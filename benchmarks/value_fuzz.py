"""Read many random and mutated value texts: `python benchmarks/value_fuzz.py [how many]` (200,000 if not given).

Every text is read or refused, never a crash; width and blanks change nothing; a reading written down reads the same.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "values"))

from published import published
from test_value_properties import PIECES, check_any, check_rendering, check_spelling

from pbexcel.values import Context

NAMES = ("", "合格率", "资金(万元)", "响应时间")
LEVELS = ("", "数量指标", "成本指标", "时效指标", "社会效益指标")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    chance = random.Random(2020)
    seeds = [text for row in published() for text in (row.target, row.actual) if text]
    letters = sorted({letter for text in seeds for letter in text} | set("".join(PIECES)))
    started = time.perf_counter()
    for _ in range(count):
        target, actual = _mutated(chance, seeds, letters), _mutated(chance, seeds, letters)
        context = Context(chance.choice((None, 2021)), "", chance.choice(LEVELS), chance.choice(NAMES))
        check_any(target, actual, context)
        check_rendering(target, context)
        if chance.random() < 0.2:
            check_spelling(chance.choice(("≥", "≤", "不低于", "")) + f"{chance.uniform(0, 999):.2f}" + chance.choice(("%", "个", "万元", "以上")), context)
    print(f"{count} pairs of texts read, 0 crashes, {time.perf_counter() - started:.0f} s")


def _mutated(chance: random.Random, seeds: list[str], letters: list[str]) -> str:
    text = chance.choice(seeds) if chance.random() < 0.7 else "".join(chance.choice(PIECES) for _ in range(chance.randrange(8)))
    signs = list(text)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(signs) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            signs.insert(at, chance.choice(letters))
        elif kind == 1 and signs:
            del signs[at % len(signs)]
        elif kind == 2 and signs:
            signs[at % len(signs)] = chr(chance.randrange(0x20, 0x2FFF))
        else:
            signs += chance.choice(PIECES)
    return "".join(signs)


if __name__ == "__main__":
    main()
