"""Somebody is not on the list: no error, but near matches and numbered ways on."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.identity.card import CardReading
from desktop.intake.views import UnfinishedForm
from desktop.roster.views import PersonView
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import opening
from desktop.ui.intake.autosave import ask_after_writing
from desktop.ui.intake.near_list import NearList
from desktop.ui.intake.near_view import Known, Near, NearAnswer, find_near, is_likely
from desktop.ui.intake.outside_form import OutsideForm
from desktop.ui.intake.way_button import WayButton
from desktop.ui.tasks import Task
from desktop.ui.widgets.inline_bar import InlineBar
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.yielding import Yielding


class NotListedPage(Page):
    """Three ways on, each with its digit; Enter takes the proposed one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Chưa thấy người này trong danh sách"))
        self._context = context
        self._text = ""
        self._card: CardReading | None = None
        self._begun: UnfinishedForm | None = None
        self._asked: Task | None = None
        self.lead = PlainLabel("", "body", "ink2", wrap=True)
        self.content.addWidget(self.lead)
        self.known = Known()
        self.near = NearList()
        self.near.row_changed.connect(self._row_changed)
        self.near.taken.connect(self._take)
        self.table = self.near.table
        self.take = WayButton("1", tr("Đúng người đang chọn"), "")
        self.add = WayButton("2", tr("Thêm ngoài danh sách"), "")
        self.again = WayButton(
            "3", tr("Tìm cách khác"), tr("Gõ tên, số thẻ cũ hoặc số chứng minh cũ.")
        )
        self.take.clicked.connect(self._take_selected)
        self.add.clicked.connect(self._open_form)
        self.again.clicked.connect(self._search_again)
        for way in (self.take, self.add, self.again):
            way.installEventFilter(self)
        self.form = OutsideForm(context)
        self.form.added.connect(self._added)
        self.form.refused.connect(self.bars.show_message)
        self._ways = self._lay_out()
        self.content.addWidget(self._ways, 1)
        self.content.addWidget(self.form, 1)
        self.form.hide()
        self.action_bar.add_back(self._back)
        self.action_bar.add_later(self._later)
        self.action_bar.set_primary(tr("Thêm người"), self._go_on)

    def _lay_out(self) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.known)
        left.addWidget(self.near, 1)
        calm = tr("Không cần mời người đó về lấy thêm giấy tờ.")
        self._calm = InlineBar(Message("info", tr("Đây không phải lỗi."), calm))
        side = _ways_column((self.take, self.add, self.again), self._calm)
        self._side = side
        page = Yielding()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addLayout(left, 1)
        columns.addWidget(side)
        theme.on_change(self.refresh_layout)
        return page

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        self._calm.setHidden(theme.current().compact)
        self._side.setFixedWidth(theme.current().pick(340, 316))

    @property
    def is_adding(self) -> bool:
        """Whether the form is shown."""
        return not self.form.isHidden()

    # ------------------------------------------------------------ coming and going

    def enter(
        self, text: str = "", card: CardReading | None = None, form: UUID | None = None
    ) -> None:
        """Show what is known of a person who was not found.

        Args:
            text: what was typed in the search box.
            card: the card that was scanned, if one was.
            form: go on with this form; one that is not open here is fetched from the store.
        """
        super().enter()
        self._text, self._card = clean(text), card
        self.bars.clear("form")
        self.known.show_what(self._text, card)
        self.lead.setText(_lead(card))
        self._show_near(NearAnswer())
        if form != self.form.form_id:
            self.form.put_away()
        self._show_place(adding=form is not None)
        services = self._context.services
        if self.form.form_id is not None:
            self.form.focus_first()
        if form is not None and self.form.form_id is None:
            fetch = partial(services.unfinished.form, form)
            self._asked = ask_after_writing(self._context, fetch, self._take_up)
        else:
            near = partial(find_near, services, self._text, card)
            self._asked = ask_after_writing(self._context, near, self._show_near)

    def _take_up(self, form: UnfinishedForm | None) -> None:
        """Open a form from the store; when it is gone, show the person without it."""
        navigator = self._context.navigator
        if form is not None:
            self.form.go_on(form)
            navigator.show(PageName.NOT_LISTED, text=form.text, card=form.card, form=form.form_id)
        elif self._text or self._card is not None:
            navigator.show(PageName.NOT_LISTED, text=self._text, card=self._card)
        else:
            navigator.show(PageName.FIND)

    def leave(self) -> None:
        """Ask nothing more; write what waits."""
        if self._asked is not None:
            self._asked.cancel()
        self.form.unfinished.flush()

    def _show_near(self, answer: NearAnswer) -> None:
        found, self._begun = answer.rows, answer.form
        self.near.show_rows(found)
        self.take.setEnabled(bool(found))
        if not found:
            self._row_changed(None)
        self.add.set(
            tr("Thêm ngoài danh sách"),
            tr("Làm tiếp phiếu đang gõ dở của người này.")
            if self._begun
            else tr("Tạm trú hoặc mới chuyển đến; tính riêng."),
        )
        likely = bool(found) and is_likely(found[0], self._card) and not self._begun
        self._propose(self.take if likely else self.add)

    def _row_changed(self, row: Near | None) -> None:
        if row is None:
            self.take.set(tr("Đúng người đang chọn"), tr("Chưa có ai gần giống để chọn."))
            return
        person = row.match.row
        known = (person.full_name, person.birth_shown, person.cell)
        self.take.set(tr("Đúng người đang chọn"), " · ".join(part for part in known if part))

    def _propose(self, way: WayButton) -> None:
        """Let Enter take this way."""
        self._mark(way)
        if not self.is_adding:
            way.setFocus()

    def _mark(self, way: WayButton) -> None:
        for one in (self.take, self.add, self.again):
            one.set_proposed(one is way)
        verbs = {
            self.take: tr("Mở người này"),
            self.add: tr("Thêm người"),
            self.again: tr("Tìm lại"),
        }
        if not self.is_adding:
            self.action_bar.set_primary(verbs[way])

    def _show_place(self, *, adding: bool) -> None:
        self._ways.setVisible(not adding)
        self.form.setVisible(adding)
        self.lead.setVisible(not adding)
        self.title = (
            tr("Thêm người ngoài danh sách")
            if adding
            else tr("Chưa thấy người này trong danh sách")
        )
        if adding:
            self.action_bar.set_primary(tr("Thêm và đối chiếu"))
        else:
            self._propose(self.take if self.take.is_proposed else self.add)

    # ------------------------------------------------------------ ways on

    def _go_on(self) -> None:
        if self.is_adding:
            self.form.add()
        elif self.again.is_proposed:
            self._search_again()
        elif self.take.is_proposed:
            self._take_selected()
        else:
            self._open_form()

    def _take_selected(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Near):
            self._take(row)

    def _take(self, row: Near) -> None:
        person = row.match.row
        if not person.eligible and not opening.is_done(row.progress):
            self.bars.show_message(opening.refusal(person))
            return
        opening.open_person(self._context.navigator, person.member_id, row.progress, self._card)

    def _open_form(self) -> None:
        if self.form.form_id is None:
            self._show_place(adding=True)  # a hidden field takes no focus
            if self._begun is not None:
                self.form.go_on(self._begun)
            else:
                self.form.open(self._text, self._card)
        # A way of its own: the next start finds it, and so does whoever unlocks.
        self._context.navigator.show(
            PageName.NOT_LISTED, text=self._text, card=self._card, form=self.form.form_id
        )

    def _added(self, person: PersonView) -> None:
        self._context.navigator.show(PageName.COMPARE, member_id=person.member_id, card=self._card)

    def _search_again(self) -> None:
        self._context.navigator.show(PageName.FIND, text="")

    def _later(self) -> None:
        self._context.navigator.show(PageName.FIND)

    def _back(self) -> None:
        if self.is_adding:
            self.bars.clear("form")
            self._show_place(adding=False)
        else:
            self._context.navigator.show(PageName.FIND, text=self._text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose in the table while a way has the focus; Enter takes that way."""
        if isinstance(watched, WayButton) and event.type() == QEvent.Type.FocusIn:
            self._mark(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key())
            if step is not None and self.table.rows:
                self.table.move_selection(step)
                return True
        return super().eventFilter(watched, event)


def _lead(card: CardReading | None) -> str:
    """Return the calm sentence about why somebody may not be there."""
    if card is not None:
        return tr(
            "Danh sách không có số định danh này: có thể người đó sinh hoạt ở nơi khác "
            "hoặc mới chuyển đến."
        )
    return tr("Có thể người đó sinh hoạt ở nơi khác, mới chuyển đến, hoặc tên ghi khác.")


def _ways_column(ways: tuple[WayButton, ...], calm: InlineBar) -> QWidget:
    """Return the question, its answers and the calm words below."""
    side = QWidget()
    right = QVBoxLayout(side)
    right.setContentsMargins(4, 0, 4, 4)
    right.setSpacing(12)
    right.addWidget(PlainLabel(tr("Làm gì tiếp?"), "section"))
    for way in ways:
        right.addWidget(way)
    right.addStretch(1)
    right.addWidget(calm)
    return side
