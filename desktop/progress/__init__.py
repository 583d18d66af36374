"""How far the campaign is: maintained counts with their history, and the evening report.

What this promises: every figure can be asked for as of a past day; opening it never loads people;
the sums reconcile exactly, by cell and by where a record was taken.
"""
