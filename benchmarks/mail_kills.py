"""Kill the sender of mail at every single step: `python benchmarks/mail_kills.py`; the tests try every seventh.

In: nothing. Out: how many kills, on stdout; an AssertionError where a letter was doubled or lost. Not here: the check itself.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "mail"))
from test_never_twice import kill_at_every

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(f"{kill_at_every(Path(folder), range(2, 90))} kills: 0 letters doubled, 0 lost")
