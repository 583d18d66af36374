"""Phone calls: who has to be called, what came of each call, when to call again.

What this promises: every call somebody noted stays with its time and its operator; a slip of a key
is taken back by a second note, never by deleting the first.
"""
