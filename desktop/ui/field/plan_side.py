"""A new list: whose village, which teams, which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.common.dates import PartialDate, parse_date
from desktop.common.i18n import tr
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import VillageCount
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.side_panel import SidePanel

_MARKED = "marked"
_ALL_TEAMS = "all"


class PlanSide(SidePanel):
    """What a new list is made of.

    Args:
        today: the day it is first offered for.
    """

    def __init__(self, today: date) -> None:
        super().__init__(tr("Lập danh sách đi"), width=340, small_width=290)
        self._villages: tuple[VillageCount, ...] = ()
        self._teams: tuple[TeamView, ...] = ()
        self.who = ChoiceEdit([])
        self.team = ChoiceEdit([])
        self.day = DateEdit(latest_year=today.year + 1)
        self.day.set_value(parse_date(f"{today:%d/%m/%Y}", latest_year=today.year))
        self.start = TextEdit(limit=8)
        self.start.set_value("07:30")
        self.team_entry = FormEntry(tr("Tổ"), self.team)
        self.inside.addWidget(FormEntry(tr("Đến thăm ai"), self.who))
        self.inside.addWidget(self.team_entry)
        self.inside.addWidget(FormEntry(tr("Ngày đi"), self.day))
        hint = tr("Mỗi nhà cách nhau 30 phút.")
        self.inside.addWidget(FormEntry(tr("Giờ bắt đầu"), self.start, optional=True, hint=hint))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def offer(self, villages: Sequence[VillageCount], teams: Sequence[TeamView]) -> None:
        """Offer what there is to choose from."""
        self._villages, self._teams = tuple(villages), tuple(teams)
        marked = sum(one.marked for one in villages)
        every = tr("Người đã đánh dấu ({n})").format(n=marked)
        self.who.set_choices(
            [
                (_MARKED, every),
                *(
                    (
                        str(place),
                        tr("{village} ({n} chưa thu nhận)").format(
                            village=one.village or tr("Chưa rõ bản"), n=one.remaining
                        ),
                    )
                    for place, one in enumerate(villages)
                ),
            ]
        )
        self.team.set_choices(
            [
                (_ALL_TEAMS, tr("Chia đều cho mọi tổ")),
                *(
                    (str(one.team_id), tr("{team} (còn {n})").format(team=one.name, n=one.waiting))
                    for one in teams
                ),
            ]
        )
        self.who.setFocus()

    @property
    def village(self) -> str | None:
        """The village whose people all are visited; None for those who are marked."""
        value = self.who.value()
        return None if value in {"", _MARKED} else self._villages[int(value)].village

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
