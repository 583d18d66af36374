"""Invented stations for the simulation: real profiles, lists, records and batches.

Profile, list, keys, enrolment and export are those of a counter. What a clerk does between them is
not played person by person: records are put into the store as the intake code leaves them
(`new_row`, `list_reading` and `freeze` make them), since 91,252 receptions are no part of what is
measured. Portraits are drawn and encoded once, as a pool; each copy gets a comment of its own, so
that no two photos are the same bytes.
"""

from __future__ import annotations

import hashlib
import math
import random
import shutil
import struct
import zlib
from pathlib import Path

COMMUNES = 124
MEMBERS = 91_252
CLERK = "cán bộ quầy"
POOL = 48
MAY_APPLY = {"official", "probationary", "temporary_resident", "exempt"}


def portrait_pool(count: int) -> list[bytes]:
    """Return portraits of the 3 x 4 cm profile as JPEG, spread over 60 to 120 KB."""
    import cv2
    import numpy as np

    from desktop.photo.crop import jpeg
    from desktop.photo.demo_portraits import draw_portrait
    from desktop.photo.profile import load_profile

    profile, rng = load_profile(), np.random.default_rng(5)
    pool: list[bytes] = []
    for seed in range(count):
        frame = draw_portrait(seed)[60:660, 415:865]
        picture = cv2.resize(frame, (profile.width, profile.height), interpolation=cv2.INTER_CUBIC)
        wanted, grain, data = rng.integers(62_000, 118_000), 1.0, b""
        while len(data) < wanted:  # the grain of a cheap sensor decides how large a JPEG is
            noisy = picture + rng.normal(0, grain, picture.shape)
            data = jpeg(np.clip(noisy, 0, 255).astype(np.uint8), profile.jpeg_quality, profile.dpi)
            grain *= 1.15
        pool.append(data)
    return pool


def signature_pool(count: int) -> list[bytes]:
    """Return signatures as the pad keeps them, of seeded hands."""
    from desktop.intake.pen import PenPoint
    from desktop.ui.widgets.signature_ink import signature_png

    pool = []
    for seed in range(count):
        hand = random.Random(seed)
        steep, tall = hand.uniform(0.2, 0.5), hand.uniform(30, 60)
        points = [
            PenPoint(
                20 + 7 * step,
                90 + tall * math.sin(steep * step) + hand.uniform(-6, 6),
                11 * step,
            )
            for step in range(90)
        ]
        pool.append(signature_png((tuple(points),)))
    return pool


def own_jpeg(data: bytes, mark: str) -> bytes:
    """Return the same picture with a comment in it."""
    text = mark.encode()
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + data[2:]


def own_png(data: bytes, mark: str) -> bytes:
    """Return the same picture with a text chunk before its pixels."""
    body = b"tEXtComment\0" + mark.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]


def sizes(stations: int, members: int, rng: random.Random) -> list[int]:
    """Share members out: communes are not alike, the sum is exact."""
    weights = [rng.uniform(0.4, 1.6) for _ in range(stations)]
    found = [max(1, int(members * weight / sum(weights))) for weight in weights]
    found[0] += members - sum(found)
    return found


def make_station(
    number: int, members: int, batches: int, folder: Path, key_file: Path, stick: Path
) -> int:
    """Make one station with so many records, export them, and return how many went out.

    Args:
        number: of the station, from 0; also its seed.
        members: how many records.
        batches: into how many batches they go.
        folder: for its profile; removed at the end.
        key_file: of the province; the pool of portraits lies beside it.
        stick: where batches and the enrolment file go.
    """
    from desktop.batch.service import BatchService
    from desktop.batch.trust.service import TrustService
    from desktop.common.clock import SystemClock
    from desktop.security.keystore import MemoryKeyring
    from desktop.security.setup import create_profile, open_store
    from desktop.storage.profile import Profile

    clock, keyring, profile = SystemClock(), MemoryKeyring(), Profile(folder)
    create_profile(
        profile,
        commune_code=f"{3000 + number:05d}",
        commune_name=f"xã số {number}",
        station_code=f"S{number:03d}",
        keystore=keyring,
        clock=clock,
    )
    store = open_store(profile, keyring, None, clock)
    trust = TrustService(store, clock)
    trust.install(key_file, actor=CLERK)
    trust.enrol(stick, actor=CLERK)
    people = take_in_list(store, clock, folder / "list.csv", number, members)
    photos = [file.read_bytes() for file in sorted((key_file.parent / "pool").iterdir())]
    pools, sent = (photos, signature_pool(8)), 0
    for part in range(batches):
        some = people[members * part // batches : members * (part + 1) // batches]
        add_records(store, some, pools, clock.now(), first=sent)
        sent += BatchService(store, clock).export(stick, actor=CLERK).records
    store.close()
    shutil.rmtree(folder)
    return sent


def take_in_list(store, clock, file: Path, number: int, members: int):
    """Write an invented list, take it in, and return those who may apply, as the list has them."""
    from sqlalchemy import select

    from desktop.demo.people import invent_commune
    from desktop.demo.roster_file import write_csv
    from desktop.models import Member
    from desktop.roster.eligibility.store import rules_in_force
    from desktop.roster.keeping.imports import RosterImports
    from desktop.roster.person import view_of
    from desktop.roster.service import RosterService

    # Some of every list have moved or died, so a few more are invented.
    write_csv(file, invent_commune(7000 + number, members * 9 // 8 + 8), encoding="utf-8-sig")
    roster = RosterService(store, clock)
    RosterImports(store, clock, on_change=roster.forget_index).import_list(file, actor=CLERK)
    with store.read() as session:
        rules = rules_in_force(session)
        views = [view_of(row, rules) for row in session.scalars(select(Member).order_by(Member.id))]
    return [person for person in views if person.status.value in MAY_APPLY][:members]


def add_records(store, people, pools: tuple[list[bytes], list[bytes]], now, *, first: int) -> None:
    """Put received records into a store, with portrait and signature.

    Args:
        store: of the station.
        people: as the list has them.
        pools: portraits and signatures to copy.
        now: when they are received.
        first: how many records the station has already.
    """
    from desktop.common.vocabulary import Channel
    from desktop.intake import snapshot
    from desktop.intake.opening import list_reading, new_row
    from desktop.models import Blob, Station

    kinds = (("photo", "image/jpeg", own_jpeg), ("signature", "image/png", own_png))
    with store.write() as session:
        home = session.query(Station).one()
        mark = snapshot.StationMark(home.id, home.code, home.commune_code, home.is_practice)
        for number, person in enumerate(people, first + 1):
            row = new_row(home, person, CLERK, Channel.COUNTER, now)
            reading = list_reading(row.id, person, now)
            for pool, (kind, media_type, own) in zip(pools, kinds, strict=True):
                content = own(pool[number % len(pool)], f"{home.code}-{number}")
                digest = hashlib.sha256(content).hexdigest()
                setattr(row, f"{kind}_digest", digest)
                session.add(
                    Blob(
                        digest=digest, kind=kind, media_type=media_type, size=len(content),
                        content=content, created_at=now,
                    )
                )  # fmt: skip
            saved = snapshot.Saved(f"{home.code}-{number:06d}", now, CLERK, dict(row.step_times))
            row.state, row.step, row.notice_given = "received", "check", True
            row.receipt_number, row.received_at, row.received_by = saved.number, now, CLERK
            row.photo_exception = ""
            row.snapshot = snapshot.freeze(row, mark, [reading], saved)
            session.flush()
            session.add_all([row, reading])
