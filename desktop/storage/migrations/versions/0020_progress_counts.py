"""Counts that are kept with their history, and how each person was counted.

New tables only; they are filled from the list and the moves when somebody first asks.
"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('progress_counts',
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('person_group', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'cell', 'person_group', 'state', 'source', 'reason', name=op.f('pk_progress_counts')),
    sqlite_with_rowid=False
    )
    op.create_table('person_ways',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_person_ways_member_id_members')),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_person_ways'))
    )


def downgrade() -> None:
    op.drop_table('person_ways')
    op.drop_table('progress_counts')
