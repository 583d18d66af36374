"""${message}.

Before committing: does it run on SQLCipher and PostgreSQL, keep every row, and go back down?
Then set HEAD in desktop/storage/migrate.py and add a data test in tests/migrations.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
