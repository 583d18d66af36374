"""Copies on screen: how the twin copy stands, backups, and the way back on a new machine."""
