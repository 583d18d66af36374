"""Whom this station believes: keys of the province, compared digit by digit on the phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.batch.answering.views import KeptAside, refusal_words
from desktop.batch.trust.errors import FingerprintError, UnknownDigitsError
from desktop.batch.trust.service import EnrolmentFile, ProvinceView
from desktop.common.clock import show_date
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui.batch.rows import grouped, moment
from desktop.ui.batch.trust_panel import TrustPanel
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Cell, Column, Table

_BAR = "keys"
Found = tuple[tuple[ProvinceView, ...], tuple[KeptAside, ...]]
Believed = tuple[ProvinceView, int]


def _believe(services: Services, file: Path | None, digits: str, actor: str) -> Believed:
    """Install the key of a file, or compare the installed one; then apply what waited for it."""
    view = (
        services.trust.install(file, actor=actor, fingerprint=digits)
        if file is not None
        else services.trust.compare(digits, actor=actor)
    )
    reports = services.answers.apply_waiting(actor=actor)
    return view, sum(report.applied for report in reports)


def _standing(row: ProvinceView) -> Cell:
    if row.retired:
        return Cell(tr("Đã bỏ"), tag="neutral")
    if row.compared:
        return Cell(tr("Đã đối chiếu"), tag="ok")
    return Cell(tr("Chưa đối chiếu"), tag="warn")


def _key_columns() -> list[Column]:
    return [
        Column(tr("Bàn tỉnh"), lambda row: Cell(row.name, strong=True), stretch=2),
        Column(tr("Dãy số"), _digits, width=350),
        Column(tr("Tin từ"), lambda row: show_date(row.trusted_at), width=132, drop=1),
        Column(tr("Trạng thái"), _standing, width=192),
    ]


def _why(row: KeptAside) -> str:
    if row.records is None:
        return refusal_words(row.refusal)
    return tr("{n} hồ sơ, chờ đối chiếu khóa của tỉnh.").format(n=grouped(row.records))


def _digits(row: ProvinceView) -> str:
    """Return the digits of a key; whoever still has to compare must not read them off here."""
    return row.fingerprint if row.compared else tr("Hiện sau khi đối chiếu")


def _aside_columns() -> list[Column]:
    return [
        Column(tr("Tệp"), lambda row: Cell(row.file_name, strong=True), stretch=2),
        Column(tr("Nhận lúc"), lambda row: moment(row.arrived_at), width=184),
        Column(tr("Vì sao chưa dùng"), _why, stretch=4),
    ]


class ProvinceKeysPage(Page):
    """Left: keys and the answer files that were refused. Right: a new key, or the enrolment."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Khóa của tỉnh"))
        self._context = context
        self.table = Table(_key_columns(), tr("Khóa của tỉnh"))
        self.table.row_changed.connect(self._fit)
        self.empty = EmptyState(
            tr("Quầy chưa tin khóa nào của tỉnh."),
            tr("Xin bàn tỉnh tệp khóa (.qtp), chọn tệp, rồi gọi điện đối chiếu dãy số."),
            icon="lock",
        )
        self.aside = Table(_aside_columns(), tr("Tệp trả lời giữ riêng"), selectable=False)
        self.trust = TrustPanel()
        self.trust.changed.connect(self._fit)
        self._lay_out()
        self.action_bar.add_back(context.navigator.back)
        self.stop = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.retire = self.action_bar.add_left(OutlineButton(tr("Bỏ khóa đang chọn"), key="F6"))
        self.retire.clicked.connect(self._retire)
        self.compare = self.action_bar.add_left(
            OutlineButton(tr("Đối chiếu khóa này"), key="Ctrl+D")
        )
        self.compare.clicked.connect(self._compare)
        self.enrol_button = self.action_bar.add_right(
            OutlineButton(tr("Ghi tệp ghi danh"), key="Ctrl+E", icon="usb")
        )
        self.enrol_button.clicked.connect(partial(self._choose_folder, self.enrol))
        self.renew_button = self.action_bar.add_right(
            OutlineButton(tr("Đổi khóa của quầy"), key="F8", icon="lock")
        )
        self.renew_button.clicked.connect(self._ask_renewal)
        primary = self.action_bar.set_primary(tr("Chọn tệp khóa"), self._go)
        kept = (primary, self.retire, self.compare, self.enrol_button, self.renew_button)
        context.forbid(Permission.TRUST_MANAGE, *kept)

    def _lay_out(self) -> None:
        keys = Panel(tr("Khóa quầy đang tin"), padded=False)
        keys.body.addWidget(self.table)
        keys.body.addWidget(self.empty, 1)
        self.aside_panel = Panel(tr("Tệp trả lời giữ riêng"), padded=False)
        self.aside_panel.body.addWidget(self.aside)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(keys, 1)
        left.addWidget(self.aside_panel, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addWidget(self.trust)
        self.content.addLayout(both, 1)

    def enter(self, *, file: Path | None = None) -> None:
        """Read the keys; with a file, ask for its digits at once."""
        super().enter()
        self.bars.clear()
        self.trust.ask(file)
        self._load()

    def _load(self) -> None:
        services = self._context.services

        def load() -> Found:
            return services.trust.provinces(), services.answers.kept_aside()

        self._context.tasks.query(load, self._show)

    def _show(self, found: Found) -> None:
        keys, aside = found
        self.table.set_rows(keys)
        self.table.setVisible(bool(keys))
        self.empty.setVisible(not keys)
        self.aside.set_rows(aside)
        self.aside_panel.setVisible(bool(aside))
        self._fit()
        if self.trust.is_asking:
            self.trust.digits.setFocus()
        elif keys:
            self.table.setFocus()

    def _fit(self, *_: object) -> None:
        asked = self.trust.is_asking
        self.stop.setVisible(asked)
        for button in (self.enrol_button, self.renew_button):
            button.setVisible(not asked)
        row = self.table.current_row()
        others = [one for one in self.table.rows if not one.retired and one is not row]
        self.retire.setVisible(not asked and row is not None and not row.retired and bool(others))
        waits = row is not None and not row.retired and not row.compared
        self.compare.setVisible(not asked and waits)
        self.action_bar.set_primary(tr("Tin khóa này") if asked else tr("Chọn tệp khóa"))
        left = self.trust.digits.remaining() if asked else 0
        self.action_bar.set_reason(tr("Còn {n} số chưa gõ.").format(n=left) if left else "")

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        if not self.trust.is_asking:
            self._choose_file()
            return
        services, actor = self._context.services, self._context.actor
        act = partial(_believe, services, self.trust.file, self.trust.digits.value(), actor)
        self._context.tasks.change(act, self._installed, self._failed)

    def _compare(self) -> None:
        row = self.table.current_row()
        if isinstance(row, ProvinceView):
            self.bars.clear(_BAR)
            self.trust.ask(None, row)
            self.trust.digits.setFocus()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Chọn tệp khóa của tỉnh"),
            str(Path.home()),
            tr("Khóa của tỉnh (*.qtp)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.ask(Path(name))

    def ask(self, file: Path) -> None:
        """Ask for the digits of a key file."""
        self.bars.clear(_BAR)
        self.trust.ask(file)
        self.trust.digits.setFocus()

    def _stop(self) -> None:
        self.trust.ask(None)
        self.table.setFocus()

    def _installed(self, done: Believed) -> None:
        view, applied = done
        self.trust.ask(None)
        self.bars.clear(_BAR)
        words = tr("Từ nay quầy tin trả lời của {name}.").format(name=view.name)
        if applied:
            words += " " + tr("Đã áp dụng {n} hồ sơ đang chờ.").format(n=grouped(applied))
        self._context.feedback.toast(words)
        self._load()

    def _retire(self) -> None:
        row = self.table.current_row()
        if isinstance(row, ProvinceView):
            trust, actor = self._context.services.trust, self._context.actor
            retire = partial(trust.retire, row.certificate_sha256, actor=actor)
            self._context.tasks.change(retire, self._retired, self._failed)

    def _retired(self, _: object) -> None:
        self._context.feedback.toast(tr("Đã bỏ khóa cũ của tỉnh."))
        self._load()

    def _choose_folder(self, act: Callable[[Path], None], *_: object) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn nơi ghi tệp ghi danh"),
            str(Path.home()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            act(Path(name))

    def enrol(self, folder: Path) -> None:
        """Write the file by which the province gets to know this station."""
        self.bars.clear(_BAR)
        trust, actor = self._context.services.trust, self._context.actor
        write = partial(trust.enrol, folder, actor=actor)
        self._context.tasks.change(write, self._enrolled, self._failed)

    def _ask_renewal(self) -> None:
        """Say what another key means before there is one."""
        question = Message(
            "warn",
            tr("Đổi khóa của quầy?"),
            tr(
                "Chỉ đổi khi máy hoặc bản sao bị mất, bị lộ, hoặc tỉnh đã thu hồi khóa. "
                "Đổi xong phải gửi tỉnh tệp ghi danh mới và đọc dãy số."
            ),
            action=tr("Chọn nơi ghi, đổi khóa"),
            action_key="Ctrl+K",
            on_action=partial(self._choose_folder, self.renew),
            key=_BAR,
        )
        self.bars.show_message(question)

    def renew(self, folder: Path) -> None:
        """Give this station another key, and write the enrolment that tells of it."""
        self.bars.clear(_BAR)
        trust, actor = self._context.services.trust, self._context.actor
        write = partial(trust.renew, folder, actor=actor)
        self._context.tasks.change(write, self._enrolled, self._failed)

    def _enrolled(self, made: EnrolmentFile) -> None:
        self.trust.show_enrolment(made)

    def _failed(self, error: UserFacingError) -> None:
        if isinstance(error, FingerprintError | UnknownDigitsError):
            self.trust.say_other_digits()
            return
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
