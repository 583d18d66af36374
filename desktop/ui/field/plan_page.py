"""The page "Chuẩn bị đi thăm": who cannot come, which teams there are, who goes to whom.

Space chooses, Enter shares the chosen people out over the teams: first it is shown, then it is
done. Whoever is not chosen by hand is everybody shown.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import Sharing, ToVisit
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.field import plan_acts as acts
from desktop.ui.field.mark_side import MarkSide
from desktop.ui.field.plan_rows import EVERYBODY, MARKED, PickTable, filtered, filters
from desktop.ui.field.plan_side import PlanSide
from desktop.ui.field.team_side import TeamSide
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "plan"
Seen = tuple[tuple[ToVisit, ...], tuple[TeamView, ...]]


class _Side(Enum):
    """What stands beside the people."""

    NOTHING = "nothing"
    MARK = "mark"
    TEAM = "team"
    SHARE = "share"


def _look(services: Services) -> Seen:
    return services.field.visits.to_visit(), services.field.teams.all()


class VisitPlanPage(Page):
    """Chooses people and shares them out."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Chuẩn bị đi thăm"))
        self._context = context
        self._asked: list[Task] = []
        self._wanted: UUID | None = None
        self.people: tuple[ToVisit, ...] = ()
        self.teams: tuple[TeamView, ...] = ()
        self.seen = False
        self.side = _Side.NOTHING
        self.show_whom = ChoiceEdit([], tr("Đang xem ai"))
        # The words come after the page is shown.
        self.show_whom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.about = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.about)
        self.title_row.addWidget(self.show_whom)
        self.table = PickTable(tr("Người có thể đến thăm"))
        nobody = EmptyState(
            tr("Chưa có ai ở đây."),
            tr("Chọn mọi người chưa thu nhận ở trên, rồi đánh dấu ai không đến quầy được."),
            icon="home",
        )
        self.panel = TablePanel(self.table, nobody)
        self.mark_side, self.team_side = MarkSide(), TeamSide()
        self.plan_side = PlanSide(today(context.services.clock))
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        for side in (self.mark_side, self.team_side, self.plan_side):
            both.addWidget(side)
            side.hide()
        self.content.addLayout(both, 1)
        self._fill_bar()
        self.show_whom.value_changed.connect(self._filter)
        self.table.picked.connect(self._fit)
        self.table.row_changed.connect(self._fit)
        self.mark_side.reason.value_changed.connect(self._fit)
        self.team_side.end.clicked.connect(self._end_team)
        self.team_side.chosen.connect(self._fit)
        self.plan_side.teams_changed.connect(self._work_out)

    def _fill_bar(self) -> None:
        bar, context = self.action_bar, self._context
        self.back = OutlineButton(tr("Quay lại"), key="Esc")
        self.mark_button = OutlineButton(tr("Không đến được"), key="F6")
        self.clear_button = OutlineButton(tr("Bỏ dấu"), key="F8")
        self.team_button = OutlineButton(tr("Tổ"), key="F9")
        bar.add_left(self.back)
        for button in (self.mark_button, self.clear_button, self.team_button):
            bar.add_left(button)
        primary = bar.set_primary(tr("Chia cho các tổ"), self._go_on)
        self.back.clicked.connect(self._back)
        self.mark_button.clicked.connect(partial(self._open, _Side.MARK))
        self.clear_button.clicked.connect(self._clear)
        self.team_button.clicked.connect(partial(self._open, _Side.TEAM))
        context.forbid(Permission.RECORD_SET_ASIDE, self.mark_button, self.clear_button)
        context.forbid(Permission.SHIFT_PLAN, self.team_button, primary)

    # ------------------------------------------------------------ coming and going

    def enter(self, member_id: UUID | None = None) -> None:
        """Read who could be visited.

        Args:
            member_id: somebody to be marked at once.
        """
        super().enter()
        self._wanted = member_id
        self.table.chosen.clear()
        self._open(_Side.NOTHING)
        self._load()

    def leave(self) -> None:
        """Ask nothing more."""
        super().leave()
        for task in self._asked:
            task.cancel()
        self._asked.clear()

    def _load(self) -> None:
        reading = partial(_look, self._context.services)
        self._asked.append(self._context.tasks.query(reading, self._show))

    def _show(self, seen: Seen) -> None:
        is_first = not self.seen
        self.people, self.teams = seen
        self.seen = True
        self.table.forget(one.member_id for one in self.people)
        self.show_whom.set_choices(filters(self.people))
        if self._wanted is not None or (is_first and not filtered(self.people, MARKED)):
            self.show_whom.set_value(EVERYBODY)
        self._filter()
        if self._wanted is not None:
            self._mark_at_once(self._wanted)
        elif self.side is _Side.NOTHING:
            self.table.setFocus()

    def _mark_at_once(self, member_id: UUID) -> None:
        at = next((n for n, one in enumerate(self.people) if one.member_id == member_id), None)
        if at is None:
            title = tr("Người này không cần đi thăm.")
            why = tr("Đã thu nhận, đã có trong một danh sách đi, hoặc không thuộc diện đổi thẻ.")
            self._context.feedback.show(Message("info", title, why, key=_BAR))
            self._wanted = None
            return
        self.table.select_row(at)
        self._open(_Side.MARK)

    def _filter(self) -> None:
        before = self.table.current_row()
        rows = filtered(self.people, self.show_whom.value())
        at = next(
            (n for n, one in enumerate(rows) if before and one.member_id == before.member_id), 0
        )
        self.table.set_rows(rows, select=at)
        self.panel.set_filled(bool(rows))
        self._fit()

    # ------------------------------------------------------------ what is chosen

    @property
    def chosen(self) -> list[ToVisit]:
        """Whoever was chosen; nobody chosen means everybody shown."""
        picked = [one for one in self.people if one.member_id in self.table.chosen]
        return picked or self.table.rows

    @property
    def meant(self) -> list[ToVisit]:
        """Whom a mark is for: whoever was chosen, else the selected person."""
        picked = [one for one in self.people if one.member_id in self.table.chosen]
        row = self.table.current_row()
        return picked or ([row] if isinstance(row, ToVisit) else [])

    def _fit(self, *_: object) -> None:
        """Let words and keys say what they would do now."""
        count = len(self.table.chosen)
        words = tr("Đã chọn {n} người") if count else tr("Chưa chọn ai: chia mọi người đang hiện")
        self.about.setText(words.format(n=count))
        nobody = "" if self.meant else tr("Chưa có ai ở đây.")
        self.mark_button.set_disabled(nobody)
        is_marked = any(one.is_marked for one in self.meant)
        self.clear_button.set_disabled("" if is_marked else tr("Người này chưa được đánh dấu."))
        bar = self.action_bar
        if self.side is _Side.NOTHING:
            lacks = "" if self.teams else tr("Lập một tổ trước, phím F9.")
            bar.set_reason(nobody or lacks)
        elif self.side is _Side.MARK:
            bar.set_reason(self.mark_side.lacks)
        else:
            bar.set_reason("")

    # ------------------------------------------------------------ acts

    def _open(self, side: _Side, *_: object) -> None:
        """Put a form beside the people, or take it away."""
        self._context.feedback.clear(_BAR)
        self.side = side
        for one, form in (
            (_Side.MARK, self.mark_side),
            (_Side.TEAM, self.team_side),
            (_Side.SHARE, self.plan_side),
        ):
            form.setVisible(side is one)
        is_plain = side is _Side.NOTHING
        for button in (self.mark_button, self.clear_button, self.team_button):
            button.setVisible(is_plain)
        self.back.setText(tr("Quay lại") if is_plain else tr("Thôi"))
        verbs = {
            _Side.NOTHING: tr("Chia cho các tổ"),
            _Side.MARK: tr("Đánh dấu"),
            _Side.TEAM: tr("Lưu tổ"),
            _Side.SHARE: tr("Lập danh sách"),
        }
        self.action_bar.set_primary(verbs[side])
        if side is _Side.MARK:
            self.mark_side.ask(self.meant)
        elif side is _Side.TEAM:
            self.team_side.offer(self.teams)
        elif side is _Side.SHARE:
            self.plan_side.offer(len(self.chosen), self.teams)
            self._work_out()
        self._fit()

    def _back(self) -> None:
        is_plain, was_sent = self.side is _Side.NOTHING, self._wanted is not None
        if is_plain or was_sent:
            self._context.navigator.back()
        else:
            self._open(_Side.NOTHING)
            self.table.setFocus()

    def _work_out(self) -> None:
        """Show what each team would get."""
        if self.side is not _Side.SHARE:
            return
        self.plan_side.show_sharing(None)
        keys = [one.member_id for one in self.chosen]
        share = partial(
            self._context.services.field.visits.share,
            keys,
            self.plan_side.team_ids,
            again=acts.is_again(self.chosen),
        )
        self._asked.append(self._context.tasks.query(share, self._show_sharing))

    def _show_sharing(self, sharing: Sharing) -> None:
        self.plan_side.show_sharing(sharing)

    def _go_on(self) -> None:
        if self.side is _Side.NOTHING:
            self._open(_Side.SHARE)
            return
        if self.side is _Side.MARK:
            act = acts.marking(self._context, self.meant, self.mark_side)
        elif self.side is _Side.TEAM:
            act = acts.teaming(self._context, self.team_side)
        else:
            act = acts.listing(self._context, self.chosen, self.plan_side)
        self._context.tasks.change(act, self._done)

    def _clear(self) -> None:
        self._context.tasks.change(acts.clearing(self._context, self.meant), self._done)

    def _end_team(self) -> None:
        if self.team_side.team is not None:
            act = acts.ending(self._context, self.team_side.team)
            self._context.tasks.change(act, self._done)

    def _done(self, said: str) -> None:
        self._context.feedback.toast(said)
        made_lists, was_sent = self.side is _Side.SHARE, self._wanted is not None
        self.table.chosen.clear()
        self._wanted = None
        if made_lists:
            self._context.navigator.show(PageName.VISITS)
        elif was_sent:
            self._context.navigator.back()
        else:
            self._open(_Side.NOTHING)
            self._load()
