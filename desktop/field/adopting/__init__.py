"""Many records of the field made applications at once, a table at a time."""
