"""Cards that come back: the list in, the count, the hand-over by cell."""
