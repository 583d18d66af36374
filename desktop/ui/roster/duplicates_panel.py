"""The question about two rows: which stays, and why they are one person or two."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

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
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


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


class TwinsPanel(SidePanel):
    """The side panel of the page.

    Signals:
        kept_changed: the other row is to stay.
        typed: the reason became another.
    """

    kept_changed = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
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
        for part in (self.question, self.place, self.words, self.asks):
            self.inside.addWidget(part)
        self.inside.addLayout(self._rows)
        for below in (self.hint, self.decided):
            self.inside.addWidget(below)
        self.inside.addStretch(1)
        self.distinct.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.below.addWidget(self.reason_entry)
        self.below.addWidget(self.distinct)

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
        for part in (self.asks, self.hint, self.foot_box):
            part.setVisible(is_open)
        # On a small screen both answers must be seen at once; the table says the same.
        self.words.setVisible(not (is_open and theme.current().compact))
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
