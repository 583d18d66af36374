"""A counter of an office goes on without its server: with an encrypted copy of the list.

The copy is kept fresh while the server answers. What a counter took in it comes back as what a
field kit brings: by the same merge, under the same rules for two records of one person (decision
0028).
"""
