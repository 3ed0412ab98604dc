"""`pbexcel mail`."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command(help="把 OUT 里评过分的表寄回各单位。默认只写草稿（OUT/待发邮件/）并列出谁收到什么；加 --send 才真的寄。")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="名单（csv 或 xlsx）：实施单位、联系人、邮箱，可加主管部门、项目名称、抄送")
@click.option("--send", is_flag=True, help="真的寄出去")
@click.option("--yes", is_flag=True, help="寄之前不再问")
@click.option("--to-me", metavar="ADDR", help="试发：全部寄到这个邮箱，不寄给单位")
@click.option("--allow-domain", "domains", multiple=True, metavar="D", help="名单里没有时，可用表里自己写的、属于这个域名的邮箱；可写多次")
@click.option("--smtp", type=click.Path(path_type=Path), metavar="FILE", help="发信设置（TOML）；密码放在环境变量 PBEXCEL_SMTP_PASSWORD 里")
@click.option("--letters", type=click.Path(path_type=Path), metavar="FILE", help="信件文字（TOML），改成自己单位的说法")
@click.option("--remind-again", is_flag=True, help="催报过的今天再催一次")
@click.option("--resolve", is_flag=True, help="逐封确认不知道有没有寄到的信，不寄新的")
@click.option("--json", "as_json", is_flag=True, help="每封信输出一行 JSON（UTF-8）")
@click.pass_context
def command(
    ctx: click.Context, out: Path, roster: Path | None, send: bool, yes: bool, to_me: str | None, domains: tuple[str, ...],
    smtp: Path | None, letters: Path | None, remind_again: bool, resolve: bool, as_json: bool,
) -> None:  # fmt: skip
    from pbexcel.cli import mailing

    if resolve:
        ctx.exit(mailing.resolve(out, as_json=as_json))
    asked = mailing.Asked(out, roster, smtp, letters, to_me, domains, remind_again)
    if send:
        ctx.exit(mailing.send(asked, os.environ.get("PBEXCEL_SMTP_PASSWORD"), yes=yes, as_json=as_json))
    ctx.exit(mailing.draft(asked, as_json=as_json))
