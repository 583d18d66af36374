"""Step 2, "Đối chiếu": is this the right person, which value holds, and all other fields."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, Source, Step
from desktop.identity.card import CardReading
from desktop.intake.views import Draft
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import opening
from desktop.ui.intake.comparison_table import ComparisonTable
from desktop.ui.intake.decision_panel import DecisionPanel, edited
from desktop.ui.intake.decisions import Decisions
from desktop.ui.intake.early_note import ask_early
from desktop.ui.intake.edit_pane import EditPane, has_errors
from desktop.ui.tasks import Task
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel


class _CompareView(QWidget):
    """Table left, decision right."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.table = ComparisonTable(context)
        self.panel = DecisionPanel()
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.table, 1)
        self._columns.addWidget(self.panel)
        self.showing(False)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        self._columns.setSpacing(theme.current().fixed(16, 12))

    def showing(self, showing: bool) -> None:
        """Show nothing of the person before, while the next one is being opened."""
        self.table.setVisible(showing)
        self.panel.setVisible(showing)

    def show_draft(self, draft: Draft) -> None:
        """Show an application."""
        self.table.show_draft(draft)
        self.panel.show_draft(draft)
        self.showing(True)


class ComparePage(Page):
    """Compares card and list; Enter says "Đúng người" and goes on to the photo."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._draft: Draft | None = None
        self._card: CardReading | None = None
        self._member_id: UUID | None = None
        self._application_id: UUID | None = None
        self._edit_at: FieldKey | None = None
        self._opening: Task | None = None
        self._early: Task | None = None
        self._going = False
        self.view = _CompareView(context)
        self.table, self.panel = self.view.table, self.view.panel
        self.panel.chosen.connect(self._choose)
        self.panel.answered.connect(self._answer)
        self._decisions = Decisions(context, self)
        self._decisions.decided.connect(self._decided)
        self._decisions.trouble.connect(self._trouble)
        self.panel.refused.connect(self._not_this_person)
        self.panel.edit_wanted.connect(self._edit)
        self.form = EditPane(context)
        self.form.saved.connect(self._saved)
        self.form.trouble.connect(self._trouble)
        self.form.refused.connect(self.bars.show_message)
        self.form.done.connect(self._edited)
        # Not stacked: the hidden one must not claim the height that bars need.
        for place in (self.view, self.form):
            # Both scroll by themselves: they take what is left and ask for nothing.
            place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            self.content.addWidget(place, 1)
        self._needed = PlainLabel(
            tr("Cần có họ và tên, ngày sinh, giới tính, số định danh; ô khác để trống được."),
            "hint",
            "ink2",
        )
        self.title_row.addWidget(self._needed)
        self.action_bar.add_back(self._back)
        self.action_bar.add_later(self._later)
        self.action_bar.set_primary(tr("Đúng người"), self._go_on)

    @property
    def is_editing(self) -> bool:
        """Whether the form is shown instead of the comparison."""
        return not self.form.isHidden()

    # ------------------------------------------------------------ coming and going

    def enter(
        self,
        application_id: UUID | None = None,
        member_id: UUID | None = None,
        card: CardReading | None = None,
        edit: FieldKey | None = None,
    ) -> None:
        """Open a person, or come back to an application.

        Args:
            application_id: the application to show; or
            member_id: the person whose application is opened, with
            card: the card that was scanned, if one was.
            edit: show the form at this field and go to the check page afterwards.
        """
        super().enter()
        self._draft, self._card, self._member_id = None, card, member_id
        self._application_id = application_id
        self._edit_at, self._going = edit, False
        self.view.showing(False)
        self._show_place(self.view)
        self.action_bar.show_saved("")
        self._open()

    def _open(self) -> None:
        self.action_bar.set_reason(tr("Đang mở hồ sơ"))
        self.setFocus()  # the question that had it is hidden until the answer is there
        services, actor = self._context.services, self._context.actor
        if self._application_id is not None:
            read = partial(services.intake.draft, self._application_id)
            self._opening = self._context.tasks.query(read, self._show, self._not_opened)
        elif self._member_id is not None:
            make = partial(services.intake.open, self._member_id, actor=actor, card=self._card)
            self._opening = self._context.tasks.change(make, self._show, self._not_opened)

    def leave(self) -> None:
        """Write what waits and mask the numbers."""
        self.form.flush()
        for task in (self._opening, self._early):
            if task is not None:
                task.cancel()
        self.table.hide_numbers()
        self._draft = None

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.form.follow(draft)
        self._saved(draft.saved_at)
        self.action_bar.set_reason("")
        self.view.show_draft(draft)
        said = draft.doubt.explanation if draft.doubt is not None else ""
        if not said and self._card is not None and not self._card.certain:
            said = next(iter(self._card.warnings), "")
        if said:
            self.bars.show_message(Message("warn", said, key="card"))
        self._early = ask_early(self._context, self.bars, draft.application_id)
        if self._edit_at is not None:
            self._edit()
        else:
            self._show_place(self.view)

    def _not_opened(self, error: UserFacingError) -> None:
        if opening.open_instead(self._context, self._member_id, error, self._card):
            return
        self._trouble(error)
        self.action_bar.set_reason("")
        self.action_bar.set_primary(tr("Thử lại"))

    def _show_place(self, place: QWidget) -> None:
        editing = place is self.form
        self.view.setVisible(not editing)
        self.form.setVisible(editing)
        self._needed.setVisible(editing)
        name = self._draft.full_name if self._draft else ""
        self.title = tr("Sửa thông tin: {name}").format(name=name) if editing else ""
        done = tr("Xong, sang kiểm tra") if self._edit_at else tr("Xong, về đối chiếu")
        self.action_bar.set_primary(done if editing else tr("Đúng người"))
        primary = self.action_bar.primary
        if not editing and not self.panel.focus_question() and primary is not None:
            primary.setFocus()

    # ------------------------------------------------------------ deciding

    def _choose(self, field: FieldKey, source: Source) -> None:
        if self._draft is not None:
            self._decisions.choose(self._draft, field, source)

    def _answer(self, field: FieldKey, value: str, typed: bool) -> None:
        if self._draft is not None:
            self._decisions.answer(self._draft, field, value, typed=typed)

    def _decided(self, draft: Draft) -> None:
        before = self._draft
        if before is None or before.application_id != draft.application_id:
            return
        self._draft = draft
        self._saved(draft.saved_at)
        if draft.card != before.card:
            # The card says more now: what differs from the list is asked anew.
            self.bars.clear("card")
            self.view.show_draft(draft)
        else:
            self.panel.show_draft(draft, fresh=False)
        primary = self.action_bar.primary
        if not self.is_editing and not self.panel.focus_question() and primary is not None:
            primary.setFocus()

    def _go_on(self) -> None:
        draft = self._draft
        if draft is None:
            self._open()  # it could not be opened; the same Enter tries again
        elif self._going:
            return
        elif self.is_editing:
            self.form.finish()
        elif has_errors(draft.problems):
            self._edit()
            self.form.refuse(draft.problems)
        else:
            self._going = True
            intake, actor = self._context.services.intake, self._context.actor
            self._context.tasks.change(
                lambda: intake.save(draft.application_id, actor=actor, step=Step.PHOTO),
                self._to_photo,
                self._trouble,
            )

    def _to_photo(self, _saved_at: datetime) -> None:
        if self._draft is not None and self._going:
            page, application_id = PageName.PHOTO, self._draft.application_id
            self._context.navigator.show(page, application_id=application_id)

    def _edit(self) -> None:
        if self._draft is not None:
            self._show_place(self.form)
            self.form.open(self._draft, self._edit_at)

    def _edited(self, draft: Draft) -> None:
        if self._draft is None:
            return
        self._draft = draft
        self.bars.clear("form")
        if self._edit_at is not None:
            page, application_id = PageName.CHECK, draft.application_id
            self._context.navigator.show(page, application_id=application_id)
            return
        self.view.show_draft(draft)
        self._show_place(self.view)

    # ------------------------------------------------------------ ways out

    def _back(self) -> None:
        if self.is_editing:
            self.form.finish(checked=False)
        else:
            self._context.navigator.show(PageName.FIND)

    def _later(self) -> None:
        name = self._draft.full_name if self._draft else ""
        self._context.navigator.show(PageName.FIND)
        if name:
            self._context.feedback.toast(tr("Hồ sơ của {name} nằm ở Dở dang.").format(name=name))

    def _not_this_person(self) -> None:
        draft = self._draft
        if draft is None or self._going:
            return
        if draft.photo or draft.signature or draft.sign_exception or edited(draft):
            self._later()
            return
        self._going = True
        reception, actor = self._context.services.reception, self._context.actor
        self._context.tasks.change(
            lambda: reception.withdraw(draft.application_id, actor=actor, reason="another person"),
            self._withdrawn,
            self._trouble,
        )

    def _withdrawn(self, _nothing: object) -> None:
        if self._draft is None:
            return
        name = self._draft.full_name
        self._context.navigator.show(PageName.FIND)
        self._context.feedback.toast(
            tr("Đã đóng hồ sơ của {name}, không giữ gì.").format(name=name)
        )

    # ------------------------------------------------------------ words

    def _saved(self, at: datetime) -> None:
        self.bars.clear("trouble")
        self.action_bar.show_saved(f"{local(at):%H:%M:%S}")

    def _trouble(self, error: UserFacingError) -> None:
        self._going = False
        self.bars.show_message(Message("bad", error.title, error.advice, key="trouble"))
