"""Whether this machine's clock can be believed, held against the last time that was trusted.

A record taken under a wrong clock has a wrong day on a paper that somebody keeps. So intake stops
while the clock is behind what the store knows, off by years, or in another time zone; a supervisor
can let it pass with a reason.
"""
