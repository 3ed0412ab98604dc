"""Our own failures, each with the exit code it ends the run with.

In: nothing. Out: exceptions, and what the system says in Chinese. Not here: findings of a form (problems), showing (cli).

A fault of a form is never raised: it is a `problems.Problem`. The one exception is `Unopenable`: the room `excel` knows
nothing of evaluation, so it says what kind of file it met by a problem code, and `batch` turns that into a record.
"""

from __future__ import annotations

import errno
import os
import re

_WORDS = {
    errno.ENOENT: "找不到", errno.EACCES: "没有权限", errno.EPERM: "不允许", errno.ENOSPC: "磁盘满了", errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错", errno.ENOTDIR: "不是文件夹", errno.EISDIR: "是文件夹，不是文件", errno.EEXIST: "已经有同名的",
    errno.ENAMETOOLONG: "名称太长", errno.EBUSY: "正被占用",
}  # fmt: skip
_NOT_TEXT = re.compile(r"'utf-8' codec can't decode .*", re.DOTALL)
_NOT_TOML = re.compile(r"[A-Z][^：]* \(at line (\d+), column (\d+)\)")


def in_chinese(message: str) -> str:
    """A message with what the system, or Python reading a settings file, said of a failure in Chinese; words not listed stay."""
    for number, words in _WORDS.items():
        message = message.replace(os.strerror(number), words)
    return _NOT_TOML.sub(r"第 \1 行第 \2 列写得不对", _NOT_TEXT.sub("里面不是 UTF-8 文字", message))


class Fault(Exception):
    """A run cannot go on. The message is Chinese and says what to do."""

    exit_code = 1


class UsageFault(Fault):
    """What was asked cannot be meant; nothing was started."""

    exit_code = 2


class RulesFault(Fault):
    """A rules file or a setting is broken; nothing was started."""

    exit_code = 4


class FolderFault(Fault):
    """A folder cannot be reached or written, or the disk is full."""

    exit_code = 5


class BusyFault(Fault):
    """Another run holds the folder."""

    exit_code = 6


class Unopenable(Exception):
    """A file is not a workbook this tool can read; `code` is its entry in the problem catalogue, `detail` what was met."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[Unopenable], tuple[str, str]]:
        return (Unopenable, (self.code, self.detail))
