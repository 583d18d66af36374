"""Who sits at the counter: choose your name, type your PIN or password."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME
from desktop.security.views import OperatorView, SecretKind, StationView
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.front import FrontPage
from desktop.ui.security.new_operator import NewOperatorFields
from desktop.ui.security.operator_tile import OperatorTile
from desktop.ui.security.operator_tiles import OperatorTiles
from desktop.ui.security.own_secret import OwnSecretPanel
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.fields import FormEntry
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "login"
_Loaded = tuple[StationView, str, str, tuple[OperatorView, ...]]
"""Where this is, what the campaign and the office are called, who works here."""


class LoginPage(FrontPage):
    """Tiles and a PIN; the first operator is made here when there is none.

    Args:
        context: `actor` is empty.
        last: who logged in last; chosen at once.
        holder: who has the counter behind the lock; None when nobody has.

    Signals:
        logged_in (OperatorView): the PIN was right.
        rescue_wanted: somebody has the recovery code in hand.
    """

    logged_in = Signal(object)
    rescue_wanted = Signal()

    def __init__(
        self, context: UiContext, *, last: UUID | None = None, holder: OperatorView | None = None
    ) -> None:
        super().__init__(tr("Ai đang trực quầy?"))
        self._context = context
        self._last, self._holder = last, holder
        self._knows_people = False
        self._goes_when_known = False
        self._hint = PlainLabel(
            tr("Chọn tên bằng phím mũi tên, rồi gõ mã PIN."), "body", "ink2", wrap=True
        )
        self.content.addWidget(self._hint)
        self.people = OperatorTiles()
        self.people.changed.connect(self._chosen)
        self.content.addWidget(self.people)
        self.pin = PinEdit()
        self.pin_entry = FormEntry(tr("Mã PIN"), self.pin)
        self.pin.installEventFilter(self)
        self._pin_panel = Panel()
        self._pin_panel.body.addWidget(self.pin_entry)
        self.content.addWidget(self._pin_panel)
        self.new = NewOperatorFields()
        self._new_panel = Panel()
        self._new_panel.body.addWidget(self.new)
        self.content.addWidget(self._new_panel)
        self.own = OwnSecretPanel(context)
        self.own.changed.connect(self._in)
        self.own.refused.connect(partial(self._wait, False))
        self.content.addWidget(self.own)
        self.content.addStretch(1)
        for part in (self._hint, self.people, self._new_panel, self.own):
            part.hide()
        self._forgot = self.action_bar.add_left(FlatButton(tr("Quên mã PIN"), key="F6"))
        self._forgot.clicked.connect(self._explain)
        leave = self.action_bar.add_right(OutlineButton(tr("Thoát")))
        leave.clicked.connect(self._leave_program)
        self.action_bar.set_primary(tr("Vào ca"), self._go)

    def enter(self) -> None:
        """Load who works here; who types the PIN at once is heard from the first digit."""
        super().enter()
        self._knows_people = self._goes_when_known = False
        self.pin.setFocus()
        load = partial(_load, self._context.services)
        self._context.tasks.query(load, self._show, self._not_loaded)

    def _not_loaded(self, error: UserFacingError) -> None:
        """Say why nobody can be chosen, unless the page says already what to do about it."""
        if not self.bars.bars:
            self._context.feedback.error(error)

    def _show(self, found: _Loaded) -> None:
        station, campaign, office, operators = found
        place = office or station.commune_name
        self.panel.set_place(campaign, place)
        self.panel.set_foot(tr("Quầy {code}").format(code=station.code))
        typed = self.pin.value()
        self._show_operators(operators)
        self._knows_people = True
        if operators:
            self.pin.set_value(typed)  # choosing a tile empties the field
        if self._goes_when_known and operators:
            self._go()

    @property
    def tiles(self) -> list[OperatorTile]:
        """One for each person who works here."""
        return self.people.tiles

    @property
    def chosen(self) -> OperatorView | None:
        """Whose tile is chosen."""
        return self.people.chosen

    def _show_operators(self, operators: tuple[OperatorView, ...]) -> None:
        self.people.show_people(operators, self._last)
        has_people = bool(operators)
        for part in (self._hint, self.people, self._pin_panel):
            part.setVisible(has_people)
        self._new_panel.setVisible(not has_people)
        self._forgot.setVisible(has_people)
        if not has_people:
            self.title = tr("Ai làm việc ở quầy này?")
            self.action_bar.set_primary(tr("Ghi tên và vào ca"))
            self.new.name.setFocus()
            return
        self._show_words()
        self.pin.setFocus()

    def _show_words(self) -> None:
        """Say whether the counter is locked; what stands behind the lock is not named."""
        if self._holder is None:
            self.title = tr("Ai đang trực quầy?")
            self.action_bar.set_primary(tr("Vào ca"))
            return
        self.title = tr("Màn hình đang khóa")
        self._hint.setText(
            tr("{name} đang trực; việc đang làm vẫn nguyên. Người khác chọn tên rồi gõ mã.").format(
                name=self._holder.full_name
            )
        )
        chosen = self.chosen
        is_holder = chosen is not None and chosen.id == self._holder.id
        self.action_bar.set_primary(tr("Mở khóa") if is_holder else tr("Vào ca"))

    def _chosen(self) -> None:
        who = self.chosen
        if who is None:
            return
        is_pin = who.secret is SecretKind.PIN
        words = tr("Mã PIN của {name}") if is_pin else tr("Mật khẩu của {name}")
        words = words.format(name=who.full_name)
        self.pin.set_kind(who.secret)
        self._show_words()
        self.pin_entry.label.setText(words)
        self.pin.setAccessibleName(words)
        self.pin_entry.set_error("")
        self.pin.clear()
        self.pin.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows in the PIN field choose a name."""
        if watched is self.pin and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and event.type() == QEvent.Type.KeyPress and self.tiles:
                self.people.step(step)
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ going in

    def _go(self) -> None:
        self.bars.clear(_BAR)
        if self.own.is_asking:
            if self.own.submit():
                self._wait(True)
            return
        if not self._knows_people:
            self._goes_when_known = True
            return
        if not self.tiles:
            self._make_first()
            return
        who, digits = self.chosen, self.pin.value()
        if who is None:
            return
        if not digits:
            is_pin = who.secret is SecretKind.PIN
            words = tr("Gõ mã PIN rồi bấm Enter.") if is_pin else tr("Gõ mật khẩu rồi bấm Enter.")
            self.pin_entry.set_error(words)
            self.pin.setFocus()
            return
        self._wait(True)
        login = self._context.services.login
        self._context.tasks.change(
            lambda: (login.log_in(who.id, digits), digits), self._known, self._refused
        )

    def _make_first(self) -> None:
        if not self.new.check():
            return
        name, digits = self.new.name.value(), self.new.pin.value()
        services = self._context.services

        def make() -> OperatorView:
            made = services.operators.add_first(name, digits, actor="setup")
            return services.login.log_in(made.id, digits)

        self._wait(True)
        self._context.tasks.change(make, self._in, self._refused)

    def _known(self, found: tuple[OperatorView, str]) -> None:
        """Let somebody in whose secret was right, unless somebody else chose that secret."""
        operator, secret = found
        if not operator.must_change:
            self._in(operator)
            return
        self._wait(False)
        self.pin.clear()
        for part in (self._hint, self.people, self._pin_panel, self._forgot):
            part.hide()
        self.title = tr("Chọn mã của riêng bạn")
        self.action_bar.set_primary(tr("Đổi mã và vào ca"))
        self.own.ask(operator, secret)

    def _in(self, operator: OperatorView) -> None:
        self._wait(False)
        self.pin.clear()
        self.new.clear()
        self.own.forget()
        self.logged_in.emit(operator)

    def _refused(self, error: UserFacingError) -> None:
        self._wait(False)
        self.pin.clear()
        if self.tiles:
            self.pin_entry.set_error(f"{error.title} {error.advice}".strip())
            self.pin.setFocus()
            return
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
        self.new.name.setFocus()

    def _wait(self, waiting: bool) -> None:
        self.action_bar.set_reason(tr("Đang kiểm tra…") if waiting else "")
        self.pin.setReadOnly(waiting)

    def _explain(self) -> None:
        self.bars.show_message(
            Message(
                "info",
                tr("Mã PIN không đọc lại được."),
                tr("Nhờ người kỹ thuật vào Cài đặt, Cán bộ, đặt lại mã."),
                action=tr("Có mã khôi phục"),
                on_action=self.rescue_wanted.emit,
                key=_BAR,
            )
        )

    def _leave_program(self) -> None:
        self.window().close()

    def leave(self) -> None:
        """Forget what was typed."""
        super().leave()
        self.pin.clear()
        self.new.clear()
        self.own.forget()


def _load(services: Services) -> _Loaded:
    chosen = services.preferences
    return (
        services.security.station(),
        chosen.text(CAMPAIGN_TITLE),
        chosen.text(OFFICE_NAME),
        services.login.active(),
    )
