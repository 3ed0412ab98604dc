"""Workbooks as bytes: opened with distrust here; read, changed and proven in the rooms below.

Not here: what an evaluation is.
"""
