"""`dev.py migration WHY`: write a new revision from the difference between models and head."""

from __future__ import annotations

import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from desktop.storage.engine import make_engine
from desktop.storage.migrate import HEAD, known_revisions, upgrade


def main(why: str) -> str:
    """Write the revision and return its number; the caller reads it through and sets HEAD."""
    number = f"{int(known_revisions()[-1]) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "head.db", secrets.token_bytes(32))
        upgrade(engine, now=datetime.now(UTC))
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, why, autogenerate=True, rev_id=number)
        engine.dispose()
    return number


if __name__ == "__main__":
    made = main(" ".join(sys.argv[1:]) or "change")
    sys.stdout.write(f"Revision {made} written; read it, then set HEAD (now {HEAD}) to {made}.\n")
