"""A new team: two officers, the secretary of the cell, the laptop and how they travel."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.common.vocabulary import TeamRole
from desktop.field.teams.rules import LONGEST
from desktop.field.teams.views import TeamPerson
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.side_panel import SidePanel


class TeamSide(SidePanel):
    """What a team is made of."""

    def __init__(self) -> None:
        super().__init__(tr("Tổ mới"), width=340, small_width=290)
        self.name, self.first, self.second = (TextEdit(limit=LONGEST) for _ in range(3))
        self.secretary, self.device, self.vehicle = (TextEdit(limit=LONGEST) for _ in range(3))
        self._fields = (
            (tr("Tên tổ"), self.name, False),
            (tr("Cán bộ thứ nhất"), self.first, False),
            (tr("Cán bộ thứ hai"), self.second, True),
            (tr("Bí thư chi bộ"), self.secretary, True),
            (tr("Máy mang theo"), self.device, True),
            (tr("Phương tiện"), self.vehicle, True),
        )
        for words, field, optional in self._fields:
            self.inside.addWidget(FormEntry(words, field, optional=optional))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def clear(self) -> None:
        """Be ready for another team."""
        for _, field, _ in self._fields:
            field.set_value("")
        self.name.setFocus()

    @property
    def people(self) -> list[TeamPerson]:
        """Whoever was named, by role."""
        named = (
            (TeamRole.OFFICER, self.first),
            (TeamRole.OFFICER, self.second),
            (TeamRole.CELL_SECRETARY, self.secretary),
        )
        return [TeamPerson(role, field.value()) for role, field in named if field.value()]
