"""The part of the headless practice run about the campaign: a week later, told by its own pages.

The profile of the first day is copied, and its clock goes on: people are received day by day, a
mobile team has been out, others wait at the counter. The first profile stays as it was left, so
that it can be opened on a machine whose clock knows nothing of next week.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.campaign.tasks.views import NewTask
from desktop.common.clock import VIETNAM, FixedClock, local, today
from desktop.common.duties import TaskKind
from desktop.common.i18n import tr, vi
from desktop.common.vocabulary import (
    CannotCome,
    MemberStatus,
    TeamRole,
    TurnPriority,
    VisitOutcome,
    VisitPlace,
)
from desktop.demo.duty_story import (
    be_inspected,
    flag_who_comes_first,
    keep_equipment,
    look_at_rooms,
)
from desktop.demo.hands import Hands
from desktop.demo.people import Person
from desktop.demo.practice import ADMINISTRATOR, CLERK, SUPERVISOR, Practice
from desktop.demo.stage import STROKES, Stage
from desktop.field.teams.views import TeamPerson
from desktop.field.visits.views import VisitListView, VisitView
from desktop.intake.pen import PenPoint
from desktop.photo.demo_portraits import draw_portrait
from desktop.services import Services
from desktop.ui.context import PageName
from desktop.ui.field.visits_page import VisitsPage
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.campaign_routes import SECTION
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.session import Session
from desktop.ui.shell.start import make_session
from desktop.ui.widgets.signature_ink import signature_png
from desktop.wiring import Adapters, open_services

EACH_DAY = (17, 26, 14, 31, 24, 28)
"""People received at the counter on the days after the first."""

DAYS_LEFT = 9
"""From the evening that is shown to the deadline."""

_SMALL, _LARGE = (1093, 614), (1366, 768)
_CTRL = Qt.KeyboardModifier.ControlModifier
_FACES = 4


@dataclass(frozen=True)
class Taking:
    """What a record is made of in the days that nobody watches: portraits in turns, one pen."""

    services: Services
    clock: FixedClock
    portraits: Iterator[bytes]
    signature: bytes

    def receive(self, application_id: UUID, seconds: int) -> None:
        """Make a draft a received record, with the time that this takes at a counter."""
        intake = self.services.intake
        self.clock.advance(timedelta(seconds=seconds // 2))
        intake.accept_photo(application_id, next(self.portraits), report={}, actor=CLERK)
        intake.accept_signature(application_id, self.signature, actor=CLERK)
        self.clock.advance(timedelta(seconds=seconds - seconds // 2))
        self.services.reception.receive(application_id, actor=CLERK)


def a_week_later(
    app: QApplication, practice: Practice, pictures: list[Path], say: Callable[[str], None]
) -> list[Path]:
    """Let a week pass, look at the pages of the campaign; return the papers that came of it.

    Args:
        app: the application of the windows.
        practice: the practice place; its window is closed.
        pictures: taken before; those of this part are added.
        say: gets a line for the person who waits.

    Raises:
        StuckError: a window did not come to where it should be.
    """
    profile = practice.folder / "campaign" / "profile"
    shutil.copytree(practice.profile, profile)
    clock = FixedClock(_at(datetime.now(tz=UTC), 1, 7))
    adapters = replace(practice.adapters, clock=clock)
    services = open_services(profile, practice.unlock, adapters)
    try:
        _let_days_pass(services, clock, practice)
    finally:
        services.close()
    papers = profile.parent
    with _window(app, practice, profile, adapters, pictures) as hands:
        stage = Stage(hands, practice, say)
        stage.log_in(SUPERVISOR)
        _look_at_the_section(stage)
        _on_the_road(stage)
        _look_at_names(stage)
        look_at_rooms(stage, papers)
        _evening(stage, papers)
        hands.press(Qt.Key.Key_F1)
        hands.wait_for_page(PageName.HELP)
        hands.window.resize(*_LARGE)
        hands.settle(200)
        hands.picture("tro-giup-ba-hinh")
        received = stage.services.progress.report().total.received
    say(tr("Sau một tuần: đã thu nhận {n} người, báo cáo tối đã ghi").format(n=received))
    return sorted(file for file in papers.iterdir() if file.is_file())


def _at(moment: datetime, days: int, hour: int) -> datetime:
    """Return an hour of the day so many days after a moment, as people here read clocks."""
    day = local(moment).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), VIETNAM)


# ---------------------------------------------------------------- the days nobody watches


def _let_days_pass(services: Services, clock: FixedClock, practice: Practice) -> None:
    first = today(clock) - timedelta(days=1)
    ends = first + timedelta(days=len(EACH_DAY) + DAYS_LEFT)
    settings = {"start": f"{first:%d/%m/%Y}", "deadline": f"{ends:%d/%m/%Y}"}
    services.campaign.change(settings, actor=ADMINISTRATOR)
    taking = Taking(services, clock, cycle(_portraits(services)), _signature())
    round_ = _plan_visits(services, practice)
    come = _who_comes(services, round_)
    guests = [one for one in practice.commune.people if one.status is _GUEST][:3]
    for number, count in enumerate(EACH_DAY):
        for place in range(count):
            member_id = next(come, None)
            if member_id is not None:
                draft = services.intake.open(member_id, actor=CLERK)
                taking.receive(draft.application_id, 74 + 13 * (place % 5))
        for guest in guests[number : number + 1]:
            _receive_guest(taking, guest)
        if number == len(EACH_DAY) - 2:
            _be_on_the_road(taking, round_)
        services.progress.report()
        clock.advance(_at(clock.now(), 1, 7) - clock.now())
    clock.advance(_at(clock.now(), 0, 8) - clock.now())
    services.schedule.accept(services.schedule.propose(), actor=SUPERVISOR)
    _give_tasks(services)
    keep_equipment(services)
    be_inspected(services)
    flag_who_comes_first(services)
    _let_people_wait(services, clock)


_GUEST = MemberStatus.TEMPORARY_RESIDENT


def _portraits(services: Services) -> list[bytes]:
    """Return portraits that the check lets pass, as the counter would cut them."""
    studio, found = services.studio, []
    for seed in range(_FACES):
        frame = draw_portrait(seed)
        found.append(studio.crop(frame, studio.check_shot(frame)).jpeg)
    return found


def _signature() -> bytes:
    strokes = (tuple(PenPoint(x * 600, y * 200, 0, None) for x, y in one) for one in STROKES)
    return signature_png(tuple(strokes))


def _who_comes(services: Services, visited: VisitListView) -> Iterator[UUID]:
    """Give the people of the list cell by cell, without those a team goes to."""
    away = {visit.member_id for visit in visited.visits}
    for number, one in enumerate(services.remaining.list_them().people):
        has_number = bool(one.masked_id)  # the counter would ask for it and type it
        if one.member_id not in away and number % 8 and not one.state and has_number:
            yield one.member_id


def _receive_guest(taking: Taking, guest: Person) -> None:
    found = taking.services.roster.find_by_personal_id(guest.personal_id)
    if found is not None:
        draft = taking.services.intake.open(found.member_id, actor=CLERK)
        taking.receive(draft.application_id, 120)


def _plan_visits(services: Services, practice: Practice) -> VisitListView:
    """Mark the old and weak, make a team, and give it its list for the fifth day."""
    remaining = {one.member_id for one in services.remaining.list_them().people}
    weak = [one for one in practice.commune.people if one.needs_home_visit]
    known = [services.roster.find_by_personal_id(one.personal_id) for one in weak]
    ids = [one.member_id for one in known if one is not None and one.member_id in remaining][:9]
    services.field.marks.mark(ids[1:], CannotCome.OLD, actor=SUPERVISOR)
    place = VisitPlace.MEDICAL
    services.field.marks.mark(ids[:1], CannotCome.IN_HOSPITAL, actor=SUPERVISOR, place=place)
    people = (
        TeamPerson(TeamRole.OFFICER, CLERK),
        TeamPerson(TeamRole.OFFICER, SUPERVISOR),
        TeamPerson(TeamRole.CELL_SECRETARY, vi("Cầm Văn Thử")),
    )
    team = services.field.teams.add(
        vi("Tổ lưu động 1"), people, actor=SUPERVISOR, device="MT03", vehicle=vi("Xe máy")
    )
    day = today(services.clock) + timedelta(days=len(EACH_DAY) - 2)
    visits = services.field.visits
    made = visits.make(ids, [team.team_id], day.isoformat(), actor=SUPERVISOR, start="07:30")
    return made.lists[0]


def _be_on_the_road(taking: Taking, round_: VisitListView) -> None:
    """Most are received at home, one is not at home, one refused; two are left for tomorrow."""
    outcomes, again = taking.services.field.outcomes, today(taking.clock) + timedelta(days=2)
    visits: Sequence[VisitView] = round_.visits
    for visit in visits[:-4]:
        draft = outcomes.begin(visit.visit_id, actor=CLERK)
        taking.receive(draft.application_id, 300)
    outcomes.note(
        visits[-4].visit_id,
        VisitOutcome.NOT_AT_HOME,
        actor=CLERK,
        revisit_on=again.isoformat(),
    )
    outcomes.note(visits[-3].visit_id, VisitOutcome.REFUSED, actor=CLERK)


def _give_tasks(services: Services) -> None:
    """Give three people something to do; one of them has done it."""
    tasks, day = services.duties.tasks, today(services.clock)
    owners = {name: key for key, name in tasks.people().items()}
    given = (
        (TaskKind.MISSING_PAPER, vi("Xin bản sao quyết định công nhận chính thức"), CLERK, 1),
        (TaskKind.FIX, vi("Chụp lại ảnh tỉnh trả về"), CLERK, 0),
        (TaskKind.QUESTION, vi("Hỏi tỉnh: thẻ cũ mất thì ghi số nào"), SUPERVISOR, 2),
    )
    for kind, text, owner, days in given:
        ends = (day + timedelta(days=days)).isoformat()
        made = tasks.assign(NewTask(kind, text, ends), owners[owner], actor=SUPERVISOR)
        if days == 1:
            tasks.finish(made.id, vi("Đã nhận bản sao, kèm vào hồ sơ"), actor=SUPERVISOR)


def _let_people_wait(services: Services, clock: FixedClock) -> None:
    """Give numbers to people in front of the counter; two were called."""
    people = (
        TurnPriority.NONE,
        TurnPriority.OLD,
        TurnPriority.NONE,
        TurnPriority.WAR_INVALID,
        TurnPriority.NONE,
        TurnPriority.SICK,
        TurnPriority.NONE,
        TurnPriority.NONE,
    )
    named = (one.member_id for one in services.remaining.list_them().people[::9])
    for number, priority in enumerate(people):
        who = next(named, None) if number % 3 else None  # some give their name
        services.queue.issue(priority, actor=CLERK, member_id=who)
        clock.advance(timedelta(minutes=3))
    for _ in range(2):
        services.queue.call_next(actor=SUPERVISOR)
        clock.advance(timedelta(minutes=2))


# ---------------------------------------------------------------- the pages


def _look_at_the_section(stage: Stage) -> None:
    """Take a picture of each page of the campaign; of the first on a small screen, too."""
    hands = stage.hands
    for page in SECTION:
        hands.open(page)
        hands.settle(400 if page is PageName.PROGRESS else 60)  # the chart draws itself
        hands.picture(f"dot-{page.value.replace('_', '-')}")
    hands.open(PageName.PROGRESS)
    hands.window.resize(*_SMALL)
    hands.settle(300)
    hands.picture("dot-progress-man-hinh-nho")
    hands.window.resize(*_LARGE)
    hands.settle(200)


def _on_the_road(stage: Stage) -> None:
    """Print the route sheet and the slip of a number.

    Raises:
        StuckError: a paper did not come.
    """
    hands, printed = stage.hands, stage.practice.printer.printed
    before = len(printed)
    hands.open(PageName.VISITS)
    visits = hands.page_as(VisitsPage)
    visits.list_button.click()
    hands.enter()
    hands.wait_for("the route sheet", lambda: len(printed) > before)
    hands.open(PageName.QUEUE)
    hands.press(Qt.Key.Key_P, _CTRL)
    hands.wait_for("the slip", lambda: len(printed) > before + 1)


def _look_at_names(stage: Stage) -> None:
    hands = stage.hands
    hands.window.toasts.dismiss()
    hands.open(PageName.REMAINING)
    hands.picture("nguoi-con-lai")
    hands.open(PageName.ORGANISATION)
    hands.picture("cay-to-chuc")


def _evening(stage: Stage, folder: Path) -> None:
    """Write the evening report in its three forms, the last ones, the tree; then show its page."""
    hands, services = stage.hands, stage.services
    report, names = services.progress.report(), services.remaining.list_them()
    for form in ("pdf", "xlsx", "json"):
        file = folder / f"bao-cao-toi.{form}"
        services.progress_papers.write(report, file, actor=SUPERVISOR)
    services.remaining_papers.write(names, folder / "nguoi-con-lai.pdf", actor=SUPERVISOR)
    services.notices.write(folder / "bao-noi-sinh-hoat.pdf", actor=SUPERVISOR)
    yesterday = services.progress.report(report.as_of - timedelta(days=2))
    services.progress_papers.write(yesterday, folder / "bao-cao-hom-kia.pdf", actor=SUPERVISOR)
    services.organisation.sheets.export(folder / "cay-to-chuc.xlsx", actor=SUPERVISOR)
    hands.open(PageName.PROGRESS)
    hands.window.resize(*_LARGE)


@contextmanager
def _window(
    app: QApplication,
    practice: Practice,
    profile: Path,
    adapters: Adapters,
    pictures: list[Path],
) -> Iterator[Hands[Session]]:
    launch = Launch(
        profile,
        lambda: open_services(profile, practice.unlock, adapters),
        lambda _station: None,
    )
    window, session = make_session(app, launch)
    hands = Hands(window, session, practice.folder / "screenshots", pictures)
    window.resize(*_LARGE)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 3000)
    try:
        hands.wait_for("the log-in page", lambda: isinstance(window.page, LoginPage))
        yield hands
    finally:
        session.close()
        window.close()
        hands.settle()
