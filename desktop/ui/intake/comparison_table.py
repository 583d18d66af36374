"""Card left, list right, the differing words marked; rows grow with long addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.common.clock import show_time, today
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.comparison import Comparison, Verdict
from desktop.intake.rules import years_in_party
from desktop.intake.views import Draft
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.intake import field_words as words
from desktop.ui.theme import Span
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.row_ground import RowGround, top_of
from desktop.ui.widgets.side_panel import scrolling
from desktop.ui.widgets.tag import Tag

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_NARROW = 1000  # px of the window; below, the heads of the columns are shorter


def _marks(shown: str, stored: str, spans: Sequence[tuple[int, int]]) -> list[Span]:
    """Return what to mark: the differing words, or everything when another form is shown."""
    if not spans or shown == stored:
        return [
            Span(start, len(shown[start : start + length].rstrip(",;.")), "mark")
            for start, length in spans
        ]
    return [Span(0, len(shown), "mark")]


class ComparisonTable(Panel):
    """The table of the page "Đối chiếu"; numbers stay masked until F5."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._context = context
        self._draft: Draft | None = None
        self._revealed = False
        self._look = OneLook(context.tasks, context.feedback, self)
        self._rows = RowGround()
        self.body.addWidget(scrolling(top_of(self._rows)), 1)
        self._note = PlainLabel(
            tr("Số định danh và số thẻ được che. Mỗi lần hiện số đều ghi vào nhật ký."),
            "hint",
            "ink2",
        )
        self.reveal_button = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.reveal_button.clicked.connect(self._toggle)
        self.foot.addWidget(self._note)
        self.foot.addStretch(1)
        self.foot.addWidget(self.reveal_button)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        if self._draft is not None:
            self._fill(self._draft)

    def show_draft(self, draft: Draft) -> None:
        """Show another application, numbers masked."""
        self._draft = draft
        self._set_revealed(False)

    def hide_numbers(self) -> None:
        """Mask the numbers again."""
        if self._revealed:
            self._set_revealed(False)

    @property
    def is_revealed(self) -> bool:
        """Whether the numbers are shown whole."""
        return self._revealed

    def texts(self) -> dict[FieldKey, tuple[str, str, str]]:
        """Return what each row shows: card, list, verdict."""
        return dict(self._texts)

    # ------------------------------------------------------------ inside

    def _toggle(self) -> None:
        draft = self._draft
        if draft is None:
            return
        if self._revealed:
            self._set_revealed(False)
            return
        security, actor = self._context.services.security, self._context.actor
        target = str(draft.application_id)
        note = partial(security.reveal_number, target, actor=actor)
        self._look.ask(target, note, partial(self._recorded, draft))

    def _recorded(self, asked: Draft) -> None:
        # Somebody may have gone on meanwhile: a look at one file never shows another.
        if self._draft is not None and self._draft.application_id == asked.application_id:
            self._set_revealed(True)

    def _set_revealed(self, revealed: bool) -> None:
        self._revealed = revealed
        self.reveal_button.setText(tr("Che số") if revealed else tr("Hiện số"))
        if self._draft is not None:
            self._fill(self._draft)

    def _fill(self, draft: Draft) -> None:
        look, grid = theme.current(), self._rows.grid
        while item := grid.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._texts: dict[FieldKey, tuple[str, str, str]] = {}
        self._rows.marked = set()
        grid.setColumnMinimumWidth(0, look.pick(176, 138))
        grid.setColumnMinimumWidth(3, look.pick(168, 140))
        for number in range(40):
            grid.setRowMinimumHeight(number, 0)
        self._head(draft)
        for number, row in enumerate(draft.comparison, start=1):
            self._row(number, row, draft)
        self._rows.count = len(draft.comparison) + 1
        self._note.setVisible(not look.compact)
        self._rows.update()

    def _head(self, draft: Draft) -> None:
        look = theme.current()
        grid = self._rows.grid
        grid.setRowMinimumHeight(0, look.pick(42, 34))
        scanned = bool(draft.card)
        narrow = look.scale > 1 or self.window().width() < _NARROW
        title = tr("Trên thẻ") if narrow else tr("Trên thẻ căn cước")
        listed = tr("Danh sách") if narrow else tr("Trong danh sách")
        time = self._read_at(draft.read_at) if scanned and not (narrow or look.compact) else ""
        grid.addWidget(self._title("scan", title if scanned else tr("Chưa quét thẻ"), time), 0, 1)
        grid.addWidget(self._title("list", listed, ""), 0, 2)
        grid.addWidget(self._in_cell(PlainLabel(tr("So sánh"), "label", "ink2")), 0, 3)

    @staticmethod
    def _read_at(moment: datetime | None) -> str:
        return tr("quét {time}").format(time=show_time(moment)) if moment else ""

    def _title(self, icon: str, text: str, remark: str) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(10)
        layout.addWidget(IconLabel(icon, "ink2", 18))
        layout.addWidget(PlainLabel(text, "strong"))
        if remark:
            layout.addWidget(PlainLabel(remark, "hint", "ink2"))
        layout.addStretch(1)
        return box

    @staticmethod
    def _in_cell(widget: QWidget) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        gap = theme.current().fixed(3, 1)
        layout.setContentsMargins(12, gap, 8, gap)
        if isinstance(widget, Tag):
            layout.addWidget(widget, 0, _MIDDLE)
            layout.addStretch(1)
        else:
            layout.addWidget(widget, 1, _MIDDLE)
        return box

    def _row(self, number: int, row: Comparison, draft: Draft) -> None:
        look, grid = theme.current(), self._rows.grid
        grid.setRowMinimumHeight(number, look.pick(38, 31))
        if row.is_unlike:
            self._rows.marked.add(number)
        label = words.field_label(row.field, short=True)
        card = self._shown(row, row.card)
        listed = self._shown(row, row.listed)
        tag = words.verdict_tag(row)
        if not draft.card:
            tag = words.StatusTag("", "neutral")
        if draft.doubt is not None and row.field in draft.doubt.fields and not row.card:
            # A scanner damaged it: the card does say something.
            tag = words.StatusTag(tr("Đọc trên thẻ"), "warn")
            card = tr("Chưa đọc được")
        none_on_card = "–" if row.verdict is Verdict.ONLY_LIST or not row.listed else tr("Không có")
        grid.addWidget(self._in_cell(PlainLabel(label, "label", "ink2")), number, 0)
        grid.addWidget(self._value(card or none_on_card, row, row.card, row.card_marks), number, 1)
        shown = self._with_years(row, listed or tr("Không có"))
        grid.addWidget(self._value(shown, row, row.listed, row.list_marks), number, 2)
        if tag.text:
            grid.addWidget(self._verdict(row, tag), number, 3)
        self._texts[row.field] = (card, shown, tag.text)

    def _shown(self, row: Comparison, stored: str) -> str:
        return words.show_value(row.field, stored, revealed=self._revealed)

    def _with_years(self, row: Comparison, shown: str) -> str:
        if row.field is not FieldKey.JOINED_ON or not row.listed:
            return shown
        years = years_in_party(row.listed, today(self._context.services.clock))
        return tr("{date} · {n} tuổi Đảng").format(date=shown, n=years) if years else shown

    def _value(
        self, shown: str, row: Comparison, stored: str, spans: Sequence[tuple[int, int]]
    ) -> QWidget:
        strong = row.is_unlike or row.field is FieldKey.FULL_NAME
        role: theme.Role = "table_strong" if strong else "table"
        label = PlainLabel(shown, role, "ink" if stored else "ink3", wrap=True)
        label.set_spans(_marks(shown, stored, spans))
        return self._in_cell(label)

    def _verdict(self, row: Comparison, tag: words.StatusTag) -> QWidget:
        if row.verdict in {Verdict.ONLY_LIST, Verdict.NEITHER}:
            return self._in_cell(PlainLabel(tag.text, "hint", "ink2"))
        boxed = row.verdict is not Verdict.SAME or row.field is FieldKey.PERSONAL_ID
        return self._in_cell(Tag(tag.text, tag.kind, icon=tag.icon, boxed=boxed))
