"""`main.py campaign rules`: the notes of the rules, written and read."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.campaign.phases.errors import PlanDayError
from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.campaign.rule_notes.words import place_words, source_words
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.i18n import tr
from desktop.security.named_settings import day_of


def add_verbs(verbs: Any) -> None:
    """Add the verb of the notes."""
    rules = verbs.add_parser("rules", help=tr("ghi chú quy định hiện trên từng trang"))
    rules.add_argument("act", nargs="?", choices=("list", "set"), default="list")
    rules.add_argument("place", nargs="?", choices=[one.value for one in NotePlace], default=None)
    rules.add_argument("--text", default=None, metavar=tr("GHI_CHÚ"))
    rules.add_argument("--source", default="", metavar=tr("VĂN_BẢN"))
    rules.add_argument("--date", default="", metavar=tr("NGÀY"))
    rules.add_argument("--history", action="store_true", help=tr("mọi bản, mới nhất trước"))
    rules.add_argument("--json", action="store_true")
    rules.set_defaults(handler=run_rules)


def run_rules(args: argparse.Namespace, context: CliContext) -> int:
    """Show the notes in force or every version of one, after writing a new one."""
    service = context.services().rule_notes
    place = NotePlace(args.place) if args.place else None
    if args.act == "set":
        if place is None or args.text is None:
            raise PlanDayError(
                tr("Thiếu trang hoặc ghi chú."),
                tr("Ghi như: campaign rules set photo --text “…” --source “…” --date 08/08/2025"),
            )
        day = day_of(args.date) if args.date else None
        if args.date and day is None:
            raise PlanDayError(
                tr("Không đọc được ngày “{text}”.").format(text=args.date),
                tr("Ngày ghi như 20/08/2025."),
            )
        service.change(place, args.text, source=args.source, day=day, actor=ACTOR)
    if place is not None and args.history:
        notes = service.history(place)
    else:
        notes = tuple(one for one in service.notes() if place in {None, one.place})
    context.emit({"notes": [_json(one) for one in notes]}, "\n".join(map(_line, notes)))
    return OK


def _json(note: RuleNote) -> dict[str, Any]:
    return {
        "place": note.place.value,
        "version": note.version,
        "text": note.text,
        "source": note.source,
        "date": note.day.isoformat() if note.day else None,
        "written_at": note.set_at.isoformat() if note.set_at else None,
        "written_by": note.set_by,
    }


def _line(note: RuleNote) -> str:
    return tr("{place}: {text} ({source})").format(
        place=place_words(note.place), text=note.text or tr("không hiện"), source=source_words(note)
    )
