"""The schedule in words: the same on the screen, in commands and on papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from desktop.campaign.schedule.rules import Slot, clock_time
from desktop.campaign.schedule.views import Board, CellRow
from desktop.common.i18n import tr
from desktop.common.weekdays import SHORT_WEEKDAYS


def short_day(day: date) -> str:
    """Return `T5 21/08`."""
    return f"{tr(SHORT_WEEKDAYS[day.weekday()])} {day:%d/%m}"


def time_words(slot: Slot) -> str:
    """Return `07:30–09:00`."""
    return f"{clock_time(slot.start)}–{clock_time(slot.end)}"


def slot_words(slot: Slot) -> str:
    """Return `T5 21/08, 07:30–09:00, 12 người`."""
    return tr("{day}, {time}, {n} người").format(
        day=short_day(slot.day), time=time_words(slot), n=slot.people
    )


def cell_words(cell: str) -> str:
    """Return a cell as the list names it, or what is said of people without one."""
    return cell or tr("Chưa rõ chi bộ")


def plan_words(board: Board) -> str:
    """Return when it will be finished by the schedule, and whether a day can take what it must."""
    if not board.remaining:
        return tr("Mọi chi bộ đã xong.")
    if board.is_empty:
        return tr("Chưa có lịch; {n} người chờ xếp buổi.").format(n=board.without)
    said = tr("Theo lịch: chưa rõ ngày xong, {n} người chưa có buổi.").format(n=board.without)
    if board.finish is not None:
        day = _day_words(board.finish, board.deadline)
        said = tr("Theo lịch: xong {day}.").format(day=day)
    if board.needed is not None and board.needed > board.capacity:
        said += " " + tr("Cần thêm quầy hoặc buổi ngoài giờ.")
    return said


def pace_words(board: Board) -> str:
    """Return when it will be finished at the pace of the last days; "" when all is done."""
    pace, finish = board.forecast.pace, board.forecast.finish
    if not board.remaining:
        return ""
    if pace is None or finish is None:
        return tr("Mấy ngày qua chưa nhận ai, chưa tính được tốc độ.")
    words = tr("Theo tốc độ {pace} người mỗi ngày: xong {day}.")
    return words.format(pace=_number(pace), day=_day_words(finish, board.deadline))


def _day_words(day: date, deadline: date | None) -> str:
    said = short_day(day)
    if deadline is None:
        return said
    days = (day - deadline).days
    if days > 0:
        return tr("{day}, sau hạn {n} ngày").format(day=said, n=days)
    if not days:
        return tr("{day}, đúng hạn").format(day=said)
    return tr("{day}, trước hạn {n} ngày").format(day=said, n=-days)


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else str(value).replace(".", ",")


def told_words(row: CellRow, today: date) -> str:
    """Return of how many slots ahead a cell was told."""
    ahead = row.ahead_of(today)
    told = sum(slot.is_told for slot in ahead)
    if not ahead:
        return tr("Không có buổi nào từ ngày mai")
    if told == len(ahead):
        return tr("Đã báo đủ buổi")
    if told:
        return tr("Đã báo {n} trong {all} buổi").format(n=told, all=len(ahead))
    return tr("Chưa báo chi bộ")
