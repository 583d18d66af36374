"""Who is to work when and where.

A new table only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('planned_turns',
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('place', sa.String(), server_default='', nullable=False),
    sa.Column('operator_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('person_key', sa.String(), nullable=False),
    sa.Column('planned_by', sa.String(), nullable=False),
    sa.Column('removed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(operator_id IS NULL) = (name <> '')", name=op.f('ck_planned_turns_one_of_two')),
    sa.CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name=op.f('ck_planned_turns_removed_by_somebody')),
    sa.ForeignKeyConstraint(['operator_id'], ['operators.id'], name=op.f('fk_planned_turns_operator_id_operators')),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_planned_turns_station_id_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_turns'))
    )
    with op.batch_alter_table('planned_turns', schema=None) as batch_op:
        batch_op.create_index('ix_planned_turns_once', ['station_id', 'day', 'part', 'place', 'person_key'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))


def downgrade() -> None:
    op.drop_table('planned_turns')
