"""The loop as a script drives it: commands only, two profiles and a folder between them."""

import json

import pytest

from tests.journeys.counter import CLERK, make_counter, ready_draft


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    made = make_counter(tmp_path_factory.mktemp("loop"))
    with made.services() as services:
        for name in ("giang a pao", "lo thi pang"):
            services.reception.receive(ready_draft(services, name), actor=CLERK)
    return made


def test_a_script_drives_the_whole_loop(counter):
    usb = counter.folder / "usb"
    usb.mkdir()
    desk = ("--data", str(counter.folder / "tinh"), "--unlock-with", str(counter.folder / "t.txt"))

    def run(options, *words, code=0):
        done = counter.run(*words, "--json", *options)
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)

    words = ("--province", "14", "--name", "Tỉnh thử", "--recovery", desk[3], "--to", str(usb))
    made = run(desk[:2], "province", "init", *words, "--practice")
    assert len(made["fingerprint"].split()) == 6
    trusted = run(
        counter.options,
        "batch",
        "province",
        "--add",
        made["key_file"],
        "--fingerprint",
        made["fingerprint"],
    )["provinces"]
    assert trusted[0]["compared"] is True
    enrolled = run(counter.options, "batch", "enrol", "--to", str(usb))
    known = run(
        desk, "province", "enrol", enrolled["path"], "--fingerprint", enrolled["fingerprint"]
    )["stations"]
    assert (known[0]["station"], known[0]["compared"]) == ("MT02", True)
    batch = run(counter.options, "batch", "export", "--to", str(usb))
    assert batch["records"] == 2
    received = run(desk, "province", "receive", str(usb))
    assert received == {
        "received": [
            {
                "file": batch["path"],
                "station": "MT02",
                "sequence": 1,
                "records": 2,
                "quarantined": 0,
            }
        ],
        "refused": [],
        "cards": [],
    }
    review = counter.folder / "review.csv"
    with counter.services() as services:
        number = services.overview.today().rows[0].receipt_number
    review.write_text(
        f"record,verdict,reason,field,note\n{number},rejected,photo,photo,Mờ\n",
        encoding="utf-8-sig",
    )
    written = run(desk, "province", "answer", "--to", str(usb), "--review", str(review))
    assert len(written["files"]) == 1
    applied = run(counter.options, "batch", "answer", written["files"][0])
    assert applied == {"applied": 2, "unchanged": 0, "accepted": 1, "rejected": 1}
    again = run(counter.options, "batch", "answer", written["files"][0])
    assert again == {"applied": 0, "unchanged": 2, "accepted": 1, "rejected": 1}
    status = run(desk, "province", "status")
    sums = {name: status[name] for name in ("batches", "records", "accepted", "rejected")}
    assert sums == {"batches": 1, "records": 2, "accepted": 1, "rejected": 1}
    assert (status["quarantined"], status["duplicates"], status["missing_sequences"]) == (0, 0, [])
    assert status["by_station"][0]["station"] == "MT02"
    report = run(desk, "province", "report")
    assert (report["records"], report["reasons"]) == (2, [{"reason": "photo", "records": 1}])
    forged = usb / "MT02-000002.qtn"
    forged.write_bytes((usb / "MT02-000001.qtn").read_bytes()[:-100])
    refused = run(desk, "province", "receive", str(forged), code=1)
    assert refused["refused"] == [{"file": str(forged), "reason": "damaged_container"}]
    elsewhere = run(desk, "batch", "export", "--to", str(usb), code=1)
    assert elsewhere["error"]["code"] == "QTN-182"
