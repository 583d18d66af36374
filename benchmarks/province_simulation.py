"""A province takes in its stations' batches, against bare COPY and decryption, in one run.

    python3 dev.py bench province_simulation        (or: .venv/bin/python benchmarks/...)
    .venv/bin/python benchmarks/province_simulation.py --full      124 stations, 91,252 records

Stations are real profiles with seeded lists (`_province_stations.py`); making them is not timed.
The desk receives on a PostgreSQL of its own whose commits wait for the drive. The yardstick
decrypts the same payloads into nothing and copies the same rows, binary, into empty tables of the
same shape: it verifies, hashes, parses, decodes and checks nothing. Each part runs in a process of
its own, so that resident memory is its own; the server's processor time is counted with both.
Goal: at most 2.5 times the yardstick.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SEED = 1
AT_ONCE = 64 << 20
TABLES = (
    "known_stations", "station_certificates", "received_batches", "blobs", "received_records",
    "quarantined_records", "record_pairs",
)  # fmt: skip
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def opened(work: Path):
    from desktop.common.clock import SystemClock
    from desktop.province.registry.keys import KeysService
    from desktop.security.keystore import MemoryKeyring
    from desktop.security.recovery import read_code_file
    from desktop.security.setup import open_store
    from desktop.storage.profile import Profile

    clock, code = SystemClock(), read_code_file(work / "code.txt")
    store = open_store(Profile(work / "desk"), MemoryKeyring(), code, clock)
    return store, KeysService(store, clock, practice=False), clock


def prepare(work: Path, stations: int, members: int, batches: int) -> None:
    """Make the desk's profile, the portraits, and every station's batches, two at a time."""
    from benchmarks._province_stations import POOL, make_station, portrait_pool, sizes
    from desktop.common.clock import SystemClock
    from desktop.province.desk import create_desk
    from desktop.security.keystore import MemoryKeyring
    from desktop.storage.profile import Profile

    create_desk(
        Profile(work / "desk"),
        province="14",
        name="Công an tỉnh (thử)",
        keystore=MemoryKeyring(),
        clock=SystemClock(),
        recovery_file=work / "code.txt",
    )
    store, keys, _ = opened(work)
    key_file = keys.write_key_file(work).path
    store.close()
    (work / "pool").mkdir()
    for number, picture in enumerate(portrait_pool(min(POOL, 8 + members // 200))):
        (work / "pool" / f"{number:03d}.jpg").write_bytes(picture)
    stick = work / "stick"
    stick.mkdir()
    shares = sizes(stations, members, random.Random(SEED))
    tasks = [
        (number, share, batches, work / f"station-{number}", key_file, stick)
        for number, share in enumerate(shares)
    ]
    with get_context("spawn").Pool(2) as pool:
        pool.starmap(make_station, tasks, chunksize=1)


def measure_receive(work: Path, url: str) -> dict[str, float]:
    from desktop.province.overview.service import OverviewService
    from desktop.province.receiving.service import ReceivingService
    from desktop.province.registry.service import RegistryService
    from desktop.storage.engine import make_server_engine
    from desktop.storage.unit_of_work import Store

    own, keys, clock = opened(work)
    data = Store(make_server_engine(url))
    registry = RegistryService(data, clock, practice=False)
    for file in sorted((work / "stick").glob("*.qte")):
        registry.enrol(file, actor="bench")
    receiving = ReceivingService(data, keys, clock, practice=False)
    warm_up(work)
    begun, used = time.perf_counter(), time.process_time()
    found = receiving.receive([work / "stick"], actor="bench")
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    assert not found.refused, found.refused[:3]
    overview = OverviewService(data)
    asked = []
    for _ in range(3):
        begun = time.perf_counter()
        status = overview.status()
        asked.append(time.perf_counter() - begun)
    data.close()
    own.close()
    return {
        "seconds": seconds,
        "processor": used,
        "records": sum(one.records for one in found.taken),
        "quarantined": sum(one.quarantined for one in found.taken),
        "batches": len(found.taken),
        "pairs": status.duplicates,
        "status_seconds": min(asked),
        "rss": peak(),
    }


def warm_up(work: Path) -> None:
    """Load what the first picture and the first record load, as a desk that has begun its day."""
    from desktop.batch.schemas import SchemaError, check
    from desktop.photo.untrusted import picture_problem

    assert not picture_problem(next((work / "pool").iterdir()).read_bytes())
    with contextlib.suppress(SchemaError):
        check("record", {})


def measure_decrypt(work: Path) -> dict[str, float]:
    """Decrypt every payload into nothing, as age does it."""
    from desktop.batch.stored_zip import ArchiveReader
    from desktop.batch.streams import Joined
    from desktop.security.sealing import unseal

    store, keys, _ = opened(work)
    identities = keys.keys().opening
    store.close()
    begun, used = time.perf_counter(), time.process_time()
    with Path(os.devnull).open("wb") as nothing:
        for file in sorted((work / "stick").glob("*.qtn")):
            with file.open("rb") as stream:
                archive = ArchiveReader(stream)
                archive.next(is_large=True)
                unseal(Joined(archive.chunks()), nothing, identities)
    return {
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - used,
    }


def measure_copy(source: str, target: str) -> dict[str, float]:
    """Copy all rows from one database into another; only the writing is timed."""
    import psycopg

    seconds, used, size = 0.0, 0.0, 0
    with psycopg.connect(source) as reader, psycopg.connect(target) as writer:
        for table in TABLES:
            for block in blocks(reader, table):
                begun, before = time.perf_counter(), time.process_time()
                with writer.cursor().copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                    for piece in block:
                        copy.write(piece)
                seconds += time.perf_counter() - begun
                used += time.process_time() - before
                size += sum(map(len, block))
        begun = time.perf_counter()
        writer.commit()
        seconds += time.perf_counter() - begun
    return {"seconds": seconds, "processor": used, "bytes": size}


def blocks(reader, table: str) -> Iterator[list[bytes]]:
    """Yield whole COPY streams of about `AT_ONCE` bytes; the server gives a row at a time."""
    head, tail = b"", b"\xff\xff"
    some: list[bytes] = []
    size = 0
    with reader.cursor().copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
        for number, data in enumerate(copy):
            row = bytes(data)
            if number == 0:
                head, row = row[:19], row[19:]
            if not some:
                some, size = [head], 0
            if row == tail or not row:
                continue
            some.append(row)
            size += len(row)
            if size >= AT_ONCE:
                yield [*some, tail]
                some = []
    if len(some) > 1:
        yield [*some, tail]


def peak() -> int:
    """Largest resident memory of this process in bytes (Linux: since it was started)."""
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def server_processor(url: str) -> float:
    """Return the processor seconds of a local server with all its processes, ended ones too."""
    if sys.platform != "linux":
        return 0.0
    folder = Path(url.rpartition("host=")[2])
    head = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            values = file.read_text().rpartition(") ")[2].split()
            if int(file.parent.name) == head:
                ticks += sum(int(value) for value in values[11:15])
            elif int(values[1]) == head:
                ticks += int(values[11]) + int(values[12])
    return ticks / _TICKS


def run(*part: str, url: str = "") -> dict[str, float]:
    if hasattr(os, "sync"):
        os.sync()  # what was written before must not be written while this is measured
    before = server_processor(url) if url else 0.0
    command = [sys.executable, __file__, "--part", *part]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = dict(json.loads(answer))
    found["processor"] += server_processor(url) - before if url else 0.0
    return found


def measured(work: Path, rounds: int) -> dict[str, float]:
    """Receive and copy, turn about, on databases of their own; return the best of each."""
    import psycopg

    from tests.postgres import running_server

    ours, decrypts, copies = [], [], []
    with running_server(durable=True) as server:
        for _ in range(rounds):
            first, second = server.new_database(), server.new_database()
            plain = [
                server.url(name).replace("postgresql+psycopg", "postgresql")
                for name in (first, second)
            ]
            admin = psycopg.connect(plain[0], autocommit=True)
            admin.execute("CHECKPOINT")
            log = written_log(admin)
            ours.append(run("receive", str(work), server.url(first), url=plain[0]))
            ours[-1]["log"] = written_log(admin) - log
            decrypts.append(run("decrypt", str(work)))
            admin.execute("CHECKPOINT")
            copies.append(run("copy", plain[0], plain[1], url=plain[0]))
            admin.close()
            server.drop(first)
            server.drop(second)
    best = {
        key: [min(part[key] for part in parts) for parts in (ours, decrypts, copies)]
        for key in ("seconds", "processor")
    }
    return {
        "records": ours[0]["records"],
        "quarantined": ours[0]["quarantined"],
        "batches": ours[0]["batches"],
        "pairs": ours[0]["pairs"],
        "megabytes": round(copies[0]["bytes"] / 1e6, 1),
        "log_megabytes": round(ours[0]["log"] / 1e6, 1),
        "receive_seconds": round(best["seconds"][0], 2),
        "records_per_second": round(ours[0]["records"] / best["seconds"][0], 1),
        "receive_processor": round(best["processor"][0], 2),
        "decrypt_seconds": round(best["seconds"][1], 2),
        "copy_seconds": round(best["seconds"][2], 2),
        "bare_processor": round(best["processor"][1] + best["processor"][2], 2),
        "ratio": round(best["seconds"][0] / (best["seconds"][1] + best["seconds"][2]), 2),
        "rss_mb": round(max(part["rss"] for part in ours) / 1e6, 1),
        "status_seconds": round(min(part["status_seconds"] for part in ours), 3),
    }


def written_log(connection) -> int:
    """Return how many bytes of write-ahead log a server has written so far."""
    wanted = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
    return int(connection.execute(wanted).fetchone()[0])


def part(what: str, first: str, second: str = "") -> dict[str, float]:
    if what == "receive":
        return measure_receive(Path(first), second)
    if what == "decrypt":
        return measure_decrypt(Path(first))
    return measure_copy(first, second)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--full", action="store_true", help="124 stations, 91,252 records, ~9 GB")
    parser.add_argument("--stations", type=int, default=4)
    parser.add_argument("--records", type=int, default=600)
    parser.add_argument("--batches", type=int, default=2, help="of each station")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--from", dest="made", type=Path, help="folder made before with --keep")
    parser.add_argument("--keep", type=Path, help="make the stations in this folder and keep it")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.part:
        print(json.dumps(part(*args.part)))
        return
    stations, records, rounds = args.stations, args.records, args.rounds
    if args.full:
        from benchmarks._province_stations import COMMUNES, MEMBERS

        stations, records, rounds = COMMUNES, MEMBERS, 1
    work = args.made or args.keep or Path(tempfile.mkdtemp(prefix="province-"))
    try:
        if args.made is None:
            work.mkdir(parents=True, exist_ok=True)
            prepare(work, stations, records, args.batches)
        result = measured(work, rounds)
    finally:
        if args.made is None and args.keep is None:
            shutil.rmtree(work, ignore_errors=True)
    result["load"] = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0
    if args.json:
        print(json.dumps(result))
        return
    print(f"{result['records']} records of {result['batches']} batches, {result['megabytes']} MB")
    print(f"{result['quarantined']} quarantined, {result['pairs']} pairs; load {result['load']}")
    bare = result["decrypt_seconds"] + result["copy_seconds"]
    print(f"bare decryption {result['decrypt_seconds']:.2f} s, COPY {result['copy_seconds']:.2f} s")
    print(
        f"received in {result['receive_seconds']:.2f} s: {result['records_per_second']} records/s, "
        f"ratio {result['receive_seconds'] / bare:.2f}x"
    )
    print(
        f"processor seconds, server included: {result['receive_processor']} against "
        f"{result['bare_processor']}"
    )
    print(f"resident memory {result['rss_mb']} MB, write-ahead log {result['log_megabytes']} MB")
    print(f"status in {result['status_seconds']} s")


if __name__ == "__main__":
    main()
