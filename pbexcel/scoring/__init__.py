"""Rules held against a form: what every line is worth, and every check owed to it.

In: a `Form` and a profile. Out: a `Scorecard`, `Problem`s, the ledger of checks. Not here: files.
"""
