"""The page "Ca trực": a shift is opened, what is left is finished or handed on, it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import Unfinished
from desktop.security.access.permissions import Permission
from desktop.shifts import words
from desktop.shifts.views import NextShift, OpenItem, ShiftState, ShiftView
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import opening
from desktop.ui.shifts.columns import closed_columns
from desktop.ui.shifts.open_face import OpenFace
from desktop.ui.shifts.printing import print_page
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "shift"


@dataclass(frozen=True)
class _Found:
    """What the page was told: the open shift or what one would be, and the closed ones."""

    state: ShiftState | None
    coming: NextShift
    closed: tuple[ShiftState, ...]
    people: tuple[str, ...]


class ShiftPage(Page):
    """Two faces: the open shift with what is left of it; or the closed ones, and opening."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Ca trực"))
        self._context = context
        self._asked: Task | None = None
        self._state: ShiftState | None = None
        self.about = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.about)
        plan = OutlineButton(tr("Lịch trực"), key="Ctrl+T", icon="calendar", small=True)
        plan.clicked.connect(partial(context.navigator.show, PageName.SHIFT_PLAN))
        self.title_row.addWidget(plan)
        self.face = OpenFace()
        self.face.items.row_activated.connect(self._open_item)
        self.face.hand_button.clicked.connect(self._hand_on)
        self.closed = Table(closed_columns(), tr("Ca đã chốt"))
        self._none_closed = EmptyState(
            tr("Chưa có ca nào được chốt."),
            tr("Mở ca, nhận hồ sơ, rồi chốt ca ở trang này."),
            icon="calendar",
        )
        self._past = TablePanel(self.closed, self._none_closed, title=tr("Ca đã chốt"))
        self._faces = QStackedWidget()
        self._faces.addWidget(self._past)
        self._faces.addWidget(self.face)
        self.content.addWidget(self._faces, 1)
        self.print_button = OutlineButton(tr("In biên bản A4"), key="Ctrl+P", icon="printer")
        self.print_button.clicked.connect(self._print)
        self.action_bar.add_back(partial(context.navigator.show, PageName.FIND))
        self.action_bar.add_left(self.print_button)
        days = OutlineButton(tr("Lịch nghỉ lễ"), key="Ctrl+H", icon="calendar")
        days.clicked.connect(partial(context.navigator.show, PageName.HOLIDAYS))
        self.action_bar.add_left(days)
        self.action_bar.set_primary(tr("Mở ca"), self._go)
        self.action_bar.set_reason(tr("Đang đọc ca trực"))

    # ------------------------------------------------------------ reading

    def enter(self) -> None:
        """Read how the shift stands."""
        super().enter()
        self._ask()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        self._asked = self._context.tasks.query(self._read, self._show)

    def _read(self) -> _Found:
        services = self._context.services
        desk = services.shifts.desk
        people = tuple(one.full_name for one in services.login.active())
        return _Found(desk.state(), desk.coming(), desk.closed(), people)

    def _show(self, found: _Found) -> None:
        self._state = found.state
        self.face.offer(tuple(one for one in found.people if one != self._context.actor))
        self.closed.set_rows(found.closed)
        self._past.set_filled(bool(found.closed))
        if found.state is None:
            self._show_coming(found.coming)
        else:
            self._show_open(found.state)
        self._fit()

    def _show_coming(self, coming: NextShift) -> None:
        self._faces.setCurrentIndex(0)
        self.title = tr("Chưa mở ca")
        parts = [
            tr("Mở bây giờ: {part} {weekday} {day}").format(
                part=words.part_words(coming.part),
                weekday=words.weekday_words(coming.day),
                day=f"{coming.day:%d/%m/%Y}",
            ),
            coming.holiday or words.kind_words(coming.kind),
            tr("quầy {code}").format(code=coming.station),
            self._context.actor,
        ]
        self.about.setText(" · ".join(parts))
        if self.closed.rows:
            self.closed.setFocus()

    def _show_open(self, state: ShiftState) -> None:
        self._faces.setCurrentIndex(1)
        shift = state.shift
        self.title = _title(shift)
        self.about.setText(
            tr("Số {number} · {kind} · mở {time} ngày {day} · {name}").format(
                number=shift.number,
                kind=words.kind_words(shift.kind),
                time=show_time(shift.opened_at),
                day=show_date(shift.opened_at),
                name=shift.opened_by,
            )
        )
        self.face.show_state(state)
        (self.face.items if state.in_the_way else self).setFocus()

    # ------------------------------------------------------------ one verb

    def _fit(self, *_: object) -> None:
        """Show the one verb that fits: open a shift, work through what is left, or close."""
        state, bar = self._state, self.action_bar
        self.print_button.setVisible(state is not None or bool(self.closed.rows))
        if state is None:
            bar.set_primary(tr("Mở ca"))
            bar.set_reason(self._context.why_not(Permission.SHIFT_OPEN))
        elif state.in_the_way:
            bar.set_primary(tr("Mở việc đang chọn"))
            bar.set_reason(self._context.why_not(Permission.RECORD_TAKE))
            self.bars.show_message(_whats_left(state))
            nobody = tr("Quầy chưa có người khác để giao")
            self.face.hand_button.set_disabled(
                self._context.why_not(Permission.SHIFT_CLOSE)
                or ("" if self.face.next_one.value() else nobody)
            )
        else:
            self.bars.clear(_BAR)
            bar.set_primary(tr("Chốt ca"))
            bar.set_reason(self._context.why_not(Permission.SHIFT_CLOSE))
            self.face.hand_button.set_disabled(tr("Đã giao hết"))

    # ------------------------------------------------------------ doing

    def _go(self) -> None:
        """Do what the primary says."""
        if self._state is None:
            self._open()
        elif self._state.in_the_way:
            item = self.face.chosen()
            if item is not None:
                self._open_item(item)
        else:
            self._close()

    def _open(self) -> None:
        desk = self._context.services.shifts.desk
        self._change(partial(desk.open, actor=self._context.actor), self._was_opened)

    def _was_opened(self, shift: ShiftView) -> None:
        self._context.feedback.toast(tr("Đã mở {shift}.").format(shift=_lower(_title(shift))))
        self._context.navigator.show(PageName.FIND)

    def _close(self) -> None:
        desk = self._context.services.shifts.desk
        self._change(partial(desk.close, actor=self._context.actor), self._was_closed)

    def _was_closed(self, state: ShiftState) -> None:
        words_ = tr("Đã chốt ca số {number}. In biên bản bằng Ctrl+P.").format(
            number=state.shift.number
        )
        self._context.feedback.toast(words_)
        self._ask()

    def _hand_on(self) -> None:
        item = self.face.chosen()
        if item is None or not self.face.next_one.value():
            return
        desk, to = self._context.services.shifts.desk, self.face.next_one.value()
        hand = partial(desk.hand_on, item.kind, item.subject_id, to, actor=self._context.actor)
        self._change(hand, partial(self._handed_on, item.name, to))

    def _handed_on(self, name: str, to: str, result: None) -> None:
        del result
        self._context.feedback.toast(tr("Đã giao {name} cho {to}.").format(name=name, to=to))
        self._ask()

    def _change(self, act: Callable[[], object], done: Callable[..., object]) -> None:
        self._context.tasks.change(act, done, self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self._ask()
        message = Message("bad", error.title, error.advice, key="shift-failed", code=error.code)
        self.bars.show_message(message)

    # ------------------------------------------------------------ ways

    def _open_item(self, item: OpenItem) -> None:
        """Go to where it is finished."""
        if item.kind is not Unfinished.PRINT and self._context.why_not(Permission.RECORD_TAKE):
            return
        show = self._context.navigator.show
        if item.kind is Unfinished.FORM:
            show(PageName.NOT_LISTED, form=item.subject_id)
        elif item.kind is Unfinished.PRINT:
            show(PageName.ALREADY_DONE, member_id=None, application_id=item.application_id)
        elif item.step is not None:
            show(opening.page_of(item.step), application_id=item.application_id)

    def _print(self) -> None:
        """Print the page of the selected closed shift, or of the open one as it stands."""
        chosen = self.closed.current_row()
        if self._state is not None:
            print_page(self._context, self._state.shift, self._failed)
        elif isinstance(chosen, ShiftState):
            print_page(self._context, chosen.shift, self._failed)


def _whats_left(state: ShiftState) -> Message:
    """Return the bar that says why the shift cannot be closed yet."""
    what = words.in_the_way_words(state.in_the_way)
    title = tr("Chưa chốt được ca: {what}.").format(what=what)
    text = tr("Mở để làm xong, hoặc chọn người rồi bấm Giao ca sau.")
    return Message("warn", title, text, key=_BAR)


def _title(shift: ShiftView) -> str:
    """Return `Ca tối, thứ Tư 20/08/2025`."""
    part = words.part_words(shift.part)
    return tr("{part}, {weekday} {day}").format(
        part=f"{part[:1].upper()}{part[1:]}",
        weekday=words.weekday_words(shift.day),
        day=f"{shift.day:%d/%m/%Y}",
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
