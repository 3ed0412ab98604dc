"""`pbexcel ledger rebuild`."""

from __future__ import annotations

from pathlib import Path

import click

from pbexcel.cli import options


@click.group(help="完成记录（OUT/.pbexcel/ledger.sqlite）：只是缓存，可以随时重建。")
def command() -> None:
    pass


@command.command("rebuild", help="按 run.jsonl 重建 OUT 的完成记录")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@options.rules
def rebuild(out: Path, rules: str) -> None:
    from pbexcel.batch.rebuild import rebuild_ledger
    from pbexcel.batch.run import Terms

    click.echo(f"已重建，记有 {rebuild_ledger(out, Terms(rules))} 个文件", err=True)
