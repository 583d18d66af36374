"""Cards that come back: lists of the printing office, counts, and each printed card.

New tables only. Going back down forgets them; the records and their moves are not touched.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('card_counts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opened_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('closed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), server_default='', nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card_counts')),
    sa.UniqueConstraint('number', name=op.f('uq_card_counts_number'))
    )
    op.create_table('card_lists',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('taken_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('taken_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card_lists')),
    sa.UniqueConstraint('sha256', name=op.f('uq_card_lists_sha256'))
    )
    op.create_table('card_rows_aside',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('row_number', sa.Integer(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['card_lists.id'], name=op.f('fk_card_rows_aside_list_id_card_lists')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card_rows_aside'))
    )
    with op.batch_alter_table('card_rows_aside', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_card_rows_aside_list_id'), ['list_id'], unique=False)

    op.create_table('cards',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('card_number', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('count_id', sa.Uuid(), nullable=True),
    sa.Column('counted_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('counted_by', sa.String(), server_default='', nullable=False),
    sa.Column('undelivered', sa.String(), server_default='', nullable=False),
    sa.Column('undelivered_note', sa.String(), server_default='', nullable=False),
    sa.Column('handed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('handed_by', sa.String(), server_default='', nullable=False),
    sa.Column('hand_way', sa.String(), server_default='', nullable=False),
    sa.Column('witness', sa.String(), server_default='', nullable=False),
    sa.Column('signature_digest', sa.String(), nullable=True),
    sa.Column('old_card_collected', sa.Boolean(), nullable=True),
    sa.CheckConstraint("state IN ('printed', 'counted', 'damaged', 'missing', 'handed_over')", name=op.f('ck_cards_known_state')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_cards_application_id_applications')),
    sa.ForeignKeyConstraint(['count_id'], ['card_counts.id'], name=op.f('fk_cards_count_id_card_counts')),
    sa.ForeignKeyConstraint(['list_id'], ['card_lists.id'], name=op.f('fk_cards_list_id_card_lists')),
    sa.ForeignKeyConstraint(['signature_digest'], ['blobs.digest'], name=op.f('fk_cards_signature_digest_blobs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cards')),
    sa.UniqueConstraint('application_id', 'run', name=op.f('uq_cards_application_id_run'))
    )
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cards_card_number'), ['card_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_cards_count_id'), ['count_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cards_list_id'), ['list_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cards_signature_digest'), ['signature_digest'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cards_signature_digest'))
        batch_op.drop_index(batch_op.f('ix_cards_list_id'))
        batch_op.drop_index(batch_op.f('ix_cards_count_id'))
        batch_op.drop_index(batch_op.f('ix_cards_card_number'))

    op.drop_table('cards')
    with op.batch_alter_table('card_rows_aside', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_card_rows_aside_list_id'))

    op.drop_table('card_rows_aside')
    op.drop_table('card_lists')
    op.drop_table('card_counts')
