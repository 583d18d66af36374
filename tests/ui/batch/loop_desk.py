"""The real window of a station and a real provincial desk, with a folder between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.common.clock import FixedClock
from desktop.province.desk import Desk, create_desk, open_desk
from desktop.province.views import Decision
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, Office, open_office

PROVINCE = "cán bộ tỉnh"


@dataclass
class LoopDesk:
    """A window, a province, and the folder between them."""

    office: Office
    desk: Desk
    stick: Path
    key_file: Path
    fingerprint: str
    clock: FixedClock

    def trust(self) -> None:
        """Enrol the station at the province and let it believe the province."""
        trust = self.office.services.trust
        trust.install(self.key_file, actor=HUONG, fingerprint=self.fingerprint)
        made = trust.enrol(self.stick, actor=HUONG)
        self.desk.registry.enrol(made.path, actor=PROVINCE, fingerprint=made.fingerprint)

    def send(self, *names: str) -> list[Any]:
        """Receive some people at the counter and export them in one batch."""
        keys = [self.office.receive(name).application_id for name in names]
        self.office.services.batch.export(self.stick, actor=HUONG)
        return keys

    def answer(self, *rejected: Decision) -> list[Path]:
        """Let the province take in what lies there, send some back, and answer."""
        self.desk.receiving.receive([self.stick], actor=PROVINCE)
        if rejected:
            self.desk.answering.decide(list(rejected), actor=PROVINCE)
        return [one.path for one in self.desk.answering.answer(self.stick, actor=PROVINCE)]

    def board(self) -> Any:
        """Open the page of the batches."""
        page = self.office.show(PageName.BATCHES)
        page.waits.targets.set_value(str(self.stick))
        return page


def sent_back(key: Any, reason: str, field: str = "", note: str = "") -> Decision:
    """Return the decision by which the province sends a record back."""
    return Decision(str(key), accepted=False, reason=reason, field=field, note=note)


@contextmanager
def open_loop(folder: Path, *, trusted: bool = True) -> Iterator[LoopDesk]:
    """Open a window and a desk, and close both."""
    clock, keyring = factories.clock(), MemoryKeyring()
    profile = Profile(folder / "province")
    create_desk(profile, province="14", name="Công an tỉnh (thử)", keystore=keyring, clock=clock)
    desk = open_desk(profile, keyring, None, clock)
    stick = folder / "usb"
    stick.mkdir()
    made = desk.keys.write_key_file(stick)
    try:
        with open_office(folder / "p", clock=clock) as office:
            office.log_in()
            loop = LoopDesk(office, desk, stick, made.path, made.fingerprint, clock)
            if trusted:
                loop.trust()
            yield loop
    finally:
        desk.close()
