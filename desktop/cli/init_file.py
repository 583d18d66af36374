"""The file by which an office makes many counters alike: read once, every mistake named at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.common.errors import InputFileError, UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import SETTINGS, SettingDef
from desktop.common.text import clean
from desktop.documents.recovery_sheet import MOST_FIRST_PINS
from desktop.security import rules
from desktop.security.views import Role

FORMAT = 1
LARGEST_FILE = 1 << 20
_KNOWN = frozenset(
    "format commune commune_name station recovery province operators settings".split()  # noqa: SIM905 - reads as the list in the manual
)
_OF_OPERATOR = frozenset({"name", "role", "pin", "password"})


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
class SetupPlan:
    """What the file asks for; paths are whole."""

    commune: str
    commune_name: str
    station: str
    recovery: Path | None
    province: Path | None
    operators: tuple[NewOperator, ...]
    settings: tuple[tuple[SettingDef, Any], ...]


class SetupFileError(InputFileError):
    """The file cannot be used; nothing was made.

    Attributes:
        problems: (place in the file, what is wrong there).
    """

    code = "QTN-252"

    def __init__(self, file: Path, problems: tuple[tuple[str, str], ...]) -> None:
        self.problems = problems
        lines = "".join(f"\n- {place}: {said}" for place, said in problems)
        title = tr("Tệp “{file}” có {n} chỗ chưa đúng, chưa tạo gì:")
        super().__init__(title.format(file=file.name, n=len(problems)), lines)


def read_setup_file(file: Path) -> SetupPlan:
    """Return what a file asks for.

    Raises:
        SetupFileError: something in it is wrong; all of it is named.
        InputFileError: the file cannot be read or is no JSON object.
    """
    return _Reader(file).plan()


class _Reader:
    """Collects problems instead of stopping at the first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = _loaded(file)
        self._problems: list[tuple[str, str]] = []

    def plan(self) -> SetupPlan:
        self._check_format()
        for name in sorted(self._values.keys() - _KNOWN):
            self._problem(name, tr("không có mục này"))
        plan = SetupPlan(
            commune=self._text("commune", rules.checked_commune_code),
            commune_name=self._text("commune_name"),
            station=self._text("station", rules.checked_station_code),
            recovery=self._path("recovery", is_there=False),
            province=self._path("province", is_there=True),
            operators=tuple(self._operators()),
            settings=tuple(self._settings()),
        )
        if self._problems:
            raise SetupFileError(self._file, tuple(self._problems))
        return plan

    def _problem(self, place: str, said: str) -> None:
        self._problems.append((place, said))

    def _check_format(self) -> None:
        if self._values.get("format") != FORMAT:
            self._problem("format", tr("phải là {n}").format(n=FORMAT))

    def _text(self, name: str, check: Callable[[str], object] | None = None) -> str:
        value = self._values.get(name, "")
        if not isinstance(value, str):
            self._problem(name, tr("phải là chữ trong ngoặc kép"))
            return ""
        value = clean(value)
        if check is not None:
            try:
                check(value)
            except UserFacingError as error:
                self._problem(name, f"{error.title} {error.advice}".strip())
        return value

    def _path(self, name: str, *, is_there: bool) -> Path | None:
        text = self._text(name)
        if not text:
            return None
        path = Path(text)
        path = path if path.is_absolute() else self._file.resolve().parent / path
        if is_there and not path.is_file():
            self._problem(name, tr("không thấy tệp “{file}”").format(file=path))
        for taken in () if is_there else (path, sheet_beside(path)):
            if taken.exists():
                self._problem(name, tr("tệp “{file}” đã có sẵn").format(file=taken))
        return path

    def _operators(self) -> Iterator[NewOperator]:
        listed = self._values.get("operators", [])
        if not isinstance(listed, list):
            self._problem("operators", tr("phải là danh sách trong ngoặc vuông"))
            return
        names: set[str] = set()
        found: list[NewOperator] = []
        for number, item in enumerate(listed, start=1):
            made = self._operator(f"operators[{number}]", item, names)
            if made is not None:
                found.append(made)
        whole = len(found) == len(listed)
        if whole and found and all(one.role is not Role.ADMINISTRATOR for one in found):
            self._problem("operators", tr("cần ít nhất một người có vai trò administrator"))
        if sum(not one.secret for one in found) > MOST_FIRST_PINS:
            said = tr("tờ in chỉ đủ chỗ cho {n} mã PIN lần đầu; thêm người còn lại sau, ở Cài đặt")
            self._problem("operators", said.format(n=MOST_FIRST_PINS))
        yield from found

    def _operator(self, place: str, item: object, names: set[str]) -> NewOperator | None:
        if not isinstance(item, dict) or not all(isinstance(v, str) for v in item.values()):
            self._problem(place, tr("cần name và role, đều là chữ trong ngoặc kép"))
            return None
        before = len(self._problems)
        for key in sorted(item.keys() - _OF_OPERATOR):
            self._problem(f"{place}.{key}", tr("không có mục này"))
        name = clean(item.get("name", ""))
        self._checked(f"{place}.name", rules.checked_name, name)
        if name.casefold() in names:
            self._problem(f"{place}.name", tr("tên này đã có ở trên"))
        names.add(name.casefold())
        self._checked(f"{place}.role", rules.checked_role, item.get("role", ""))
        given = [kind for kind in ("pin", "password") if kind in item]
        if len(given) > 1:
            self._problem(place, tr("chỉ ghi pin hoặc password, không ghi cả hai"))
        for kind in given[:1]:
            self._checked(f"{place}.{kind}", rules.checked_secret, item[kind])
        if len(self._problems) > before:
            return None
        return NewOperator(name, Role(item["role"]), item[given[0]] if given else "")

    def _checked(self, place: str, check: Callable[[str], object], value: str) -> None:
        try:
            check(value)
        except UserFacingError as error:
            self._problem(place, f"{error.title} {error.advice}".strip())

    def _settings(self) -> Iterator[tuple[SettingDef, Any]]:
        chosen = self._values.get("settings", {})
        if not isinstance(chosen, dict):
            self._problem("settings", tr("phải là các cặp tên và giá trị trong ngoặc nhọn"))
            return
        for name, value in chosen.items():
            definition = SETTINGS.get(name)
            if definition is None:
                self._problem(f"settings.{name}", tr("không có cài đặt này"))
            elif not definition.accepts(value):
                self._problem(f"settings.{name}", _wanted(definition))
            else:
                yield definition, value


def sheet_beside(recovery: Path) -> Path:
    """Return where the sheet to print goes: beside the text file with the code."""
    sheet = recovery.with_suffix(".pdf")
    return sheet if sheet != recovery else recovery.with_name(f"{recovery.stem}-to-in.pdf")


def _wanted(definition: SettingDef) -> str:
    if definition.choices:
        values = ", ".join(f"“{value}”" for value, _ in definition.choices)
        return tr("chọn một trong: {values}").format(values=values)
    if isinstance(definition.default, bool):
        return tr("phải là true hoặc false")
    if isinstance(definition.default, (int, float)):
        return tr("phải là số từ {low} đến {high}").format(low=definition.low, high=definition.high)
    return tr("phải là chữ trong ngoặc kép")


def _loaded(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputFileError(
            tr("Không đọc được tệp “{file}”.").format(file=file),
            tr("Kiểm tra đường dẫn hoặc USB rồi làm lại."),
        ) from error
    try:
        values = json.loads(data.decode("utf-8-sig")) if len(data) <= LARGEST_FILE else None
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise InputFileError(
            tr("Tệp “{file}” không phải tệp JSON dùng được.").format(file=file.name),
            tr("Xem mẫu ở docs/huong-dan/can-bo-ky-thuat.md, lưu bằng UTF-8."),
        )
    return values
