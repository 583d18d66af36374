"""An event told in one sentence: never numbers of a person, names only where they are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from desktop.common.field_labels import FIELD_LABELS
from desktop.common.i18n import mark, tr
from desktop.common.settings import REMEMBERED, SETTINGS
from desktop.common.state_names import STATE_NAMES
from desktop.common.unit_names import ACT_NAMES
from desktop.common.vocabulary import ApplicationState, FieldKey, UnitAct
from desktop.security.access.permissions import Permission
from desktop.security.access.words import permission_words, role_words
from desktop.security.journal.sentences import KIND_NAMES, KIND_OF, SENTENCES
from desktop.security.journal.views import Entry, EventKind
from desktop.security.tags import Tag
from desktop.security.views import Role

_BLANK = "…"
_FIELDS = {key.value for key in FieldKey}
_ROLES = {role.value for role in Role}
_PERMISSIONS = {permission.value for permission in Permission}
_STATES = {state.value for state in ApplicationState}
_ACTS = {act.value for act in UnitAct}


def actor_words(actor: str) -> str:
    """Return who did it: the name of a person, or words for what works by itself."""
    words = {
        "": tr("Chương trình"),
        "setup": tr("Chương trình"),
        "schedule": tr("Lịch tự động"),
        "restore": tr("Việc khôi phục"),
        "command-line": tr("Dòng lệnh"),
        "recovery-code": tr("Mã khôi phục"),
        "practice": tr("Người thực hành"),
    }
    return words.get(actor, actor)


def kind_words(kind: EventKind) -> str:
    """Return what people call a kind of act."""
    return tr(KIND_NAMES[kind])


def kind_of(entry: Entry) -> EventKind:
    """Return what an act has to do with; one this program does not know is of the machine."""
    return KIND_OF.get(entry.tag, EventKind.MACHINE)


def sentence(entry: Entry) -> str:
    """Say in one sentence who did what, about whom."""
    kind = KIND_OF.get(entry.tag)
    if kind is None:
        told = tr("{who} đã làm một việc mà bản này chưa biết tên: {tag}.")
    else:
        told = tr(SENTENCES[kind][Tag(entry.tag)])
    return told.format_map(_Parts(entry))


class _Parts(dict[str, str]):
    """Gives the words for the braces of a sentence; what an older event lacks is an ellipsis."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def __missing__(self, name: str) -> str:
        entry = self._entry
        make = _MADE.get(name)
        if make is not None:
            return make(entry)
        return _shown(entry.detail.get(name))


def _who(entry: Entry) -> str:
    return entry.who or actor_words(entry.actor)


def _of(entry: Entry) -> str:
    return tr(" của {name}").format(name=entry.person) if entry.person else ""


def _whom(entry: Entry) -> str:
    if entry.person and entry.person == _who(entry):
        return tr("chính mình")
    return entry.person or tr("một người")


def _fields(entry: Entry) -> str:
    named = entry.detail.get("fields")
    words = [_field_name(str(one)) for one in named] if isinstance(named, list) else []
    return ", ".join(words) or _BLANK


def _field(entry: Entry) -> str:
    return _field_name(str(entry.detail.get("field", "")))


_KEPT_ELSEWHERE: Final[dict[str, str]] = {
    "backup_folder": mark("Nơi sao lưu hằng ngày"),
    "twin_folder": mark("Nơi giữ bản sao liên tục"),
    "eligibility_rules": mark("Ai được đổi thẻ"),
    "campaign_legal_basis": mark("Căn cứ"),
    "campaign_start": mark("Ngày bắt đầu"),
    "campaign_deadline": mark("Hạn hoàn thành"),
    "percent_rounding": mark("Cách làm tròn tỷ lệ"),
    "percent_decimals": mark("Số chữ số sau dấu phẩy của tỷ lệ"),
    "pace_days": mark("Tính tốc độ theo số ngày gần nhất"),
    "schedule_counters": mark("Số quầy thu nhận cùng lúc"),
    "schedule_morning": mark("Giờ thu nhận buổi sáng"),
    "schedule_afternoon": mark("Giờ thu nhận buổi chiều"),
    "schedule_evening": mark("Giờ thu nhận buổi tối"),
    "station_kind": mark("Điểm thu nhận này thuộc"),
    "priority_age": mark("Ưu tiên người từ tuổi này"),
    "server_is_practice": mark("Máy chủ dùng để thực hành hay để làm thật"),
    "queue_longest": mark("Người không ưu tiên chờ quá số phút này thì mời xen kẽ"),
}
"""Names of settings that are on no page of settings; whoever keeps them stands above this."""


def _field_name(key: str) -> str:
    return tr(FIELD_LABELS[FieldKey(key)]).lower() if key in _FIELDS else _BLANK


def _setting(entry: Entry) -> str:
    definition = SETTINGS.get(entry.target) or REMEMBERED.get(entry.target)
    if definition is not None and definition.label:
        return tr(definition.label)
    return tr(_KEPT_ELSEWHERE[entry.target]) if entry.target in _KEPT_ELSEWHERE else entry.target


def _role(entry: Entry) -> str:
    role = str(entry.detail.get("to") or entry.detail.get("role") or "")
    return role_words(Role(role)) if role in _ROLES else _BLANK


def _permission(entry: Entry) -> str:
    named = str(entry.detail.get("permission", ""))
    # What another version allows or forbids has a name there only.
    if named not in _PERMISSIONS:
        return tr("một việc của bản khác")
    return permission_words(Permission(named))


def _somebody(part: str) -> Callable[[Entry], str]:
    """Return what names whoever stands in a part of the detail."""
    return lambda entry: actor_words(str(entry.detail.get(part, ""))) or _BLANK


def _state(entry: Entry) -> str:
    state = str(entry.detail.get("to", ""))
    return tr(STATE_NAMES[ApplicationState(state)]).lower() if state in _STATES else _BLANK


def _card(entry: Entry) -> str:
    words = {"counted": tr("có thẻ"), "damaged": tr("hỏng"), "missing": tr("thiếu")}
    state = str(entry.detail.get("state", ""))
    return words.get(state, _BLANK)


def _outcome(entry: Entry) -> str:
    words = {
        "coming": tr("hẹn đến"),
        "asked_cell": tr("nhờ chi bộ báo"),
        "no_answer": tr("không nghe máy"),
        "wrong_number": tr("sai số"),
        "refused": tr("từ chối"),
    }
    outcome = str(entry.detail.get("outcome", ""))
    return words.get(outcome, _BLANK)


def _organisation_act(entry: Entry) -> str:
    act = str(entry.detail.get("act", ""))
    if act not in _ACTS:
        return _BLANK
    words = tr(ACT_NAMES[UnitAct(act)])
    return words[:1].lower() + words[1:]


def _phase(entry: Entry) -> str:
    words = {
        "review": tr("rà soát"),
        "intake": tr("thu nhận"),
        "transfer": tr("chuyển in"),
        "return": tr("trả thẻ"),
    }
    return words.get(entry.target, _BLANK)


def _note_place(entry: Entry) -> str:
    words = {
        "find": tr("Tìm người"),
        "not_listed": tr("Không có trong danh sách"),
        "compare": tr("Đối chiếu"),
        "photo": tr("Chụp ảnh"),
        "sign": tr("Ký xác nhận"),
        "check": tr("Kiểm tra và in"),
        "review": tr("Duyệt hồ sơ"),
        "cards": tr("Thẻ đã về"),
    }
    return words.get(entry.target, _BLANK)


def _confirmed(entry: Entry) -> str:
    words = {"sheet": tr("phiếu rà soát"), "catalogue": tr("danh mục chi bộ")}
    what = str(entry.detail.get("what", ""))
    return words.get(what, _BLANK)


def _station_of(entry: Entry) -> str:
    # A counter enrols itself: its target is a key of the store, which tells nobody anything.
    return "" if len(entry.target) > 12 else f" {entry.target}"


def _day(entry: Entry) -> str:
    try:
        return f"{date.fromisoformat(entry.target):%d/%m/%Y}"
    except ValueError:
        return entry.target


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return _BLANK
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value) or _BLANK


_MADE: dict[str, Callable[[Entry], str]] = {
    "who": _who,
    "of": _of,
    "whom": _whom,
    "fields": _fields,
    "field": _field,
    "setting": _setting,
    "role": _role,
    "permission": _permission,
    "from": _somebody("from"),
    "to": _somebody("to"),
    "state": _state,
    "card": _card,
    "outcome": _outcome,
    "organisation_act": _organisation_act,
    "phase": _phase,
    "confirmed": _confirmed,
    "note_place": _note_place,
    "station_of": _station_of,
    "day": _day,
    "target": lambda entry: entry.target,
    "tag": lambda entry: entry.tag,
}
