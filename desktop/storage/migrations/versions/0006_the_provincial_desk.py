"""The provincial desk: its keys, the stations it knows, what arrived from them, what it answered.

Going back down forgets all of these; a counter's own tables are not touched.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('known_stations',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('commune_code', sa.String(), nullable=False),
    sa.Column('commune_name', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_known_stations')),
    sa.UniqueConstraint('code', name=op.f('uq_known_stations_code'))
    )
    op.create_table('province_identities',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('province', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('certificate_pem', sa.String(), nullable=False),
    sa.Column('private_key_pem', sa.String(), nullable=False),
    sa.Column('secret_key', sa.String(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_province_identities'))
    )
    op.create_table('received_batches',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_sha256', sa.String(), nullable=False),
    sa.Column('payload_sha256', sa.String(), nullable=False),
    sa.Column('content_sha256', sa.String(), nullable=False),
    sa.Column('certificate_sha256', sa.String(), nullable=False),
    sa.Column('records', sa.Integer(), nullable=False),
    sa.Column('quarantined', sa.Integer(), nullable=False),
    sa.Column('exported_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_received_batches_station_id_known_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_batches')),
    sa.UniqueConstraint('station_id', 'sequence', name=op.f('uq_received_batches_station_id_sequence'))
    )
    op.create_table('station_certificates',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('certificate_pem', sa.String(), nullable=False),
    sa.Column('is_compared', sa.Boolean(), nullable=False),
    sa.Column('enrolled_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('enrolled_by', sa.String(), nullable=False),
    sa.Column('revoked_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revoked_by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_station_certificates_station_id_known_stations')),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_station_certificates'))
    )
    with op.batch_alter_table('station_certificates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_station_certificates_station_id'), ['station_id'], unique=False)

    op.create_table('province_answers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('accepted', sa.Integer(), nullable=False),
    sa.Column('rejected', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['received_batches.id'], name=op.f('fk_province_answers_batch_id_received_batches')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_province_answers')),
    sa.UniqueConstraint('batch_id', 'number', name=op.f('uq_province_answers_batch_id_number'))
    )
    op.create_table('quarantined_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('record_version', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('document', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['province_answers.id'], name=op.f('fk_quarantined_records_answer_id_province_answers')),
    sa.ForeignKeyConstraint(['batch_id'], ['received_batches.id'], name=op.f('fk_quarantined_records_batch_id_received_batches')),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_quarantined_records_station_id_known_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quarantined_records')),
    sa.UniqueConstraint('batch_id', 'record_id', name=op.f('uq_quarantined_records_batch_id_record_id'))
    )
    with op.batch_alter_table('quarantined_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quarantined_records_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_quarantined_records_station_id'), ['station_id'], unique=False)

    op.create_table('received_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('station_id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('record_version', sa.Integer(), nullable=False),
    sa.Column('is_current', sa.Boolean(), nullable=False),
    sa.Column('receipt_number', sa.String(), nullable=False),
    sa.Column('full_name', sa.String(), nullable=False),
    sa.Column('name_folded', sa.String(), nullable=False),
    sa.Column('birth_date', sa.String(), nullable=False),
    sa.Column('personal_id', sa.String(), nullable=False),
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('taken_at', sa.String(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('photo_digest', sa.String(), nullable=True),
    sa.Column('signature_digest', sa.String(), nullable=True),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('has_findings', sa.Boolean(), nullable=False),
    sa.Column('verdict', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('field', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), server_default='', nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['province_answers.id'], name=op.f('fk_received_records_answer_id_province_answers')),
    sa.ForeignKeyConstraint(['batch_id'], ['received_batches.id'], name=op.f('fk_received_records_batch_id_received_batches')),
    sa.ForeignKeyConstraint(['photo_digest'], ['blobs.digest'], name=op.f('fk_received_records_photo_digest_blobs')),
    sa.ForeignKeyConstraint(['signature_digest'], ['blobs.digest'], name=op.f('fk_received_records_signature_digest_blobs')),
    sa.ForeignKeyConstraint(['station_id'], ['known_stations.id'], name=op.f('fk_received_records_station_id_known_stations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_records')),
    sa.UniqueConstraint('batch_id', 'record_id', name=op.f('uq_received_records_batch_id_record_id')),
    sa.UniqueConstraint('station_id', 'record_id', 'record_version', name=op.f('uq_received_records_station_id_record_id_record_version'))
    )
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_received_records_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index('ix_received_records_name_birth', ['name_folded', 'birth_date'], unique=False)
        batch_op.create_index('ix_received_records_personal_id', ['personal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_records_photo_digest'), ['photo_digest'], unique=False)
        batch_op.create_index('ix_received_records_record_id', ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_records_signature_digest'), ['signature_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_records_station_id'), ['station_id'], unique=False)
        batch_op.create_index('ix_received_records_verdict_answer_id', ['verdict', 'answer_id'], unique=False)

    op.create_table('record_pairs',
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('found_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['first_id'], ['received_records.id'], name=op.f('fk_record_pairs_first_id_received_records')),
    sa.ForeignKeyConstraint(['second_id'], ['received_records.id'], name=op.f('fk_record_pairs_second_id_received_records')),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_record_pairs'))
    )
    with op.batch_alter_table('record_pairs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_record_pairs_second_id'), ['second_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('record_pairs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_record_pairs_second_id'))

    op.drop_table('record_pairs')
    with op.batch_alter_table('received_records', schema=None) as batch_op:
        batch_op.drop_index('ix_received_records_verdict_answer_id')
        batch_op.drop_index(batch_op.f('ix_received_records_station_id'))
        batch_op.drop_index(batch_op.f('ix_received_records_signature_digest'))
        batch_op.drop_index('ix_received_records_record_id')
        batch_op.drop_index(batch_op.f('ix_received_records_photo_digest'))
        batch_op.drop_index('ix_received_records_personal_id')
        batch_op.drop_index('ix_received_records_name_birth')
        batch_op.drop_index(batch_op.f('ix_received_records_answer_id'))

    op.drop_table('received_records')
    with op.batch_alter_table('quarantined_records', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quarantined_records_station_id'))
        batch_op.drop_index(batch_op.f('ix_quarantined_records_answer_id'))

    op.drop_table('quarantined_records')
    op.drop_table('province_answers')
    with op.batch_alter_table('station_certificates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_station_certificates_station_id'))

    op.drop_table('station_certificates')
    op.drop_table('received_batches')
    op.drop_table('province_identities')
    op.drop_table('known_stations')
