"""Mobile teams, who cannot come to the counter, and lists of visits: tables of their own.

No older row is touched; a store that goes back down forgets teams and visits.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('teams',
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('device', sa.String(), server_default='', nullable=False),
    sa.Column('vehicle', sa.String(), server_default='', nullable=False),
    sa.Column('ended_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name=op.f('ck_teams_ended_by_somebody')),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_teams_station_id_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teams'))
    )
    op.create_table('special_cases',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('address', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('cleared_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('cleared_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(cleared_at IS NULL) = (cleared_by = '')", name=op.f('ck_special_cases_cleared_by_somebody')),
    sa.CheckConstraint("place IN ('home', 'medical', 'other')", name=op.f('ck_special_cases_known_place')),
    sa.CheckConstraint("reason IN ('old', 'ill', 'disabled', 'in_hospital', 'caring', 'far', 'other')", name=op.f('ck_special_cases_known_reason')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_special_cases_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_special_cases'))
    )
    with op.batch_alter_table('special_cases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_special_cases_member_id'), ['member_id'], unique=False)

    op.create_table('team_members',
    sa.Column('team_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('operator_id', sa.Uuid(), nullable=True),
    sa.Column('removed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name=op.f('ck_team_members_removed_by_somebody')),
    sa.CheckConstraint("role IN ('officer', 'cell_secretary', 'other')", name=op.f('ck_team_members_known_role')),
    sa.ForeignKeyConstraint(['operator_id'], ['operators.id'], name=op.f('fk_team_members_operator_id_operators')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_team_members_team_id_teams')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_members'))
    )
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_members_team_id'), ['team_id'], unique=False)

    op.create_table('visit_lists',
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('device', sa.String(), server_default='', nullable=False),
    sa.Column('vehicle', sa.String(), server_default='', nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(closed_at IS NULL) = (closed_by = '')", name=op.f('ck_visit_lists_closed_by_somebody')),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_visit_lists_known_state')),
    sa.ForeignKeyConstraint(['station_id'], ['stations.id'], name=op.f('fk_visit_lists_station_id_stations')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_visit_lists_team_id_teams')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_lists')),
    sa.UniqueConstraint('station_id', 'number', name=op.f('uq_visit_lists_station_id_number'))
    )
    with op.batch_alter_table('visit_lists', schema=None) as batch_op:
        batch_op.create_index('ix_visit_lists_state', ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_lists_team_id'), ['team_id'], unique=False)

    op.create_table('visits',
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('planned_time', sa.String(), server_default='', nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('village', sa.String(), server_default='', nullable=False),
    sa.Column('address', sa.String(), server_default='', nullable=False),
    sa.Column('phone', sa.String(), server_default='', nullable=False),
    sa.Column('outcome', sa.String(), server_default='', nullable=False),
    sa.Column('outcome_note', sa.String(), server_default='', nullable=False),
    sa.Column('revisit_on', sa.String(), server_default='', nullable=False),
    sa.Column('done_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.String(), server_default='', nullable=False),
    sa.Column('removed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(outcome = '') = (done_at IS NULL)", name=op.f('ck_visits_outcome_has_time')),
    sa.CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name=op.f('ck_visits_removed_by_somebody')),
    sa.CheckConstraint("outcome = '' OR outcome IN ('done', 'at_counter', 'not_at_home', 'in_hospital', 'moved', 'refused', 'deceased')", name=op.f('ck_visits_known_outcome')),
    sa.CheckConstraint("place IN ('home', 'medical', 'other')", name=op.f('ck_visits_known_place')),
    sa.CheckConstraint("reason = '' OR reason IN ('old', 'ill', 'disabled', 'in_hospital', 'caring', 'far', 'other')", name=op.f('ck_visits_known_reason')),
    sa.ForeignKeyConstraint(['list_id'], ['visit_lists.id'], name=op.f('fk_visits_list_id_visit_lists')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_visits_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visits'))
    )
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visits_list_id'), ['list_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visits_member_id'), ['member_id'], unique=False)
        batch_op.create_index('ix_visits_updated_at', ['updated_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.drop_index('ix_visits_updated_at')
        batch_op.drop_index(batch_op.f('ix_visits_member_id'))
        batch_op.drop_index(batch_op.f('ix_visits_list_id'))

    op.drop_table('visits')
    with op.batch_alter_table('visit_lists', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_lists_team_id'))
        batch_op.drop_index('ix_visit_lists_state')

    op.drop_table('visit_lists')
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_members_team_id'))

    op.drop_table('team_members')
    with op.batch_alter_table('special_cases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_special_cases_member_id'))

    op.drop_table('special_cases')
    op.drop_table('teams')
