"""Field kits, leases and returns.

New tables only, all of them empty: nothing that was there before changes. A store that goes back
down forgets what waits for a decision, and the bytes kept for it.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('field_devices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station', sa.String(), nullable=False),
    sa.Column('certificate_pem', sa.String(), nullable=False),
    sa.Column('certificate_sha256', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('is_compared', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('known_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('known_by', sa.String(), nullable=False),
    sa.Column('revoked_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revoked_by', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_devices')),
    sa.UniqueConstraint('certificate_sha256', name=op.f('uq_field_devices_certificate_sha256'))
    )
    with op.batch_alter_table('field_devices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_devices_station'), ['station'], unique=False)

    op.create_table('field_offices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('station', sa.String(), nullable=False),
    sa.Column('commune_name', sa.String(), nullable=False),
    sa.Column('certificate_pem', sa.String(), nullable=False),
    sa.Column('certificate_sha256', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('is_compared', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('trusted_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('trusted_by', sa.String(), nullable=False),
    sa.Column('retired_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_offices')),
    sa.UniqueConstraint('certificate_sha256', name=op.f('uq_field_offices_certificate_sha256'))
    )
    op.create_table('merged_returns',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('audit_number', sa.BigInteger(), nullable=False),
    sa.Column('audit_digest', sa.String(), nullable=False),
    sa.Column('merged_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('merged_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['field_devices.id'], name=op.f('fk_merged_returns_device_id_field_devices')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merged_returns'))
    )
    with op.batch_alter_table('merged_returns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merged_returns_device_id'), ['device_id'], unique=False)

    op.create_table('written_returns',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Uuid(), nullable=False),
    sa.Column('begun_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('written_by', sa.String(), nullable=False),
    sa.Column('records', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['field_offices.id'], name=op.f('fk_written_returns_office_id_field_offices')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_written_returns')),
    sa.UniqueConstraint('number', name=op.f('uq_written_returns_number'))
    )
    with op.batch_alter_table('written_returns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_written_returns_office_id'), ['office_id'], unique=False)

    op.create_table('field_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('merged_version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('arrived_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("(decided_at IS NULL) = (decided_by = '')", name=op.f('ck_field_records_decided_by_somebody')),
    sa.CheckConstraint("state IN ('waiting', 'merged', 'set_aside')", name=op.f('ck_field_records_known_state')),
    sa.ForeignKeyConstraint(['device_id'], ['field_devices.id'], name=op.f('fk_field_records_device_id_field_devices')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_field_records_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_records'))
    )
    with op.batch_alter_table('field_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_records_device_id'), ['device_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_field_records_member_id'), ['member_id'], unique=False)
        batch_op.create_index('ix_field_records_state', ['state'], unique=False)

    op.create_table('field_blobs',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['digest'], ['blobs.digest'], name=op.f('fk_field_blobs_digest_blobs')),
    sa.ForeignKeyConstraint(['record_id'], ['field_records.id'], name=op.f('fk_field_blobs_record_id_field_records')),
    sa.PrimaryKeyConstraint('record_id', 'digest', name=op.f('pk_field_blobs'))
    )
    with op.batch_alter_table('field_blobs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_blobs_digest'), ['digest'], unique=False)

    op.create_table('field_kits',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('members', sa.Integer(), nullable=False),
    sa.Column('packed_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('packed_by', sa.String(), nullable=False),
    sa.Column('until', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['field_devices.id'], name=op.f('fk_field_kits_device_id_field_devices')),
    sa.ForeignKeyConstraint(['list_id'], ['visit_lists.id'], name=op.f('fk_field_kits_list_id_visit_lists')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_kits')),
    sa.UniqueConstraint('number', name=op.f('uq_field_kits_number'))
    )
    with op.batch_alter_table('field_kits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_kits_device_id'), ['device_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_field_kits_list_id'), ['list_id'], unique=False)

    op.create_table('opened_kits',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Uuid(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('members', sa.Integer(), nullable=False),
    sa.Column('until', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opened_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['visit_lists.id'], name=op.f('fk_opened_kits_list_id_visit_lists')),
    sa.ForeignKeyConstraint(['office_id'], ['field_offices.id'], name=op.f('fk_opened_kits_office_id_field_offices')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opened_kits'))
    )
    with op.batch_alter_table('opened_kits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opened_kits_list_id'), ['list_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_opened_kits_office_id'), ['office_id'], unique=False)

    op.create_table('field_leases',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kit_id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('until', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name=op.f('ck_field_leases_ended_by_somebody')),
    sa.ForeignKeyConstraint(['device_id'], ['field_devices.id'], name=op.f('fk_field_leases_device_id_field_devices')),
    sa.ForeignKeyConstraint(['kit_id'], ['field_kits.id'], name=op.f('fk_field_leases_kit_id_field_kits')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_field_leases_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_leases')),
    sa.UniqueConstraint('member_id', 'place', name=op.f('uq_field_leases_member_id_place'))
    )
    with op.batch_alter_table('field_leases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_leases_device_id'), ['device_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_field_leases_kit_id'), ['kit_id'], unique=False)

    op.create_table('visits_aside',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('kept_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_visits_aside_visit_id_visits')),
    sa.PrimaryKeyConstraint('visit_id', 'sha256', name=op.f('pk_visits_aside'))
    )


def downgrade() -> None:
    op.drop_table('visits_aside')
    with op.batch_alter_table('field_leases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_leases_kit_id'))
        batch_op.drop_index(batch_op.f('ix_field_leases_device_id'))

    op.drop_table('field_leases')
    with op.batch_alter_table('opened_kits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opened_kits_office_id'))
        batch_op.drop_index(batch_op.f('ix_opened_kits_list_id'))

    op.drop_table('opened_kits')
    with op.batch_alter_table('field_kits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_kits_list_id'))
        batch_op.drop_index(batch_op.f('ix_field_kits_device_id'))

    op.drop_table('field_kits')
    with op.batch_alter_table('field_blobs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_blobs_digest'))

    op.drop_table('field_blobs')
    with op.batch_alter_table('field_records', schema=None) as batch_op:
        batch_op.drop_index('ix_field_records_state')
        batch_op.drop_index(batch_op.f('ix_field_records_member_id'))
        batch_op.drop_index(batch_op.f('ix_field_records_device_id'))

    op.drop_table('field_records')
    with op.batch_alter_table('written_returns', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_written_returns_office_id'))

    op.drop_table('written_returns')
    with op.batch_alter_table('merged_returns', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merged_returns_device_id'))

    op.drop_table('merged_returns')
    op.drop_table('field_offices')
    with op.batch_alter_table('field_devices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_devices_station'))

    op.drop_table('field_devices')
