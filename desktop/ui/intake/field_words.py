"""The words of the counter in one place: fields, steps, states, and how a value is shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop.batch.board.views import CardsGiven
from desktop.common.clock import local
from desktop.common.dates import show_iso
from desktop.common.field_labels import FIELD_LABELS
from desktop.common.i18n import mark, tr
from desktop.common.text import masked
from desktop.common.vocabulary import ApplicationState, FieldKey, MemberStatus, Sex, Source, Step
from desktop.intake.comparison import Comparison, Verdict
from desktop.intake.rules import DATES, RESUMABLE, STEPS, TAKEN
from desktop.intake.views import MemberProgress
from desktop.roster.rules import STATUS_NAMES
from desktop.roster.views import PersonRow
from desktop.ui.theme import Kind
from desktop.ui.widgets.state_words import state_kind, state_name

# Narrow columns; everything else keeps its whole label.
_SHORT_LABELS: Final[dict[FieldKey, str]] = {
    FieldKey.ID_ISSUED_ON: mark("Ngày cấp thẻ"),
    FieldKey.CARD_NUMBER: mark("Số thẻ cũ"),
    FieldKey.OLD_ID: mark("CMND cũ"),
}

STEP_NAMES: Final[dict[Step, str]] = {
    Step.FIND: mark("Tìm"),
    Step.COMPARE: mark("Đối chiếu"),
    Step.PHOTO: mark("Chụp ảnh"),
    Step.SIGN: mark("Ký xác nhận"),
    Step.CHECK: mark("Kiểm tra và in"),
}

_SEX_WORDS: Final[dict[str, str]] = {Sex.MALE.value: mark("Nam"), Sex.FEMALE.value: mark("Nữ")}

_SOURCE_WORDS: Final[dict[Source, str]] = {
    Source.CARD: mark("theo thẻ"),
    Source.LIST: mark("theo danh sách"),
    Source.DECLARED: mark("người nộp khai"),
}

_OLD_CARD_WORDS: Final[dict[str, str]] = {
    "collected": mark("Đã thu lại"),
    "kept": mark("Chưa thu"),
}

# Numbers that a passer-by must not read from the screen, and how many of their digits stay.
MASKED: Final[dict[FieldKey, int]] = {
    FieldKey.PERSONAL_ID: 4,
    FieldKey.OLD_ID: 3,
    FieldKey.CARD_NUMBER: 3,
    FieldKey.PHONE: 3,
}


class StatusTag(NamedTuple):
    """A tag in a list: words, kind, and an icon other than the kind's own ("" for none)."""

    text: str
    kind: Kind
    icon: str = ""


def field_label(field: FieldKey, *, short: bool = False) -> str:
    """Return the label of a field; `short` for narrow columns."""
    return tr(_SHORT_LABELS[field] if short and field in _SHORT_LABELS else FIELD_LABELS[field])


def step_name(step: Step) -> str:
    """Return the name of a step."""
    return tr(STEP_NAMES[step])


def step_number(step: Step) -> int:
    """Return the place of a step, from 1."""
    return STEPS.index(step) + 1


def stopped_at(step: Step) -> str:
    """Return `Dừng ở bước 4, Ký xác nhận`."""
    return tr("Dừng ở bước {n}, {step}").format(n=step_number(step), step=step_name(step))


def step_and_number(step: Step) -> str:
    """Return `Bước 4, Ký xác nhận`."""
    return tr("Bước {n}, {step}").format(n=step_number(step), step=step_name(step))


def status_name(status: MemberStatus) -> str:
    """Return what the list calls a person's standing."""
    return tr(STATUS_NAMES[status])


def sex_word(sex: str) -> str:
    """Return Nam or Nữ for a stored sex; anything else comes back as it is."""
    return tr(_SEX_WORDS[sex]) if sex in _SEX_WORDS else sex


def sex_choices() -> tuple[tuple[str, str], ...]:
    """Return (stored value, word) of both."""
    return tuple((value, tr(word)) for value, word in _SEX_WORDS.items())


def old_card_choices() -> tuple[tuple[str, str], ...]:
    """Return (stored value, words) for what became of the old card."""
    return tuple((value, tr(word)) for value, word in _OLD_CARD_WORDS.items())


def source_word(source: Source) -> str:
    """Return where a value comes from, as a quiet remark."""
    return tr(_SOURCE_WORDS[source])


def old_card_masked(number: str) -> str:
    """Return a Party card number as `••.•••417`; other lengths are hidden in groups."""
    if len(number) == 8:
        return f"••.•••{number[-3:]}"
    return masked(number, keep=3)


def show_value(field: FieldKey, value: str, *, revealed: bool = False) -> str:
    """Return a stored value as people read it; "" stays "".

    Args:
        field: which fact.
        value: as stored (dates ISO, sex as in `Sex`).
        revealed: show numbers whole; the caller has recorded the look.
    """
    if field in DATES:
        return _shown_date(value)
    if field is FieldKey.SEX:
        return sex_word(value)
    if field is FieldKey.OLD_CARD:
        return tr(_OLD_CARD_WORDS[value]) if value in _OLD_CARD_WORDS else value
    if field in MASKED:
        return _shown_number(field, value, revealed=revealed)
    return value


def _shown_date(value: str) -> str:
    try:
        return show_iso(value)
    except ValueError:
        return value  # a draft keeps what was typed, even when it is no date yet


def _shown_number(field: FieldKey, value: str, *, revealed: bool) -> str:
    if not revealed:
        is_card = field is FieldKey.CARD_NUMBER
        return old_card_masked(value) if is_card else masked(value, keep=MASKED[field])
    if field is FieldKey.PERSONAL_ID and len(value) == 12:
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    return value


def shown_or_none(field: FieldKey, value: str, *, revealed: bool = False) -> str:
    """Return the shown value, or `Không có`."""
    return show_value(field, value, revealed=revealed) or tr("Không có")


def person_tag(row: PersonRow, progress: MemberProgress | None) -> StatusTag:
    """Return the one tag that says how far a person on the list is."""
    if progress is not None:
        if progress.state is ApplicationState.DRAFT:
            return StatusTag(tr("Đang dở"), "warn", "edit")
        if progress.state is ApplicationState.REJECTED or progress.state in RESUMABLE:
            return StatusTag(state_name(progress.state), state_kind(progress.state))
        if progress.state in TAKEN:
            day = local(progress.at).strftime("%d/%m")
            return StatusTag(tr("Đã xong {day}").format(day=day), "ok")
    if not row.eligible:
        return StatusTag(_ineligible_word(row.status), "bad")
    if row.status in {MemberStatus.TEMPORARY_RESIDENT, MemberStatus.OUTSIDE_LIST}:
        return StatusTag(status_name(row.status), "info", "home")
    return StatusTag(tr("Chưa làm"), "neutral")


def _ineligible_word(status: MemberStatus) -> str:
    words = {
        MemberStatus.PROBATIONARY: tr("Dự bị"),
        MemberStatus.MOVED: tr("Đã chuyển đi"),
        MemberStatus.ABROAD: tr("Ở nước ngoài"),
        MemberStatus.DECEASED: tr("Đã mất"),
        MemberStatus.EXPELLED: tr("Hỏi cấp ủy"),
        MemberStatus.DISCIPLINED: tr("Hỏi cấp ủy"),
    }
    return words.get(status, tr("Chưa có thẻ"))


def verdict_tag(row: Comparison) -> StatusTag:
    """Return how card and list relate in one field."""
    if row.verdict is Verdict.SAME:
        whole = row.field is FieldKey.PERSONAL_ID and len(row.card) == 12
        return StatusTag(tr("Khớp cả 12 số") if whole else tr("Khớp"), "ok")
    if row.verdict is Verdict.DIFFERENT:
        return _difference_tag(row)
    words: dict[Verdict, StatusTag] = {
        Verdict.LESS_PRECISE: StatusTag(tr("Chỉ ghi năm"), "info"),
        Verdict.RENAMED: StatusTag(tr("Đã đổi tên"), "info"),
        Verdict.POSSIBLE: StatusTag(tr("Hỏi địa danh"), "warn"),
        Verdict.ONLY_CARD: StatusTag(tr("Chỉ thẻ có"), "neutral"),
    }
    return words.get(row.verdict, StatusTag(tr("Thẻ không có"), "neutral"))


def _difference_tag(row: Comparison) -> StatusTag:
    if row.field is FieldKey.RESIDENCE:
        return StatusTag(tr("Khác địa danh"), "info")
    if row.field is FieldKey.FULL_NAME:
        return StatusTag(tr("Khác {n} chữ").format(n=row.differing), "warn")
    return StatusTag(tr("Khác nhau"), "warn")


def minutes(seconds: int | None) -> str:
    """Return a span as `1:04` (minutes and seconds), or a dash."""
    if seconds is None:
        return "–"
    return f"{seconds // 60}:{seconds % 60:02d}"


def given_words(given: CardsGiven) -> str:
    """Return how many members have their card, of all who were received."""
    words = tr("Đã trả thẻ {given}/{received} hồ sơ đã nhận")
    return words.format(given=given.handed_over, received=given.received)
