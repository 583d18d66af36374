"""Retention: what nobody needs any more is erased, with a signed certificate of what it was."""
