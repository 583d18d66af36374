"""Alembic environment; revisions lie in versions/."""
