"""Other lists to check against, what was decided, and what each person's row was before.

Going back down forgets these tables; people of an import that was taken back come back with it.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('column_mappings',
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('made_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_column_mappings'))
    )
    op.create_table('source_lists',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('sheet', sa.String(), nullable=False),
    sa.Column('as_of', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('imported_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('imported_by', sa.String(), nullable=False),
    sa.Column('is_current', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_lists'))
    )
    op.create_table('source_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('row_number', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['source_lists.id'], name=op.f('fk_source_records_list_id_source_lists')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_records')),
    sa.UniqueConstraint('list_id', 'row_number', name=op.f('uq_source_records_list_id_row_number'))
    )
    op.create_table('discrepancies',
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('chosen_source', sa.String(), nullable=False),
    sa.Column('chosen_value', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_discrepancies_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discrepancies')),
    sa.UniqueConstraint('member_id', 'field', name=op.f('uq_discrepancies_member_id_field'))
    )
    with op.batch_alter_table('discrepancies', schema=None) as batch_op:
        batch_op.create_index('ix_discrepancies_state', ['state'], unique=False)

    op.create_table('duplicate_pairs',
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('weight', sa.Double(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('kept_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['first_id'], ['members.id'], name=op.f('fk_duplicate_pairs_first_id_members')),
    sa.ForeignKeyConstraint(['kept_id'], ['members.id'], name=op.f('fk_duplicate_pairs_kept_id_members')),
    sa.ForeignKeyConstraint(['second_id'], ['members.id'], name=op.f('fk_duplicate_pairs_second_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duplicate_pairs')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_duplicate_pairs_first_id_second_id'))
    )
    with op.batch_alter_table('duplicate_pairs', schema=None) as batch_op:
        batch_op.create_index('ix_duplicate_pairs_state', ['state'], unique=False)

    op.create_table('member_versions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('changed_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['roster_imports.id'], name=op.f('fk_member_versions_import_id_roster_imports')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_member_versions_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_versions')),
    sa.UniqueConstraint('member_id', 'version', name=op.f('uq_member_versions_member_id_version'))
    )
    with op.batch_alter_table('member_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_versions_import_id'), ['import_id'], unique=False)

    op.create_table('source_links',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('weight', sa.Double(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_source_links_member_id_members')),
    sa.ForeignKeyConstraint(['record_id'], ['source_records.id'], name=op.f('fk_source_links_record_id_source_records')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_links')),
    sa.UniqueConstraint('record_id', 'member_id', name=op.f('uq_source_links_record_id_member_id'))
    )
    with op.batch_alter_table('source_links', schema=None) as batch_op:
        batch_op.create_index('ix_source_links_member_id', ['member_id'], unique=False)
        batch_op.create_index('ix_source_links_state', ['state'], unique=False)

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_import_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('retired', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('merged_into', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_members_first_import_id'), ['first_import_id'], unique=False)
        batch_op.create_index('ix_members_updated_at', ['updated_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_members_merged_into_members'), 'members', ['merged_into'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_members_first_import_id_roster_imports'), 'roster_imports', ['first_import_id'], ['id'])

    with op.batch_alter_table('roster_imports', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undone_at', base.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('undone_by', sa.String(), server_default='', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('roster_imports', schema=None) as batch_op:
        batch_op.drop_column('undone_by')
        batch_op.drop_column('undone_at')

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_members_first_import_id_roster_imports'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_members_merged_into_members'), type_='foreignkey')
        batch_op.drop_index('ix_members_updated_at')
        batch_op.drop_index(batch_op.f('ix_members_first_import_id'))
        batch_op.drop_column('merged_into')
        batch_op.drop_column('retired')
        batch_op.drop_column('first_import_id')

    with op.batch_alter_table('source_links', schema=None) as batch_op:
        batch_op.drop_index('ix_source_links_state')
        batch_op.drop_index('ix_source_links_member_id')

    op.drop_table('source_links')
    with op.batch_alter_table('member_versions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_versions_import_id'))

    op.drop_table('member_versions')
    with op.batch_alter_table('duplicate_pairs', schema=None) as batch_op:
        batch_op.drop_index('ix_duplicate_pairs_state')

    op.drop_table('duplicate_pairs')
    with op.batch_alter_table('discrepancies', schema=None) as batch_op:
        batch_op.drop_index('ix_discrepancies_state')

    op.drop_table('discrepancies')
    op.drop_table('source_records')
    op.drop_table('source_lists')
    op.drop_table('column_mappings')
