"""The list of all records of a province: two indexes it walks along.

Nothing but indexes: down and up again loses nothing.
"""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.create_index('ix_received_records_listing', ['id', 'is_current', 'batch_id', 'verdict', 'name_folded', 'personal_id', 'receipt_number'], unique=False)
        batch_op.create_index('ix_received_records_found', ['id', 'is_current', 'verdict', 'batch_id'], unique=False, sqlite_where=sa.text('has_findings = 1'), postgresql_where=sa.text('has_findings'))


def downgrade() -> None:
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.drop_index('ix_received_records_found', sqlite_where=sa.text('has_findings = 1'), postgresql_where=sa.text('has_findings'))
        batch_op.drop_index('ix_received_records_listing')
