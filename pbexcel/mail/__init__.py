"""Mail: who gets which workbook, what the letter says, its bytes, and sending it once.

In: the records of a run, the workbooks in OUT, a roster, letter texts, settings, a clock. Out: letters, `.eml` files,
mail on an SMTP server, a ledger of what became of each. Not here: scoring, the environment, anything shown on a console.
"""
