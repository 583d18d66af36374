"""Whom the province believes: stations enrolled, compared on the phone, replaced, revoked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.batch.trust.errors import FingerprintError, UnknownDigitsError
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr, trn
from desktop.province.key_views import Newcomer
from desktop.province.registry.service import RegistryService
from desktop.province.views import StationRow
from desktop.ui.context import PageName
from desktop.ui.feedback import Message
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.station_key_side import Act, AskSide, Question, StationKeySide
from desktop.ui.province.station_words import in_force, station_key_columns, to_compare
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.dropped_file import TakesDroppedFile
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "stations"
Shown = tuple[Path, Newcomer]


class StationsPage(TakesDroppedFile, Page):
    """Left the register; right the chosen station, or what is asked before it changes."""

    dropped_endings = ("qte",)

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("Nơi tiếp nhận và khóa"))
        self._context = context
        self._wanted = ""
        self.setAcceptDrops(True)
        self.total = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.total)
        self.table = Table(station_key_columns(), tr("Các nơi tiếp nhận"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Chưa ghi danh quầy nào."),
            tr("Bấm Enter để chọn tệp ghi danh (.qte) quầy gửi, hoặc kéo tệp thả vào đây."),
            icon="place",
        )
        self.panel = TablePanel(self.table, empty)
        self.station, self.asking = StationKeySide(), AskSide()
        self.asking.changed.connect(self._fit)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.station)
        both.addWidget(self.asking)
        self.content.addLayout(both, 1)
        self._make_bar()

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.revoke = bar.add_left(OutlineButton(tr("Thu hồi khóa"), key="F6"))
        self.revoke.clicked.connect(self._ask_reason)
        self.replace = bar.add_left(OutlineButton(tr("Bỏ khóa cũ"), key="Ctrl+B"))
        self.replace.clicked.connect(self._replace)
        self.compare = bar.add_left(OutlineButton(tr("Đối chiếu"), key="Ctrl+D"))
        self.compare.clicked.connect(self._ask_digits)
        self.own = bar.add_right(OutlineButton(tr("Khóa của tỉnh"), key="Ctrl+K", icon="lock"))
        self.own.clicked.connect(self._show_own)
        trail = bar.add_right(OutlineButton(tr("Nhật ký"), key="Ctrl+J", icon="list"))
        trail.clicked.connect(partial(self._context.navigator.show, PageName.PROVINCE_TRAIL))
        bar.set_primary(tr("Ghi danh từ tệp"), self._go)

    # ------------------------------------------------------------ what is there

    def enter(self) -> None:
        """Read the register anew."""
        super().enter()
        self.bars.clear()
        self._close()
        self.setFocus()
        self._load()

    def _load(self) -> None:
        self._context.tasks.query(self._context.desk.registry.stations, self._show)

    def _show(self, rows: tuple[StationRow, ...]) -> None:
        before = self.table.current_row()
        wanted = self._wanted or (before.code if isinstance(before, StationRow) else "")
        self._wanted = ""
        codes = [row.code for row in rows]
        self.table.set_rows(rows, select=codes.index(wanted) if wanted in codes else 0)
        self.panel.set_filled(bool(rows))
        words = trn("{n} nơi tiếp nhận", "{n} nơi tiếp nhận", len(rows))
        self.total.setText(words.format(n=grouped(len(rows))) if rows else "")
        if self.asking.question is None and rows:
            self.table.setFocus()
        self._fit()

    def _row_changed(self, row: object) -> None:
        chosen = row if isinstance(row, StationRow) else None
        self.station.show_station(chosen)
        if self.asking.question is not None and self.table.hasFocus():
            self._close()
        self._fit()

    def _fit(self) -> None:
        asked, row = self.asking.question, self.table.current_row()
        chosen = row if isinstance(row, StationRow) and asked is None else None
        self.station.setVisible(asked is None and self.panel.is_filled)
        self.asking.setVisible(asked is not None)
        self.stop.setVisible(asked is not None)
        self.own.setVisible(asked is None)
        self.revoke.setVisible(chosen is not None and not chosen.revoked)
        self.compare.setVisible(chosen is not None and to_compare(chosen))
        self.replace.setVisible(chosen is not None and len(in_force(chosen)) > 1)
        words = {
            None: tr("Ghi danh từ tệp"),
            Act.ENROL: tr("Ghi danh quầy này"),
            Act.COMPARE: tr("Ghi là đã đối chiếu"),
            Act.REVOKE: tr("Thu hồi khóa của quầy"),
        }
        self.action_bar.set_primary(words[asked.act if asked is not None else None])
        self.action_bar.set_reason(self.asking.missing())

    def _close(self) -> None:
        self.asking.close_question()
        self._fit()

    def _stop(self) -> None:
        self._close()
        if self.panel.is_filled:
            self.table.setFocus()

    # ------------------------------------------------------------ asking

    def use_file(self, file: Path) -> None:
        """Read an enrolment file and ask for its digits."""
        self.bars.clear(_BAR)
        registry = self._context.desk.registry
        self._context.tasks.query(
            lambda: (file, registry.preview(file)), self._ask_newcomer, self._failed
        )

    def _ask_newcomer(self, shown: Shown) -> None:
        self.asking.ask_newcomer(*shown)
        self._asked()

    def _ask_digits(self) -> None:
        if isinstance(row := self.table.current_row(), StationRow):
            self.asking.ask_digits(row)
            self._asked()

    def _ask_reason(self) -> None:
        if isinstance(row := self.table.current_row(), StationRow):
            self.asking.ask_reason(row)
            self._asked()

    def _asked(self) -> None:
        self.bars.clear(_BAR)
        self._fit()
        is_reason = self.asking.question is not None and self.asking.question.act is Act.REVOKE
        (self.asking.reason if is_reason else self.asking.digits).setFocus()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Chọn tệp ghi danh của quầy"),
            str(Path.home()),
            tr("Tệp ghi danh (*.qte)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.use_file(Path(name))

    def _show_own(self) -> None:
        self._context.navigator.show(PageName.PROVINCE_OWN_KEYS)

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        asked = self.asking.question
        if asked is None:
            self._choose_file()
            return
        self._wanted = asked.station
        digits, reason = self.asking.digits.value(), self.asking.reason.value()
        desk, actor = self._context.desk, self._context.actor
        act = partial(_acted, desk.registry, asked, digits=digits, reason=reason, actor=actor)
        self.action_bar.set_reason(tr("Đang ghi."))
        self._context.tasks.change(act, self._done, self._failed)

    def _replace(self) -> None:
        if isinstance(row := self.table.current_row(), StationRow):
            registry, actor = self._context.desk.registry, self._context.actor
            end = partial(registry.replace, row.code, actor=actor)
            self._context.tasks.change(end, self._replaced, self._failed)

    def _replaced(self, ended: int) -> None:
        words = trn("Đã bỏ {n} khóa cũ.", "Đã bỏ {n} khóa cũ.", ended)
        self._context.feedback.toast(words.format(n=grouped(ended)))
        self._load()

    def _done(self, words: str) -> None:
        self._close()
        self._context.feedback.toast(words)
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        self._fit()
        if isinstance(error, FingerprintError | UnknownDigitsError):
            self.asking.say_other_digits()
            return
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))


def _acted(
    registry: RegistryService, asked: Question, *, digits: str, reason: str, actor: str
) -> str:
    """Do what was asked, off the GUI thread; return what to say of it."""
    if asked.act is Act.REVOKE:
        registry.revoke(asked.station, actor=actor, reason=reason)
        words = tr("Đã thu hồi khóa của quầy {code}.")
    elif asked.file is not None:
        registry.enrol(asked.file, actor=actor, fingerprint=digits)
        words = tr("Đã ghi danh quầy {code}. Gửi quầy tệp khóa của tỉnh.")
    else:
        registry.compare(asked.station, digits, actor=actor)
        words = tr("Đã ghi: khóa của quầy {code} đã đối chiếu.")
    return words.format(code=asked.station)
