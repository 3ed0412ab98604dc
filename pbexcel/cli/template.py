"""`pbexcel template`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pbexcel.forms.approved import Approved

_BLANK = Path("self_eval_template.xlsx")


@click.command(help="生成空白的项目支出绩效自评表；给出年初绩效目标清单（--from），就给每个项目生成一张填好目标的表。")
@click.option(
    "--from", "source", type=click.Path(path_type=Path, dir_okay=False), metavar="TARGETS",
    help="年初绩效目标清单（xlsx 或 csv）：项目名称、三级指标、年度指标值、分值，可加一级指标、二级指标、主管部门、实施单位、年度、年初预算数",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE|DIR", help=f"写到哪个文件（默认 {_BLANK}）；用 --from 时是文件夹",
)  # fmt: skip
@click.option(
    "--variant", default="standard", show_default=True, metavar="ID", help="表样：standard、cost-first、sichuan、hubei"
)
@click.option("--year", type=click.IntRange(2000, 2099), metavar="Y", help="年度，印在标题下面")
@click.option(
    "--rows", type=click.IntRange(1, 120), default=30, show_default=True, metavar="N", help="空白表留几行指标"
)
@click.option("--force", is_flag=True, help="已有同名文件时覆盖它（可能已经填过）")
def command(source: Path | None, output: Path | None, variant: str, year: int | None, rows: int, force: bool) -> None:
    from pbexcel.forms.template.variants import variants

    if variant not in variants():
        raise click.UsageError(f"没有表样「{variant}」，可以用：{'、'.join(variants())}")
    if source is None:
        _blank(output or _BLANK, variant, year, rows, force)
    elif output is None or output.is_file():
        raise click.UsageError("用 --from 时，请用 -o 写明放到哪个文件夹")
    else:
        _prefilled(source, output, variant, year, force)


def _blank(output: Path, variant: str, year: int | None, rows: int, force: bool) -> None:
    from pbexcel.batch.publish import publish
    from pbexcel.forms.template.build import template_bytes

    try:
        data = template_bytes(year=year, variant=variant, indicator_rows=rows)
    except ValueError as few:
        raise click.UsageError("行数太少：每个二级指标至少要有一行") from few
    if _is_other(output, data) and not force:
        raise click.UsageError(f"{output} 已经有了，内容不同（可能填过）。换个名字，或者加 --force 覆盖")
    publish(data, output)
    click.echo(f"已生成：{output}", err=True)


def _is_other(path: Path, data: bytes) -> bool:
    """Whether a file stands there that is not what would be written: somebody may have filled it."""
    return path.exists() and (not path.is_file() or path.read_bytes() != data)


def _prefilled(source: Path, output: Path, variant: str, year: int | None, force: bool) -> None:
    from pbexcel.batch.publish import publish
    from pbexcel.forms.approved import read_approved
    from pbexcel.forms.template.prefill import prefilled_forms

    approved = read_approved(source)
    for fault in approved.faults:
        click.echo(str(fault), err=True)
    kept: list[str] = []
    count = len(approved.projects())
    with click.progressbar(length=count, label="正在生成", file=sys.stderr) as progress:
        for name, data in prefilled_forms(approved, variant=variant, year=year):
            if _is_other(output / name, data) and not force:
                kept.append(name)
            else:
                publish(data, output / name)
            progress.update(1)
    click.echo(f"已生成 {count - len(kept)} 张自评表，在 {output}", err=True)
    _say_what_is_left(approved, kept)


def _say_what_is_left(approved: Approved, kept: list[str]) -> None:
    """Files that were kept and rows that were not built; exit code 3 when there are any."""
    for name in kept:
        click.echo(f"没有覆盖：{name}（已经有了，内容不同，可能填过）", err=True)
    if kept:
        click.echo("要覆盖就加 --force，或者换一个空文件夹。", err=True)
    if approved.faults:
        click.echo(
            f"清单里有 {len(approved.faults)} 处要改，见上；有错的行没有放进表里，改好清单再运行一次就行。", err=True
        )
    if kept or approved.faults:
        click.get_current_context().exit(3)
