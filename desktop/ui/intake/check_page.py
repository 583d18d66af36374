"""Step 5, Kiểm tra và in: read everything once more with the applicant, then save and print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import ASK_OLD_CARD, HAND_OVER_AT, RECEIPT_COPIES
from desktop.common.vocabulary import FieldKey, Step
from desktop.intake import rules
from desktop.intake.views import Draft, Received
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.documents.pdf_preview import preview_image
from desktop.ui.intake.check_list import CheckList
from desktop.ui.intake.check_side import CheckSide
from desktop.ui.intake.papers_line import summary
from desktop.ui.intake.step_page import StepPage
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True)
class _Opened:
    draft: Draft
    call: str
    copies: int
    ask_old_card: bool


def _open(services: Services, application_id: UUID, actor: str) -> _Opened:
    """Mark the step, fill in the station's hand-over place, and read everything."""
    intake, wished = services.intake, services.preferences
    draft = intake.draft(application_id)
    place = wished.text(HAND_OVER_AT)
    filled: dict[FieldKey, str] = {}
    if place and not draft.fields.get(FieldKey.HAND_OVER_AT):
        filled = {FieldKey.HAND_OVER_AT: place}
    if filled or draft.step is not Step.CHECK:
        intake.save(application_id, actor=actor, fields=filled or None, step=Step.CHECK)
        draft = intake.draft(application_id)
    sex = draft.fields.get(FieldKey.SEX, "")
    birth = draft.fields.get(FieldKey.BIRTH_DATE, "")
    return _Opened(
        draft,
        rules.salutation(sex, birth, today(services.clock)),
        int(wished.get(RECEIPT_COPIES)),
        bool(wished.get(ASK_OLD_CARD)),
    )


def _save(
    services: Services, application_id: UUID, field: FieldKey, value: str, actor: str
) -> Draft:
    services.intake.save(application_id, actor=actor, fields={field: value})
    return services.intake.draft(application_id)


def _receive(services: Services, application_id: UUID, actor: str) -> tuple[UUID, Received]:
    return application_id, services.reception.receive(application_id, actor=actor)


def _preview(services: Services, application_id: UUID, clerk: str) -> QImage:
    return preview_image(services.printing.preview(application_id, clerk=clerk))


def _printer_name(services: Services) -> str:
    return services.printer().name


class CheckPage(StepPage):
    """Everything on one page; `Sửa` opens in the row and returns to it."""

    enter_keys: ClassVar[frozenset[int]] = Page.enter_keys | {Qt.Key.Key_F9}

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Đọc lại cùng người nộp"))
        for part in (KeyCap("↑"), KeyCap("↓"), PlainLabel(tr("chọn dòng,"), "hint", "ink2")):
            self.title_row.addWidget(part)
        self.title_row.addWidget(KeyCap("Ctrl+E"))
        self.title_row.addWidget(PlainLabel(tr("sửa"), "hint", "ink2"))
        self.list = CheckList(partial(today, context.services.clock))
        self.list.add_keys(self)
        self.list.kept.connect(self._keep)
        self.list.editing.connect(self._editing)
        self.side = CheckSide()
        self.side.retake.clicked.connect(partial(self._again, PageName.PHOTO))
        self.side.sign.clicked.connect(partial(self._again, PageName.SIGN))
        self.side.papers.button.clicked.connect(partial(self._again, PageName.PAPERS))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addWidget(self.side)
        self.content.addLayout(row, 1)
        bar = self.action_bar
        bar.add_back(partial(self.go_on_to, PageName.SIGN))
        self._later = bar.add_right(OutlineButton(tr("Lưu, in sau"), key="Ctrl+S"))
        self._later.clicked.connect(self._save_only)
        bar.add_later(self.later)
        bar.set_primary(tr("Lưu và in biên nhận"), self._save_and_print)
        self._draft: Draft | None = None
        self._print_now = True
        self._focus: FieldKey | None = None
        self._underway: dict[FieldKey, str] = {}
        """Mended values that the store has not confirmed yet, of the application shown last."""

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `application_id`; `focus` is a field to look at first."""
        if payload["application_id"] != self.application_id:
            self._underway.clear()
        super().enter(**payload)
        self._focus = payload.get("focus")
        self._draft = None
        self.list.show_draft(None)
        self.side.show_printer(None)
        self.side.preview.set_image(None)
        self.setFocus()
        self._load()
        services = self.context.services
        self.ask(partial(_printer_name, services), self.side.show_printer)
        self.ask(partial(summary, services, self.id), self.side.papers.show_summary)

    def _load(self) -> None:
        services, actor = self.context.services, self.context.actor
        # a change, since the step is marked; what was typed before is in the store by then
        self.context.tasks.change(
            partial(_open, services, self.id, actor), self._opened_done, self.trouble
        )

    def leave(self) -> None:
        """Keep what is being typed."""
        self.list.keep_typed()
        self.list.close_editor()
        super().leave()

    def _opened_done(self, opened: _Opened) -> None:
        if not self.is_here or opened.draft.application_id != self.application_id:
            return
        person = f"{opened.call} {opened.draft.full_name}".strip()
        self.title = tr("Đọc lại cùng {person}").format(person=person)
        self.side.copies.setText(tr("A5 · {n} liên").format(n=opened.copies))
        self.list.rows[FieldKey.OLD_CARD].setVisible(opened.ask_old_card)
        self.bars.clear("trouble")
        self._show(opened.draft)
        self._mend_again()
        if self._focus in self.list.rows and self.list.open_row is None:
            self.list.focus_row(self._focus)

    def _show(self, draft: Draft) -> None:
        """Show a draft as it now stands, and what its receipt will look like."""
        self._draft = draft
        self.list.show_draft(draft)
        if self.list.open_row is not None:
            return  # stored while typing; nothing moves under the hands
        self.show_saved_at(draft.saved_at)
        self.side.show_draft(draft)
        self.bars.clear("problem")
        if draft.problems:
            problem = draft.problems[0]
            is_error = problem.severity is rules.Severity.ERROR
            title = tr("Còn ô cần sửa.") if is_error else tr("Xem lại một ô.")
            self.say("bad" if is_error else "warn", title, problem.message, key="problem")
        services, actor = self.context.services, self.context.actor
        self.ask(partial(_preview, services, self.id, actor), self.side.preview.set_image)

    # ------------------------------------------------------------ rows

    def _editing(self, is_open: bool) -> None:
        """Hold the primary back while a row is being edited, and say so."""
        self.action_bar.set_reason(tr("Đang sửa một dòng") if is_open else "")
        self._later.setEnabled(not is_open)
        if is_open:
            self.action_bar.show_saved("")
        elif self._draft is not None:
            self.show_saved_at(self._draft.saved_at)

    def _keep(self, field: FieldKey, value: str) -> None:
        services, actor = self.context.services, self.context.actor
        self._underway[field] = value
        change = partial(_save, services, self.id, field, value, actor)
        self.context.tasks.change(change, self._saved, self._not_saved)

    def _saved(self, draft: Draft) -> None:
        if draft.application_id != self.application_id:
            return
        for field, value in list(self._underway.items()):
            if draft.fields.get(field, "") == value:
                del self._underway[field]
        if self.is_here:
            self.bars.clear("trouble")
            self._show(draft)

    def _not_saved(self, error: UserFacingError) -> None:
        self.trouble(error)
        if self.is_here:
            self._mend_again()

    @property
    def typed(self) -> tuple[UUID, UUID, dict[FieldKey, str]] | None:
        """What was mended and is not confirmed: an application, whose it is, and the fields."""
        if self._draft is None:
            return None
        fields = {**self._underway, **self.list.typing}
        return self._draft.application_id, self._draft.member_id, fields

    def _mend_again(self) -> None:
        """Open the editor with what could not be stored, so that Enter tries once more."""
        if self._underway and self.list.open_row is None:
            self.list.edit(*next(iter(self._underway.items())))

    # ------------------------------------------------------------ going on

    def on_enter(self, key: int) -> None:
        """Finish an open editor, else press the primary."""
        row = self.list.open_row
        if row is not None:
            self.list.commit(row.field)
        else:
            super().on_enter(key)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Let Esc give up an open editor first; only then does it put the file aside."""
        row = self.list.open_row
        if row is not None and event.key() == Qt.Key.Key_Escape:
            self.list.cancel(row.field)
            return True
        return super().handle_key(event)

    def _save_and_print(self) -> None:
        self._receive(print_now=True)

    def _save_only(self) -> None:
        if not self.is_guarded:
            self._receive(print_now=False)

    def _receive(self, *, print_now: bool) -> None:
        if self._draft is None:
            self._load()  # the page could not be opened; the same Enter tries again
            return
        if self.list.open_row is not None or not self.begin():
            return
        self._print_now = print_now
        self.bars.clear("trouble")
        services, actor = self.context.services, self.context.actor
        self.context.tasks.change(
            partial(_receive, services, self.id, actor), self._received, self._not_received
        )

    def _received(self, result: tuple[UUID, Received]) -> None:
        application_id, received = result
        if self.is_here and application_id == self.application_id:
            self.context.navigator.show(PageName.DONE, received=received, print_now=self._print_now)
        else:
            text = tr("Đã lưu hồ sơ, số biên nhận {number}.")
            self.context.feedback.toast(text.format(number=received.receipt_number))

    def _not_received(self, error: UserFacingError) -> None:
        self.trouble(error)
        if self.is_here and self._draft is not None and self._draft.problems:
            field = self._draft.problems[0].field
            if field in self.list.rows:
                self.list.focus_row(field)

    def _again(self, page: PageName) -> None:
        self.context.navigator.show(page, application_id=self.id, again=True)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        self.title_row.setSpacing(theme.current().fixed(8, 6))
