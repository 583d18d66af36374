"""Phone calls with their outcome, and who signed for a card.

A new table, and new columns that are empty for what was handed over before. Going back down
forgets both; nothing else is touched.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phone_calls',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('call_for', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('on_day', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('called_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('called_by', sa.String(), nullable=False),
    sa.Column('taken_back_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('taken_back_by', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("call_for IN ('mend', 'card')", name=op.f('ck_phone_calls_known_purpose')),
    sa.CheckConstraint("outcome IN ('coming', 'asked_cell', 'no_answer', 'wrong_number', 'refused')", name=op.f('ck_phone_calls_known_outcome')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_phone_calls_application_id_applications')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_calls'))
    )
    with op.batch_alter_table('phone_calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_phone_calls_application_id'), ['application_id'], unique=False)

    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signature_strokes_digest', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('received_by', sa.String(), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_cards_signature_strokes_digest'), ['signature_strokes_digest'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_cards_signature_strokes_digest_blobs'), 'blobs', ['signature_strokes_digest'], ['digest'])


def downgrade() -> None:
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_cards_signature_strokes_digest_blobs'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_cards_signature_strokes_digest'))
        batch_op.drop_column('received_by')
        batch_op.drop_column('signature_strokes_digest')

    with op.batch_alter_table('phone_calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phone_calls_application_id'))

    op.drop_table('phone_calls')
