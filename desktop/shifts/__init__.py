"""Shifts of a counter: opened and closed on record, what kind they are, who is to work when."""
