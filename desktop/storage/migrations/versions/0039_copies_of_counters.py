"""Copies that counters go on with when the server is gone stand among the devices.

Going back forgets which devices are such copies; an older program takes them for laptops.
"""

import sqlalchemy as sa
from alembic import op


revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column('counter', sa.String(), server_default='', nullable=False)
    op.add_column('field_devices', column)


def downgrade() -> None:
    with op.batch_alter_table('field_devices') as batch:
        batch.drop_column('counter')
