"""How a card is handed over, or why it is not: the fields beside the cards of a cell."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.common.vocabulary import HandOverWay, Undelivered
from desktop.returns.rules import undelivered_text
from desktop.returns.views import HandOver
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.side_panel import SidePanel

_YES, _NO = "yes", "no"
_SIGNED = frozenset({HandOverWay.PAD, HandOverWay.SECRETARY})


class HandForm(SidePanel):
    """What is written down with a card.

    Attributes:
        not_now: `Chưa trao được`, connected by the face.

    Signals:
        changed: something was chosen or typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(width=300, small_width=264)
        self.way_choice = ChoiceEdit(
            [
                (HandOverWay.PAPER.value, tr("Ký trên danh sách in")),
                (HandOverWay.PAD.value, tr("Ký trên bảng ký")),
                (HandOverWay.WITNESS.value, tr("Có người làm chứng")),
                (HandOverWay.SECRETARY.value, tr("Bí thư ký cho cả chi bộ")),
            ]
        )
        self.witness = TextEdit(limit=80)
        self.receiver = TextEdit(limit=80)
        self.old = ChoiceEdit([(_YES, tr("Đã thu")), (_NO, tr("Chưa thu"))], empty=tr("Chưa ghi"))
        for field in (self.way_choice, self.witness, self.receiver, self.old):
            field.value_changed.connect(self._changed)
        self.why = ChoiceEdit([(one.value, undelivered_text(one)) for one in Undelivered])
        self.note = TextEdit(limit=120)
        self.witness_entry = FormEntry(tr("Người làm chứng"), self.witness)
        self.receiver_entry = FormEntry(tr("Bí thư nhận thay"), self.receiver)
        self.old_entry = FormEntry(tr("Thẻ cũ"), self.old)
        self.inside.addWidget(FormEntry(tr("Cách nhận"), self.way_choice))
        self.inside.addWidget(self.witness_entry)
        self.inside.addWidget(self.receiver_entry)
        self.inside.addWidget(self.old_entry)
        self.inside.addWidget(FormEntry(tr("Lý do chưa trao"), self.why))
        self.inside.addWidget(FormEntry(tr("Ghi chú"), self.note, optional=True))
        self.inside.addStretch(1)
        self.not_now = OutlineButton(tr("Chưa trao được"), key="F6", small=True)
        self.below.addWidget(self.not_now)
        self._asks_old_card = True
        self._changed()

    @property
    def way(self) -> HandOverWay:
        """What shows that the card was received."""
        return HandOverWay(self.way_choice.value())

    @property
    def wants_ink(self) -> bool:
        """Whether somebody signs on the pad."""
        return self.way in _SIGNED

    @property
    def is_for_cell(self) -> bool:
        """Whether the secretary takes all cards of the cell."""
        return self.way is HandOverWay.SECRETARY

    @property
    def reason(self) -> Undelivered:
        """Why a card is not handed over."""
        return Undelivered(self.why.value())

    def ask_old_card(self, asks: bool) -> None:
        """Follow the setting."""
        self._asks_old_card = asks
        self._changed()

    def problem(self) -> str:
        """Return what is missing, "" when a card can be handed over."""
        if self.way is HandOverWay.WITNESS and not self.witness.value():
            return tr("Chưa ghi họ tên người làm chứng.")
        if self.is_for_cell and not self.receiver.value():
            return tr("Chưa ghi họ tên bí thư nhận thay.")
        if self._asks_old_card and not self.old.value():
            return tr("Chưa ghi đã thu thẻ cũ hay chưa.")
        return ""

    def hand_over(self) -> HandOver:
        """Return what is written down, the signature apart."""
        is_witnessed = self.way is HandOverWay.WITNESS
        return HandOver(
            self.way,
            witness=self.witness.value() if is_witnessed else "",
            receiver=self.receiver.value() if self.is_for_cell else "",
            old_card_collected={_YES: True, _NO: False}.get(self.old.value()),
        )

    def clear(self) -> None:
        """Be ready for the next person."""
        for field in (self.witness, self.receiver, self.note):
            field.set_value("")
        self.old.set_value("")
        if self.is_for_cell:
            self.way_choice.set_value(HandOverWay.PAPER.value)

    def _changed(self) -> None:
        self.witness_entry.setVisible(self.way is HandOverWay.WITNESS)
        self.receiver_entry.setVisible(self.is_for_cell)
        self.old_entry.setVisible(self._asks_old_card)
        self.changed.emit()
