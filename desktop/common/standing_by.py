"""Who stands by when somebody cannot sign: values that are stored and travel."""

from __future__ import annotations

from enum import StrEnum


class WitnessRelation(StrEnum):
    """What the witness is to the person who cannot sign."""

    FAMILY = "family"
    SECRETARY = "cell_secretary"
    NEIGHBOUR = "neighbour"
    MEDICAL = "medical"
    """Of the place where the person is cared for."""
    OFFICIAL = "official"
    OTHER = "other"


class SecondSigner(StrEnum):
    """Whose signature stands beside "cannot sign"."""

    WITNESS = "witness"
    OFFICER = "officer"
    """A second officer of the counter or the team."""
