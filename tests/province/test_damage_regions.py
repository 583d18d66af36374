"""Damage in every region of a small batch and of an answer, inside as outside, is noticed."""

import io
import json
import random
import zipfile

import pytest

from desktop.batch.answering.files import open_answer, read_outside
from desktop.batch.signed_file import DocumentError, DocumentVersionError, canonical, packed
from desktop.security.station_identity import sign
from tests.province.fuzz_material import Material

BASE = "MT02-000001"


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    return Material(tmp_path_factory.mktemp("damage"))


def regions(data, base=""):
    """Return (name, start, end) of every header and content of an archive, and of its directory."""
    found, end = [], 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            size = data.index(info.filename.encode(), info.header_offset) + len(info.filename)
            start = size + (20 if info.filename == "payload.age" else 0)
            name = info.filename.removeprefix(f"{base}/")
            end = start + info.file_size
            found += [(f"header of {name}", info.header_offset, start), (name, start, end)]
    return [*found, ("directory", end, len(data) - 22), ("end of directory", len(data) - 22, None)]


def damaged(data, start, end, rng):
    """Yield the bytes with a bit turned, a byte lost, a byte more, and cut in this region."""
    at = rng.randrange(start, end or len(data))
    yield data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
    yield data[:at] + data[at + 1 :]
    yield data[:at] + b"\0" + data[at:]
    yield data[:at]


def test_every_region_of_the_outside(material):
    rng, seen = random.Random(1), set()
    for name, start, end in regions(material.batch):
        seen.add(name)
        for data in damaged(material.batch, start, end, rng):
            material.path.write_bytes(data)
            assert material.read() is None, name
    assert {"payload.age", "envelope.json", "envelope.json.p7s", "station.pem"} <= seen


def test_every_region_of_the_inside_although_the_outside_was_signed_over_it(material):
    rng, seen = random.Random(2), set()
    for name, start, end in regions(material.bag, BASE):
        seen.add(name)
        for data in damaged(material.bag, start, end, rng):
            payload = material.sealed(data)
            material.written(payload, material.envelope_of(payload))
            assert material.read() is None, name
    tags = {"manifest-sha256.txt", "bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt"}
    assert tags | {"tagmanifest-sha256.txt.p7s", "header of bagit.txt", "directory"} <= seen
    assert any(name.startswith("data/photos/") for name in seen)


def test_every_part_of_the_sealing_although_the_outside_was_signed_over_it(material):
    rng = random.Random(3)
    for at in range(0, len(material.payload), 53):
        changed = bytearray(material.payload)
        changed[at] ^= 1 << rng.randrange(8)
        payload = bytes(changed)
        material.written(payload, material.envelope_of(payload))
        assert material.read() is None, at


def test_every_region_of_an_answer(material):
    rng = random.Random(4)
    for name, start, end in regions(material.answer):
        for data in damaged(material.answer, start, end, rng):
            with pytest.raises(DocumentError):
                open_answer(read_outside(data), [material.age])
            assert name
    for at in range(0, len(material.answer), 11):
        changed = bytearray(material.answer)
        changed[at] ^= 1 << rng.randrange(8)
        with pytest.raises(DocumentError):
            open_answer(read_outside(bytes(changed)), [material.age])


@pytest.mark.parametrize("version", [0, 2, -1, "1", None, True, 1.0])
@pytest.mark.parametrize("part", ["outside", "inside"])
def test_an_answer_of_another_format_version_is_refused_whoever_signed_it(material, part, version):
    with zipfile.ZipFile(io.BytesIO(material.answer)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    envelope = json.loads(parts["envelope.json"])
    if part == "outside":
        envelope["format_version"] = version
    else:
        import hashlib

        from desktop.security.sealing import unseal

        plain = io.BytesIO()
        unseal(io.BytesIO(parts["answer.age"]), plain, [material.age])
        inside = {**json.loads(plain.getvalue()), "format_version": version}
        parts["answer.age"] = sealed = material.sealed(canonical(inside))
        envelope["answer"] |= {"size": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}
    data = canonical(envelope)
    parts |= {"envelope.json": data, "envelope.json.p7s": sign(material.province, data)}
    error = DocumentError if isinstance(version, float) else DocumentVersionError
    with pytest.raises(error):
        open_answer(read_outside(packed(list(parts.items()))), [material.age])


def test_parts_of_two_good_answers_do_not_mix(material, tmp_path):
    other = Material(tmp_path)
    ours, theirs = (zipfile.ZipFile(io.BytesIO(one.answer)) for one in (material, other))
    with ours, theirs:
        names = ours.namelist()
        for swapped in names:
            mixed = [(n, (theirs if n == swapped else ours).read(n)) for n in names]
            with pytest.raises(DocumentError):
                open_answer(read_outside(packed(mixed)), [material.age])
