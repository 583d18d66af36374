"""The log of difficulties; a store that goes back down forgets what was hard."""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('difficulties',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('place', sa.String(), server_default='', nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('said_by', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('sent_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('sent_by', sa.String(), server_default='', nullable=False),
    sa.Column('answer', sa.String(), server_default='', nullable=False),
    sa.Column('answered_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name=op.f('ck_difficulties_answered_once')),
    sa.CheckConstraint("kind IN ('procedure', 'list_data', 'papers', 'people', 'equipment', 'software', 'other')", name=op.f('ck_difficulties_known_kind')),
    sa.CheckConstraint("state IN ('open', 'sent', 'answered')", name=op.f('ck_difficulties_known_state')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_difficulties_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_difficulties')),
    sa.UniqueConstraint('number', name=op.f('uq_difficulties_number'))
    )
    with op.batch_alter_table('difficulties', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_difficulties_member_id'), ['member_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('difficulties', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_difficulties_member_id'))

    op.drop_table('difficulties')
