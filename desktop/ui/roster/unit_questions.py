"""Which question an act asks, from what is selected in the tree and among the members."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import UnitAct
from desktop.roster.organisation import rules
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.unit_ask import Question
from desktop.ui.roster.unit_lines import Node
from desktop.ui.roster.unit_panel import UnitPanel
from desktop.ui.roster.unit_tree import UnitTree


class Questions:
    """Makes questions; it reads the screen and changes nothing."""

    def __init__(self, tree: UnitTree, unit: UnitPanel) -> None:
        self._tree = tree
        self._unit = unit

    def why_not(self, act: UnitAct) -> str:
        """Return why an act cannot be begun on what is selected, "" when it can."""
        node = self._tree.current()
        people = self._unit.people.chosen()
        if node is None or node.row is None:
            is_move = act is UnitAct.MOVE and node is not None and bool(people)
            return "" if is_move else tr("Chọn một đơn vị trong cây.")
        is_top = node.above is None
        if act is UnitAct.SPLIT and not (node.row.unit.is_cell and people):
            return tr("Đánh dấu những người sang chi bộ mới.")
        if act in {UnitAct.MERGE, UnitAct.CLOSE} and is_top:
            return tr("Đảng bộ ở đầu cây thì không.")
        if act is UnitAct.MOVE and is_top and not people:
            return tr("Đảng bộ ở đầu cây thì không.")
        return ""

    def of(self, act: UnitAct) -> Question | None:
        """Return the question of an act on what is selected; None when it cannot be begun."""
        node = self._tree.current()
        people = self._unit.people.chosen_ids()
        if node is None or self.why_not(act):
            return None
        if act is UnitAct.MOVE and people:
            return self._moving_people(people, None)
        if node.row is None:
            return None
        make = {
            UnitAct.ADD: self._adding,
            UnitAct.RENAME: _renaming,
            UnitAct.MERGE: self._merging,
            UnitAct.MOVE: self._moving,
            UnitAct.SPLIT: self._splitting,
            UnitAct.CLOSE: _closing,
        }[act]
        return make(node)

    def merging(self, source: UUID, target: UUID) -> Question | None:
        """Return the question of a merge of two units that may be one."""
        node = self._node(source)
        return self._merging(node, target) if node is not None else None

    def taking(self, people: Sequence[UUID], target: UUID) -> Question | None:
        """Return the question of members that were dropped on a cell."""
        node = self._node(target)
        if node is None or node.row is None or not node.row.unit.is_cell:
            return None
        return self._moving_people(list(people), target)

    # ------------------------------------------------------------ one by one

    def _adding(self, node: Node) -> Question:
        row = node.row if node.row and not node.row.unit.is_cell else None
        above = node if row is not None else node.above
        assert above is not None
        assert above.row is not None
        unit = above.row.unit
        return Question(
            UnitAct.ADD,
            tr("Thêm vào {name}").format(name=unit.name),
            tr("Thêm đơn vị"),
            unit.unit_id,
            name="",
            secretary="",
            kinds=rules.kinds_beneath(unit.kind),
        )

    def _merging(self, node: Node, target: UUID | None = None) -> Question:
        assert node.row is not None
        unit = node.row.unit
        words = tr("{n} người và mọi hồ sơ sang đơn vị được chọn; “{name}” đóng lại.")
        return Question(
            UnitAct.MERGE,
            tr("Gộp “{name}” vào").format(name=unit.name),
            tr("Gộp"),
            unit.unit_id,
            hint=words.format(n=grouped(node.people + node.row.apart), name=unit.name),
            targets=self._others(node, is_cell=unit.is_cell),
            target=target,
        )

    def _moving(self, node: Node) -> Question:
        assert node.row is not None
        unit = node.row.unit
        above = tuple(
            one
            for one in self._tree.nodes()
            if one.row
            and rules.may_stand(unit.kind, one.row.unit.kind)
            and one is not node.above
            and not _is_inside(one, node)
        )
        return Question(
            UnitAct.MOVE,
            tr("Chuyển “{name}” đến").format(name=unit.name),
            tr("Chuyển"),
            unit.unit_id,
            hint=""
            if above
            else tr("Chưa có đảng bộ nào khác. Đổi thứ tự: kéo chuột lên mép dòng khác."),
            targets=above,
        )

    def _moving_people(self, people: list[UUID], target: UUID | None) -> Question:
        node = self._tree.current()
        cells = tuple(
            one
            for one in self._tree.nodes()
            if one.row and one.row.unit.is_cell and (one is not node or target is not None)
        )
        about = target or (cells[0].unit_id if cells else None)
        assert about is not None
        return Question(
            UnitAct.MOVE_MEMBERS,
            tr("Chuyển {n} người đến").format(n=grouped(len(people))),
            tr("Chuyển {n} người").format(n=grouped(len(people))),
            about,
            targets=cells,
            target=target,
            people=tuple(people),
        )

    def _splitting(self, node: Node) -> Question:
        assert node.unit_id is not None
        people = tuple(self._unit.people.chosen_ids())
        return Question(
            UnitAct.SPLIT,
            tr("Tách “{name}”").format(name=node.name),
            tr("Tách {n} người").format(n=grouped(len(people))),
            node.unit_id,
            hint=tr("{n} người sang chi bộ mới; những người khác ở lại.").format(
                n=grouped(len(people))
            ),
            name="",
            people=people,
        )

    def _others(self, node: Node, *, is_cell: bool) -> tuple[Node, ...]:
        return tuple(
            one
            for one in self._tree.nodes()
            if one.row
            and one is not node
            and one.row.unit.is_cell == is_cell
            and not _is_inside(one, node)
        )

    def _node(self, unit_id: UUID) -> Node | None:
        return next((one for one in self._tree.nodes() if one.unit_id == unit_id), None)


def _renaming(node: Node) -> Question:
    assert node.row is not None
    unit = node.row.unit
    words = tr("Dòng của {n} người mang tên mới.").format(n=grouped(node.people + node.row.apart))
    return Question(
        UnitAct.RENAME,
        tr("Đổi tên “{name}”").format(name=unit.name),
        tr("Lưu tên"),
        unit.unit_id,
        hint=words if node.people else "",
        name=unit.name,
        secretary=unit.secretary,
    )


def _closing(node: Node) -> Question:
    assert node.row is not None
    return Question(
        UnitAct.CLOSE,
        tr("Đóng “{name}”").format(name=node.name),
        tr("Đóng đơn vị"),
        node.row.unit.unit_id,
        hint=tr("Chỉ đóng được khi không còn ai. Còn người thì chuyển hoặc gộp trước."),
    )


def _is_inside(one: Node, node: Node) -> bool:
    above: Node | None = one
    while above is not None:
        if above is node:
            return True
        above = above.above
    return False
