"""Where a station was when it went dark: what is opened again after the log-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import Step
from desktop.ui.context import PageName

if TYPE_CHECKING:
    from desktop.intake.views import DraftRow
    from desktop.services import Services

RESUME_WITHIN = timedelta(hours=12)
"""An older draft belongs to another day; it waits under "Dở dang"."""

PAGE_OF_STEP = {
    Step.COMPARE: PageName.COMPARE,
    Step.PHOTO: PageName.PHOTO,
    Step.SIGN: PageName.SIGN,
    Step.CHECK: PageName.CHECK,
}


@dataclass(frozen=True)
class WayBack:
    """A page to open at once after the log-in.

    Attributes:
        page: the page, entered with `payload`.
        words: what to tell the clerk whose work it is.
        offer: what to tell somebody else, who may take it over.
    """

    page: PageName
    payload: dict[str, UUID]
    words: str
    offer: str


def way_back(services: Services, wanted: UUID | None) -> WayBack | None:
    """Return the way to what was on the screen, or None when the day begins at the counter.

    Args:
        services: this station's services.
        wanted: what was on the screen: an application, the member it is of, or a form.
    """
    now = services.clock.now()
    draft = left_open(services.overview.drafts(), wanted, now)
    if draft is not None:
        words = tr("Mở lại hồ sơ đang làm dở của {name}.").format(name=draft.full_name)
        offer = tr("{holder} đang làm dở hồ sơ của {name}.").format(
            holder=draft.held_by, name=draft.full_name
        )
        return WayBack(
            PAGE_OF_STEP[draft.step], {"application_id": draft.application_id}, words, offer
        )
    form = services.unfinished.form(wanted) if wanted is not None else None
    if form is None or form.saved_at is None or now - form.saved_at > RESUME_WITHIN:
        return None
    words = tr("Mở lại phiếu thêm người đang gõ dở.")
    offer = tr("{holder} đang gõ dở phiếu thêm một người.").format(holder=form.opened_by)
    return WayBack(PageName.NOT_LISTED, {"form": form.form_id}, words, offer)


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
