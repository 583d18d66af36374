"""Printed cards come back: the list of the printing office, the count, the hand-over by cell.

The work of a commune is complete when the member has the card, so completion is counted here.
"""
