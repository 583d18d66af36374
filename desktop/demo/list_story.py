"""The part of the headless practice run about the list: people, another list, people twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, MemberStatus, SourceKind
from desktop.demo.people import Person
from desktop.demo.practice import ACTOR, Practice
from desktop.demo.roster_file import write_csv
from desktop.demo.stage import Stage
from desktop.services import Services
from desktop.ui.context import PageName
from desktop.ui.roster.register_page import RegisterPage

_ALT = Qt.KeyboardModifier.AltModifier
_NEVER_SAID_AGAIN = (FieldKey.PERSONAL_ID, FieldKey.OLD_ID, FieldKey.CARD_NUMBER)


def show_the_list(stage: Stage) -> None:
    """Show the list, one person, the cross-check with another list, and people who stand twice.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, services = stage.hands, stage.services
    someone = stage.practice.applicants(1)[0]
    hands.open(PageName.ROSTER)
    hands.picture("danh-sach")
    found = services.roster.find_by_personal_id(someone.personal_id)
    if found is None:
        raise LookupError("nobody on the list")
    hands.open(PageName.PERSON, member_id=found.member_id)
    hands.picture("mot-nguoi")
    _cross_check(stage)
    _add_again(services, someone)
    hands.open(PageName.DUPLICATES)
    hands.enter()
    hands.finish()
    hands.picture("nguoi-trung")


def _cross_check(stage: Stage) -> None:
    hands = stage.hands
    hands.open(PageName.REGISTER)
    page = hands.page_as(RegisterPage)
    hands.enter()
    page.load_face.open_file(_extract(stage.practice))
    hands.finish()
    page.load_face.kinds.set_value(SourceKind.POPULATION.value)
    page.load_face.moved.emit()
    hands.picture("doi-chieu-tep")
    hands.enter()
    hands.wait_for("the comparison", lambda: page.face is page.sources)
    hands.finish()
    hands.picture("doi-chieu-nguon")
    for key, name in ((Qt.Key.Key_2, "cap-cho-xac-nhan"), (Qt.Key.Key_3, "cho-khac-nhau")):
        hands.press(key, _ALT)
        hands.finish()
        hands.picture(name)
    summary = stage.services.sources.summary()[0]
    stage.say(
        tr("Đã đối chiếu với bản trích dân cư: ghép {linked}, chờ xác nhận {waiting}").format(
            linked=summary.linked_alone, waiting=summary.waiting
        )
    )


def _extract(practice: Practice) -> Path:
    """Write what the population data say of the commune: names as on the cards.

    Of every ninth person they know no number and only the year of birth; every twelfth has moved or
    lives where the commune had another name.
    """
    people = tuple(
        replace(
            person,
            full_name=person.card_name,
            residence=person.card_address if place % 12 == 0 else person.residence,
            personal_id="" if place % 9 == 0 else person.personal_id,
            list_birth_iso=person.birth_iso[: 4 if place % 9 == 0 else 10],
            old_id="",
            card_number="",
        )
        for place, person in enumerate(practice.commune.people)
    )
    target = practice.folder / "dan-cu.csv"
    write_csv(target, replace(practice.commune, people=people), encoding="utf-8-sig")
    return target


def _add_again(services: Services, person: Person) -> None:
    """Add somebody of the list at the counter once more, without any number, as it happens."""
    fields = {key: text for key, text in person.fields().items() if key not in _NEVER_SAID_AGAIN}
    services.roster.add_outside(fields, status=MemberStatus.TEMPORARY_RESIDENT, actor=ACTOR)
