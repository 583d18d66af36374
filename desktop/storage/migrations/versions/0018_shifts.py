"""Shifts, what was handed on between them, the office's own calendar days, and the plan.

New tables only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_days',
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('set_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_calendar_days'))
    )
    op.create_table('shifts',
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('opened_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('first_event', sa.Integer(), nullable=False),
    sa.Column('opened_event', sa.Integer(), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), server_default='', nullable=False),
    sa.Column('last_event', sa.Integer(), nullable=True),
    sa.Column('head_digest', sa.String(), server_default='', nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(closed_at IS NULL) = (last_event IS NULL)', name=op.f('ck_shifts_closed_has_end')),
    sa.CheckConstraint('first_event <= opened_event', name=op.f('ck_shifts_begins_before')),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_shifts_station_id_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shifts')),
    sa.UniqueConstraint('station_id', 'number', name=op.f('uq_shifts_station_id_number'))
    )
    with op.batch_alter_table('shifts', schema=None) as batch_op:
        batch_op.create_index('ix_shifts_one_open', ['station_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('shift_hand_overs',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('shift_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('given_to', sa.String(), nullable=False),
    sa.Column('given_by', sa.String(), nullable=False),
    sa.Column('given_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shift_id'], ['shifts.id'], name=op.f('fk_shift_hand_overs_shift_id_shifts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shift_hand_overs')),
    sa.UniqueConstraint('shift_id', 'kind', 'subject_id', name=op.f('uq_shift_hand_overs_shift_id_kind_subject_id'))
    )


def downgrade() -> None:
    op.drop_table('shift_hand_overs')
    op.drop_table('shifts')
    op.drop_table('calendar_days')
