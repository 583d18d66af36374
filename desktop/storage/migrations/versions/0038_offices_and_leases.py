"""The office of a server, and who is open at which counter; going back forgets both.

An older program knows neither; a server's own office cannot be opened by it.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('offices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commune_code', sa.String(), nullable=False),
    sa.Column('wrapped_key', sa.String(), nullable=False),
    sa.Column('proof', sa.String(), nullable=False),
    sa.Column('founded_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offices'))
    )
    op.create_table('counter_leases',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('station', sa.String(), nullable=False),
    sa.Column('operator', sa.String(), nullable=False),
    sa.Column('since', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('renewed_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_counter_leases_member_id_members')),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_counter_leases'))
    )


def downgrade() -> None:
    op.drop_table('counter_leases')
    op.drop_table('offices')
