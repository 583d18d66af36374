"""A batch on its way out: begun before its file has a name, counted when the file is there."""
