"""What the page of kits does: each act runs away from the window and comes back as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr, trn
from desktop.common.vocabulary import VisitListState
from desktop.common.work import Work
from desktop.field.kits.views import Conflict, KitView, OpenReport
from desktop.field.laptop.returning import FieldState
from desktop.field.visits.views import VisitListView
from desktop.services import Services
from desktop.ui.widgets.table import Cell, Column

KEY_ENDING, KIT_ENDING, RETURN_ENDING = "qte", "qtk", "qtr"


@dataclass(frozen=True)
class Kits:
    """Everything the page shows, read at once.

    Attributes:
        packed: kits of this office.
        opened: kits that were opened here; with one of them this is a laptop.
    """

    packed: tuple[KitView, ...]
    lists: tuple[VisitListView, ...]
    conflicts: tuple[Conflict, ...]
    opened: tuple[OpenReport, ...]
    state: FieldState


def look(services: Services) -> Kits:
    """Read what the page shows."""
    kits = services.kits
    return Kits(
        packed=kits.packing.kits(),
        lists=services.field.visits.lists(VisitListState.OPEN),
        conflicts=kits.merging.conflicts(),
        opened=kits.opening.kits(),
        state=kits.returning.state(),
    )


def packed_columns() -> tuple[Column, ...]:
    """Return the columns of the office's kits."""
    return (
        Column(tr("Gói"), lambda one: Cell(str(one.number), strong=True), width=72, right=True),
        Column(tr("Máy"), lambda one: Cell(one.device, strong=True), least=90, stretch=1),
        Column(tr("Danh sách"), lambda one: tr("Số {n}").format(n=one.list_number), width=116),
        Column(tr("Người"), lambda one: str(one.members), width=84, right=True),
        Column(tr("Trả trước"), lambda one: when(one.until), width=190, drop=1),
        Column(tr("Tình trạng"), _standing, width=190, tags=True),
    )


def _standing(one: KitView) -> Cell:
    if not one.still_out:
        return Cell(tr("Không còn giữ ai"), tag="ok")
    return Cell(tr("Còn giữ {n} người").format(n=one.still_out), tag="neutral", icon="clock")


def opened_columns() -> tuple[Column, ...]:
    """Return the columns of the kits opened on a laptop."""
    return (
        Column(tr("Gói"), lambda one: Cell(str(one.number), strong=True), width=72, right=True),
        Column(tr("Văn phòng"), lambda one: Cell(one.office, strong=True), least=100, stretch=1),
        Column(tr("Danh sách"), lambda one: tr("Số {n}").format(n=one.list_number), width=116),
        Column(tr("Người"), lambda one: str(one.members), width=84, right=True),
        Column(tr("Mang về trước"), lambda one: when(one.until), width=190),
        Column(tr("Khóa"), _compared, width=180, tags=True, drop=1),
    )


def _compared(one: OpenReport) -> Cell:
    if one.compared:
        return Cell(tr("Đã đối chiếu"), tag="ok")
    return Cell(tr("Chưa đối chiếu"), tag="warn")


def when(moment: datetime) -> str:
    """Return time and day."""
    return f"{show_time(moment)} {show_date(moment)}"


@dataclass(frozen=True)
class Told:
    """What an act came to.

    Attributes:
        toast: in short.
        lead: in a sentence, to be read at leisure; "" shows how the way goes on.
        next: what to do now.
        digits: to be read out or heard on the phone.
        waiting: conflicts that came with it.
    """

    toast: str
    lead: str = ""
    next: str = ""
    digits: str = ""
    waiting: int = 0


Act = Callable[[Work], Told]


@dataclass(frozen=True)
class Order:
    """What is to be packed or enrolled."""

    number: int
    file: Path
    days: int
    digits: str


@dataclass(frozen=True)
class Farewell:
    """A laptop that is believed no more."""

    device_id: UUID
    station: str
    reason: str


def packing(order: Order, services: Services, actor: str, folder: Path) -> Act:
    """Return the act that packs a kit."""

    def act(work: Work) -> Told:
        del work
        made = services.kits.packing.pack(
            order.number, order.file, folder, actor=actor, days=order.days, digits=order.digits
        )
        lead = tr("Đã ghi “{file}”: {members} người giao máy {device}.").format(
            file=made.path.name, members=made.members, device=made.device
        )
        if made.received or made.elsewhere:
            lead += " " + tr(
                "Không giao {received} người đã có hồ sơ, {elsewhere} người đang ở máy khác."
            ).format(received=made.received, elsewhere=made.elsewhere)
        return Told(
            tr("Đã đóng gói số {n}.").format(n=made.number),
            lead,
            tr("Máy đó hỏi dãy số của văn phòng thì đọc qua điện thoại:"),
            made.fingerprint,
        )

    return act


def enrolling(services: Services, actor: str, order: Order) -> Act:
    """Return the act that gets to know a laptop."""

    def act(work: Work) -> Told:
        del work
        device = services.kits.devices.enrol(order.file, digits=order.digits, actor=actor)
        return Told(tr("Văn phòng đã biết máy {device}.").format(device=device.station))

    return act


def revoking(services: Services, actor: str, order: Farewell) -> Act:
    """Return the act that believes a laptop no more."""

    def act(work: Work) -> Told:
        del work
        n = services.kits.devices.revoke(order.device_id, reason=order.reason, actor=actor)
        words = trn(
            "Đã thu hồi máy {device}; {n} người về lại văn phòng.",
            "Đã thu hồi máy {device}; {n} người về lại văn phòng.",
            n,
        )
        return Told(words.format(device=order.station, n=n))

    return act


def merging(services: Services, actor: str, files: Sequence[Path]) -> Act:
    """Return the act that merges returns."""

    def act(work: Work) -> Told:
        report = services.kits.merging.merge(files, actor=actor, work=work)
        words = tr("Gộp {merged} hồ sơ, {unchanged} hồ sơ đã có, {n} hồ sơ trùng chờ chọn.")
        waiting = len(report.conflicts)
        return Told(
            words.format(merged=report.merged, unchanged=report.unchanged, n=waiting),
            waiting=waiting,
        )

    return act


def opening(services: Services, actor: str, files: Sequence[Path], *, digits: str = "") -> Act:
    """Return the act that opens a kit on this laptop; of a new office with its digits."""

    def act(work: Work) -> Told:
        del work
        report = services.kits.opening.open_kit(files[0], digits=digits, actor=actor)
        words = tr("Đã mở gói số {number}: {members} người, mang về trước {until}.")
        if report.again:
            words = tr("Gói số {number} đã mở trước đó, không có gì thay đổi.")
        words = words.format(number=report.number, members=report.members, until=when(report.until))
        if report.compared:
            return Told(words, words)
        ask = tr("Văn phòng chưa được đối chiếu. Gọi văn phòng, nghe đọc dãy số này:")
        return Told(words, words, ask, report.fingerprint)

    return act


def returning(services: Services, actor: str, folder: Path) -> Act:
    """Return the act that writes what this laptop brings back."""

    def act(work: Work) -> Told:
        made = services.kits.returning.write(folder, actor=actor, work=work)
        lead = tr("Đã ghi “{file}”: {records} hồ sơ, {visits} lượt thăm.").format(
            file=made.path.name, records=made.records, visits=made.visits
        )
        if made.drafts:
            lead += " " + tr("{n} hồ sơ chưa xong ở lại máy này.").format(n=made.drafts)
        carry = tr("Mang tệp này về văn phòng. Hồ sơ vẫn còn ở máy này.")
        return Told(tr("Đã ghi kết quả mang về."), lead, carry)

    return act


def key_writing(services: Services, actor: str, folder: Path) -> Act:
    """Return the act that writes the key file of this laptop."""

    def act(work: Work) -> Told:
        del work
        made = services.trust.enrol(folder, actor=actor)
        lead = tr("Đã ghi {file}.").format(file=made.path.name)
        ask = tr("Đưa tệp này cho văn phòng, rồi gọi điện và đọc dãy số này:")
        return Told(lead, lead, ask, made.fingerprint)

    return act
