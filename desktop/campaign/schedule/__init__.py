"""The rolling schedule: who of which cell comes when, one cell finished before the next.

What this promises: everybody who is still awaited has at most one place ahead; a counter never has
more people than it can take; a place that lies in the past is never changed; the same facts always
give the same schedule.
"""
