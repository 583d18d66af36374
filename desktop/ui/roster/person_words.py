"""The words about one person: values with their numbers masked, states, checks, causes.

What also stands on paper takes `say`: `tr` for the screen, `vi` for the paper, which speaks
Vietnamese whatever language the screen speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from desktop.common.clock import local, show_date, show_time
from desktop.common.i18n import mark, tr
from desktop.common.text import masked
from desktop.common.vocabulary import (
    ApplicationState,
    ChangeCause,
    FieldKey,
    MemberStatus,
    Sex,
    Step,
)
from desktop.intake.rules import RESUMABLE
from desktop.intake.views import MemberProgress
from desktop.roster.keeping.views import PROBLEMS, STATUS, FieldChange
from desktop.roster.keeping.words import CAUSE_NAMES, COLUMNS, heading_of
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.rules import APART, STATUS_NAMES
from desktop.roster.sources.views import CheckState
from desktop.roster.views import PersonRow
from desktop.ui.roster.column_words import as_typed, field_word
from desktop.ui.theme import Kind
from desktop.ui.widgets.state_words import state_kind, state_name
from desktop.ui.widgets.table import Cell

Say = Callable[[str], str]
"""Makes a marked text into words for whoever reads it."""

# Numbers that a passer-by must not read from the screen, and how many of their digits stay.
MASKED: Final[dict[str, int]] = {
    FieldKey.PERSONAL_ID: 4,
    FieldKey.OLD_ID: 3,
    FieldKey.CARD_NUMBER: 3,
    FieldKey.NEW_CARD_NUMBER: 3,
    FieldKey.PHONE: 3,
}

_STEPS: Final[dict[Step, str]] = {
    Step.FIND: mark("Tìm"),
    Step.COMPARE: mark("Đối chiếu"),
    Step.PHOTO: mark("Chụp ảnh"),
    Step.SIGN: mark("Ký xác nhận"),
    Step.CHECK: mark("Kiểm tra và in"),
}


_SEXES: Final = {Sex.MALE.value: mark("Nam"), Sex.FEMALE.value: mark("Nữ")}
_CHANGED = mark("{field}: {old} → {new}")
_PROBLEMS_CHANGED = mark("Lời nhắc trên dòng đã đổi")
_EMPTY = mark("trống")
_MOMENT = mark("{time} ngày {date}")

_CHECKS: Final[dict[CheckState, tuple[str, Kind]]] = {
    CheckState.NO_SOURCE: (mark("Chưa đối chiếu"), "neutral"),
    CheckState.NOT_FOUND: (mark("Chưa thấy"), "warn"),
    CheckState.WAITING: (mark("Chờ xác nhận"), "warn"),
    CheckState.DIFFERS: (mark("Còn khác"), "warn"),
    CheckState.CHECKED: (mark("Đã đối chiếu"), "ok"),
}


def shown(field: str, value: str, *, revealed: bool = False, say: Say = tr) -> str:
    """Return a stored value as people read it; "" stays "".

    Args:
        field: `FieldKey` value, `status`, `problems` or `extra:` and a header.
        value: as stored.
        revealed: show numbers whole; the caller has recorded the look.
        say: see above.
    """
    if field == STATUS:
        return say(STATUS_NAMES[MemberStatus(value)]) if value in set(MemberStatus) else value
    if field == FieldKey.SEX:
        return say(_SEXES[value]) if value in _SEXES else value
    if field in MASKED:
        return _number(field, value, revealed=revealed)
    return as_typed(field, value)


def _number(field: str, value: str, *, revealed: bool) -> str:
    if revealed:
        is_whole = field == FieldKey.PERSONAL_ID and len(value) == 12
        return f"{value[:4]} {value[4:8]} {value[8:]}" if is_whole else value
    if field == FieldKey.CARD_NUMBER and len(value) == 8:
        return f"••.•••{value[-3:]}"  # as the number stands on the card
    return masked(value, keep=MASKED[field])


def field_name(field: str, *, say: Say = tr) -> str:
    """Return what a fact is called."""
    if say is not tr and field in {*COLUMNS, STATUS, FieldKey.NOTE}:
        return heading_of(field)
    return field_word(field)


def source_name(kind: str, *, say: Say = tr) -> str:
    """Return what a source (`SourceKind`, `list` or `other`) is called."""
    return say(SOURCE_NAMES[kind]) if kind in SOURCE_NAMES else kind


def change_words(change: FieldChange, *, revealed: bool = False, say: Say = tr) -> str:
    """Return `Chi bộ: Bản A → Bản B`; what was empty is said so."""
    if change.field == PROBLEMS:
        return say(_PROBLEMS_CHANGED)
    return say(_CHANGED).format(
        field=field_name(change.field, say=say),
        old=shown(change.field, change.old, revealed=revealed, say=say) or say(_EMPTY),
        new=shown(change.field, change.new, revealed=revealed, say=say) or say(_EMPTY),
    )


def cause_word(cause: ChangeCause, *, say: Say = tr) -> str:
    """Return why a row became another."""
    return say(CAUSE_NAMES[cause])


def check_tag(state: CheckState) -> tuple[str, Kind]:
    """Return word and kind of how far a person was checked."""
    word, kind = _CHECKS[state]
    return tr(word), kind


def step_word(step: Step, *, say: Say = tr) -> str:
    """Return the name of a step at the counter."""
    return say(_STEPS[step])


def state_tag(state: ApplicationState | None) -> tuple[str, Kind]:
    """Return word and kind of how far somebody's application is; None for nobody's."""
    if state is None or state is ApplicationState.WITHDRAWN:
        return tr("Chưa làm"), "neutral"
    return state_name(state), state_kind(state)


def progress_cell(person: PersonRow, progress: MemberProgress | None) -> Cell:
    """Return the tag that says how far a person on the list is."""
    if progress is None or progress.state is ApplicationState.WITHDRAWN:
        if not person.eligible:
            return Cell(tr("Không thuộc diện"), tag="bad")
        return Cell(tr("Chưa làm"), tag="neutral")
    if progress.state is ApplicationState.DRAFT:
        return Cell(tr("Đang dở"), tag="warn", icon="edit")
    if progress.state is ApplicationState.REJECTED or progress.state in RESUMABLE:
        return Cell(state_name(progress.state), tag=state_kind(progress.state))
    day = local(progress.at).strftime("%d/%m")
    return Cell(tr("Đã xong {day}").format(day=day), tag="ok")


def status_cell(person: PersonRow) -> Cell:
    """Return what the list calls a person's standing."""
    words = tr(STATUS_NAMES[person.status])
    return Cell(words, quiet=person.eligible and person.status not in APART)


def moment(at: datetime, *, say: Say = tr) -> str:
    """Return `09:14 ngày 20/08/2025`."""
    return say(_MOMENT).format(time=show_time(at), date=show_date(at))
