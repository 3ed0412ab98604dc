"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
rules = click.option("--rules", default="mof-2020", show_default=True, metavar="ID|FILE", help="评分规则：编号或文件；auto 按表的年度和地区选")
jobs = click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="同时处理几个文件（默认：处理器个数）")


def lists(function: F) -> F:
    """--roster, --approved, --last-year, --decisions, gathered into one argument `lists`."""

    @functools.wraps(function)
    def gathered(
        *args: Any, roster: Path | None, approved: Path | None, last_year: Path | None, decisions: Path | None, **named: Any
    ) -> Any:
        from pbexcel.batch.lists import Lists

        return function(*args, lists=Lists(roster, approved, last_year, decisions), **named)

    file, folder = (click.Path(path_type=Path, exists=True, dir_okay=not file, file_okay=file) for file in (True, False))
    wrapped: Any = gathered
    for option in (
        click.option("--decisions", type=file, metavar="FILE", help="填好的复核表：采用其中的得分"),
        click.option("--last-year", type=folder, metavar="OUT", help="上年的输出文件夹：核对完成值有没有照抄"),
        click.option("--approved", type=file, metavar="FILE", help="批复的指标（项目名称、三级指标、年度指标值、分值）：核对有没有改动"),
        click.option("--roster", type=file, metavar="FILE", help="应报名单（实施单位、联系人、邮箱）：列出没有报的和名单外的"),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


def output(function: F) -> F:
    """--json, -q and -v."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="每个文件输出一行 JSON（UTF-8）"),
        click.option("-q", "--quiet", is_flag=True, help="只输出合计"),
        click.option("-v", "--verbose", is_flag=True, help="列出全部问题，包括提醒"),
    ):
        function = option(function)
    return function
