"""The results on the page "Quầy": the table, the selected person below it, or why it is empty."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from desktop.campaign.priority.views import PersonPriority
from desktop.campaign.priority.words import chip_words
from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.leases.views import Holder
from desktop.intake.leases.words import where, where_short
from desktop.intake.views import MemberProgress
from desktop.roster.views import PersonRow, PersonView, RosterCounts
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.intake import field_words as words
from desktop.ui.intake.find_ways import FindWays
from desktop.ui.tasks import Task
from desktop.ui.theme import Span
from desktop.ui.widgets import paint
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.following import follow_rows
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.tag import Tag


@dataclass(frozen=True)
class FoundRow:
    """One line of the results: the person, how far they are, and which other counter has them."""

    person: PersonRow
    progress: MemberProgress | None
    holder: Holder | None = None


def results_table() -> Table:
    """Return the table of results; it never takes the focus from the search box."""
    table = Table(
        (
            Column(tr("Họ và tên"), _name, stretch=1),
            Column(tr("Ngày sinh"), lambda row: row.person.birth_shown, width=135),
            Column(tr("Số định danh"), lambda row: row.person.personal_id_masked, width=170),
            Column(tr("Chi bộ"), _cell, width=210, drop=1),
            Column(tr("Trạng thái"), _status, width=182),
        ),
        tr("Người tìm thấy"),
    )
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return table


def _name(row: FoundRow) -> Cell:
    spans = tuple(Span(start, length, "match") for start, length in row.person.highlights)
    return Cell(row.person.full_name, spans=spans, strong=True)


def _cell(row: FoundRow) -> str:
    return row.person.cell or row.person.village


def _status(row: FoundRow) -> Cell:
    if row.holder is not None:
        return Cell(where_short(row.holder), tag="warn", icon="user")
    tag = words.person_tag(row.person, row.progress)
    return Cell(tag.text, tag=tag.kind, icon=tag.icon)


class Silhouette(QWidget):
    """Where a portrait would be; the list carries none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a small portrait, 3:4."""
        return QSize(theme.current().fixed(54, 42), theme.current().fixed(72, 56))

    def minimumSizeHint(self) -> QSize:
        """It keeps its size."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.sunk, None, theme.RADIUS_SMALL)
        side = area.width() * 0.62
        spot = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        theme.paint_icon(painter, spot, "user", colours.ink3)
        painter.end()


class Fact(QWidget):
    """A quiet label above its value."""

    def __init__(self, label: str, *, strong: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(label, "label", "ink2")
        self.value = PlainLabel("", "strong" if strong else "body")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.label)
        layout.addWidget(self.value)

    def set(self, value: str) -> None:
        """Show a value; "" hides the fact."""
        self.value.setText(value)
        self.setAccessibleName(f"{self.label.text()}: {value}")
        self.setVisible(bool(value))


class PersonPreview(QWidget):
    """The selected person, so that near-namesakes are told apart before Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = PlainLabel("", "section")
        self.about = PlainLabel("", "label", "ink2")
        self.priority = Tag("", "info", icon="user")
        self.priority.hide()
        self.card = Fact(tr("Thẻ cũ"), strong=False)
        self.residence = Fact(tr("Nơi thường trú"))
        self.remark = Fact(tr("Ghi chú"), strong=False)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.priority)
        head.addWidget(self.about, 1)
        facts = QHBoxLayout()
        facts.setSpacing(24)
        facts.addWidget(self.card)
        facts.addWidget(self.residence, 1)
        facts.addWidget(self.remark, 2)
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addLayout(head)
        text.addLayout(facts)
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(16)
        self._layout.addWidget(Silhouette(), 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(text, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        side, top = look.fixed(16, 12), look.fixed(12, 10)
        self._layout.setContentsMargins(side, top, side, top)

    def show_row(self, row: FoundRow) -> None:
        """Show at once what the list of results knows."""
        person = row.person
        self.name.setText(person.full_name)
        self.about.setText(words.sex_word(person.sex))
        self.card.set("")
        self.priority.hide()
        self.residence.set(person.residence or person.village or tr("Không có"))
        self.remark.set(self._remark(row))

    def show_person(self, view: PersonView) -> None:
        """Add what was read from the store."""
        fields = view.fields
        joined = words.show_value(FieldKey.JOINED_ON, fields.get(FieldKey.JOINED_ON, ""))
        about = [words.sex_word(fields.get(FieldKey.SEX, ""))]
        if joined:
            about.append(tr("vào Đảng {date}").format(date=joined))
        self.about.setText(" · ".join(part for part in about if part))
        self.card.set(
            words.shown_or_none(FieldKey.CARD_NUMBER, fields.get(FieldKey.CARD_NUMBER, ""))
        )
        if view.eligible and view.reason and not self.remark.value.text():
            self.remark.set(view.reason)

    def show_priority(self, found: PersonPriority) -> None:
        """Say beside the name that somebody comes first; a reason of health is never told."""
        said = chip_words(found)
        self.priority.set(said, "info", "user")
        self.priority.setVisible(bool(said))

    @staticmethod
    def _remark(row: FoundRow) -> str:
        if row.holder is not None:
            return where(row.holder)
        progress = row.progress
        if progress is not None and progress.receipt_number:
            return tr("Biên nhận {number} · {date}").format(
                number=progress.receipt_number, date=show_date(progress.at)
            )
        if progress is not None:
            return words.stopped_at(progress.step)
        return "" if row.person.eligible else row.person.ineligible_reason


class HintLine(QWidget):
    """The line below the results: how many, and the keys that choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = PlainLabel("", "hint", "ink2")
        self._tail = PlainLabel(tr("để chọn."), "hint", "ink2")
        self._caps = (KeyCap("↑"), KeyCap("↓"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        for cap in self._caps:
            layout.addWidget(cap)
        layout.addWidget(self._tail)
        layout.addStretch(1)
        self.set("")

    def set(self, text: str, *, choose: bool = False) -> None:
        """Say something; `choose` adds the arrow keys."""
        self.text.setText(text)
        self.setVisible(bool(text))
        for part in (*self._caps, self._tail):
            part.setVisible(choose)


class ResultsPane(Panel):
    """Table and preview, or an empty state.

    Signals:
        opened (FoundRow): Enter or a double click on a person.
        selected (FoundRow): another person is selected; None for nobody.
        list_wanted: the list is empty, show the page that imports one.
    """

    opened = Signal(object)
    selected = Signal(object)
    list_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._context = context
        self._reading: Task | None = None
        self.table = results_table()
        self.preview = PersonPreview()
        self.empty = EmptyState("", icon="search")
        self.empty.button.clicked.connect(self.list_wanted)
        self._results = QWidget()
        inside = QVBoxLayout(self._results)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(rule())
        inside.addWidget(self.preview)
        # Laid in first: a stack without a parent would show its page as a window of its own.
        self._places = QStackedLayout()
        self.body.addLayout(self._places)
        self._places.addWidget(self._results)
        self._places.addWidget(self.empty)
        self.ways = FindWays()
        self._places.addWidget(self.ways)
        self.table.row_changed.connect(self._row_changed)
        self.table.row_activated.connect(self.opened)

    def current(self) -> FoundRow | None:
        """Return the selected line, or None."""
        row = self.table.current_row()
        return row if isinstance(row, FoundRow) else None

    def show_rows(self, rows: tuple[FoundRow, ...]) -> None:
        """Show people and select the first."""
        self.table.set_rows(rows)
        if rows:
            self._places.setCurrentWidget(self._results)

    def follow_rows(self, rows: tuple[FoundRow, ...]) -> None:
        """Show the same people as they are now; whoever is selected stays selected."""
        follow_rows(self.table, rows, lambda row: row.person.member_id)

    def show_nothing(self, text: str, counts: RosterCounts | None) -> None:
        """Say why nobody is shown and what to do.

        Args:
            text: what was looked for, or "".
            counts: how many people the list holds; None while unknown.
        """
        self._places.setCurrentWidget(self.empty)
        total = None if counts is None else counts.total + counts.outside
        if text:
            self.empty.set(
                tr("Chưa thấy ai khớp với “{text}”.").format(text=text),
                tr("Gõ ít chữ hơn, thử số cuối hoặc năm sinh; hoặc bấm F6 nếu không có tên."),
            )
        elif total == 0:
            self.empty.set(
                tr("Chưa có danh sách."),
                tr("Nhập danh sách đảng viên của xã, rồi quay lại đây để bắt đầu."),
                tr("Mở trang Danh sách"),
            )
        else:
            self.ways.set_total(total)
            self._places.setCurrentWidget(self.ways)

    def stop(self) -> None:
        """Ask nothing more."""
        if self._reading is not None:
            self._reading.cancel()

    def _row_changed(self, row: FoundRow | None) -> None:
        self.stop()
        self.selected.emit(row)
        if row is None:
            return
        self.preview.show_row(row)
        services, member_id = self._context.services, row.person.member_id
        self._reading = self._context.tasks.query(
            lambda: (services.roster.get(member_id), services.priority.of(member_id)), self._read
        )

    def _read(self, found: tuple[PersonView, PersonPriority]) -> None:
        view, priority = found
        row = self.current()
        if row is not None and row.person.member_id == view.member_id:
            self.preview.show_person(view)
            self.preview.show_priority(priority)
