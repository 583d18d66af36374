"""Numbers of the queue; a store that goes back down forgets who waited that day."""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('queue_tickets',
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('priority', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('called_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('called_by', sa.String(), server_default='', nullable=False),
    sa.Column('missed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('missed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("priority IN ('none', 'old', 'sick', 'war_invalid')", name=op.f('ck_queue_tickets_known_priority')),
    sa.CheckConstraint("state IN ('waiting', 'called', 'served', 'no_show', 'gone')", name=op.f('ck_queue_tickets_known_state')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_queue_tickets_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_queue_tickets')),
    sa.UniqueConstraint('day', 'number', name=op.f('uq_queue_tickets_day_number'))
    )
    with op.batch_alter_table('queue_tickets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_queue_tickets_member_id'), ['member_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('queue_tickets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_queue_tickets_member_id'))

    op.drop_table('queue_tickets')
