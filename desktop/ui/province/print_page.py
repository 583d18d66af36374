"""The printing office: lists that go there, what it says, and what the stations are told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.common.clock import show_date
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.province.printing.errors import NotReadBackError, TransferKeptError
from desktop.province.printing.views import PrintOverview, ResultReport, TransferRow
from desktop.ui.feedback import Message
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.desk_work import ask_folder
from desktop.ui.province.print_preview import ResultPreview, brings_something
from desktop.ui.province.print_setup import PrintSetup
from desktop.ui.province.print_side import MakeSide, TransferSide
from desktop.ui.province.print_words import Done
from desktop.ui.province.print_work import Looked, PrintWork
from desktop.ui.roster.figures import Figures, grouped
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.dropped_file import TakesDroppedFile
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "printing"
_ENDINGS = ("xlsx", "xls", "xlsm", "ods", "csv", "tsv", "txt", "json")


def _columns() -> list[Column]:
    return [
        Column(tr("Số"), lambda row: Cell(str(row.number), strong=True), width=64, right=True),
        Column(tr("Lập ngày"), lambda row: show_date(row.made_at), width=138),
        Column(tr("Người lập"), lambda row: row.made_by, least=110, drop=1),
        Column(tr("Hồ sơ"), lambda row: grouped(row.records), width=84, right=True),
        Column(tr("Đang in"), lambda row: grouped(row.sent), width=92, right=True),
        Column(tr("Đã in"), lambda row: grouped(row.printed), width=84, right=True),
        Column(tr("Không in được"), _failed, width=172, right=True),
    ]


def _failed(row: TransferRow) -> Cell:
    return Cell(grouped(row.failed), tint="warn" if row.failed else "")


class PrintPage(TakesDroppedFile, Page):
    """Sums on top; left the transfers or a result before it is taken; right details."""

    dropped_endings = _ENDINGS

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("In thẻ"))
        self._context = context
        self._file: Path | None = None
        self.found: PrintOverview | None = None
        self.report: ResultReport | None = None
        self.setAcceptDrops(True)
        self.work = PrintWork(context, self)
        self.work.busy.connect(self._busy)
        self.work.looked.connect(self._looked)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self._lay_out()
        self._make_bar()

    def _lay_out(self) -> None:
        self.sums = Figures(
            (tr("chờ chuyển in"), tr("đang ở nơi in"), tr("đã in"), tr("lượt in không được"))
        )
        sums = Panel()
        sums.body.addWidget(self.sums)
        self.table = Table(_columns(), tr("Các danh sách chuyển in"))
        self.table.row_changed.connect(self._row_changed)
        self.empty = EmptyState(
            tr("Chưa chuyển in danh sách nào."),
            tr("Hồ sơ đã chấp nhận và chưa chuyển sẽ nằm trong danh sách tới."),
            icon="printer",
        )
        self.panel = TablePanel(self.table, self.empty)
        self.preview = ResultPreview()
        self.side, self.make = TransferSide(), MakeSide()
        self.make.changed.connect(self._fit)
        self.setup = PrintSetup(self._context, self, self.make)
        self.setup.changed.connect(self._load)
        self.setup.failed.connect(self._failed)
        self.content.addWidget(sums)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.preview, 1)
        both.addWidget(self.side)
        both.addWidget(self.make)
        self.content.addLayout(both, 1)

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._close)
        self.again = bar.add_left(OutlineButton(tr("Ghi lại"), key="Ctrl+S"))
        self.again.clicked.connect(self._ask_again)
        self.tell = bar.add_right(OutlineButton(tr("Ghi thẻ cho các xã"), key="Ctrl+T", icon="usb"))
        self.tell.clicked.connect(self._choose_cards)
        self.take = bar.add_right(OutlineButton(tr("Nhận kết quả in"), key="Ctrl+I"))
        self.take.clicked.connect(self._choose_result)
        bar.set_primary(tr("Lập danh sách"), self._go)

    # ------------------------------------------------------------ what is there

    def enter(self) -> None:
        """Count anew."""
        super().enter()
        self.bars.clear()
        self._close()
        self.setFocus()
        self._load()

    def _load(self) -> None:
        self._context.tasks.query(self._context.desk.printing.transfers.overview, self._show)

    def _show(self, found: PrintOverview) -> None:
        self.found = found
        self.sums.set((found.ready, found.sent, found.printed, found.failed))
        self.make.show_kept(found)
        rows, before = found.transfers, self.table.current_row()
        numbers = [row.number for row in rows]
        kept = isinstance(before, TransferRow) and before.number in numbers
        self.table.blockSignals(True)
        self.table.set_rows(rows, select=numbers.index(before.number) if kept else 0)
        self.table.blockSignals(False)
        if not self.side.is_news:
            self.side.show_transfer(self.table.current_row())
        self.panel.set_filled(bool(rows))
        if rows and not self.make.is_asking and self.report is None:
            self.table.setFocus()
        self._fit()

    def _row_changed(self, row: object) -> None:
        self.side.show_transfer(row if isinstance(row, TransferRow) else None)
        self._fit()

    def _fit(self) -> None:
        asked, report = self.make.is_asking, self.report
        calm = not asked and report is None
        self.preview.setVisible(report is not None)
        self.panel.setVisible(report is None)
        self.make.setVisible(asked)
        self.side.setVisible(calm and (self.panel.is_filled or self.side.is_news))
        self.stop.setVisible(not calm)
        self.again.setVisible(calm and isinstance(self.table.current_row(), TransferRow))
        self.take.setVisible(calm)
        self.tell.setVisible(calm and self.panel.is_filled)
        words, reason = tr("Lập danh sách"), ""
        if asked:
            words, reason = tr("Chọn nơi ghi"), self.make.missing()
        elif report is not None:
            words = tr("Ghi kết quả in") if brings_something(report) else tr("Chọn tệp khác")
        elif self.found is not None and not self.found.ready:
            reason = tr("Không có hồ sơ chờ.")
        self.action_bar.set_primary(words)
        if not self.work.is_busy:
            self.action_bar.set_reason(reason)

    def _close(self) -> None:
        self.make.close_question()
        self.report, self._file = None, None
        self._fit()
        if self.panel.is_filled:
            self.table.setFocus()

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        if self.make.is_asking:
            if folder := ask_folder(self, tr("Ghi danh sách chuyển in vào USB hoặc thư mục")):
                self.work.write(self.make.wanted(), folder)
        elif self.report is None:
            self._ask(0, self.found.ready if self.found is not None else 0)
        elif self._file is not None and brings_something(self.report):
            self.work.take(self._file)
        else:
            self._choose_result()

    def _ask(self, number: int, records: int) -> None:
        self.bars.clear(_BAR)
        has_key = self.found is not None and bool(self.found.key)
        self.make.ask(number, records, has_key=has_key)
        self._fit()
        (self.make.sealing if number else self.make.form).setFocus()

    def _ask_again(self) -> None:
        if isinstance(row := self.table.current_row(), TransferRow):
            self._ask(row.number, row.records)

    def _choose_result(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Chọn tệp kết quả của nơi in"),
            str(Path.home()),
            tr("Kết quả in ({pattern})").format(pattern=" ".join(f"*.{one}" for one in _ENDINGS)),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.use_file(Path(name))

    def use_file(self, file: Path) -> None:
        """Look at a result of the printing office."""
        self.bars.clear(_BAR)
        self.work.look(file)

    def _choose_cards(self) -> None:
        if folder := ask_folder(self, tr("Ghi danh sách thẻ vào USB hoặc thư mục")):
            self.work.tell(folder)

    # ------------------------------------------------------------ outcomes

    def _busy(self, words: str) -> None:
        self.action_bar.set_reason(words)
        for button in (self.stop, self.again, self.take, self.tell):
            button.set_disabled(words)
        if words:
            self.setFocus()  # Qt would pass it from a disabled button to the header
        else:
            self._fit()

    def _looked(self, found: Looked) -> None:
        self._file, self.report = found
        self.preview.show_report(self.report)
        super().enter()  # Enter that chose the file does not take it in unseen
        self._fit()
        self.setFocus()

    def _done(self, done: Done) -> None:
        self._close()
        self.side.show_news(done)
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        advice = error.advice
        if isinstance(error, NotReadBackError | TransferKeptError):
            self._close()
            self._load()
            advice = tr("Danh sách đã giữ trong sổ: chọn nó trong bảng, bấm Ghi lại vào USB khác.")
        self.bars.show_message(Message("bad", error.title, advice, key=_BAR, code=error.code))
