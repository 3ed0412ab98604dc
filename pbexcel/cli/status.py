"""`pbexcel status`."""

from __future__ import annotations

import time
from pathlib import Path

import click


@click.command(help="收件文件夹看守得怎样：正在等待、有人打开、退回、评完的，以及最近一次查看的时间。")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--json", "as_json", is_flag=True, help="每个文件输出一行 JSON（UTF-8）")
@click.option("-v", "--verbose", is_flag=True, help="也列出评完的")
@click.pass_context
def command(ctx: click.Context, out: Path, as_json: bool, verbose: bool) -> None:
    from pbexcel.batch.holding import is_watched
    from pbexcel.batch.watching.status import read_state
    from pbexcel.cli import status_shown
    from pbexcel.faults import FolderFault

    state = read_state(out)
    if state is None:
        raise FolderFault(f"{out} 里没有看守记录。先运行 pbexcel watch 收件文件夹 -o {out}。")
    shown = status_shown.as_json if as_json else status_shown.as_text
    ctx.exit(shown(state, out, time.time(), is_watched(out), verbose))
