"""The page "Gói lưu động": the office packs and merges, the laptop opens and writes what it brings.

Files are chosen with a key or dropped onto the page; what a file is says its ending.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.field.kits.errors import OtherOfficeError, UnknownDeviceError
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.field import kit_acts as acts
from desktop.ui.field.kit_files import with_files, with_folder
from desktop.ui.field.kit_forms import Form, KitForms
from desktop.ui.field.kit_sides import ReadOutSide
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import KeyButton, OutlineButton
from desktop.ui.widgets.dropped_file import TakesDroppedFile
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "kits"


def _packed_panel(table: Table) -> TablePanel:
    empty = EmptyState(
        tr("Chưa đóng gói nào."),
        tr("Lập danh sách đi ở trang Lưu động, rồi đóng gói cho một máy."),
        icon="seal",
    )
    return TablePanel(table, empty, title=tr("Gói đã giao"))


def _opened_panel(table: Table) -> TablePanel:
    empty = EmptyState(
        tr("Máy này chưa mở gói nào."),
        tr("Ghi tệp khóa đưa văn phòng; nhận gói (.qtk) về thì mở, hoặc thả vào đây."),
        icon="seal",
    )
    return TablePanel(table, empty, title=tr("Gói đã mở"))


def _pressed(act: Callable[[], object], *_: object) -> None:
    act()


class KitsPage(TakesDroppedFile, Page):
    """Kits of the office, or those that were opened on this laptop; both ways lead by files."""

    dropped_endings = (acts.KEY_ENDING, acts.KIT_ENDING, acts.RETURN_ENDING)

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Gói lưu động"))
        self._context = context
        self._asked: Task | None = None
        self.seen: acts.Kits | None = None
        self.is_laptop = False
        self.is_working = False
        self.setAcceptDrops(True)
        self.packed = Table(acts.packed_columns(), tr("Gói đã giao"))
        self.opened = Table(acts.opened_columns(), tr("Gói đã mở"))
        self.packed_panel = _packed_panel(self.packed)
        self.opened_panel = _opened_panel(self.opened)
        self.state = PlainLabel("", "label", "ink2", wrap=True)
        self.opened_panel.foot.addWidget(self.state, 1)
        self.forms, self.told = KitForms(self._fit), ReadOutSide()
        self.pack_side = self.forms.pack
        both = QHBoxLayout()
        both.setSpacing(16)
        for part in (self.packed_panel, self.opened_panel):
            both.addWidget(part, 1)
        for side in (*self.forms.all, self.told):
            both.addWidget(side)
        self.content.addLayout(both, 1)
        self._fill_bar()
        self._fit()

    def _fill_bar(self) -> None:
        bar = self.action_bar

        def button(words: str, key: str, act: Callable[[], object], icon: str = "") -> KeyButton:
            made = bar.add_right(OutlineButton(words, key=key, icon=icon))
            made.clicked.connect(partial(_pressed, act))
            return made

        bar.add_back(self._context.navigator.back)
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.other = OutlineButton(tr("Máy này đi lưu động"), key="Ctrl+U", small=True)
        self.other.clicked.connect(self._turn)
        self.title_row.addWidget(self.other)
        show = self._context.navigator.show
        merge = with_files(
            self, tr("Gộp kết quả"), tr("Kết quả mang về (*.qtr)"), partial(self.do, acts.merging)
        )
        self._choose_kit = with_files(
            self, tr("Mở gói"), tr("Gói lưu động (*.qtk)"), partial(self.do, acts.opening)
        )
        self.conflicts = button(tr("Hồ sơ trùng"), "Ctrl+T", partial(show, PageName.CONFLICTS))
        self.enrol = OutlineButton(tr("Ghi danh máy"), key="Ctrl+D", small=True)
        self.enrol.clicked.connect(partial(_pressed, partial(self._ask, packs=False)))
        self.title_row.insertWidget(1, self.enrol)
        self.devices = OutlineButton(tr("Các máy"), key="Ctrl+R", small=True)
        self.devices.clicked.connect(partial(_pressed, self._ask_device))
        self.title_row.insertWidget(2, self.devices)
        self.merge = button(tr("Gộp kết quả"), "Ctrl+M", merge)
        self.key = button(
            tr("Ghi tệp khóa"), "Ctrl+E", partial(with_folder, self, self.do, acts.key_writing)
        )
        self.open = button(tr("Mở gói"), "Ctrl+O", self._choose_kit)
        self.primary = bar.set_primary(tr("Đóng gói"), self._go)
        forbid = self._context.forbid
        forbid(Permission.TRUST_MANAGE, self.enrol, self.devices, self.key)
        forbid(Permission.BATCH_ANSWER, self.merge)
        forbid(Permission.RECORD_TAKE, self.open)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read the kits of this moment."""
        super().enter()
        self.bars.clear(_BAR)
        self.forms.show(None)
        self._load(first=True)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _load(self, *, first: bool = False) -> None:
        reading = partial(acts.look, self._context.services)
        self._asked = self._context.tasks.query(reading, partial(self._show, first))

    def _show(self, first: bool, seen: acts.Kits) -> None:
        self.seen = seen
        if first:
            self.is_laptop = bool(seen.opened)
        self.packed.set_rows(seen.packed)
        self.packed_panel.set_filled(bool(seen.packed))
        self.opened.set_rows(seen.opened)
        self.opened_panel.set_filled(bool(seen.opened))
        self.state.setText(
            tr("{n} hồ sơ chưa mang về, {drafts} hồ sơ chưa xong.").format(
                n=seen.state.unexported, drafts=seen.state.drafts
            )
        )
        if first:
            self.told.say_way(laptop=self.is_laptop)
        self._fit()
        if self.forms.current is None:
            (self.opened if self.is_laptop else self.packed).setFocus()

    def _beside(self, form: Form | None) -> None:
        """Put a form beside the kits, or take it away."""
        self.bars.clear(_BAR)
        self.forms.show(form)
        self._fit()

    def _fit(self) -> None:
        laptop, asking = self.is_laptop, self.forms.current is not None
        self.packed_panel.setVisible(not laptop)
        self.opened_panel.setVisible(laptop)
        self.told.setVisible(not asking)
        self.stop.setVisible(asking)
        self.other.setVisible(not asking)
        self.other.setText(tr("Máy này là văn phòng") if laptop else tr("Máy này đi lưu động"))
        seen = self.seen
        waiting = len(seen.conflicts) if seen is not None else 0
        self.conflicts.setText(
            tr("Hồ sơ trùng ({n})").format(n=waiting) if waiting else tr("Hồ sơ trùng")
        )
        for one in (self.conflicts, self.enrol, self.devices, self.merge):
            one.setVisible(not laptop and not asking)
        self.key.setVisible(laptop and not asking)
        brings = laptop and seen is not None and bool(seen.opened)
        self.open.setVisible(brings and not asking)
        self._fit_primary(brings=brings, asking=asking)

    def _fit_primary(self, *, brings: bool, asking: bool) -> None:
        bar = self.action_bar
        if asking:
            bar.set_primary(self.forms.verb())
            bar.set_reason(tr("Đang làm…") if self.is_working else self.forms.missing())
            return
        if self.is_laptop:
            bar.set_primary(tr("Ghi kết quả mang về") if brings else tr("Mở gói"))
        else:
            bar.set_primary(tr("Đóng gói"))
        bar.set_reason(tr("Đang làm…") if self.is_working else "")

    def _turn(self) -> None:
        """Show the other side: a computer may be both."""
        self.is_laptop = not self.is_laptop
        self.told.say_way(laptop=self.is_laptop)
        self._fit()

    # ------------------------------------------------------------ choosing files

    def use_file(self, file: Path) -> None:
        """Do with a dropped file what its ending says."""
        ending = file.suffix.lower().lstrip(".")
        if ending == acts.KIT_ENDING:
            self.do(acts.opening, [file])
        elif ending == acts.RETURN_ENDING:
            self.do(acts.merging, [file])
        elif self.forms.current is self.pack_side:
            self.pack_side.use_file(file)
        else:
            self._ask(packs=True, file=file)

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        if self.forms.current is not None:
            self.forms.go(self.do, partial(with_folder, self, self.do))
        elif not self.is_laptop:
            self._ask(packs=True)
        elif self.seen is not None and self.seen.opened:
            with_folder(self, self.do, acts.returning)
        else:
            self._choose_kit()

    def _ask(self, *, packs: bool, file: Path | None = None) -> None:
        self.is_laptop = False
        self._beside(self.pack_side)
        self.pack_side.ask(self.seen.lists if self.seen else (), packs=packs, file=file)

    def _ask_device(self) -> None:
        """Show the laptops that are known, to revoke one."""
        self._beside(self.forms.devices)
        self.forms.devices.ask(())
        devices = self._context.services.kits.devices.devices
        self._asked = self._context.tasks.query(devices, self.forms.devices.ask)

    def _ask_office(self, file: Path) -> None:
        """Ask for the digits of the office whose kit was refused."""
        self._beside(self.forms.office)
        self.forms.office.ask(file)

    def _stop(self) -> None:
        self._beside(None)
        (self.opened if self.is_laptop else self.packed).setFocus()

    def do(self, maker: Callable[..., acts.Act], target: object) -> None:
        """Do one of the acts of `kit_acts` with a file, some files or a folder."""
        if self.is_working:
            return
        self.is_working = True
        self.bars.clear(_BAR)
        self._fit()
        act = maker(self._context.services, self._context.actor, target)
        self._context.tasks.run_long(act, self._done, partial(self._failed, target))

    def _done(self, told: acts.Told) -> None:
        self.is_working = False
        self.forms.show(None)
        if told.lead:
            self.told.say(told.lead, told.next, digits=told.digits)
        if told.waiting:
            keep = tr("Cả hai hồ sơ đều được giữ đến khi phụ trách chọn.")
            choose = partial(self._context.navigator.show, PageName.CONFLICTS)
            words = tr("Xem và chọn")
            self.bars.show_message(
                Message("warn", told.toast, keep, action=words, on_action=choose, key=_BAR)
            )
        else:
            self._context.feedback.toast(told.toast)
        self._load()

    def _failed(self, target: object, error: UserFacingError) -> None:
        self.is_working = False
        words, way = "", partial(self._ask, packs=False)
        if isinstance(error, UnknownDeviceError):
            words = tr("Ghi danh máy")
        elif isinstance(error, OtherOfficeError) and isinstance(target, list):
            words, way = tr("Gõ dãy số"), partial(self._ask_office, target[0])
        self.bars.show_message(
            Message(
                "bad",
                error.title,
                error.advice,
                key=_BAR,
                code=error.code,
                action=words,
                on_action=way,
            )
        )
        self.forms.refused(error)
        self._load()
