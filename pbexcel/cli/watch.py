"""`pbexcel watch`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbexcel.cli import options

if TYPE_CHECKING:
    from pbexcel.batch.lists import Lists


@click.command(
    help="看守收件文件夹 INBOX：放进来的自评表（单个文件、文件夹、zip）写完以后自动评分，结果写到 OUT。"
    "改好再放进来的算新版本。原文件不会改动。按 Ctrl-C 停止；情况写在 OUT/状态.txt。"
)
@click.argument("inbox", type=click.Path(path_type=Path), metavar="INBOX")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), metavar="OUT", help="输出文件夹")
@click.option("--interval", type=click.FloatRange(min=0.1), default=10.0, show_default=True, metavar="S", help="几秒看一次")
@click.option("--once", is_flag=True, help="处理完现在能处理的就结束，供定时任务用")
@options.rules
@options.jobs
@options.lists
@options.output
@click.pass_context
def command(
    ctx: click.Context, inbox: Path, out: Path, interval: float, once: bool, rules: str, jobs: int | None, lists: Lists,
    as_json: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    from pbexcel.batch.run import Terms
    from pbexcel.cli import guard

    terms = Terms(rules, jobs or os.cpu_count() or 1, lists=lists)
    shown = guard.Shown(as_json=as_json, quiet=quiet, verbose=verbose)
    ctx.exit(guard.guard(inbox, out, terms, interval, shown, once=once))
