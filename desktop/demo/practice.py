"""A practice profile: an invented commune in a real, encrypted store, with devices that play."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.common.clock import SystemClock
from desktop.common.errors import InputFileError
from desktop.common.files import write_whole
from desktop.common.i18n import tr, vi
from desktop.common.settings import HAND_OVER_AT, OFFICE_NAME, OFFICE_UPPER
from desktop.demo.people import Commune, Person, card_payload, invent_commune
from desktop.demo.roster_file import write_office_xlsx
from desktop.documents.printers import FolderPrinter
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.demo_script import parse_script
from desktop.security.keystore import MemoryKeyring
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.sealing import new_identity
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store
from desktop.security.views import Role
from desktop.services import Services
from desktop.storage.profile import Profile
from desktop.wiring import Adapters, open_services

PEOPLE = 400
STATION = "MT02"
PIN = "2580"
CLERK, SUPERVISOR, ADMINISTRATOR = "Lò Thị Hương", "Nguyễn Văn Thử", "Quàng Văn Bun"
OPERATORS = (
    (CLERK, Role.CLERK),
    (SUPERVISOR, Role.SUPERVISOR),
    (ADMINISTRATOR, Role.ADMINISTRATOR),
)
ACTOR = "practice"


@dataclass
class Practice:
    """Everything of one practice run.

    Attributes:
        folder: where all of it lies.
        profile: the practice profile, opened later with `--data` and `--unlock-with`.
        unlock: file with the recovery code of the practice store.
        province_key: secret key of the invented province (age identity).
        station_certificate: PEM of the practice station.
        roster_file: the commune's list as an office would write it.
        commune: the invented people behind it.
        adapters: keyring, camera and printer that only play.
    """

    folder: Path
    profile: Path
    unlock: Path
    province_key: Path
    station_certificate: Path
    roster_file: Path
    commune: Commune
    camera: DemoCamera
    printer: FolderPrinter
    adapters: Adapters = field(repr=False)

    @property
    def pin(self) -> str:
        """The PIN of everybody in practice."""
        return PIN

    def open(self) -> Services:
        """Open the practice profile."""
        return open_services(self.profile, self.unlock, self.adapters)

    def applicants(self, count: int) -> tuple[Person, ...]:
        """Return people who may come today; the first one differs from the list by a word."""
        able = [
            person
            for person in self.commune.people
            if person.card_number and not person.note and person.label in {"", "tone", "renamed"}
        ]
        able.sort(key=lambda person: person.label != "tone")
        return tuple(able[:count])

    @staticmethod
    def card(person: Person) -> str:
        """Return what the QR code of this person's card says."""
        return card_payload(person, new_format=False)


def make_practice(
    folder: Path, *, seed: int, say: Callable[[str], None], camera_script: str = ""
) -> Practice:
    """Make a whole practice place in an empty folder.

    Args:
        folder: empty, or not there yet.
        seed: of the invented people.
        say: gets a line for the person who waits.
        camera_script: what happens to the practice camera; see `photo/demo_script.py`.

    Raises:
        InputFileError: there is something in the folder already; nothing of it is touched.
        CameraError: the camera script cannot be understood.
    """
    script = parse_script(camera_script)
    profile = folder / "profile"
    _refuse_occupied(folder)
    folder.mkdir(parents=True, exist_ok=True)
    roster_file = folder / "danh-sach.xlsx"
    commune = _invent(roster_file, seed, say)
    keystore, clock = MemoryKeyring(), SystemClock()
    unlock = folder / "unlock"
    created = create_profile(
        Profile(profile),
        commune_code=commune.code,
        commune_name=commune.name,
        station_code=STATION,
        keystore=keystore,
        clock=clock,
        recovery_file=unlock,
        is_practice=True,
    )
    certificate = folder / "station-certificate.pem"
    write_whole(certificate, created.certificate_pem.encode())
    province_key = folder / "province.key"
    _furnish(Profile(profile), keystore, clock, commune, _province(province_key))
    camera, printer = DemoCamera([draw_portrait(0)], script), FolderPrinter(folder / "receipts")
    return Practice(
        folder=folder,
        profile=profile,
        unlock=unlock,
        province_key=province_key,
        station_certificate=certificate,
        roster_file=roster_file,
        commune=commune,
        camera=camera,
        printer=printer,
        adapters=Adapters(
            keystore=keystore,
            clock=clock,
            camera=lambda: camera,
            printer=lambda _name: printer,
        ),
    )


def _refuse_occupied(folder: Path) -> None:
    """Let practice write over nothing: neither its own older runs nor what is true."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputFileError(
            tr("Trong “{folder}” đã có tệp khác.").format(folder=folder),
            tr("Chọn thư mục trống bằng --out; dữ liệu thực hành không ghi đè lên tệp nào."),
            code="QTN-613",
        )


def _invent(roster_file: Path, seed: int, say: Callable[[str], None]) -> Commune:
    """Invent the commune and write its list as an office would."""
    commune = invent_commune(seed, PEOPLE)
    write_office_xlsx(roster_file, commune, practice=True)
    say(
        tr("Đã dựng xã thực hành {name} với {count} người không có thật: {file}").format(
            name=commune.name, count=len(commune.people), file=roster_file.name
        )
    )
    return commune


def _province(file: Path) -> str:
    """Invent the receiving side: keep its secret key, return the public one."""
    identity = new_identity()
    write_whole(file, identity.secret.encode() + b"\n")
    return identity.public


def _furnish(
    profile: Profile,
    keystore: MemoryKeyring,
    clock: SystemClock,
    commune: Commune,
    province_key: str,
) -> None:
    """Give the practice station its operators, the province's key and the texts of its papers."""
    store = open_store(profile, keystore, None, clock)
    try:
        security = SecurityService(store, clock)
        people = OperatorsService(store, clock)
        for name, role in OPERATORS:
            people.add(name, PIN, role, actor=ACTOR)
        security.add_recipient(vi("Tỉnh (thực hành)"), province_key, actor=ACTOR)
        preferences = Preferences(store, clock)
        preferences.set(
            OFFICE_UPPER, vi("CÔNG AN {place}").format(place=commune.name.upper()), actor=ACTOR
        )
        preferences.set(OFFICE_NAME, vi("ĐIỂM THU NHẬN SỐ 2"), actor=ACTOR)
        preferences.set(HAND_OVER_AT, vi("Chi bộ nơi sinh hoạt"), actor=ACTOR)
    finally:
        store.close()
