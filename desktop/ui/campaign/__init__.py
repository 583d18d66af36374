"""Screens of the campaign."""
