"""What each file of the inbox is called in OUT.

In: paths below the inbox. Out: names, each used once. Not here: names of files inside archives (archives).

A name is the path itself; of two paths that other systems take for one (é in two normal forms, A and a) the later gets a number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath


class Names:
    """`given` are the names that differ from their paths, as remembered from an earlier start."""

    def __init__(self, files: Mapping[str, object], given: Mapping[str, str]) -> None:
        self.given = {file: name for file, name in given.items() if file in files}
        self._used = {_folded(self.given.get(file, file)): file for file in files}

    def of(self, file: str) -> str:
        """The name of a file; a new one gets its name now."""
        name, number, path = self.given.get(file, file), 1, PurePosixPath(file)
        while self._used.setdefault(_folded(name), file) != file:
            number += 1
            name = (path.parent / f"{path.stem} ({number}){path.suffix}").as_posix()
        if name != file:
            self.given[file] = name
        return name

    def release(self, file: str) -> None:
        """The file is gone; its name is free."""
        name = self.given.pop(file, file)
        if self._used.get(_folded(name)) == file:
            del self._used[_folded(name)]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
