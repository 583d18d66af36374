"""Why a reviewer gives a record back: stable codes, where each is mended, how it is kept. Pure.

A return is a move of the record, so its reason is kept with the move: `review:photo`,
`review:other_field:cell Viết nhầm số chi bộ` (code, field where one was named, note).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey, Step
from desktop.intake.review.errors import ReturnError

PREFIX: Final = "review:"
SAMPLE_PREFIX: Final = "sample:"
TAKEN_BACK: Final = "return_taken_back"
"""Reason of the move with which a reviewer takes a return back."""

_OF_MOVES: Final = {
    TAKEN_BACK: mark("Người duyệt rút lại việc trả về."),
    "reopened": mark("Mở lại để sửa."),
    "found": mark("Đã tìm thấy thẻ."),
}
_OF_CARDS: Final = {"damaged": mark("Thẻ hỏng"), "missing": mark("Thiếu thẻ")}


class ReturnReason(StrEnum):
    """What has to be mended."""

    PHOTO = "photo"
    SIGNATURE = "signature"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    PERSONAL_ID = "personal_id"
    OTHER_FIELD = "other_field"
    PAPERS = "papers"
    DUPLICATE = "duplicate"
    OTHER = "other"


_WORDS: Final[dict[ReturnReason, str]] = {
    ReturnReason.PHOTO: mark("Ảnh chưa đạt, chụp lại."),
    ReturnReason.SIGNATURE: mark("Chữ ký chưa đạt, ký lại."),
    ReturnReason.FULL_NAME: mark("Họ tên chưa khớp, đối chiếu lại với thẻ căn cước."),
    ReturnReason.BIRTH_DATE: mark("Ngày sinh chưa khớp, đối chiếu lại với thẻ căn cước."),
    ReturnReason.PERSONAL_ID: mark("Số định danh chưa đúng, quét lại thẻ căn cước."),
    ReturnReason.OTHER_FIELD: mark("Có ô chưa đúng."),
    ReturnReason.PAPERS: mark("Giấy tờ kèm thiếu hoặc không đọc được, chụp lại."),
    ReturnReason.DUPLICATE: mark("Có thể trùng người, kiểm tra lại."),
    ReturnReason.OTHER: mark("Xem ghi chú của người duyệt."),
}
_SHORT: Final[dict[ReturnReason, str]] = {
    ReturnReason.PHOTO: mark("Ảnh chưa đạt"),
    ReturnReason.SIGNATURE: mark("Chữ ký chưa đạt"),
    ReturnReason.FULL_NAME: mark("Họ tên chưa khớp"),
    ReturnReason.BIRTH_DATE: mark("Ngày sinh chưa khớp"),
    ReturnReason.PERSONAL_ID: mark("Số định danh chưa đúng"),
    ReturnReason.OTHER_FIELD: mark("Có ô chưa đúng"),
    ReturnReason.PAPERS: mark("Giấy tờ kèm chưa đạt"),
    ReturnReason.DUPLICATE: mark("Có thể trùng người"),
    ReturnReason.OTHER: mark("Lý do khác"),
}
_PLACES: Final[dict[ReturnReason, tuple[Step, FieldKey | None]]] = {
    ReturnReason.PHOTO: (Step.PHOTO, None),
    ReturnReason.SIGNATURE: (Step.SIGN, None),
    ReturnReason.FULL_NAME: (Step.CHECK, FieldKey.FULL_NAME),
    ReturnReason.BIRTH_DATE: (Step.CHECK, FieldKey.BIRTH_DATE),
    ReturnReason.PERSONAL_ID: (Step.CHECK, FieldKey.PERSONAL_ID),
}


@dataclass(frozen=True)
class GivenBack:
    """What a reviewer says when giving a record back.

    Attributes:
        reason: the code.
        field: the field it is about; only with `OTHER_FIELD`.
        note: what the reviewer adds for the counter.
    """

    reason: ReturnReason
    field: FieldKey | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """What the clerk reads: the reason, and the note if there is one."""
        return f"{reason_words(self.reason)} {self.note}".strip()

    @property
    def step(self) -> Step:
        """The step that mends it; what has no place of its own is looked for on the check page."""
        return _PLACES.get(self.reason, (Step.CHECK, None))[0]

    @property
    def bad_field(self) -> FieldKey | None:
        """The field to be looked at first, None when it is no field."""
        return self.field or _PLACES.get(self.reason, (Step.CHECK, None))[1]


def reason_words(reason: ReturnReason) -> str:
    """Return what a code says to the clerk."""
    return tr(_WORDS[reason])


def short_reason(reason: ReturnReason) -> str:
    """Return a code in a few words, for the reviewer who chooses it."""
    return tr(_SHORT[reason])


def checked(said: GivenBack) -> GivenBack:
    """Return what was said, cleaned.

    Raises:
        ReturnError: the clerk would not know what to mend.
    """
    note = clean(said.note)
    if said.reason is ReturnReason.OTHER_FIELD and said.field is None:
        raise ReturnError(tr("Chưa chọn ô cần sửa."), tr("Chọn ô cần sửa rồi trả lại."))
    if said.reason is ReturnReason.OTHER and not note:
        raise ReturnError(tr("Chưa ghi phải sửa gì."), tr("Ghi chú cho quầy rồi trả lại."))
    field = said.field if said.reason is ReturnReason.OTHER_FIELD else None
    return GivenBack(said.reason, field, note)


def stored(said: GivenBack) -> str:
    """Return the form in which a return is kept with its move."""
    code = said.reason.value + (f":{said.field.value}" if said.field else "")
    return f"{PREFIX}{code} {said.note}".strip()


def read(reason: str) -> GivenBack | None:
    """Read what `stored` gave; None for the reason of any other move."""
    if not reason.startswith(PREFIX):
        return None
    head, _, note = reason.removeprefix(PREFIX).partition(" ")
    code, _, field = head.partition(":")
    known = code in set(ReturnReason)
    return GivenBack(
        ReturnReason(code) if known else ReturnReason.OTHER,
        FieldKey(field) if field in set(FieldKey) else None,
        note,
    )


def move_words(reason: str) -> str | None:
    """Return what the coded reason of a move says to people; None where somebody wrote it."""
    said = read(reason)
    if said is not None:
        return said.words
    if reason.startswith(SAMPLE_PREFIX):
        return tr("Duyệt theo mẫu.")
    code, colon, note = reason.partition(": ")
    if colon and code in _OF_CARDS:
        return f"{tr(_OF_CARDS[code])}: {note}"
    return tr(_OF_MOVES[reason]) if reason in _OF_MOVES else None
