"""评分依据: the rules in words, how far they were checked, what became of every file and of every check.

In: the tables, the rules in words. Out: the sheet. Not here: the wording of rules (rules/wording).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pbexcel.summary.projects import FOOTER, STATUS
from pbexcel.summary.sheet import TABLE_ROW, Column, Sheet
from pbexcel.summary.table import CHECK_COLUMNS, Tables

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
    for values in tables.checks:
        row = dict(zip(CHECK_COLUMNS, values, strict=True))
        yield f"{row['check']}：" + "，".join(f"{word} {row[state]} 份" for state, word in words.items() if row[state])


def _received(tables: Tables) -> str:
    counts = Counter(tables.projects["status"])
    parts = " + ".join(f"{word} {counts[status]}" for status, word in STATUS.items())
    copies = sum(bool(copy_of) for copy_of in tables.projects["copy_of"])
    return f"{len(tables)} = {parts}" + (f"；其中 {copies} 个与别的文件相同，不重复计" if copies else "")


def _rules_used(tables: Tables) -> list[tuple[str, str]]:
    used = Counter(name for name in tables.projects["rules"] if name)
    return [("用到的规则", f"{name}：{count} 个文件") for name, count in sorted(used.items())]
