"""Other lists about the same people, and who in them is whom.

What this promises: a record of another list is held to be a person of ours only when the
comparison was sure or somebody said so; a newer extract replaces the older one of its kind and
what people said of its pairs stays; a person counts as checked against a source only as far as
that was done.
"""
