"""The chosen shift below the week: who is planned, who may be, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.shifts.plan.rules import LONGEST_NAME
from desktop.shifts.plan.views import Person
from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

MOST_KEYS = 9


@dataclass(frozen=True)
class Offer:
    """Somebody who can be planned, and whether they are."""

    person: Person
    is_on: bool


class _Chips(QWidget):
    """People as chips in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: list[Chip] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def replace(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        for old in self.chips:
            self._grid.removeWidget(old)
            old.deleteLater()
        self.chips = list(chips)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self.chips:
            return
        widest = max(chip.sizeHint().width() for chip in self.chips)
        columns = max(1, (self.width() + 8) // (widest + 8))
        for number, chip in enumerate(self.chips):
            self._grid.addWidget(chip, number // columns, number % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns, 1)


class TurnEditor(Panel):
    """Shows one cell and says what the person wants of it.

    Signals:
        toggled (object): this `Person` is to be put in, or taken out.
        guest_wanted (str): somebody without an account.
        place_wanted (str): another place as a row of the week.
    """

    toggled = Signal(object)
    guest_wanted = Signal(str)
    place_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.heading = PlainLabel("", "section")
        self.kind = PlainLabel("", "label", "ink2")
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.guest = TextEdit(tr("Người không có tài khoản"), limit=LONGEST_NAME)
        self.guest.setPlaceholderText(tr("Người khác"))
        self.guest_button = OutlineButton(tr("Thêm người"), key="Ctrl+N", small=True)
        self.guest_button.clicked.connect(self.add_guest)
        self.place = TextEdit(tr("Nơi trực khác"), limit=LONGEST_NAME)
        self.place.setPlaceholderText(tr("Nơi trực khác"))
        self.place_button = OutlineButton(tr("Thêm nơi"), key="Ctrl+M", small=True)
        self.place_button.clicked.connect(self.add_place)
        self._people = _Chips()
        self._offers: tuple[Offer, ...] = ()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self.kind)
        head.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._people, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (field, button) in zip((head, below), reversed(self._adding), strict=True):
            row.addWidget(field, 0, top)
            row.addWidget(button, 0, top)
        self.body.addLayout(head)
        self.body.addLayout(below)
        self.body.addWidget(self.about)
        theme.on_change(self.refresh_fields)

    @property
    def _adding(self) -> tuple[tuple[TextEdit, OutlineButton], ...]:
        return (self.guest, self.guest_button), (self.place, self.place_button)

    @property
    def chips(self) -> list[Chip]:
        """The people that are offered, in the order of their digits."""
        return self._people.chips

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        side = theme.current().fixed(16, 12)
        self.body.setContentsMargins(side, 8, side, 8)
        self.body.setSpacing(theme.current().fixed(8, 6))

    def refresh_fields(self) -> None:
        """Keep the fields as narrow as names allow."""
        for field, _ in self._adding:
            field.setFixedWidth(theme.current().pick(196, 150))

    def show_spot(
        self, heading: str, kind: str, offers: Sequence[Offer], about: str, *, may_change: bool
    ) -> None:
        """Show another cell.

        Args:
            heading: which shift, which place.
            kind: what it counts as.
            offers: everybody who can be planned here.
            about: what is wrong, or what became of it.
            may_change: whether people can be put in and taken out.
        """
        self.heading.setText(heading)
        self.kind.setText(kind)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self._people.setVisible(may_change and bool(offers))
        for field, button in self._adding:
            field.setVisible(may_change)
            button.setVisible(may_change)
        if may_change and tuple(offers) != self._offers:
            self._show_offers(tuple(offers))

    def toggle(self, number: int) -> bool:
        """Press the chip of a digit; return whether there is one."""
        if self._people.isHidden() or not 1 <= number <= min(len(self.chips), MOST_KEYS):
            return False
        self.chips[number - 1].click()
        return True

    def add_guest(self) -> None:
        """Add the typed person; without a name, come to the field."""
        self._take(self.guest, self.guest_wanted.emit)

    def add_place(self) -> None:
        """Add the typed place; without a name, come to the field."""
        self._take(self.place, self.place_wanted.emit)

    def add_typed(self) -> bool:
        """Take what stands in the field that has the focus; return whether there was one."""
        for field, button in self._adding:
            if field.hasFocus():
                button.click()
                return True
        return False

    @staticmethod
    def _take(field: TextEdit, tell: Callable[[str], object]) -> None:
        text = field.value()
        if not text:
            field.setFocus()
            return
        field.set_value("")
        tell(text)

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        same = [one.person for one in offers] == [one.person for one in self._offers]
        self._offers = offers
        if not same:
            self._people.replace([self._chip(n, one.person) for n, one in enumerate(offers, 1)])
        for chip, offer in zip(self.chips, offers, strict=True):
            chip.setChecked(offer.is_on)

    def _chip(self, number: int, person: Person) -> Chip:
        text = f"{number}  {person.name}" if number <= MOST_KEYS else person.name
        chip = Chip(text)
        chip.clicked.connect(partial(self._clicked, person))
        return chip

    def _clicked(self, person: Person, *_: object) -> None:
        self.toggled.emit(person)
