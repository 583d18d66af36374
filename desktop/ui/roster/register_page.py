"""The cross-check: other lists, pairs to confirm, and the register of what differs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.roster.sources.views import SourceReport
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.pairs_face import PairsFace
from desktop.ui.roster.register_face import FaceStack, RegisterFace, Undo
from desktop.ui.roster.register_lines_face import LinesFace
from desktop.ui.roster.register_papers import RegisterPapers
from desktop.ui.roster.register_sheet_face import SheetFace
from desktop.ui.roster.register_table import columns_without
from desktop.ui.roster.register_undo import UndoStack
from desktop.ui.roster.sources_face import SourcesFace
from desktop.ui.roster.sources_load_face import SourcesLoadFace
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "register"


class RegisterPage(Page):
    """Three faces by Alt+1 to Alt+3, and two that open over them: a file, a sheet."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Đối chiếu"))
        self._context = context
        self.undos = UndoStack(context, self)
        self.undos.moved.connect(self._fit)
        self.undos.failed.connect(self._failed)
        self.papers = RegisterPapers(context, self)
        self.papers.failed.connect(self._failed)
        self.sources = SourcesFace(context)
        self.pairs = PairsFace(context)
        self.lines = LinesFace(context)
        self.load_face = SourcesLoadFace(context)
        self.sheet = SheetFace(context)
        self.faces = FaceStack()
        every = (self.sources, self.pairs, self.lines, self.load_face, self.sheet)
        for face in every:
            self.faces.addWidget(face)
            face.failed.connect(self._failed)
            face.moved.connect(self._fit)
            face.acted.connect(self._acted)
        self._make_chips()
        self.content.addWidget(self.faces, 1)
        self._make_bar()
        self.sources.load_asked.connect(self._load_source)
        self.sources.summed_up.connect(partial(_fit_columns, self.sources, self.lines))
        self.load_face.taken.connect(self._taken)
        self.sheet.opened.connect(partial(self._show, self.sheet))
        self.sheet.kept.connect(self._sheet_kept)
        self.sheet.closed.connect(partial(self._show, self.lines))
        for face in (self.pairs, self.lines):
            face.counted.connect(partial(self._counted, face))

    def _make_chips(self) -> None:
        self.chips: dict[RegisterFace, Chip] = {
            self.sources: Chip(tr("Nguồn"), on=True),
            self.pairs: Chip(tr("Cặp chờ xác nhận"), count=0),
            self.lines: Chip(tr("Chỗ khác nhau"), count=0),
        }
        group = QButtonGroup(self)
        self._keys = [KeyCap("Alt+1"), PlainLabel("–", "label", "ink2"), KeyCap("3")]
        for number, (face, chip) in enumerate(self.chips.items(), start=1):
            group.addButton(chip)
            chip.clicked.connect(partial(self._choose_face, face))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(chip.click)
            self.title_row.addWidget(chip)
        for part in self._keys:
            self.title_row.addWidget(part)

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.back = bar.add_back(self._context.navigator.back)
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.relink = bar.add_right(OutlineButton(tr("Đối chiếu lại"), key="Ctrl+R"))
        self.stop.clicked.connect(self._stop)
        self.undo.clicked.connect(self.undos.undo)
        self.relink.clicked.connect(self._relink)
        self._context.forbid(Permission.ROSTER_IMPORT, self.relink)
        self.lines.read.clicked.connect(self._read)
        self.lines.save.clicked.connect(self._save)
        self.lines.print.clicked.connect(self._print)
        bar.set_primary(tr("Nạp nguồn khác"), self._go)

    # ------------------------------------------------------------ faces

    @property
    def face(self) -> RegisterFace:
        """The face that is shown."""
        face = self.faces.currentWidget()
        assert isinstance(face, RegisterFace)
        return face

    def enter(self, *, member_id: UUID | None = None) -> None:
        """Read everything anew; with a person, show where sources differ about them."""
        super().enter()
        if member_id is not None:
            self.lines.filters.show_member(member_id)
            self._show(self.lines)
        for face in self.chips:
            face.load()
        self._fit()

    def leave(self) -> None:
        """Ask nothing more; a comparison under way is stopped, nothing of it is stored."""
        for face in (*self.chips, self.load_face, self.sheet):
            face.stop()

    def _choose_face(self, face: RegisterFace) -> None:
        if self.load_face.is_taking:
            self._fit()
            return
        self.bars.clear(_BAR)
        self._show(face)
        face.load()

    def _show(self, face: RegisterFace) -> None:
        if face is not self.faces.currentWidget():
            self.faces.setCurrentWidget(face)
            super().enter()  # Enter that led here does not answer what is here
        self._fit()

    def _counted(self, face: RegisterFace, count: int) -> None:
        self.chips[face].set_count(count)
        self.sources.show_next(pairs=self.pairs.waiting, lines=self.lines.open_count)

    def _fit(self) -> None:
        """Put title, chips and buttons around the face that is shown."""
        face = self.face
        is_own = face in self.chips
        titles = {self.load_face: self.load_face.title, self.sheet: self.sheet.title}
        self.title = titles.get(face, tr("Đối chiếu"))
        for part in (*self.chips.values(), *self._keys):
            part.setVisible(is_own)
        if is_own:
            self.chips[face].setChecked(True)
        self.stop.setVisible(not is_own and not (face is self.sheet and self.sheet.is_reported))
        self.back.setVisible(is_own)
        self.undo.setVisible(is_own and face is not self.sources and not self.undos.is_empty)
        self.relink.setVisible(face is self.sources and bool(self.sources.kinds_taken))
        words, reason = face.primary()
        primary = self.action_bar.set_primary(words or tr("Xong"))
        primary.setVisible(bool(words))
        self.action_bar.set_reason(reason)

    def _go(self) -> None:
        self.face.go()

    def _stop(self) -> None:
        if self.load_face.is_taking:
            self.load_face.stop()
        elif self.face is self.load_face and self.load_face.shows_columns:
            self.load_face.stop()
            self.load_face.close_columns()
        elif self.face is self.load_face:
            self.load_face.stop()
            self._show(self.sources)
        elif self.face is self.sheet:
            self._show(self.lines)

    def _acted(self, undo: Undo) -> None:
        self.bars.clear(_BAR)
        self.undos.add(undo)

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    # ------------------------------------------------------------ sources

    def _load_source(self) -> None:
        self.bars.clear(_BAR)
        self._show(self.load_face)
        self.load_face.begin()

    def _relink(self) -> None:
        kinds = self.sources.kinds_taken
        self._load_source()
        self.load_face.relink(kinds)

    def _taken(self, report: SourceReport | None) -> None:
        self.sources.show_report(report)
        self._show(self.sources)
        for face in self.chips:
            face.load()

    # ------------------------------------------------------------ sheets and paper

    def _save(self) -> None:
        self.bars.clear(_BAR)
        target = self.papers.ask_for_target()
        if target is not None:
            self.papers.export(target, self.lines.filters.query())

    def _read(self) -> None:
        path = self.papers.ask_for_sheet()
        if path is not None:
            self.open_sheet(path)

    def open_sheet(self, path: Path) -> None:
        """Read a sheet of decisions; nothing is stored until somebody has seen it."""
        self.bars.clear(_BAR)
        self.sheet.read(path)

    def _sheet_kept(self) -> None:
        # The decisions of a sheet are many; single ones made before it are no longer the last.
        self.undos.clear()
        self.lines.load()
        super().enter()

    def _print(self) -> None:
        self.bars.clear(_BAR)
        self.papers.print(self.lines.filters.query().cell)


def _fit_columns(sources: SourcesFace, lines: LinesFace) -> None:
    """Give the room of the register's table to the lists that were taken in."""
    kinds = sources.kinds_taken
    lines.table.leave_out(columns_without(kinds) if kinds else ())
