"""The plan of the campaign by cell: deadlines, phases, confirmations, reasons, closings.

New tables only; a cell without a row there has the campaign's deadline and is open.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cell_deadlines',
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('set_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('cell', name=op.f('pk_cell_deadlines'))
    )
    op.create_table('opened_phases',
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('phase', sa.String(), nullable=False),
    sa.Column('opened_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('cell', 'phase', name=op.f('pk_opened_phases'))
    )
    op.create_table('cell_marks',
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'mark', name=op.f('pk_cell_marks'))
    )
    op.create_table('case_explanations',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('explained_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('explained_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_case_explanations_member_id_members')),
    sa.PrimaryKeyConstraint('member_id', 'state', name=op.f('pk_case_explanations'))
    )
    op.create_table('cell_closings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_by', sa.String(), nullable=False),
    sa.Column('reopened_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reopened_by', sa.String(), server_default='', nullable=False),
    sa.Column('reopen_reason', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("(reopened_at IS NULL) = (reopened_by = '' AND reopen_reason = '')", name=op.f('ck_cell_closings_reopened_with_reason')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cell_closings'))
    )
    with op.batch_alter_table('cell_closings', schema=None) as batch_op:
        batch_op.create_index('ix_cell_closings_one', ['cell'], unique=True, sqlite_where=sa.text('reopened_at IS NULL'), postgresql_where=sa.text('reopened_at IS NULL'))


def downgrade() -> None:
    op.drop_table('cell_closings')
    op.drop_table('case_explanations')
    op.drop_table('cell_marks')
    op.drop_table('opened_phases')
    op.drop_table('cell_deadlines')
