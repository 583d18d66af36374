"""Further files of a batch, so that an answer to any of them is recognised.

Going back down forgets them; answers to the first file of a batch stay possible.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('batch_copies',
    sa.Column('payload_sha256', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('file_sha256', sa.String(), nullable=False),
    sa.Column('folder', sa.String(), nullable=False),
    sa.Column('written_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_batch_copies_batch_id_batches')),
    sa.PrimaryKeyConstraint('payload_sha256', name=op.f('pk_batch_copies'))
    )
    with op.batch_alter_table('batch_copies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_batch_copies_batch_id'), ['batch_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('batch_copies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_batch_copies_batch_id'))

    op.drop_table('batch_copies')
