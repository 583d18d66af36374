"""Beside the table: the chosen station, or what was just done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desktop.batch.answering.reasons import reason_words
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.province.chain.words import chain_text
from desktop.province.views import StationCount, StationDetail
from desktop.ui import theme
from desktop.ui.province.rows import Line, batch_columns, ranges
from desktop.ui.province.side_lines import Lines
from desktop.ui.roster.figures import grouped
from desktop.ui.theme import Kind
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.tag import Tag

_SHOWN_BATCHES = 6


class StationSide(SidePanel):
    """The chosen station: how its records stand, its batches, why some were kept apart."""

    def __init__(self) -> None:
        super().__init__(tr("Quầy đang chọn"))
        self.place = PlainLabel("", "strong", wrap=True)
        self.facts = Lines()
        self.batches = Table(batch_columns(), tr("Các lô của quầy"))
        self.apart_title = PlainLabel(tr("Vì sao để riêng"), "strong")
        self.apart = Lines()
        for part in (self.place, self.facts, self.apart_title, self.apart, self.batches):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.show_station(None)
        theme.on_change(self._fit)

    def show_station(self, row: StationCount | None) -> None:
        """Show the counts of a station at once; its batches come with `show_detail`."""
        self.set_title(tr("Quầy {code}").format(code=row.code) if row else tr("Quầy đang chọn"))
        self.place.setText(
            tr("{name} · mã xã {code}").format(name=row.commune_name, code=row.commune_code)
            if row and row.commune_name
            else (row.commune_code if row else tr("Chọn một quầy trong bảng."))
        )
        self.facts.set(_facts(row) if row else [])
        self.batches.set_rows((), select=None)
        self._fit()
        self._show_apart(())
        self.scroll_up()

    def show_detail(self, detail: StationDetail) -> None:
        """Show the batches of the station and the reasons of what was kept apart."""
        self.batches.set_rows(detail.batches, select=None)
        self._fit()
        self._show_apart(detail.apart)

    def _show_apart(self, reasons: Sequence[tuple[str, int]]) -> None:
        self.apart_title.setVisible(bool(reasons))
        self.apart.setVisible(bool(reasons))
        self.apart.set(
            [
                Line(tr("{n} hồ sơ: {reason}").format(n=grouped(count), reason=reason_words(code)))
                for code, count in reasons
            ]
        )

    def _fit(self) -> None:
        """Give the batches as much height as they fill; a long list scrolls in itself."""
        look, count = theme.current(), len(self.batches.rows)
        self.batches.setVisible(bool(count))
        self.batches.setFixedHeight(
            look.pick(34, 30) + min(count, _SHOWN_BATCHES) * look.pick(44, 40) + 2
        )


def _facts(row: StationCount) -> list[Line]:
    lines = []
    if row.held:
        lines.append(Line(tr("{n} hồ sơ chờ người xem.").format(n=grouped(row.held))))
    if row.clean:
        lines.append(Line(tr("{n} hồ sơ đạt, chờ ghi trả lời.").format(n=grouped(row.clean))))
    cards = row.cards
    if cards.handed_over or cards.returned:
        text = tr("Thẻ: {handed} đã trao, {returned} chờ trao ở xã.")
        handed, returned = grouped(cards.handed_over), grouped(cards.returned)
        lines.append(Line(text.format(handed=handed, returned=returned)))
    if cards.to_reprint:
        text = tr("{n} thẻ hỏng hoặc thiếu, chờ in lại.")
        lines.append(Line(text.format(n=grouped(cards.to_reprint))))
    if row.missing:
        text = tr("Thiếu lô số {numbers}. Hỏi quầy và nhận bù.")
        lines.append(Line(text.format(numbers=ranges(row.missing))))
    if row.chain:
        lines.append(Line(chain_text(row.chain)))
    if row.last_received_at is None:
        lines.append(Line(tr("Chưa nhận lô nào của quầy này.")))
    else:
        when = f"{show_time(row.last_received_at)} {show_date(row.last_received_at)}"
        lines.append(Line(tr("Nhận lần cuối lúc {when}.").format(when=when)))
    return lines


class ResultSide(SidePanel):
    """What came of the last receiving or answering.

    Signals:
        closed: back to the chosen station.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Việc vừa làm"))
        # A long list of files is read by the keyboard too.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(tr("Việc vừa làm"))
        self.tag = Tag("", "ok")
        self.lead = PlainLabel("", "strong", wrap=True)
        self.lines = Lines()
        for part in (self.tag, self.lead, self.lines):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        back = OutlineButton(tr("Xem quầy"), key="Esc", small=True)
        back.clicked.connect(self.closed)
        self.below.addWidget(back)

    def show_result(
        self, title: str, tag: tuple[str, Kind], lead: str, lines: Sequence[Line]
    ) -> None:
        """Show what was done, in one sentence and file by file."""
        self.set_title(title)
        self.tag.set(*tag)
        self.lead.setText(lead)
        self.lines.set(lines)
        self.scroll_up()
