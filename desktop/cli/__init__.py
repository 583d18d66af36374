"""The command line for IT staff and scripts: the same services as the screens."""
