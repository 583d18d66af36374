"""Pure: what a team may look like, and what a whole one has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.common.i18n import tr
from desktop.common.text import clean, fold
from desktop.common.vocabulary import TeamRole
from desktop.field.teams.errors import TeamRefusedError
from desktop.field.teams.views import TeamPerson

WHOLE: Final[dict[TeamRole, int]] = {TeamRole.OFFICER: 2, TeamRole.CELL_SECRETARY: 1}
"""Two officers and the secretary of the cell, as the teams of the campaign are made up."""

LONGEST: Final = 80
"""Letters of a name, a device or a vehicle: one line of the route sheet."""

MOST_PEOPLE: Final = 8
_ORDER: Final = tuple(TeamRole)


def checked_text(text: str, what: str) -> str:
    """Return a text as it is kept.

    Raises:
        TeamRefusedError: it is longer than a line of the route sheet.
    """
    kept = clean(text)
    if len(kept) > LONGEST:
        raise TeamRefusedError(
            tr("{what} dài quá {n} chữ cái.").format(what=what, n=LONGEST),
            tr("Rút gọn lại rồi lưu."),
        )
    return kept


def checked_name(name: str, others: Iterable[str]) -> str:
    """Return the name of a team as it is kept.

    Raises:
        TeamRefusedError: there is none, it is too long, or another team has it.
    """
    kept = checked_text(name, tr("Tên tổ"))
    if not kept:
        raise TeamRefusedError(tr("Chưa có tên tổ."), tr("Ghi tên, như “Tổ 1”."))
    if fold(kept) in {fold(one) for one in others}:
        raise TeamRefusedError(
            tr("Đã có tổ tên “{name}”.").format(name=kept), tr("Đặt tên khác để khỏi nhầm.")
        )
    return kept


def checked_people(people: Sequence[TeamPerson]) -> tuple[TeamPerson, ...]:
    """Return the people of a team in the order papers name them.

    Raises:
        TeamRefusedError: there is nobody, somebody without a name, somebody twice, or a crowd.
    """
    kept = [
        TeamPerson(one.role, checked_text(one.name, tr("Họ tên")), one.operator_id)
        for one in people
    ]
    if not kept or not all(one.name for one in kept):
        raise TeamRefusedError(
            tr("Tổ chưa có ai, hoặc có dòng chưa ghi tên."),
            tr("Ghi họ tên từng người trong tổ."),
        )
    if len(kept) > MOST_PEOPLE:
        raise TeamRefusedError(
            tr("Một tổ nhiều nhất {n} người.").format(n=MOST_PEOPLE), tr("Chia thành hai tổ.")
        )
    twice = [name for name, times in Counter(fold(one.name) for one in kept).items() if times > 1]
    if twice:
        name = next(one.name for one in kept if fold(one.name) == twice[0])
        raise TeamRefusedError(
            tr("{name} có hai lần trong tổ.").format(name=name),
            tr("Bỏ bớt một dòng, hoặc ghi thêm để phân biệt hai người trùng tên."),
        )
    return in_order(kept)


def in_order(people: Iterable[TeamPerson]) -> tuple[TeamPerson, ...]:
    """Return people as papers name them: officers, the secretary, others."""
    return tuple(sorted(people, key=lambda one: _ORDER.index(one.role)))


def missing(people: Iterable[TeamPerson]) -> tuple[TeamRole, ...]:
    """Return the roles that a whole team has and this one lacks; a team may go without them."""
    there = Counter(one.role for one in people)
    return tuple(
        role for role, wanted in WHOLE.items() for _ in range(max(0, wanted - there[role]))
    )
