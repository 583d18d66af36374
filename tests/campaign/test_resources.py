"""The register of equipment on both engines; what is written is read back."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from desktop.campaign.resources import rules
from desktop.campaign.resources.errors import (
    DeviceUnknownError,
    NothingRegisteredError,
    ResourceFormError,
    ResourceRefusedError,
)
from desktop.campaign.resources.service import ResourcesService
from desktop.campaign.resources.views import NeedView, NewDevice, SupplyLine, Whereabouts
from desktop.common.equipment import DeviceAct, DeviceState, PlaceKind, ResourceKind
from desktop.common.errors import InputFileError
from desktop.models import AuditEvent
from desktop.security.preferences import Preferences
from tests.progress.conftest import CLERK

HOUSE = Whereabouts("Nhà văn hóa xã")
TEAM = Whereabouts("Tổ 2", PlaceKind.TEAM, "Vàng A Chứ")


@pytest.fixture
def register(office):
    return ResourcesService(office.store, office.clock, Preferences(office.store, office.clock))


def camera(register_, name="Canon EOS 250D", where=HOUSE, **more):
    return register_.add(NewDevice(ResourceKind.CAMERA, name, where, **more), actor=CLERK)


def events(office):
    with office.store.read() as session:
        found = session.query(AuditEvent).order_by(AuditEvent.number).all()
    return [one for one in found if one.tag.startswith(("device:", "resource"))]


def test_where_a_device_was_and_who_looked_at_it_stays_readable(register, office):
    made = camera(register, serial="0421 7788", note="kèm chân máy")
    assert (made.number, made.state, made.checked_at) == (1, DeviceState.WORKS, None)
    office.clock.advance(timedelta(hours=1))
    moved = register.move(1, TEAM, "đi bản Púng", actor=CLERK)
    assert (moved.where, moved.since) == (TEAM, office.clock.now())
    office.clock.advance(timedelta(hours=1))
    register.check(1, DeviceState.FAULTY, "kẹt ống kính", actor="Đinh Văn Tới")
    found = register.check(1, DeviceState.AWAY, actor=CLERK)
    assert (found.state, found.note) == (DeviceState.AWAY, "kẹt ống kính")
    assert (found.checked_at, found.checked_by) == (office.clock.now(), CLERK)
    assert found.since == moved.since
    ended = register.end(1, "không sửa được", actor=CLERK)
    assert not ended.is_in_use
    steps = register.history(1)
    assert [(one.act, one.state.value, one.where, one.note, one.by) for one in steps] == [
        (DeviceAct.ADDED, "works", HOUSE, "kèm chân máy", CLERK),
        (DeviceAct.MOVED, "works", TEAM, "đi bản Púng", CLERK),
        (DeviceAct.CHECKED, "faulty", TEAM, "kẹt ống kính", "Đinh Văn Tới"),
        (DeviceAct.CHECKED, "away", TEAM, "", CLERK),
        (DeviceAct.ENDED, "written_off", TEAM, "không sửa được", CLERK),
    ]
    assert register.board().devices == ()
    assert [one.number for one in register.board(ended=True).devices] == [1]
    kept = events(office)
    assert [one.tag for one in kept] == [
        "device:added",
        "device:moved",
        *["device:checked"] * 2,
        "device:written_off",
    ]
    assert not any("Chứ" in str(one.detail) or "Púng" in str(one.detail) for one in kept)


def test_a_device_written_off_and_found_again_counts_from_its_check(register):
    camera(register)
    register.end(1, "mất", actor=CLERK)
    for act in (
        lambda: register.move(1, TEAM, actor=CLERK),
        lambda: register.end(1, "mất", actor=CLERK),
    ):
        with pytest.raises(ResourceRefusedError):
            act()
    register.check(1, DeviceState.WORKS, "tìm thấy trong kho", actor=CLERK)
    assert [one.state for one in register.board().devices] == [DeviceState.WORKS]


def test_what_a_place_needs_is_held_against_what_works_there(register):
    needs = [
        ("Nhà văn hóa xã", ResourceKind.CAMERA, 2, 0),
        ("nha van hoa xa", ResourceKind.TABLE, 4, 3),
        ("Tổ 2", ResourceKind.PERSON, 3, 3),
        ("Kho", ResourceKind.CHAIR, 0, 0),
    ]
    for need in needs:
        register.need(NeedView(*need), actor=CLERK)
    camera(register, where=Whereabouts("NHÀ VĂN HÓA XÃ"))
    camera(register, "Logitech C920")
    register.check(2, DeviceState.FAULTY, actor=CLERK)
    camera(register, "Cũ")
    register.end(3, "hỏng hẳn", actor=CLERK)
    lines = register.board().supplies
    assert lines == (
        SupplyLine("Nhà văn hóa xã", ResourceKind.CAMERA, 2, 1, broken=1),
        SupplyLine("nha van hoa xa", ResourceKind.TABLE, 4, 3),
        SupplyLine("Tổ 2", ResourceKind.PERSON, 3, 3),
    )
    assert [one.missing for one in lines] == [1, 1, 0]
    # Said again, under the name as it stands; nothing needed and nothing there is not shown.
    register.need(NeedView("NHA VAN HOA XA", ResourceKind.TABLE, 5, 5), actor=CLERK)
    register.need(NeedView("tổ 2", ResourceKind.PERSON, 0, 0), actor=CLERK)
    assert [(one.needed, one.there) for one in register.board().supplies] == [(2, 1), (5, 5)]


@pytest.mark.parametrize(
    "need",
    [
        NeedView(" ", ResourceKind.TABLE, 1),
        NeedView("Kho", ResourceKind.TABLE, -1),
        NeedView("Kho", ResourceKind.TABLE, 1, 1000),
        NeedView("Kho", ResourceKind.CAMERA, 2, 1),
    ],
)
def test_a_need_that_cannot_be_is_refused(register, need):
    with pytest.raises(ResourceRefusedError):
        register.need(need, actor=CLERK)
    assert register.board().supplies == ()


def test_nothing_is_kept_half_or_twice(register, office):
    camera(register, serial="SN-0421", asset="TS 15")
    twice = [{"serial": "sn 0421"}, {"asset": "TS-15"}]
    wrong = [{"name": " "}, {"name": "x" * 121}, {"where": Whereabouts("")}, {"note": "x" * 401}]
    for given in (*twice, *wrong):
        with pytest.raises(ResourceRefusedError):
            camera(register, **given)
    camera(register, serial="--")
    camera(register, serial="--")  # a dash is no number
    with pytest.raises(ResourceRefusedError):
        register.add(NewDevice(ResourceKind.TABLE, "Bàn gỗ", HOUSE), actor=CLERK)
    with pytest.raises(ResourceRefusedError):
        register.move(1, HOUSE, actor=CLERK)
    with pytest.raises(ResourceRefusedError):
        register.end(1, "  ", actor=CLERK)
    with pytest.raises(ResourceRefusedError):
        register.check(1, DeviceState.WRITTEN_OFF, actor=CLERK)
    for act in (register.history, lambda n: register.check(n, DeviceState.WORKS, actor=CLERK)):
        with pytest.raises(DeviceUnknownError):
            act(9)
    assert [len(register.history(number)) for number in (1, 2, 3)] == [1, 1, 1]
    assert len(events(office)) == 3
    # A number of a device that is gone can be that of another.
    register.end(1, "trả lại huyện", actor=CLERK)
    assert camera(register, serial="SN 0421").number == 4


def test_what_was_written_wrong_is_set_right_and_stays_in_the_history(register, office):
    camera(register, "Canom", serial="042l", asset="TS 15")
    camera(register, serial="77")
    mended = register.mend(1, name="Canon", serial="0421", actor=CLERK)
    assert (mended.name, mended.serial, mended.asset) == ("Canon", "0421", "TS 15")
    last = register.history(1)[-1]
    assert (last.act, last.note) == (DeviceAct.MENDED, "Canom · 042l · TS 15")
    for wrong in ({"name": " "}, {"serial": "7 7"}, {"name": "Canon", "asset": "TS 15"}, {}):
        with pytest.raises(ResourceRefusedError):
            register.mend(1, **wrong, actor=CLERK)
    assert register.board().devices[0] == mended
    assert register.mend(1, serial="", actor=CLERK).serial == ""
    assert [one.tag for one in events(office)][2:] == ["device:mended"] * 2
    assert not any("Cano" in str(one.detail) for one in events(office))


def test_the_file_says_what_is_where_and_what_is_missing(register, office, tmp_path):
    with pytest.raises(NothingRegisteredError):
        register.write(tmp_path / "a.pdf", actor=CLERK)
    camera(register, "=Canon", TEAM, serial="0421", note="pin yếu")
    register.add(NewDevice(ResourceKind.PRINTER, "Canon LBP 2900", HOUSE), actor=CLERK)
    register.check(2, DeviceState.FAULTY, "kẹt giấy", actor=CLERK)
    register.need(NeedView("Nhà văn hóa xã", ResourceKind.PRINTER, 2), actor=CLERK)
    with pytest.raises(ResourceFormError):
        register.write(tmp_path / "a.docx", actor=CLERK)
    (tmp_path / "none").write_text("a file, no folder")
    with pytest.raises(InputFileError):
        register.write(tmp_path / "none" / "a.pdf", actor=CLERK)
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == []
    pdf, xlsx = tmp_path / "so.pdf", tmp_path / "so.xlsx"
    assert [register.write(one, actor=CLERK) for one in (pdf, xlsx)] == [2, 2]
    pages = pypdfium2.PdfDocument(pdf.read_bytes())
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    text = re.sub(r"\s+", " ", text)
    for part in ("Canon LBP 2900", "kẹt giấy", "Vàng A Chứ", "0421", "Chưa kiểm tra", "Đang có"):
        assert part in text, part
    book = openpyxl.load_workbook(BytesIO(xlsx.read_bytes()))
    devices, needs = book.worksheets
    rows = [[cell.value for cell in row] for row in devices.iter_rows()]
    canon = next(row for row in rows if row[2] == "=Canon")
    assert canon[:4] == [1, "Máy ảnh", "=Canon", "0421"]
    assert devices.cell(rows.index(canon) + 1, 3).data_type == "s"
    last = [cell.value for cell in list(needs.iter_rows())[-1]]
    assert last == ["Nhà văn hóa xã", "Máy in", 2, 0, 2, 1]
    assert [one.detail for one in events(office)[-2:]] == [
        {"devices": 2, "form": "pdf"},
        {"devices": 2, "form": "xlsx"},
    ]


def test_devices_stand_by_place_and_kind(register):
    camera(register, where=TEAM)
    register.add(NewDevice(ResourceKind.PRINTER, "Máy in", HOUSE), actor=CLERK)
    camera(register)
    assert [one.number for one in register.board().devices] == [3, 2, 1]
    assert rules.supplies(register.board().devices, ()) == ()
