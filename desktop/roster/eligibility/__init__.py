"""Who is in the denominator, who is not and why; the commune may set the rules by status.

What this promises: everybody on the list is counted exactly once, as eligible, as left out with a
reason, or apart; nothing changes a rule without an event in the audit trail.
"""
