"""Small makers of real things for tests: a profile with its store, a list, cards, pictures."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState
from desktop.identity.card import CardReading, CardSource, parse_card_text
from desktop.intake.moves import store as moves
from desktop.models import Batch
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.security.store import station_of
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store

MORNING = datetime(2025, 8, 20, 0, 15, tzinfo=UTC)  # 07:15 in Vietnam
COMMUNE, STATION = ("03862", "xã Mường Thử"), "MT02"
CARD = "014078012345|050123456|Giàng A Páo|12031978|Nam|Bản Nà Sang, Mường Mẫu, Bắc Yên|01062021"

LIST_CSV = """\
ĐẢNG ỦY XÃ MƯỜNG THỬ
DANH SÁCH ĐẢNG VIÊN

STT,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Số định danh cá nhân,Chi bộ,Nơi thường trú,\
Ngày vào Đảng,Ngày chính thức,Số thẻ đảng,Tình trạng
1,Giàng A Pao,12/03/1978,Nam,Mông,014078012345,Chi bộ bản Nà Sang,"Bản Nà Sang, xã Mường Thử",\
03/02/2006,03/02/2007,14123417,Chính thức
2,Lò Thị Pâng,1950,Nữ,Thái,014150000123,Chi bộ bản Huổi Bon,"Bản Huổi Bon, xã Mường Thử",\
19/05/1975,19/05/1976,14000321,Chính thức
3,Nguyễn Thị Ngọc Ánh,27/06/1994,Nữ,Kinh,001194004567,Chi bộ Trường học,"Bản Pá Lau, xã Mường Thử",\
02/09/2020,02/09/2021,14200999,Chính thức
4,K'Brêu,05/11/1981,Nam,Cơ Ho,068081000777,Chi bộ bản Nà Sang,"Bản Nà Sang, xã Mường Thử",\
03/02/2010,03/02/2011,14123999,Chính thức
5,Vừ A Dơ,01/01/2001,Nam,Mông,014201000888,Chi bộ bản Nà Sang,"Bản Nà Sang, xã Mường Thử",\
03/02/2025,,,Dự bị
"""


def clock(moment: datetime = MORNING) -> FixedClock:
    """Return a clock that stands at 07:15 of a working day."""
    return FixedClock(moment)


def open_profile(
    folder: Path,
    time: FixedClock | None = None,
    commune: tuple[str, str] = COMMUNE,
    station: str = STATION,
) -> tuple[Store, FixedClock]:
    """Make a profile and return its opened, encrypted store."""
    time = time or clock()
    keystore = MemoryKeyring()
    profile = Profile(folder)
    create_profile(
        profile,
        commune_code=commune[0],
        commune_name=commune[1],
        station_code=station,
        keystore=keystore,
        clock=time,
        recovery_file=folder.parent / "recovery.txt",
    )
    return open_store(profile, keystore, None, time), time


def bring(
    store: Store,
    application_id: UUID,
    *way: str,
    batch_id: UUID | None = None,
    at: datetime = MORNING,
) -> None:
    """Move a record along some states, through the one door there is."""
    with store.write() as session:
        for state in way:
            seen = moves.standing(session, application_id)
            cause = moves.Cause(at, "test", "for a test", batch_id)
            moves.move(session, seen, ApplicationState(state), cause)


def add_batch(store: Store, sequence: int = 1) -> UUID:
    """Put a batch without records into a station's store, as if it had left; return its key."""
    with store.write() as session:
        home = station_of(session)
        batch = Batch(
            id=new_id(),
            origin=home.code,
            created_at=MORNING,
            updated_at=MORNING,
            station_id=home.id,
            sequence=sequence,
            file_name=f"{home.code}-{sequence:06d}.qtn",
            file_sha256="0" * 64,
            payload_sha256="0" * 64,
            size=1,
            records=1,
            recipients=[],
            exported_at=MORNING,
        )
        session.add(batch)
        return batch.id


def list_file(folder: Path) -> Path:
    """Write a small member list as an office would keep it."""
    file = folder / "danh-sach.csv"
    file.write_text(LIST_CSV, encoding="utf-8-sig")
    return file


def read_card(text: str = CARD) -> CardReading:
    """Return the reading of a synthetic card."""
    return parse_card_text(text, source=CardSource.SCANNER)


def jpeg(width: int = 709, height: int = 945, shade: int = 200) -> bytes:
    """Return a plain JPEG of a size."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (shade, shade, shade)).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def signature_png() -> bytes:
    """Return a scribble on a transparent ground."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    points = [(20, 150), (120, 40), (200, 160), (320, 60), (420, 150), (580, 80)]
    ImageDraw.Draw(picture).line(points, fill=(20, 30, 90, 255), width=6)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
