"""The provincial desk: what stations sent, taking in more of it, and answering."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.province.overview.service import Status
from desktop.province.views import StationCount, StationDetail
from desktop.ui.feedback import Message
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.desk_work import DeskWork, Result, ask_files, ask_folder
from desktop.ui.province.rows import station_columns
from desktop.ui.province.side import ResultSide, StationSide
from desktop.ui.roster.figures import Figures
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "province"


class DeskPage(Page):
    """Sums on top; left the stations, right the chosen one or what was just done."""

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("Hồ sơ các quầy đã gửi"))
        self._context = context
        self.work = DeskWork(context, self)
        self.work.begun.connect(self._begun)
        self.work.ended.connect(self._ended)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self.work.stopped.connect(self._stopped)
        self._asked: Task | None = None
        self._is_filling = False
        self._make_sums()
        self.table = Table(station_columns(), tr("Các quầy"))
        self.table.setMinimumHeight(120)
        self.table.row_changed.connect(self._row_changed)
        self.table.clicked.connect(self._show_station)
        self.empty = EmptyState(
            tr("Chưa ghi danh quầy nào."),
            tr("Mở trang Nơi tiếp nhận và ghi danh từ tệp ghi danh (.qte) của quầy."),
            icon="batch",
        )
        self.station, self.result = StationSide(), ResultSide()
        self.result.closed.connect(self._show_station)
        self.side = QStackedWidget()
        self.side.addWidget(self.station)
        self.side.addWidget(self.result)
        self._lay_out()
        self._make_bar()

    def _make_sums(self) -> None:
        self.sums = Figures(
            (
                tr("hồ sơ đã vào sổ"),
                tr("chấp nhận"),
                tr("trả về"),
                tr("chờ người xem"),
                tr("đạt, chờ trả lời"),
                tr("để riêng, ngoài sổ"),
                tr("số lô còn thiếu"),
                tr("đã trao thẻ"),
            )
        )
        panel = Panel()
        panel.body.addWidget(self.sums)
        self.content.addWidget(panel)

    def _lay_out(self) -> None:
        self.meter = Meter(tr("Tiến độ"))
        self.work.progressed.connect(self.meter.set)
        self.meter.hide()
        self.panel = TablePanel(self.table, self.empty)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.meter)
        left.addWidget(self.panel, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)

    def _make_bar(self) -> None:
        self.stop = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self.work.stop)
        self.stop.hide()
        self.answer_button = self.action_bar.add_right(
            OutlineButton(tr("Ghi trả lời"), key="Ctrl+T", icon="usb")
        )
        self.answer_button.clicked.connect(self._choose_target)
        self.report_button = self.action_bar.add_right(
            OutlineButton(tr("Báo cáo"), key="Ctrl+B", icon="chart")
        )
        self.report_button.clicked.connect(self.work.ask_report)
        self.folder_button = self.action_bar.add_right(
            OutlineButton(tr("Nhận cả thư mục"), key="Ctrl+O")
        )
        self.folder_button.clicked.connect(self._choose_folder)
        self.action_bar.set_primary(tr("Nhận tệp từ quầy"), self._choose_files)

    # ------------------------------------------------------------ what is there

    def enter(self, *, answer: bool = False) -> None:
        """Count anew; `answer` asks at once where the answers go."""
        super().enter()
        self.setFocus()  # the table takes it when it has rows
        self._load()
        if answer:
            QTimer.singleShot(0, self, self._choose_target)

    def leave(self) -> None:
        """Stop at the next safe point; every file is taken in whole or not at all."""
        self.work.stop()
        if self._asked is not None:
            self._asked.cancel()

    def _load(self) -> None:
        self._context.tasks.query(self._context.desk.overview.status, self._show)

    def _show(self, found: Status) -> None:
        rows = found.stations
        self.sums.set(
            (
                sum(row.records for row in rows),
                sum(row.accepted for row in rows),
                sum(row.rejected for row in rows),
                sum(row.held for row in rows),
                sum(row.clean for row in rows),
                sum(row.quarantined for row in rows),
                sum(len(row.missing) for row in rows),
                sum(row.cards.handed_over for row in rows),
            )
        )
        before = self.table.current_row()
        codes = [row.code for row in rows]
        at = codes.index(before.code) if before is not None and before.code in codes else 0
        self._is_filling = True
        self.table.set_rows(rows, select=at)
        self._is_filling = False
        self.panel.set_filled(bool(rows))
        self.side.setVisible(bool(rows) or self.side.currentWidget() is self.result)
        if rows and self.hasFocus():
            self.table.setFocus()

    def _row_changed(self, row: object) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        chosen = row if isinstance(row, StationCount) else None
        self.station.show_station(chosen)
        if chosen is not None:
            overview, code = self._context.desk.overview, chosen.code
            self._asked = self._context.tasks.query(
                lambda: overview.station(code), self._show_detail
            )
            if not self._is_filling:
                self._show_station()

    def _show_detail(self, detail: StationDetail) -> None:
        self._asked = None
        self.station.show_detail(detail)

    def _show_station(self) -> None:
        self.side.setCurrentWidget(self.station)

    # ------------------------------------------------------------ receiving and answering

    def _choose_files(self) -> None:
        if paths := ask_files(self, tr("Nhận tệp từ quầy")):
            self.work.receive(paths)

    def _choose_folder(self) -> None:
        if folder := ask_folder(self, tr("Nhận cả thư mục")):
            self.work.receive([folder])

    def _choose_target(self) -> None:
        if folder := ask_folder(self, tr("Ghi trả lời vào USB hoặc thư mục")):
            self.work.answer(folder)

    def _write_again(self) -> None:
        if folder := ask_folder(self, tr("Ghi lại mọi tệp trả lời vào")):
            self.work.answer(folder, again=True)

    def _begun(self, words: str, may_stop: bool) -> None:
        self.bars.clear(_BAR)
        self._show_station()
        self.setFocus()  # Qt would pass it from a disabled button to the header
        self.meter.set(0, 0, words)
        self.meter.show()
        self.stop.setVisible(may_stop)
        self.action_bar.set_reason(words)
        for button in (self.answer_button, self.report_button, self.folder_button):
            button.set_disabled(words)

    def _ended(self) -> None:
        self.meter.hide()
        self.stop.hide()
        self.action_bar.set_reason("")
        for button in (self.answer_button, self.report_button, self.folder_button):
            button.set_disabled()
        self._load()

    def _done(self, result: Result) -> None:
        self.result.show_result(result.title, (result.tag, result.kind), result.lead, result.lines)
        self.side.setCurrentWidget(self.result)
        self.side.show()

    def _failed(self, error: UserFacingError, answers_wait: bool) -> None:
        advice = error.advice
        if answers_wait:
            kept = tr("{advice} Các câu trả lời đã giữ trong sổ, chưa mất.")
            advice = kept.format(advice=advice)
        self.bars.show_message(
            Message(
                "bad",
                error.title,
                advice,
                action=tr("Ghi lại mọi tệp") if answers_wait else "",
                on_action=self._write_again if answers_wait else None,
                key=_BAR,
                code=error.code,
            )
        )

    def _stopped(self) -> None:
        words = tr("Đã thôi nhận. Tệp nào nhận xong thì đã ở trong sổ, không có tệp dở.")
        self.bars.show_message(Message("info", words, key=_BAR))
