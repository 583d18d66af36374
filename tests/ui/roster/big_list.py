"""A list as long as a district's, put into the store without a file, for pages that show it."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster import store
from desktop.roster.views import PreviewRow
from desktop.storage.unit_of_work import Store

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
_FAMILIES = ("Giàng", "Lò", "Vừ", "Quàng", "Hà", "Đinh", "Ly", "Nguyễn")
_MIDDLES = ("A", "Văn", "Thị", "Thanh", "Bá", "Hồng")
_GIVEN = ("Páo", "Hặc", "Dơ", "Pâng", "Sua", "Thỏa", "Ánh", "Tủa", "Mẩy", "Hoà", "Chu", "Đức")
_CELLS = tuple(f"Chi bộ {number}" for number in range(1, 41))


def fill(store_: Store, count: int) -> None:
    """Put so many invented people into a store; the same ones every time."""
    rows = [
        PreviewRow(
            number,
            {
                FieldKey.FULL_NAME: " ".join(
                    (
                        _FAMILIES[number % 8],
                        _MIDDLES[number // 8 % 6],
                        _GIVEN[number // 48 % 12],
                    )
                ),
                FieldKey.BIRTH_DATE: f"{1940 + number % 60}-{1 + number % 12:02d}-11",
                FieldKey.PERSONAL_ID: f"0140{number:08d}",
                FieldKey.CELL: _CELLS[number % 40],
            },
            MemberStatus.PROBATIONARY if number % 50 == 0 else MemberStatus.OFFICIAL,
            (),
            {},
        )
        for number in range(count)
    ]
    with store_.write() as session:
        store.add_people(session, rows, import_id=None, at=NOW)
