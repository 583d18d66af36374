"""Who of which cell comes when.

New tables only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('schedule_slots',
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('start_minute', sa.Integer(), nullable=False),
    sa.Column('end_minute', sa.Integer(), nullable=False),
    sa.Column('counters', sa.Integer(), nullable=False),
    sa.Column('told_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('removed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("start_minute < end_minute", name=op.f('ck_schedule_slots_ends_after_start')),
    sa.CheckConstraint("counters > 0", name=op.f('ck_schedule_slots_has_counter')),
    sa.CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name=op.f('ck_schedule_slots_removed_by_somebody')),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_schedule_slots_station_id_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_slots'))
    )
    with op.batch_alter_table('schedule_slots', schema=None) as batch_op:
        batch_op.create_index('ix_schedule_slots_day', ['day'], unique=False)
    op.create_table('schedule_seats',
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_schedule_seats_member_id_members')),
    sa.ForeignKeyConstraint(['slot_id'], ['schedule_slots.id'], name=op.f('fk_schedule_seats_slot_id_schedule_slots')),
    sa.PrimaryKeyConstraint('slot_id', 'member_id', name=op.f('pk_schedule_seats'))
    )
    with op.batch_alter_table('schedule_seats', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_schedule_seats_member_id'), ['member_id'], unique=False)


def downgrade() -> None:
    op.drop_table('schedule_seats')
    op.drop_table('schedule_slots')
