"""A newer version from a USB drive: what runs, what is on the drive, and the one button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import show_date
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag
from desktop.updates.views import Applied, Offer, UpdateStatus

_BAR = "update"
_MB = 1 << 20
_EMPTY_HEIGHT = 180


class UpdatePage(Page):
    """Left: what is installed. Right: what the drive has. A drive that is plugged in is found."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Cập nhật chương trình"))
        self._context = context
        self._task: Task | None = None
        self._folder: Path | None = None
        self._offer: Offer | None = None
        self._applied: Applied | None = None
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self._make_installed(), 2, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._make_found(), 3, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(both)
        self.content.addStretch(1)
        self.action_bar.add_back(context.navigator.back)
        self.stop = self.action_bar.add_left(OutlineButton(tr("Dừng"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.choose = self.action_bar.add_right(OutlineButton(tr("Chọn USB"), key="F6", icon="usb"))
        self.choose.clicked.connect(self._ask)
        primary = self.action_bar.set_primary(tr("Cài bản mới"), self._go)
        context.forbid(Permission.PROGRAM_UPDATE, primary)

    def _make_installed(self) -> QWidget:
        panel = Panel(tr("Trên máy này"))
        self.running = PlainLabel("", "strong", wrap=True)
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        self.next_start = PlainLabel("", "table", wrap=True)
        self.back = PlainLabel("", "hint", "ink2", wrap=True)
        for part in (self.running, self.about, self.next_start, self.back):
            panel.body.addWidget(part)
        return panel

    def _make_found(self) -> QWidget:
        panel = Panel(tr("Trên USB"))
        self.tag = Tag("", "neutral")
        panel.head.addWidget(self.tag)
        self.empty = EmptyState("", "", icon="usb")
        self._found = QWidget()
        inside = QVBoxLayout(self._found)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self.version = PlainLabel("", "section", wrap=True)
        self.when = PlainLabel("", "table", "ink2", wrap=True)
        self.news = PlainLabel("", "table", wrap=True)
        self.promise = PlainLabel(
            tr(
                "Bản mới được mở thử trên một bản chép của kho trước khi dùng. "
                "Bản đang chạy vẫn giữ trên máy."
            ),
            "hint",
            "ink2",
            wrap=True,
        )
        self._line = rule()
        for part in (self.version, self.when, self.news, self._line, self.promise):
            inside.addWidget(part)
        self.empty.setMinimumHeight(_EMPTY_HEIGHT)
        panel.body.addWidget(self.empty)
        panel.body.addWidget(self._found)
        return panel

    def enter(self) -> None:
        """Say what runs, and look for a drive by oneself."""
        super().enter()
        self.bars.clear()
        self._show_offer(None)
        self._context.tasks.query(self._context.services.updates.status, self._show_status)
        if self._applied is None and self._task is None:
            self._look()

    def _look(self) -> None:
        services = self._context.services

        def look() -> Path | None:
            return services.updates.find(tuple(drive.root for drive in services.drives()))

        self._context.tasks.query(look, self._seen)

    def _seen(self, folder: Path | None) -> None:
        if folder is not None and self._folder is None:
            self.check(folder)

    def _show_status(self, status: UpdateStatus) -> None:
        self.running.setText(tr("Đang chạy bản {version}").format(version=status.running))
        self.about.setText(
            tr("Máy {platform}, cấu trúc kho {schema}").format(
                platform=status.platform, schema=status.schema
            )
        )
        changes = status.next_start != status.running
        self.next_start.setText(
            tr("Lần mở tới chạy bản {version}.").format(version=status.next_start)
            if changes
            else ""
        )
        self.next_start.setVisible(changes)
        words = ""
        if not status.is_installed:
            words = tr("Đây là bản chạy từ mã nguồn, không cập nhật bằng USB.")
        elif status.back:
            words = tr("Về bản {version}: người kỹ thuật chạy lệnh “update back”.").format(
                version=status.back
            )
        self.back.setText(words)
        self.back.setVisible(bool(words))

    # ------------------------------------------------------------ the drive

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn USB cập nhật"),
            str(self._folder or Path.home()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.check(Path(name))

    def check(self, folder: Path) -> None:
        """Prove what is in a folder and show it."""
        self.bars.clear(_BAR)
        self._folder = folder
        updates = self._context.services.updates
        self._task = self._context.tasks.query(
            lambda: updates.check(folder), self._checked, self._refused
        )
        self._fit(tr("Đang kiểm chữ ký trên USB…"))

    def _checked(self, offer: Offer) -> None:
        self._task = None
        self._show_offer(offer)

    def _refused(self, error: UserFacingError) -> None:
        self._show_offer(None)
        self.empty.set(
            tr("Bản cập nhật trên USB không dùng được."),
            tr("Làm theo lời báo ở trên, rồi bấm Chọn USB."),
        )
        self._failed(error)

    def _show_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        self.empty.set(
            tr("Chưa thấy USB cập nhật."), tr("Cắm USB của nơi phát hành, rồi bấm Chọn USB.")
        )
        self.empty.setVisible(offer is None)
        self._found.setVisible(offer is not None)
        self.tag.setVisible(offer is not None)
        if offer is not None:
            release = offer.release
            self.tag.set(
                *((tr("Có bản mới"), "ok") if offer.is_new else (tr("Như trên máy"), "neutral"))
            )
            self.version.setText(tr("Bản {version}").format(version=release.version))
            self.when.setText(
                tr("Phát hành {date} · {size} MB · USB dùng được đến {until}").format(
                    date=show_date(release.released_at),
                    size=decimal(offer.packed / _MB),
                    until=show_date(offer.expires_at),
                )
            )
            self.news.setText("\n".join(f"– {line}" for line in release.notes.splitlines()))
            self.news.setVisible(bool(release.notes))
            self._show_promise(shown=offer.is_new)
            primary = tr("Cài bản {version}").format(version=release.version)
            self.action_bar.set_primary(primary if offer.is_new else tr("Cài bản mới"))
        self._fit()

    def _show_promise(self, *, shown: bool) -> None:
        self._line.setVisible(shown)
        self.promise.setVisible(shown)

    def _fit(self, words: str = "") -> None:
        """Say why the button waits, or let it be pressed."""
        is_busy = self._task is not None
        if not words and self._applied is None:
            if self._offer is None:
                words = tr("Cắm USB cập nhật trước")
            elif not self._offer.is_new:
                words = tr("Máy đã chạy bản này")
        self.action_bar.set_reason(words)
        self.choose.setVisible(self._applied is None)
        self.choose.setEnabled(not is_busy)
        self.stop.setVisible(is_busy)

    # ------------------------------------------------------------ installing

    def _go(self) -> None:
        if self._applied is not None:
            self.window().close()
            return
        folder, offer = self._folder, self._offer
        if folder is None or offer is None or not offer.is_new or self._task is not None:
            return
        self.bars.clear(_BAR)
        updates, actor = self._context.services.updates, self._context.actor
        self._task = self._context.tasks.run_long(
            lambda work: updates.apply(folder, actor=actor, work=work),
            self._done,
            self._failed,
            on_progress=self._moved,
            on_cancelled=self._stopped,
        )
        self._fit(tr("Đang chép và kiểm gói cập nhật…"))

    def _moved(self, done: int, total: int, _text: str) -> None:
        if total:
            self._fit(tr("Đã xong {percent} %").format(percent=100 * done // total))
        else:
            self._fit(tr("Đang mở thử bản mới trên bản chép của kho…"))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.work.cancel()

    def _stopped(self) -> None:
        self._task = None
        self._fit()

    def _done(self, applied: Applied) -> None:
        self._task, self._applied = None, applied
        title = tr("Đã cài bản {version}.").format(version=applied.release.version)
        advice = tr("Đóng chương trình rồi mở lại để chạy bản mới.")
        self.bars.show_message(Message("ok", title, advice, key=_BAR))
        self.action_bar.set_primary(tr("Đóng chương trình"))
        self.tag.set(tr("Đã cài"), "ok")
        self._show_promise(shown=False)
        self._fit()
        self._context.tasks.query(self._context.services.updates.status, self._show_status)

    def _failed(self, error: UserFacingError) -> None:
        self._task = None
        self._fit()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def leave(self) -> None:
        """Stop an update nobody watches; nothing of it is left."""
        super().leave()
        self._stop()
        self._folder = None
