"""`pbexcel check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbexcel.cli import options

if TYPE_CHECKING:
    from pbexcel.batch.lists import Lists


@click.command(help="读表并检查，列出问题，什么都不写。")
@options.paths
@options.rules
@options.jobs
@options.lists
@options.output
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], rules: str, jobs: int | None, lists: Lists, as_json: bool, quiet: bool,
    verbose: bool,
) -> None:  # fmt: skip
    from pbexcel.batch.run import Terms, check_files
    from pbexcel.cli import show
    from pbexcel.cli.progress import progress

    with progress(quiet=quiet, as_json=as_json) as seen:
        run = check_files(paths, Terms(rules, jobs or os.cpu_count() or 1, lists=lists), seen=seen)
    if as_json:
        show.run_as_json(run)
    else:
        show.run_as_text(run, verbose=True, quiet=quiet)
    ctx.exit(run.exit_code)
