"""Which of the waiting records the next batch takes: all, one shift, or one cell."""
