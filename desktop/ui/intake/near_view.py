"""What is known of somebody who is not on the list, and who on it is like them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.i18n import tr
from desktop.common.text import only_digits
from desktop.common.vocabulary import FieldKey
from desktop.identity.card import CardReading
from desktop.intake.opening import card_values
from desktop.intake.views import MemberProgress, UnfinishedForm
from desktop.roster.views import NearMatch
from desktop.services import Services
from desktop.ui.intake import field_words as words
from desktop.ui.intake.find_results import Fact
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel

SURE = 60
"""From this likeness on, Enter proposes the near match instead of adding somebody."""


@dataclass(frozen=True)
class Near:
    """A near match and how far that person is."""

    match: NearMatch
    progress: MemberProgress | None


@dataclass(frozen=True)
class NearAnswer:
    """Who is like the person, and the form that was begun for the same person and left."""

    rows: tuple[Near, ...] = ()
    form: UnfinishedForm | None = None


def find_near(services: Services, text: str, card: CardReading | None) -> NearAnswer:
    """Look for a person who is not on the list.

    Args:
        services: this station's services.
        text: what was typed in the search box.
        card: the card that was scanned, if one was.
    """
    digits = only_digits(text)
    name = card.full_name if card else "" if digits else text
    found = services.roster.near_matches(
        name, card.birth_date if card else "", personal_id=card.personal_id if card else digits
    )
    progress = services.overview.progress_of(match.row.member_id for match in found)
    rows = tuple(Near(match, progress.get(match.row.member_id)) for match in found)
    begun = (form for form in services.unfinished.forms() if _is_for(form, text, card))
    return NearAnswer(rows, next(begun, None))


def _is_for(form: UnfinishedForm, text: str, card: CardReading | None) -> bool:
    if card is not None:
        return form.card is not None and form.card.personal_id == card.personal_id
    return form.card is None and bool(text) and form.text == text


def is_likely(near: Near, card: CardReading | None) -> bool:
    """Whether this is the person; two different whole numbers are two people."""
    return near.match.score >= SURE and not (card is not None and near.match.row.personal_id)


class Known(Panel):
    """What is known: from the card, or what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("scan", "action", 24)
        self.facts = {
            FieldKey.FULL_NAME: Fact(tr("Trên thẻ vừa quét")),
            FieldKey.BIRTH_DATE: Fact(tr("Ngày sinh"), strong=False),
            FieldKey.PERSONAL_ID: Fact(tr("Số định danh"), strong=False),
            FieldKey.RESIDENCE: Fact(tr("Nơi thường trú")),
        }
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(self._icon)
        for key, fact in self.facts.items():
            line.addWidget(fact, 1 if key is FieldKey.RESIDENCE else 0)
        line.addStretch(0)
        self.body.addLayout(line)

    def show_what(self, text: str, card: CardReading | None) -> None:
        """Show the card that was scanned, else what was typed."""
        if card is not None:
            self.show_card(card)
        else:
            self.show_text(text)

    def show_card(self, card: CardReading) -> None:
        """Show the card."""
        values = card_values(card)
        self._icon.set("scan", "action")
        self.facts[FieldKey.FULL_NAME].label.setText(tr("Trên thẻ vừa quét"))
        for key, fact in self.facts.items():
            fact.set(words.show_value(key, values.get(key, "")))
        if not card.full_name or not card.certain:
            self.facts[FieldKey.FULL_NAME].set(tr("Chưa đọc chắc được tên"))

    def show_text(self, text: str) -> None:
        """Show what was typed."""
        self._icon.set("search", "action")
        self.facts[FieldKey.FULL_NAME].label.setText(tr("Đã tìm"))
        for fact in self.facts.values():
            fact.set("")
        self.facts[FieldKey.FULL_NAME].set(text or tr("Chưa gõ gì"))
