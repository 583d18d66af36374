"""What tests of every folder may ask for."""

from tests.postgres import postgres_server, postgres_store

__all__ = ["postgres_server", "postgres_store"]
