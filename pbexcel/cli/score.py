"""`pbexcel score`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbexcel.cli import options

if TYPE_CHECKING:
    from pbexcel.batch.lists import Lists


@click.command(help="给 PATH 下的自评表评分，结果写到 OUT：已评分/、退回/、部门汇总.xlsx、run.jsonl。原文件不会改动。")
@options.paths
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), metavar="OUT", help="输出文件夹")
@options.rules
@options.jobs
@click.option("--dask", metavar="tcp://…", help="交给 Dask 集群评（先 pip install distributed）")
@options.lists
@click.option("--dry-run", is_flag=True, help="只算不写")
@click.option("--force", is_flag=True, help="已经评过的也重新评")
@options.output
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], out: Path, rules: str, jobs: int | None, dask: str | None, lists: Lists, dry_run: bool,
    force: bool, as_json: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    from pbexcel.batch.left_over import left_over
    from pbexcel.batch.reviewing import REVIEW
    from pbexcel.batch.run import SUMMARY, Terms, score_files
    from pbexcel.cli import show
    from pbexcel.cli.progress import progress

    executor = None
    if dask:
        from pbexcel.batch.cluster import cluster

        executor, size = cluster(dask)
        jobs = jobs or size
    terms = Terms(rules, jobs or os.cpu_count() or 1, force, executor, lists)
    with progress(quiet=quiet, as_json=as_json) as seen:
        run = score_files(paths, out, terms, dry_run=dry_run, seen=seen)
    if as_json:
        show.run_as_json(run, None if dry_run else left_over(run.records, out))
    else:
        show.run_as_text(run, verbose=verbose, quiet=quiet)
        if not dry_run and not quiet:
            click.echo(f"部门汇总：{out / SUMMARY}", err=True)
            if run.to_judge:
                click.echo(f"有 {run.to_judge} 行要由人判定：{out / REVIEW}（填好后用 --decisions 再评一次）", err=True)
            show.left_over(left_over(run.records, out), out)
    ctx.exit(run.exit_code)
