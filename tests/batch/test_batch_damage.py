"""Whatever is done to a batch file, it is noticed without any secret key."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib

import pytest

from desktop.batch import envelope as envelopes
from desktop.batch.errors import BadBatchError, FileTakenError
from desktop.batch.stored_zip import ArchiveError, ArchiveReader, ArchiveWriter
from desktop.batch.verify import verify_file
from desktop.batch.views import Reason, reason_text
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.security.sealing import new_identity
from desktop.security.station_identity import StationIdentity, make_identity, sign


@pytest.fixture
def small_batch(batch_station):
    batch_station.add_record(1, photo=b"\xff\xd8\xff\xe0" + b"p" * 300)
    return batch_station.batch.export(batch_station.out, actor="op").path


def parts_of(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuilt(path, parts: dict[str, bytes]):
    """Write a container as a station writes it, around whatever parts are given."""
    target = path.with_name("rebuilt.qtn")
    with target.open("wb") as stream:
        outer = ArchiveWriter(stream)
        names = list(parts)
        payload = parts[names[0]]
        outer.reserve_large(names[0])
        stream.write(payload)
        end = stream.tell()
        stream.seek(0)
        stream.write(outer.large_header(names[0], len(payload), zlib.crc32(payload)))
        stream.seek(end)
        for name in names[1:]:
            outer.add(name, parts[name])
        outer.finish()
    return target


def test_a_rebuilt_container_is_the_same_file(small_batch) -> None:
    assert rebuilt(small_batch, parts_of(small_batch)).read_bytes() == small_batch.read_bytes()


def test_every_single_flipped_byte_outside_the_payload_is_noticed(small_batch) -> None:
    data = small_batch.read_bytes()
    payload = data.index(b"age-encryption.org/v1")
    after = data.index(b"envelope.json") - 30
    rng = random.Random(5)
    places = [*range(payload), *range(after, len(data)), *rng.sample(range(payload, after), 60)]
    assert len(places) > 2000
    damaged = small_batch.with_name("damaged.qtn")
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << rng.randrange(8)
        damaged.write_bytes(changed)
        report = verify_file(damaged)
        assert not report.valid, place
        assert report.reasons, place


def test_truncation_anywhere_and_trailing_data_are_noticed(small_batch) -> None:
    data = small_batch.read_bytes()
    damaged = small_batch.with_name("damaged.qtn")
    for size in [0, 1, 3, 4, 29, 60, *range(100, len(data), 97), len(data) - 1]:
        damaged.write_bytes(data[:size])
        report = verify_file(damaged)
        assert not report.valid
        assert report.reasons[0] in {Reason.NOT_A_BATCH, Reason.DAMAGED_CONTAINER}
    for tail in (b"\0", b"PK", data):
        damaged.write_bytes(data + tail)
        assert verify_file(damaged).reasons == (Reason.DAMAGED_CONTAINER,)


def test_a_payload_of_another_batch_is_noticed(batch_station, small_batch) -> None:
    batch_station.add_record(2)
    other = batch_station.batch.export(batch_station.out, actor="op").path
    parts = parts_of(small_batch) | {"payload.age": parts_of(other)["payload.age"]}
    report = verify_file(rebuilt(small_batch, parts))
    assert report.reasons == (Reason.PAYLOAD_CHANGED,)
    envelope = json.loads(parts["envelope.json"])
    assert (report.station, report.sequence) == (envelope["station"], envelope["sequence"])


def test_an_edited_envelope_is_noticed(small_batch) -> None:
    parts = parts_of(small_batch)
    parts["envelope.json"] = parts["envelope.json"].replace(b'"sequence": 1', b'"sequence": 9')
    assert verify_file(rebuilt(small_batch, parts)).reasons == (Reason.BAD_SIGNATURE,)


def signed_anew(small_batch, identity: StationIdentity, **changes):
    """The batch, taken over by whoever owns another certificate."""
    parts = parts_of(small_batch)
    values = json.loads(parts["envelope.json"]) | changes
    data = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
    parts["envelope.json"] = data
    parts["envelope.json.p7s"] = sign(identity, data)
    parts["station.pem"] = identity.certificate_pem.encode()
    return rebuilt(small_batch, parts)


def test_a_batch_signed_anew_by_a_stranger_is_noticed_with_the_certificate(
    batch_station, small_batch
) -> None:
    from desktop.security.station_identity import fingerprint

    stranger = make_identity("06982", "TN01", now=batch_station.clock.now())
    print_of_it = fingerprint(stranger.certificate_pem)
    forged = signed_anew(small_batch, stranger, certificate_sha256=print_of_it)
    # By itself the forgery is consistent; only the known certificate tells.
    assert verify_file(forged).valid
    report = verify_file(forged, trusted_certificate=batch_station.certificate_pem)
    assert report.reasons == (Reason.OTHER_CERTIFICATE,)
    # Inside, the real station's signature does not fit the stranger's certificate.
    with pytest.raises(BadBatchError, match="inner signature"):
        batch_station.batch.open_file(forged, batch_station.key_file, batch_station.folder / "in")
    assert not list((batch_station.folder / "in").iterdir())


def test_a_certificate_of_another_station_is_noticed(batch_station, small_batch) -> None:
    from desktop.security.station_identity import fingerprint

    other = make_identity("06982", "TN02", now=batch_station.clock.now())
    forged = signed_anew(small_batch, other, certificate_sha256=fingerprint(other.certificate_pem))
    assert verify_file(forged).reasons == (Reason.WRONG_STATION,)


@pytest.mark.parametrize("version", [0, 2, "1", None, True, 1.0])
def test_another_format_version_is_refused(batch_station, small_batch, version) -> None:
    with batch_station.store.read() as session:
        from desktop.security.store import station_of

        row = station_of(session)
        identity = StationIdentity(row.certificate_pem, row.private_key_pem)
    file = signed_anew(small_batch, identity, format_version=version)
    report = verify_file(file)
    assert report.reasons == (Reason.UNKNOWN_FORMAT,)
    with pytest.raises(BadBatchError):
        batch_station.batch.open_file(file, batch_station.key_file, batch_station.folder / "in")


def test_files_that_are_no_batch(tmp_path) -> None:
    file = tmp_path / "x.qtn"
    inflated = io.BytesIO()
    with zipfile.ZipFile(inflated, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("payload.age", b"0" * 100_000)
    traversal = io.BytesIO()
    with zipfile.ZipFile(traversal, "w") as archive:
        archive.writestr("../../evil.txt", b"evil")
    for data in (b"", b"hello", b"%PDF-1.7", traversal.getvalue(), inflated.getvalue()):
        file.write_bytes(data)
        report = verify_file(file)
        assert not report.valid
        assert report.texts == (reason_text(report.reasons[0]),)
    with pytest.raises(InputFileError):
        verify_file(tmp_path / "missing.qtn")
    with pytest.raises(InputFileError):
        verify_file(tmp_path)


def test_the_wrong_key_opens_nothing(batch_station, small_batch) -> None:
    batch_station.key_file.write_text(new_identity().secret)
    with pytest.raises(WrongKeyError):
        batch_station.batch.open_file(
            small_batch, batch_station.key_file, batch_station.folder / "in"
        )
    assert list((batch_station.folder / "in").iterdir()) == []


def test_opening_twice_keeps_the_first(batch_station, small_batch) -> None:
    to = batch_station.folder / "in"
    batch_station.batch.open_file(small_batch, batch_station.key_file, to)
    with pytest.raises(FileTakenError):
        batch_station.batch.open_file(small_batch, batch_station.key_file, to)
    assert [path.name for path in to.iterdir()] == ["TN01-000001"]


def hostile_inside(batch_station, small_batch, change):
    """A batch of a station that turned bad: all signatures right, the bag changed."""
    import pyrage

    from desktop.security.store import station_of

    with batch_station.store.read() as session:
        row = station_of(session)
        identity = StationIdentity(row.certificate_pem, row.private_key_pem)
    parts = parts_of(small_batch)
    key = pyrage.x25519.Identity.from_str(batch_station.province.secret)
    plain = pyrage.decrypt(parts["payload.age"], [key])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files = change(files, identity)
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    for name, data in files.items():
        writer.add(name, data)
    writer.finish()
    sealed = pyrage.encrypt(out.getvalue(), [key.to_public()])
    import hashlib

    values = json.loads(parts["envelope.json"])
    values["payload"] = {
        "name": "payload.age",
        "size": len(sealed),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }
    data = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
    parts |= {
        "payload.age": sealed,
        "envelope.json": data,
        "envelope.json.p7s": sign(identity, data),
    }
    return rebuilt(small_batch, parts)


def _with(name: str, data: bytes):
    return lambda files, _identity: {name: data, **files}


def _changed_photo(files, identity):
    return {name: data[:-1] + b"!" if "/photos/" in name else data for name, data in files.items()}


def _without_photo(files, identity):
    return {name: data for name, data in files.items() if "/photos/" not in name}


def _readdressed(files, identity):
    """What a receiver could do: seal a bag that names other recipients to somebody else."""
    import hashlib

    base = next(iter(files)).split("/")[0]
    info = files[f"{base}/bag-info.txt"]
    files[f"{base}/bag-info.txt"] = info.replace(b"X-Recipient: age1", b"X-Recipient: bge1")
    names = ("manifest-sha256.txt", "bagit.txt", "bag-info.txt")
    tag = "".join(
        f"{hashlib.sha256(files[f'{base}/{name}']).hexdigest()}  {name}\n" for name in names
    ).encode()
    files[f"{base}/tagmanifest-sha256.txt"] = tag
    files[f"{base}/tagmanifest-sha256.txt.p7s"] = sign(identity, tag)
    return files


@pytest.mark.parametrize(
    "change",
    [
        _with("../evil.txt", b"evil"),
        _with("/tmp/evil.txt", b"evil"),
        _with("TN01-000001/../evil.txt", b"evil"),
        _with("TN01-000001/data/records/../../evil.json", b"evil"),
        _with("TN01-000001\\data\\evil.json", b"evil"),
        _with("TN01-000001/data/evil.exe", b"evil"),
        _with("TN01-000001/data/photos/" + "0" * 8 + "-0000-0000-0000-" + "0" * 12 + ".jpg", b"x"),
        _changed_photo,
        _without_photo,
        _readdressed,
    ],
)
def test_a_hostile_inside_writes_nothing(batch_station, small_batch, change) -> None:
    file = hostile_inside(batch_station, small_batch, change)
    assert verify_file(file).valid  # outside it is in order
    to = batch_station.folder / "in"
    before = sorted(path for path in batch_station.folder.rglob("*evil*"))
    with pytest.raises(BadBatchError):
        batch_station.batch.open_file(file, batch_station.key_file, to)
    assert list(to.iterdir()) == []
    assert sorted(batch_station.folder.rglob("*evil*")) == before == []


def test_an_unchanged_inside_sealed_again_still_opens(batch_station, small_batch) -> None:
    file = hostile_inside(batch_station, small_batch, lambda files, _identity: files)
    opened = batch_station.batch.open_file(
        file, batch_station.key_file, batch_station.folder / "in"
    )
    assert opened.records == 1


@pytest.mark.parametrize(
    "text",
    [
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        b'{"format":"qtn-batch","format_version":1}',
        b'{"format":"qtn-batch","format":"qtn-batch","format_version":1}',
        b"[" * 100_000,
    ],
)
def test_strange_envelopes_are_refused(text) -> None:
    with pytest.raises(envelopes.EnvelopeError):
        envelopes.parse(text)


def test_the_archive_reader_refuses_other_spellings() -> None:
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    writer.add("a", b"hello")
    writer.finish()
    good = out.getvalue()
    reader = ArchiveReader(io.BytesIO(good))
    first = reader.next()
    assert first is not None
    assert first.name == "a"
    with pytest.raises(ArchiveError):
        reader.next()  # the content was not read
    with pytest.raises(ArchiveError):
        _limited(good)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        assert archive.testzip() is None
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("a", b"hello")
    with pytest.raises(ArchiveError):
        ArchiveReader(io.BytesIO(foreign.getvalue())).next()


def _limited(data: bytes) -> bytes:
    reader = ArchiveReader(io.BytesIO(data))
    reader.next()
    return reader.content(4)


def test_sizes_beyond_four_gigabytes_are_written_as_zip64() -> None:
    from desktop.batch.stored_zip import Entry, closing, local_header

    big = Entry("payload.age", 5 << 30, 7, 0, is_large=True)
    small = Entry("envelope.json", 5, 1, (5 << 30) + 100)
    tail = b"".join(closing([big, small], (5 << 30) + 200))
    # A sparse stand-in: the standard reader needs only the directory to list the archive.
    stream = _Sparse((5 << 30) + 200, tail)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
    assert [(i.filename, i.file_size, i.header_offset) for i in infos] == [
        ("payload.age", 5 << 30, 0),
        ("envelope.json", 5, (5 << 30) + 100),
    ]
    assert len(local_header(big)) == 30 + 11 + 20


class _Sparse(io.RawIOBase):
    def __init__(self, hole: int, tail: bytes) -> None:
        self._hole, self._tail, self._at = hole, tail, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self._at

    def seek(self, offset, whence=0):
        size = self._hole + len(self._tail)
        self._at = offset + {0: 0, 1: self._at, 2: size}[whence]
        return self._at

    def read(self, size=-1):
        start = self._at - self._hole
        data = self._tail[start:] if size < 0 else self._tail[start : start + size]
        self._at += len(data)
        return data
