"""The register of equipment; a store that goes back down forgets what is where."""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

_KINDS = (
    "kind IN ('camera', 'laptop', 'computer', 'printer', 'card_reader', 'scanner', 'paper_scanner', "
    "'sign_pad', 'light', 'power', 'other', 'backdrop', 'table', 'chair', 'person')"
)
_STATES = "state IN ('works', 'faulty', 'away', 'written_off')"
_PLACES = "place_kind IN ('point', 'station', 'team', 'store', 'other')"


def upgrade() -> None:
    op.create_table('registered_devices',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('serial', sa.String(), server_default='', nullable=False),
    sa.Column('asset', sa.String(), server_default='', nullable=False),
    sa.Column('place_kind', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), server_default='', nullable=False),
    sa.Column('since', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('checked_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('checked_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(checked_at IS NULL) = (checked_by = '')", name=op.f('ck_registered_devices_checked_by_somebody')),
    sa.CheckConstraint(_KINDS, name=op.f('ck_registered_devices_known_kind')),
    sa.CheckConstraint(_PLACES, name=op.f('ck_registered_devices_known_place')),
    sa.CheckConstraint(_STATES, name=op.f('ck_registered_devices_known_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registered_devices')),
    sa.UniqueConstraint('number', name=op.f('uq_registered_devices_number'))
    )
    op.create_table('registered_device_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('place_kind', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.CheckConstraint("act IN ('added', 'checked', 'moved', 'mended', 'ended')", name=op.f('ck_registered_device_steps_known_act')),
    sa.CheckConstraint(_PLACES, name=op.f('ck_registered_device_steps_known_place')),
    sa.CheckConstraint(_STATES, name=op.f('ck_registered_device_steps_known_state')),
    sa.ForeignKeyConstraint(['device_id'], ['registered_devices.id'], name=op.f('fk_registered_device_steps_device_id_registered_devices')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registered_device_steps')),
    sa.UniqueConstraint('device_id', 'step', name=op.f('uq_registered_device_steps_device_id_step'))
    )
    op.create_table('resource_needs',
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('place_folded', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.Column('there', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint(_KINDS, name=op.f('ck_resource_needs_known_kind')),
    sa.CheckConstraint('needed >= 0 AND there >= 0', name=op.f('ck_resource_needs_counted_up')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_needs')),
    sa.UniqueConstraint('place_folded', 'kind', name=op.f('uq_resource_needs_place_folded_kind'))
    )


def downgrade() -> None:
    op.drop_table('resource_needs')
    op.drop_table('registered_device_steps')
    op.drop_table('registered_devices')
