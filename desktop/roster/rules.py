"""Pure decisions: who may renew a card now, and what the words of a list mean.

The table follows Chỉ thị 51-CT/TW: the card is changed for official members who hold one. What
no source settles (discipline, abroad) is answered carefully: ask the Party committee first. A
commune may set its own words and answers by status (`roster/eligibility`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.common.i18n import mark, tr
from desktop.common.text import fold
from desktop.common.vocabulary import MemberStatus, Sex


@dataclass(frozen=True)
class Eligibility:
    """Whether a person's card can be renewed now.

    Attributes:
        eligible: True when the counter may take the application.
        reason: code from `REASONS`, or a commune's own words; set whenever there is something to
            know, also when eligible.
    """

    eligible: bool
    reason: str | None = None


REASONS: dict[str, str] = {
    "probationary": mark("Đảng viên dự bị: làm thẻ khi được công nhận chính thức."),
    "no_card": mark("Danh sách chưa có số thẻ: hỏi chi bộ đã phát thẻ chưa."),
    "card_unrecorded": mark("Danh sách không ghi số thẻ: xem thẻ đang giữ."),
    "moved": mark("Đã chuyển sinh hoạt: làm tại nơi sinh hoạt mới."),
    "abroad": mark("Đang ở nước ngoài: làm khi về nước."),
    "deceased": mark("Danh sách ghi đã mất."),
    "expelled": mark("Không còn là đảng viên theo danh sách: hỏi cấp ủy."),
    "disciplined": mark("Đang chịu kỷ luật: hỏi cấp ủy trước khi nhận."),
    "counted_apart": mark("Tính riêng, không vào tổng của xã."),
}

Table = Mapping[MemberStatus, Eligibility]
"""What holds for each status; for official members it says nothing of the card yet."""

DEFAULT_TABLE: Table = {
    MemberStatus.OFFICIAL: Eligibility(True),
    MemberStatus.EXEMPT: Eligibility(True),
    MemberStatus.PROBATIONARY: Eligibility(False, "probationary"),
    MemberStatus.MOVED: Eligibility(False, "moved"),
    MemberStatus.ABROAD: Eligibility(False, "abroad"),
    MemberStatus.DECEASED: Eligibility(False, "deceased"),
    MemberStatus.EXPELLED: Eligibility(False, "expelled"),
    MemberStatus.DISCIPLINED: Eligibility(False, "disciplined"),
    MemberStatus.TEMPORARY_RESIDENT: Eligibility(True, "counted_apart"),
    MemberStatus.OUTSIDE_LIST: Eligibility(True, "counted_apart"),
}

APART = frozenset({MemberStatus.TEMPORARY_RESIDENT, MemberStatus.OUTSIDE_LIST})
"""People who are served here but counted apart from the unit's own total."""


def eligibility(
    status: MemberStatus,
    *,
    card_number: str,
    list_has_cards: bool = True,
    table: Table = DEFAULT_TABLE,
) -> Eligibility:
    """Decide whether a person's card can be renewed now.

    Args:
        status: what the list says of the person.
        card_number: the number of the card held now, or empty.
        list_has_cards: False when the list has no column of card numbers at all; then an
            official member stays eligible and the counter looks at the card itself.
        table: the rules in force; a status it lacks follows the default.
    """
    if status is not MemberStatus.OFFICIAL:
        return table.get(status) or DEFAULT_TABLE[status]
    if card_number:
        return Eligibility(True)
    return Eligibility(False, "no_card") if list_has_cards else Eligibility(True, "card_unrecorded")


def reason_text(code: str | None) -> str:
    """Return the words for a reason code, a commune's own words as they are, "" for none."""
    return (tr(REASONS[code]) if code in REASONS else code) if code else ""


STATUS_NAMES: dict[MemberStatus, str] = {
    MemberStatus.OFFICIAL: mark("Chính thức"),
    MemberStatus.PROBATIONARY: mark("Dự bị"),
    MemberStatus.EXEMPT: mark("Miễn sinh hoạt"),
    MemberStatus.MOVED: mark("Đã chuyển sinh hoạt"),
    MemberStatus.ABROAD: mark("Ở nước ngoài"),
    MemberStatus.DECEASED: mark("Đã mất"),
    MemberStatus.EXPELLED: mark("Không còn là đảng viên"),
    MemberStatus.DISCIPLINED: mark("Đang chịu kỷ luật"),
    MemberStatus.TEMPORARY_RESIDENT: mark("Tạm trú"),
    MemberStatus.OUTSIDE_LIST: mark("Ngoài danh sách"),
}

# Folded words of real lists; the first that fits wins, so "chua chinh thuc" is not "chinh thuc".
_STATUS_TEXTS: tuple[tuple[MemberStatus, str], ...] = (
    (MemberStatus.PROBATIONARY, "du bi|dvdb|chua (?:\\w+ ){0,3}chinh thuc"),
    (MemberStatus.PROBATIONARY, "(?:cho|dang cho|de nghi|xet) (?:\\w+ ){0,3}chinh thuc"),
    (MemberStatus.EXEMPT, "mien (?:sinh hoat|cong tac|sh|ct)"),
    (MemberStatus.TEMPORARY_RESIDENT, "sinh hoat (?:dang )?tam thoi|tam tru"),
    (MemberStatus.MOVED, "chuyen (?:sinh hoat|sh|shd|di)|da chuyen"),
    (MemberStatus.ABROAD, "nuoc ngoai|xuat khau lao dong|xkld|du hoc"),
    (MemberStatus.DECEASED, "tu tran|da mat|qua doi|chet|h[iy] sinh|mat (?:ngay|thang|nam|luc)"),
    (MemberStatus.DECEASED, "mat \\d+"),
    (MemberStatus.EXPELLED, "khai tru|xoa ten|ra (?:khoi )?dang|khong con la dang vien"),
    (MemberStatus.DISCIPLINED, "k[iy] luat"),
    (MemberStatus.OUTSIDE_LIST, "ngoai danh sach"),
    (MemberStatus.OFFICIAL, "chinh thuc|dang sinh hoat|dang hoat dong|binh thuong"),
)
_STATUS_WORDS = tuple((re.compile(rf"\b(?:{words})\b"), status) for status, words in _STATUS_TEXTS)
_SHORT_STATUS = {
    "ct": MemberStatus.OFFICIAL,
    "dvct": MemberStatus.OFFICIAL,
    "db": MemberStatus.PROBATIONARY,
    "dvdb": MemberStatus.PROBATIONARY,
    "mat": MemberStatus.DECEASED,
}
# What only sounds like a status: a lost card, somebody who came, a matter that is over.
_NO_STATUS = re.compile(
    r"\b(?:da |bi )*mat (?:the|giay|ho so|cccd|can cuoc)\b.*|"
    r"\b(?:khong|chua)(?: bi| co)? k[iy] luat\b|\b(?:het|hoan thanh) (?:han |thoi gian )?"
    r"(?:k[iy] luat|du bi)\b|"
    r"\b(?:moi )?chuyen (?:(?:sinh hoat|sh|shd)(?: dang)? )?(?:den|ve)"
    r"(?: (?:tu|thang|nam|ngay|\d).*|$)|\bmoi chuyen\b.*\b(?:den|ve)\b.*|"
    r"\btu .{2,40} chuyen (?:(?:sinh hoat|sh) )?(?:den|ve|sang)\b.*"
)


@lru_cache(maxsize=1_024)
def status_of(text: str) -> MemberStatus | None:
    """Read a status as lists write it; None when the words are not known."""
    folded = fold(text)
    if folded in _SHORT_STATUS:
        return _SHORT_STATUS[folded]
    folded = _NO_STATUS.sub(" ", folded)
    return next((status for words, status in _STATUS_WORDS if words.search(folded)), None)


_CLAUSE = re.compile(r"[,;.()\n:]|\s-\s")
_BEFORE_STATUS = re.compile(
    r"(?:(?:da|dang|duoc|bi|xin|moi|hien|nay|dong chi|d/c|dang vien|dv|la|thuoc dien|dien|di|"
    r"o|lam|lao dong|hoc tap|chiu|thi hanh|tu) )*"
)


@lru_cache(maxsize=4_096)
def status_of_note(text: str) -> MemberStatus | None:
    """Read the status that a remark begins with; None when it tells another story.

    `Chuyển sinh hoạt về xã Tà Xùa từ 7/2025` says that the person moved; `con bà Mai, đã mất` and
    `đề nghị miễn sinh hoạt` say nothing of the person's own status.
    """
    clause = _CLAUSE.split(fold(text), maxsplit=1)[0].strip()
    if clause in _SHORT_STATUS:
        return _SHORT_STATUS[clause]
    clause = _NO_STATUS.sub(" ", clause).strip()
    for words, status in _STATUS_WORDS:
        found = words.search(clause)
        if found and _BEFORE_STATUS.fullmatch(clause[: found.start()]):
            return status
    return None


_MALE = frozenset({"nam", "m", "male", "trai", "ong"})
_FEMALE = frozenset({"nu", "f", "female", "gai", "ba"})


@lru_cache(maxsize=1_024)
def sex_of(text: str) -> Sex | None:
    """Read a sex as lists and cards write it; None when it is neither."""
    folded = fold(text)
    if folded in _MALE:
        return Sex.MALE
    return Sex.FEMALE if folded in _FEMALE else None
