"""Screens about who sits here: the front door, the log-in, the first start."""
