"""Heads of the audit trail beside the batches that carry them; the trail is guarded from now on.

Two new columns, empty for what left and arrived before. The guards are put in place after every
migration (`storage/guards.py`); a store of an older revision gets those of the trail with this one.
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

_TABLES = ('batches', 'received_batches')


def upgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('audit_number', sa.BigInteger(), server_default='0', nullable=False))
            batch_op.add_column(sa.Column('audit_digest', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('audit_digest')
            batch_op.drop_column('audit_number')
