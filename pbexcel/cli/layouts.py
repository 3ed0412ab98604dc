"""`pbexcel layouts list | try`."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(help="表样：工具认识哪些自评表，一个文件读成了什么。")
def command() -> None:
    pass


@command.command("list", help="列出登记的表样")
def list_layouts() -> None:
    from pbexcel.forms.layouts import lexicon

    for layout in lexicon().layouts:
        click.echo(f"{layout.id}：{layout.title}")


@command.command("try", help="逐格列出在 FILE 里认出了什么")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="每格输出一行 JSON")
@click.pass_context
def try_file(ctx: click.Context, file: Path, as_json: bool) -> None:
    from pbexcel.cli import show
    from pbexcel.excel.old_book import open_tabs
    from pbexcel.faults import Unopenable
    from pbexcel.forms.reading import read_forms
    from pbexcel.forms.recognised import sightings
    from pbexcel.problems import problem

    try:
        book = open_tabs(file.read_bytes())
        seen = sightings(book)
        found = read_forms(book)
    except Unopenable as refused:
        click.echo(str(problem(refused.code, read=file.name, detail=refused.detail, place=file.name)))
        ctx.exit(3)
    for one in seen:
        if as_json:
            show.json_line({"cell": str(one.at), "what": one.what, "text": one.text})
        else:
            click.echo(f"{one.at}　{one.what}：{' '.join(one.text.split()) or '（空）'}")
    for note in found.problems:
        click.echo(str(note), err=as_json)
    ctx.exit(0 if found.forms else 3)
