"""What the next batch would hold, who can open it, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.batch.choosing.rules import EVERYTHING, Choice, Group
from desktop.batch.views import WaitingView
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.batch.choice_words import choice_key, choice_words
from desktop.ui.batch.places import Places
from desktop.ui.batch.rows import grouped, size_words
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class WaitingPanel(Panel):
    """The side panel of the batches page.

    Signals:
        chosen: another shift, cell or all was chosen.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chờ xuất"), parent=parent)
        self._groups: dict[str, Group] = {}
        self._begun = 0
        self.count = PlainLabel("–", "figure")
        self.about = PlainLabel("", "body", "ink2", wrap=True)
        self.begun = PlainLabel("", "body", "warn", wrap=True)
        self.begun.hide()
        self.review = PlainLabel("", "body", "warn", wrap=True)
        self.review.hide()
        self.readers = PlainLabel("", "label", "ink2", wrap=True)
        self.choice = ChoiceEdit([], tr("Hồ sơ nào vào lô"))
        self.choice.value_changed.connect(self._choose)
        self.places = Places()
        self.targets = self.places.targets
        self.meter = Meter(tr("Đang niêm phong"))
        self.meter.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.count)
        head.addWidget(self.about, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        for part in (self.begun, self.review, self.choice, self.readers, self.places):
            self.body.addWidget(part)
        self.body.addWidget(self.meter)
        self.body.addStretch(1)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(376, 300))
        if hasattr(self, "readers"):
            self._show_readers()

    # ------------------------------------------------------------ what leaves

    @property
    def group(self) -> Group | None:
        """What would leave now, None when nothing waits."""
        return self._groups.get(self.choice.value())

    @property
    def records(self) -> int:
        """How many records would leave now: those of a begun batch, else what is chosen."""
        return self._begun or (self.group.count if self.group else 0)

    def show_waiting(self, waiting: WaitingView, groups: Sequence[Group]) -> None:
        """Show what waits; what was chosen stays chosen while something of it waits."""
        self._begun = waiting.begun
        self._groups = {choice_key(group.choice): group for group in groups}
        self.choice.set_choices([(key, _group_words(one)) for key, one in self._groups.items()])
        self.choice.setVisible(bool(groups) and not waiting.begun)
        self._show_begun(waiting)
        self._show_review(waiting.to_review)
        names = ", ".join(waiting.recipients)
        self.readers.setText(tr("Chỉ {names} mở được.").format(names=names) if names else "")
        self._show_readers()
        self._show_group()

    def _show_begun(self, waiting: WaitingView) -> None:
        """Say that a batch was begun and not finished; it leaves first, as it was."""
        words = tr("Lô số {number} ghi dở lúc máy tắt: {n} hồ sơ. Lần xuất này ghi nốt đúng lô đó.")
        self.begun.setText(words.format(number=waiting.next_sequence, n=grouped(waiting.begun)))
        self.begun.setVisible(bool(waiting.begun))

    def _show_review(self, count: int) -> None:
        words = tr("{n} hồ sơ chờ duyệt.").format(n=grouped(count))
        self.review.setText(words if count else "")
        self.review.setVisible(bool(count))

    def _show_readers(self) -> None:
        """A small screen has no room for notes; the settings say it too."""
        self.readers.setVisible(bool(self.readers.text()) and not theme.current().compact)

    def _choose(self) -> None:
        self._show_group()
        self.chosen.emit()

    def _show_group(self) -> None:
        group = self.group
        number = grouped(group.count if group else 0)
        self.count.setText(number)
        self.count.setAccessibleName(tr("{n} hồ sơ chờ xuất").format(n=number))
        words = tr("Hồ sơ đã nhận đều đã xuất.")
        if self.review.text():
            words = tr("Chưa có hồ sơ nào duyệt xong.")
        if group is not None:
            when = f"{show_time(group.oldest)} {show_date(group.oldest)}"
            words = tr("hồ sơ, cũ nhất nhận lúc {when}, khoảng {size}.").format(
                when=when, size=size_words(group.estimated_bytes)
            )
        self.about.setText(words)
        self.targets.set_needed(group.estimated_bytes if group else 0)

    def chosen_records(self) -> Choice:
        """Return which records leave."""
        return self.group.choice if self.group else EVERYTHING

    def set_busy(self, busy: bool) -> None:
        """Show the meter and hold the choices while a batch is being written."""
        self.meter.setVisible(busy)
        self.targets.hold(busy)
        self.places.other.setEnabled(not busy)
        self.choice.setEnabled(not busy)


def _group_words(group: Group) -> str:
    """Return a choice with what it would take."""
    return tr("{choice}: {n} hồ sơ").format(
        choice=choice_words(group.choice), n=grouped(group.count)
    )
