"""At the counter stands somebody whom a laptop has: a supervisor may take them back right here."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.field.kits.views import Lease
from desktop.identity.card import CardReading
from desktop.security.access.permissions import Permission
from desktop.security.views import OperatorView
from desktop.services import Services
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.vouch_form import VouchForm
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "lent"


class LentPage(Page):
    """Says which laptop has the person and until when; the clerk's log-in stays as it is."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Người này đang ở máy lưu động"))
        self._context = context
        self._member_id: UUID | None = None
        self._card: CardReading | None = None
        facts = Panel()
        self.who = PlainLabel("", "section", wrap=True)
        self.where = PlainLabel("", "body", wrap=True)
        self.then = PlainLabel(
            tr(
                "Nếu tổ vẫn thu nhận người này tại nhà, cả hai hồ sơ đều được giữ và phụ trách "
                "chọn một ở trang Hồ sơ trùng."
            ),
            "body",
            "ink2",
            wrap=True,
        )
        for part in (self.who, self.where, self.then):
            facts.body.addWidget(part)
        self.content.addWidget(facts)
        self.form = VouchForm(
            tr("Phụ trách lấy lại"), tr("Người phụ trách"), tr("Mã của người phụ trách")
        )
        self.content.addWidget(self.form)
        self.content.addStretch(1)
        self.action_bar.add_back(context.navigator.back)
        self.action_bar.add_later(context.navigator.back).setText(tr("Thôi"))
        primary = self.action_bar.set_primary(tr("Lấy lại, thu nhận tại quầy"), self._release)
        context.forbid(Permission.RECORD_TAKE, primary)
        context.wait_for_server(primary)

    def enter(
        self,
        member_id: UUID | None = None,
        lease: Lease | None = None,
        card: CardReading | None = None,
    ) -> None:
        """Ask about one person.

        Args:
            member_id: whom a laptop has.
            lease: which one, until when.
            card: the card that was scanned, if one was.
        """
        super().enter()
        self._member_id, self._card = member_id, card
        self.form.close_up()
        self.form.show()
        self.who.setText("")
        self.where.setText(_where(lease) if lease is not None else "")
        self.action_bar.set_reason("" if member_id is not None else tr("Chưa chọn người nào."))
        tasks, services = self._context.tasks, self._context.services
        tasks.query(services.login.active, self._offer)
        if member_id is not None:
            tasks.query(partial(_name_of, services, member_id), self.who.setText)
        self.form.reason.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.form.close_up()

    def _offer(self, people: tuple[OperatorView, ...]) -> None:
        self.form.offer(people, Permission.RECORD_APPROVE)

    def _release(self) -> None:
        given = self.form.given()
        if given is None or self._member_id is None:
            return
        person, secret, reason = given
        self.bars.clear(_BAR)
        release = self._context.services.kits.releasing.release
        actor = self._context.actor
        self._context.tasks.change(
            partial(release, self._member_id, person.id, secret, reason=reason, actor=actor),
            self._released,
            self._refused,
        )

    def _released(self, _: Lease | None) -> None:
        self._context.feedback.toast(tr("Đã lấy lại; lý do ghi vào nhật ký."))
        self._context.navigator.show(PageName.COMPARE, member_id=self._member_id, card=self._card)

    def _refused(self, error: UserFacingError) -> None:
        self.form.secret.clear()
        self.form.secret.setFocus()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))


def _name_of(services: Services, member_id: UUID) -> str:
    return services.roster.get(member_id).fields.get(FieldKey.FULL_NAME, "")


def _where(lease: Lease) -> str:
    return tr("Máy {device} (gói số {kit}) giữ người này đến {time} ngày {date}.").format(
        device=lease.device,
        kit=lease.kit,
        time=show_time(lease.until),
        date=show_date(lease.until),
    )
