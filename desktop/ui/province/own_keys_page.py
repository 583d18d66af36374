"""The province's own keys: read out on the phone, handed to the stations, changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from desktop.batch.trust.documents import Escrow
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.province.key_views import OwnKey
from desktop.province.registry.keys import KeyFile
from desktop.ui.feedback import Message
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.desk_work import ask_folder
from desktop.ui.province.own_key_side import Asked, OwnKeySide
from desktop.ui.roster.person_words import moment
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Cell, Column, Table

_BAR = "own_keys"
Found = tuple[tuple[OwnKey, ...], Escrow | None]


def _columns() -> list[Column]:
    return [
        Column(tr("Khóa"), lambda row: Cell(row.certificate_sha256[:8], strong=True), least=100),
        Column(tr("Tạo lúc"), lambda row: moment(row.made_at), width=216),
        Column(tr("Dùng để"), _use, width=184, tags=True),
    ]


def _use(row: OwnKey) -> Cell:
    if row.signs:
        return Cell(tr("Ký và mở lô"), tag="ok")
    return Cell(tr("Mở lô cũ"), tag="neutral")


class OwnKeysPage(Page):
    """Left the keys; right the fingerprint of the chosen one, or the question before a change."""

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("Khóa của tỉnh"))
        self._context = context
        self.escrow: Escrow | None = None
        self.table = Table(_columns(), tr("Khóa của tỉnh"))
        self.table.row_changed.connect(self._row_changed)
        self.side = OwnKeySide()
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(panel, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        bar = self.action_bar
        self.back = bar.add_back(context.navigator.back)
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.rotate = bar.add_right(OutlineButton(tr("Đổi khóa"), key="F6"))
        self.rotate.clicked.connect(self._ask_rotation)
        self.safe = bar.add_right(OutlineButton(tr("Khóa dự phòng"), key="Ctrl+E"))
        self.safe.clicked.connect(self._ask_escrow)
        bar.set_primary(tr("Ghi tệp khóa cho các quầy"), self._go, icon="usb")

    def enter(self) -> None:
        """Read the keys anew."""
        super().enter()
        self.bars.clear()
        self.side.close_question()
        self._load()

    def _load(self) -> None:
        keys = self._context.desk.keys
        self._context.tasks.query(lambda: (keys.own(), keys.escrow()), self._show)

    def _show(self, found: Found) -> None:
        rows, self.escrow = found
        self.table.set_rows(rows)
        self.table.setFocus()
        self._fit()

    def _row_changed(self, row: object) -> None:
        self.side.show_key(row if isinstance(row, OwnKey) else None)
        self._fit()

    def _fit(self) -> None:
        asked = self.side.is_asking
        self.stop.setVisible(asked)
        self.back.setVisible(not asked)
        self.rotate.setVisible(not asked)
        self.safe.setVisible(not asked)
        words = {
            None: tr("Ghi tệp khóa cho các quầy"),
            Asked.ROTATION: tr("Tạo khóa mới"),
            Asked.ESCROW: tr("Ghi khóa dự phòng"),
        }
        self.action_bar.set_primary(words[self.side.asked])

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        if not self.side.is_asking:
            if folder := ask_folder(self, tr("Ghi tệp khóa vào USB hoặc thư mục")):
                self.write(folder)
            return
        keys, actor = self._context.desk.keys, self._context.actor
        if self.side.asked is Asked.ESCROW:
            keep = partial(keys.set_escrow, self.side.escrow.value(), actor=actor)
            self._context.tasks.change(keep, self._kept, self._not_kept)
            return
        self.action_bar.set_reason(tr("Đang tạo khóa."))
        self._context.tasks.change(partial(keys.rotate, actor=actor), self._rotated, self._failed)

    def write(self, folder: Path) -> None:
        """Write the key file for the stations."""
        self.bars.clear(_BAR)
        write = partial(self._context.desk.keys.write_key_file, folder)
        self.action_bar.set_reason(tr("Đang ghi."))
        self._context.tasks.change(write, self._written, self._failed)

    def _written(self, made: KeyFile) -> None:
        self.action_bar.set_reason("")
        self.table.select_row(0)
        self.side.show_written(made)

    def _ask_rotation(self) -> None:
        self.bars.clear(_BAR)
        self.side.ask_rotation()
        super().enter()  # Enter that came from elsewhere does not answer the question
        self.setFocus()
        self._fit()

    def _ask_escrow(self) -> None:
        self.bars.clear(_BAR)
        self.side.ask_escrow(self.escrow)
        self._fit()
        self.side.escrow.setFocus()

    def _kept(self, _: object) -> None:
        self.side.close_question()
        self._context.feedback.toast(tr("Đã ghi khóa dự phòng. Ghi tệp khóa và gửi cho mọi quầy."))
        self._load()

    def _not_kept(self, error: UserFacingError) -> None:
        self.side.escrow_entry.set_error(f"{error.title} {error.advice}")
        self.side.escrow.setFocus()

    def _stop(self) -> None:
        self.side.close_question()
        self.side.show_key(self.table.current_row())
        self.table.setFocus()
        self._fit()

    def _rotated(self, _: object) -> None:
        self.action_bar.set_reason("")
        self.side.close_question()
        self._context.feedback.toast(tr("Đã có khóa mới. Ghi tệp khóa và gửi cho mọi quầy."))
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        self.action_bar.set_reason("")
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
