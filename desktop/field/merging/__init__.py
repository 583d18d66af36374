"""Merging what laptops bring back: in any order, any number of times, with the same result."""
