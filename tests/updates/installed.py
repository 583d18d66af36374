"""A program as the installer leaves it, built from this very repository; and its next version."""

import json
import os
import shutil
import subprocess
import sys

from desktop.storage import migrate
from desktop.updates.place import this_platform, this_python
from installer.release import tree
from tests.updates.workshop import LOCK, SOURCES, now

NEXT_SCHEMA = "9001"
MIGRATION = f'''"""A table that only the next version knows."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT_SCHEMA}"
down_revision = "{migrate.HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("only_in_next", sa.Column("id", sa.Integer, primary_key=True))


def downgrade() -> None:
    op.drop_table("only_in_next")
'''


def lay_out(folder, version=None):
    """Copy what belongs to a version; with a number, as that version with a schema of its own."""
    folder.mkdir(parents=True)
    for name in ("desktop", "resources"):
        shutil.copytree(SOURCES / name, folder / name)
    shutil.copyfile(SOURCES / "main.py", folder / "main.py")
    if version is not None:
        _rewrite(folder / "desktop" / "__init__.py", "0.1.0", version)
        storage = folder / "desktop" / "storage"
        _rewrite(storage / "migrate.py", f'HEAD = "{migrate.HEAD}"', f'HEAD = "{NEXT_SCHEMA}"')
        revision = storage / "migrations" / "versions" / f"{NEXT_SCHEMA}_next.py"
        revision.write_text(MIGRATION, encoding="utf-8")
    return folder


def _rewrite(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


class Installed:
    """ROOT/app as an installer leaves it, and how it is started."""

    def __init__(self, root, anchor):
        self.root = root
        self.app = lay_out(root / "app")
        shutil.copyfile(SOURCES / "installer" / "start.py", root / "start.py")
        self.stamp(anchor)

    def stamp(self, anchor):
        release = tree.describe(
            self.app, this_platform(), python=this_python(), lock=LOCK, notes="", now=now()
        )
        tree.stamp(self.app, release, anchor)

    @property
    def versions(self):
        return self.root / "versions"

    def run(self, *arguments, **environment):
        done = subprocess.run(
            [sys.executable, str(self.root / "start.py"), *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={
                **os.environ,
                "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
                "QT_QPA_PLATFORM": "offscreen",
                **environment,
            },
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    def told(self, *arguments, **environment):
        """Run a command that must go well, and return its answer."""
        rc, out, err = self.run(*arguments, "--json", **environment)
        assert rc == 0, out + err
        return json.loads(out)
