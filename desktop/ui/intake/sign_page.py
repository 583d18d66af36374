"""Step 4, Ký xác nhận: read aloud, sign, or say why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr, vi
from desktop.common.settings import CAMPAIGN_TITLE, READ_ALOUD
from desktop.common.vocabulary import CannotSign, FieldKey, Step
from desktop.intake.pen import PenStrokes, is_signature
from desktop.intake.rules import salutation
from desktop.intake.views import Draft, SignException, UnfinishedSigning
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake.autosave import KeepLatest
from desktop.ui.intake.field_words import show_value
from desktop.ui.intake.sign_paper import SignPaper
from desktop.ui.intake.sign_side import ReadPanel, ReasonPanel, capital
from desktop.ui.intake.step_page import StepPage
from desktop.ui.intake.witness_side import WitnessSide
from desktop.ui.widgets.buttons import FlatButton
from desktop.ui.widgets.signature_ink import signature_png
from desktop.ui.widgets.tag import Tag


@dataclass(frozen=True)
class _Opened:
    draft: Draft
    statement: str
    purpose: str
    call: str
    unfinished: UnfinishedSigning | None
    strokes: PenStrokes


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
        services.unfinished.signing(application_id),
        services.intake.signature_strokes(application_id),
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


class SignPage(StepPage):
    """Takes the signature, or the reason why there is none."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Mời ký vào khung"))
        self._person = ""
        self.state = Tag("", "ok")
        self.title_row.addWidget(self.state)
        self.paper = SignPaper()
        self.pad, self.kept, self.left = self.paper.pad, self.paper.kept, self.paper.stack
        self.read_panel, self.reason_panel = ReadPanel(), ReasonPanel()
        self.witness_side = WitnessSide()
        self.right = QWidget()
        beside = QVBoxLayout(self.right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.read_panel)
        beside.addWidget(self.reason_panel)
        self.bars.filled.connect(self.read_panel.make_room)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.paper, 1)
        both.addWidget(self.witness_side, 1)
        both.addWidget(self.right)
        self.content.addLayout(both, 1)
        self._show_reasons(asked=False)  # within the page: alone they would be windows
        self.action_bar.add_back(partial(self.go_on_to, PageName.PHOTO))
        papers = self.action_bar.add_left(FlatButton(tr("Giấy tờ kèm"), key="Ctrl+G"))
        papers.clicked.connect(self._open_papers)
        self.action_bar.add_later(self.later)
        self.action_bar.set_primary(tr("Nhận chữ ký"), self._go_on)
        self._on_pad: UUID | None = None
        self._knows_strokes = self._is_shown = False
        self.unfinished: KeepLatest[UnfinishedSigning] = KeepLatest(
            context, self, partial(context.services.unfinished.keep_signing, actor=context.actor)
        )
        self.unfinished.saved.connect(self._saved)
        self.unfinished.failed.connect(self.trouble)
        self.pad.changed.connect(self._refresh)
        self.pad.drawn.connect(self._note)
        self.paper.again.clicked.connect(self.sign_again)
        self.read_panel.button.clicked.connect(self._give_reason)
        self.reason_panel.button.clicked.connect(self._sign_after_all)
        self.reason_panel.reasons.chosen.connect(self._reason_chosen)
        self.reason_panel.witness.field.value_changed.connect(self._typed)
        self.witness_side.changed.connect(self._typed)
        self.witness_side.drawn.connect(self._note)
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
        self._is_shown = False
        if self._on_pad != self.id:
            # what belongs to another person never stays; one's own waits until it is accepted
            self._on_pad = self.id
            self._knows_strokes = False
            self.pad.wipe()
            self._person = ""
            self.reason_panel.fill(None, "")
            self.witness_side.clear()
        self._show_reasons(asked=False)
        self.paper.show_pad()
        self.pad.setFocus()
        self._refresh()
        services, actor = self.context.services, self.context.actor
        self.ask(partial(_open, services, self.id, actor), self._show)

    def _show(self, opened: _Opened) -> None:
        draft = opened.draft
        self.show_saved_at(draft.saved_at)
        person = f"{opened.call} {draft.full_name}".strip()
        self._person = person
        self.read_panel.quote.words.setText(opened.statement)
        self.read_panel.purpose.setText(opened.purpose)
        self.read_panel.photo.set_image(QImage.fromData(draft.photo) if draft.photo else None)
        was_quick = self._gives_reason or (bool(self.pad.strokes) and not self._knows_strokes)
        self._go_on_with(self.unfinished.latest(self.id) or opened.unfinished, opened)
        self._show_reasons(asked=self._gives_reason)
        self._is_shown = True
        self._refresh()
        if was_quick:
            self._note()

    def _go_on_with(self, unfinished: UnfinishedSigning | None, opened: _Opened) -> None:
        """Show what stood here and was not accepted, else what was accepted."""
        draft = opened.draft
        if unfinished is not None and not self._knows_strokes:
            self.pad.restore(unfinished.strokes, QSizeF(*unfinished.paper))
        self._knows_strokes = True
        if self._gives_reason:
            return  # somebody was quicker than the store
        if unfinished is not None:
            self.reason_panel.fill(unfinished.reason, unfinished.witness)
            self.witness_side.fill(unfinished.how, unfinished.second, unfinished.second_paper)
            self._show_reasons(asked=unfinished.asked)
        elif draft.signature and not self.pad.strokes and not self.from_check:
            self.paper.show_kept(draft.signature, opened.strokes)
        elif draft.sign_exception is not None and not self.from_check:
            exception, nothing = draft.sign_exception, (0.0, 0.0)
            self.reason_panel.fill(exception.reason, exception.witness)
            self.witness_side.fill(exception.how, (), nothing, draft.second_signature or b"")
            self._show_reasons(asked=True)

    def leave(self) -> None:
        """Leave: write what waits."""
        self.paper.replay.stop()
        if not self._is_shown and self.pad.strokes:
            self._is_shown = True  # drawn and left before the store answered
            self._note()
        self.unfinished.flush()
        super().leave()

    def _open_papers(self) -> None:
        payload = {"back": PageName.SIGN, "again": self.from_check}
        self.context.navigator.show(PageName.PAPERS, application_id=self.id, **payload)

    def sign_again(self) -> None:
        """Give clean paper."""
        self.paper.show_pad()
        self._show_reasons(asked=False)
        self.pad.wipe()
        self.pad.setFocus()
        self._note()

    # ------------------------------------------------------------ keeping

    def _note(self, *, at_once: bool = True) -> None:
        """Keep what stands on the page, accepted or not; not while it is being accepted."""
        if not self._is_shown or self._working:
            return
        size = self.pad.size()
        panel, second = self.reason_panel, self.witness_side.pad.size()
        signing = UnfinishedSigning(
            strokes=self.pad.pen_strokes,
            paper=(float(size.width()), float(size.height())),
            asked=self._gives_reason,
            reason=panel.reason,
            witness=panel.witness_name,
            how=self.witness_side.how if self._gives_reason else None,
            second=self.witness_side.strokes,
            second_paper=(float(second.width()), float(second.height())),
        )
        self.unfinished.note(self.id, signing, at_once=at_once)

    def _saved(self, application_id: UUID, at: datetime) -> None:
        if self.is_here and application_id == self.application_id:
            self.show_saved_at(at)

    def trouble(self, error: UserFacingError) -> None:
        """Say what went wrong; what was drawn while it was tried is kept as well."""
        was_working = self._working
        super().trouble(error)
        if was_working and self.is_here:
            self._note(at_once=False)

    # ------------------------------------------------------------ reasons

    @property
    def _gives_reason(self) -> bool:
        return not self.reason_panel.isHidden()

    def _show_reasons(self, *, asked: bool) -> None:
        self.paper.setVisible(not asked)
        self.read_panel.setVisible(not asked)
        self.witness_side.setVisible(asked)
        self.reason_panel.setVisible(asked)
        if self._person:
            words = tr("{person} không ký được") if asked else tr("Mời {person} ký vào khung")
            self.title = capital(words.format(person=self._person))

    def _give_reason(self) -> None:
        self._show_reasons(asked=True)
        self._refresh()
        self._note()
        next(iter(self.reason_panel.reasons.rows.values())).setFocus()

    def _sign_after_all(self) -> None:
        self._show_reasons(asked=False)
        self.pad.setFocus()
        self._refresh()
        self._note()

    def _typed(self) -> None:
        self._refresh()
        self._note(at_once=False)

    def _reason_chosen(self, code: str) -> None:
        self.witness_side.suit(CannotSign(code))
        if not self.reason_panel.witness_name:
            self.reason_panel.witness.field.setFocus()
        self._refresh()
        self._note()

    # ------------------------------------------------------------ going on

    def _refresh(self) -> None:
        bar = self.action_bar
        kept = self.paper.shows_kept
        signed = kept or is_signature(self.pad.pen_strokes)
        self.state.setVisible(signed and not self._gives_reason)
        self.state.set(tr("Đã nhận chữ ký"), "ok")
        self.paper.refresh()
        bar.set_reason("")
        if self._gives_reason:
            bar.set_primary(tr("Ghi không ký được"))
            bar.set_reason(self.reason_panel.lacks or self.witness_side.lacks)
        elif kept:
            bar.set_primary(tr("Giữ chữ ký này"))
        else:
            bar.set_primary(tr("Nhận chữ ký"))
            if not self.pad.strokes:
                bar.set_reason(tr("Chờ ký vào khung"))
            elif not signed:
                bar.set_reason(tr("Nét quá ngắn, mời ký cả tên"))

    def _go_on(self) -> None:
        self.unfinished.flush()  # before the step itself, which takes it away
        intake, actor = self.context.services.intake, self.context.actor
        if self._gives_reason:
            self._write_down()
        elif self.paper.shows_kept:
            self.go_on_to(PageName.CHECK)
        elif not self.pad.is_drawing:
            strokes = self.pad.pen_strokes
            accept = partial(intake.accept_signature, self.id, signature_png(strokes), actor=actor)
            self.keep(partial(accept, strokes=strokes), PageName.CHECK)

    def _write_down(self) -> None:
        """Keep the reason, the witness and the second signature."""
        side, reason = self.witness_side, self.reason_panel.reason
        assert reason is not None  # or the button could not be pressed
        exception = SignException(reason, self.reason_panel.witness_name, side.how)
        png = b"" if side.how.on_paper else side.kept_png or signature_png(side.strokes)
        write = partial(self.context.services.intake.cannot_sign, self.id, exception, png=png)
        keep = partial(write, strokes=side.strokes, actor=self.context.actor)
        self.keep(keep, PageName.CHECK)

    def _kept(self, result: tuple[UUID, PageName]) -> None:
        if result[0] == self._on_pad:
            self.unfinished.forget(result[0])
            self._on_pad = None  # the store has it now; next time its picture is shown
        super()._kept(result)
