"""Where a station was when it went dark: which draft is opened again after the log-in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.common.vocabulary import Step
from desktop.ui.context import PageName

if TYPE_CHECKING:
    from desktop.intake.views import DraftRow

RESUME_WITHIN = timedelta(hours=12)
"""An older draft belongs to another day; it waits under "Dở dang"."""

PAGE_OF_STEP = {
    Step.COMPARE: PageName.COMPARE,
    Step.PHOTO: PageName.PHOTO,
    Step.SIGN: PageName.SIGN,
    Step.CHECK: PageName.CHECK,
}


def left_open(drafts: Iterable[DraftRow], wanted: UUID | None, now: datetime) -> DraftRow | None:
    """Return the draft to open again, or None.

    Args:
        drafts: what is open in the store.
        wanted: the application, or the member whose application, was on the screen.
        now: the time.
    """
    if wanted is None:
        return None
    for draft in drafts:
        is_it = wanted in {draft.application_id, draft.member_id}
        is_fresh = now - draft.saved_at <= RESUME_WITHIN
        if is_it and is_fresh and draft.step in PAGE_OF_STEP:
            return draft
    return None
