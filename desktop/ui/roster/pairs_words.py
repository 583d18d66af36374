"""What a comparison of two rows says, in words: field by field, and as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.comparison import differing_words
from desktop.roster.linkage.views import Fact, Verdict
from desktop.roster.register.rules import COMPARED, Likeness, compare_values
from desktop.roster.register.words import FIELD_NAMES, LIKENESS_NAMES
from desktop.ui.roster.person_words import MASKED, shown
from desktop.ui.theme import Kind, Span

_VERDICTS: Final[dict[str, str]] = {
    Verdict.SAME: mark("Khớp"),
    Verdict.BARE: mark("Một bên không dấu"),
    Verdict.LETTERS: mark("Khác dấu"),
    Verdict.TYPO: mark("Khác một chữ cái"),
    Verdict.SHORT_TYPO: mark("Khác một chữ cái"),
    Verdict.MISSING: mark("Một bên ghi thiếu"),
    Verdict.ONE_DIGIT: mark("Khác một chữ số"),
    Verdict.SAME_MONTH: mark("Trùng tháng, năm"),
    Verdict.SAME_YEAR: mark("Trùng năm"),
    Verdict.SWAPPED: mark("Đảo ngày và tháng"),
    Verdict.NEAR_DAY: mark("Lệch ngày"),
    Verdict.UNFITTING: mark("Khác, số không hợp ngày sinh"),
    Verdict.ONE_PART: mark("Khác ngày hoặc tháng"),
    Verdict.OTHER_YEAR: mark("Lệch năm"),
    Verdict.NUMBER_YEAR: mark("Năm trùng số định danh"),
    Verdict.NEAR_YEAR: mark("Năm gần nhau"),
    Verdict.OTHER_DAY: mark("Khác ngày"),
    Verdict.VILLAGE: mark("Trùng tên bản"),
    Verdict.COMMUNE: mark("Khác bản"),
    Verdict.DIFFERS: mark("Khác"),
}

_NAME_PARTS: Final[dict[str, str]] = {
    Fact.FAMILY: mark("Họ {verdict}"),
    Fact.MIDDLE: mark("Đệm {verdict}"),
    Fact.GIVEN: mark("Tên {verdict}"),
}

_FIELDS: Final[dict[str, FieldKey]] = {
    Fact.PERSONAL_ID: FieldKey.PERSONAL_ID,
    Fact.OLD_ID: FieldKey.OLD_ID,
    Fact.CARD_NUMBER: FieldKey.CARD_NUMBER,
    Fact.FAMILY: FieldKey.FULL_NAME,
    Fact.MIDDLE: FieldKey.FULL_NAME,
    Fact.GIVEN: FieldKey.FULL_NAME,
    Fact.BIRTH: FieldKey.BIRTH_DATE,
    Fact.SEX: FieldKey.SEX,
    Fact.PLACE: FieldKey.RESIDENCE,
    Fact.JOINED: FieldKey.JOINED_ON,
    Fact.HOMETOWN: FieldKey.HOMETOWN,
    Fact.ETHNICITY: FieldKey.ETHNICITY,
}

# Weights are log2 of odds: 10 is a thousand to one. The steps are for reading, not for deciding.
_STEPS: Final[tuple[tuple[float, str], ...]] = (
    (8.0, mark("rất giống một người")),
    (3.0, mark("giống một người")),
    (0.3, mark("hơi giống")),
    (-0.3, mark("không nói lên gì")),
    (-3.0, mark("hơi ngờ")),
)
_FAR: Final = mark("ngờ là hai người")
_CLOSE: Final = frozenset({Likeness.SAME, Likeness.SOURCE_LESS, Likeness.SOURCE_BLANK})


class Reason(Protocol):
    """One line of why, from a cross-check or from the search for duplicates."""

    @property
    def fact(self) -> str:
        """Word of the weight table."""

    @property
    def verdict(self) -> str:
        """How it compares."""

    @property
    def weight(self) -> float:
        """Log2 of the odds."""

    @property
    def contradicts(self) -> bool:
        """Whether it keeps the pair from being taken without asking."""


@dataclass(frozen=True)
class FactRow:
    """One field of two rows side by side.

    Attributes:
        left: as stored, "" for none; so is `right`.
        verdict: how they compare, at most a few words.
        kind: tone of the verdict.
        says: what that says about one person or two; empty when it is not weighed.
        differs: whether the row is to be pointed out.
    """

    field: FieldKey
    label: str
    left: str
    right: str
    verdict: str
    kind: Kind
    says: str = ""
    differs: bool = False


def weight_words(weight: float) -> str:
    """Return what a weight (log2 of the odds) says."""
    said = next((words for least, words in _STEPS if weight >= least), _FAR)
    return tr(said)


def pair_words(weight: float, reasons: Sequence[Reason]) -> str:
    """Return what a pair as a whole looks like."""
    against = contradictions(reasons)
    if against:
        words = tr("Khác ở mục quan trọng: {fields}. Máy không tự ghép, cần người xem.")
        return words.format(fields=", ".join(against))
    if weight >= 10:
        return tr("Rất giống một người. Còn thiếu điểm chắc chắn, hoặc có người khác cũng giống.")
    if weight >= 4:
        return tr("Giống một người, nhưng chưa đủ chắc để máy tự ghép.")
    return tr("Chưa đủ để biết là một hay hai người. Hỏi chi bộ rồi chọn.")


def contradictions(reasons: Sequence[Reason]) -> list[str]:
    """Return the names of the fields that speak against one person on their own."""
    fields = {_FIELDS[one.fact] for one in reasons if one.contradicts and one.fact in _FIELDS}
    return [tr(FIELD_NAMES[field]).lower() for field in COMPARED if field in fields]


def fact_rows(
    left: Mapping[FieldKey, str], right: Mapping[FieldKey, str], reasons: Sequence[Reason]
) -> list[FactRow]:
    """Return every field that one side has, in the order of the register."""
    by_field: dict[FieldKey, list[Reason]] = defaultdict(list)
    for one in reasons:
        field = _FIELDS.get(one.fact)
        if field is FieldKey.RESIDENCE and not (left.get(field) and right.get(field)):
            field = FieldKey.CELL
        if field is not None:
            by_field[field].append(one)
    return [
        _row(field, left.get(field, ""), right.get(field, ""), by_field[field])
        for field in COMPARED
        if left.get(field) or right.get(field)
    ]


def _row(field: FieldKey, left: str, right: str, reasons: Sequence[Reason]) -> FactRow:
    label = tr(FIELD_NAMES[field])
    likeness = compare_values(field, left, right)
    if not (left and right):
        return FactRow(field, label, left, right, tr("Một bên không ghi"), "neutral")
    if reasons:
        weight = sum(one.weight for one in reasons)
        verdict = _verdict(reasons)
        is_same = all(one.verdict == Verdict.SAME for one in reasons)
        kind: Kind = "ok" if is_same else "bad" if weight < 0 and _contradict(reasons) else "warn"
        return FactRow(field, label, left, right, verdict, kind, weight_words(weight), not is_same)
    is_close = likeness in _CLOSE
    kind = "ok" if is_close else "warn"
    return FactRow(field, label, left, right, tr(LIKENESS_NAMES[likeness]), kind, "", not is_close)


def _contradict(reasons: Sequence[Reason]) -> bool:
    return any(one.contradicts for one in reasons)


def _verdict(reasons: Sequence[Reason]) -> str:
    unlike = [one for one in reasons if one.verdict != Verdict.SAME]
    if not unlike:
        return tr(_VERDICTS[Verdict.SAME])
    worst = min(unlike, key=lambda one: one.weight)
    word, frame = tr(_VERDICTS[worst.verdict]), _NAME_PARTS.get(worst.fact)
    return tr(frame).format(verdict=word.lower()) if frame else word


# ---------------------------------------------------------------- what to mark


def marks_of(
    field: FieldKey, left: str, right: str, *, revealed: bool
) -> tuple[list[Span], list[Span]]:
    """Return what to fill in the two shown values (given as stored) of a field that differs."""
    if not (left and right):
        return [], []
    one = shown(field, left, revealed=revealed)
    two = shown(field, right, revealed=revealed)
    if field in MASKED:
        return _unlike_signs(one, two)
    if "/" in one or "/" in two:
        return _unlike_parts(one, two)
    words = differing_words(one, two)
    return _spans(one, words[0]), _spans(two, words[1])


def _spans(text: str, found: Sequence[tuple[int, int]]) -> list[Span]:
    return [
        Span(start, len(text[start : start + length].rstrip(",;.")), "mark")
        for start, length in found
    ]


def _unlike_signs(one: str, two: str) -> tuple[list[Span], list[Span]]:
    if len(one) != len(two):
        return [Span(0, len(one), "mark")], [Span(0, len(two), "mark")]
    places = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    spans = [Span(place, 1, "mark") for place in places]
    return spans, list(spans)


def _unlike_parts(one: str, two: str) -> tuple[list[Span], list[Span]]:
    """Mark day, month or year of dates, from the year backwards."""
    sides = one.split("/"), two.split("/")
    found: tuple[list[Span], list[Span]] = ([], [])
    for side, other, spans in ((0, 1, found[0]), (1, 0, found[1])):
        end = len((one, two)[side])
        for place, part in enumerate(reversed(sides[side]), start=1):
            start = end - len(part)
            mine = sides[other]
            if place > len(mine) or mine[-place] != part:
                spans.insert(0, Span(start, len(part), "mark"))
            end = start - 1
    return found
