"""Slots that somebody chose the time of; those of before were all planned.

A store that goes back down forgets which ones a replan leaves alone.
"""

import sqlalchemy as sa
from alembic import op


revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('schedule_slots', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_by_hand', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('schedule_slots', schema=None) as batch_op:
        batch_op.drop_column('is_by_hand')
