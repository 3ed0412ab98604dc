"""The department summary: records of a run as tables, sheets, charts and sentences.

In: `FileRecord`s. Out: 部门汇总.xlsx, DataFrames, csv and parquet. Not here: scoring; opening any workbook of staff's.
"""
