"""Photos are kept as they are on a server, and one index less for each record that arrives.

JPEG, PNG and sealed answers cannot be made smaller: trying cost PostgreSQL three quarters of the
time of writing them. What is stored already stays as it is. The station leads the unique key of
station, record and version, so an index of its own found nothing that this one does not.
"""

from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_LARGE = ('blobs', 'province_answers')


def upgrade() -> None:
    _store('EXTERNAL')
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.drop_index('ix_received_records_station_id')


def downgrade() -> None:
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.create_index('ix_received_records_station_id', ['station_id'], unique=False)
    _store('EXTENDED')


def _store(how: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        for table in _LARGE:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN content SET STORAGE {how}')
