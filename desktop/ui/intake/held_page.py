"""Another counter of the office has somebody open: wait for it, or a supervisor takes over here."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.leases.errors import NotHeldError
from desktop.intake.leases.views import Holder
from desktop.intake.leases.words import where_and_when
from desktop.intake.views import MemberProgress
from desktop.security.access.permissions import Permission
from desktop.security.views import OperatorView
from desktop.services import Services
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import opening
from desktop.ui.security.vouch_form import VouchForm
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "held"


class HeldPage(Page):
    """Says which counter has the person; it notices by itself when that counter is done."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Người này đang mở ở quầy khác"))
        self._context = context
        self._holder: Holder | None = None
        self._is_free = False
        facts = Panel()
        self.who = PlainLabel("", "section", wrap=True)
        self.where = PlainLabel("", "body", wrap=True)
        self.then = PlainLabel("", "body", "ink2", wrap=True)
        for part in (self.who, self.where, self.then):
            facts.body.addWidget(part)
        self.content.addWidget(facts)
        self.form = VouchForm(
            tr("Phụ trách chuyển sang quầy này"),
            tr("Người phụ trách"),
            tr("Mã của người phụ trách"),
        )
        self.content.addWidget(self.form)
        self.content.addStretch(1)
        self.action_bar.add_back(self._leave)
        self.again = OutlineButton(tr("Thử mở lại"), key="Ctrl+R")
        self.again.clicked.connect(self._open)
        self.action_bar.add_left(self.again)
        primary = self.action_bar.set_primary(tr("Chuyển sang quầy này"), self._go)
        context.forbid(Permission.RECORD_TAKE, primary)

    def enter(self, holder: Holder | None = None) -> None:
        """Tell about one person.

        Args:
            holder: who has them, where, and since when; None shows the one of before again.
        """
        super().enter()
        self._holder = holder or self._holder
        self.form.close_up()
        self.who.setText("")
        self._show_holder(self._holder)
        if self._holder is None:
            return
        tasks, services = self._context.tasks, self._context.services
        tasks.query(services.login.active, self._offer)
        tasks.query(partial(_name_of, services, self._holder.member_id), self.who.setText)
        self.form.reason.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.form.close_up()

    def follow(self) -> None:
        """Say so when the other counter is done; what was typed stays."""
        self._context.tasks.query(self._context.services.leases.held_elsewhere, self._looked)

    def _looked(self, held: dict[UUID, Holder]) -> None:
        if self._holder is not None and self.isVisible():
            holder = held.get(self._holder.member_id)
            if (holder is None) != self._is_free:
                self._show_holder(holder)

    def _show_holder(self, holder: Holder | None) -> None:
        self._is_free = holder is None
        self.form.setVisible(not self._is_free)
        self.again.setVisible(not self._is_free)
        self.then.setVisible(not self._is_free)
        held, free = tr("Người này đang mở ở quầy khác"), tr("Người này mở được ở quầy này rồi")
        self.title = free if self._is_free else held
        self.action_bar.set_reason("" if self._holder else tr("Chưa chọn người nào."))
        if holder is None:
            self.where.setText(tr("Quầy kia đã xong hoặc đã để sau."))
            self.action_bar.set_primary(tr("Mở hồ sơ"))
            if self.action_bar.primary is not None:
                self.action_bar.primary.setFocus()
            return
        self.where.setText(where_and_when(holder))
        self.then.setText(
            tr(
                "Mời người này sang quầy ấy, hoặc chờ cán bộ ấy lưu xong hay bấm Để sau: trang này "
                "tự đổi. Quầy ấy mất điện thì sau 90 giây mở được. Phần đã lưu không mất."
            )
        )
        self.action_bar.set_primary(tr("Chuyển sang quầy này"))

    def _offer(self, people: tuple[OperatorView, ...]) -> None:
        self.form.offer(people, Permission.RECORD_APPROVE)

    # ------------------------------------------------------------ ways out

    def _go(self) -> None:
        if self._is_free:
            self._open()
            return
        given = self.form.given()
        if given is None or self._holder is None:
            return
        person, secret, reason = given
        self.bars.clear(_BAR)
        take = self._context.services.leases.take_over
        member_id, actor = self._holder.member_id, self._context.actor
        self._context.tasks.change(
            partial(take, member_id, person.id, secret, reason=reason, actor=actor),
            self._taken,
            self._refused,
        )

    def _taken(self, before: Holder) -> None:
        words = tr("Đã chuyển từ quầy {station} sang quầy này; lý do ghi vào nhật ký.")
        self._context.feedback.toast(words.format(station=before.station))
        self._open()

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, NotHeldError):
            self._show_holder(None)
            return
        self.form.secret.clear()
        self.form.secret.setFocus()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _open(self) -> None:
        """Open the person where the record stands; still held, the same page says so again."""
        if self._holder is not None:
            read = self._context.services.overview.progress_of
            self._context.tasks.query(partial(read, [self._holder.member_id]), self._go_to)

    def _go_to(self, found: dict[UUID, MemberProgress]) -> None:
        if self._holder is not None and self.isVisible():
            member_id = self._holder.member_id
            opening.open_person(self._context.navigator, member_id, found.get(member_id))

    def _leave(self) -> None:
        self._context.navigator.show(PageName.FIND)


def _name_of(services: Services, member_id: UUID) -> str:
    return services.roster.get(member_id).fields.get(FieldKey.FULL_NAME, "")
