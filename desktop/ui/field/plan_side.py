"""Who of the chosen people goes to which team: seen before any list is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.dates import PartialDate, parse_date
from desktop.common.i18n import tr, trn
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import Share, Sharing
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_ALL_TEAMS = "all"


class PlanSide(SidePanel):
    """Which teams go, on which day, and what each of them gets.

    Args:
        today: the day it is first offered for.

    Signals:
        teams_changed: other teams are to go.
    """

    teams_changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(tr("Chia cho các tổ"), width=360, small_width=300)
        self._teams: tuple[TeamView, ...] = ()
        self.who = PlainLabel("", "strong", wrap=True)
        self.team = ChoiceEdit([])
        self.day = DateEdit(latest_year=today.year + 1)
        self.day.set_value(parse_date(f"{today:%d/%m/%Y}", latest_year=today.year))
        self.start = TextEdit(limit=8)
        self.start.set_value("07:30")
        self.inside.addWidget(self.who)
        self.inside.addWidget(FormEntry(tr("Tổ"), self.team))
        when = QHBoxLayout()
        when.setSpacing(12)
        when.addWidget(FormEntry(tr("Ngày đi"), self.day), 3)
        when.addWidget(FormEntry(tr("Giờ bắt đầu"), self.start), 2)
        self.inside.addLayout(when)
        note = tr("Mỗi nhà cách nhau 30 phút; để trống giờ nếu chưa hẹn.")
        self.inside.addWidget(PlainLabel(note, "hint", "ink2", wrap=True))
        self.inside.addWidget(PlainLabel(tr("Mỗi tổ sẽ có"), "label", "ink2"))
        self.shares = QWidget()
        self._lines = QVBoxLayout(self.shares)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.inside.addWidget(self.shares)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.team.value_changed.connect(self.teams_changed)

    def offer(self, people: int, teams: Sequence[TeamView]) -> None:
        """Offer the teams that can go."""
        self._teams = tuple(teams)
        self.who.setText(trn("{n} người", "{n} người", people).format(n=people))
        self.team.set_choices(
            [
                (_ALL_TEAMS, tr("Chia đều cho mọi tổ")),
                *(
                    (str(one.team_id), tr("{team} (còn {n})").format(team=one.name, n=one.waiting))
                    for one in teams
                ),
            ]
        )
        self.team.setFocus()

    def show_sharing(self, sharing: Sharing | None) -> None:
        """Show what each team would get; None while it is being worked out."""
        while item := self._lines.takeAt(0):
            item.widget().deleteLater()
        if sharing is None:
            return
        for one in sharing.shares:
            self._lines.addWidget(PlainLabel(_head(one), "strong", wrap=True))
            self._lines.addWidget(PlainLabel(_villages(one), "label", "ink2", wrap=True))
        if sharing.skipped:
            n = len(sharing.skipped)
            said = trn("{n} người không đưa vào được.", "{n} người không đưa vào được.", n)
            self._lines.addWidget(PlainLabel(said.format(n=n), "label", "warn", wrap=True))

    @property
    def said(self) -> str:
        """What is shown about the teams, line by line."""
        found = (self._lines.itemAt(place).widget() for place in range(self._lines.count()))
        return "\n".join(one.text() for one in found if isinstance(one, PlainLabel))

    @property
    def team_ids(self) -> tuple[UUID, ...]:
        """The teams that go."""
        value = self.team.value()
        return tuple(
            one.team_id for one in self._teams if value in {"", _ALL_TEAMS, str(one.team_id)}
        )

    @property
    def day_iso(self) -> str:
        """ISO day, "" when it is none."""
        day: PartialDate | None = self.day.value()
        return day.iso if day else ""


def _head(one: Share) -> str:
    if one.leaves:
        return tr("{team}: đang có {before}, chia lại thành {after}").format(
            team=one.team_name, before=one.before, after=one.after
        )
    return tr("{team}: đang có {before}, thêm {gets}, thành {after}").format(
        team=one.team_name, before=one.before, gets=one.gets, after=one.after
    )


def _villages(one: Share) -> str:
    told = (f"{village or tr('Chưa rõ bản')} {count}" for village, count in one.villages)
    return " · ".join(told) or tr("không thêm ai")
