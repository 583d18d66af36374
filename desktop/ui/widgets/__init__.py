"""The parts every screen is built from, one file per noun.

Promises: words in Vietnamese come from the caller, text is plain, targets are at least 40 px
high, each control has an accessible name, and a change of palette or text size is followed.
"""
