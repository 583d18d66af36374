"""Step 5, Kiểm tra và in: read everything once more with the applicant, then save and print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import ASK_OLD_CARD, HAND_OVER_AT, RECEIPT_COPIES
from desktop.common.vocabulary import FieldKey, Step
from desktop.intake import rules
from desktop.intake.comparison import Verdict
from desktop.intake.printing import cannot_sign_text
from desktop.intake.views import Draft, Received
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.documents.pdf_preview import preview_image
from desktop.ui.intake.check_rows import LEFT, ORDER, RIGHT, WIDE, CheckRow, row_view
from desktop.ui.intake.check_side import CheckSide
from desktop.ui.intake.step_page import StepPage
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

_AUTOSAVE_MS = 700


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
        year = today(context.services.clock).year
        self.rows = {field: CheckRow(field, year) for field in ORDER}
        self.side = CheckSide()
        self.tags = [Tag("", "ok") for _ in range(3)]
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._make_list(), 1)
        row.addWidget(self.side)
        self.content.addLayout(row, 1)
        bar = self.action_bar
        bar.add_back(self._back)
        later = bar.add_right(OutlineButton(tr("Lưu, in sau"), key="Ctrl+S"))
        later.clicked.connect(self._save_only)
        bar.add_later(self.later)
        bar.set_primary(tr("Lưu và in biên nhận"), self._save_and_print)
        self._draft: Draft | None = None
        self._print_now = True
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(_AUTOSAVE_MS)
        self._autosave.timeout.connect(self._keep_typed)
        self._connect()

    def _make_list(self) -> QWidget:
        panel = Panel(padded=False)
        inside = QWidget()
        inside.setProperty("surface", "none")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        line = QFrame()
        line.setProperty("rule", "true")
        line.setFixedWidth(1)
        grid.addWidget(line, 0, 1, len(LEFT), 1)
        for place, field in enumerate(LEFT):
            grid.addWidget(self.rows[field], place, 0)
        for place, field in enumerate(RIGHT):
            grid.addWidget(self.rows[field], place, 2)
        for place, field in enumerate(WIDE):
            grid.addWidget(self.rows[field], len(LEFT) + place, 0, 1, 3)
        grid.setRowStretch(len(LEFT) + len(WIDE), 1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        panel.body.addWidget(self._area, 1)
        panel.foot.addWidget(PlainLabel(tr("Kiểm tra"), "table", "ink2"))
        panel.foot.addSpacing(8)
        for tag in self.tags:
            panel.foot.addWidget(tag)
        panel.foot.addStretch(1)
        return panel

    def _connect(self) -> None:
        for row in self.rows.values():
            row.edit_asked.connect(self.edit)
            row.typed.connect(self._typed)
            row.done.connect(self._commit)
            row.cancelled.connect(self._cancel)
        self.side.retake.clicked.connect(self._retake)
        self.side.sign.clicked.connect(self._sign_again)
        self._keys = []
        for key, slot in (("Up", self._up), ("Down", self._down), ("Ctrl+E", self._edit_current)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
            self._keys.append(shortcut)

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `application_id`."""
        super().enter(**payload)
        self._draft = None
        self._close_editor()
        self.side.show_printer(None)
        self.side.preview.set_image(None)
        self.setFocus()
        services, actor = self.context.services, self.context.actor
        # a change, since the step is marked; what was typed before is in the store by then
        self.context.tasks.change(
            partial(_open, services, self.id, actor), self._opened_done, self.trouble
        )
        self.ask(partial(_printer_name, services), self.side.show_printer)

    def leave(self) -> None:
        """Keep what is being typed."""
        if self._autosave.isActive():
            self._keep_typed()
        self._autosave.stop()
        self._close_editor()
        super().leave()

    def _opened_done(self, opened: _Opened) -> None:
        if not self.is_here or opened.draft.application_id != self.application_id:
            return
        person = f"{opened.call} {opened.draft.full_name}".strip()
        self.title = tr("Đọc lại cùng {person}").format(person=person)
        self.side.copies.setText(tr("A5 · {n} liên").format(n=opened.copies))
        self.rows[FieldKey.OLD_CARD].setVisible(opened.ask_old_card)
        self._show(opened.draft)

    def _show(self, draft: Draft) -> None:
        """Show a draft as it now stands, and what its receipt will look like."""
        self._draft = draft
        self.show_saved_at(draft.saved_at)
        for field, row in self.rows.items():
            row.show_view(row_view(draft, field))
        exception = draft.sign_exception
        reason = ""
        if exception is not None:
            reason = tr("Không ký được: {reason}. Làm chứng: {witness}").format(
                reason=cannot_sign_text(exception.reason), witness=exception.witness
            )
        self.side.show_draft(draft, reason)
        self._show_tags(draft)
        self._show_problem(draft)
        services, actor = self.context.services, self.context.actor
        self.ask(partial(_preview, services, self.id, actor), self.side.preview.set_image)

    def _show_tags(self, draft: Draft) -> None:
        number, photo, signed = self.tags
        same = any(
            row.field is FieldKey.PERSONAL_ID and row.verdict is Verdict.SAME
            for row in draft.comparison
        )
        number.set(tr("Khớp 12 số") if same else tr("Chưa quét thẻ"), "ok" if same else "neutral")
        checks = draft.photo_report.get("checks")
        marks = list(checks.values()) if isinstance(checks, dict) else []
        if draft.photo is None:
            photo.set(tr("Chưa có ảnh"), "bad")
        elif draft.photo_exception:
            photo.set(tr("Ảnh có lý do"), "warn")
        else:
            passed, total = sum(map(bool, marks)), len(marks)
            photo.set(tr("Ảnh đạt {n}/{total}").format(n=passed, total=total), "ok")
        if draft.signature is not None:
            signed.set(tr("Đã ký"), "ok")
        elif draft.sign_exception is not None:
            signed.set(tr("Có làm chứng"), "warn")
        else:
            signed.set(tr("Chưa ký"), "bad")

    def _show_problem(self, draft: Draft) -> None:
        self.bars.clear("problem")
        if draft.problems:
            problem = draft.problems[0]
            is_error = problem.severity is rules.Severity.ERROR
            title = tr("Còn ô cần sửa.") if is_error else tr("Xem lại một ô.")
            self.say("bad" if is_error else "warn", title, problem.message, key="problem")

    # ------------------------------------------------------------ rows

    def _reachable(self) -> Iterator[CheckRow]:
        return (row for row in self.rows.values() if row.button.isVisibleTo(self))

    def _step_by(self, by: int) -> None:
        rows = list(self._reachable())
        if not rows or self._editor is not None:
            return
        here = next((place for place, row in enumerate(rows) if row.button.hasFocus()), None)
        place = (0 if by > 0 else len(rows) - 1) if here is None else (here + by) % len(rows)
        self._focus_row(rows[place])

    def _focus_row(self, row: CheckRow) -> None:
        row.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row, 0, 24)

    def _up(self) -> None:
        self._step_by(-1)

    def _down(self) -> None:
        self._step_by(1)

    def _edit_current(self) -> None:
        row = next((row for row in self._reachable() if row.button.hasFocus()), None)
        if row is None:
            self._step_by(1)
        else:
            self.edit(row.field)

    @property
    def _editor(self) -> CheckRow | None:
        return next((row for row in self.rows.values() if row.is_open), None)

    def edit(self, field: FieldKey) -> None:
        """Open the editor of a row."""
        if self._draft is None or self._working:
            return
        self._close_editor()
        self.rows[field].open_editor()
        for key in self._keys:
            key.setEnabled(False)  # the arrows belong to the editor now
        self.action_bar.set_reason(tr("Xong dòng đang sửa đã"))
        self._area.ensureWidgetVisible(self.rows[field], 0, 24)

    def _close_editor(self) -> None:
        self._autosave.stop()
        row = self._editor
        if row is not None:
            row.close_editor()
        for key in self._keys:
            key.setEnabled(True)
        self.action_bar.set_reason("")

    def _typed(self, field: FieldKey) -> None:
        del field
        self._autosave.start()

    def _keep_typed(self) -> None:
        """Keep what is being typed, as far as it has a form."""
        row = self._editor
        if row is None or self._draft is None:
            return
        value, complaint = row.typed_value()
        if not complaint and value != self._draft.fields.get(row.field, ""):
            self._keep(row.field, value)

    def _keep(self, field: FieldKey, value: str) -> None:
        services, actor = self.context.services, self.context.actor
        self.context.tasks.change(
            partial(_save, services, self.id, field, value, actor), self._kept, self.trouble
        )

    def _kept(self, draft: Draft) -> None:
        if not self.is_here or draft.application_id != self.application_id:
            return
        if self._editor is None:
            self._show(draft)
        else:
            self._draft = draft
            self.show_saved_at(draft.saved_at)

    def _commit(self, field: FieldKey) -> None:
        row = self.rows[field]
        if row.entry is None or self._draft is None:
            return
        value, complaint = row.typed_value()
        wanted = {**self._draft.fields, field: value}
        found = rules.check(wanted, today=today(self.context.services.clock))
        errors = [p for p in found if p.field is field and p.severity is rules.Severity.ERROR]
        complaint = complaint or (errors[0].message if errors else "")
        if complaint:
            row.entry.set_error(complaint)
            row.entry.field.setFocus()
            return
        self._close_editor()
        row.show_view(row_view(self._draft, field))
        self._focus_row(row)
        self._keep(field, value)

    def _cancel(self, field: FieldKey) -> None:
        row = self.rows[field]
        before = row.view.value
        self._close_editor()
        self._focus_row(row)
        # sent even if nothing seems to differ: an autosave may still be on its way
        self._keep(field, before)

    # ------------------------------------------------------------ going on

    def on_enter(self, key: int) -> None:
        """Finish an open editor, else press the primary."""
        row = self._editor
        if row is not None:
            self._commit(row.field)
        else:
            super().on_enter(key)

    def _save_and_print(self) -> None:
        self._receive(print_now=True)

    def _save_only(self) -> None:
        if not self.is_guarded:
            self._receive(print_now=False)

    def _receive(self, *, print_now: bool) -> None:
        if self._draft is None or self._editor is not None or not self.begin():
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
        draft = self._draft
        if self.is_here and draft is not None and draft.problems:
            self._focus_row(self.rows.get(draft.problems[0].field, self.rows[FieldKey.FULL_NAME]))

    def _back(self) -> None:
        self.go(PageName.SIGN)

    def _retake(self) -> None:
        self.context.navigator.show(PageName.PHOTO, application_id=self.id, retake=True)

    def _sign_again(self) -> None:
        self.context.navigator.show(PageName.SIGN, application_id=self.id, again=True)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        self.title_row.setSpacing(theme.current().fixed(8, 6))
