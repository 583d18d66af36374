"""The signature of who stood by when somebody could not sign.

New columns, empty for what was received before. Going back down forgets these signatures; why
somebody could not sign and who stood by stays.
"""

import sqlalchemy as sa
from alembic import op


revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('applications', 'application_versions'):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column('second_signature_digest', sa.String(), nullable=True))
            batch_op.create_index(batch_op.f(f'ix_{name}_second_signature_digest'), ['second_signature_digest'], unique=False)
            batch_op.create_foreign_key(batch_op.f(f'fk_{name}_second_signature_digest_blobs'), 'blobs', ['second_signature_digest'], ['digest'])


def downgrade() -> None:
    for name in ('application_versions', 'applications'):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f'fk_{name}_second_signature_digest_blobs'), type_='foreignkey')
            batch_op.drop_index(batch_op.f(f'ix_{name}_second_signature_digest'))
            batch_op.drop_column('second_signature_digest')
