"""Practice: invented people, their papers, and a walk through the whole product with them.

Everything here is made from a seed; no real person is meant. The commune "Mường Thử" does not
exist.
"""
