"""Screens of the batches that leave for the province."""
