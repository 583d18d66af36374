"""What somebody could make of a batch or an answer, and what the readers must do with it.

Each target is a property for hypothesis: it makes one file otherwise and holds the reader to its
word. Bytes that a signature covers are refused whatever was changed; what was signed anew by a
station or a province that turned bad is refused or taken, and nothing else ever comes out of a
reader than the errors it names. `benchmarks/fuzz_readers.py` runs the targets for as long as it is
told, `test_province_fuzz.py` a few hundred times.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.batch.answering.files import (
    open_answer,
    read_outside,
)
from desktop.batch.reading import RawRecord
from desktop.batch.signed_file import DocumentError, canonical, packed, unpacked
from desktop.batch.stored_zip import ArchiveWriter
from desktop.batch.trust.documents import (
    read_enrolment,
    read_province_key,
)
from desktop.batch.verify import glance_file, verify_file
from desktop.common.ids import new_id
from desktop.photo.untrusted import picture_problem
from desktop.security.sealing import unseal
from desktop.security.station_identity import (
    SignatureError,
    sign,
    verify,
)
from tests import factories
from tests.province.fuzz_edits import edited, edited_document
from tests.province.fuzz_material import Material


def batch_bytes(material: Material) -> Callable[[], None]:
    """Any changed byte of the file is noticed without a key."""

    @given(edited(material.batch))
    def target(data: bytes) -> None:
        material.path.write_bytes(data)
        assert verify_file(material.path).valid is (data == material.batch)
        glance = glance_file(material.path)
        assert glance.valid or glance.reasons
        if glance.valid:  # only the payload may be another one: all that is told is signed
            told = (glance.station, glance.sequence, glance.batch_id, glance.records)
            assert told == ("MT02", 1, material.batch_id, 1)

    return target


def envelope_values(material: Material) -> Callable[[], None]:
    """An outside that the station signed over an inside that is another one is refused."""

    @given(edited_document(json.loads(material.envelope)))
    def target(values: dict[str, Any]) -> None:
        try:
            envelope = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
        except UnicodeEncodeError:
            return
        material.written(material.payload, envelope)
        found = material.read()
        if found is not None:
            told = json.loads(envelope)
            good = json.loads(material.envelope)
            for name in ("batch_id", "commune_code", "station", "sequence", "practice", "records"):
                assert told[name] == good[name]
            assert len(found) == 1

    return target


def payload_bytes(material: Material) -> Callable[[], None]:
    """A sealed inside that was changed is refused, also when the outside was signed over it."""

    @given(edited(material.payload))
    def target(payload: bytes) -> None:
        if payload:
            material.written(payload, material.envelope_of(payload))
            assert (material.read() is None) is (payload != material.payload)

    return target


def bag_bytes(material: Material) -> Callable[[], None]:
    """A bag that was changed before it was sealed is refused: it is signed inside, too."""

    @given(edited(material.bag))
    def target(bag: bytes) -> None:
        payload = material.sealed(bag)
        material.written(payload, material.envelope_of(payload))
        assert (material.read() is None) is (bag != material.bag)

    return target


def bag_entries(material: Material) -> Callable[[], None]:
    """Whatever a bad station puts into a bag and signs is refused, kept apart or taken."""
    key = material.document["record_id"]
    names = st.sampled_from(
        [
            *(name for name, _ in material.entries),
            f"data/signatures/{key}.png",
            f"data/signatures/{key}.svg",
            f"data/papers/{key}-01.pdf",
            f"data/originals/{key}.jpg",
            "data/schemas/record.schema.json",
            f"data/records/{new_id()}.json",
            "data/x",
            "../x",
        ]
    )
    contents = st.sampled_from([data for _, data in material.entries]) | st.binary(max_size=80)

    @given(st.lists(st.tuples(names, contents), min_size=1, max_size=5))
    def target(entries: list[tuple[str, bytes]]) -> None:
        payload = material.sealed(material.bag_of(entries))
        material.written(payload, material.envelope_of(payload))
        found = material.read()
        if found is not None:
            assert sum(material.judged(found)) == 1

    return target


def record_values(material: Material) -> Callable[[], None]:
    """A record of any values is taken whole or kept apart."""

    @given(edited_document(material.document))
    def target(document: dict[str, Any]) -> None:
        with suppress(UnicodeEncodeError):
            _judge_one(material, json.dumps(document, ensure_ascii=False).encode())
        _judge_one(material, json.dumps(document).encode())

    return target


def record_bytes(material: Material) -> Callable[[], None]:
    """So is one of any bytes."""
    good = json.dumps(material.document, ensure_ascii=False).encode()

    @given(edited(good))
    def target(data: bytes) -> None:
        _judge_one(material, data)

    return target


def _judge_one(material: Material, data: bytes) -> None:
    key = material.document["record_id"]
    name = f"photos/{key}.jpg"
    raw = RawRecord(
        UUID(key),
        data,
        hashlib.sha256(data).hexdigest(),
        {name: material.photo},
        {name: hashlib.sha256(material.photo).hexdigest()},
    )
    assert sum(material.judged([raw])) == 1


def pictures(material: Material) -> Callable[[], None]:
    """Whatever is called a picture is usable or has a problem with a name."""

    @given(edited(material.photo) | edited(factories.signature_png()))
    def target(data: bytes) -> None:
        assert picture_problem(data) in {"", "not_a_picture", "size", "damaged"}

    return target


def signatures(material: Material) -> Callable[[], None]:
    """A signature that was changed in any place is none."""
    good = sign(material.station, material.envelope)

    @given(edited(good))
    def target(data: bytes) -> None:
        if data != good:
            try:
                verify(data, material.envelope, material.station.certificate_pem)
            except SignatureError:
                return
            # The time of signing is the one place nobody reads; it is covered all the same.
            raise AssertionError("a changed signature was believed")

    return target


def _refuses(read: Callable[[bytes], object], good: bytes) -> Callable[[], None]:
    @given(edited(good))
    def target(data: bytes) -> None:
        try:
            read(data)
        except DocumentError:
            assert data != good
        else:
            assert data == good

    return target


def answer_bytes(material: Material) -> Callable[[], None]:
    """Any changed byte of an answer is noticed."""
    return _refuses(lambda data: open_answer(read_outside(data), [material.age]), material.answer)


def enrolment_bytes(material: Material) -> Callable[[], None]:
    """Any changed byte of an enrolment is noticed."""
    return _refuses(read_enrolment, material.enrolment)


def key_bytes(material: Material) -> Callable[[], None]:
    """Any changed byte of a key file is noticed."""
    return _refuses(read_province_key, material.key)


def _parts(data: bytes) -> dict[str, bytes]:
    from desktop.batch.answering.files import KIND

    return unpacked(data, KIND.parts())


def answer_values(material: Material) -> Callable[[], None]:
    """An answer that a bad province signed is one of known shape, or refused."""
    parts = _parts(material.answer)
    plain = io.BytesIO()
    unseal(io.BytesIO(parts["answer.age"]), plain, [material.age])
    inside, outside = json.loads(plain.getvalue()), json.loads(parts["envelope.json"])

    @given(edited_document(inside), st.none() | edited_document(outside), st.booleans())
    def target(inner: dict[str, Any], outer: dict[str, Any] | None, follows: bool) -> None:
        try:
            data = canonical(inner)
            sealed = material.sealed(data)
            told = {
                **(outer or outside),
                "answer": {
                    "name": "answer.age",
                    "size": len(sealed),
                    "sha256": hashlib.sha256(sealed).hexdigest(),
                },
            }
            if follows:  # the outside says what the inside says
                told |= {key: inner[key] for key in told if key in inner and key != "records"}
                told["format"] = "qtn-answer-envelope"
            envelope = canonical(told)
        except UnicodeEncodeError:
            return
        file = packed(
            [
                ("answer.age", sealed),
                ("envelope.json", envelope),
                ("envelope.json.p7s", sign(material.province, envelope)),
                ("province.pem", material.province.certificate_pem.encode()),
            ]
        )
        try:
            found = read_outside(file)
            verdicts = open_answer(found, [material.age])
        except DocumentError:
            return
        assert found.head.file_name.endswith(".qta")
        assert type(found.head.number) is type(found.head.sequence) is int
        assert len({one.record_id for one in verdicts}) == len(verdicts) == found.records
        for one in verdicts:
            assert type(one.record_version) is int
            assert one.accepted or one.reason
            assert one.note.isprintable() or "\n" in one.note or "\t" in one.note

    return target


def introduction_values(material: Material) -> Callable[[], None]:
    """Enrolments and key files with other values, signed anew, are read or refused."""
    own = {
        "enrolment": (material.enrolment, material.station, read_enrolment),
        "province": (material.key, material.province, read_province_key),
    }

    @given(st.sampled_from(sorted(own)), st.data())
    def target(kind: str, more: st.DataObject) -> None:
        good, identity, read = own[kind]
        entries = _entries(good)
        name = f"{kind}.json"
        values = more.draw(edited_document(json.loads(entries[name])))
        try:
            data = canonical(values)
        except UnicodeEncodeError:
            return
        entries |= {name: data, f"{name}.p7s": sign(identity, data)}
        if "previous.p7s" in entries:
            entries["previous.p7s"] = sign(material.older, data)
        with suppress(DocumentError):
            read(packed(list(entries.items())))

    return target


def _entries(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archives(material: Material) -> Callable[[], None]:
    """Entries of any name and size make an archive that reads back, or is refused."""
    from desktop.batch.stored_zip import ArchiveError, ArchiveReader

    assert material.path
    names = st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1, max_size=20)

    @given(st.lists(st.tuples(names, st.binary(max_size=60)), max_size=5), st.data())
    def target(entries: list[tuple[str, bytes]], more: st.DataObject) -> None:
        stream = io.BytesIO()
        writer = ArchiveWriter(stream)
        for name, data in entries:
            writer.add(name, data)
        writer.finish()
        good = stream.getvalue()
        for data in (good, more.draw(edited(good))):
            reader, found = ArchiveReader(io.BytesIO(data)), []
            try:
                while (one := reader.next()) is not None:
                    found.append((one.name, reader.content(1 << 10)))
                reader.finish()
            except ArchiveError:
                assert data != good
            else:
                assert data != good or found == entries

    return target


TARGETS: dict[str, Callable[[Material], Callable[[], None]]] = {
    make.__name__: make
    for make in (
        *(batch_bytes, envelope_values, payload_bytes, bag_bytes, bag_entries),
        *(record_values, record_bytes, pictures, signatures, archives),
        *(answer_bytes, answer_values, enrolment_bytes, key_bytes, introduction_values),
    )
}
