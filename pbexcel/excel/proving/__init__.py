"""The proof that a changed workbook differs in what was declared and in nothing else.

In: the original and the new bytes. Out: what is wrong, nothing if proven. Not here: the changing, from which only the plan is taken.
"""
