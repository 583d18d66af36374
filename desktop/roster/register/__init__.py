"""The register of discrepancies: where the list and other sources differ, and who decided.

What this promises: one line for each field and person with everybody's word and its source; a
value of the list changes only by a decision with a name and a reason, and the version before is
kept; decided lines stay when newer extracts come.
"""
