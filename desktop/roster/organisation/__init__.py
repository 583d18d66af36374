"""The organisation tree: Đảng bộ and chi bộ, edited on record, followed by the members' rows.

What this promises: every member of the list stands in exactly one open unit (or is known to have
none); an act changes the tree and the rows of its members together or not at all; every act is kept
and the tree can be made again from them; the last act can be taken back.
"""
