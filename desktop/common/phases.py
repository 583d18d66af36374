"""Words of the campaign's plan that are stored; values never change once released."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """The four parts of the campaign, in order; each has a gate that leads to the next."""

    REVIEW = "review"
    INTAKE = "intake"
    TRANSFER = "transfer"
    RETURN = "return"


class CellConfirmation(StrEnum):
    """What a cell confirmed on paper."""

    SHEET = "sheet"
    """The sheet with its members' data came back signed, and what it says was entered."""
    CATALOGUE = "catalogue"
    """Name and members of the cell are those of the catalogue of cells."""


class CaseReason(StrEnum):
    """Why somebody's record goes no further for now."""

    AWAY = "away"
    ILL = "ill"
    ABROAD = "abroad"
    MOVED = "moved"
    DECEASED = "deceased"
    REFUSED = "refused"
    PAPERS = "papers"
    """A paper or a decision of the Party committee is missing."""
    REPRINT = "reprint"
    """The card is printed again."""
    PROVINCE = "province"
    """It lies at the province."""
    OTHER = "other"


class PrecheckReason(StrEnum):
    """What a cell says is not right with a line of its list."""

    WRONG_DATA = "wrong_data"
    MOVED = "moved"
    """Takes part elsewhere by now."""
    NO_MEMBER = "no_member"
    DECEASED = "deceased"
    OTHER_CELL = "other_cell"
    AWAY = "away"
    """Works or studies far away."""
    FRAIL = "frail"
    """Ill or old; somebody has to go there."""
    OTHER = "other"
    MISSING = "missing"
    """Belongs to the cell and is not on the list."""
