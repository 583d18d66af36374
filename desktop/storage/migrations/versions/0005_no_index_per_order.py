"""No index for an order of the list: it is sorted in memory, and writing a list paid for them.

Going back down makes them again.
"""

from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_index('ix_members_name_sort')
        batch_op.drop_index('ix_members_cell')



def downgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.create_index('ix_members_name_sort', ['name_sort'], unique=False)
        batch_op.create_index('ix_members_cell', ['cell'], unique=False)
