"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
rules = click.option("--rules", default="mof-2020", show_default=True, metavar="ID|FILE", help="评分规则：编号或文件")
jobs = click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="同时处理几个文件（默认：处理器个数）")


def output(function: F) -> F:
    """--json, -q and -v."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="每个文件输出一行 JSON（UTF-8）"),
        click.option("-q", "--quiet", is_flag=True, help="只输出合计"),
        click.option("-v", "--verbose", is_flag=True, help="列出全部问题，包括提醒"),
    ):
        function = option(function)
    return function
