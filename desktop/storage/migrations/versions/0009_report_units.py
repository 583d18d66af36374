"""Units of the province's report: how many people are eligible where, and what kind of unit it is.

A new table only.
"""

import sqlalchemy as sa
from alembic import op

from desktop.models import base


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report_units',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('eligible', sa.Integer(), nullable=True),
    sa.Column('set_at', base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('commune', 'provincial_desk', 'other_party')", name=op.f('ck_report_units_known_kind')),
    sa.CheckConstraint('eligible >= 0', name=op.f('ck_report_units_eligible_counts')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_report_units'))
    )


def downgrade() -> None:
    op.drop_table('report_units')
