"""The figures of a province by station: one narrow index, and no record is read for them.

Nothing but an index: down and up again loses nothing.
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_WHERE = {'sqlite_where': sa.text('is_current = 1'), 'postgresql_where': sa.text('is_current')}


def upgrade() -> None:
    op.create_index('ix_received_records_counts', 'received_records', ['station_id', 'channel', 'verdict'], unique=False, **_WHERE)


def downgrade() -> None:
    op.drop_index('ix_received_records_counts', table_name='received_records', **_WHERE)
