"""The form staff fill: built, guided, pre-filled; and old forms written anew on it.

In: a year, a variant, approved targets, or a form as read. Out: workbooks made with openpyxl, which is slow to import: nothing
is imported here. Not here: reading a filled form, which takes no notice of who made it.
"""
