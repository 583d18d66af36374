"""The sheet of one person, filled in from what the page shows; for a worker thread."""

from __future__ import annotations

from desktop.common.clock import local, show_date, show_time
from desktop.common.i18n import vi
from desktop.common.settings import OFFICE_NAME, OFFICE_UPPER
from desktop.common.vocabulary import MemberStatus
from desktop.documents.person_sheet import (
    PersonSheetContent,
    SheetFact,
    SheetNote,
    render_person_sheet,
)
from desktop.roster.problems import MESSAGES
from desktop.roster.rules import STATUS_NAMES
from desktop.services import Services
from desktop.ui.roster import person_story as story
from desktop.ui.roster import person_words as words
from desktop.ui.roster.person_file import FactLine, PersonFile
from desktop.ui.roster.person_story import Told


def paper_of(services: Services, file: PersonFile, *, actor: str, revealed: bool) -> bytes:
    """Return the sheet as PDF.

    Args:
        services: for the office's name, the station and the clock.
        file: whom it is about.
        actor: who prints, as it stands on the paper.
        revealed: print numbers whole; the caller has recorded the look.
    """
    station = services.security.station()
    text = services.preferences.text
    office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
    now = services.clock.now()
    content = PersonSheetContent(
        office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
        place_date=_place_date(station.commune_name or station.code, services),
        full_name=file.full_name,
        standing=_standing(file),
        sources=tuple(words.source_name(kind, say=vi) for kind in file.sources),
        facts=tuple(
            _fact(line, file, revealed=revealed)
            for line in file.facts()
            if line.value or line.problems or any(line.said.values())
        ),
        record=story.record_lines(file.record, file.source, say=vi) or (vi("Chưa có hồ sơ."),),
        checks=tuple(_note(story.check(one, say=vi)) for one in file.checks),
        discrepancies=tuple(
            _note(story.discrepancy(line, revealed=revealed, say=vi)) for line in file.lines
        ),
        history=tuple(
            _note(told) for told in story.history(file.dossier, revealed=revealed, say=vi)
        ),
        numbers_whole=revealed,
        printed=vi("{who} in lúc {time} ngày {date}").format(
            who=actor, time=show_time(now), date=show_date(now)
        ),
        practice=services.info.is_practice,
    )
    return render_person_sheet(content)


def _place_date(place: str, services: Services) -> str:
    moment = local(services.clock.now())
    return vi("{place}, ngày {day} tháng {month} năm {year}").format(
        place=place,
        day=f"{moment:%d}",
        month=moment.month if moment.month > 2 else f"{moment:%m}",
        year=moment.year,
    )


def _standing(file: PersonFile) -> str:
    person = file.dossier.person
    status = STATUS_NAMES[MemberStatus(person.status)]
    if person.eligible:
        return vi("{status}, thuộc diện đổi thẻ").format(status=status)
    return vi("{status}, chưa thuộc diện đổi thẻ đợt này").format(status=status)


def _on_paper(field: str, value: str, *, revealed: bool) -> str:
    # A printer's dots run into each other; stars stay apart.
    return words.shown(field, value, revealed=revealed, say=vi).replace("•", "*")


def _fact(line: FactLine, file: PersonFile, *, revealed: bool) -> SheetFact:
    remarks = [MESSAGES.get(one.code, one.message) for one in line.problems]
    if line.own:
        own = _on_paper(line.field, line.own, revealed=revealed)
        remarks.append(vi("Danh sách gửi đến ghi: {value}.").format(value=own))
    return SheetFact(
        label=words.field_name(line.field, say=vi),
        value=_on_paper(line.field, line.value, revealed=revealed),
        said=tuple(
            _on_paper(line.field, line.said.get(kind, ""), revealed=revealed)
            for kind in file.sources
        ),
        remark=" ".join(remarks),
    )


def _note(told: Told) -> SheetNote:
    lines = tuple(line.replace("•", "*") for line in told.said)
    return SheetNote(told.title, lines, told.verdict.replace("•", "*"))
