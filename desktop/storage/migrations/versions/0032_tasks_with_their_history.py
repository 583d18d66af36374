"""Tasks with their history; a store that goes back down forgets who was given what."""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('campaign_tasks',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('application_id', sa.Uuid(), nullable=True),
    sa.Column('cell', sa.String(), server_default='', nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('deadline', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('result', sa.String(), server_default='', nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('ended_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('visit', 'fix', 'missing_paper', 'question', 'other')", name=op.f('ck_campaign_tasks_known_kind')),
    sa.CheckConstraint("state IN ('open', 'handed_over', 'done', 'cancelled')", name=op.f('ck_campaign_tasks_known_state')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_campaign_tasks_application_id_applications')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_campaign_tasks_member_id_members')),
    sa.ForeignKeyConstraint(['owner_id'], ['operators.id'], name=op.f('fk_campaign_tasks_owner_id_operators')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_tasks')),
    sa.UniqueConstraint('number', name=op.f('uq_campaign_tasks_number'))
    )
    with op.batch_alter_table('campaign_tasks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_tasks_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_tasks_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('ix_campaign_tasks_state_deadline', ['state', 'deadline'], unique=False)

    op.create_table('campaign_task_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('deadline', sa.String(), nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("act IN ('made', 'handed_over', 'done', 'cancelled', 'reopened')", name=op.f('ck_campaign_task_steps_known_act')),
    sa.ForeignKeyConstraint(['owner_id'], ['operators.id'], name=op.f('fk_campaign_task_steps_owner_id_operators')),
    sa.ForeignKeyConstraint(['task_id'], ['campaign_tasks.id'], name=op.f('fk_campaign_task_steps_task_id_campaign_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_task_steps'))
    )
    with op.batch_alter_table('campaign_task_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_task_steps_task_id'), ['task_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('campaign_task_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_task_steps_task_id'))

    op.drop_table('campaign_task_steps')
    with op.batch_alter_table('campaign_tasks', schema=None) as batch_op:
        batch_op.drop_index('ix_campaign_tasks_state_deadline')
        batch_op.drop_index(batch_op.f('ix_campaign_tasks_owner_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_tasks_member_id'))

    op.drop_table('campaign_tasks')
