"""The commune's list of members: import, search, and people added at the counter.

What this promises: every row of a file is accounted for (imported, set aside with a reason, or
recognised as no data); importing the same file twice changes nothing; nobody is ever deleted by
a newer list; a keystroke in the search box is answered from memory.
"""
