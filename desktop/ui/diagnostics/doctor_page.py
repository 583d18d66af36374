"""Is this machine fit to work? One verdict, then thing, measured value, word, remedy."""

from __future__ import annotations

import time
from functools import partial

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.identity.trial import Way
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.diagnostics.bundle_panel import BundlePanel
from desktop.ui.diagnostics.check_line import CheckLine
from desktop.ui.diagnostics.probes import qt_rows, screen_checks
from desktop.ui.diagnostics.rows_grid import RowsGrid
from desktop.ui.diagnostics.scan_panel import ScanPanel
from desktop.ui.diagnostics.trial_print import TrialPrint
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, KeyButton, OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


class DoctorPage(Page):
    """Everything that was measured, a box to try the scanner, and the support bundle."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Kiểm tra máy"))
        self._context = context
        self._task: Task | None = None
        self._began = 0.0
        self.tag = Tag("", "neutral")
        self.tag.hide()
        self.title_row.insertWidget(1, self.tag)
        self.title_row.setStretch(0, 0)
        self.title_row.addStretch(1)
        self._when = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self._when)
        update = OutlineButton(tr("Cập nhật"), key="Ctrl+U", icon="usb")
        update.clicked.connect(partial(context.navigator.show, PageName.UPDATE))
        self.title_row.addWidget(update)
        self.grid = RowsGrid(self._further)
        self.bundle = BundlePanel(context, lambda: self.grid.rows)
        self.bundle.troubled.connect(self._failed)
        self.bundle.ended.connect(self.setFocus)
        self.printing = TrialPrint(context, self)
        self.printing.troubled.connect(self.bars.show_message)
        self.content.addWidget(self.bundle)
        self.grid.retry_wanted.connect(self._retry)
        self.content.addWidget(self.grid)
        self.scan = ScanPanel()
        self.scan.judged.connect(self._measured)
        self.content.addWidget(self.scan)
        self.content.addStretch(1)
        self.action_bar.add_back(context.navigator.back)
        pack = OutlineButton(tr("Gói hỗ trợ"), key="Ctrl+S", icon="file")
        pack.clicked.connect(self._ask)
        self.action_bar.add_left(pack)
        register = OutlineButton(tr("Sổ thiết bị"), key="Ctrl+T", icon="list")
        register.clicked.connect(partial(context.navigator.show, PageName.RESOURCES))
        self.action_bar.add_right(register)
        self.action_bar.set_primary(tr("Kiểm tra lại"), self.run)

    @property
    def lines(self) -> list[CheckLine]:
        """The rows in sight."""
        return self.grid.lines

    # ------------------------------------------------------------ measuring

    def enter(self) -> None:
        """Measure at once."""
        super().enter()
        self.run()

    def run(self) -> None:
        """Measure everything again."""
        if self._task is not None:
            return
        self._began = time.monotonic()
        self.action_bar.set_reason(tr("Đang kiểm tra, có thể mất vài giây…"))
        self._task = self._context.tasks.run_long(
            self._context.services.diagnostics.run,
            self._show,
            self._failed,
            on_progress=self._progress,
        )

    def _progress(self, done: int, total: int, text: str) -> None:
        words = tr("Đã đo {done} trên {total}: {what}")
        self.action_bar.set_reason(words.format(done=done, total=total, what=text))

    def _show(self, found: tuple[CheckRow, ...]) -> None:
        self._task = None
        self.action_bar.set_reason("")
        *rows, versions = found
        self.show_rows((*rows, *qt_rows(), versions))
        now = local(self._context.services.clock.now())
        seconds = decimal(time.monotonic() - self._began)
        words = tr("Kiểm tra lúc {time}, mất {seconds} giây")
        self._when.setText(words.format(time=f"{now:%H:%M:%S}", seconds=seconds))

    def _failed(self, error: UserFacingError) -> None:
        self._task = None
        self.action_bar.set_reason("")
        self.bars.show_message(
            Message("bad", error.title, error.advice, key="doctor", code=error.code)
        )

    def _retry(self, name: str) -> None:
        own = {check.name: check for check in screen_checks()}
        if name in own:
            self._measured(own[name].probe())
            return
        check = partial(self._context.services.diagnostics.check, name)
        self._context.tasks.query(check, self._measured, self._failed)

    def _measured(self, row: CheckRow) -> None:
        self.grid.show_row(row)
        self._judge()

    # ------------------------------------------------------------ showing

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show what was measured and the verdict on top."""
        self.grid.show_rows(rows)
        self._judge()

    def _judge(self) -> None:
        rows = self.grid.rows
        bad = sum(1 for row in rows if row.verdict is Verdict.BAD)
        look = sum(1 for row in rows if row.verdict is Verdict.LOOK)
        if bad:
            self.title = tr("Máy này có chỗ phải sửa trước")
            self.tag.set(tr("{n} việc phải sửa").format(n=bad), "bad")
        elif look:
            self.title = tr("Máy này làm việc được")
            self.tag.set(tr("{n} việc nên xem").format(n=look), "warn")
        else:
            self.title = tr("Máy này làm việc tốt")
            self.tag.set(tr("Tốt cả"), "ok")
        self.tag.show()

    def _further(self, row: CheckRow) -> tuple[KeyButton, ...]:
        """Return what can be done about a thing besides measuring it again."""
        context, show = self._context, self._context.navigator.show
        if row.name == "camera":
            button = _link(tr("Xem hình"), "")
            button.clicked.connect(partial(show, PageName.CAMERA))
            context.forbid(Permission.DEVICE_CHOOSE, button)
        elif row.name == "printer":
            button = _link(tr("In thử"), "Ctrl+P")
            button.clicked.connect(self.printing.start)
            context.forbid(Permission.RECORD_PRINT, button)
        elif row.name == "scanner":
            button = _link(tr("Quét thử"), "F6")
            button.clicked.connect(self._try_scanner)
        elif row.name == "backup" and row.verdict is not Verdict.OK:
            button = _link(tr("Mở trang Sao lưu"), "")
            button.clicked.connect(partial(show, PageName.BACKUP))
        elif row.name == "clock" and row.verdict is not Verdict.OK:
            button = _link(tr("Mở trang Đồng hồ"), "")
            button.clicked.connect(partial(show, PageName.CLOCK))
        else:
            return ()
        return (button,)

    # ------------------------------------------------------------ trying

    def _try_scanner(self) -> None:
        self.scan.box.setFocus()
        self.keep_visible(self.scan)

    def on_scan(self, text: str) -> None:
        """Take what a serial scanner sent, or what was scanned while the focus was elsewhere."""
        modes = {row.facts.get("mode") for row in self.grid.rows if row.name == "scanner"}
        self.scan.box.take_whole(text, Way.SERIAL if "serial" in modes else Way.KEY)
        self.keep_visible(self.scan)

    def _ask(self) -> None:
        self.bundle.open()
        self.keep_visible(self.bundle)

    def leave(self) -> None:
        """Drop a measurement nobody waits for."""
        super().leave()
        if self._task is not None:
            self._task.cancel()
            self._task = None


def _link(text: str, key: str) -> KeyButton:
    return FlatButton(text, key=key, small=True)
