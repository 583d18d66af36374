"""What intake points work with: which device is where and how it stands, and what is missing.

What this promises: a device is never forgotten, only written off; where it was, who looked at it
and what they found stays readable.
"""
