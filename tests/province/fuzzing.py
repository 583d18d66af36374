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
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.batch.answering.files import (
    AnswerHead,
    Verdict,
    open_answer,
    read_outside,
    write_answer,
)
from desktop.batch.bag import BagWriter, info_lines
from desktop.batch.envelope import Envelope
from desktop.batch.errors import BadBatchError
from desktop.batch.reading import RawRecord, read_records
from desktop.batch.signed_file import DocumentError, canonical, packed, unpacked
from desktop.batch.stored_zip import ArchiveWriter
from desktop.batch.trust.documents import (
    Enrolment,
    ProvinceKey,
    read_enrolment,
    read_province_key,
    write_enrolment,
    write_province_key,
)
from desktop.batch.verify import glance_file, verify_file
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.ids import new_id
from desktop.photo.untrusted import picture_problem
from desktop.province.receiving.judging import judge, rows_of
from desktop.province.receiving.outside import Sender
from desktop.security.sealing import new_identity, seal, unseal
from desktop.security.station_identity import (
    SignatureError,
    fingerprint,
    make_identity,
    make_province_identity,
    sign,
    verify,
)
from tests import factories
from tests.province.hostile import AT, entry, record, write_container

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
ODD_TEXTS = (
    *("", " ", "\x00", "\u202e", "\ud800", "a" * 5000, "1" * 30, "../../x", "Lò Thị Hương"),
    *("٠١٢٣", "2025-02-30", "0001-01-01", "9999-12-31T23:59:60Z", "1e999", "null", "true\n"),
)
ODD_NUMBERS = (
    0,
    -1,
    1,
    2,
    2.0,
    1e300,
    float("inf"),
    -0.0,
    1 << 31,
    (1 << 31) - 1,
    1 << 63,
    1 << 64,
    10**400,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(ODD_NUMBERS)
    | st.sampled_from(ODD_TEXTS)
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PLACES = st.floats(0, 1, exclude_max=True)


@st.composite
def edited(draw: st.DrawFn, data: bytes) -> bytes:
    """Give bytes with a few places changed, cut out, put in, doubled or lost at the end."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = int(draw(PLACES) * len(out)) if out else 0
        match draw(st.integers(0, 6)):
            case 0 | 1 if out:
                out[at] ^= draw(st.integers(1, 255))
            case 2:
                del out[at : at + draw(st.integers(1, 64))]
            case 3:
                out[at:at] = draw(st.binary(min_size=1, max_size=24))
            case 4:
                width = draw(st.sampled_from((1, 2, 4, 8)))
                out[at : at + width] = draw(st.sampled_from((b"\0", b"\xff", b"\x7f", b"\x80"))) * (
                    width
                )
            case 5:
                start = int(draw(PLACES) * len(out)) if out else 0
                out[at:at] = out[start : start + draw(st.integers(1, 200))]
            case _:
                del out[at:]
    return bytes(out)


@st.composite
def edited_document(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Give a document with a few values exchanged, taken out, added or moved."""
    out: dict[str, Any] = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 3))):
        holders = [out, *_holders(out)]
        holder = holders[draw(st.integers(0, len(holders) - 1))]
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key = keys[draw(st.integers(0, len(keys) - 1))]
        match draw(st.integers(0, 5)):
            case 0 | 1 | 2:
                holder[key] = draw(VALUES)
            case 3:
                del holder[key]
            case 4 if isinstance(holder, dict):
                holder[draw(st.text(max_size=9))] = draw(VALUES)
            case _ if isinstance(holder[key], str):
                holder[key] += draw(st.sampled_from(ODD_TEXTS))
            case _:
                pass
    return out


def _holders(value: object) -> list[Any]:
    inner = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    found = [one for one in inner if isinstance(one, dict | list)]
    return found + [deeper for one in found for deeper in _holders(one)]


class Material:
    """A station and a province with their keys, and one good file of each kind.

    Args:
        folder: where the batch that is read from a file is written.
    """

    def __init__(self, folder: Path) -> None:
        self.station = make_identity("03862", "MT02", now=NOW)
        self.province = make_province_identity("14", "TINH", now=NOW)
        self.older = make_province_identity("14", "TINH", now=NOW)
        self.age = new_identity()
        self.path = folder / "MT02-000001.qtn"
        self.batch_id = new_id()
        self.document = record(
            photo={"report": {"sharpness": 0.5}}, papers=[], received_by="Lò Thị Hương"
        )
        key = self.document["record_id"]
        self.document["files"]["photo"] = f"photos/{key}.jpg"
        self.photo = factories.jpeg(60, 80)
        self.entries = [entry(self.document), (f"data/photos/{key}.jpg", self.photo)]
        self.bag = self.bag_of(self.entries)
        self.payload = self.sealed(self.bag)
        self.envelope = self.envelope_of(self.payload)
        self.batch = self.written(self.payload, self.envelope)
        head = AnswerHead(new_id(), "14", "MT02", False, new_id(), 1, "0" * 64, 1, NOW)
        verdicts = [
            Verdict(new_id(), 2, True),
            Verdict(new_id(), 3, False, "photo", "photo", "Mờ, chụp lại."),
        ]
        self.answer = write_answer(self.province, head, verdicts, [self.age.public])
        introduced = Enrolment("03862", "xã Thử", "MT02", False, self.age.public, NOW, "", "")
        self.enrolment = write_enrolment(self.station, introduced)
        told = ProvinceKey("14", "Tỉnh thử", False, self.age.public, NOW, "", "")
        self.key = write_province_key(self.province, told, self.older)

    def bag_of(self, entries: list[tuple[str, bytes]]) -> bytes:
        """Return the bag of some entries, signed inside."""
        plain = io.BytesIO()
        bag = BagWriter(plain, "MT02-000001")
        for name, data in entries:
            bag.add(name, data)
        info = info_lines(
            base="MT02-000001",
            batch_id=str(self.batch_id),
            commune_code="03862",
            commune_name="",
            station="MT02",
            exported_at=AT,
            records=1,
            practice=False,
            recipients=[("Tỉnh", self.age.public)],
        )
        bag.finish(info, lambda data: sign(self.station, data))
        return plain.getvalue()

    def sealed(self, plain: bytes) -> bytes:
        """Return bytes sealed to the province."""
        out = io.BytesIO()
        seal(io.BytesIO(plain), out, [self.age.public])
        return out.getvalue()

    def envelope_of(self, payload: bytes) -> bytes:
        """Return the outside of a payload."""
        return Envelope(
            batch_id=self.batch_id,
            commune_code="03862",
            station="MT02",
            sequence=1,
            practice=False,
            records=1,
            exported_at=AT,
            payload_size=len(payload),
            payload_sha256=hashlib.sha256(payload).hexdigest(),
            audit_number=0,
            audit_digest="0" * 64,
            certificate_sha256=fingerprint(self.station.certificate_pem),
            program="fuzz",
        ).to_bytes()

    def written(self, payload: bytes, envelope: bytes) -> bytes:
        """Write the batch file and return its bytes."""
        signature = sign(self.station, envelope)
        write_container(self.path, payload, envelope, signature, self.station.certificate_pem)
        return self.path.read_bytes()

    def read(self) -> list[RawRecord] | None:
        """Read the batch as the province does; None when it is refused."""
        report = verify_file(self.path)
        if not report.valid:
            assert report.reasons
            return None
        try:
            with closing(read_records(self.path, [self.age], report)) as records:
                return list(records)
        except (BadBatchError, InputFileError, WrongKeyError):
            return None

    def judged(self, some: list[RawRecord]) -> tuple[int, int]:
        """Let the province look at records; how many it takes, and how many it keeps apart."""
        sender = Sender(new_id(), "MT02", self.batch_id, practice=False)
        rows = rows_of([judge(raw, sender, now=NOW) for raw in some], sender, {}, now=NOW)
        for row in rows.records:
            version = row["record_version"]
            assert type(version) is int
            assert 0 < version < 1 << 31
            for name in ("full_name", "receipt_number", "cell", "channel", "taken_at"):
                assert isinstance(row[name], str)
                assert "\0" not in row[name]
            row["full_name"].encode()
            assert len(row["personal_id"]) == len("014078000123")
            assert {blob["digest"] for blob in rows.blobs} >= set(row["files"].values())
            json.dumps(row["document"], allow_nan=False).encode()
        for row in rows.apart:
            assert 0 <= row["record_version"] < 1 << 31
            row["place"].encode()
        assert len(rows.records) + len(rows.apart) == len(some)
        return len(rows.records), len(rows.apart)


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
