"""Inspections, their check list and what has to be mended; a store that goes back forgets them."""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('inspection_items',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('is_used', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_items')),
    sa.UniqueConstraint('code', name=op.f('uq_inspection_items_code'))
    )
    op.create_table('inspections',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(), nullable=False),
    sa.Column('inspectors', sa.String(), nullable=False),
    sa.Column('begun_by', sa.String(), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(closed_at IS NULL) = (closed_by = '')", name=op.f('ck_inspections_closed_by_somebody')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspections')),
    sa.UniqueConstraint('number', name=op.f('uq_inspections_number'))
    )
    op.create_table('inspection_marks',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('deadline', sa.String(), server_default='', nullable=False),
    sa.Column('measured', sa.JSON(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(verdict = 'failed') = (deadline <> '')", name=op.f('ck_inspection_marks_mended_by_a_day')),
    sa.CheckConstraint("verdict IN ('', 'passed', 'failed', 'not_applicable')", name=op.f('ck_inspection_marks_known_verdict')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspections.id'], name=op.f('fk_inspection_marks_inspection_id_inspections')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_marks')),
    sa.UniqueConstraint('inspection_id', 'code', name=op.f('uq_inspection_marks_inspection_id_code'))
    )
    with op.batch_alter_table('inspection_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inspection_marks_inspection_id'), ['inspection_id'], unique=False)

    op.create_table('inspection_findings',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('mark_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('mended_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('mended_by', sa.String(), server_default='', nullable=False),
    sa.Column('how', sa.String(), server_default='', nullable=False),
    sa.Column('confirmed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.String(), server_default='', nullable=False),
    sa.Column('word', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'confirmed') = (confirmed_at IS NOT NULL)", name=op.f('ck_inspection_findings_confirmed_once')),
    sa.CheckConstraint("(state = 'open') = (mended_at IS NULL)", name=op.f('ck_inspection_findings_mended_once')),
    sa.CheckConstraint("state IN ('open', 'mended', 'confirmed')", name=op.f('ck_inspection_findings_known_state')),
    sa.ForeignKeyConstraint(['mark_id'], ['inspection_marks.id'], name=op.f('fk_inspection_findings_mark_id_inspection_marks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_findings')),
    sa.UniqueConstraint('mark_id', name=op.f('uq_inspection_findings_mark_id')),
    sa.UniqueConstraint('number', name=op.f('uq_inspection_findings_number'))
    )


def downgrade() -> None:
    op.drop_table('inspection_findings')
    with op.batch_alter_table('inspection_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inspection_marks_inspection_id'))

    op.drop_table('inspection_marks')
    op.drop_table('inspections')
    op.drop_table('inspection_items')
