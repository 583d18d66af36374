"""What stations say of their printed cards, and cards that are printed once more.

New tables, and one more state of a printed record. Going back down forgets where the cards are; a
card that is to be printed again stands as one that could not be printed, so it is not forgotten.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _recheck("state IN ('sent', 'printed', 'failed', 'reprint')", "(state IN ('printed', 'reprint')) = (card_number <> '')", "state IN ('sent', 'printed')")
    op.create_table('card_reports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_sha256', sa.String(), nullable=False),
    sa.Column('certificate_sha256', sa.String(), nullable=False),
    sa.Column('cards', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('aside', sa.Integer(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_card_reports_station_id_known_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card_reports')),
    sa.UniqueConstraint('station_id', 'number', name=op.f('uq_card_reports_station_id_number'))
    )
    op.create_table('reported_cards',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('print_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(state IN ('damaged', 'missing')) = (reason <> '')", name=op.f('ck_reported_cards_says_why')),
    sa.CheckConstraint("state IN ('returned', 'damaged', 'missing', 'handed_over')", name=op.f('ck_reported_cards_known_state')),
    sa.ForeignKeyConstraint(['print_id'], ['print_records.id'], name=op.f('fk_reported_cards_print_id_print_records')),
    sa.ForeignKeyConstraint(['report_id'], ['card_reports.id'], name=op.f('fk_reported_cards_report_id_card_reports')),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_reported_cards_station_id_known_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reported_cards')),
    sa.UniqueConstraint('print_id', name=op.f('uq_reported_cards_print_id')),
    sa.UniqueConstraint('station_id', 'record_id', 'run', name=op.f('uq_reported_cards_station_id_record_id_run'))
    )
    with op.batch_alter_table('reported_cards', schema=None) as batch_op:
        batch_op.create_index('ix_reported_cards_counts', ['station_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_reported_cards_report_id'), ['report_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('reported_cards', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reported_cards_report_id'))
        batch_op.drop_index('ix_reported_cards_counts')

    op.drop_table('reported_cards')
    op.drop_table('card_reports')
    op.execute("UPDATE print_records SET state = 'failed', card_number = '' WHERE state = 'reprint'")
    _recheck("state IN ('sent', 'printed', 'failed')", "(state = 'printed') = (card_number <> '')", "state <> 'failed'")


def _recheck(known, numbered, on_the_way):
    """Put other conditions on what became of printed records."""
    index = 'ix_print_records_one_on_the_way'
    checks = {'ck_print_records_known_state': known, 'ck_print_records_printed_has_number': numbered}
    with op.batch_alter_table('print_records', schema=None) as batch_op:
        batch_op.drop_index(index)
        for name, text in checks.items():
            batch_op.drop_constraint(op.f(name), type_='check')
            batch_op.create_check_constraint(op.f(name), text)
        where = sa.text(on_the_way)
        batch_op.create_index(index, ['record_id'], unique=True, sqlite_where=where, postgresql_where=where)
