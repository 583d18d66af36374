"""Screens of the mobile teams: planned at the office, walked with a laptop."""
