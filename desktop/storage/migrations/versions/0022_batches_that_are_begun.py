"""A batch is begun before its file has a name; what was chosen for it, and whether frames travelled.

New columns are empty for what left before; a store that goes back down forgets a begun batch, whose
records all wait.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('begun_batches',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('recipients', sa.JSON(), nullable=False),
    sa.Column('exported_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('exported_by', sa.String(), nullable=False),
    sa.Column('audit_number', sa.BigInteger(), nullable=False),
    sa.Column('audit_digest', sa.String(), nullable=False),
    sa.Column('choice', sa.String(), nullable=False),
    sa.Column('chosen', sa.String(), nullable=False),
    sa.Column('has_originals', sa.Boolean(), nullable=False),
    sa.Column('records', sa.JSON(), nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_begun_batches_station_id_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_begun_batches')),
    sa.UniqueConstraint('station_id', name=op.f('uq_begun_batches_station_id'))
    )
    with op.batch_alter_table('batches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('choice', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('chosen', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('has_originals', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('batches', schema=None) as batch_op:
        batch_op.drop_column('has_originals')
        batch_op.drop_column('chosen')
        batch_op.drop_column('choice')
    op.drop_table('begun_batches')
