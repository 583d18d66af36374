"""Step 4, Ký xác nhận: read aloud, sign, or say why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.i18n import tr, vi
from desktop.common.settings import CAMPAIGN_TITLE, READ_ALOUD
from desktop.common.vocabulary import CannotSign, FieldKey, Step
from desktop.intake.printing import cannot_sign_text
from desktop.intake.rules import salutation
from desktop.intake.views import Draft, SignException
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake.field_words import show_value
from desktop.ui.intake.signature_pad import SignaturePad, is_signature, signature_png
from desktop.ui.intake.step_page import StepPage
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel, row, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


@dataclass(frozen=True)
class _Opened:
    draft: Draft
    statement: str
    purpose: str
    call: str


def _open(services: Services, application_id: UUID, actor: str) -> _Opened:
    draft = services.intake.draft(application_id)
    if draft.step is not Step.SIGN and draft.signature is None:
        services.intake.save(application_id, actor=actor, step=Step.SIGN)
    fields = draft.fields
    sex, birth = fields.get(FieldKey.SEX, ""), fields.get(FieldKey.BIRTH_DATE, "")
    return _Opened(
        draft,
        _statement(draft, services.preferences.text(READ_ALOUD)),
        services.preferences.text(CAMPAIGN_TITLE),
        salutation(sex, birth, today(services.clock)),
    )


def _statement(draft: Draft, text: str) -> str:
    """Return what is read to the applicant: who, then the statement of this station."""
    birth = show_value(FieldKey.BIRTH_DATE, draft.fields.get(FieldKey.BIRTH_DATE, ""))
    cell = draft.fields.get(FieldKey.CELL, "")
    who = vi("Tôi là {name}").format(name=draft.full_name)
    if birth:
        who = vi("{who}, sinh {birth}").format(who=who, birth=birth)
    if cell:
        who = vi("{who}, sinh hoạt tại {cell}").format(who=who, cell=cell)
    return f"“{who}. {text}”"


class _Quote(QWidget):
    """A text with the red bar of something that is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 0, 0)
        self.words = PlainLabel("", "search", wrap=True)
        layout.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 4, self.height()), QColor(theme.colour("brand")))
        painter.end()


class _ReadPanel(Panel):
    """What to read, whose portrait, and the way out for who cannot sign."""

    def __init__(self) -> None:
        super().__init__(tr("Đọc cho người ký nghe"))
        self.quote = _Quote()
        self.body.addWidget(self.quote)
        self.body.addSpacing(8)
        self.photo = ImageView(tr("Ảnh chân dung"), QSize(90, 120))
        self.photo.setFixedSize(90, 120)
        self.purpose = PlainLabel("", "strong", wrap=True)
        self._about = QWidget()
        words = QVBoxLayout(self._about)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(PlainLabel(tr("Mục đích"), "label", "ink2"))
        words.addWidget(self.purpose)
        words.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._about, 1)
        self.body.addLayout(both)
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self.question = PlainLabel(tr("Không ký được?"), "strong")
        self.body.addWidget(self.question)
        text = tr("Yếu tay, mắt kém, không viết được: ghi lý do, có người làm chứng.")
        self.note = PlainLabel(text, "hint", "ink2", wrap=True)
        self.body.addWidget(self.note)
        self.button = OutlineButton(tr("Ghi lý do không ký"), key="F6")
        self.body.addWidget(self.button)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Keep on a small screen what is read aloud and the way out."""
        super().refresh_theme()
        if hasattr(self, "note"):
            look = theme.current()
            small = look.compact or look.scale > 1.2
            self.note.setVisible(not small)
            self.question.setVisible(not small)
            self.photo.setVisible(not small)
            self._about.setVisible(not small)
            self.quote.words.set_role("body" if small else "search")


class _ReasonPanel(Panel):
    """Numbered reasons and the witness."""

    def __init__(self) -> None:
        super().__init__(tr("Vì sao không ký được?"))
        choices = [(reason.value, _capital(cannot_sign_text(reason)), "") for reason in CannotSign]
        self.reasons = ChoiceList(choices, name=tr("Lý do không ký được"))
        self.witness = FormEntry(tr("Họ và tên người làm chứng"), TextEdit(limit=80))
        self.body.setSpacing(4)
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.witness)
        self.body.addStretch(1)
        self.button = OutlineButton(tr("Thôi, để ký"), key="F6")
        self.body.addWidget(self.button)

    @property
    def witness_name(self) -> str:
        """The witness as typed, clean."""
        field = self.witness.field
        assert isinstance(field, TextEdit)
        return field.value()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class SignPage(StepPage):
    """Takes the signature, or the reason why there is none."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Mời ký vào khung"))
        self.state = Tag("", "ok")
        self.title_row.addWidget(self.state)
        self.pad = SignaturePad()
        self.kept = ImageView(tr("Chữ ký đã nhận"), QSize(480, 200), background="#FFFFFF")
        self.left = QStackedWidget()
        self.left.addWidget(self.pad)
        self.left.addWidget(self.kept)
        self.again = OutlineButton(tr("Ký lại"), key="Backspace", icon="retake")
        self.hint = PlainLabel(tr("Chuột, ngón tay hoặc bút đều được."), "hint", "ink2")
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.left, 1)
        column.addLayout(row(self.again, 1, self.hint))
        self.read_panel, self.reason_panel = _ReadPanel(), _ReasonPanel()
        self.right = QWidget()
        beside = QVBoxLayout(self.right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.read_panel)
        beside.addWidget(self.reason_panel)
        self._show_reasons(asked=False)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(column, 1)
        both.addWidget(self.right)
        self.content.addLayout(both, 1)
        self.action_bar.add_back(partial(self.go_on_to, PageName.PHOTO))
        self.action_bar.add_later(self.later)
        self.action_bar.set_primary(tr("Nhận chữ ký"), self._go_on)
        self._on_pad: UUID | None = None
        self.pad.changed.connect(self._refresh)
        self.again.clicked.connect(self.sign_again)
        self.read_panel.button.clicked.connect(self._give_reason)
        self.reason_panel.button.clicked.connect(self._sign_after_all)
        self.reason_panel.reasons.chosen.connect(self._reason_chosen)
        self.reason_panel.witness.field.value_changed.connect(self._refresh)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        if hasattr(self, "right"):
            self.right.setFixedWidth(theme.current().pick(376, 320))

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `application_id`; `again=True` asks for a new signature."""
        super().enter(**payload)
        if self._on_pad != self.id:
            # strokes of another person never stay; one's own wait until they are accepted
            self._on_pad = self.id
            self.pad.wipe()
        self._show_reasons(asked=False)
        self.left.setCurrentWidget(self.pad)
        self.pad.setFocus()
        self._refresh()
        services, actor = self.context.services, self.context.actor
        self.ask(partial(_open, services, self.id, actor), self._show)

    def _show(self, opened: _Opened) -> None:
        draft = opened.draft
        self.show_saved_at(draft.saved_at)
        person = f"{opened.call} {draft.full_name}".strip()
        self.title = tr("Mời {person} ký vào khung").format(person=person)
        self.read_panel.quote.words.setText(opened.statement)
        self.read_panel.purpose.setText(opened.purpose)
        self.read_panel.photo.set_image(QImage.fromData(draft.photo) if draft.photo else None)
        if draft.signature and not self.pad.strokes and not self.from_check:
            self.kept.set_image(QImage.fromData(draft.signature))
            self.left.setCurrentWidget(self.kept)
        elif draft.sign_exception is not None and not self.from_check:
            self.reason_panel.reasons.set_value(draft.sign_exception.reason.value)
            self.reason_panel.witness.field.setText(draft.sign_exception.witness)  # type: ignore[union-attr]  # it is a TextEdit
            self._show_reasons(asked=True)
        self._refresh()

    def sign_again(self) -> None:
        """Give clean paper."""
        self.left.setCurrentWidget(self.pad)
        self._show_reasons(asked=False)
        self.pad.wipe()
        self.pad.setFocus()

    # ------------------------------------------------------------ reasons

    @property
    def _gives_reason(self) -> bool:
        return not self.reason_panel.isHidden()

    def _show_reasons(self, *, asked: bool) -> None:
        self.read_panel.setVisible(not asked)
        self.reason_panel.setVisible(asked)

    def _give_reason(self) -> None:
        self._show_reasons(asked=True)
        self._refresh()
        next(iter(self.reason_panel.reasons.rows.values())).setFocus()

    def _sign_after_all(self) -> None:
        self._show_reasons(asked=False)
        self.pad.setFocus()
        self._refresh()

    def _reason_chosen(self, code: str) -> None:
        del code
        if not self.reason_panel.witness_name:
            self.reason_panel.witness.field.setFocus()
        self._refresh()

    # ------------------------------------------------------------ going on

    def _refresh(self) -> None:
        bar = self.action_bar
        kept = self.left.currentWidget() is self.kept
        signed = kept or is_signature(self.pad.strokes)
        self.state.setVisible(signed and not self._gives_reason)
        self.state.set(tr("Đã nhận chữ ký"), "ok")
        self.again.setEnabled(kept or bool(self.pad.strokes))
        bar.set_reason("")
        if self._gives_reason:
            bar.set_primary(tr("Ghi không ký được"))
            if not self.reason_panel.reasons.value():
                bar.set_reason(tr("Chọn một lý do"))
            elif not self.reason_panel.witness_name:
                bar.set_reason(tr("Ghi người làm chứng"))
        elif kept:
            bar.set_primary(tr("Giữ chữ ký này"))
        else:
            bar.set_primary(tr("Nhận chữ ký"))
            if not self.pad.strokes:
                bar.set_reason(tr("Chờ ký vào khung"))
            elif not signed:
                bar.set_reason(tr("Nét quá ngắn, mời ký cả tên"))

    def _go_on(self) -> None:
        intake, actor = self.context.services.intake, self.context.actor
        if self._gives_reason:
            reason = CannotSign(self.reason_panel.reasons.value())
            exception = SignException(reason, self.reason_panel.witness_name)
            self.keep(partial(intake.cannot_sign, self.id, exception, actor=actor), PageName.CHECK)
        elif self.left.currentWidget() is self.kept:
            self.go_on_to(PageName.CHECK)
        elif not self.pad.is_drawing:
            png = signature_png(self.pad.strokes)
            self.keep(partial(intake.accept_signature, self.id, png, actor=actor), PageName.CHECK)

    def _kept(self, result: tuple[UUID, PageName]) -> None:
        if result[0] == self._on_pad:
            self._on_pad = None  # the store has it now; next time its picture is shown
        super()._kept(result)
