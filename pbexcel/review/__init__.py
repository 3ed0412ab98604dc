"""复核表: what only a person can judge, gathered for them and read back.

In: records of a run. Out: 复核表.xlsx, and the decisions written into it. Not here: applying them (scoring/deciding).
"""
