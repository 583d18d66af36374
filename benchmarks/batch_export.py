"""Export of 2,000 records against a bare zip-to-age pipe of the same bytes, in one run.

    python3 dev.py bench batch_export        (or: .venv/bin/python benchmarks/batch_export.py)

The export reads every photo from the encrypted store, hashes it, seals it, fsyncs, reads the
file back from the drive and verifies it, and marks the records; the bare pipe only zips files of
the same bytes (plain ones, already in the cache) into age. Each part runs in a process of its
own, so that resident memory is its own.
Goals: at most 1.5 times the time; 200 and 2,000 records within 30 MB of resident memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def photo(rng: random.Random) -> bytes:
    return b"\xff\xd8\xff\xe0" + rng.randbytes(rng.randint(60_000, 120_000))


def fill(folder: Path, records: int) -> None:
    """Make a profile with received records; its key is left beside it (invented data only)."""
    from desktop.common.clock import SystemClock
    from desktop.common.ids import new_id
    from desktop.models import Application, Blob, Member
    from desktop.security.sealing import new_identity
    from desktop.security.service import SecurityService
    from desktop.storage.unit_of_work import Store

    store, _ = opened(folder, create=True)
    assert isinstance(store, Store)
    security = SecurityService(store, SystemClock())
    for name in ("province", "escrow"):
        security.add_recipient(name, new_identity().public)
    station, now, rng = security.station(), datetime.now(UTC), random.Random(1)
    for start in range(0, records, 100):
        with store.write() as session:
            for number in range(start, min(start + 100, records)):
                made = {"origin": "TN01", "version": 1, "created_at": now, "updated_at": now}
                member = Member(
                    id=new_id(), **made, full_name=f"Lò Văn {number}", name_folded="",
                    name_sort="", status="official", problems=[], extra={},
                )  # fmt: skip
                session.add(member)
                digests = {}
                for kind, media_type, content in (
                    ("photo", "image/jpeg", photo(rng)),
                    ("signature", "image/png", rng.randbytes(6000)),
                ):
                    digests[kind] = hashlib.sha256(content).hexdigest()
                    session.add(
                        Blob(
                            digest=digests[kind], kind=kind, media_type=media_type,
                            size=len(content), content=content, created_at=now,
                        )
                    )  # fmt: skip
                session.flush()
                fields = {f"field_{i}": f"Giá trị có dấu {i}" for i in range(25)}
                session.add(
                    Application(
                        id=new_id(), **made, member_id=member.id, station_id=station.id,
                        state="received", step="check", channel="counter", fields=fields,
                        choices={}, photo_digest=digests["photo"], photo_report={},
                        signature_digest=digests["signature"], sign_exception={}, step_times={},
                        received_at=now, receipt_number=f"TN01-{number:06d}",
                        snapshot={
                            "receipt_number": f"TN01-{number:06d}", "fields": fields,
                            "sources": dict.fromkeys(fields, "list"),
                            "readings": [{"source": "card", "values": fields}],
                            "photo": {"digest": digests["photo"]},
                            "signature": {"digest": digests["signature"]},
                        },
                    )
                )  # fmt: skip
    store.close()


def opened(folder: Path, *, create: bool = False):
    from desktop.common.clock import SystemClock
    from desktop.security.keystore import MemoryKeyring
    from desktop.security.setup import create_profile, open_store
    from desktop.storage.profile import Profile

    profile, keyring, note = Profile(folder), MemoryKeyring(), folder.with_suffix(".key")
    if create:
        made = create_profile(
            profile,
            commune_code="06982",
            station_code="TN01",
            keystore=keyring,
            clock=SystemClock(),
        )
        key = keyring.get(made.profile_id)
        note.write_text(json.dumps([made.profile_id, (key or b"").hex()]))
    else:
        profile_id, key = json.loads(note.read_text())
        keyring.set(profile_id, bytes.fromhex(key))
    return open_store(profile, keyring, None, SystemClock()), keyring


def measure_export(folder: Path, target: Path) -> None:
    from desktop.batch.service import BatchService
    from desktop.common.clock import SystemClock

    store, _ = opened(folder)
    service = BatchService(store, SystemClock())
    service.waiting()
    begun = time.perf_counter()
    report = service.export(target, actor="bench")
    say(time.perf_counter() - begun, report.size, report.records)
    store.close()


def measure_bare(folder: Path, target: Path) -> None:
    """The least anybody could do: plain files of the same bytes, zipped through a pipe to age."""
    import pyrage

    from desktop.batch import store as queries
    from desktop.batch.export import as_json, handfuls
    from desktop.security.store import active_recipients

    store, _ = opened(folder)
    with store.read() as session:
        keys = [row.key for row in queries.waiting_rows(session, originals=False)]
        public_keys = [row.public_key for row in active_recipients(session)]
    plain = target / "plain"
    plain.mkdir()
    for loaded in chain.from_iterable(handfuls(store, keys)):
        (plain / f"{loaded.record.id}.json").write_bytes(as_json(loaded.record.snapshot))
        for file in loaded.files:
            (plain / f"{file.part}-{loaded.record.id}").write_bytes(file.content)
    store.close()
    files = sorted(plain.iterdir())
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in public_keys]
    begun = time.perf_counter()
    read_end, write_end = os.pipe()
    reader, writer = os.fdopen(read_end, "rb"), os.fdopen(write_end, "wb")

    def produce() -> None:
        with writer, zipfile.ZipFile(writer, "w", zipfile.ZIP_STORED) as archive:
            for file in files:
                archive.write(file, file.name)

    thread = threading.Thread(target=produce)
    thread.start()
    path = target / "bare.age"
    with reader, path.open("wb") as stream:
        pyrage.encrypt_io(reader, stream, recipients)
    thread.join()
    say(time.perf_counter() - begun, path.stat().st_size, len(keys))


def say(seconds: float, size: int, records: int) -> None:
    print(json.dumps({"seconds": seconds, "bytes": size, "records": records, "rss": peak()}))


def peak() -> int:
    """Largest resident memory of this process in bytes (Linux: since it was started)."""
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text()

    # not getrusage: a child begins there with the peak of its parent
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def run(what: str, folder: Path, target: Path) -> dict[str, float]:
    target.mkdir()
    if hasattr(os, "sync"):
        os.sync()  # what was copied to prepare this part must not be written while it is measured
    command = [sys.executable, __file__, "--part", what, str(folder), str(target)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    shutil.rmtree(target)
    return dict(json.loads(answer))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", nargs=3, metavar=("WHAT", "PROFILE", "TARGET"))
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.part:
        what, folder, target = args.part
        {"export": measure_export, "bare": measure_bare}[what](Path(folder), Path(target))
        return
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        few, many = work / "few", work / "many"
        fill(few, args.records // 10)
        fill(many, args.records)
        bare, ours = [], []
        for turn in range(args.rounds):
            bare.append(run("bare", many, work / "out"))
            copy = copied(many, work / f"many-{turn}")
            ours.append(run("export", copy, work / "out"))
        small = run("export", few, work / "out")
    best, base = (min(part["seconds"] for part in parts) for parts in (ours, bare))
    result = {
        "records": ours[0]["records"],
        "megabytes": round(ours[0]["bytes"] / 1e6, 1),
        "bare_seconds": round(base, 3),
        "export_seconds": round(best, 3),
        "ratio": round(best / base, 2),
        "rss_few_mb": round(small["rss"] / 1e6, 1),
        "rss_many_mb": round(max(part["rss"] for part in ours) / 1e6, 1),
    }
    if args.json:
        print(json.dumps(result))
        return
    print(f"{result['records']} records, {result['megabytes']} MB")
    print(f"bare zip to age  {result['bare_seconds']:6.3f} s")
    print(f"export           {result['export_seconds']:6.3f} s   ratio {result['ratio']}x")
    print(f"resident memory  {result['rss_few_mb']} MB for a tenth, {result['rss_many_mb']} MB")


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    shutil.copy(source.with_suffix(".key"), target.with_suffix(".key"))
    return target


if __name__ == "__main__":
    main()
