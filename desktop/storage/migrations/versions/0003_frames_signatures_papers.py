"""Original frames, signatures as drawings, papers that people bring, and pages not bound yet.

Going back down forgets papers and pages; records, portraits and pictures of signatures stay.
The bytes that only the forgotten columns pointed at stay too, unused.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attached_papers',
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('blob_digest', sa.String(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('removed_at', base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_by', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_attached_papers_application_id_applications')),
    sa.ForeignKeyConstraint(['blob_digest'], ['blobs.digest'], name=op.f('fk_attached_papers_blob_digest_blobs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attached_papers'))
    )
    with op.batch_alter_table('attached_papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attached_papers_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attached_papers_blob_digest'), ['blob_digest'], unique=False)

    op.create_table('captured_pages',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('blob_digest', sa.String(), nullable=False),
    sa.Column('treatment', sa.JSON(), nullable=False),
    sa.Column('captured_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('captured_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_captured_pages_application_id_applications')),
    sa.ForeignKeyConstraint(['blob_digest'], ['blobs.digest'], name=op.f('fk_captured_pages_blob_digest_blobs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_captured_pages'))
    )
    with op.batch_alter_table('captured_pages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_captured_pages_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_captured_pages_blob_digest'), ['blob_digest'], unique=False)

    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('photo_original_digest', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('signature_vector_digest', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('signature_strokes_digest', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_applications_photo_digest'), ['photo_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_photo_original_digest'), ['photo_original_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_signature_digest'), ['signature_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_signature_strokes_digest'), ['signature_strokes_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_signature_vector_digest'), ['signature_vector_digest'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_applications_signature_strokes_digest_blobs'), 'blobs', ['signature_strokes_digest'], ['digest'])
        batch_op.create_foreign_key(batch_op.f('fk_applications_photo_original_digest_blobs'), 'blobs', ['photo_original_digest'], ['digest'])
        batch_op.create_foreign_key(batch_op.f('fk_applications_signature_vector_digest_blobs'), 'blobs', ['signature_vector_digest'], ['digest'])

    with op.batch_alter_table('papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_papers_blob_digest'), ['blob_digest'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_papers_blob_digest'))

    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_applications_signature_vector_digest_blobs'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_applications_photo_original_digest_blobs'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_applications_signature_strokes_digest_blobs'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_applications_signature_vector_digest'))
        batch_op.drop_index(batch_op.f('ix_applications_signature_strokes_digest'))
        batch_op.drop_index(batch_op.f('ix_applications_signature_digest'))
        batch_op.drop_index(batch_op.f('ix_applications_photo_original_digest'))
        batch_op.drop_index(batch_op.f('ix_applications_photo_digest'))
        batch_op.drop_column('signature_strokes_digest')
        batch_op.drop_column('signature_vector_digest')
        batch_op.drop_column('photo_original_digest')

    with op.batch_alter_table('captured_pages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_captured_pages_blob_digest'))
        batch_op.drop_index(batch_op.f('ix_captured_pages_application_id'))

    op.drop_table('captured_pages')
    with op.batch_alter_table('attached_papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attached_papers_blob_digest'))
        batch_op.drop_index(batch_op.f('ix_attached_papers_application_id'))

    op.drop_table('attached_papers')
