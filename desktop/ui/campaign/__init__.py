"""Screens of the campaign: its plan, each cell's gate and closing, and who waits."""
