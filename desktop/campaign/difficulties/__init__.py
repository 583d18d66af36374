"""The log of difficulties: what made the work hard, where, and what the province answered.

What this promises: nothing that leaves for the province names a person or shows a number of theirs
whole; what was written here stays as it was written.
"""
