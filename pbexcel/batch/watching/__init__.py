"""The drop folder: from "I dropped it" to a scored or returned form, again and again, until somebody stops it.

In: the inbox as it is from one scan to the next, OUT, the time as an argument. Out: waves of work, 状态.txt, a heartbeat.
Not here: what happens to one file (batch.one), waiting for the next scan and signals (cli.watch). Nothing here reads a clock.
"""
