"""What the province looks at again, and in which order: the cheap refusals come first."""

import hashlib

import cv2
import numpy as np
import pytest

from desktop.batch import verify as verifying
from desktop.models import ReceivedRecord
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.profile import load_profile
from desktop.photo.service import PhotoStudio
from desktop.province import rules
from desktop.province.errors import BatchRefusedError
from desktop.province.reporting.settings import DeskSettingError, DeskSettingsService
from desktop.security.station_identity import make_identity
from tests import factories
from tests.province.hostile import AT, entry, hostile_batch, record

DESK = "cán bộ tỉnh"
CLOCK = factories.clock()


def refused(loop, path):
    with pytest.raises(BatchRefusedError) as caught:
        loop.desk.receiving.receive_file(path, actor=DESK)
    return caught.value.refusal


@pytest.fixture
def payloads_read(monkeypatch):
    """Count the files whose payload was read to be hashed."""
    read, real = [], verifying.read_outside
    monkeypatch.setattr(verifying, "read_outside", lambda source: read.append(1) or real(source))
    return read


def test_what_can_be_refused_without_the_payload_costs_no_reading_of_it(small_loop, payloads_read):
    loop = small_loop
    home = loop.make_station()
    stranger = make_identity("03862", "MT02", now=AT)
    some = [entry(record())]
    many = hostile_batch(home, loop.stick, some, sequence=1, records=rules.MOST_RECORDS + 1)
    assert refused(loop, many) == "too_many"
    forged = hostile_batch(home, loop.stick, some, sequence=2, identity=stranger)
    assert refused(loop, forged) == "unknown_station"
    practice = hostile_batch(home, loop.stick, some, sequence=3, practice=True)
    assert refused(loop, practice) == "practice_mixed"
    cut = hostile_batch(home, loop.stick, some, sequence=4)
    data = cut.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    assert refused(loop, cut) == "damaged_container"
    loop.desk.registry.revoke("MT02", actor=DESK, reason="máy bị mất")
    late = hostile_batch(home, loop.stick, some, sequence=5)
    assert refused(loop, late) == "revoked_key"
    assert payloads_read == []


def test_no_work_is_done_on_more_records_than_the_outside_says(small_loop, monkeypatch):
    from desktop.province.receiving import arrival

    loop = small_loop
    home = loop.make_station()
    judged, real = [], arrival.judge
    monkeypatch.setattr(
        arrival, "judge", lambda raw, sender, **more: judged.append(1) or real(raw, sender, **more)
    )
    entries = [entry(record()) for _ in range(300)]
    path = hostile_batch(home, loop.stick, entries, sequence=1, records=5)
    assert refused(loop, path) == "inside_changed"
    assert len(judged) <= 5
    with loop.desk.data.read() as session:
        assert session.query(ReceivedRecord).count() == 0


@pytest.mark.parametrize(
    ("member", "finding"),
    [
        ({"status": "official"}, []),
        ({"status": "deceased", "eligible": True}, ["not_eligible"]),
        ({"status": "vua"}, ["status_unknown"]),
        ({"status": ["official"]}, ["status_unknown"]),
        ({}, ["status_unknown"]),
        ([], ["status_unknown"]),
    ],
)
def test_eligibility_is_looked_at_again_whatever_the_station_says(member, finding):
    document = record(member=member)
    from uuid import UUID

    facts = rules.facts_of(
        document, UUID(document["record_id"]), station="MT02", practice=False, today=AT.date()
    )
    assert [one for one in facts.findings if one != "no_photo"] == finding


@pytest.fixture(scope="module")
def shots():
    """Two people: the portrait and what the check of its shot said."""
    studio, found = PhotoStudio(), []
    for number in (1, 3):
        frame = draw_portrait(number)
        report = studio.check_shot(frame)
        found.append((studio.crop(frame, report).jpeg, report.as_json()))
    return found


def chosen(jpeg, seen=set()):  # noqa: B006 - every picture is another one
    """Return the picture with bytes behind its end that make it one to measure again."""
    for number in range(100_000):
        some = jpeg + number.to_bytes(3) + b"\xff\xd9"
        digest = hashlib.sha256(some).digest()
        if digest[0] % rules.MEASURED_OF == 0 and digest not in seen:
            seen.add(digest)
            return some
    raise AssertionError


def with_photo(jpeg, report, exception="", station="MT02"):
    photo = {"digest": hashlib.sha256(jpeg).hexdigest(), "report": report, "exception": exception}
    document = record(photo=photo, station=station)
    name = f"photos/{document['record_id']}.jpg"
    document["files"]["photo"] = name
    return [entry(document), (f"data/{name}", jpeg)]


def test_a_photo_that_is_not_what_its_check_speaks_of_is_held(small_loop, shots):
    (first, told), (second, other) = shots
    darker = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_COLOR) // 2
    wall = np.full((945, 709, 3), 200, np.uint8)
    packed = [cv2.imencode(".jpg", picture)[1].tobytes() for picture in (darker, wall)]
    again = cv2.imencode(
        ".jpg", cv2.imdecode(np.frombuffer(second, np.uint8), 1), [cv2.IMWRITE_JPEG_QUALITY, 60]
    )[1].tobytes()
    cases = {
        "honest": (chosen(first), told, False),
        "packed again": (chosen(again), other, False),
        "darker": (chosen(packed[0]), told, True),
        "nobody": (chosen(packed[1]), told, True),
        "no measures": (chosen(first), {"verdict": True}, True),
        "strange measures": (chosen(first), {"verdict": True, "measures": {"roll": "x"}}, True),
        "no claim": (chosen(packed[1]), {}, False),
        "overridden": (chosen(packed[1]), {**told, "verdict": False}, False),
    }
    home = small_loop.make_station()
    entries = [one for jpeg, report, _ in cases.values() for one in with_photo(jpeg, report)]
    path = hostile_batch(home, small_loop.stick, entries, sequence=1)
    taken = small_loop.desk.receiving.receive_file(path, actor=DESK)
    assert (taken.records, taken.quarantined) == (len(cases), 0)
    with small_loop.desk.data.read() as session:
        rows = {row.photo_digest: row.findings for row in session.query(ReceivedRecord)}
    for name, (jpeg, _, differs) in cases.items():
        found = rows[hashlib.sha256(jpeg).hexdigest()]
        assert ("photo_differs" in found) is differs, name


def unchosen(jpeg):
    """Return the picture with bytes behind its end that keep it out of the sample."""
    for number in range(100_000):
        some = jpeg + number.to_bytes(3) + b"\xff\xd9"
        if hashlib.sha256(some).digest()[0] % rules.MEASURED_OF:
            return some
    raise AssertionError


def received(loop, home, photos, sequence):
    """Take in a batch of photos with their claims; which of them were held for their photo."""
    entries = [one for photo in photos for one in with_photo(*photo)]
    path = hostile_batch(home, loop.stick, entries, sequence=sequence)
    loop.desk.receiving.receive_file(path, actor=DESK)
    with loop.desk.data.read() as session:
        rows = {row.photo_digest: row.findings for row in session.query(ReceivedRecord)}
    return ["photo_differs" in rows[hashlib.sha256(photo[0]).hexdigest()] for photo in photos]


def wall(shade):
    """Return another picture without anybody."""
    return unchosen(cv2.imencode(".jpg", np.full((945, 709, 3), shade, np.uint8))[1].tobytes())


def test_a_desk_can_measure_every_photo(small_loop, shots):
    (first, told), _ = shots
    home, settings = small_loop.make_station(), DeskSettingsService(small_loop.desk.data, CLOCK)
    assert received(small_loop, home, [(wall(200), told)], 1) == [False]
    with pytest.raises(DeskSettingError):
        settings.change({"measured_of": "0"}, actor=DESK)
    settings.change({"measured_of": "1"}, actor=DESK)
    photos = [(wall(201), told), (unchosen(first), told)]
    assert received(small_loop, home, photos, 2) == [True, False]


def test_a_photo_that_passed_narrowly_or_was_let_pass_is_always_measured(small_loop, shots):
    (first, told), _ = shots
    home, profile = small_loop.make_station(), load_profile()
    narrow = {**told, "measures": {**told["measures"], "roll": profile.limits.max_roll - 1}}
    wide = {**told, "measures": {**told["measures"], "roll": 0.0}}
    bad = {**told, "verdict": False}
    photos = [
        (wall(200), narrow),
        (wall(201), wide),
        (wall(202), bad, "máy không đo được"),
        (wall(203), {"verdict": False, "measures": {}}, "không thấy mặt"),
        (unchosen(first), bad, "kính lóa"),
    ]
    assert received(small_loop, home, photos, 1) == [True, False, True, False, False]


def test_after_a_photo_that_differed_all_of_the_station_are_measured_until_a_clean_batch(
    small_loop, shots
):
    (first, told), _ = shots
    home = small_loop.make_station()
    other = small_loop.make_station("MT03")
    darker = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_COLOR) // 2
    caught = chosen(cv2.imencode(".jpg", darker)[1].tobytes())
    assert received(small_loop, home, [(caught, told), (wall(200), told)], 1) == [True, False]
    assert received(small_loop, other, [(wall(201), told, "", "MT03")], 1) == [False]
    assert received(small_loop, home, [(wall(202), told), (unchosen(first), told)], 2) == [
        True,
        False,
    ]
    assert received(small_loop, home, [(unchosen(first + b"x"), told)], 3) == [False]
    assert received(small_loop, home, [(wall(203), told)], 4) == [False]
