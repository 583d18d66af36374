"""People who work here: their roles, how they log in, and the ways back when they cannot."""
