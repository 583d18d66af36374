"""Keeping the list: what a newer file changes, what was before, and the way back.

What this promises: a change and the person as they were before it are stored together or not at
all; an import is applied as chosen and can be taken back until somebody it brought was received
or changed again; whatever was not taken in stays, whole, with its reason.
"""
