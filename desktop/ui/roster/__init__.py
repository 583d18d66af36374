"""Screens of the member list."""
