"""Is this machine fit to work? One verdict, then thing, measured value, word, remedy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.diagnostics.probes import qt_rows
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.theme import Kind
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

_ICONS = {
    "store": "file",
    "key": "lock",
    "backup": "disk",
    "camera": "camera",
    "printer": "printer",
    "paper_fonts": "text",
    "screen_fonts": "text",
    "screen": "monitor",
    "disk": "disk",
    "clock": "clock",
    "versions": "info",
}
_KINDS: dict[Verdict, Kind] = {Verdict.OK: "ok", Verdict.LOOK: "warn", Verdict.BAD: "bad"}


def verdict_words(verdict: Verdict) -> str:
    """Return the word on the tag of a row."""
    words = {
        Verdict.OK: tr("Tốt"),
        Verdict.LOOK: tr("Nên xem"),
        Verdict.BAD: tr("Phải sửa"),
    }
    return words[verdict]


class CheckLine(QWidget):
    """Icon and label, value with its remedy below, and the word."""

    def __init__(self, row: CheckRow) -> None:
        super().__init__()
        self.row = row
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 12, 12)
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(IconLabel(_ICONS.get(row.name, "info"), "ink2", 20), 0, top)
        self._label = PlainLabel(row.label, "table_strong", wrap=True)
        line.addWidget(self._label, 0, top)
        words = QVBoxLayout()
        words.addWidget(PlainLabel(row.value, "table", wrap=True))
        words.setSpacing(2)
        if row.advice:
            tone = _KINDS[row.verdict] if row.verdict is not Verdict.OK else "ink2"
            words.addWidget(PlainLabel(row.advice, "hint", tone, wrap=True))
        line.addLayout(words, 1)
        tag = Tag(verdict_words(row.verdict), _KINDS[row.verdict])
        line.addWidget(tag, 0, top)
        self.setAccessibleName(
            f"{row.label}: {verdict_words(row.verdict)}. {row.value}. {row.advice}"
        )
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Align the values of all rows."""
        self._label.setFixedWidth(theme.current().pick(128, 110))


class DoctorPage(Page):
    """Everything that was measured: what asks for a hand on top, the rest in two columns."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Kiểm tra máy"))
        self._context = context
        self._task: Task | None = None
        self.tag = Tag("", "neutral")
        self.tag.hide()
        self.title_row.insertWidget(1, self.tag)
        self.title_row.setStretch(0, 0)
        self.title_row.addStretch(1)
        self._when = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self._when)
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self.content.addWidget(self._grid_host)
        self.content.addStretch(1)
        self.lines: list[CheckLine] = []
        self._panels: list[Panel] = []
        self.action_bar.add_back(context.navigator.back)
        register = OutlineButton(tr("Sổ thiết bị"), key="Ctrl+T", icon="list")
        register.clicked.connect(partial(context.navigator.show, PageName.RESOURCES))
        self.action_bar.add_right(register)
        self.action_bar.set_primary(tr("Thử lại"), self.run)

    def enter(self) -> None:
        """Measure at once."""
        super().enter()
        self.run()

    def run(self) -> None:
        """Measure everything again."""
        if self._task is not None:
            return
        self.action_bar.set_reason(tr("Đang kiểm tra, có thể mất vài giây…"))
        diagnostics = self._context.services.diagnostics
        self._task = self._context.tasks.query(diagnostics.run, self._show, self._failed)

    def _show(self, found: tuple[CheckRow, ...]) -> None:
        self._task = None
        self.action_bar.set_reason("")
        *rows, versions = found
        self.show_rows((*rows, *qt_rows(), versions))
        now = local(self._context.services.clock.now())
        self._when.setText(tr("Kiểm tra lúc {time}").format(time=f"{now:%H:%M:%S}"))

    def _failed(self, error: UserFacingError) -> None:
        self._task = None
        self.action_bar.set_reason("")
        self.bars.show_message(
            Message("bad", error.title, error.advice, key="doctor", code=error.code)
        )

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show what was measured and the verdict on top."""
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
        self._fill(rows)

    def _fill(self, rows: tuple[CheckRow, ...]) -> None:
        for panel in self._panels:
            self._grid.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._panels, self.lines = [], []
        worst = (Verdict.BAD, Verdict.LOOK)
        to_do = [row for verdict in worst for row in rows if row.verdict is verdict]
        about = [row for row in rows if row.name == "versions" and row.verdict is Verdict.OK]
        fine = [row for row in rows if row.verdict is Verdict.OK and row not in about]
        half = (len(fine) + 1) // 2
        if to_do:
            self._grid.addWidget(self._panel(tr("Việc cần làm"), to_do), 0, 0, 1, 2)
        for column, part in enumerate((fine[:half], fine[half:])):
            if part:
                self._grid.addWidget(self._panel("", part), 1, column)
            self._grid.setColumnStretch(column, 1)
        if about:  # one long line
            self._grid.addWidget(self._panel("", about), 2, 0, 1, 2)

    def _panel(self, title: str, rows: list[CheckRow]) -> Panel:
        panel = Panel(title, padded=False)
        panel.body.setSpacing(0)
        for number, row in enumerate(rows):
            if number:
                panel.body.addWidget(rule())
            line = CheckLine(row)
            self.lines.append(line)
            panel.body.addWidget(line)
        panel.body.addStretch(1)
        self._panels.append(panel)
        return panel

    def leave(self) -> None:
        """Drop a measurement nobody waits for."""
        super().leave()
        if self._task is not None:
            self._task.cancel()
            self._task = None
