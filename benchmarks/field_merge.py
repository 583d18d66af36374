"""Merging a return of 500 field records with photos against copying the same bytes, in one run.

    python3 dev.py bench field_merge         (or: .venv/bin/python benchmarks/field_merge.py)

Merging reads the return from the drive, checks its signature and every digest, opens it, and keeps
every record and photo in the encrypted store of the office, in one transaction; copying reads the
file and writes it to the same drive, with an fsync. Each pair merges into a fresh office.
Goal: at most 3 times the time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

CLERK = "Lò Thị Hương"


def opened(folder, keyring, clock, code, *, create):
    from desktop.security.setup import create_profile, open_store
    from desktop.storage.profile import Profile

    profile = Profile(folder)
    if create:
        create_profile(
            profile,
            commune_code="03862",
            commune_name="xã Mường Thử",
            station_code=code,
            keystore=keyring,
            clock=clock,
        )
    return open_store(profile, keyring, None, clock)


def kits_of(store, clock):
    from desktop.field.field_kits import FieldKits

    return FieldKits.of(store, clock, lambda: None)


def fill_office(store, clock, folder, records):
    """Take in a list and make a list of visits of everybody."""
    from desktop.common.ids import new_id
    from desktop.models import Member, Station, Team, Visit, VisitList
    from desktop.roster.keeping.imports import RosterImports

    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh cá nhân,Chi bộ,Tình trạng"]
    lines += [
        f"{n},Lò Văn Thử {n},12/03/1950,Nam,014050{n:06d},Chi bộ {n % 9},Chính thức"
        for n in range(1, records + 1)
    ]
    file = folder / "list.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    RosterImports(store, clock).import_list(file, actor=CLERK)
    now = clock.now()
    with store.write() as session:
        home = session.query(Station).one()
        made = {"origin": home.code, "version": 1, "created_at": now, "updated_at": now}
        team = Team(id=new_id(), **made, station_id=home.id, name="Tổ 1", ended_at=None)
        session.add(team)
        session.flush()
        visits = VisitList(
            id=new_id(),
            **made,
            station_id=home.id,
            number=1,
            team_id=team.id,
            day="2025-08-20",
            state="open",
            made_by=CLERK,
            closed_at=None,
        )
        session.add(visits)
        session.flush()
        for position, member in enumerate(session.query(Member).order_by(Member.id), 1):
            session.add(
                Visit(
                    id=new_id(),
                    **made,
                    list_id=visits.id,
                    member_id=member.id,
                    position=position,
                    place="home",
                    done_at=None,
                    removed_at=None,
                )
            )


def fill_laptop(store, clock):
    """Put a received record of everybody into the laptop, as the intake leaves it."""
    from desktop.common.ids import new_id
    from desktop.models import Application, ApplicationMove, Blob, Member, Reading, Station

    rng, now = random.Random(1), clock.now()
    with store.write() as session:
        home = session.query(Station).one()
        for number, member in enumerate(session.query(Member).order_by(Member.id).all(), 1):
            digests = []
            for kind, media, size in (
                ("photo", "image/jpeg", rng.randint(150_000, 350_000)),
                ("signature", "image/png", 6_000),
            ):
                content = rng.randbytes(size)
                digests.append(hashlib.sha256(content).hexdigest())
                session.add(
                    Blob(
                        digest=digests[-1],
                        kind=kind,
                        media_type=media,
                        size=size,
                        content=content,
                        created_at=now,
                    )
                )
            session.flush()
            fields = {"full_name": member.full_name, "birth_date": "1950-03-12"}
            record = Application(
                id=new_id(),
                origin=home.code,
                version=2,
                created_at=now,
                updated_at=now,
                member_id=member.id,
                station_id=home.id,
                state="received",
                step="check",
                channel="home",
                fields=fields,
                choices={},
                photo_digest=digests[0],
                photo_report={"score": 0.9},
                signature_digest=digests[1],
                sign_exception={},
                step_times={},
                received_at=now,
                received_by=CLERK,
                receipt_number=f"MT03-{number:06d}",
                snapshot={"fields": fields},
            )
            session.add(record)
            session.flush()
            session.add(
                ApplicationMove(
                    id=new_id(),
                    application_id=record.id,
                    version=2,
                    from_state="draft",
                    to_state="received",
                    moved_at=now,
                    moved_by=CLERK,
                    reason="",
                    batch_id=None,
                )
            )
            session.add(
                Reading(
                    id=new_id(),
                    application_id=record.id,
                    source="list",
                    values=fields,
                    read_at=now,
                )
            )


def copied(file, target):
    started = time.perf_counter()
    with file.open("rb") as source, target.open("wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
        sink.flush()
        os.fsync(sink.fileno())
    return time.perf_counter() - started


def main() -> None:
    from desktop.batch.trust.service import TrustService
    from desktop.common.clock import FixedClock, SystemClock
    from desktop.security.keystore import MemoryKeyring

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--pairs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, clock, keyring = Path(name), FixedClock(SystemClock().now()), MemoryKeyring()
        home = opened(folder / "MT02", keyring, clock, "MT02", create=True)
        laptop = opened(folder / "MT03", keyring, clock, "MT03", create=True)
        fill_office(home, clock, folder, chosen.records)
        key = TrustService(laptop, clock).enrol(folder, actor=CLERK).path
        kit = kits_of(home, clock).packing.pack(1, key, folder, actor=CLERK).path
        kits_of(laptop, clock).opening.open_kit(kit, actor=CLERK)
        fill_laptop(laptop, clock)
        started = time.perf_counter()
        file = kits_of(laptop, clock).returning.write(folder, actor=CLERK).path
        wrote = time.perf_counter() - started
        home.close()
        laptop.close()
        clock.advance(timedelta(minutes=1))
        size = file.stat().st_size / 1e6
        print(f"{chosen.records} records, {size:.0f} MB, written in {wrote:.2f} s")
        ratios = []
        for pair in range(chosen.pairs):
            copy = copied(file, folder / f"copy{pair}.qtr")
            shutil.copytree(folder / "MT02", folder / f"office{pair}")
            office = opened(folder / f"office{pair}", keyring, clock, "MT02", create=False)
            started = time.perf_counter()
            report = kits_of(office, clock).merging.merge([file], actor=CLERK)
            took = time.perf_counter() - started
            office.close()
            assert report.merged == chosen.records
            ratios.append(took / copy)
            print(f"copy {copy:.2f} s, merge {took:.2f} s, ratio {took / copy:.2f}")
        print(f"median ratio {sorted(ratios)[len(ratios) // 2]:.2f} (goal: at most 3)")


if __name__ == "__main__":
    main()
