"""Workbooks changed and nothing else in them: cells written, sheets added, notes, marks, properties.

In: a package and `Changes`. Out: new bytes. Not here: the proof that nothing else changed (proving).
"""
