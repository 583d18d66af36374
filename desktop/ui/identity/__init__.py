"""Card scans, wherever the focus is."""
