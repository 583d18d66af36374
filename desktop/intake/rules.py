"""The story of an application as tables: states, moves, steps, and what must be true. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.common.application_moves import MOVES, NEEDS_REASON, UNRECEIVED
from desktop.common.check_digits import append_check
from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, FieldKey, Sex, Source, Step
from desktop.identity.rules import IdWarning, check_personal_id, number_problem

TAKEN = frozenset(ApplicationState) - UNRECEIVED
"""States of a record that was received and has its receipt, wherever it is now."""

RESUMABLE = frozenset(
    {
        ApplicationState.NEEDS_SUPPLEMENT,
        ApplicationState.NOT_ELIGIBLE,
        ApplicationState.NOT_RECEIVED,
    }
)
"""States from which the counter goes on as soon as somebody opens the person again."""

STEPS = (Step.FIND, Step.COMPARE, Step.PHOTO, Step.SIGN, Step.CHECK)

PARTY_FOUNDED = date(1930, 2, 3)
ADULT_YEARS = 18
OLDEST_YEAR = 1900  # four typed digits are a year; "0101" is a slip

REQUIRED = (
    FieldKey.FULL_NAME,
    FieldKey.PERSONAL_ID,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
)

EDITABLE = (
    FieldKey.FULL_NAME,
    FieldKey.OTHER_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.ETHNICITY,
    FieldKey.RELIGION,
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.PHONE,
    FieldKey.CELL,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_NUMBER,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.FILE_NUMBER,
    FieldKey.OLD_CARD,
    FieldKey.HAND_OVER_AT,
    FieldKey.HOMETOWN,
    FieldKey.BIRTH_PLACE,
    FieldKey.RESIDENCE,
)
"""Fields of the form, in the order of the check page."""

DATES = (
    FieldKey.BIRTH_DATE,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.ID_ISSUED_ON,
)


class Severity(StrEnum):
    """An error must be mended before saving; a warning never blocks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something about one field that the clerk should see."""

    field: FieldKey
    severity: Severity
    message: str


def may_move(state: ApplicationState, to: ApplicationState) -> bool:
    """Whether a record may go from one state to another."""
    return to in MOVES[state]


def needs_reason(to: ApplicationState) -> bool:
    """Whether nobody may bring a record to a state without saying why."""
    return to in NEEDS_REASON


def exportable(*, review_required: bool) -> frozenset[ApplicationState]:
    """Return the states from which a record may leave in a batch.

    Args:
        review_required: whether a second person looks at every record before it leaves.
    """
    if review_required:
        return frozenset({ApplicationState.APPROVED})
    return frozenset({ApplicationState.RECEIVED, ApplicationState.APPROVED})


def receipt_number(station_code: str, running: int) -> str:
    """Return e.g. `MT02-000023-47`: station, running number, ISO/IEC 7064 MOD 97-10 check."""
    body = f"{station_code}{running:06d}"
    return f"{station_code}-{running:06d}-{append_check(body)[-2:]}"


def first_values(
    card: dict[FieldKey, str],
    listed: dict[FieldKey, str],
    suggested: dict[FieldKey, Source],
) -> tuple[dict[FieldKey, str], dict[FieldKey, Source]]:
    """Return what will stand on the record before the clerk decides anything, and the sources."""
    values: dict[FieldKey, str] = {}
    sources: dict[FieldKey, Source] = {}
    for field in FieldKey:
        prefer_card = suggested.get(field) is Source.CARD
        order = (
            ((Source.CARD, card), (Source.LIST, listed))
            if prefer_card
            else ((Source.LIST, listed), (Source.CARD, card))
        )
        for source, known in order:
            if known.get(field):
                values[field] = known[field]
                sources[field] = source
                break
    return values, sources


def _date_of(values: dict[FieldKey, str], field: FieldKey) -> PartialDate | None:
    try:
        return PartialDate.from_iso(values.get(field, ""))
    except ValueError:
        return None


def _earliest(value: PartialDate) -> date:
    return date(value.year, value.month or 1, value.day or 1)


def _latest(value: PartialDate) -> date:
    return date(value.year, value.month or 12, value.day or 28)


def check(values: dict[FieldKey, str], *, today: date) -> tuple[Problem, ...]:
    """Return everything the clerk should know about the fields, errors first."""
    problems = [*_missing(values), *_identity(values), *_dates(values, today)]
    problems.sort(key=lambda problem: problem.severity is Severity.WARNING)
    return tuple(problems)


def _missing(values: dict[FieldKey, str]) -> list[Problem]:
    texts = {
        FieldKey.FULL_NAME: tr("Ghi họ và tên như trên thẻ căn cước."),
        FieldKey.BIRTH_DATE: tr("Ghi ngày sinh, hoặc chỉ năm sinh nếu giấy tờ chỉ có năm."),
        FieldKey.SEX: tr("Chọn giới tính."),
    }
    found = [
        Problem(field, Severity.ERROR, texts[field]) for field in texts if not values.get(field)
    ]
    number = values.get(FieldKey.PERSONAL_ID, "")
    if complaint := number_problem(number):
        found.append(Problem(FieldKey.PERSONAL_ID, Severity.ERROR, complaint))
    return found


def _identity(values: dict[FieldKey, str]) -> list[Problem]:
    number = values.get(FieldKey.PERSONAL_ID, "")
    if number_problem(number):
        return []
    birth = _date_of(values, FieldKey.BIRTH_DATE)
    sex = Sex(values[FieldKey.SEX]) if values.get(FieldKey.SEX) in set(Sex) else None
    texts = {
        IdWarning.YEAR_DIFFERS: tr("Năm sinh khác với năm trong số định danh. Nhìn lại thẻ."),
        IdWarning.SEX_DIFFERS: tr("Giới tính khác với số định danh. Nhìn lại thẻ."),
    }
    return [
        Problem(FieldKey.PERSONAL_ID, Severity.WARNING, texts[warning])
        for warning in check_personal_id(number, birth_year=birth.year if birth else None, sex=sex)
        if warning in texts
    ]


def _dates(values: dict[FieldKey, str], today: date) -> list[Problem]:
    found = [
        Problem(field, Severity.ERROR, complaint)
        for field in DATES
        if (complaint := _date_complaint(values, field, today))
    ]
    return found + _joined(values) + _official(values)


def _date_complaint(values: dict[FieldKey, str], field: FieldKey, today: date) -> str | None:
    value = _date_of(values, field)
    if values.get(field) and value is None:
        return tr("Gõ ngày theo thứ tự ngày, tháng, năm. Ví dụ 25111978.")
    if value and value.year < OLDEST_YEAR:
        return tr("Năm này quá sớm. Kiểm tra lại năm.")
    if value and _earliest(value) > today:
        return tr("Ngày này chưa đến. Kiểm tra lại năm.")
    return None


def _joined(values: dict[FieldKey, str]) -> list[Problem]:
    birth = _date_of(values, FieldKey.BIRTH_DATE)
    joined = _date_of(values, FieldKey.JOINED_ON)
    if joined is None:
        return []
    field = FieldKey.JOINED_ON
    if _latest(joined) < PARTY_FOUNDED:
        message = tr("Ngày vào Đảng phải từ 03/02/1930 trở đi.")
        return [Problem(field, Severity.ERROR, message)]
    if birth is None:
        return []
    if _latest(joined) < _earliest(birth):
        return [Problem(field, Severity.ERROR, tr("Ngày vào Đảng phải sau ngày sinh."))]
    if joined.year - birth.year < ADULT_YEARS:
        message = tr("Vào Đảng khi chưa đủ 18 tuổi. Hỏi lại người nộp.")
        return [Problem(field, Severity.WARNING, message)]
    return []


def _official(values: dict[FieldKey, str]) -> list[Problem]:
    joined = _date_of(values, FieldKey.JOINED_ON)
    official = _date_of(values, FieldKey.OFFICIAL_ON)
    if joined is None or official is None:
        return []
    field = FieldKey.OFFICIAL_ON
    if _latest(official) < _earliest(joined):
        return [Problem(field, Severity.ERROR, tr("Ngày chính thức phải sau ngày vào Đảng."))]
    if (official.year - joined.year) * 12 + (official.month - joined.month) > 36:
        message = tr("Ngày chính thức cách ngày vào Đảng quá 36 tháng. Xem lại hai ngày này.")
        return [Problem(field, Severity.WARNING, message)]
    return []


def years_in_party(joined_iso: str, today: date) -> int | None:
    """Return full years since joining (tuổi Đảng counts from the joining date), or None."""
    try:
        joined = PartialDate.from_iso(joined_iso)
    except ValueError:
        return None
    years = today.year - joined.year
    if (today.month, today.day) < (joined.month or 1, joined.day or 1):
        years -= 1
    return max(years, 0)


def salutation(sex: str, birth_iso: str, today: date) -> str:
    """Return how to call the applicant (ông, bà, anh, chị), or an empty word when unsure."""
    try:
        age = today.year - PartialDate.from_iso(birth_iso).year
    except ValueError:
        return ""
    old = age >= 45
    if sex == Sex.MALE:
        return tr("ông") if old else tr("anh")
    if sex == Sex.FEMALE:
        return tr("bà") if old else tr("chị")
    return ""
