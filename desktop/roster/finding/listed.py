"""What finding takes in of one person."""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """One person as the index takes it in.

    Attributes:
        member_id: 16 bytes.
        birth_date: ISO, may be reduced or empty.
        numbers: every number the person may be found by, digits only.
    """

    member_id: bytes
    full_name: str
    other_name: str
    birth_date: str
    numbers: tuple[str, ...]
    cell: str
    village: str
    status: str
    eligible: bool
    has_problem: bool


def birth_number(iso: str) -> int:
    """Return year * 10,000 + month * 100 + day of an ISO date, unknown parts 0."""
    return int((iso.replace("-", "") + "00000000")[:8]) if iso else 0
