"""The check list of a station: what came with the program, and what was worded anew."""

from __future__ import annotations

from dataclasses import replace

from desktop.campaign.inspections import rules
from desktop.campaign.inspections import store as queries
from desktop.campaign.inspections.views import Item
from desktop.campaign.inspections.words import item_words
from desktop.campaign.inspections.writing import keep, made
from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.models import InspectionItem
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

_CODE = 40
"""Characters of the word that names an item."""


class CheckListService:
    """What inspectors look at.

    Args:
        store: the opened store.
        clock: tells the time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def items(self) -> tuple[Item, ...]:
        """Return the check list, with what is not used; texts for people."""
        with self._store.read() as session:
            found = queries.items(session)
        return tuple(replace(one, text=item_words(one.text)) for one in found)

    def set_item(self, code: str, text: str = "", *, used: bool = True, actor: str) -> Item:
        """Word an item anew, take it from the list, or add one under a new code.

        Inspections that were begun keep the wording of their day.

        Args:
            code: a short word; one that is not there yet adds an item at the end.
            text: the wording; empty leaves it as it is.
            used: whether new inspections ask about it.
            actor: who decides.

        Raises:
            InspectionRefusedError: there is no wording, or it is too long.
        """
        now = self._clock.now()
        key = rules.checked(
            code, tr("Chưa ghi mã của mục."), tr("Ghi một từ ngắn, không dấu."), _CODE
        )
        with self._store.write() as session:
            queries.stand_alone(session)
            known = queries.items(session)
            before = next((one for one in known if one.code == key), None)
            kept = before.text if before else ""
            missing, advice = tr("Chưa ghi nội dung của mục."), tr("Ghi một câu: phải thấy gì.")
            said = rules.checked(text or kept, missing, advice)
            row = queries.item_row(session, key)
            if row is None:
                place = before.place if before else max(one.place for one in known) + 1
                row = InspectionItem(**made(session, now), code=key, place=place)
                session.add(row)
            row.text, row.is_used = said, used
            keep(session, Tag.INSPECTION_ITEM_SET, row, now, actor, item=key, used=used)
            measure = before.measure if before else None
            return Item(key, row.place, said, measure, used, is_own=True)
