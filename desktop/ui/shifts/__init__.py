"""Screens of shifts."""
