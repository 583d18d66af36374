"""Notes and their pages, in words."""

from __future__ import annotations

from typing import Final

from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.common.i18n import mark, tr

PLACES: Final[dict[NotePlace, str]] = {
    NotePlace.FIND: mark("Tìm người"),
    NotePlace.NOT_LISTED: mark("Không có trong danh sách"),
    NotePlace.COMPARE: mark("Đối chiếu"),
    NotePlace.PHOTO: mark("Chụp ảnh"),
    NotePlace.SIGN: mark("Ký xác nhận"),
    NotePlace.CHECK: mark("Kiểm tra và in"),
    NotePlace.REVIEW: mark("Duyệt hồ sơ"),
    NotePlace.CARDS: mark("Thẻ đã về"),
}


def place_words(place: NotePlace) -> str:
    """Return what people call the page of a note."""
    return tr(PLACES[place])


def source_words(note: RuleNote) -> str:
    """Say which document a note is from, of which day, in which version."""
    document = note.source or tr("chưa ghi văn bản")
    if note.day is not None:
        document = tr("{document} ngày {day}").format(document=document, day=f"{note.day:%d/%m/%Y}")
    return tr("{document}, bản {n}").format(document=document, n=note.version)


def short_words(note: RuleNote) -> str:
    """Say the same in as few words as fit beside the keys of a page."""
    if note.day is None:
        return tr("Quy định, bản {n} · Ctrl+Q").format(n=note.version)
    return tr("Quy định {day}, bản {n} · Ctrl+Q").format(day=f"{note.day:%d/%m/%Y}", n=note.version)
