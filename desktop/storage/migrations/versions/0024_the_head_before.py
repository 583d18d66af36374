"""The head of the batch before, as the station found it again when the next batch left.

Three new columns at the province, empty for what arrived before: a trail that was cut and grew past
the loss is told by them (`desktop/province/chain`).
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('received_batches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('before_sequence', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('before_number', sa.BigInteger(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('before_digest', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('received_batches', schema=None) as batch_op:
        batch_op.drop_column('before_digest')
        batch_op.drop_column('before_number')
        batch_op.drop_column('before_sequence')
