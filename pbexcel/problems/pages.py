"""The page of each problem code, and docs/problems.md made of all of them: `python -m pbexcel.problems.pages > docs/problems.md`.

In: the catalogue. Out: text. Not here: findings of a form.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pbexcel.problems import Entry, catalogue

FAMILIES = {
    "F": "文件打不开、写不了",
    "L": "表的样子和填写",
    "W": "分值",
    "M": "项目资金",
    "T": "指标值和完成值的写法",
    "P": "得分、复核、批复",
    "R": "偏差原因和改进措施",
    "B": "整个文件夹",
}
_HEAD = """# 问题代码

由 `pbexcel/problems/catalogue/*.toml` 生成（`make docs`），不要手工改。`pbexcel explain 代码` 显示同样的内容。

* **退回**：改好再交，不然不能评分。只有下面标明的这些会退回。
* **警告**：要请人看一下，不影响评分进行。
* **提醒**：建议，或者说明某处是怎么读的。

尖括号 ⟨⟩ 里的内容，每张表各不相同。
"""


class _Words(dict[str, str]):
    """A word in ⟨⟩ for each argument; one without a word of its own stands under its name (a test asks for the word)."""

    def __missing__(self, name: str) -> str:
        return f"⟨{name}⟩"


@cache
def words() -> Mapping[str, str]:
    """The words of placeholders.toml."""
    return tomllib.loads((files("pbexcel.problems") / "placeholders.toml").read_text(encoding="utf-8"))


def shown(template: str) -> str:
    """A template with words in ⟨⟩ for its arguments."""
    return template.format_map(_Words({name: f"⟨{word}⟩" for name, word in words().items()}))


def page(entry: Entry) -> tuple[tuple[str, str], ...]:
    """(label, text) of everything a page tells; the first one is the headline."""
    return (
        (f"〔{entry.code}〕{entry.severity}", shown(entry.title)),
        ("为什么", entry.why),
        ("例子", entry.example),
        ("应为", shown(entry.expected)),
        ("怎么改", shown(entry.fix)),
    )


def reference() -> str:
    """docs/problems.md."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for letter, family in FAMILIES.items():
        entries = [entry for code, entry in catalogue().items() if code.startswith(letter)]
        yield f"## {letter} · {family}\n"
        for entry in entries:
            (_, title), *rest = page(entry)
            yield f"### {entry.code} {title}\n\n**{entry.severity}**\n"
            for label, text in rest:
                yield f"* {label}：{text}"
            yield ""


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
