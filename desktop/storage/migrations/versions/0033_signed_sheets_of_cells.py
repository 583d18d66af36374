"""Sheets that cells signed before the intake, and what they say is not right.

New tables only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('precheck_sheets',
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('signed_on', sa.String(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('entered_by', sa.String(), nullable=False),
    sa.Column('replaced_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('replaced_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(replaced_at IS NULL) = (replaced_by = '')", name=op.f('ck_precheck_sheets_replaced_by_somebody')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_precheck_sheets'))
    )
    with op.batch_alter_table('precheck_sheets', schema=None) as batch_op:
        batch_op.create_index('ix_precheck_sheets_cell', ['cell'], unique=False)
    op.create_table('precheck_remarks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sheet_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('missing_name', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("reason IN ('wrong_data', 'moved', 'no_member', 'deceased', 'other_cell', 'away', 'frail', 'other', 'missing')", name=op.f('ck_precheck_remarks_known_reason')),
    sa.CheckConstraint("(member_id IS NULL) = (missing_name <> '')", name=op.f('ck_precheck_remarks_about_one_person')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_precheck_remarks_member_id_members')),
    sa.ForeignKeyConstraint(['sheet_id'], ['precheck_sheets.id'], name=op.f('fk_precheck_remarks_sheet_id_precheck_sheets')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_precheck_remarks'))
    )
    with op.batch_alter_table('precheck_remarks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_precheck_remarks_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_precheck_remarks_sheet_id'), ['sheet_id'], unique=False)


def downgrade() -> None:
    op.drop_table('precheck_remarks')
    op.drop_table('precheck_sheets')
