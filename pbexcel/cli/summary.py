"""`pbexcel summary`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(help="按 OUT 里的运行记录 run.jsonl 重新生成部门汇总，不打开任何评分表。给出几个 OUT 时汇总成一本。")
@click.argument("outs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OUT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="FILE", help="写到哪里（默认 OUT/部门汇总.xlsx）")
def command(outs: tuple[Path, ...], output: Path | None) -> None:
    from pbexcel.batch.rebuild import rebuild_summary

    click.echo(f"部门汇总：{rebuild_summary(outs, output)}", err=True)
