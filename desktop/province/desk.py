"""Making and opening a provincial desk: an encrypted profile, and a server if there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.province.answering.service import AnsweringService
from desktop.province.errors import NotAProvinceError
from desktop.province.overview.service import OverviewService
from desktop.province.printing.service import Printing
from desktop.province.receiving.service import ReceivingService
from desktop.province.records.service import RecordsService
from desktop.province.registry.keys import KeysService
from desktop.province.registry.service import RegistryService
from desktop.province.reporting.service import ReportService
from desktop.province.review.service import ReviewService
from desktop.province.server_side import open_own_side
from desktop.security import store as security
from desktop.security.access.guarding import guard_all
from desktop.security.access.seat import Seat
from desktop.security.access.verbs import DESK_VERBS
from desktop.security.journal.service import JournalService
from desktop.security.keystore import KeyStorePort
from desktop.security.setup import SETUP_ACTOR, create_role_profile, open_store
from desktop.security.trail.service import TrailService
from desktop.security.views import Role
from desktop.storage.profile import PROVINCE_ROLE, Profile
from desktop.storage.unit_of_work import Store
from desktop.updates.presence import Presence

SERVER_URL = "province_server"
_CODE = re.compile(r"[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Desk:
    """One opened provincial desk.

    Attributes:
        keys: the province's own keys.
        registry: the stations it knows.
        receiving: taking batches in.
        answering: deciding and answering.
        overview: figures.
        reports: the roll-up, and what it needs to know.
        printing: lists for the printing office, and what it says.
        records: the list of all records.
        review: deciding record by record.
        trail: the audit trail beside the records, proved.
        journal: the same, as people read it.
        own_trail: the trail of this machine's profile; the same one where there is no server.
        own_journal: the same, as people read it.
        presence: the mark that a program has the profile open, for which an update waits.
    """

    profile: Store
    data: Store
    keys: KeysService
    registry: RegistryService
    receiving: ReceivingService
    answering: AnsweringService
    overview: OverviewService
    reports: ReportService
    printing: Printing
    records: RecordsService
    review: ReviewService
    trail: TrailService
    journal: JournalService
    own_trail: TrailService
    own_journal: JournalService
    presence: Presence

    def guard(self) -> Desk:
        """Let the desk do a desk's work, and nothing else; return the same desk.

        Raises:
            LookupError: a service has no row in the table of verbs (a defect of ours).
        """
        guard_all(self, DESK_VERBS, Seat(Role.PROVINCE))
        return self

    def close(self) -> None:
        """Close profile and server."""
        self.presence.go()
        if self.data is not self.profile:
            self.data.close()
        self.profile.close()


def create_desk(
    profile: Profile,
    *,
    province: str,
    name: str,
    keystore: KeyStorePort,
    clock: Clock,
    recovery_file: Path | None = None,
    server: str = "",
    is_practice: bool = False,
) -> str:
    """Make the profile of a province with its first keys; return the recovery code.

    Args:
        profile: where; the folder may exist, but hold no profile.
        province: official code, two digits.
        name: as stations see it.
        keystore: where the key of the profile goes.
        clock: where the time comes from.
        recovery_file: text file to write the recovery code to; needed without a keyring.
        server: URL of a PostgreSQL database, "" to keep everything in the encrypted profile.
        is_practice: invented people only.

    Raises:
        InputFileError: the code or the name is not in its form, or the folder cannot be written.
        NotAllowedError: there is a profile already.
        KeyUnavailableError: no keyring, and no recovery file was asked for.
        ServerError: the server does not answer; nothing is left of the profile.
        OtherSideServerError: the server is of practice and the desk is true, or vice versa.
    """
    if not _CODE.fullmatch(province) or not clean(name):
        raise InputFileError(
            tr("Mã tỉnh gồm 2 chữ số và phải có tên bàn tỉnh."),
            tr("Ví dụ: --province 14 --name “Công an tỉnh Sơn La”."),
            code="QTN-283",
        )
    if server:
        open_own_side(server, practice=is_practice, actor=SETUP_ACTOR, clock=clock).close()

    def fill(store: Store) -> None:
        if server:
            with store.write() as session:
                security.put_setting(session, SERVER_URL, server, at=clock.now())
        KeysService(store, clock, practice=is_practice).create(province, name, actor=SETUP_ACTOR)

    return create_role_profile(
        profile,
        role=PROVINCE_ROLE,
        unit_code=province,
        keystore=keystore,
        clock=clock,
        fill=fill,
        recovery_file=recovery_file,
        is_practice=is_practice,
    )


def open_desk(
    profile: Profile, keystore: KeyStorePort, unlock_code: str | None, clock: Clock
) -> Desk:
    """Open the profile of a province, and its server.

    Raises:
        NotAProvinceError: the profile is a station's.
        ServerError: the server does not answer.
        OtherSideServerError: the server is of practice and the desk is true, or vice versa.
        UserFacingError: the profile or its key cannot be opened.
    """
    info = profile.read_info()
    if info.role != PROVINCE_ROLE:
        raise NotAProvinceError
    own = open_store(profile, keystore, unlock_code, clock)
    presence = Presence(own)
    try:
        presence.come()
        with own.read() as session:
            server = str(security.all_settings(session).get(SERVER_URL, ""))
        data = (
            open_own_side(server, practice=info.is_practice, actor=SETUP_ACTOR, clock=clock)
            if server
            else own
        )
    except BaseException:
        presence.go()
        own.close()
        raise
    practice = info.is_practice
    keys = KeysService(own, clock, practice=practice)
    return Desk(
        profile=own,
        data=data,
        keys=keys,
        registry=RegistryService(data, clock, practice=practice),
        receiving=ReceivingService(data, keys, clock, practice=practice),
        answering=AnsweringService(data, keys, clock, practice=practice),
        overview=OverviewService(data),
        reports=ReportService(data, keys, clock, practice=practice),
        printing=Printing.of(data, keys, clock, practice=practice),
        records=RecordsService(data),
        review=ReviewService(data, clock),
        trail=TrailService(data),
        journal=JournalService(data, clock, practice=practice),
        own_trail=TrailService(own),
        own_journal=JournalService(own, clock, practice=practice),
        presence=presence,
    ).guard()
