"""The question about two rows: which stays, and why they are one person or two."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import DuplicateState, FieldKey, MemberStatus
from desktop.roster.duplicates.views import DuplicateView, TwinView
from desktop.roster.rules import STATUS_NAMES
from desktop.ui import theme
from desktop.ui.roster.duplicates_plan import LEFT, RIGHT
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.pairs_words import pair_words
from desktop.ui.roster.person_words import moment
from desktop.ui.roster.register_answers import AnswerRow, Offer
from desktop.ui.widgets.buttons import DangerButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel


def twin_words(twin: TwinView) -> str:
    """Return what tells a row from its twin: cell, status, application, row."""
    parts = [twin.cell or tr("chưa rõ chi bộ")]
    if twin.status is not MemberStatus.OFFICIAL:
        parts.append(tr(STATUS_NAMES[twin.status]).lower())
    if twin.has_application:
        parts.append(tr("đã có hồ sơ"))
    if twin.row_number:
        parts.append(tr("dòng {n}").format(n=grouped(twin.row_number)))
    return " · ".join(parts)


class TwinsPanel(Panel):
    """The side panel of the page.

    Signals:
        kept_changed: the other row is to stay.
        typed: the reason became another.
    """

    kept_changed = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__(padded=False)
        self.question = PlainLabel("", "section", wrap=True)
        self.place = PlainLabel("", "hint", "ink2")
        self.words = PlainLabel("", "body", "ink2", wrap=True)
        self.asks = PlainLabel(tr("Giữ dòng nào?"), "strong")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.kept: dict[UUID, AnswerRow] = {}
        self.hint = PlainLabel("", "hint", "ink2", wrap=True)
        self.reason = TextEdit(tr("Lý do"))
        self.reason_entry = FormEntry(tr("Vì sao biết là một người"), self.reason)
        self.reason.value_changed.connect(self._typed)
        self.decided = PlainLabel("", "body", "ink2", wrap=True)
        self.distinct = DangerButton(tr("Hai người khác nhau"), key="F6")
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("surface", "none")
        self._inside = QVBoxLayout(inner)
        self._inside.setSpacing(8)
        for part in (self.question, self.place, self.words, self.asks):
            self._inside.addWidget(part)
        self._inside.addLayout(self._rows)
        for below in (self.hint, self.decided):
            self._inside.addWidget(below)
        self._inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        self._below = QWidget()
        foot = QVBoxLayout(self._below)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule())
        holder = QVBoxLayout()
        holder.setContentsMargins(16, 9, 16, 9)
        self.distinct.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        holder.setSpacing(10)
        holder.addWidget(self.reason_entry)
        holder.addWidget(self.distinct)
        foot.addLayout(holder)
        self.body.addWidget(self._below)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        look = theme.current()
        self.setFixedWidth(look.pick(344, 284))
        if hasattr(self, "_inside"):
            side = look.fixed(16, 12)
            self._inside.setContentsMargins(side, 12, side, 12)

    # ------------------------------------------------------------ show

    def show_pair(self, pair: DuplicateView, number: int, total: int, keep: int) -> None:
        """Show a pair; `keep` is the side that stays."""
        words = tr("Cặp {n} trong {all}").format(n=grouped(number), all=grouped(total))
        self.place.setText(words)
        is_open = pair.state is DuplicateState.OPEN
        self.question.setText(tr("Một người hay hai người?") if is_open else _title(pair))
        self.words.setText(pair_words(pair.weight, pair.reasons))
        self.decided.setText(_decided_words(pair))
        self.decided.setVisible(not is_open)
        for part in (self.asks, self.hint, self._below):
            part.setVisible(is_open)
        self._show_rows(pair, keep, is_open=is_open)
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.blockSignals(False)
        self.reason_entry.set_error("")

    def _show_rows(self, pair: DuplicateView, keep: int, *, is_open: bool) -> None:
        for row in self.kept.values():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.kept.clear()
        if not is_open:
            return
        twins = (
            (LEFT, tr("Giữ dòng bên trái"), pair.first),
            (RIGHT, tr("Giữ dòng bên phải"), pair.second),
        )
        for side, words, twin in twins:
            row = AnswerRow(Offer(str(side), words, twin_words(twin)), str(side))
            row.setChecked(side == keep)
            row.clicked.connect(self._kept)
            self.kept[twin.member_id] = row
            self._rows.addWidget(row)

    def show_hint(self, keys: Mapping[FieldKey, str]) -> None:
        """Say how values are taken from the other row."""
        if keys:
            last = list(keys.values())[-1]
            words = tr("Phím 3 đến {last}: lấy giá trị của dòng kia cho mục đó.")
            text = (
                words.format(last=last)
                if last != "3"
                else tr("Phím 3: lấy giá trị của dòng kia cho mục đó.")
            )
        else:
            text = tr("Mục nào dòng được giữ còn trống thì lấy của dòng kia.")
        self.hint.setText(text)

    def _kept(self) -> None:
        self.kept_changed.emit()

    def _typed(self) -> None:
        self.reason_entry.set_error("")
        self.typed.emit()

    @property
    def keep(self) -> UUID | None:
        """Which row stays."""
        return next((member for member, row in self.kept.items() if row.isChecked()), None)


def _title(pair: DuplicateView) -> str:
    return tr("Đã gộp") if pair.state is DuplicateState.MERGED else tr("Hai người khác nhau")


def _decided_words(pair: DuplicateView) -> str:
    if pair.decided_at is None:
        return ""
    words = tr("{who} quyết định lúc {when}.").format(
        who=pair.decided_by, when=moment(pair.decided_at)
    )
    reason = tr("Lý do: {reason}").format(reason=pair.reason) if pair.reason else ""
    if pair.state is DuplicateState.MERGED and pair.kept_id is not None:
        kept = pair.first if pair.kept_id == pair.first.member_id else pair.second
        reason = tr("Giữ dòng ở {cell}. {reason}").format(
            cell=kept.cell or tr("chưa rõ chi bộ"), reason=reason
        )
    return f"{words}\n{reason}".strip()
