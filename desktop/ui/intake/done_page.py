"""After the save: the number to read out, what to hand over, how the print goes, one undo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import show_time, today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import RECEIPT_COPIES
from desktop.common.vocabulary import FieldKey
from desktop.common.work import Work
from desktop.intake.rules import salutation
from desktop.intake.views import Draft, PrintResult, Received
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message, Notice
from desktop.ui.intake.done_parts import DoneBand, Reminder, place_button, receipt_column
from desktop.ui.intake.services_row import ServicesRow
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.toast import Toast

UNDO_SECONDS = 10
_LOW = 560  # px at the usual text size; at 150 % the page is no higher
_HINT_FROM = 600  # with room for what else was done, and for the undo below it


@dataclass(frozen=True)
class _Person:
    draft: Draft
    call: str
    copies: int


@dataclass(frozen=True)
class _Printed:
    """How a print ended, with the record it belongs to."""

    received: Received
    result: PrintResult


def _read(services: Services, application_id: UUID) -> _Person:
    draft = services.intake.draft(application_id)
    sex = draft.fields.get(FieldKey.SEX, "")
    birth = draft.fields.get(FieldKey.BIRTH_DATE, "")
    call = salutation(sex, birth, today(services.clock))
    return _Person(draft, call, int(services.preferences.get(RECEIPT_COPIES)))


def _print(
    work: Work, services: Services, received: Received, *, again: bool, actor: str
) -> _Printed:
    """Print the order, or order the receipt once more and print that; off the GUI thread."""
    del work
    job = received.print_job
    try:
        if again:
            job = services.printing.reprint(received.application_id, actor=actor)
        result = services.printing.print_job(job, services.printer(), actor=actor)
    except UserFacingError as error:
        result = PrintResult(printed=False, title=error.title, advice=error.advice)
    return _Printed(received, result)


def _hand_over_words(*, one: bool, now: bool) -> tuple[str, str]:
    """Return what to do with the receipt: one copy or two, now or once it is printed."""
    if one:
        title = tr("Đưa biên nhận cho {who}") if now else tr("In xong, đưa biên nhận cho {who}")
        return title, tr("Nhắc giữ biên nhận đến ngày nhận thẻ.")
    title = tr("Đưa liên 1 cho {who}") if now else tr("In xong, đưa liên 1 cho {who}")
    return title, tr("Liên 2 ký rồi cất vào cặp của chi bộ.")


class DonePage(Page):
    """The record is safe; Enter or any scan begins with the next person."""

    enter_keys: ClassVar[frozenset[int]] = Page.enter_keys | {Qt.Key.Key_F2}

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        self.received: Received | None = None
        self.is_here = False
        self.print_state = "saved"  # saved, printing, printed or failed
        self._undoing = False
        self._copies = 0  # of one print; 0 until it is known
        self._person: _Person | None = None
        self._asked: Task | None = None
        self.band = DoneBand()
        self.photo = ImageView(tr("Ảnh chân dung"), QSize(120, 160))
        self.number = PlainLabel("", "receipt")
        self.name = PlainLabel("", "title")
        self.detail = PlainLabel("", "table", "ink2")
        self.advice = PlainLabel("", "body", "warn", wrap=True)
        self.reprint = OutlineButton(tr("In lại"), key="Ctrl+P", icon="printer")
        self.reprint.clicked.connect(self.print_again)
        self.hand_over = Reminder("file")
        self.remind = Reminder("calendar")
        self.services = ServicesRow(context)
        self.undo_toast: Toast | None = None
        self._undo_place = QVBoxLayout()
        self._lay_out()
        self.refresh_theme()
        self.action_bar.set_primary(tr("Người tiếp theo"), self.next_person)

    def _lay_out(self) -> None:
        card = Panel(padded=False)
        card.body.setSpacing(0)
        card.body.addWidget(self.band)
        words = receipt_column(self.number, self.name, self.detail, self.advice)
        words.addSpacing(10)
        self._words = words
        middle = QHBoxLayout()
        middle.setSpacing(32)
        middle.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        middle.addLayout(words, 1)
        self._middle = middle
        card.body.addLayout(middle)
        card.body.addWidget(rule())
        notes = QHBoxLayout()
        notes.setSpacing(24)
        self._notes = notes
        notes.addWidget(self.hand_over, 1)
        notes.addWidget(self.remind, 1)
        card.body.addLayout(notes)
        card.body.addWidget(self.services)
        middle_part = QWidget()
        middle_part.setMaximumWidth(880)
        column = QVBoxLayout(middle_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(card)
        column.addLayout(self._undo_place)
        hint = tr("Quét thẻ người tiếp theo bất cứ lúc nào, không cần bấm phím.")
        self._hint = PlainLabel(hint, "table", "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._hint)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle_part, 100)
        row.addStretch(1)
        self.content.addLayout(row, 1)
        self._column = column

    def refresh_theme(self) -> None:
        """Stand closer on a small screen."""
        super().refresh_theme()
        if hasattr(self, "_notes"):
            look = theme.current()
            self._middle.setContentsMargins(32, look.fixed(24, 12), 32, look.fixed(24, 12))
            self._notes.setContentsMargins(32, look.fixed(18, 10), 32, look.fixed(18, 10))
            self._column.setSpacing(8 if look.compact or look.scale > 1.2 else 16)
            self._hint.setHidden(self.height() < _HINT_FROM * look.scale)
            low = self.height() < _LOW * look.scale
            self.services.set_low(low=low)
            place_button(self.reprint, below=self._words, beside=self._middle, low=low)
            self.photo.setFixedSize(*((90, 120) if look.compact else (120, 160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the hint where it would make the page scroll."""
        super().resizeEvent(event)
        self.refresh_theme()

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `received`; `print_now=True` prints the order at once."""
        super().enter()
        received: Received = payload["received"]
        self.received, self.is_here, self._undoing = received, True, False
        self.bars.clear()
        self.number.setText(received.receipt_number)
        self.name.setText(received.full_name)
        self.detail.setText(tr("xong lúc {time}").format(time=show_time(received.received_at)))
        self.photo.set_image(None)
        self._person = None
        self._show_print("saved")
        self.services.show_record(received.application_id)
        self._offer_undo()
        self.setFocus()
        if payload.get("print_now"):
            self._start_print(received, again=False)
        services = self.context.services
        self._asked = self.context.tasks.query(
            partial(_read, services, received.application_id), self._show_person
        )

    def leave(self) -> None:
        """Stop the countdown; a print goes on and tells its end wherever one is."""
        super().leave()
        self.is_here = False
        self.services.stop()
        if self._asked is not None:
            self._asked.cancel()
        self._take_undo_away()

    def _show_person(self, person: _Person) -> None:
        draft = person.draft
        self.photo.set_image(QImage.fromData(draft.photo) if draft.photo else None)
        cell = draft.fields.get(FieldKey.CELL, "")
        if cell and self.received is not None:
            time = show_time(self.received.received_at)
            self.detail.setText(tr("{cell} · xong lúc {time}").format(cell=cell, time=time))
        self._person, self._copies = person, person.copies
        self._remind(person)
        if self.print_state in {"printing", "printed"}:
            self._show_print(self.print_state)

    def _remind(self, person: _Person | None) -> None:
        name = self.received.full_name.split(" ")[-1] if self.received else ""
        who = f"{person.call} {name}".strip() if person and person.call else name
        printed = self.print_state in {"printing", "printed"}
        title, text = _hand_over_words(one=person is not None and person.copies == 1, now=printed)
        self.hand_over.title.setText(title.format(who=who))
        self.hand_over.text.setText(text)
        place = person.draft.fields.get(FieldKey.HAND_OVER_AT, "") if person else ""
        if place:
            self.remind.title.setText(tr("Nhắc: nhận thẻ tại {place}").format(place=place))
        else:
            self.remind.title.setText(tr("Nhắc: giữ biên nhận để nhận thẻ"))
        self.remind.text.setText(tr("Chi bộ sẽ báo ngày nhận thẻ mới."))

    # ------------------------------------------------------------ print

    def print_again(self) -> None:
        """Print once more; an order that never came out is not counted as a copy."""
        if self.received is not None and self.print_state != "printing":
            self._start_print(self.received, again=self.print_state == "printed")

    def _start_print(self, received: Received, *, again: bool) -> None:
        if self.is_here and received == self.received:
            self._show_print("printing")
        services, actor = self.context.services, self.context.actor
        # long work: a printer that does not answer holds up no save
        self.context.tasks.run_long(
            partial(_print, services=services, received=received, again=again, actor=actor),
            self._printed,
        )

    def _printed(self, printed: _Printed) -> None:
        result, received = printed.result, printed.received
        if self.is_here and received == self.received:
            self._show_print("printed" if result.printed else "failed", result)
        elif not result.printed:
            title = tr("Biên nhận {number} chưa in được.").format(number=received.receipt_number)
            text = f"{result.title} {result.advice}".strip()
            self.context.feedback.show(
                Message(
                    "warn",
                    title,
                    text,
                    tr("In lại"),
                    partial(self._start_print, received, again=False),
                    key=f"print:{received.receipt_number}",
                )
            )

    def _show_print(self, state: str, result: PrintResult | None = None) -> None:
        self.print_state = state
        kind, title, side = {
            "saved": ("ok", tr("Đã lưu, in sau"), ""),
            "printing": ("ok", tr("Đã lưu, đang in biên nhận"), self._copies_words()),
            "printed": ("ok", tr("Đã lưu, đã in biên nhận"), self._copies_words()),
            "failed": ("warn", tr("Đã lưu, chưa in được"), ""),
        }[state]
        self.band.show_state("warn" if kind == "warn" else "ok", title, side)
        words = f"{result.title} {result.advice}".strip() if result and state == "failed" else ""
        self.advice.setText(words)
        self.advice.setVisible(bool(words))
        self.reprint.setText(tr("In biên nhận") if state == "saved" else tr("In lại"))
        self.reprint.setEnabled(state != "printing")
        self._remind(self._person)

    def _copies_words(self) -> str:
        return tr("{n} liên").format(n=self._copies) if self._copies else ""

    # ------------------------------------------------------------ undo

    def _offer_undo(self) -> None:
        self._take_undo_away()
        text = tr("Bấm nhầm? Hoàn tác thì số biên nhận này bị hủy.")
        self.undo_toast = Toast(Notice(text, self._undo, UNDO_SECONDS))
        self.undo_toast.gone.connect(self._take_undo_away)
        self._undo_place.addWidget(self.undo_toast)
        self.undo_toast.show()
        self.undo_toast.start()

    def _take_undo_away(self) -> None:
        if self.undo_toast is None:
            return
        toast, self.undo_toast = self.undo_toast, None
        toast.gone.disconnect(self._take_undo_away)
        toast.close_now()
        self._undo_place.removeWidget(toast)
        toast.deleteLater()

    def _undo(self) -> None:
        if self.received is None or self._undoing:
            return
        self._undoing = True
        reception, actor = self.context.services.reception, self.context.actor
        self.context.tasks.change(
            partial(reception.reopen, self.received.application_id, actor=actor),
            self._undone,
            self._not_undone,
        )

    def _undone(self, draft: Draft) -> None:
        if self.is_here and self._undoing:
            self.context.navigator.show(PageName.CHECK, application_id=draft.application_id)
        else:
            self.context.feedback.toast(tr("Đã hoàn tác, hồ sơ ở mục Dở dang."))

    def _not_undone(self, error: UserFacingError) -> None:
        self._undoing = False
        self.context.feedback.error(error)

    def next_person(self) -> None:
        """Begin with the next person."""
        self.context.navigator.show(PageName.FIND)
