"""Many files: the story of one, who runs it, what they mean together, publishing, the drop folder.

In: paths. Out: copies, records and a summary in OUT. Not here: arguments and what is printed (cli).
"""
