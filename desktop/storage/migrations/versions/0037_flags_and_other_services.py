"""Flags of people with priority, services at the same visit; a store that goes back forgets both.

A number given for a flag alone becomes, on the way back, one for somebody who is ill: the older
program knows no wider word, and nobody loses their place.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

_PRIORITY = 'ck_queue_tickets_known_priority'
_OLD = "priority IN ('none', 'old', 'sick', 'war_invalid')"
_NEW = "priority IN ('none', 'old', 'sick', 'war_invalid', 'flagged')"


def upgrade() -> None:
    op.create_table('priority_flags',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('cleared_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('cleared_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(cleared_at IS NULL) = (cleared_by = '')", name=op.f('ck_priority_flags_cleared_by_somebody')),
    sa.CheckConstraint("reason IN ('ill', 'disabled', 'war_invalid', 'merit', 'far', 'other')", name=op.f('ck_priority_flags_known_reason')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_priority_flags_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_priority_flags'))
    )
    with op.batch_alter_table('priority_flags', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_priority_flags_member_id'), ['member_id'], unique=False)

    op.create_table('other_services',
    sa.Column('application_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('noted_by', sa.String(), nullable=False),
    sa.Column('undone_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name=op.f('ck_other_services_undone_by_somebody')),
    sa.CheckConstraint("kind IN ('id_card', 'e_id', 'residence', 'other')", name=op.f('ck_other_services_known_kind')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_other_services_application_id_applications')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_other_services'))
    )
    with op.batch_alter_table('other_services', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_other_services_application_id'), ['application_id'], unique=False)

    _known_priorities(_NEW)


def downgrade() -> None:
    op.execute("UPDATE queue_tickets SET priority = 'sick' WHERE priority = 'flagged'")
    _known_priorities(_OLD)
    with op.batch_alter_table('other_services', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_other_services_application_id'))

    op.drop_table('other_services')
    with op.batch_alter_table('priority_flags', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_priority_flags_member_id'))

    op.drop_table('priority_flags')


def _known_priorities(text: str) -> None:
    with op.batch_alter_table('queue_tickets', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(_PRIORITY), type_='check')
        batch_op.create_check_constraint(op.f(_PRIORITY), text)
