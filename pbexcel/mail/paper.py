"""The body of a letter, once as text and once as simple HTML, from the same blocks.

In: paragraphs, headings and lists. Out: text and HTML that say the same. Not here: the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from pbexcel.frozen import frozen


@frozen
class Para:
    text: str


@frozen
class Head:
    text: str


@frozen
class Items:
    """A list; an item may have several lines."""

    items: tuple[str, ...]


Block: TypeAlias = Para | Head | Items

# inline styles only: mail programs drop style sheets
_STYLE = "font-family:'Microsoft YaHei','PingFang SC',sans-serif;font-size:15px;line-height:1.7;color:#222;max-width:42em"


def as_text(blocks: Iterable[Block]) -> str:
    shown = []
    for block in blocks:
        match block:
            case Para(text):
                shown.append(text)
            case Head(text):
                shown.append(f"【{text}】")
            case Items(items):
                shown.append("\n".join("· " + item.replace("\n", "\n  ") for item in items))
    return "\n\n".join(shown) + "\n"


def as_html(blocks: Iterable[Block]) -> str:
    shown = []
    for block in blocks:
        match block:
            case Para(text):
                shown.append(f"<p>{_lines(text)}</p>")
            case Head(text):
                shown.append(f'<h3 style="font-size:16px;margin:1.2em 0 .4em">{_lines(text)}</h3>')
            case Items(items):
                shown.append("<ul>" + "\n".join(f"<li>{_lines(item)}</li>" for item in items) + "</ul>")
    body = "\n".join(shown)
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head>\n<body style="{_STYLE}">\n{body}\n</body></html>\n'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
