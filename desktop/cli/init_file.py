"""The file by which an office makes many counters alike: read once, every mistake named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.batch.trust.service import read_key_file
from desktop.cli.init_notes import Notes, SetupProblem
from desktop.cli.init_paths import chosen_folder, recovery_path
from desktop.common.errors import InputFileError, UserFacingError
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import LANGUAGES, tr
from desktop.common.machine_file import LARGEST_FILE
from desktop.common.placed_json import Placed, read_placed
from desktop.common.settings import LANGUAGE, SETTINGS, SettingDef
from desktop.common.text import clean, only_digits
from desktop.documents.recovery_sheet import MOST_FIRST_PINS
from desktop.security import rules
from desktop.security.station_identity import spoken_fingerprint
from desktop.security.views import Role

FORMAT = 1
_KNOWN = tuple(
    "format commune commune_name station data language recovery province operators settings".split()  # noqa: SIM905 - reads as the list in the manual
)
_OF_OPERATOR = ("name", "role", "pin", "password")
_OF_PROVINCE = ("file", "digits")


@dataclass(frozen=True)
class NewOperator:
    """Somebody who will work here.

    Attributes:
        name: as it stands on papers.
        role: what they may do.
        secret: PIN or password of the file; empty lets the program make a PIN.
    """

    name: str
    role: Role
    secret: str


@dataclass(frozen=True)
class ProvinceFile:
    """A public key of the province.

    Attributes:
        path: the key file.
        digits: its fingerprint as compared on the phone; "" when nobody did.
        name: whose it is.
        fingerprint: its digits as they are.
    """

    path: Path
    digits: str
    name: str
    fingerprint: str


@dataclass(frozen=True)
class SetupPlan:
    """What the file asks for; paths are whole.

    Attributes:
        station: "" when it is asked at each computer.
        data: where the profile is to lie; None for the place of the account.
        recovery: where the recovery code goes.
    """

    commune: str
    commune_name: str
    station: str
    data: Path | None
    recovery: Path | None
    provinces: tuple[ProvinceFile, ...]
    operators: tuple[NewOperator, ...]
    settings: tuple[tuple[SettingDef, Any], ...]


class SetupFileError(InputFileError):
    """The file cannot be used; nothing was made.

    Attributes:
        problems: all of them, by line.
    """

    code = "QTN-252"

    def __init__(self, file: Path, problems: tuple[SetupProblem, ...]) -> None:
        self.problems = problems
        title = tr("Tệp “{file}” có {n} chỗ chưa đúng, chưa tạo gì:")
        lines = "".join(f"\n- {one.told()}" for one in problems)
        super().__init__(title.format(file=file.name, n=len(problems)), lines)


def read_setup_file(file: Path, *, needs_station: bool = True, makes_now: bool = True) -> SetupPlan:
    """Return what a file asks for.

    Args:
        file: the file.
        needs_station: False where the code of the station is asked for elsewhere.
        makes_now: False to check the file before a roll-out, perhaps on another computer: what it
            would write is not looked for.

    Raises:
        SetupFileError: something in it is wrong; all of it is named.
        InputFileError: the file cannot be read or is no JSON object.
    """
    placed = _loaded(file)
    notes = Notes(placed)
    values = placed.value if isinstance(placed.value, dict) else {}
    if isinstance(placed.value, dict):
        plan = _plan(file, values, notes, needs_station=needs_station, makes_now=makes_now)
    if notes.problems:
        raise SetupFileError(file, notes.in_order())
    return plan


def _plan(
    file: Path, values: dict[str, Any], notes: Notes, *, needs_station: bool, makes_now: bool
) -> SetupPlan:
    if values.get("format") != FORMAT:
        notes.problem(("format",), tr("phải là {n}").format(n=FORMAT))
    notes.unknown(values, (), _KNOWN)
    station = _code(values, notes, "station", rules.checked_station_code, needed=needs_station)
    return SetupPlan(
        commune=_code(values, notes, "commune", rules.checked_commune_code, needed=True),
        commune_name=notes.text(values, "commune_name"),
        station=station,
        data=chosen_folder(values, notes, makes_now=makes_now),
        recovery=recovery_path(file, values, notes, makes_now=makes_now),
        provinces=tuple(_provinces(file, values, notes)),
        operators=tuple(_operators(values, notes)),
        settings=(*_language(values, notes), *_settings(values, notes)),
    )


def _code(
    values: dict[str, Any], notes: Notes, name: str, check: Callable[[str], object], *, needed: bool
) -> str:
    text = notes.text(values, name)
    if text:
        notes.checked((name,), check, text)
    elif name not in values and needed:
        notes.problem((name,), tr("thiếu mục này"))
    elif values.get(name) == "":
        notes.problem((name,), tr("mục này còn trống"))
    return text


# ---------------------------------------------------------------- province


def _provinces(file: Path, values: dict[str, Any], notes: Notes) -> Iterator[ProvinceFile]:
    given = values.get("province", "")
    if given == "":
        return
    several = isinstance(given, list)
    found: list[ProvinceFile] = []
    for number, item in enumerate(given if several else [given]):
        place = ("province", number) if several else ("province",)
        key = _province(file, item, place, notes)
        if key is None:
            continue
        if several and len(given) > 1 and not key.digits:
            said = tr("có nhiều khóa thì mỗi khóa cần digits, dãy số đã đối chiếu với tỉnh")
            notes.problem(place, said)
        if any(one.fingerprint == key.fingerprint for one in found):
            notes.problem(place, tr("khóa này đã có ở trên"))
        found.append(key)
    yield from found


def _province(
    file: Path, item: object, place: tuple[str | int, ...], notes: Notes
) -> ProvinceFile | None:
    fields = {"file": item} if isinstance(item, str) else item
    if not isinstance(fields, dict) or not all(isinstance(one, str) for one in fields.values()):
        notes.problem(place, tr("phải là tên tệp .qtp, hoặc nhóm có file và digits"))
        return None
    notes.unknown(fields, place, _OF_PROVINCE)
    name = clean(fields.get("file", ""))
    if not name:
        notes.problem(place, tr("thiếu tên tệp khóa (.qtp)"))
        return None
    path = file.resolve().parent / name  # a whole path stays as it is
    if not path.is_file():
        notes.problem(place, tr("không thấy tệp “{file}”").format(file=path))
        return None
    try:
        key = read_key_file(path)
    except UserFacingError as error:
        notes.problem(place, f"{error.title} {error.advice}".strip())
        return None
    spoken = spoken_fingerprint(key.certificate_sha256)
    digits = only_digits(fields.get("digits", ""))
    if key.practice:
        notes.problem(place, tr("đây là khóa tập dượt, không nhận hồ sơ thật"))
    if "digits" in fields and digits != only_digits(spoken):
        said = tr("dãy số không khớp tệp khóa này; gọi tỉnh, đừng dùng tệp")
        notes.problem((*place, "digits"), said)
    return ProvinceFile(path, digits, key.name, spoken)


# ---------------------------------------------------------------- people


def _operators(values: dict[str, Any], notes: Notes) -> Iterator[NewOperator]:
    listed = values.get("operators", [])
    if not isinstance(listed, list):
        notes.problem(("operators",), tr("phải là danh sách trong ngoặc vuông"))
        return
    names: set[str] = set()
    found: list[NewOperator] = []
    for number, item in enumerate(listed):
        made = _operator(("operators", number), item, names, notes)
        if made is not None:
            found.append(made)
    whole = len(found) == len(listed)
    if whole and found and all(one.role is not Role.ADMINISTRATOR for one in found):
        notes.problem(("operators",), tr("cần ít nhất một người có vai trò administrator"))
    if sum(not one.secret for one in found) > MOST_FIRST_PINS:
        said = tr("tờ in chỉ đủ chỗ cho {n} mã PIN lần đầu; thêm người còn lại sau, ở Cài đặt")
        notes.problem(("operators",), said.format(n=MOST_FIRST_PINS))
    yield from found


def _operator(
    place: tuple[str | int, ...], item: object, names: set[str], notes: Notes
) -> NewOperator | None:
    if not isinstance(item, dict) or not all(isinstance(v, str) for v in item.values()):
        notes.problem(place, tr("cần name và role, đều là chữ trong ngoặc kép"))
        return None
    before = len(notes.problems)
    notes.unknown(item, place, _OF_OPERATOR)
    name = notes.text(item, "name", (*place, "name"))
    notes.checked((*place, "name"), rules.checked_name, name)
    if name.casefold() in names:
        notes.problem((*place, "name"), tr("tên này đã có ở trên"))
    names.add(name.casefold())
    notes.checked((*place, "role"), rules.checked_role, item.get("role", ""))
    given = [kind for kind in ("pin", "password") if kind in item]
    if len(given) > 1:
        notes.problem(place, tr("chỉ ghi pin hoặc password, không ghi cả hai"))
    for kind in given[:1]:
        notes.checked((*place, kind), rules.checked_secret, item[kind])
    if len(notes.problems) > before:
        return None
    return NewOperator(name, Role(item["role"]), item[given[0]] if given else "")


# ---------------------------------------------------------------- settings


def _language(values: dict[str, Any], notes: Notes) -> Iterator[tuple[SettingDef, Any]]:
    wanted = values.get("language", "")
    if wanted == "":
        return
    settings = values.get("settings")
    if wanted not in LANGUAGES:
        notes.problem(("language",), _wanted(LANGUAGE))
    elif isinstance(settings, dict) and settings.get(LANGUAGE.name, wanted) != wanted:
        notes.problem(("language",), tr("khác với settings.language; chỉ giữ một"))
    else:
        yield LANGUAGE, wanted


def _settings(values: dict[str, Any], notes: Notes) -> Iterator[tuple[SettingDef, Any]]:
    chosen = values.get("settings", {})
    if not isinstance(chosen, dict):
        notes.problem(("settings",), tr("phải là các cặp tên và giá trị trong ngoặc nhọn"))
        return
    for name, value in chosen.items():
        definition = SETTINGS.get(name)
        if definition is None:
            said = tr("không có cài đặt này")
            notes.problem(("settings", name), said + notes.nearest(name, tuple(SETTINGS)))
        elif not definition.accepts(value):
            notes.problem(("settings", name), _wanted(definition))
        else:
            yield definition, value


def _wanted(definition: SettingDef) -> str:
    if definition.choices:
        values = ", ".join(f"“{value}”" for value, _ in definition.choices)
        return tr("chọn một trong: {values}").format(values=values)
    if isinstance(definition.default, bool):
        return tr("phải là true hoặc false")
    if isinstance(definition.default, (int, float)):
        return tr("phải là số từ {low} đến {high}").format(low=definition.low, high=definition.high)
    return tr("phải là chữ trong ngoặc kép")


def _loaded(file: Path) -> Placed:
    data = first_bytes(file, LARGEST_FILE + 1)
    placed = read_placed(data) if data.strip() and len(data) <= LARGEST_FILE else None
    if placed is None or (not isinstance(placed.value, dict) and not placed.faults):
        raise InputFileError(
            tr("Tệp “{file}” không phải tệp JSON dùng được.").format(file=file.name),
            tr("Xem mẫu ở docs/huong-dan/can-bo-ky-thuat.md, lưu bằng UTF-8."),
        )
    return placed
