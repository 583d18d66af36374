"""A whole station with a real store of each engine, and records that were received there."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop.batch.service import BatchService
from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.models import Application, Blob, Member
from desktop.security.keystore import MemoryKeyring
from desktop.security.sealing import AgeIdentity, new_identity
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import engines
from tests.postgres import fresh_store

NOW = datetime(2025, 8, 20, 2, 30, tzinfo=UTC)
COMMUNE = ("06982", "Xã Bản Thử")


@dataclass
class BatchStation:
    """All a test needs of one station, and of the province that receives from it.

    Attributes:
        profile: of an embedded store; nothing lies there where the store is on a server.
        recovery_code: of that profile.
    """

    folder: Path
    profile: Profile
    store: Store
    clock: FixedClock
    batch: BatchService
    security: SecurityService
    province: AgeIdentity
    key_file: Path
    out: Path
    certificate_pem: str
    recovery_code: str

    def add_record(
        self,
        number: int,
        *,
        photo: bytes | None = None,
        signature: bool = True,
        store_photo: bool = True,
    ) -> UUID:
        """Put one received record into the store, as the intake leaves it."""
        rng = random.Random(number)
        photo = photo or b"\xff\xd8\xff\xe0" + rng.randbytes(2000)
        ink = b"\x89PNG\r\n\x1a\n" + rng.randbytes(200)
        digest, ink_digest = (hashlib.sha256(data).hexdigest() for data in (photo, ink))
        now, station_id = self.clock.now(), self.security.station().id
        with self.store.write() as session:
            made = {"origin": "TN01", "version": 1, "created_at": now, "updated_at": now}
            member = Member(
                id=new_id(),
                **made,
                full_name=f"Lò Văn Thử {number}",
                name_folded="",
                name_sort="",
                status="official",
                problems=[],
                extra={},
                row_number=number,
                import_id=None,
            )
            session.add(member)
            blobs = [("signature", "image/png", ink_digest, ink)] if signature else []
            if store_photo:
                blobs.append(("photo", "image/jpeg", digest, photo))
            for kind, media_type, key, content in blobs:
                if session.get(Blob, key) is None:
                    session.add(
                        Blob(
                            digest=key,
                            kind=kind,
                            media_type=media_type,
                            size=len(content),
                            content=content,
                            created_at=now,
                        )
                    )
            session.flush()
            record = Application(
                id=new_id(),
                **made,
                member_id=member.id,
                station_id=station_id,
                state="received",
                step="check",
                channel="counter",
                fields={},
                choices={},
                photo_digest=digest if store_photo else None,
                photo_report={},
                signature_digest=ink_digest if signature else None,
                sign_exception={},
                step_times={},
                received_at=now,
                received_by="op",
                receipt_number=f"TN01-{number:06d}",
                snapshot={
                    "receipt_number": f"TN01-{number:06d}",
                    "fields": {"full_name": f"Lò Văn Thử {number}", "birth_date": "1958"},
                    "sources": {"full_name": "list"},
                    "readings": [],
                    "member": {"id": str(member.id)},
                    "photo": {"digest": digest},
                    "signature": {"digest": ink_digest} if signature else {"reason": "hand"},
                    "station": "TN01",
                    "received_at": now.isoformat(),
                    "received_by": "op",
                    "practice": False,
                },
            )
            session.add(record)
            session.flush()
            return record.id

    def states(self) -> list[str]:
        """Return the states of all records, oldest first."""
        with self.store.read() as session:
            rows = session.query(Application).order_by(Application.id).all()
            return [row.state for row in rows]


@pytest.fixture
def batch_station(
    request: pytest.FixtureRequest, tmp_path: Path, engine_name: str
) -> Iterator[BatchStation]:
    """A station on each engine with one recipient and no records yet."""
    clock, profile = FixedClock(NOW), Profile(tmp_path / "profile")
    if engine_name == engines.SERVER:
        with fresh_store(request.getfixturevalue("postgres_server")) as store:
            pem = engines.found_station(store, clock, COMMUNE, "TN01")
            yield _at_work(store, clock, profile, pem)
        return
    keyring = MemoryKeyring()
    created = create_profile(
        profile,
        commune_code=COMMUNE[0],
        commune_name=COMMUNE[1],
        station_code="TN01",
        keystore=keyring,
        clock=clock,
    )
    store = open_store(profile, keyring, None, clock)
    yield _at_work(store, clock, profile, created.certificate_pem, created.recovery_code)
    store.close()


def _at_work(
    store: Store, clock: FixedClock, profile: Profile, pem: str, recovery_code: str = ""
) -> BatchStation:
    """Return the services of a station that stands in a store, and its province."""
    folder = profile.folder.parent
    security = SecurityService(store, clock)
    province = new_identity()
    security.add_recipient("Công an tỉnh (thử)", province.public, actor="test")
    key_file = folder / "province.key"
    key_file.write_text(f"# made for a test\n{province.secret}\n", encoding="utf-8")
    out = folder / "usb"
    out.mkdir()
    return BatchStation(
        folder=folder,
        profile=profile,
        store=store,
        clock=clock,
        batch=BatchService(store, clock),
        security=security,
        province=province,
        key_file=key_file,
        out=out,
        certificate_pem=pem,
        recovery_code=recovery_code,
    )
