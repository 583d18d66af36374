"""Inspections: a check list, what was found, what has to be mended by when, and that it was.

What this promises: an inspector writes here and nowhere else; whoever mended something never
confirms it; what the program could not measure is never said to be measured.
"""
