"""`pbexcel compare OLD NEW`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pbexcel.review.rounds import Pairing


@click.command(help="两轮结果（两个输出文件夹）对比：哪些问题改了、没改、新出现，哪些数改动过。写出 整改对比.xlsx。")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="写到哪里（默认 NEW/整改对比.xlsx）")
@click.option("--json", "as_json", is_flag=True, help="每个项目输出一行 JSON（UTF-8）")
def command(old: Path, new: Path, out: Path | None, as_json: bool) -> None:
    from pbexcel.batch.rounds import COMPARISON, compare_runs
    from pbexcel.cli import show
    from pbexcel.review.rounds_sheet import as_json as form_as_json

    target = out or new / COMPARISON
    pairings = compare_runs(old, new, target)
    for pairing in pairings:
        if as_json:
            show.json_line(form_as_json(pairing))
        else:
            click.echo(_line(pairing))
    counts = _counts(pairings)
    if as_json:
        show.json_line({"forms": len(pairings), **counts})
    else:
        click.echo(f"共 {len(pairings)} 份：已整改 {counts['fixed']}，未整改 {counts['remaining']}，新问题 {counts['new']}，数值改动 {counts['changed']}")
        click.echo(f"整改对比：{target}", err=True)


def _line(pairing: Pairing) -> str:
    from pbexcel.review.rounds_sheet import STATES

    name = pairing.shown.project or pairing.shown.file
    if pairing.state != "both":
        return f"{name}：{STATES[pairing.state]}"
    counted = (("已整改", pairing.fixed), ("未整改", pairing.remaining), ("新问题", pairing.appeared), ("数值改动", pairing.changed))
    return f"{name}：" + "，".join(f"{word} {len(found)}" for word, found in counted)


def _counts(pairings: tuple[Pairing, ...]) -> dict[str, int]:
    return {
        "fixed": sum(len(pairing.fixed) for pairing in pairings),
        "remaining": sum(len(pairing.remaining) for pairing in pairings),
        "new": sum(len(pairing.appeared) for pairing in pairings),
        "changed": sum(len(pairing.changed) for pairing in pairings),
    }
