"""Worksheets read: raw cells, what they show, styles, shared strings.

In: the bytes of parts. Out: a `Sheet` of cells. Not here: which parts there are (package), changing them.
"""
