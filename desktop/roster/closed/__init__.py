"""Cells that were closed, as far as the list and the counter must know it."""
