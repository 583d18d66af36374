"""How findings of the photo check and answers of the province are put together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.batch.board.rules import bad_item
from desktop.batch.portraits.views import Heed, Outcome, PhotoFeedback, SentPhoto
from desktop.common.vocabulary import Step

_HEEDS = tuple(Heed)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_about_photo(reason: str, field: str) -> bool:
    """Whether the province sent a record back because of its photo."""
    return bad_item(reason, field)[0] is Step.PHOTO


def codes(report: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return the finding codes of a stored report; a report of before may lack them."""
    found = report.get(key)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def report_of(
    record_version: int,
    replaced: Sequence[tuple[int, Mapping[str, Any]]],
    present: Mapping[str, Any],
) -> Mapping[str, Any]:
    """Return the photo part that held for the version of a record that left.

    Args:
        record_version: the version in the batch.
        replaced: (version at which it was replaced, its photo part), ascending.
        present: the photo part that holds now.
    """
    return next((photo for at, photo in replaced if at >= record_version), present)


def tally(photos: Iterable[SentPhoto]) -> PhotoFeedback:
    """Count what became of the photos, by finding.

    A photo with two findings counts for both, so the lines do not add up to `sent`.
    """
    counts: dict[tuple[Heed, str], list[int]] = {}
    every = list(photos)
    for photo in every:
        place = 2 if photo.rejected is None else int(photo.rejected)
        for key in _findings(photo):
            counts.setdefault(key, [0, 0, 0])[place] += 1
    outcomes = [
        Outcome(code, heed, accepted + rejected + waiting, accepted, rejected, waiting)
        for (heed, code), (accepted, rejected, waiting) in counts.items()
    ]
    outcomes.sort(key=lambda one: (_HEEDS.index(one.heed), -one.rejected, -one.sent, one.code))
    came_back = [photo for photo in every if photo.rejected]
    came_back.sort(key=lambda photo: photo.answered_at or _EPOCH, reverse=True)
    return PhotoFeedback(
        outcomes=tuple(outcomes),
        came_back=tuple(came_back),
        sent=len(every),
        rejected=len(came_back),
        overridden_rejected=sum(bool(photo.refused) for photo in came_back),
    )


def _findings(photo: SentPhoto) -> list[tuple[Heed, str]]:
    found = [(Heed.OVERRIDDEN, code) for code in photo.refused]
    found += [(Heed.NOTED, code) for code in photo.noted]
    return found or [(Heed.CLEAN, "")]
