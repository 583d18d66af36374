"""The second pair of eyes: A approves, R gives back, J and K move, Ctrl+Z takes back."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.intake.review.sampling import WHOLE
from desktop.intake.review.views import ReviewCounts, SampleView
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.review_face import ReviewFace
from desktop.ui.roster.register_face import Undo
from desktop.ui.roster.register_undo import UndoStack
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import DangerButton, OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel

_BAR, _OFF = "review", "review-off"


class _Around(NamedTuple):
    """What stands around the list, read in one go."""

    counts: ReviewCounts
    percent: int
    sample: SampleView | None


class ReviewPage(Page):
    """What waits by risk, or what was approved and has not left."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Duyệt hồ sơ"))
        self._context = context
        self._counting: Task | None = None
        self._around: _Around | None = None
        self.undos = UndoStack(context, self)
        self.face = ReviewFace(context)
        self.about_sample = PlainLabel("", "label", "ink2", wrap=True)
        self.about_sample.hide()
        self.waiting = Chip(tr("Chờ duyệt"), count=0, on=True)
        self.approved = Chip(tr("Đã duyệt"), count=0)
        self.title_row.addWidget(KeyCap("A"))
        self.title_row.addWidget(PlainLabel(tr("duyệt"), "hint", "ink2"))
        self.title_row.addWidget(self.face.reveal)
        group = QButtonGroup(self)
        for number, chip in enumerate((self.waiting, self.approved), start=1):
            group.addButton(chip)
            chip.clicked.connect(self._choose)
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(chip.click)
            chip.setToolTip(tr("Phím {key}").format(key=f"Alt+{number}"))
            self.title_row.addWidget(chip)
        self.content.addWidget(self.about_sample)
        self.content.addWidget(self.face, 1)
        self._make_bar()
        self.face.moved.connect(self._fit)
        self.face.shown.connect(self._record_shown)
        self.face.failed.connect(self._failed)
        self.face.acted.connect(self._acted)
        self.undos.moved.connect(self._fit)
        self.undos.failed.connect(self._failed)

    def _make_bar(self) -> None:
        bar = self.action_bar
        bar.add_back(self._context.navigator.back)
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.undo.clicked.connect(self.undos.undo)
        self.sample = bar.add_right(OutlineButton(tr("Lấy mẫu"), key="Ctrl+M"))
        self.sample.clicked.connect(self._sample)
        self.unapprove = bar.add_right(OutlineButton(tr("Bỏ duyệt"), key="U"))
        self.unapprove.clicked.connect(self._take_approval_back)
        self.reject = bar.add_right(DangerButton(tr("Trả về"), key="R"))
        self.reject.clicked.connect(self.face.give_back)
        bar.set_primary(tr("Duyệt"), self._go)
        approve = QShortcut(QKeySequence("A"), self)
        approve.setAutoRepeat(False)  # one press, one record
        approve.activated.connect(self.face.approve)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read what waits."""
        super().enter()
        self.undos.clear()
        self.setFocus()
        self.face.load()
        self._count()

    def follow(self) -> None:
        """Another counter changed something: the list and the numbers beside it."""
        self.face.load(quietly=True)
        self._count()

    def leave(self) -> None:
        """Ask nothing more; what was decided is being written."""
        self.face.stop()
        if self._counting is not None:
            self._counting.cancel()

    def _choose(self) -> None:
        self.bars.clear(_BAR)
        self.face.shows_approved = self.approved.isChecked()
        self.face.load()
        self._count()
        self.setFocus()

    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        review = self._context.services.review
        self._counting = self._context.tasks.query(
            lambda: _Around(review.counts(), review.samples.percent(), review.samples.current()),
            self._counted,
        )

    def _counted(self, around: _Around) -> None:
        self._around = around
        self.waiting.set_count(around.counts.waiting)
        self.approved.set_count(around.counts.approved)
        self.bars.clear(_OFF)
        if not around.counts.required:
            show = self._context.navigator.show
            self.bars.show_message(
                Message(
                    "info",
                    tr("Quầy này chưa bắt buộc duyệt."),
                    tr("Hồ sơ chưa duyệt vẫn vào lô được. Bật trong Cài đặt, mục Quầy."),
                    key=_OFF,
                    action=tr("Cài đặt"),
                    on_action=partial(show, PageName.SETTINGS),
                )
            )
        self._fit()

    # ------------------------------------------------------------ acts

    def _go(self) -> None:
        if self.face.back.has_focus:
            self.face.give_back()  # Enter after a note gives back, and never approves
        else:
            self.face.approve()

    def _acted(self, undo: Undo | None) -> None:
        self.bars.clear(_BAR)
        if undo is not None:
            self.undos.add(undo)
        self._count()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    def _take_approval_back(self) -> None:
        row = self.face.row
        if row is None:
            return
        review, actor = self._context.services.review, self._context.actor
        self._context.tasks.change(
            partial(review.take_back, row.application_id, actor=actor), self._reload, self._failed
        )

    def _reload(self, _: object) -> None:
        self.bars.clear(_BAR)
        self.face.load()
        self._count()

    def _sample(self) -> None:
        samples, actor = self._context.services.review.samples, self._context.actor
        found = self._around.sample if self._around is not None else None
        if found is not None and found.is_ready:
            self._context.tasks.change(
                partial(samples.approve_rest, actor=actor), self._rest_approved, self._failed
            )
        else:
            self._context.tasks.change(
                partial(samples.draw, actor=actor), self._from_top, self._failed
            )

    def _from_top(self, _: object) -> None:
        self.bars.clear(_BAR)
        self.face.load(from_top=True)
        self._count()

    def _rest_approved(self, count: int) -> None:
        self._context.feedback.toast(tr("Đã duyệt {n} hồ sơ theo mẫu.").format(n=count))
        self._reload(None)

    # ------------------------------------------------------------ around the record

    def _record_shown(self) -> None:
        super().enter()  # Enter that answered the last record does not answer this one
        if self.isVisible():
            self.setFocus()  # away from reason and note, which would take the letters

    def _fit(self, *_: object) -> None:
        row, bar = self.face.row, self.action_bar
        listed = self.face.shows_approved
        state = self.face.decided.of(row) if row is not None else None
        self.undo.setVisible(not self.undos.is_empty)
        self.reject.setVisible(state in {ApplicationState.RECEIVED, ApplicationState.APPROVED})
        self.unapprove.setVisible(listed and state is ApplicationState.APPROVED)
        self.face.back.setVisible(self.reject.isVisibleTo(self))
        reason = ""
        if row is None or state is not ApplicationState.RECEIVED:
            reason = tr("Không có gì để duyệt")
        elif row.is_own:
            reason = tr("Hồ sơ có tên bạn, nhờ người khác duyệt")
        elif self.face.detail is None:
            reason = tr("Đang mở hồ sơ.")
        bar.set_reason(reason)
        self._fit_sample()

    def _fit_sample(self) -> None:
        around = self._around
        by_sample = around is not None and around.percent < WHOLE and not self.face.shows_approved
        self.about_sample.setVisible(by_sample)
        self.sample.setVisible(False)
        if around is None or not by_sample:
            return
        found = around.sample
        self.about_sample.setText(_sample_words(around.percent, found))
        self.sample.setVisible(found is None or found.is_ready or found.failed)
        ready = found is not None and found.is_ready
        words = tr("Duyệt {n} hồ sơ theo mẫu").format(n=found.rest if found else 0)
        self.sample.setText(words if ready else tr("Lấy mẫu"))

    def handle_key(self, event: QKeyEvent) -> bool:
        """Arrows move through the list, pages scroll the record."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if self._is_plain(event) and step is not None:
            self.face.step(step)
            return True
        if self._is_plain(event) and self.face.sheet.use_key(event.key()):
            return True
        return super().handle_key(event)


def _sample_words(percent: int, sample: SampleView | None) -> str:
    if sample is None:
        return tr(
            "Duyệt theo mẫu {percent}%: xem mọi hồ sơ có điều cần xem và các hồ sơ trong mẫu; "
            "phần còn lại duyệt theo mẫu."
        ).format(percent=percent)
    if sample.failed:
        return tr("Trong mẫu có hồ sơ bị trả lại. Xem từng hồ sơ còn lại của mẫu này.")
    return tr("Mẫu {drawn} trong {population} hồ sơ (số gieo {seed}), còn {open} chưa xem.").format(
        drawn=sample.drawn, population=sample.population, seed=sample.seed, open=sample.open
    )
