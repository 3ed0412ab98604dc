"""评分依据: the rules in words, how far they were checked, what became of every file and of every check.

In: the tables, the rules in words. Out: the sheet. Not here: the wording of rules (rules/wording).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbexcel.summary.projects import FOOTER, STATUS
from pbexcel.summary.sheet import TABLE_ROW, Column, Sheet
from pbexcel.summary.table import Tables

COLUMNS = (Column("what", "事项", 22, "wrap"), Column("text", "内容", 120, "wrap"))


def rules_sheet(sheet: Sheet, tables: Tables, rules_lines: Sequence[str], version: str) -> None:
    sheet.open("评分依据", "每个数都注明来源和核对程度（原文已核、转引、未核）。")
    rows = [("收到的文件", _received(tables)), ("生成工具", f"pbexcel {version}"), *_rules_used(tables)]
    rows += [(f"规则第 {number} 条", text) for number, text in enumerate(rules_lines, start=1)]
    rows += [("检查项目", text) for text in _checked(tables)]
    sheet.table(COLUMNS, rows)
    sheet.print_as(frozen=(TABLE_ROW + 1, 0), footer=f"{FOOTER}　评分依据", titles=TABLE_ROW)


def _checked(tables: Tables) -> Iterator[str]:
    """What every check came to over all forms, so that 「为什么没有查出来」 has an answer."""
    words = {"found": "发现问题", "passed": "通过", "could_not_run": "没能进行", "not_applicable": "不适用"}
    for row in tables.checks.to_dict("records"):
        yield f"{row['check']}：" + "，".join(f"{word} {row[state]} 份" for state, word in words.items() if row[state])


def _received(tables: Tables) -> str:
    counts = tables.projects["status"].value_counts().to_dict()
    parts = " + ".join(f"{word} {counts.get(status, 0)}" for status, word in STATUS.items())
    copies = int((tables.projects["copy_of"] != "").sum())
    return f"{len(tables.projects)} = {parts}" + (f"；其中 {copies} 个与别的文件相同，不重复计" if copies else "")


def _rules_used(tables: Tables) -> list[tuple[str, str]]:
    used = tables.projects.loc[tables.projects["rules"] != "", "rules"].value_counts().to_dict()
    return [("用到的规则", f"{name}：{count} 个文件") for name, count in sorted(used.items())]
