"""`pbexcel summary`."""

from __future__ import annotations

from pathlib import Path

import click

EXPORTED = "部门汇总-数据"


@click.command(help="按 OUT 里的运行记录 run.jsonl 重新生成部门汇总，不打开任何评分表。给出几个 OUT 时汇总成一本。")
@click.argument("outs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OUT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="FILE", help="写到哪里（默认 OUT/部门汇总.xlsx）")
@click.option("--roster", type=click.Path(path_type=Path), default=None, metavar="FILE", help="应报名单：列出没有报的")
@click.option("--export", "kind", type=click.Choice(["csv", "parquet"]), default=None, help="另把项目、指标、问题、检查四张数据表写到「部门汇总-数据」")
def command(outs: tuple[Path, ...], output: Path | None, roster: Path | None, kind: str | None) -> None:
    from pbexcel.batch.rebuild import export_tables, rebuild_summary

    target = rebuild_summary(outs, output, roster)
    click.echo(f"部门汇总：{target}", err=True)
    if kind:
        for path in export_tables(outs, target.parent / EXPORTED, kind):
            click.echo(f"数据表：{path}", err=True)
