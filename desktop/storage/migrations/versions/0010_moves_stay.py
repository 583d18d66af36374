"""Moves are never deleted or replaced: more guards, no table changes.

The guards are put in place after every migration, so this revision only makes stores of before come
by. Going back down leaves them: they hinder no earlier program.
"""

from alembic import op

from desktop.storage import guards


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    guards.install(op.get_bind())


def downgrade() -> None:
    pass
