"""What may leave in one batch, in the words of the counter: `Ca tối 29/11: 14 hồ sơ`."""

from __future__ import annotations

from desktop.batch.choosing.rules import Choice, cell_key
from desktop.common.i18n import mark, tr
from desktop.common.shifts import DayPart, OpenedShift, Shift

_NUMBERED = {
    DayPart.MORNING: mark("Ca số {number}, sáng {day}"),
    DayPart.AFTERNOON: mark("Ca số {number}, chiều {day}"),
    DayPart.EVENING: mark("Ca số {number}, tối {day}"),
}
_PARTS = {
    DayPart.MORNING: mark("Ca sáng {day}"),
    DayPart.AFTERNOON: mark("Ca chiều {day}"),
    DayPart.EVENING: mark("Ca tối {day}"),
}


def shift_words(shift: Shift) -> str:
    """Return `Ca tối 29/11`, `Ngày 29/11`, or `Ca số 3, tối 29/11` for one that was opened."""
    if isinstance(shift, OpenedShift):
        words = tr(_NUMBERED[shift.part or DayPart.MORNING])
        return words.format(number=shift.number, day=f"{shift.day:%d/%m}")
    words = tr(_PARTS[shift.part]) if shift.part else tr("Ngày {day}")
    return words.format(day=f"{shift.day:%d/%m}")


def choice_words(choice: Choice) -> str:
    """Return what people call a choice."""
    if choice.shift is not None:
        return shift_words(choice.shift)
    if choice.cell is None:
        return tr("Tất cả hồ sơ chờ")
    return choice.cell or tr("Không ghi chi bộ")


def taken_words(choice: Choice | None) -> str:
    """Return what a batch took, in the width of a column; nothing when it was not kept."""
    if choice is None:
        return ""
    return tr("Tất cả") if choice.kind == "all" else choice_words(choice)


def choice_key(choice: Choice) -> str:
    """Return a text that stands for a choice in a list."""
    if choice.shift is not None:
        return f"shift {choice.chosen}"
    return "all" if choice.cell is None else f"cell {cell_key(choice.cell)}"
