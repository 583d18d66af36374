"""Deciding and answering: everything clean is accepted, the rest by people, file by file."""
