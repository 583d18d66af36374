"""Before the first applicant: one page, one line, green when everything is there.

Nobody has to wait for it. Enter and Esc go to the counter at once, and so does a scanned card;
what was being measured then is dropped.
"""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr, trn
from desktop.diagnostics.views import CheckRow, Verdict, worst
from desktop.ui.context import PageName, UiContext
from desktop.ui.diagnostics.check_line import KINDS
from desktop.ui.diagnostics.rows_grid import RowsGrid
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets import paint
from desktop.ui.widgets.buttons import FlatButton, KeyButton, OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_PAGES = {
    "backup": PageName.BACKUP,
    "camera": PageName.CAMERA,
    "clock": PageName.CLOCK,
    "shift": PageName.SHIFT,
    "unexported": PageName.BATCHES,
}
"""Where a thing is mended that this program can mend."""


class OneLine(Panel):
    """The one line: an icon, a few words, and quietly what was measured."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(14)
        self._icon = IconLabel("clock", "ink2", 28)
        row.addWidget(self._icon)
        self.words = PlainLabel("", "title")
        row.addWidget(self.words)
        self.detail = PlainLabel("", "body", "ink2", wrap=True)
        self.detail.setContentsMargins(0, 4, 0, 0)  # onto the line of the larger words
        row.addWidget(self.detail, 1)
        self.body.addLayout(row)
        self.kind = ""

    def show_line(self, words: str, detail: str, verdict: Verdict | None) -> None:
        """Show the line; without a verdict it is still being measured."""
        kind = KINDS[verdict] if verdict is not None else "info"
        self.kind = "" if verdict is None else kind
        colour = kind if verdict is not None else "ink2"
        self._icon.set(paint.TAG_ICONS[kind] if verdict is not None else "clock", colour)
        self.words.setText(words)
        self.words.set_color(colour)
        self.detail.setText(detail)
        self.setAccessibleName(f"{words} {detail}".strip())


class MorningPage(Page):
    """What the first applicant of the day needs, measured side by side."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Đầu ngày"))
        self._context = context
        self._task: Task | None = None
        self._began = 0.0
        self._total = 0
        self.line = OneLine()
        self.content.addWidget(self.line)
        self.grid = RowsGrid(self._further)
        self.grid.retry_wanted.connect(self._retry)
        self.content.addWidget(self.grid)
        self.content.addStretch(1)
        again = OutlineButton(tr("Đo lại"), key="Ctrl+R", icon="retake")
        again.clicked.connect(self.run)
        self.action_bar.add_left(again)
        doctor = OutlineButton(tr("Kiểm tra máy"), key="Ctrl+K", icon="monitor")
        doctor.clicked.connect(partial(context.navigator.show, PageName.DOCTOR))
        self.action_bar.add_left(doctor)
        skip = OutlineButton(tr("Bỏ qua"), key="Esc")
        skip.clicked.connect(self._to_counter)
        self.action_bar.add_right(skip)
        self.action_bar.set_primary(tr("Vào quầy"), self._to_counter)

    def enter(self) -> None:
        """Measure at once."""
        super().enter()
        self.run()

    def leave(self) -> None:
        """Drop a measurement nobody waits for."""
        super().leave()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _to_counter(self) -> None:
        self._context.navigator.show(PageName.FIND)

    # ------------------------------------------------------------ measuring

    def run(self) -> None:
        """Measure; whoever serves meanwhile waits for nothing."""
        if self._task is not None:
            return
        self._began = time.monotonic()
        self.grid.show_rows(())
        words = tr("Không cần đợi: Enter vào quầy ngay, quét thẻ cũng được.")
        self.line.show_line(tr("Đang xem máy…"), words, None)
        self._task = self._context.tasks.run_long(
            self._context.services.diagnostics.morning,
            self._show,
            self._failed,
            on_progress=self._progress,
        )

    def _progress(self, done: int, total: int, text: str) -> None:
        words = tr("Đã đo {done} trên {total}: {what}")
        self.line.detail.setText(words.format(done=done, total=total, what=text))

    def _show(self, rows: tuple[CheckRow, ...]) -> None:
        self._task = None
        self._total = len(rows)
        self.show_rows(rows)

    def _failed(self, error: UserFacingError) -> None:
        self._task = None
        self.bars.show_message(
            Message("bad", error.title, error.advice, key="morning", code=error.code)
        )

    def _retry(self, name: str) -> None:
        check = partial(self._context.services.diagnostics.check, name)
        self._context.tasks.query(check, self._measured, self._failed)

    def _measured(self, row: CheckRow) -> None:
        self.show_rows(tuple(row if one.name == row.name else one for one in self.grid.rows))

    # ------------------------------------------------------------ showing

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show the one line, and what needs somebody below it."""
        needing = tuple(row for row in rows if row.verdict is not Verdict.OK)
        self.grid.show_rows(needing)
        now = local(self._context.services.clock.now())
        detail = tr("{n} mục đã đo lúc {time}, mất {seconds} giây").format(
            n=self._total or len(rows),
            time=f"{now:%H:%M}",
            seconds=decimal(time.monotonic() - self._began),
        )
        if not needing:
            self.line.show_line(tr("Sẵn sàng"), detail, Verdict.OK)
            return
        words = trn("{n} việc cần xem", "{n} việc cần xem", len(needing)).format(n=len(needing))
        self.line.show_line(words, detail, worst(needing))

    def _further(self, row: CheckRow) -> tuple[KeyButton, ...]:
        page = _PAGES.get(row.name)
        if page is None:
            return ()
        button = FlatButton(tr("Mở trang để sửa"), small=True)
        button.setAccessibleName(tr("Mở trang để sửa: {what}").format(what=row.label))
        button.clicked.connect(partial(self._context.navigator.show, page))
        return (button,)
