"""The organisation tree: units, and every step that made them so.

New tables only; the tree is made from the members' rows when it is opened the first time.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('organisation_units',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_folded', sa.String(), nullable=False),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('secretary', sa.String(), server_default='', nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.Column('opened_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_reason', sa.String(), server_default='', nullable=False),
    sa.Column('merged_into', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(closed_at IS NULL) = (closed_reason = '')", name=op.f('ck_organisation_units_closed_with_reason')),
    sa.CheckConstraint('merged_into IS NULL OR closed_at IS NOT NULL', name=op.f('ck_organisation_units_merged_is_closed')),
    sa.ForeignKeyConstraint(['merged_into'], ['organisation_units.id'], name=op.f('fk_organisation_units_merged_into_organisation_units')),
    sa.ForeignKeyConstraint(['parent_id'], ['organisation_units.id'], name=op.f('fk_organisation_units_parent_id_organisation_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_units'))
    )
    op.create_table('unit_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('members', sa.JSON(), nullable=False),
    sa.Column('undoes', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['undoes'], ['unit_steps.id'], name=op.f('fk_unit_steps_undoes_unit_steps')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation_units.id'], name=op.f('fk_unit_steps_unit_id_organisation_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_steps')),
    sa.UniqueConstraint('number', name=op.f('uq_unit_steps_number')),
    sa.UniqueConstraint('undoes', name=op.f('uq_unit_steps_undoes'))
    )
    op.create_table('unit_changes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('step_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['unit_steps.id'], name=op.f('fk_unit_changes_step_id_unit_steps')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation_units.id'], name=op.f('fk_unit_changes_unit_id_organisation_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_changes')),
    sa.UniqueConstraint('step_id', 'place', name=op.f('uq_unit_changes_step_id_place'))
    )
    op.create_index('ix_unit_changes_unit_id', 'unit_changes', ['unit_id'])


def downgrade() -> None:
    op.drop_table('unit_changes')
    op.drop_table('unit_steps')
    op.drop_table('organisation_units')
