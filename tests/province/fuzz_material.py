"""Good files of one station and its province, to be edited."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop.batch.answering.files import (
    AnswerHead,
    Verdict,
    write_answer,
)
from desktop.batch.bag import BagWriter, info_lines
from desktop.batch.envelope import Envelope
from desktop.batch.errors import BadBatchError
from desktop.batch.reading import RawRecord, read_records
from desktop.batch.trust.documents import (
    Enrolment,
    ProvinceKey,
    write_enrolment,
    write_province_key,
)
from desktop.batch.verify import verify_file
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.ids import new_id
from desktop.province.receiving.judging import judge, rows_of
from desktop.province.receiving.outside import Sender
from desktop.security.sealing import new_identity, seal
from desktop.security.station_identity import (
    fingerprint,
    make_identity,
    make_province_identity,
    sign,
)
from tests import factories
from tests.province.hostile import AT, entry, record, write_container

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)


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
