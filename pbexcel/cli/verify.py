"""`pbexcel verify`."""

from __future__ import annotations

from pathlib import Path

import click

from pbexcel.cli import options


@click.command(
    help="按文件里的回执重新核算评过分的表，列出评分以后改过的每一个单元格。不联网，什么都不写。"
    "给出文件夹就核对里面所有的表，给出评分的结果就核对其中的「已评分」。全部一致退出码为 0，有不一致的为 3。回执不是签名：它说明文件改过没有，不能防止有意造假。"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option("--rules", default=None, metavar="FILE", help="评分规则的文件（自带的规则不用写）")
@options.output
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], rules: str | None, as_json: bool, quiet: bool, verbose: bool
) -> None:
    from pbexcel.cli import show, verify_shown
    from pbexcel.verify import verified

    verdicts = [(str(file), verified(verify_shown.read(file), rules)) for file in verify_shown.files_of(files)]
    for file, verdict in verdicts:
        if as_json:
            show.json_line(verify_shown.as_json(file, verdict))
        elif not quiet:
            click.echo(verify_shown.as_text(file, verdict, verbose=verbose))
    same = sum(verdict.status == "unchanged" for _, verdict in verdicts)
    if as_json:
        show.json_line({"received": len(verdicts), "unchanged": same, "exit_code": 0 if same == len(verdicts) else 3})
    else:
        click.echo(f"核对 {len(verdicts)} 个文件：一致 {same}，不一致 {len(verdicts) - same}")
    ctx.exit(0 if same == len(verdicts) else 3)
