"""Where things stand on a sheet: header words, blocks, rows. Forms come out as `records.Form`.

Not here: what the texts mean (values), what they are worth (scoring).
"""
