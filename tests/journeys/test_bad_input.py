"""Everything bad that can be handed in, in one table: what is said, and that nothing changed.

Each row goes in by a public entrance: a command of the program in a process of its own, or the
use case that the window calls.
"""

import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey
from desktop.identity.card import CardSource, parse_card_text
from desktop.identity.qr_image import read_card_file
from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.views import CameraStatus
from desktop.security.sealing import new_identity
from tests import factories
from tests.journeys.counter import CLERK, NAME, census, make_counter, ready_draft
from tests.journeys.real_window import Disk

VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Chi bộ"


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    """A counter that exported one record and has another file that waits for its last Enter."""
    made = make_counter(tmp_path_factory.mktemp("bad"))
    usb = made.folder / "usb"
    usb.mkdir()
    with made.services() as services:
        services.reception.receive(ready_draft(services), actor=CLERK)
        services.batch.export(usb, actor=CLERK)
        ready_draft(services, "brêu")
    return made


@dataclass
class Said:
    """What a person reads."""

    title: str
    advice: str


def by_command(counter, *words):
    """Run a command that must fail; return what it said."""
    done = counter.run(*words, "--json", *counter.options)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout)["error"]
    assert answer["title"] in done.stderr
    assert re.fullmatch(r"QTN-\d{3}", answer["code"])
    return Said(answer["title"], answer["advice"])


def by_call(call: Callable[[], object]):
    """Call a use case that must refuse; return what it said."""
    with pytest.raises(UserFacingError) as caught:
        call()
    return Said(caught.value.title, caught.value.advice)


def import_list(counter, folder, name, content):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig"))
    return by_command(counter, "roster", "import", str(file))


def wrong_file_type(counter, folder):
    return import_list(counter, folder, "danh sách.xlsx", b"%PDF-1.7 this is no workbook")


def picture_for_a_list(counter, folder):
    return import_list(counter, folder, "danh sách.csv", factories.jpeg(64, 64))


def nothing_in_the_file(counter, folder):
    return import_list(counter, folder, "danh sách.csv", b"")


def empty_list(counter, folder):
    return import_list(counter, folder, "danh sách.csv", HEADER + "\n")


def two_headers_alike(counter, folder):
    rows = "1,Lò Thị Mẫu,01/02/1960,Nữ,014160000001,Bản Mẫu,03/04/1961\n"
    return import_list(counter, folder, "danh sách.csv", f"{HEADER},Ngày sinh\n{rows}")


def unreadable_code(_counter, folder):
    file = folder / "thẻ.jpg"
    noise = np.random.default_rng(7).integers(0, 255, (480, 640, 3), np.uint8)
    file.write_bytes(cv2.imencode(".jpg", noise)[1].tobytes())
    return by_call(lambda: read_card_file(file))


def no_picture_of_a_card(_counter, folder):
    file = folder / "thẻ.jpg"
    file.write_bytes(b"not a picture")
    return by_call(lambda: read_card_file(file))


def eleven_digits_scanned(_counter, _folder):
    text = factories.CARD.replace("014078012345", "01407801234")
    return by_call(lambda: parse_card_text(text, source=CardSource.SCANNER))


def eleven_digits_typed(counter, _folder):
    with counter.services() as services:
        (row,) = services.overview.drafts()
        draft = services.intake.draft(row.application_id)
        number = {FieldKey.PERSONAL_ID: "01407801234"}
        services.intake.save(row.application_id, actor=CLERK, fields=number)
        said = by_call(lambda: services.reception.receive(row.application_id, actor=CLERK))
        kept = services.intake.draft(row.application_id)
        assert kept.fields[FieldKey.PERSONAL_ID] == "01407801234"  # typed is kept, right or wrong
        before = {FieldKey.PERSONAL_ID: draft.fields[FieldKey.PERSONAL_ID]}
        services.intake.save(row.application_id, actor=CLERK, fields=before)
        return said


def judged(counter, variant):
    with counter.services() as services:
        frame = draw_portrait(5, variant)
        report = services.studio.check_shot(frame)
        assert not report.verdict
        said = by_call(lambda: services.studio.crop(frame, report))
        assert VIETNAMESE.search(report.failures[0].text)
        return said


def no_face(counter, _folder):
    return judged(counter, "none")


def two_faces(counter, _folder):
    return judged(counter, "two")


def full_disk_at_save(counter, _folder):
    with counter.services() as services:
        (row,) = services.overview.drafts()
        Disk(services.store.engine).is_full = True
        large = factories.jpeg(3000, 4000)
        return by_call(
            lambda: services.intake.accept_photo(
                row.application_id, large + bytes(400_000), report={}, actor=CLERK
            )
        )


def full_disk_at_export(counter, folder):
    usage = shutil.disk_usage(folder)._replace(free=1000)
    with counter.services() as services, pytest.MonkeyPatch.context() as patch:
        exported = services.overview.today().rows[0].application_id
        batch = services.batch.list_batches()[0].id
        way = ("rejected", "draft", "received")
        factories.bring(services.store, exported, *way, batch_id=batch)
        patch.setattr(shutil, "disk_usage", lambda _path: usage)
        said = by_call(lambda: services.batch.export(folder, actor=CLERK))
        factories.bring(services.store, exported, "exported", batch_id=batch)
        return said


def camera_unplugged(_counter, _folder):
    camera = DemoCamera([draw_portrait(5)])
    service = CameraService(camera, WatchSettings(frame_age=0.5, retry_first=0.1, skip=0))
    service.start()
    try:
        wait_until(lambda: service.state.status is CameraStatus.LIVE)
        camera.trigger(DemoEvent.UNPLUG)
        wait_until(lambda: service.state.status is CameraStatus.LOST)
        title, _, advice = service.state.text.partition(". ")
        camera.trigger(DemoEvent.PLUG)
        wait_until(lambda: service.state.status is CameraStatus.LIVE)
        return Said(title, advice)
    finally:
        service.stop()


def wait_until(ready):
    end = time.monotonic() + 15
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.02)


def damaged(counter, folder):
    (batch,) = (counter.folder / "usb").glob("*.qtn")
    raw = bytearray(batch.read_bytes())
    raw[len(raw) // 2] ^= 1
    file = folder / batch.name
    file.write_bytes(raw)
    return file


def open_batch(counter, file, key, folder):
    target = folder / "opened"
    said = by_command(counter, "batch", "open", str(file), "--key", str(key), "--to", str(target))
    assert not target.exists() or list(target.iterdir()) == []
    return said


def damaged_batch_opened(counter, folder):
    return open_batch(counter, damaged(counter, folder), counter.province_key, folder)


def damaged_batch_verified(counter, folder):
    file = damaged(counter, folder)
    done = counter.run("batch", "verify", str(file), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["valid"] is False
    assert answer["reasons"]
    said = counter.run("batch", "verify", str(file))
    assert "Traceback" not in said.stderr + done.stderr
    return Said(said.stdout.splitlines()[0], answer["messages"][0])


def key_of_somebody_else(counter, folder):
    key = folder / "other.key"
    key.write_text(new_identity().secret + "\n", encoding="ascii")
    (batch,) = (counter.folder / "usb").glob("*.qtn")
    return open_batch(counter, batch, key, folder)


def no_key_at_all(counter, folder):
    key = folder / "other.key"
    key.write_text("this is no key\n", encoding="ascii")
    (batch,) = (counter.folder / "usb").glob("*.qtn")
    return open_batch(counter, batch, key, folder)


def recovery_code_of_another_counter(counter, folder):
    other = make_counter(folder / "other")
    done = counter.run(
        *("batch", "list", "--json"),
        *("--data", str(counter.profile), "--unlock-with", str(other.unlock)),
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout)["error"]
    shutil.rmtree(folder / "other")
    return Said(answer["title"], answer["advice"])


BAD = [
    wrong_file_type,
    picture_for_a_list,
    nothing_in_the_file,
    empty_list,
    two_headers_alike,
    unreadable_code,
    no_picture_of_a_card,
    eleven_digits_scanned,
    eleven_digits_typed,
    no_face,
    two_faces,
    full_disk_at_save,
    full_disk_at_export,
    camera_unplugged,
    damaged_batch_opened,
    damaged_batch_verified,
    key_of_somebody_else,
    no_key_at_all,
    recovery_code_of_another_counter,
]


@pytest.mark.parametrize("hand_in", BAD, ids=lambda row: row.__name__)
def test_it_is_said_in_vietnamese_and_nothing_changed(counter, tmp_path, hand_in):
    with counter.services() as services:
        before = census(services)
        (draft,) = services.overview.drafts()
        kept = services.intake.draft(draft.application_id)
    stick = sorted((counter.folder / "usb").iterdir())
    said = hand_in(counter, tmp_path)
    for words in (said.title, said.advice):
        assert VIETNAMESE.search(words.lower()), said
        assert "Traceback" not in words
        assert "Error" not in words
    with counter.services() as services:
        after = census(services)
        assert after == before
        assert after.audit_ok
        again = services.intake.draft(draft.application_id)
        assert (again.fields, again.photo, again.signature) == (
            kept.fields,
            kept.photo,
            kept.signature,
        )
    assert sorted((counter.folder / "usb").iterdir()) == stick
    # Only what the test itself put there: nothing half written, nowhere.
    assert not [file.name for file in tmp_path.rglob("*") if file.name.endswith(".part")]
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) <= 1
    assert not list(counter.temp.iterdir())


def test_a_row_with_eleven_digits_is_said_and_the_others_go_in(tmp_path):
    """A list is not refused for one bad number; the row says what is wrong with it."""
    made = make_counter(tmp_path / "counter")
    file = tmp_path / "danh sách.csv"
    first = "1,Lò Thị Mẫu,21/02/1960,Nữ,01416000001,Bản Mẫu"
    second = "2,Lò Văn Mẫu,23/04/1961,Nam,014061000002,Bản Mẫu"
    file.write_text(f"{HEADER}\n{first}\n{second}\n", encoding="utf-8-sig")
    shown = json.loads(made.run("roster", "preview", str(file), "--json").stdout)
    (problem,) = shown["people"][0]["problems"]
    assert problem["field"] == "personal_id"
    assert "không đủ 12 chữ số: quét thẻ" in problem["message"]
    done = made.run("roster", "import", str(file), "--json", *made.options)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["with_problems"] == 1
    with made.services() as services:
        for name in ("lo thi mau", "lo van mau", NAME):
            assert services.roster.search(name).total == 1, name
