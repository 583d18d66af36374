"""PIN or password, a secret to be changed at the next log-in, and who took a draft over.

Going back down forgets which kind a secret is (the hash stays) and who took a draft over; the
audit trail still names them.
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('operators', sa.Column('secret_kind', sa.String(), server_default='pin', nullable=False))
    op.add_column('operators', sa.Column('must_change', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('applications', sa.Column('taken_over_by', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('applications', 'taken_over_by')
    op.drop_column('operators', 'must_change')
    op.drop_column('operators', 'secret_kind')
