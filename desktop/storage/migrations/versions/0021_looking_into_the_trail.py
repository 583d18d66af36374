"""Ways into the audit trail: by day, by act and person, by what it was about.

New indexes only; no event is touched.
"""

from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

_INDEXES = {
    'ix_audit_events_at': ['at'],
    'ix_audit_events_tag_actor_number': ['tag', 'actor', 'number'],
    'ix_audit_events_target_number': ['target', 'number'],
}


def upgrade() -> None:
    for name, columns in _INDEXES.items():
        op.create_index(name, 'audit_events', columns)


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, table_name='audit_events')
