"""A team, new or to be changed: officers, the secretary of the cell, laptop and how they travel."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.common.vocabulary import TeamRole
from desktop.field.teams.rules import LONGEST
from desktop.field.teams.views import TeamPerson, TeamView
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.side_panel import SidePanel

_NEW = ""
_SEVERAL = 4 * LONGEST


class TeamSide(SidePanel):
    """What a team is made of.

    Attributes:
        end: ends the chosen team; connected by the page.

    Signals:
        chosen: another team, or a new one, is to be filled in.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Tổ lưu động"), width=340, small_width=290)
        self._teams: tuple[TeamView, ...] = ()
        self.which = ChoiceEdit([(_NEW, tr("Tổ mới"))])
        self.name, self.first, self.device, self.vehicle = (
            TextEdit(limit=LONGEST) for _ in range(4)
        )
        self.second, self.secretary, self.others = (TextEdit(limit=_SEVERAL) for _ in range(3))
        several = tr("Nhiều người thì cách nhau bằng dấu phẩy.")
        self.inside.addWidget(FormEntry(tr("Sửa tổ"), self.which))
        for words, field, optional, hint in (
            (tr("Tên tổ"), self.name, False, ""),
            (tr("Cán bộ thứ nhất"), self.first, False, ""),
            (tr("Cán bộ thứ hai"), self.second, True, ""),
            (tr("Bí thư chi bộ"), self.secretary, True, ""),
            (tr("Người đi cùng"), self.others, True, several),
            (tr("Máy mang theo"), self.device, True, ""),
            (tr("Phương tiện"), self.vehicle, True, ""),
        ):
            self.inside.addWidget(FormEntry(words, field, optional=optional, hint=hint))
        self.inside.addStretch(1)
        self.end = OutlineButton(tr("Giải thể tổ này"), icon="cross", small=True)
        self.below.addWidget(self.end)
        self.which.value_changed.connect(self._fill)

    def offer(self, teams: Sequence[TeamView], team_id: UUID | None = None) -> None:
        """Offer the teams to be changed, and a new one.

        Args:
            teams: those in use.
            team_id: the one to show first; None for a new one.
        """
        self._teams = tuple(teams)
        self.which.set_choices(
            [(_NEW, tr("Tổ mới")), *((str(one.team_id), one.name) for one in teams)]
        )
        self.which.set_value(str(team_id) if team_id else _NEW)
        self._fill()
        (self.which if teams else self.name).setFocus()

    @property
    def team(self) -> TeamView | None:
        """The team that is changed; None for a new one."""
        value = self.which.value()
        return next((one for one in self._teams if str(one.team_id) == value), None)

    @property
    def people(self) -> list[TeamPerson]:
        """Whoever was named, by role."""
        named = (
            (TeamRole.OFFICER, self.first),
            (TeamRole.OFFICER, self.second),
            (TeamRole.CELL_SECRETARY, self.secretary),
            (TeamRole.OTHER, self.others),
        )
        return [TeamPerson(role, name) for role, field in named for name in _names(field.value())]

    def _fill(self) -> None:
        team = self.team
        self.name.set_value(team.name if team else "")
        self.device.set_value(team.device if team else "")
        self.vehicle.set_value(team.vehicle if team else "")
        people = team.people if team else ()
        officers = [one.name for one in people if one.role is TeamRole.OFFICER]
        self.first.set_value(next(iter(officers), ""))
        self.second.set_value(", ".join(officers[1:]))
        for role, field in (
            (TeamRole.CELL_SECRETARY, self.secretary),
            (TeamRole.OTHER, self.others),
        ):
            field.set_value(", ".join(one.name for one in people if one.role is role))
        self.foot_box.setVisible(team is not None)
        self.scroll_up()
        self.chosen.emit()


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
