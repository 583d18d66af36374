"""One record at a time: look, accept or send back, the next one; every decision taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.province.records.views import RecordLine, Standing
from desktop.province.review.views import CleanAccepted, ReviewCounts
from desktop.ui.context import PageName
from desktop.ui.feedback import Message
from desktop.ui.province.apart_face import ApartFace
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.review_face import ReviewFace
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import FaceStack, Undo
from desktop.ui.roster.register_undo import UndoStack
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import DangerButton, OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.page import Page

_BAR = "review"
_APART = "apart"


class ReviewPage(Page):
    """Held records, doubles, or what was kept apart; or one record that was opened by itself."""

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("Hồ sơ cần xem"))
        self._context = context
        self._counting: Task | None = None
        self.counts: ReviewCounts | None = None
        self.undos = UndoStack(context, self)
        self.face, self.apart = ReviewFace(context), ApartFace(context)
        self.faces = FaceStack()
        self.faces.addWidget(self.face)
        self.faces.addWidget(self.apart)
        self._make_chips()
        self.content.addWidget(self.faces, 1)
        self._make_bar()
        self.face.moved.connect(self._fit)
        self.face.shown.connect(self._record_shown)
        self.face.failed.connect(self._failed)
        self.face.acted.connect(self._acted)
        self.apart.shown.connect(self._fit)
        self.undos.moved.connect(self._fit)
        self.undos.failed.connect(self._failed)

    def _make_chips(self) -> None:
        self.chips = {
            Standing.HELD.value: Chip(tr("Chờ xem"), count=0, on=True),
            Standing.DOUBLED.value: Chip(tr("Trùng"), count=0),
            _APART: Chip(tr("Để riêng"), count=0),
        }
        self.title_row.addWidget(self.face.sheet.show_numbers)
        group = QButtonGroup(self)
        for number, chip in enumerate(self.chips.values(), start=1):
            group.addButton(chip)
            chip.clicked.connect(self._choose)
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(chip.click)
            chip.setToolTip(tr("Phím {key}").format(key=f"Alt+{number}"))
            self.title_row.addWidget(chip)

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.back = bar.add_back(self._context.navigator.back)
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.undo.clicked.connect(self.undos.undo)
        self.answers = bar.add_right(OutlineButton(tr("Tạo tệp trả lời"), key="Ctrl+T"))
        self.answers.clicked.connect(self._to_answers)
        self.clean = bar.add_right(OutlineButton(tr("Chấp nhận mọi hồ sơ đạt"), key="Ctrl+D"))
        self.clean.clicked.connect(self.accept_clean)
        self.reject = bar.add_right(DangerButton(tr("Trả về"), key="R"))
        self.reject.clicked.connect(self.face.reject)
        bar.set_primary(tr("Chấp nhận"), self._go)
        for key in ("A", "Ctrl+Return"):
            accept = QShortcut(QKeySequence(key), self)
            accept.setAutoRepeat(False)  # one press, one record
            accept.activated.connect(self._accept)

    # ------------------------------------------------------------ coming and going

    def enter(self, *, record: RecordLine | None = None) -> None:
        """Read what waits; with a record, only that one is shown."""
        super().enter()
        self.undos.clear()
        self.setFocus()
        self.face.single = record
        if record is not None:
            self.faces.setCurrentWidget(self.face)
        self._load()
        self._count()

    def leave(self) -> None:
        """Ask nothing more; what was decided is being written."""
        self.face.stop()
        self.apart.stop()
        if self._counting is not None:
            self._counting.cancel()

    def _load(self) -> None:
        if self.faces.currentWidget() is self.apart:
            self.apart.load()
        else:
            self.face.load()
        self._fit()

    def _choose(self) -> None:
        chosen = next(name for name, chip in self.chips.items() if chip.isChecked())
        self.bars.clear(_BAR)
        self.faces.setCurrentWidget(self.apart if chosen == _APART else self.face)
        if chosen != _APART:
            self.face.standing = Standing(chosen)
        self._load()

    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._context.tasks.query(self._context.desk.review.counts, self._counted)

    def _counted(self, counts: ReviewCounts) -> None:
        self.counts = counts
        self.chips[Standing.HELD].set_count(counts.held)
        self.chips[Standing.DOUBLED].set_count(counts.doubled)
        self.chips[_APART].set_count(counts.apart + counts.apart_told)
        self.face.say_clean(counts.clean)
        self._fit()

    # ------------------------------------------------------------ acts

    def _accept(self) -> None:
        if self.faces.currentWidget() is self.face:
            self.face.accept()

    def _go(self) -> None:
        if self.face.line is not None and self.faces.currentWidget() is self.face:
            self.face.accept()
        elif self.counts is not None and self.counts.clean:
            self.accept_clean()
        else:
            self._to_answers()

    def accept_clean(self) -> None:
        """Accept everything in which nothing was found."""
        self.bars.clear(_BAR)
        review, actor = self._context.desk.review, self._context.actor
        self.clean.set_disabled(tr("Đang chấp nhận các hồ sơ đạt."))
        accept = partial(review.accept_clean, actor=actor)
        self._context.tasks.change(accept, self._clean_accepted, self._failed)

    def _clean_accepted(self, accepted: CleanAccepted) -> None:
        self.clean.set_disabled()
        if not accepted.count:
            self._context.feedback.toast(tr("Không có hồ sơ đạt nào đang chờ."))
            return
        review, actor = self._context.desk.review, self._context.actor
        words = tr("Đã chấp nhận {n} hồ sơ đạt.").format(n=grouped(accepted.count))
        way_back = partial(review.take_back_clean, accepted, actor=actor)
        self.undos.add(Undo(words, way_back, self._clean_taken_back))
        self._count()

    def _clean_taken_back(self, _: object) -> None:
        self._count()

    def _to_answers(self) -> None:
        self._context.navigator.show(PageName.PROVINCE, answer=True)

    def _acted(self, undo: Undo | None) -> None:
        self.bars.clear(_BAR)
        if undo is not None:
            self.undos.add(undo)
        self._count()

    def _failed(self, error: UserFacingError) -> None:
        self.clean.set_disabled()
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    # ------------------------------------------------------------ around the record

    def _record_shown(self) -> None:
        super().enter()  # Enter that answered the last record does not answer this one
        if self.isVisible():
            self.setFocus()  # away from reason and note, which would take the letters

    def _fit(self, *_: object) -> None:
        is_apart = self.faces.currentWidget() is self.apart
        is_single = self.face.single is not None and not is_apart
        has_record = self.face.line is not None and not is_apart
        clean = self.counts.clean if self.counts is not None else 0
        for chip in self.chips.values():
            chip.setVisible(not is_single)
        line = self.face.line
        whose = line.full_name if line is not None else tr("Hồ sơ")
        self.title = whose if is_single else tr("Hồ sơ cần xem")
        self.face.sheet.show_numbers.setVisible(has_record and self.face.sheet.has_numbers)
        self.back.setVisible(is_single)
        self.undo.setVisible(not self.undos.is_empty)
        self.reject.setVisible(has_record)
        self.clean.setVisible(bool(clean) and has_record and not is_single)
        self.clean.setText(tr("Chấp nhận {n} hồ sơ đạt").format(n=grouped(clean)))
        self.answers.setVisible(not is_single and (has_record or bool(clean)))
        self.action_bar.set_primary(self._primary_words(has_record=has_record, clean=clean))
        reason = tr("Đang mở hồ sơ.") if has_record and self.face.detail is None else ""
        self.action_bar.set_reason(reason)

    def _primary_words(self, *, has_record: bool, clean: int) -> str:
        if has_record:
            return tr("Chấp nhận")
        if clean:
            return tr("Chấp nhận {n} hồ sơ đạt").format(n=grouped(clean))
        return tr("Tạo tệp trả lời")

    def handle_key(self, event: QKeyEvent) -> bool:
        """Arrows move through the list, pages scroll the record."""
        is_free = self._is_plain(event) and self.faces.currentWidget() is self.face
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if is_free and step is not None:
            self.face.step(step)
            return True
        if is_free and self.face.sheet.use_key(event.key()):
            return True
        return super().handle_key(event)
