"""What can be wrong with a phase or a cell, in words that say what to do."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.campaign.phases import words
from desktop.campaign.phases.views import CellRow
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr, trn
from desktop.common.phases import Phase

_NAMED = 5


class GateError(NotAllowedError):
    """A phase was to be opened for cells whose gate is not met.

    Attributes:
        cells: those cells.
    """

    code = "QTN-560"

    def __init__(self, phase: Phase, gate: Phase, cells: Sequence[CellRow]) -> None:
        some = "; ".join(
            f"{words.cell_words(one.name)}: {words.obstacles_words(one.in_the_way[gate])}"
            for one in cells[:_NAMED]
        )
        if len(cells) > _NAMED:
            more = len(cells) - _NAMED
            some += "; " + trn("và {n} chi bộ nữa", "và {n} chi bộ nữa", more).format(n=more)
        super().__init__(
            trn(
                "Chưa mở được bước “{phase}” cho {n} chi bộ.",
                "Chưa mở được bước “{phase}” cho {n} chi bộ.",
                len(cells),
            ).format(phase=words.phase_words(phase), n=len(cells)),
            tr("{cells}. Làm xong các việc đó, hoặc phụ trách ca ghi lý do để vẫn mở.").format(
                cells=some
            ),
        )
        self.cells = tuple(cells)


class NoSuchCellError(NotAllowedError):
    """The list has no cell of this name."""

    code = "QTN-561"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Danh sách không có chi bộ “{name}”.").format(name=name),
            tr("Chép đúng tên chi bộ như ở trang Kế hoạch."),
        )


class PlanDayError(NotAllowedError):
    """Days of a phase or a deadline do not fit."""

    code = "QTN-562"
