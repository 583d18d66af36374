"""Who sits at the counter: choose your name, type your PIN."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME
from desktop.security.views import OperatorView, Role, StationView
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.front import FrontPage
from desktop.ui.security.new_operator import NewOperatorFields
from desktop.ui.security.operator_tile import OperatorTile
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.fields import FormEntry
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "login"


class LoginPage(FrontPage):
    """Tiles and a PIN; the first operator is made here when there is none.

    Args:
        context: `actor` is empty.
        last: who logged in last; chosen at once.

    Signals:
        logged_in (OperatorView): the PIN was right.
    """

    logged_in = Signal(object)

    def __init__(self, context: UiContext, *, last: UUID | None = None) -> None:
        super().__init__(tr("Ai đang trực quầy?"))
        self._context = context
        self._last = last
        self._knows_people = False
        self._goes_when_known = False
        self.tiles: list[OperatorTile] = []
        self._group = QButtonGroup(self)
        self._hint = PlainLabel(
            tr("Chọn tên bằng phím mũi tên, rồi gõ mã PIN."), "body", "ink2", wrap=True
        )
        self.content.addWidget(self._hint)
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._grid_host)
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
        self.content.addStretch(1)
        for part in (self._hint, self._grid_host, self._new_panel):
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
        services = self._context.services
        chosen = services.preferences

        def load() -> tuple[StationView, str, str, tuple[OperatorView, ...]]:
            return (
                services.security.station(),
                chosen.text(CAMPAIGN_TITLE),
                chosen.text(OFFICE_NAME),
                services.security.operators(),
            )

        self._context.tasks.query(load, self._show)

    def _show(self, found: tuple[StationView, str, str, tuple[OperatorView, ...]]) -> None:
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

    def _show_operators(self, operators: tuple[OperatorView, ...]) -> None:
        for tile in self.tiles:
            self._group.removeButton(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [OperatorTile(operator) for operator in operators]
        for tile in self.tiles:
            self._group.addButton(tile)
            tile.toggled.connect(self._chosen)
        self._place_tiles()
        has_people = bool(operators)
        for part in (self._hint, self._grid_host, self._pin_panel):
            part.setVisible(has_people)
        self._new_panel.setVisible(not has_people)
        self._forgot.setVisible(has_people)
        if not has_people:
            self.title = tr("Ai làm việc ở quầy này?")
            self.action_bar.set_primary(tr("Ghi tên và vào ca"))
            self.new.name.setFocus()
            return
        self.title = tr("Ai đang trực quầy?")
        self.action_bar.set_primary(tr("Vào ca"))
        remembered = [tile for tile in self.tiles if tile.operator.id == self._last]
        (remembered or self.tiles)[0].setChecked(True)
        self.pin.setFocus()

    def _place_tiles(self) -> None:
        look = theme.current()
        most = 2 if look.compact or look.scale > 1.2 else 3
        columns = max(2, min(most, len(self.tiles)))  # two people fill the row, as the PIN does
        self._grid.setSpacing(look.fixed(16, 10))
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def refresh_theme(self) -> None:
        """Two columns of tiles on a small screen."""
        super().refresh_theme()
        if hasattr(self, "_grid"):
            self._place_tiles()

    @property
    def chosen(self) -> OperatorView | None:
        """Whose tile is chosen."""
        tile = self._group.checkedButton()
        return tile.operator if isinstance(tile, OperatorTile) else None

    def _chosen(self, on: bool) -> None:
        who = self.chosen
        if not on or who is None:
            return
        words = tr("Mã PIN của {name}").format(name=who.full_name)
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
                at = next((i for i, tile in enumerate(self.tiles) if tile.isChecked()), 0)
                self.tiles[(at + step) % len(self.tiles)].setChecked(True)
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ going in

    def _go(self) -> None:
        self.bars.clear(_BAR)
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
            self.pin_entry.set_error(tr("Gõ mã PIN rồi bấm Enter."))
            self.pin.setFocus()
            return
        self._wait(True)
        security = self._context.services.security
        self._context.tasks.change(
            lambda: security.check_pin(who.id, digits), self._in, self._refused
        )

    def _make_first(self) -> None:
        if not self.new.check():
            return
        name, digits = self.new.name.value(), self.new.pin.value()
        security = self._context.services.security

        def make() -> OperatorView:
            made = security.add_operator(name, digits, Role.ADMINISTRATOR, actor="setup")
            return security.check_pin(made.id, digits)

        self._wait(True)
        self._context.tasks.change(make, self._in, self._refused)

    def _in(self, operator: OperatorView) -> None:
        self._wait(False)
        self.pin.clear()
        self.new.clear()
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
                tr("Nhờ người phụ trách máy mở Cài đặt, ghi lại tên với mã PIN mới."),
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
