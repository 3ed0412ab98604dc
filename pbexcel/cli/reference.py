"""The reference of all commands, made from their own help: `python -m pbexcel.cli.reference > docs/cli.md`.

In: the commands. Out: one Markdown page on stdout. Not here: what a command does beyond its help.
"""

from __future__ import annotations

import click

from pbexcel.cli import COMMANDS, group

HEAD = """# 命令参考

由 `make docs` 从各命令的 `--help` 生成，不要手改。退出码见[操作手册](操作手册.md#7-出错了)，`--json` 的内容见 [json.md](json.md)。
"""


def reference() -> str:
    """The page: every command and sub-command with its help at 100 columns."""
    root = click.Context(group, info_name="pbexcel", **group.context_settings)
    parts = [HEAD]
    for name in COMMANDS:
        command = group.get_command(root, name)
        assert command is not None
        parts += _pages(command, click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100))
    return "\n".join(parts)


def _pages(command: click.Command, context: click.Context) -> list[str]:
    pages = [f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            pages += _pages(inner, click.Context(inner, info_name=name, parent=context, terminal_width=100, max_content_width=100))
    return pages


if __name__ == "__main__":
    click.echo(reference(), nl=False)
