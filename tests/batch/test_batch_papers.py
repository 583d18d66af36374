"""Signatures as drawings, papers and, where it is wished, original frames travel with a record."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import fastjsonschema
import pytest

from desktop.batch import rules
from desktop.batch.copies import CopiesService
from desktop.batch.errors import BadBatchError
from desktop.batch.service import BatchService
from desktop.models import Application, Blob
from tests import factories
from tests.batch.test_batch_damage import hostile_inside

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
PNG = factories.signature_png()
FRAME = b"\xff\xd8\xff\xe0 the whole frame \xff\xd9"
PDFS = (b"%PDF-1.4 the signed form", b"%PDF-1.4 a certificate")
SCHEMA = Path(__file__).resolve().parents[2] / "resources" / "schemas" / "record.schema.json"


def put(session, at, kind, media_type, content):
    digest = hashlib.sha256(content).hexdigest()
    session.add(
        Blob(
            digest=digest,
            kind=kind,
            media_type=media_type,
            size=len(content),
            content=content,
            created_at=at,
        )
    )
    session.flush()
    return digest


@pytest.fixture
def full_record(batch_station):
    """One record with everything that may lie with it."""
    key = batch_station.add_record(1)
    now = batch_station.clock.now()
    with batch_station.store.write() as session:
        row = session.get_one(Application, key)
        vector = put(session, now, "signature", "image/svg+xml", SVG)
        row.signature_vector_digest = vector
        row.photo_original_digest = put(session, now, "original", "image/jpeg", FRAME)
        papers = [put(session, now, "attached", "application/pdf", pdf) for pdf in PDFS]
        row.snapshot = {
            **row.snapshot,
            "signature": {**row.snapshot["signature"], "vector_digest": vector},
            "papers": [
                {"id": str(key), "kind": kind, "title": "", "pages": 1, "digest": digest}
                for kind, digest in zip(("signed_form", "supporting"), papers, strict=True)
            ],
        }
    return key


def opened(station, **options):
    """Export, open at the other side; the folder of data and the only document."""
    batch = BatchService(station.store, station.clock, **options)
    report = batch.export(station.out, actor="op")
    assert report.left_out == ()
    assert batch.verify_file(report.path).valid
    folder = batch.open_file(report.path, station.key_file, station.folder / "in").folder / "data"
    (file,) = (folder / "records").glob("*.json")
    return folder, json.loads(file.read_text(encoding="utf-8"))


def test_drawing_and_papers_come_out_as_they_went_in(batch_station, full_record):
    folder, document = opened(batch_station)
    files = document["files"]
    assert files == {
        "photo": f"photos/{full_record}.jpg",
        "signature": f"signatures/{full_record}.png",
        "signature_vector": f"signatures/{full_record}.svg",
        "papers": [f"papers/{full_record}-01.pdf", f"papers/{full_record}-02.pdf"],
    }
    assert (folder / files["signature_vector"]).read_bytes() == SVG
    assert [(folder / name).read_bytes() for name in files["papers"]] == list(PDFS)
    for paper, name in zip(document["papers"], files["papers"], strict=True):
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == paper["digest"]
    assert not (folder / "originals").exists(), "frames stay at home unless somebody wishes it"
    fastjsonschema.compile(json.loads(SCHEMA.read_text()))(document)


def test_the_signature_of_a_witness_travels_in_its_own_place(batch_station):
    key = batch_station.add_record(1, signature=False)
    with batch_station.store.write() as session:
        row = session.get_one(Application, key)
        ink = put(session, batch_station.clock.now(), "signature", "image/png", PNG)
        row.second_signature_digest = ink
        exception = {"reason": "sight", "witness": "Lò Văn Sáng", "relation": "family"}
        signature = {"digest": None, "exception": exception, "second_digest": ink}
        row.snapshot = {**row.snapshot, "signature": signature}
    folder, document = opened(batch_station)
    assert document["files"]["signature"] is None
    assert document["files"]["second_signature"] == f"witnesses/{key}.png"
    assert (folder / "witnesses" / f"{key}.png").read_bytes() == PNG
    assert document["signature"]["exception"]["relation"] == "family"
    fastjsonschema.compile(json.loads(SCHEMA.read_text()))(document)


def test_original_frames_travel_only_where_that_is_wished(batch_station, full_record):
    folder, document = opened(batch_station, sends_originals=lambda: True)
    assert document["files"]["photo_original"] == f"originals/{full_record}.jpg"
    assert (folder / "originals" / f"{full_record}.jpg").read_bytes() == FRAME
    fastjsonschema.compile(json.loads(SCHEMA.read_text()))(document)


def test_a_record_without_them_looks_as_it_always_did(batch_station):
    key = batch_station.add_record(1)
    _folder, document = opened(batch_station, sends_originals=lambda: True)
    assert document["record_format"] == 1
    assert document["files"] == {"photo": f"photos/{key}.jpg", "signature": f"signatures/{key}.png"}
    fastjsonschema.compile(json.loads(SCHEMA.read_text()))(document)


def test_a_damaged_paper_keeps_its_record_at_home_and_nobody_elses(batch_station, full_record):
    other = batch_station.add_record(2)
    with batch_station.store.write() as session:
        blob = session.get_one(Blob, hashlib.sha256(PDFS[1]).hexdigest())
        blob.content = b"%PDF-1.4 something else"
    report = batch_station.batch.export(batch_station.out, actor="op")
    assert report.records == 1
    assert [(one.application_id, one.missing) for one in report.left_out] == [
        (full_record, "paper02")
    ]
    opened_report = batch_station.batch.open_file(
        report.path, batch_station.key_file, batch_station.folder / "in"
    )
    assert [file.stem for file in opened_report.record_files] == [str(other)]


def test_frames_count_in_what_a_stick_must_hold(batch_station, full_record):
    del full_record
    small = batch_station.batch.waiting().estimated_bytes
    large = BatchService(
        batch_station.store, batch_station.clock, sends_originals=lambda: True
    ).waiting()
    assert large.estimated_bytes >= small + len(FRAME)


def rewritten(change):
    """Change the only record of a bag, leaving all digests as they would be right."""

    def apply(files, identity):
        from desktop.security.station_identity import sign

        base = next(iter(files)).split("/")[0]
        (name,) = [one for one in files if "/records/" in one]
        document = json.loads(files[name])
        change(document["files"], files, base)
        files[name] = json.dumps(document).encode()
        manifest = "".join(
            f"{hashlib.sha256(data).hexdigest()}  {one.removeprefix(base + '/')}\n"
            for one, data in files.items()
            if f"{base}/data/" in one
        ).encode()
        info = f"{base}/bag-info.txt"
        size = sum(len(data) for one, data in files.items() if f"{base}/data/" in one)
        lines = files[info].decode().splitlines()
        lines[-1] = f"Payload-Oxum: {size}.{manifest.count(b'data/')}"
        files[info] = ("\n".join(lines) + "\n").encode()
        files[f"{base}/manifest-sha256.txt"] = manifest
        tag = "".join(
            f"{hashlib.sha256(files[f'{base}/{one}']).hexdigest()}  {one}\n"
            for one in ("manifest-sha256.txt", "bagit.txt", "bag-info.txt")
        ).encode()
        files[f"{base}/tagmanifest-sha256.txt"] = tag
        files[f"{base}/tagmanifest-sha256.txt.p7s"] = sign(identity, tag)
        return files

    return apply


def _unchanged(names, files, base):
    del names, files, base


def _strange_key(names, files, base):
    names["program"] = names["photo"]


def _papers_as_text(names, files, base):
    names["papers"] = names["papers"][0]


def _paper_of_somebody_else(names, files, base):
    names["papers"][0] = names["papers"][0].replace("-01.pdf", "-07.pdf")


def _paper_missing(names, files, base):
    del files[f"{base}/data/{names['papers'][1]}"]


def _paper_unnamed(names, files, base):
    del names["papers"][1]


def _vector_elsewhere(names, files, base):
    names["signature_vector"] = names["papers"][0]


def _no_photo_key(names, files, base):
    del names["photo"]


def test_a_bag_written_anew_by_its_station_opens(batch_station, full_record):
    path = batch_station.batch.export(batch_station.out, actor="op").path
    file = hostile_inside(batch_station, path, rewritten(_unchanged))
    to = batch_station.folder / "in"
    assert batch_station.batch.open_file(file, batch_station.key_file, to).records == 1


@pytest.mark.parametrize(
    "change",
    [
        _strange_key,
        _papers_as_text,
        _paper_of_somebody_else,
        _paper_missing,
        _paper_unnamed,
        _vector_elsewhere,
        _no_photo_key,
    ],
)
def test_files_that_a_record_does_not_name_rightly_are_refused(batch_station, full_record, change):
    path = batch_station.batch.export(batch_station.out, actor="op").path
    file = hostile_inside(batch_station, path, rewritten(change))
    to = batch_station.folder / "in"
    with pytest.raises(BadBatchError):
        batch_station.batch.open_file(file, batch_station.key_file, to)
    assert list(to.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "data/papers/../records/x.json",
        "data/papers/019934c4-0000-7000-8000-000000000001.pdf",
        "data/papers/019934c4-0000-7000-8000-000000000001-1.pdf",
        "data/papers/019934c4-0000-7000-8000-000000000001-01.exe",
        "data/originals/019934c4-0000-7000-8000-000000000001.png",
        "data/originals/019934c4-0000-7000-8000-000000000001.jpg\n",
    ],
)
def test_no_other_name_is_ever_written(name):
    assert rules.BAG_FILE.fullmatch(name) is None


def test_the_bag_says_where_papers_lie(batch_station, full_record):
    import io

    import pyrage

    path = batch_station.batch.export(batch_station.out, actor="op").path
    with zipfile.ZipFile(path) as outer:
        key = pyrage.x25519.Identity.from_str(batch_station.province.secret)
        plain = pyrage.decrypt(outer.read("payload.age"), [key])
    with zipfile.ZipFile(io.BytesIO(plain)) as bag:
        names = bag.namelist()
    assert f"TN01-000001/data/papers/{full_record}-01.pdf" in names
    assert f"TN01-000001/data/signatures/{full_record}.svg" in names


def test_a_batch_with_original_frames_is_written_again_whole(batch_station, full_record):
    folder, document = opened(batch_station, sends_originals=lambda: True)
    (batch,) = batch_station.batch.list_batches()
    second = batch_station.folder / "second"
    second.mkdir()
    copies = CopiesService(batch_station.store, batch_station.clock)
    again = copies.write_again(batch.id, second, actor="op")
    read = batch_station.batch.open_file(again.path, batch_station.key_file, second / "in")
    (file,) = read.record_files
    assert json.loads(file.read_text(encoding="utf-8")) == document
    name = f"originals/{full_record}.jpg"
    assert (read.folder / "data" / name).read_bytes() == (folder / name).read_bytes() == FRAME
