"""What can be answered about one line of the preview; decided without a screen."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.keeping.views import GonePerson
from desktop.roster.rules import STATUS_NAMES
from desktop.roster.views import PreviewRow, SetAside
from desktop.ui.roster.column_words import STATUS, as_typed, field_word
from desktop.ui.roster.import_flow import Chosen
from desktop.ui.roster.preview_rows import GUILTY, Line, Mood

KEEP, DROP, MEND, GONE = "keep", "drop", "mend:", "gone:"

GONE_STATUSES = (
    MemberStatus.MOVED,
    MemberStatus.DECEASED,
    MemberStatus.ABROAD,
    MemberStatus.EXPELLED,
)
"""What may be said of somebody whom a newer list does not name."""

_MOST_FIELDS = 3
_MENDABLE = frozenset({*(key.value for key in FieldKey), STATUS})
_STATUS_CODES = frozenset({"status_unreadable", "status_guessed"})

Answer = tuple[str, str, str]
"""(value, words, quiet second line) as a `ChoiceList` takes it."""


def answers_for(line: Line) -> list[Answer]:
    """Return what can be said of a line, the usual answer first; nothing for a row that stays."""
    if isinstance(line.row, GonePerson):
        marked = [(f"{GONE}{one.value}", tr(STATUS_NAMES[one]), "") for one in GONE_STATUSES]
        return [(KEEP, tr("Giữ trong danh sách"), ""), *marked]
    mends = [
        (f"{MEND}{field}", tr("Sửa {field}").format(field=_lower(field)), "")
        for field in fields_to_mend(line)[:_MOST_FIELDS]
    ]
    if isinstance(line.row, SetAside):
        return [(KEEP, tr("Để riêng, sửa sau"), ""), *mends]
    if Mood.CHANGED in line.moods:
        return [
            (KEEP, tr("Nhận thay đổi"), ""),
            *mends,
            (DROP, tr("Để nguyên như cũ"), ""),
        ]
    keep: Answer = (KEEP, _keep_words(line.row), "")
    if Mood.NEW in line.moods:
        return [keep, *mends, (DROP, tr("Bỏ dòng này"), "")]
    return [keep, *mends] if mends else []


def answer_of(line: Line, chosen: Chosen) -> str:
    """Return the answer that holds now."""
    if isinstance(line.row, GonePerson):
        status = chosen.gone.get(line.row.member_id)
        return f"{GONE}{status.value}" if status else KEEP
    return DROP if is_dropped(line, chosen) else KEEP


def is_dropped(line: Line, chosen: Chosen) -> bool:
    """Whether a line was chosen not to be taken."""
    can_be = bool(line.moods & {Mood.NEW, Mood.CHANGED})
    return can_be and line.number in chosen.dropped


def fields_to_mend(line: Line) -> list[str]:
    """Return the fields of a row that can be typed anew, each once."""
    if isinstance(line.row, PreviewRow):
        found = [STATUS if one.code in _STATUS_CODES else one.field for one in line.row.problems]
    elif isinstance(line.row, SetAside):
        guilty = GUILTY.get(line.row.code, "")
        # Two rows for one person become two people by their numbers only.
        found = [FieldKey.PERSONAL_ID.value if line.row.code == "repeated" else guilty]
    else:
        found = []
    return [field for field in dict.fromkeys(found) if field in _MENDABLE]


def text_to_mend(line: Line, field: str) -> str:
    """Return what stands in a field before it is mended, as people type it."""
    said = line.said(field)
    if said or not isinstance(line.row, PreviewRow):
        return said
    if field == STATUS:
        return as_typed(STATUS, line.row.status.value)
    return as_typed(field, line.row.fields.get(FieldKey(field), ""))


def _lower(field: str) -> str:
    words = field_word(field)
    return words if words[:4].isupper() else words[:1].lower() + words[1:]


def _keep_words(row: PreviewRow) -> str:
    if not row.problems:
        return tr("Nhận người này")
    first = row.problems[0]
    text = row.fields.get(FieldKey(first.field), "") if first.field in set(FieldKey) else ""
    is_year = len(text) == 4 and first.code in {"date_not_real", "birth_year_only"}
    if is_year and len(row.problems) == 1:
        return tr("Chỉ giữ năm {year}").format(year=text)
    return tr("Nhận, kèm lời nhắc")
