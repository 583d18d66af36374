"""Cards that are here and whose people have to be told."""
