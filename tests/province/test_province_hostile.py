"""Whatever a station sends or somebody makes of it: nothing wrong goes in, nothing right lost."""

import hashlib
import json
import random
import struct
import zipfile
import zlib

import pytest

from desktop.common.errors import UserFacingError
from desktop.models import AuditEvent, Blob, QuarantinedRecord, ReceivedBatch, ReceivedRecord
from desktop.province.errors import BatchRefusedError
from desktop.security.station_identity import make_identity
from tests import factories
from tests.province.conftest import PEOPLE
from tests.province.hostile import AT, entry, hostile_batch, record, write_container

DESK = "cán bộ tỉnh"


def refused(loop, path):
    with pytest.raises(BatchRefusedError) as caught:
        loop.desk.receiving.receive_file(path, actor=DESK)
    return caught.value.refusal


def rows(loop):
    with loop.desk.data.read() as session:
        return tuple(
            session.query(model).count() for model in (ReceivedBatch, ReceivedRecord, Blob)
        )


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path, target, **other):
    parts = parts_of(path)
    values = {
        "payload": parts["payload.age"],
        "envelope": parts["envelope.json"],
        "signature": parts["envelope.json.p7s"],
        "certificate": parts["station.pem"].decode(),
    }
    write_container(target, **{**values, **other})
    return target


def test_a_flipped_bit_in_any_region_is_refused_and_the_whole_file_still_goes_in(small_loop):
    loop = small_loop
    station = loop.make_station()
    station.receive(PEOPLE[0])
    good = station.export()
    data = good.read_bytes()
    payload = data.index(b"age-encryption.org/v1")
    envelope, signature, certificate = (
        data.index(name, payload)
        for name in (b"envelope.json", b"envelope.json.p7s", b"station.pem")
    )
    edges = [0, payload, payload + 400, envelope, signature, certificate]
    regions = list(zip(edges, [*edges[1:], len(data)], strict=True))
    assert all(start < end for start, end in regions)
    rng, bad = random.Random(5), loop.stick / "bad.qtn"
    for start, end in regions:
        for _ in range(6):
            changed = bytearray(data)
            changed[rng.randrange(start, end)] ^= 1 << rng.randrange(8)
            bad.write_bytes(changed)
            assert refused(loop, bad)
    for size in (0, 1, 100, len(data) // 2, len(data) - 1):
        bad.write_bytes(data[:size])
        assert refused(loop, bad) in {"not_a_batch", "damaged_container"}
    bad.unlink()
    assert rows(loop) == (0, 0, 0)
    assert loop.desk.receiving.receive_file(good, actor=DESK).records == 1
    with loop.desk.data.read() as session:
        tags = [row.tag for row in session.query(AuditEvent)]
    assert tags.count("batch:refused") == 41


def test_exchanged_forged_and_downgraded_batches_are_refused(small_loop):
    loop = small_loop
    station = loop.make_station()
    files = []
    for name in PEOPLE[:2]:
        station.receive(name)
        files.append(station.export())
    first, second = (parts_of(file) for file in files)
    bad = loop.stick / "bad.qtn"
    rewritten(files[0], bad, payload=second["payload.age"])
    assert refused(loop, bad) == "payload_changed"
    rewritten(files[0], bad, envelope=second["envelope.json"])
    assert refused(loop, bad) in {"bad_signature", "payload_changed"}
    rewritten(
        files[0], bad, envelope=second["envelope.json"], signature=second["envelope.json.p7s"]
    )
    assert refused(loop, bad) == "payload_changed"
    old = first["envelope.json"].replace(b'"format_version": 1', b'"format_version": 0')
    rewritten(files[0], bad, envelope=old)
    assert refused(loop, bad) == "unknown_format"
    thief = make_identity("03862", "MT02", now=AT)
    forged = hostile_batch(station, loop.stick, [entry(record())], sequence=9, identity=thief)
    assert refused(loop, forged) == "unknown_station"
    assert rows(loop) == (0, 0, 0)


def test_a_number_is_given_once_whatever_comes_under_it(small_loop):
    loop = small_loop
    station = loop.make_station()
    one = hostile_batch(station, loop.stick, [entry(record())], sequence=1)
    loop.desk.receiving.receive_file(one, actor=DESK)
    other = hostile_batch(station, loop.stick, [entry(record())], sequence=1)
    assert refused(loop, other) == "sequence_taken"
    assert rows(loop)[:2] == (1, 1)


def png(width, height):
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def with_file(part, data, extension="jpg"):
    document = record()
    name = f"{part}s/{document['record_id']}.{extension}"
    document["files"][part] = name
    return [entry(document), (f"data/{name}", data)]


def as_text(document, text):
    return [(f"data/records/{document['record_id']}.json", text)]


def fields(**changes):
    document = record()
    return [entry({**document, "fields": {**document["fields"], **changes}})]


def with_paper(data, **told):
    document = record()
    name = f"papers/{document['record_id']}-01.pdf"
    digest = told.get("digest", hashlib.sha256(data).hexdigest())
    document["papers"] = [{"id": document["record_id"], "kind": "x", "pages": 1, "digest": digest}]
    document["files"]["papers"] = [name]
    return [entry(document), (f"data/{name}", data)]


NO_HONEST_STATION = {
    "not_json": lambda: as_text(record(), b"{"),
    "a_list": lambda: as_text(record(), b"[]"),
    "a_key_twice": lambda: as_text(
        one := record(), json.dumps(one).encode()[:-1] + b',"practice":true}'
    ),
    "no_number": lambda: as_text(record(), b'{"record_version": NaN}'),
    "an_endless_number": lambda: as_text(
        one := record(), json.dumps(one).replace('"status"', '"n": 1e999, "status"').encode()
    ),
    "deep": lambda: as_text(record(), b'{"a":' * 3000 + b"1" + b"}" * 3000),
    "deep_within": lambda: [
        entry(
            record(
                member={
                    "a": {
                        "b": {
                            "c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": {"k": {"l": "m"}}}}}}}}}
                        }
                    }
                }
            )
        )
    ],
    "too_large": lambda: [entry(record(note="x" * (300 << 10)))],
    "other_key": lambda: as_text(record(), json.dumps(record()).encode()),
    "other_station": lambda: [entry(record(station="KB01"))],
    "a_list_of_stations": lambda: [entry(record(station=["MT02"]))],
    "practice": lambda: [entry(record(practice=True))],
    "no_version": lambda: [entry(record(record_version=0))],
    "a_version_in_tenths": lambda: [entry(record(record_version=2.0))],
    "a_version_of_nobody": lambda: [entry(record(record_version=1 << 31))],
    "nul": lambda: fields(full_name="Lò\x00 Văn"),
    "turned_text": lambda: fields(full_name="Lò \u202eVăn"),
    "half_a_character": lambda: as_text(
        one := record(), json.dumps({**one, "received_by": "X"}).replace("X", "\\ud800").encode()
    ),
    "no_name": lambda: fields(full_name="  "),
    "a_name_of_a_book": lambda: fields(full_name="a" * 5000),
    "short_number": lambda: fields(personal_id="01407800"),
    "born_tomorrow": lambda: fields(birth_date="2999-01-01"),
    "no_date": lambda: fields(birth_date="31/02/1978"),
    "a_path": lambda: [entry(record(files={"photo": "../../etc/passwd", "signature": None}))],
    "a_file_that_did_not_come": lambda: [
        entry(
            record(
                files={
                    "photo": f"photos/{'0' * 8}-0000-0000-0000-{'0' * 12}.jpg",
                    "signature": None,
                }
            )
        )
    ],
    "no_picture": lambda: with_file("photo", b"\xff\xd8\xff\xe0" + bytes(500)),
    "a_cut_picture": lambda: with_file("photo", factories.jpeg(300, 400)[:-200]),
    "a_bomb": lambda: with_file("photo", png(50_000, 50_000), "png"),
    "no_paper": lambda: with_paper(b"MZ" + bytes(100)),
    "another_paper": lambda: with_paper(b"%PDF-1.4\n%%EOF", digest="0" * 64),
    "a_page_of_script": lambda: with_file("signature", b"<html><script>1</script>", "svg"),
}


def test_one_bad_record_never_holds_back_the_others(loop):
    station = loop.make_station()
    entries, kinds = [], {}
    for kind, make in NO_HONEST_STATION.items():
        some = make()
        entries += some
        kinds[some[0][0].removeprefix("data/records/").removesuffix(".json")] = kind
    entries += with_file("photo", factories.jpeg(300, 400))
    entries += with_paper(b"%PDF-1.4\n%%EOF")
    path = hostile_batch(station, loop.stick, entries, sequence=1)
    taken = loop.desk.receiving.receive_file(path, actor=DESK)
    with loop.desk.data.read() as session:
        apart = {str(row.record_id): row for row in session.query(QuarantinedRecord)}
    missed = {kind for key, kind in kinds.items() if key not in apart}
    assert missed == set()
    assert (taken.records, taken.quarantined) == (2, len(NO_HONEST_STATION))
    for row in apart.values():
        # What is shown says the place and never a value.
        assert "Lò" not in row.place
        assert "01407800" not in row.place
    (answer,) = loop.desk.answering.answer(loop.stick, actor=DESK)
    assert answer.rejected == len(NO_HONEST_STATION)


@pytest.mark.parametrize(
    "name",
    ["data/../../../etc/cron.d/x", "data/photos/x.jpg", "/etc/passwd", "data/records/X.json"],
)
def test_a_name_that_no_bag_may_have_refuses_the_file(small_loop, name):
    loop = small_loop
    station = loop.make_station()
    path = hostile_batch(station, loop.stick, [entry(record()), (name, b"x")], sequence=1)
    assert refused(loop, path) == "inside_changed"
    assert rows(loop) == (0, 0, 0)


def test_counts_that_lie_refuse_the_file(small_loop):
    loop = small_loop
    station = loop.make_station()
    more = hostile_batch(station, loop.stick, [entry(record())], sequence=1, records=2)
    assert refused(loop, more) == "inside_changed"
    many = hostile_batch(station, loop.stick, [entry(record())], sequence=2, records=30_000)
    assert refused(loop, many) == "too_many"


def test_no_station_can_write_over_the_records_of_another(small_loop):
    loop = small_loop
    station, other = loop.make_station(), loop.make_station("KB01", "03863")
    document = record()
    first = hostile_batch(station, loop.stick, [entry(document)], sequence=1)
    loop.desk.receiving.receive_file(first, actor=DESK)
    stolen = {**document, "record_version": 99, "station": "KB01"}
    second = hostile_batch(other, loop.stick, [entry(stolen)], sequence=1)
    taken = loop.desk.receiving.receive_file(second, actor=DESK)
    assert (taken.records, taken.quarantined) == (0, 1)
    older = hostile_batch(
        station, loop.stick, [entry({**document, "record_version": 1})], sequence=2
    )
    assert loop.desk.receiving.receive_file(older, actor=DESK).quarantined == 1
    with loop.desk.data.read() as session:
        (row,) = session.query(ReceivedRecord).all()
        assert (row.record_version, row.is_current) == (2, True)


def test_every_refusal_is_said_in_words(small_loop):
    loop = small_loop
    missing = loop.stick / "khong-co.qtn"
    with pytest.raises(UserFacingError) as caught:
        loop.desk.receiving.receive_file(missing, actor=DESK)
    assert "Không đọc được tệp" in caught.value.title
