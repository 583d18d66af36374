"""Pure: what a row of a list of printed cards does to a record, and how far the cells are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from desktop.common.i18n import mark, tr
from desktop.common.state_names import UNDELIVERED_NAMES
from desktop.common.text import fold
from desktop.common.vocabulary import ApplicationState, CardState, Undelivered
from desktop.returns.views import Aside, CardView, CellProgress, Person, PrintResult, Row

CARD_DIGITS = 12
COUNT_SERIES = "card_count"
"""The series of the numbers of counts; with its number it is the cause of a move."""
FOUND = "found"
"""Cause of the move of a record whose card turned up after all."""

_BEFORE_PRINT: Final = frozenset(
    {ApplicationState.EXPORTED, ApplicationState.ACKNOWLEDGED, ApplicationState.SENT_TO_PRINT}
)
_HAS_CARD: Final = frozenset(
    {ApplicationState.PRINTED, ApplicationState.RETURNED, ApplicationState.HANDED_OVER}
)

# The first that fits holds, so "không đạt" is not "đạt" and "chưa in" is not "in".
_RESULTS: Final = (
    (PrintResult.FAILED, r"khong (?:dat|in|duoc)|chua dat|loi|hong|that bai|tra lai|failed|error"),
    (PrintResult.SENT, r"dang in|cho in|chua in|chuyen in|sent|queued|printing"),
    (PrintResult.PRINTED, r"da in|in xong|in thanh cong|thanh cong|dat|xong|printed|done|ok|x|1"),
)
_RESULT_WORDS: Final = tuple(
    (result, re.compile(rf"\b(?:{words})\b")) for result, words in _RESULTS
)

_ASIDE: Final[dict[Aside, str]] = {
    Aside.NO_KEY: mark("Không có số biên nhận và số định danh."),
    Aside.UNKNOWN: mark("Quầy này không có hồ sơ mang số đó."),
    Aside.SEVERAL: mark("Số định danh này có nhiều hồ sơ, cần số biên nhận."),
    Aside.DISAGREE: mark("Số biên nhận và số định danh không cùng một người."),
    Aside.NAME_DIFFERS: mark("Họ tên khác với hồ sơ."),
    Aside.NO_RESULT: mark("Không rõ kết quả in."),
    Aside.NO_NUMBER: mark("Đã in nhưng thiếu số thẻ mới."),
    Aside.BAD_NUMBER: mark("Số thẻ mới không đủ 12 chữ số."),
    Aside.NUMBER_TAKEN: mark("Số thẻ mới đã thuộc về người khác."),
    Aside.NUMBER_DIFFERS: mark("Thẻ của người này đã in với số khác."),
    Aside.TWICE: mark("Người này đứng hai lần trong tệp."),
    Aside.NOT_SENT: mark("Hồ sơ chưa gửi đi, hoặc đã lấy về để sửa."),
    Aside.SENT_BACK: mark("Hồ sơ đang bị tỉnh trả về."),
    Aside.ALREADY_PRINTED: mark("Thẻ của người này đã in xong từ trước."),
}

_STAYS: Final = frozenset(
    {Undelivered.MOVED, Undelivered.DECEASED, Undelivered.REFUSED, Undelivered.WRONG}
)
"""With these reasons a card stays here, also when the cell takes the others."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the list is held against it.

    Attributes:
        card_number: of its newest card, empty before the first.
        run: of its newest card, 0 before the first.
    """

    id: UUID
    state: ApplicationState
    version: int
    receipt_number: str
    personal_id: str
    full_name: str
    card_number: str = ""
    card_state: CardState | None = None
    run: int = 0


@dataclass
class Book:
    """The records of a station by what lists call them; grows with the rows that were judged."""

    by_receipt: dict[str, Record] = field(default_factory=dict)
    by_person: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, UUID] = field(default_factory=dict)
    seen: set[UUID] = field(default_factory=set)

    @classmethod
    def of(cls, records: Iterable[Record], numbers: Mapping[str, UUID]) -> Book:
        """Return the book of some records and of every card number that was ever given out."""
        book = cls(by_number=dict(numbers))
        for record in records:
            book.by_receipt[plain_receipt(record.receipt_number)] = record
            if record.personal_id:
                book.by_person[record.personal_id].append(record)
        return book


@dataclass(frozen=True, slots=True)
class Change:
    """What a row does: the record it is about, and the result to write; None changes nothing."""

    record: Record
    result: PrintResult | None


def plain_receipt(text: str) -> str:
    """Return a receipt number without its grouping: `MT02-000023-62` is `MT0200002362`."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def result_of(text: str, *, has_number: bool) -> PrintResult | None:
    """Read a result as offices write it; a row with a number and no word is a printed card."""
    folded = fold(text)
    if not folded:
        return PrintResult.PRINTED if has_number else None
    return next((result for result, words in _RESULT_WORDS if words.search(folded)), None)


def is_card_number(text: str) -> bool:
    """Whether a text has the form of a new card number; nothing more is known of it."""
    return len(text) == CARD_DIGITS and text.isascii() and text.isdigit()


def judge(row: Row, book: Book) -> Change | Aside:
    """Return what a row does, and note it in the book; a row that fits nothing is kept aside."""
    found = _record(row, book)
    if isinstance(found, Aside):
        return found
    if row.full_name and fold(row.full_name) != fold(found.full_name):
        return Aside.NAME_DIFFERS
    if found.id in book.seen:
        return Aside.TWICE
    outcome = _outcome(row, found, book)
    if isinstance(outcome, Aside):
        return outcome
    book.seen.add(found.id)
    if outcome.result is PrintResult.PRINTED:
        book.by_number[row.card_number] = found.id
    return outcome


def _record(row: Row, book: Book) -> Record | Aside:
    """Find the record; two keys that name two people are never guessed about."""
    if not row.receipt_number and not row.personal_id:
        return Aside.NO_KEY
    people = book.by_person.get(row.personal_id, []) if row.personal_id else []
    if not row.receipt_number:
        if not people:
            return Aside.UNKNOWN
        return people[0] if len(people) == 1 else Aside.SEVERAL
    found = book.by_receipt.get(plain_receipt(row.receipt_number))
    if found is None:
        return Aside.UNKNOWN
    if row.personal_id and row.personal_id != found.personal_id:
        return Aside.DISAGREE
    return found


def _outcome(row: Row, record: Record, book: Book) -> Change | Aside:
    if row.result is None:
        return Aside.NO_RESULT
    if record.state in _HAS_CARD:
        return _again(row, record)
    if record.state is ApplicationState.REJECTED:
        is_known = row.result is PrintResult.FAILED
        return Change(record, None) if is_known else Aside.SENT_BACK
    if record.state not in _BEFORE_PRINT:
        return Aside.NOT_SENT
    if _is_spoiled_card(row, record):
        return Change(record, None)
    wrong = None
    if row.result is PrintResult.PRINTED:
        wrong = _number_problem(row.card_number, record, book)
    is_there = record.state is ApplicationState.SENT_TO_PRINT
    says_nothing = row.result is PrintResult.SENT and is_there
    return wrong or Change(record, None if says_nothing else row.result)


def _is_spoiled_card(row: Row, record: Record) -> bool:
    """Whether a row tells of the card that came damaged or did not come, not of the next one.

    The list of the province tells which card of the record it means. Where a list does not, the
    same number again means the same card: an office that prints it anew gives it another number.
    """
    if row.result is not PrintResult.PRINTED or not record.run:
        return False
    if row.run:
        return row.run <= record.run
    return row.card_number == record.card_number


def _again(row: Row, record: Record) -> Change | Aside:
    """Judge a row about a record whose card is printed already."""
    if row.result is PrintResult.FAILED:
        return Aside.ALREADY_PRINTED
    if row.result is PrintResult.PRINTED and row.card_number != record.card_number:
        return Aside.NUMBER_DIFFERS
    return Change(record, None)


def _number_problem(number: str, record: Record, book: Book) -> Aside | None:
    if not number:
        return Aside.NO_NUMBER
    if not is_card_number(number):
        return Aside.BAD_NUMBER
    owner = book.by_number.get(number)
    return Aside.NUMBER_TAKEN if owner not in {None, record.id} else None


def aside_text(code: Aside) -> str:
    """Return why a row was kept aside, in words."""
    return tr(_ASIDE[code])


def goes_with_cell(card: CardView) -> bool:
    """Whether the secretary of the cell may take a card along for its person."""
    is_here = card.application_state is ApplicationState.RETURNED
    return is_here and card.undelivered not in _STAYS


def undelivered_text(reason: Undelivered) -> str:
    """Return why a card was not handed out, in words."""
    return tr(UNDELIVERED_NAMES[reason])


def progress(
    people: Iterable[Person], states: Mapping[UUID, tuple[ApplicationState, bool]]
) -> tuple[CellProgress, ...]:
    """Return how far each cell is, sorted by the given order of people.

    Args:
        people: everybody on the list.
        states: member -> (state of the record, whether a reason is noted why the card is still
            here).
    """
    counts: dict[str, Counter[str]] = {}
    for person in people:
        counted = counts.setdefault(person.cell, Counter())
        counted["eligible"] += person.is_eligible
        state, is_noted = states.get(person.member_id, (None, False))
        if state is ApplicationState.HANDED_OVER:
            counted["handed_over" if person.is_eligible else "apart"] += 1
        elif state is ApplicationState.RETURNED:
            counted["to_hand_over"] += 1
            counted["undelivered"] += is_noted
        elif state in {ApplicationState.SENT_TO_PRINT, ApplicationState.PRINTED}:
            counted["on_the_way"] += 1
    return tuple(
        CellProgress(
            cell,
            eligible=counted["eligible"],
            handed_over=counted["handed_over"],
            apart=counted["apart"],
            to_hand_over=counted["to_hand_over"],
            undelivered=counted["undelivered"],
            on_the_way=counted["on_the_way"],
        )
        for cell, counted in counts.items()
    )


def total(cells: Sequence[CellProgress]) -> CellProgress:
    """Return the sum of all cells, under an empty name."""
    return CellProgress(
        "",
        eligible=sum(one.eligible for one in cells),
        handed_over=sum(one.handed_over for one in cells),
        apart=sum(one.apart for one in cells),
        to_hand_over=sum(one.to_hand_over for one in cells),
        undelivered=sum(one.undelivered for one in cells),
        on_the_way=sum(one.on_the_way for one in cells),
    )


def move_words(cause: str) -> str | None:
    """Return what a move of a counted card says to people; None for any other move."""
    if cause == FOUND:
        return tr("Đã thấy lại thẻ.")
    series, _, number = cause.rpartition(" ")
    if series == COUNT_SERIES:
        return tr("Biên bản kiểm đếm số {n}.").format(n=number)
    state, colon, reason = cause.partition(": ")
    words = {
        CardState.DAMAGED: tr("Thẻ hỏng: {reason}"),
        CardState.MISSING: tr("Thẻ thiếu: {reason}"),
    }
    if colon and state in words:
        return words[CardState(state)].format(reason=reason)
    return None
