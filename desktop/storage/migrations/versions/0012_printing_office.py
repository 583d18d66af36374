"""What went to the printing office, what it said, and each card of a record.

New tables only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('print_results',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('aside', sa.JSON(), nullable=False),
    sa.Column('taken_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('taken_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_results')),
    sa.UniqueConstraint('sha256', name=op.f('uq_print_results_sha256'))
    )
    op.create_table('print_transfers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('list_name', sa.String(), nullable=False),
    sa.Column('list_sha256', sa.String(), nullable=False),
    sa.Column('list_content', sa.LargeBinary(), nullable=False),
    sa.Column('manifest', sa.LargeBinary(), nullable=False),
    sa.Column('records', sa.Integer(), nullable=False),
    sa.Column('photos', sa.Integer(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_print_transfers_number_counts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_transfers')),
    sa.UniqueConstraint('number', name=op.f('uq_print_transfers_number'))
    )
    op.create_table('print_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('transfer_id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('photo_name', sa.String(), server_default='', nullable=False),
    sa.Column('photo_digest', sa.String(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('card_number', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('result_id', sa.Uuid(), nullable=True),
    sa.Column('settled_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'printed') = (card_number <> '')", name=op.f('ck_print_records_printed_has_number')),
    sa.CheckConstraint("(state = 'sent') = (result_id IS NULL)", name=op.f('ck_print_records_settled_by_result')),
    sa.CheckConstraint("state IN ('sent', 'printed', 'failed')", name=op.f('ck_print_records_known_state')),
    sa.ForeignKeyConstraint(['photo_digest'], ['blobs.digest'], name=op.f('fk_print_records_photo_digest_blobs')),
    sa.ForeignKeyConstraint(['record_id'], ['received_records.id'], name=op.f('fk_print_records_record_id_received_records')),
    sa.ForeignKeyConstraint(['result_id'], ['print_results.id'], name=op.f('fk_print_records_result_id_print_results')),
    sa.ForeignKeyConstraint(['transfer_id'], ['print_transfers.id'], name=op.f('fk_print_records_transfer_id_print_transfers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_records')),
    sa.UniqueConstraint('transfer_id', 'position', name=op.f('uq_print_records_transfer_id_position'))
    )
    with op.batch_alter_table('print_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_records_card_number'), ['card_number'], unique=False)
        batch_op.create_index('ix_print_records_one_on_the_way', ['record_id'], unique=True, sqlite_where=sa.text("state <> 'failed'"), postgresql_where=sa.text("state <> 'failed'"))
        batch_op.create_index(batch_op.f('ix_print_records_photo_digest'), ['photo_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_print_records_record_id'), ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_print_records_result_id'), ['result_id'], unique=False)


def downgrade() -> None:
    op.drop_table('print_records')
    op.drop_table('print_transfers')
    op.drop_table('print_results')
