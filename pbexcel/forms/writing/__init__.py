"""What goes into the copies that come back: scores in their cells, 评分明细, 问题清单, the receipt.

In: evaluated forms and the workbook they stand in. Out: changes of that workbook. Not here: making them (excel/changing).
"""
