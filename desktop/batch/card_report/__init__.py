"""Where printed cards are: what a station tells the province (`.qtc`), see docs/batch-format.md.

Cards are counted and handed over by `desktop.returns`; here is only the word about it that travels.
"""
