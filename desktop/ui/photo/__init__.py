"""The live camera on a page: preview, guide, checks, shots; and the threads behind it."""
