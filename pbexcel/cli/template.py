"""`pbexcel template`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(help="生成空白的项目支出绩效自评表。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("self_eval_template.xlsx"), show_default=True,
    metavar="FILE", help="写到哪个文件",
)  # fmt: skip
def command(output: Path) -> None:
    from pbexcel.batch.publish import publish
    from pbexcel.forms.template import template_bytes

    publish(template_bytes(), output)
    click.echo(f"已生成：{output}", err=True)
