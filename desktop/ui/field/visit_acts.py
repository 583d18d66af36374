"""What the page of visits does: each act runs away from the window and comes back as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import VisitListView, VisitView
from desktop.field.visits.words import outcome_words
from desktop.intake.views import Draft
from desktop.ui.context import UiContext
from desktop.ui.field.outcome_side import OutcomeSide
from desktop.ui.field.visit_side import VisitSide
from desktop.ui.widgets.file_question import ask_for_file

Act = Callable[[], str]
Making = Callable[[UiContext, VisitView], Act]


def teams_words(teams: Sequence[TeamView]) -> str:
    """Return the teams with how many people wait for each."""
    told = (tr("{team}: còn {n}").format(team=one.name, n=one.waiting) for one in teams)
    return " · ".join(told) or tr("Chưa có tổ lưu động nào.")


def kits_words(conflicts: int) -> str:
    """Return the words on the way to the kits, with what waits for a choice there."""
    if conflicts:
        return tr("Gói lưu động ({n} trùng)").format(n=conflicts)
    return tr("Gói lưu động")


def begin(context: UiContext, visit: VisitView, done: Callable[[Draft], object]) -> None:
    """Open the application of whoever is visited."""
    start = context.services.field.outcomes.begin
    context.tasks.change(partial(start, visit.visit_id, actor=context.actor), done)


def noting(context: UiContext, visit: VisitView, form: OutcomeSide) -> Act:
    """Return the act that writes down why somebody was not met."""
    outcome, day, note = form.outcome, form.revisit_on, form.note.value()

    def act() -> str:
        context.services.field.outcomes.note(
            visit.visit_id, outcome, actor=context.actor, revisit_on=day, note=note
        )
        return f"{visit.full_name}: {outcome_words(outcome)}"

    return act


def planning(context: UiContext, visit: VisitView, form: VisitSide) -> Act:
    """Return the act that keeps another time or another place on the list."""
    time, place = form.time.value(), form.position

    def act() -> str:
        visits, actor = context.services.field.visits, context.actor
        kept = visits.plan_time(visit.visit_id, time, actor=actor)
        if place is not None and place != visit.position:
            visits.move(visit.visit_id, place, actor=actor)
        return tr("{name}: {time}").format(name=visit.full_name, time=kept or tr("chưa hẹn giờ"))

    return act


def moving(context: UiContext, visit: VisitView, to: int) -> Act:
    """Return the act that puts a visit at another place of its list."""

    def act() -> str:
        context.services.field.visits.move(visit.visit_id, to, actor=context.actor)
        return visit.full_name

    return act


def taking_back(context: UiContext, visit: VisitView) -> Act:
    """Return the act that lets an outcome not count."""

    def act() -> str:
        context.services.field.outcomes.take_back(visit.visit_id, actor=context.actor)
        return tr("Đã bỏ kết quả của {name}.").format(name=visit.full_name)

    return act


def removing(context: UiContext, visit: VisitView) -> Act:
    """Return the act that takes somebody off the list."""

    def act() -> str:
        context.services.field.visits.remove(visit.visit_id, actor=context.actor)
        return tr("Đã bỏ {name} khỏi danh sách.").format(name=visit.full_name)

    return act


def closing(context: UiContext, visit: VisitView) -> Act:
    """Return the act that closes the list of a visit."""

    def act() -> str:
        visits = context.services.field.visits
        visits.close(visit.list_id, actor=context.actor)
        number = visits.get(visit.list_id).number
        return tr("Đã khép danh sách số {n}.").format(n=number)

    return act


def revealing(context: UiContext, visit: VisitView) -> Act:
    """Return the act that tells why somebody is visited; it leaves its event."""

    def act() -> str:
        reason = context.services.field.outcomes.reveal(visit.visit_id, actor=context.actor)
        phone = visit.phone or tr("chưa có số")
        return tr("{name}: {reason}. Điện thoại: {phone}.").format(
            name=visit.full_name, reason=reason, phone=phone
        )

    return act


def print_sheet(context: UiContext, list_id: UUID) -> None:
    """Send the route sheet of a list to the printer."""
    services, actor = context.services, context.actor

    def run(work: Work) -> str:
        del work
        pdf = services.field.sheets.pdf(list_id, actor=actor)
        services.printer().print_pdf(pdf, title="phieu-di-duong", copies=1)
        return tr("Đã gửi phiếu đi đường ra máy in.")

    context.tasks.run_long(run, context.feedback.toast)


def save_sheet(parent: QWidget, context: UiContext, one: VisitListView, ending: str) -> None:
    """Ask where to, then write the route sheet of a list: `pdf` or `xlsx`."""
    kinds = {"pdf": tr("PDF (*.pdf)"), "xlsx": tr("Excel (*.xlsx)")}
    name = f"phieu-di-duong-{one.number}.{ending}"
    chosen = ask_for_file(parent, tr("Phiếu đi đường"), name, kinds[ending])
    if chosen is not None:
        write_sheet(context, one.list_id, chosen.with_suffix(f".{ending}"))


def write_sheet(context: UiContext, list_id: UUID, target: Path) -> None:
    """Write the route sheet of a list into a file, as its name ends."""
    sheets, actor = context.services.field.sheets, context.actor
    make = sheets.pdf if target.suffix == ".pdf" else sheets.workbook

    def run(work: Work) -> str:
        del work
        write_whole(target, make(list_id, actor=actor))
        return tr("Đã ghi {file}").format(file=target.name)

    context.tasks.run_long(run, context.feedback.toast)
