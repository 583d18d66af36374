"""What a cell signs before the intake: its list as it is, and whom it says otherwise about.

What this promises: a signed sheet that was entered is never changed or lost; a later one takes its
place and the earlier one stays readable.
"""
