"""Papers on the screen and on the system's printers."""
