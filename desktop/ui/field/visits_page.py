"""The page "Lưu động": who is visited next, and what came of it; large, and for few keys.

Enter begins with the selected person, Backspace says why somebody was not met, Space shows why
they are visited, Alt with an arrow moves them, Esc goes back. No function key is needed: the page
of a laptop on a lap. Who is to be visited at all is chosen on the page "Chuẩn bị đi thăm".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.common.vocabulary import VisitListState
from desktop.field.machine import Machine, read_machine
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import VisitListView, VisitView
from desktop.intake.views import Draft
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.field import visit_acts as acts
from desktop.ui.field.large_table import LargeTable, LegTable
from desktop.ui.field.list_side import ListSide
from desktop.ui.field.machine_row import MachineRow
from desktop.ui.field.outcome_side import OutcomeSide
from desktop.ui.field.rows import Leg, leg_columns, legs, village_words, visit_columns
from desktop.ui.field.visit_side import VisitSide
from desktop.ui.intake.opening import page_of
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "visits"


@dataclass(frozen=True)
class Seen:
    """Everything the page shows, read at once.

    Attributes:
        lists: those still worked on.
        waiting: records that lie here only.
        conflicts: people taken here and on a laptop, for whom nobody has chosen yet.
    """

    lists: tuple[VisitListView, ...]
    teams: tuple[TeamView, ...]
    machine: Machine
    waiting: int
    conflicts: int


def look(services: Services) -> Seen:
    """Read what the page shows."""
    return Seen(
        services.field.visits.lists(VisitListState.OPEN),
        services.field.teams.all(),
        read_machine(services.profile.folder),
        services.batch.waiting().count,
        len(services.kits.merging.conflicts()),
    )


class _Side(Enum):
    """What stands beside the visits."""

    NOTHING = "nothing"
    OUTCOME = "outcome"
    VISIT = "visit"
    LIST = "list"


class VisitsPage(Page):
    """The visits of every open list, village by village."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lưu động"))
        self._context = context
        self._asked: Task | None = None
        self._kept: UUID | None = None  # who stays selected while the list is read again
        self.seen: Seen | None = None
        self.side = _Side.NOTHING
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.machine = MachineRow()
        self.content.addWidget(self.machine)
        self.legs = LegTable(leg_columns(), tr("Theo bản"))
        self.visits = LargeTable(visit_columns(), tr("Người cần đến"))
        empty = EmptyState(
            tr("Chưa có danh sách đi."),
            tr("Bấm Chuẩn bị: chọn người, lập tổ, chia cho các tổ."),
            icon="home",
        )
        self.legs_panel = TablePanel(self.legs, empty, title=tr("Theo bản"))
        self.legs_panel.foot.addWidget(self.about, 1)
        nobody = EmptyState(tr("Chưa có ai phải đến."))
        self.visits_panel = TablePanel(self.visits, nobody, title=tr("Người cần đến"))
        day = today(context.services.clock)
        self.outcome_side = OutcomeSide(day.year + 1)
        self.visit_side, self.list_side = VisitSide(), ListSide()
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.legs_panel, 2)
        both.addWidget(self.visits_panel, 5)
        for side in (self.outcome_side, self.visit_side, self.list_side):
            both.addWidget(side)
            side.hide()
        self.content.addLayout(both, 1)
        self._fill_bar()
        self.legs.row_changed.connect(self._leg_changed)
        self.visits.row_changed.connect(self._visit_changed)
        self.visits.moved.connect(self._move)
        self.visit_side.place.value_changed.connect(self._fit_side)
        self.visit_side.undo.clicked.connect(partial(self._act, acts.taking_back))
        self.visit_side.remove.clicked.connect(partial(self._act, acts.removing))
        self.list_side.close_list.clicked.connect(partial(self._act, acts.closing))
        self.list_side.pdf.clicked.connect(partial(self._save, "pdf"))
        self.list_side.workbook.clicked.connect(partial(self._save, "xlsx"))

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self.back = OutlineButton(tr("Về quầy"), key="Esc")
        self.plan_button = OutlineButton(tr("Chuẩn bị"), key="Ctrl+N", small=True)
        self.list_button = OutlineButton(tr("Danh sách"), key="Ctrl+D", small=True)
        self.visit_button = OutlineButton(tr("Sửa lượt"), key="Ctrl+E", small=True)
        self.kits_button = OutlineButton(tr("Gói lưu động"), key="Ctrl+G", small=True)
        self.why = OutlineButton(tr("Xem lý do"), key="Space")
        self.missed = OutlineButton(tr("Không gặp"), key="Backspace")
        bar.add_left(self.back)
        for button in (self.visit_button, self.list_button, self.kits_button, self.plan_button):
            self.title_row.addWidget(button)
        for button in (self.why, self.missed):
            bar.add_right(button)
        primary = bar.set_primary(tr("Bắt đầu"), self._go_on)
        self.back.clicked.connect(self._back)
        show = self._context.navigator.show
        self.plan_button.clicked.connect(lambda: show(PageName.VISIT_PLAN))
        self.list_button.clicked.connect(partial(self._open, _Side.LIST))
        self.kits_button.clicked.connect(lambda: show(PageName.KITS))
        self.visit_button.clicked.connect(partial(self._open, _Side.VISIT))
        self.why.clicked.connect(self._reveal)
        self.missed.clicked.connect(partial(self._open, _Side.OUTCOME))
        forbid = self._context.forbid
        sides = self.visit_side, self.list_side
        forbid(Permission.SHIFT_PLAN, self.visit_button, sides[0].remove, sides[1].close_list)
        forbid(Permission.RECORD_PRINT, sides[1].pdf, sides[1].workbook)
        forbid(Permission.RECORD_SET_ASIDE, sides[0].undo)
        forbid(Permission.NUMBER_REVEAL, self.why)
        forbid(Permission.RECORD_SET_ASIDE, self.missed)
        forbid(Permission.RECORD_TAKE, primary)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read lists and laptop of this moment."""
        super().enter()
        self._open(_Side.NOTHING)
        self._load()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _load(self) -> None:
        reading = partial(look, self._context.services)
        self._asked = self._context.tasks.query(reading, self._show)

    def _show(self, seen: Seen) -> None:
        before = self.legs.current_row()
        self.seen = seen
        rows = legs(seen.lists)
        keys = [(one.of.list_id, one.village) for one in rows]
        first = next((place for place, one in enumerate(rows) if not one.is_over), 0)
        was = (before.of.list_id, before.village) if isinstance(before, Leg) else None
        at = keys.index(was) if was in keys and not rows[keys.index(was)].is_over else first
        self.machine.show_machine(seen.machine, seen.waiting)
        self.about.setText(acts.teams_words(seen.teams))
        self.kits_button.setText(acts.kits_words(seen.conflicts))
        self.legs_panel.set_filled(bool(rows))
        self.legs.set_rows(rows, select=at)
        self._leg_changed(self.legs.current_row())
        self._kept = None
        if self.side is _Side.NOTHING:
            self.visits.setFocus()

    def _leg_changed(self, leg: object) -> None:
        rows = list(leg.visits) if isinstance(leg, Leg) else []
        following = next((place for place, one in enumerate(rows) if one.outcome is None), 0)
        keys = [one.visit_id for one in rows]
        following = keys.index(self._kept) if self._kept in keys else following
        self.visits_panel.set_filled(bool(rows))
        self.visits.set_rows(rows, select=following)
        title = village_words(leg) if isinstance(leg, Leg) else tr("Người cần đến")
        self.visits_panel.title_label.setText(title)
        self._visit_changed()

    def _visit_changed(self, *_: object) -> None:
        if self.side is not _Side.NOTHING:
            return
        visit = self.visit
        waits = visit is not None and visit.outcome is None
        name = visit.full_name if visit and waits else ""
        if theme.current().compact:
            name = name.split(" ")[-1]
        words = tr("Bắt đầu: {name}").format(name=name) if name else tr("Bắt đầu")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason("" if waits else tr("Chọn người chưa đến."))
        self.missed.set_disabled("" if waits else tr("Người này đã có kết quả."))
        has_reason = visit is not None and visit.has_reason
        self.why.set_disabled("" if has_reason else tr("Không ghi lý do."))
        for button in (self.visit_button, self.list_button):
            button.set_disabled("" if visit else tr("Chưa có danh sách."))

    @property
    def visit(self) -> VisitView | None:
        """The visit that is selected."""
        row = self.visits.current_row()
        return row if isinstance(row, VisitView) else None

    # ------------------------------------------------------------ acts

    def _open(self, side: _Side, *_: object) -> None:
        """Put a form beside the visits, or take it away."""
        self._context.feedback.clear(_BAR)
        self.side = side
        for one, form in (
            (_Side.OUTCOME, self.outcome_side),
            (_Side.VISIT, self.visit_side),
            (_Side.LIST, self.list_side),
        ):
            form.setVisible(side is one)
        is_plain = side is _Side.NOTHING
        beside = (self.visit_button, self.list_button, self.kits_button, self.plan_button)
        for button in (*beside, self.why):
            button.setVisible(is_plain)
        self.missed.setVisible(is_plain)
        self.legs_panel.setVisible(is_plain)
        self.back.setText(tr("Về quầy") if is_plain else tr("Thôi"))
        visit = self.visit
        if is_plain or visit is None:
            self._visit_changed()
            return
        of = self._list_of(visit)
        verbs = {
            _Side.OUTCOME: tr("Ghi kết quả"),
            _Side.VISIT: tr("Lưu lượt đi"),
            _Side.LIST: tr("In phiếu đi đường"),
        }
        self.action_bar.set_primary(verbs[side])
        if side is _Side.OUTCOME:
            self.outcome_side.ask(visit)
        elif side is _Side.VISIT:
            self.visit_side.ask(visit, len(of.visits))
        else:
            self.list_side.show_list(of)
        self._fit_side()

    def _fit_side(self) -> None:
        if self.side is not _Side.NOTHING:
            lacks = self.visit_side.lacks if self.side is _Side.VISIT else ""
            self.action_bar.set_reason(lacks)

    def _list_of(self, visit: VisitView) -> VisitListView:
        lists = self.seen.lists if self.seen else ()
        return next(one for one in lists if one.list_id == visit.list_id)

    def _back(self) -> None:
        if self.side is _Side.NOTHING:
            self._context.navigator.show(PageName.FIND)
        else:
            self._open(_Side.NOTHING)
            self.visits.setFocus()

    def _go_on(self) -> None:
        """Do what the primary says."""
        if self.side is _Side.NOTHING:
            if self.visit is not None:
                acts.begin(self._context, self.visit, self._begun)
            return
        visit = self.visit
        if visit is None:
            return
        if self.side is _Side.OUTCOME:
            change = acts.noting(self._context, visit, self.outcome_side)
        elif self.side is _Side.VISIT:
            change = acts.planning(self._context, visit, self.visit_side)
        else:
            acts.print_sheet(self._context, visit.list_id)
            return
        self._context.tasks.change(change, self._changed)

    def _act(self, making: acts.Making, *_: object) -> None:
        """Do something with the selected visit, or with its list."""
        if self.visit is not None:
            self._context.tasks.change(making(self._context, self.visit), self._changed)

    def _move(self, step: int) -> None:
        """Put the selected visit one place up or down."""
        if self.visit is not None and self.side is _Side.NOTHING and self.visit_button.isEnabled():
            self._kept = self.visit.visit_id
            act = acts.moving(self._context, self.visit, self.visit.position + step)
            self._context.tasks.change(act, lambda _: self._load())

    def _save(self, ending: str, *_: object) -> None:
        if self.visit is not None:
            acts.save_sheet(self, self._context, self._list_of(self.visit), ending)

    def _begun(self, draft: Draft) -> None:
        self._context.navigator.show(page_of(draft.step), application_id=draft.application_id)

    def _changed(self, said: str) -> None:
        self._open(_Side.NOTHING)
        self._context.feedback.toast(said)
        self._load()

    def _reveal(self) -> None:
        if self.visit is not None:
            act = acts.revealing(self._context, self.visit)
            self._context.tasks.change(act, self._tell_reason)

    def _tell_reason(self, told: str) -> None:
        self._context.feedback.show(Message("info", told, key=_BAR))
