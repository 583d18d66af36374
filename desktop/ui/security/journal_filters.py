"""What narrows the audit trail: days, who did it, what it has to do with, one record alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.security.journal import telling
from desktop.security.journal.views import Actor, EventKind, JournalQuery
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit
from desktop.ui.widgets.plain_label import PlainLabel

_TODAY, _WEEK, _MONTH, _CHOSEN = "today", "week", "month", "chosen"


class JournalFilters(QWidget):
    """One line of choices; two days come up when neither of the usual stretches is wanted.

    Args:
        today: the present day at the counter.

    Signals:
        changed: other events are wanted; `query()` says which.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._about = ""
        self._keys: dict[str, frozenset[str]] = {}
        self.days = ChoiceEdit(
            [
                (_TODAY, tr("Hôm nay")),
                (_WEEK, tr("7 ngày qua")),
                (_MONTH, tr("30 ngày qua")),
                (_CHOSEN, tr("Chọn ngày")),
            ],
            tr("Khoảng ngày"),
            empty=tr("Mọi ngày"),
        )
        self.first = DateEdit(tr("Từ ngày"), latest_year=today.year)
        self.last = DateEdit(tr("Đến ngày"), latest_year=today.year)
        self.actor = ChoiceEdit([], tr("Người làm"), empty=tr("Mọi người"))
        self.kind = ChoiceEdit(
            [(kind.value, telling.kind_words(kind)) for kind in EventKind],
            tr("Loại việc"),
            empty=tr("Mọi loại việc"),
        )
        self.record = Chip("", icon="user")
        self.record.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        line = QHBoxLayout()
        line.setSpacing(8)
        box.addLayout(line)
        for choice in (self.days, self.actor, self.kind):
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.addWidget(self.days, 1)
        self._dash = PlainLabel("–", "body", "ink2")
        for field in (self.first, self._dash, self.last):
            line.addWidget(field)
            field.hide()
        for field in (self.first, self.last):
            field.setFixedWidth(176)
        line.addWidget(self.actor, 1)
        line.addWidget(self.kind, 1)
        # Names are long: a line of its own, there only with a record.
        box.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.days.value_changed.connect(self._days_chosen)
        for field in (self.first, self.last):
            field.editingFinished.connect(self._day_typed)
        for choice in (self.actor, self.kind):
            choice.value_changed.connect(self.changed)
        self.record.toggled.connect(self._record_left)

    # ------------------------------------------------------------ what is wanted

    def query(self) -> JournalQuery:
        """Return which events are to be shown."""
        first, last = self._stretch()
        actor, kind = self.actor.value(), self.kind.value()
        return JournalQuery(
            first=first,
            last=last,
            actors=self._keys.get(actor, frozenset()),
            kind=EventKind(kind) if kind else None,
            about=self._about,
        )

    def _stretch(self) -> tuple[date | None, date | None]:
        chosen = self.days.value()
        if chosen == _CHOSEN:
            return _day(self.first.value(), start=True), _day(self.last.value(), start=False)
        back = {_TODAY: 0, _WEEK: 6, _MONTH: 29}.get(chosen)
        return (None, None) if back is None else (self.today - timedelta(days=back), None)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.query().is_narrow

    def clear(self) -> None:
        """Let everything through again; one change, however much was set."""
        self.blockSignals(True)
        for choice in (self.days, self.actor, self.kind):
            choice.setCurrentIndex(0)
        self.first.set_value(None)
        self.last.set_value(None)
        self.show_record("", "")
        self.blockSignals(False)
        self.changed.emit()

    # ------------------------------------------------------------ what is offered

    def offer(self, actors: Sequence[Actor]) -> None:
        """Offer everybody who did something; who was chosen stays chosen."""
        self._keys = {one.name: one.keys for one in actors}
        names = [(name, name) for name in self._keys]
        self.actor.set_choices([("", tr("Mọi người")), *names])

    def show_record(self, about: str, name: str) -> None:
        """Show only what one record or person had done to it; "" shows all."""
        self._about = about
        self.record.blockSignals(True)
        self.record.set_label(name or tr("Một hồ sơ"))
        self.record.setChecked(bool(about))
        self.record.blockSignals(False)
        self.record.setVisible(bool(about))

    def _record_left(self, checked: bool) -> None:
        if not checked:
            self.show_record("", "")
            self.changed.emit()

    def _days_chosen(self) -> None:
        own = self.days.value() == _CHOSEN
        for field in (self.first, self._dash, self.last):
            field.setVisible(own)
        if own:
            self.first.setFocus()
        self.changed.emit()

    def _day_typed(self) -> None:
        for field in (self.first, self.last):
            field.set_failed(bool(field.problem()))
        self.changed.emit()


def _day(typed: PartialDate | None, *, start: bool) -> date | None:
    """Return a day; of a month or a year its first or its last."""
    if typed is None:
        return None
    if typed.day:
        return date(typed.year, typed.month, typed.day)
    if start:
        return date(typed.year, typed.month or 1, 1)
    month = typed.month or 12
    following = date(typed.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
