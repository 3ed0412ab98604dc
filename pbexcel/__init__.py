"""pbexcel scores 项目支出绩效自评 forms: Excel in, Excel out.

In: nothing; importing this costs nothing. Out: the names of `pbexcel.api` and `to_frames`, imported when first used.
Not here: anything else is an inner room and may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pbexcel.api import check_file, explain_line, read_form, score_folder
    from pbexcel.rules import load_rules
    from pbexcel.summary.table import to_frames

__version__ = "0.1.0"
__all__ = ["check_file", "explain_line", "load_rules", "read_form", "score_folder", "to_frames"]
_HOME = {"to_frames": "pbexcel.summary.table", "load_rules": "pbexcel.rules"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'pbexcel' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "pbexcel.api")), name)
