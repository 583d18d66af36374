"""Every change of state as a row of its own, snapshots that were replaced, the province's answers.

Going back down forgets moves, replaced snapshots and answers. States that only this revision knows
become the nearest one of before: what was exported stays exported, what is open stays a draft.
"""

import sqlalchemy as sa
from alembic import op

from desktop.common import application_moves as way
from desktop.common.ids import new_id
from desktop.models import base
from desktop.storage import guards


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

KNOWN_BEFORE = "state IN ('draft','received','exported','withdrawn')"
RECEIPT_BEFORE = (
    "state = 'draft' OR state = 'withdrawn' OR "
    "(receipt_number IS NOT NULL AND snapshot IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table('application_moves',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('from_state', sa.String(), nullable=False),
    sa.Column('to_state', sa.String(), nullable=False),
    sa.Column('moved_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('moved_by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint(way.allowed_move_sql(), name=op.f('ck_application_moves_allowed_move')),
    sa.CheckConstraint(way.reason_sql(), name=op.f('ck_application_moves_says_why')),
    sa.CheckConstraint(way.batch_sql(), name=op.f('ck_application_moves_names_batch')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_moves_application_id_applications')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_application_moves_batch_id_batches')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_moves')),
    sa.UniqueConstraint('application_id', 'version', name=op.f('uq_application_moves_application_id_version'))
    )
    op.create_index(op.f('ix_application_moves_batch_id'), 'application_moves', ['batch_id'], unique=False)
    op.create_table('application_versions',
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('replaced_version', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('photo_digest', sa.String(), nullable=True),
    sa.Column('signature_digest', sa.String(), nullable=True),
    sa.Column('signature_vector_digest', sa.String(), nullable=True),
    sa.Column('replaced_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_versions_application_id_applications')),
    sa.ForeignKeyConstraint(['photo_digest'], ['blobs.digest'], name=op.f('fk_application_versions_photo_digest_blobs')),
    sa.ForeignKeyConstraint(['signature_digest'], ['blobs.digest'], name=op.f('fk_application_versions_signature_digest_blobs')),
    sa.ForeignKeyConstraint(['signature_vector_digest'], ['blobs.digest'], name=op.f('fk_application_versions_signature_vector_digest_blobs')),
    sa.PrimaryKeyConstraint('application_id', 'replaced_version', name=op.f('pk_application_versions'))
    )
    op.create_index(op.f('ix_application_versions_photo_digest'), 'application_versions', ['photo_digest'], unique=False)
    op.create_index(op.f('ix_application_versions_signature_digest'), 'application_versions', ['signature_digest'], unique=False)
    op.create_index(op.f('ix_application_versions_signature_vector_digest'), 'application_versions', ['signature_vector_digest'], unique=False)
    op.create_table('trusted_provinces',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('certificate_pem', sa.String(), nullable=False),
    sa.Column('certificate_sha256', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('is_compared', sa.Boolean(), nullable=False),
    sa.Column('trusted_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('trusted_by', sa.String(), nullable=False),
    sa.Column('retired_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trusted_provinces')),
    sa.UniqueConstraint('certificate_sha256', name=op.f('uq_trusted_provinces_certificate_sha256'))
    )
    op.create_table('answer_files',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('arrived_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('taken_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_answer_files_batch_id_batches')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_files')),
    sa.UniqueConstraint('sha256', name=op.f('uq_answer_files_sha256'))
    )
    op.create_index(op.f('ix_answer_files_batch_id'), 'answer_files', ['batch_id'], unique=False)
    with op.batch_alter_table('batch_records', schema=None) as batch_op:
        for name in ('verdict', 'reason', 'field', 'note'):
            batch_op.add_column(sa.Column(name, sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('answer_number', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('answered_at', base.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table('stations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer_key', sa.String(), server_default='', nullable=False))
    _recheck(way.known_state_sql('state'), way.received_has_receipt_sql())
    _moves_of_before(op.get_bind())
    guards.install(op.get_bind())


def _recheck(known: str, receipt: str) -> None:
    """Put other conditions on the states of applications."""
    checks = {'ck_applications_known_state': known, 'ck_applications_received_has_receipt': receipt}
    with op.batch_alter_table('applications', schema=None) as batch_op:
        for name, text in checks.items():
            batch_op.drop_constraint(op.f(name), type_='check')
            batch_op.create_check_constraint(op.f(name), text)


def _moves_of_before(connection) -> None:
    """Write down what is known of the way of records from before; withdrawals tell no actor."""
    known = sa.MetaData()
    names = ('applications', 'batches', 'batch_records', 'application_moves')
    known.reflect(connection, only=names)
    applications, batches, links, moves = (known.tables[name] for name in names)
    rows = connection.execute(
        sa.select(
            sa.type_coerce(applications.c.id, sa.Uuid()).label('id'),
            applications.c.version,
            applications.c.state,
            sa.type_coerce(applications.c.received_at, base.UtcDateTime()).label('received_at'),
            applications.c.received_by,
            sa.type_coerce(links.c.batch_id, sa.Uuid()).label('batch_id'),
            sa.type_coerce(batches.c.exported_at, base.UtcDateTime()).label('exported_at'),
            batches.c.exported_by,
        )
        .outerjoin(links, links.c.application_id == applications.c.id)
        .outerjoin(batches, batches.c.id == links.c.batch_id)
        .where(applications.c.state.in_(('received', 'exported')))
    ).all()
    typed = sa.table('application_moves', *(
        sa.column(name, kind) for name, kind in (
            ('id', sa.Uuid()), ('application_id', sa.Uuid()), ('version', sa.Integer()),
            ('from_state', sa.String()), ('to_state', sa.String()),
            ('moved_at', base.UtcDateTime()), ('moved_by', sa.String()),
            ('reason', sa.String()), ('batch_id', sa.Uuid()),
        )
    ))
    found = []
    for row in rows:
        left = row.state == 'exported' and row.batch_id is not None
        if row.received_at is not None:
            found.append(_move(row, row.version - left, 'draft', 'received', row.received_at, row.received_by, None))
        if left:
            found.append(_move(row, row.version, 'received', 'exported', row.exported_at, row.exported_by, row.batch_id))
    if found:
        connection.execute(sa.insert(typed), found)


def _move(row, version, from_state, to_state, at, actor, batch_id):
    return {
        'id': new_id(), 'application_id': row.id, 'version': version, 'from_state': from_state,
        'to_state': to_state, 'moved_at': at, 'moved_by': actor or '', 'reason': '', 'batch_id': batch_id,
    }


def downgrade() -> None:
    connection = op.get_bind()
    guards.remove(connection)
    connection.exec_driver_sql(
        "UPDATE applications SET state = 'exported' WHERE state IN "
        "('acknowledged','rejected','sent_to_print','printed','returned','handed_over')"
    )
    connection.exec_driver_sql("UPDATE applications SET state = 'received' WHERE state = 'approved'")
    connection.exec_driver_sql(
        "UPDATE applications SET state = 'draft' WHERE state IN "
        "('needs_supplement','not_eligible','not_received')"
    )
    _recheck(KNOWN_BEFORE, RECEIPT_BEFORE)
    with op.batch_alter_table('stations', schema=None) as batch_op:
        batch_op.drop_column('answer_key')
    with op.batch_alter_table('batch_records', schema=None) as batch_op:
        for name in ('answered_at', 'answer_number', 'note', 'field', 'reason', 'verdict'):
            batch_op.drop_column(name)
    op.drop_table('answer_files')
    op.drop_table('trusted_provinces')
    op.drop_table('application_versions')
    op.drop_table('application_moves')
