"""What the practice week keeps beside the counter: equipment, an inspection, who comes first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from desktop.campaign.inspections.first import FIRST
from desktop.campaign.inspections.views import NewMark
from desktop.campaign.resources.views import NeedView, NewDevice, Whereabouts
from desktop.common.clock import today
from desktop.common.equipment import DeviceState, PlaceKind, ResourceKind
from desktop.common.flags import FlagReason
from desktop.common.i18n import vi
from desktop.common.inspections import Verdict
from desktop.demo.practice import ADMINISTRATOR, CLERK, SUPERVISOR
from desktop.demo.stage import Stage
from desktop.services import Services
from desktop.ui.context import PageName

MINUTES = "bien-ban-kiem-tra.pdf"
REGISTER = "so-thiet-bi.xlsx"


def keep_equipment(services: Services) -> None:
    """Write down what stands where; one device is faulty, and one place lacks something."""
    resources = services.resources
    counter = Whereabouts(vi("Quầy 1"))
    team = Whereabouts(vi("Tổ 1"), PlaceKind.TEAM, CLERK)
    for kind, name, where in (
        (ResourceKind.CAMERA, "Canon EOS 250D", counter),
        (ResourceKind.PRINTER, "Canon LBP 2900", counter),
        (ResourceKind.SCANNER, "Zebra DS4608", counter),
        (ResourceKind.LAPTOP, "Dell Latitude 5440", team),
        (ResourceKind.CAMERA, "Logitech C922", team),
    ):
        made = resources.add(NewDevice(kind, name, where), actor=ADMINISTRATOR)
        faulty = kind is ResourceKind.PRINTER
        state = DeviceState.FAULTY if faulty else DeviceState.WORKS
        note = vi("kẹt giấy, chờ thay trục kéo") if faulty else ""
        resources.check(made.number, state, note, actor=CLERK)
    for kind, needed, there in (
        (ResourceKind.PRINTER, 1, 0),
        (ResourceKind.CAMERA, 1, 0),
        (ResourceKind.CHAIR, 12, 12),
    ):
        need = NeedView(counter.place, kind, needed, there)
        resources.need(need, actor=ADMINISTRATOR)


def be_inspected(services: Services) -> None:
    """Let inspectors look at everything, and fail what the program itself measured as not good."""
    until = (today(services.clock) + timedelta(days=3)).isoformat()
    failed = {
        "list": vi("Còn chỗ khác nhau chưa chốt, chốt dần theo chi bộ"),
        "backup": vi("Bản sao lưu đã cũ, phải sao lưu mỗi ngày"),
        "cases": vi("Còn hồ sơ dở dang từ hôm trước"),
        "notice": vi("Chưa dán giấy tờ cần mang ở cửa vào"),
    }
    marks = [
        NewMark(one.code, Verdict.FAILED, failed[one.code], until)
        if one.code in failed
        else NewMark(one.code, Verdict.PASSED)
        for one in FIRST
    ]
    services.duties.inspections.record(vi("Tổ kiểm tra số 3"), marks, actor=ADMINISTRATOR)
    services.duties.findings.answer(len(failed), vi("Đã dán ở cửa và ở bảng tin"), actor=SUPERVISOR)


def flag_who_comes_first(services: Services) -> None:
    """Flag the first three who are not received yet, each for a reason of their own."""
    reasons = (FlagReason.WAR_INVALID, FlagReason.FAR, FlagReason.DISABLED)
    people = services.remaining.list_them().people
    for one, reason in zip(people, reasons, strict=False):
        services.priority.change(one.member_id, [reason], actor=SUPERVISOR)


def look_at_rooms(stage: Stage, folder: Path) -> None:
    """Take a picture of the pages that no strip leads to, and write their papers."""
    hands, services = stage.hands, stage.services
    hands.window.toasts.dismiss()
    hands.open(PageName.RESOURCES)
    hands.picture("thiet-bi")
    hands.open(PageName.PRIORITY, member_id=services.remaining.list_them().people[0].member_id)
    hands.picture("uu-tien")
    services.resources.write(folder / REGISTER, actor=SUPERVISOR)
    services.duties.inspections.export(None, folder / MINUTES, actor=SUPERVISOR)
