"""Telling home units whom of theirs was received here: temporary residents, counted apart."""
