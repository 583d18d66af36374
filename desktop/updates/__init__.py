"""Updates from a stick: proved by The Update Framework, laid beside the version that runs.

Nothing here speaks to a network. What is on the stick is believed only as far as the keys in the
program vouch for it; the running version is never written over.
"""
