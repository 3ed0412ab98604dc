"""Forms drawn as text tables, for tests: one line a row, | between cells, ^ for a cell merged with the one above.

`<` merges a cell with the one on its left; blank cells are empty. Cells are text unless `numbers` is set.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook

from pbexcel.excel.package import Package, open_package
from pbexcel.forms.reading import FormRead, read_forms

# the pieces of a small form, one below another
HEAD = """项目支出绩效自评表|<|<|<|<|<|<|<
（2022年度）|<|<|<|<|<|<|<
项目名称|<|送戏下乡|<|<|<|<|<
主管部门|<|市文旅局|<|实施单位|市文化馆|<|<
"""
FUND = """项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|年度资金总额|50|50|49|10|98%|9.8
"""
HEADER = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"

SEED = """
项目支出绩效自评表|<|<|<|<|<|<|<
（  2021  年度）|<|<|<|<|<|<|<
项目名称|<|不动产登记电子证书（证明）建设项目|<|<|<|<|<
主管部门|<|宁波市自然资源和规划局北仑分局|<|实施单位|宁波市北仑区不动产登记服务中心|<|<
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|年度资金总额|110|110|109.62|10|99.65%|10
^|其中：当年财政拨款|110|110|109.62|—||—
^|上年结转资金||||—||—
^|其他资金||||—||—
年度总体目标|预期目标|<|<|实际完成情况|<|<|<
^|1.完成不动产登记系统升级改造|<|<|已完成自助打证设备采购3台|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标（50分）|数量指标|硬件采购/维护数量|≤3台|3台|10|10|
^|质量指标|系统验收合格率|≥99.5%|100%|10|10|
^|^|系统正常运行率|≥99.5%|100%|10|10|
^|时效指标|系统故障修复响应时间|≤0.5小时|100%|5|5|
^|^|系统运行维护响应时间|≤0.5小时|100%|5|5|
^|成本指标|软件升级|≤20万元|19.8万元|5|5|
^|^|设备采购|≤90万元|89.82万元|5|5|
效益指标（30分）|社会效益指标|不动产登记数字化程度|大幅提高|100%|10|10|
^|^|企业、个人日常应用|满足企业、个人日常应用需求|100%|10|9|
^|可持续影响指标|系统正常使用年限|≥5年|100%|10|10|
满意度指标（10分）|服务对象满意度指标|使用人员满意度|≥98%|98%|10|9|
总分|<|<|<|<|100|98|
自评等级|<|<|<|优|<|<|<
"""

_NUMBER = re.compile(r"\d+(\.\d+)?")


def workbook_of(*tables: str, down: int = 0, right: int = 0, numbers: bool = False, names: Sequence[str] = ()) -> Workbook:
    """A workbook with one sheet a table, everything moved `down` rows and `right` columns."""
    book = Workbook()
    book.remove(book.active)
    for position, table in enumerate(tables):
        sheet = book.create_sheet(names[position] if names else f"Sheet{position + 1}")
        _draw(sheet, [line.split("|") for line in table.strip("\n").split("\n")], down, right, numbers)
    return book


def _draw(sheet, rows, down, right, numbers) -> None:  # type: ignore[no-untyped-def]
    for r, row in enumerate(rows, start=1 + down):
        for c, text in enumerate(row, start=1 + right):
            if text and text not in "^<":
                cell = sheet.cell(r, c)
                cell.value = float(text) if numbers and _NUMBER.fullmatch(text) else text.replace("\\n", "\n")
                if text.startswith("="):
                    cell.data_type = "s"  # =8个 is a text in a form, never a formula
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("", "^", "<"):
                continue
            width = 1
            while c + width < len(row) and row[c + width] == "<":
                width += 1
            height = 1
            while r + height < len(rows) and c < len(rows[r + height]) and rows[r + height][c] == "^":
                height += 1
            if width * height > 1:
                top, left = r + 1 + down, c + 1 + right
                sheet.merge_cells(start_row=top, start_column=left, end_row=top + height - 1, end_column=left + width - 1)


def package_of(book: Workbook) -> Package:
    buffer = io.BytesIO()
    book.save(buffer)
    return open_package(buffer.getvalue())


def read_one(*tables: str, down: int = 0, right: int = 0, numbers: bool = False) -> FormRead:
    """The one form drawn."""
    found = read_forms(package_of(workbook_of(*tables, down=down, right=right, numbers=numbers)))
    assert len(found.forms) == 1, found
    return found.forms[0]
