"""What makes a name survive a power failure.

In: a folder in which a file was made or renamed. Out: nothing, once the disk has it. Not here: what is written (batch, mail).
"""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Hand the names in a folder to the disk, so that a file begun or renamed just now is still there after a power failure."""
    if os.name != "posix":  # Windows has no handle to a folder to sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
