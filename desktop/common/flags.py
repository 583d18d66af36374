"""Stored words about people with priority, and about services beside the card; never changed."""

from __future__ import annotations

from enum import StrEnum


class FlagReason(StrEnum):
    """Why somebody comes first, or needs another way; being old is computed, never flagged."""

    ILL = "ill"
    DISABLED = "disabled"
    WAR_INVALID = "war_invalid"
    MERIT = "merit"
    """Served the revolution and has the State's word for it."""
    FAR = "far"
    """Lives far away, or the road is hard."""
    OTHER = "other"


class VisitService(StrEnum):
    """What else was done for somebody who came for the membership card."""

    ID_CARD = "id_card"
    E_ID = "e_id"
    """The electronic identity was checked or opened."""
    RESIDENCE = "residence"
    """The residence was confirmed."""
    OTHER = "other"
