"""The organisation tree as it is looked at: the tree left, the unit right, read off the thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import UnitAct
from desktop.roster.organisation.errors import OpenCasesError, UnitNameNearError
from desktop.roster.organisation.views import Step, Tree, UnitPerson
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import FaceStack
from desktop.ui.roster.unit_ask import UnitAsk
from desktop.ui.roster.unit_lines import Node
from desktop.ui.roster.unit_panel import UnitPanel
from desktop.ui.roster.unit_questions import Questions
from desktop.ui.roster.unit_tree import UnitTree
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

BAR = "organisation"


@dataclass(frozen=True)
class _Inside:
    """Members and history of the unit looked at."""

    unit_id: UUID | None
    people: tuple[UnitPerson, ...]
    steps: tuple[Step, ...]


class OrganisationView(Page):
    """Tree left, the unit right; whoever extends it says what can be done."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Cây tổ chức"))
        self._context = context
        self._tree: Tree | None = None
        self._wanted: UUID | None = None
        self._asked: Task | None = None
        self.total = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.total)
        self.tree = UnitTree()
        self.unit = UnitPanel()
        self.ask = UnitAsk()
        self.questions = Questions(self.tree, self.unit)
        self._make_content()
        self.tree.chosen.connect(self._show_unit)

    def _make_content(self) -> None:
        panel = Panel(padded=False)
        empty = EmptyState(
            tr("Chưa có cây tổ chức."),
            tr("Nhập danh sách đảng viên; cây được lập từ tên chi bộ trong danh sách."),
        )
        self.places = FaceStack()
        self.places.addWidget(self.tree)
        self.places.addWidget(empty)
        panel.body.addWidget(self.places, 1)
        self.buttons: dict[UnitAct, OutlineButton] = {}
        for act, text, key in (
            (UnitAct.RENAME, tr("Đổi tên"), "F2"),
            (UnitAct.MOVE, tr("Chuyển"), "C"),
            (UnitAct.MERGE, tr("Gộp"), "M"),
            (UnitAct.SPLIT, tr("Tách"), "T"),
            (UnitAct.CLOSE, tr("Đóng"), "Del"),
        ):
            button = self.buttons[act] = OutlineButton(text, key=key, small=True)
            panel.foot.addWidget(button)
        panel.foot.addStretch(1)
        self.right = FaceStack()
        self.right.addWidget(self.unit)
        self.right.addWidget(self.ask)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for part in (panel, self.right):
            column = QVBoxLayout()
            column.addWidget(part)
            columns.addLayout(column, 1)
        self.content.addLayout(columns, 1)

    def leave(self) -> None:
        """Ask nothing more; work under way goes on to its end."""
        if self._asked is not None:
            self._asked.cancel()

    def _read(self, *, takes_in: bool = False) -> None:
        services, actor = self._context.services, self._context.actor
        tasks = self._context.tasks
        if takes_in:
            tasks.change(partial(_taken_in, services, actor), self._show, self._failed)
        else:
            tasks.query(services.organisation.tree, self._show, self._failed)

    def _show(self, tree: Tree) -> None:
        self._tree = tree
        self.places.setCurrentIndex(0 if tree.rows else 1)
        parts = [
            tr("{n} chi bộ").format(n=grouped(tree.cells)),
            tr("{n} đảng viên").format(n=grouped(tree.people)),
        ]
        if tree.elsewhere:
            parts.append(tr("{n} tạm trú, chi bộ nơi khác").format(n=grouped(tree.elsewhere)))
        self.total.setText(" · ".join(parts) if tree.rows else "")
        if tree.unlisted and self._context.why_not(Permission.ROSTER_IMPORT):
            words = tr("{n} tên chi bộ trong danh sách chưa vào cây.").format(n=len(tree.unlisted))
            advice = tr("Người được nhập danh sách mở trang này một lần là có.")
            self.bars.show_message(Message("info", words, advice, key=BAR))
        self.tree.show_tree(tree, self._wanted)
        self._fit()

    def _show_unit(self, node: Node | None) -> None:
        tree = self._tree
        self._wanted = node.unit_id if node else None
        pair = above = None
        if tree is not None and node is not None and node.row is not None:
            unit = node.row.unit
            near = (one for one in tree.alike if unit in {one.first, one.second})
            pair = next(near, None)
            row = tree.row_of(unit.parent_id) if unit.parent_id else None
            above = row.unit if row else None
        self.unit.show_unit(node, above, pair)
        self.unit.show_inside((), ())
        if self._asked is not None:
            self._asked.cancel()
        if node is not None:
            read = partial(_inside, self._context.services, node.unit_id)
            self._asked = self._context.tasks.query(read, self._show_inside)
        self._fit()

    def _show_inside(self, found: _Inside) -> None:
        if found.unit_id == self._wanted:
            self.unit.show_inside(found.people, found.steps)
            self._fit()

    def _failed(self, error: UserFacingError) -> None:
        is_question = isinstance(error, OpenCasesError | UnitNameNearError)
        self.bars.show_message(
            Message(
                "warn" if is_question else "bad",
                error.title,
                error.advice,
                key=BAR,
                code=error.code,
            )
        )

    def _fit(self) -> None:
        """Put buttons and words around what is shown."""


def _taken_in(services: Services, actor: str) -> Tree:
    services.organisation.take_in(actor=actor)
    return services.organisation.tree()


def _inside(services: Services, unit_id: UUID | None) -> _Inside:
    organisation = services.organisation
    steps = organisation.history(unit_id) if unit_id is not None else ()
    return _Inside(unit_id, organisation.people(unit_id), steps)
