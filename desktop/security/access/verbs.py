"""Every verb of every service and the permission it asks for.

Services are named by their field of `desktop/services.py` (or `desktop/province/desk.py`). A
verb under `EVERYBODY` is open to whoever runs the program: it changes nothing and tells nothing
of people, or it is the log-in itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.common.settings import SettingDef
from desktop.security.access.guarding import Wanted
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import setting_permission

EVERYBODY: Final = None


def _of_setting(definition: SettingDef, *_: Any, **__: Any) -> Permission:
    """Return what choosing a setting asks for, from the arguments of the verb."""
    return setting_permission(definition)


_COUNTER: Final[dict[str, dict[Wanted, str]]] = {
    "preferences": {EVERYBODY: "forget get text", _of_setting: "set"},
    "security": {
        EVERYBODY: "station",
        Permission.BATCH_READ: "recipients",
        Permission.BATCH_EXPORT: "identity",
        Permission.AUDIT_READ: "audit_verify",
        Permission.NUMBER_REVEAL: "reveal_number",
        Permission.TRUST_MANAGE: "add_recipient remove_recipient",
    },
    # Letting a clock pass asks whoever is named for their secret, and for their role.
    "campaign": {Permission.BATCH_READ: "all read", Permission.SETTING_CHANGE: "change"},
    "schedule": {
        Permission.ROSTER_READ: "board propose settings",
        Permission.SHIFT_PLAN: "accept drop move place told undo",
        Permission.SETTING_CHANGE: "set_hours",
    },
    "schedule_papers": {Permission.ROSTER_EXPORT: "pdfs write"},
    "precheck": {
        Permission.ROSTER_READ: "cell summaries",
        Permission.ROSTER_DECIDE: "enter take_back",
    },
    "queue": {
        Permission.RECORD_READ: "board",
        Permission.RECORD_TAKE: "call call_next finish give_up issue missed put_back take_back",
        Permission.RECORD_PRINT: "slip",
    },
    "phases": {
        Permission.RECORD_READ: "early",
        Permission.BATCH_READ: "board",
        Permission.SETTING_CHANGE: "confirm open_met open_phase set_deadline set_span unconfirm",
    },
    "cells": {
        Permission.ROSTER_READ: "history open_cases",
        Permission.RECORD_SET_ASIDE: "explain",
        Permission.ROSTER_DECIDE: "close reopen",
    },
    "rule_notes": {
        Permission.RECORD_READ: "history notes",
        Permission.SETTING_CHANGE: "change",
    },
    "notices": {Permission.ROSTER_EXPORT: "write"},
    "progress": {Permission.BATCH_READ: "board by_cell report"},
    "duties.tasks": {
        Permission.RECORD_READ: "board due find_about history numbered of_person people",
        Permission.RECORD_TAKE: "finish note reopen",
        Permission.SHIFT_PLAN: "assign cancel hand_over",
    },
    "priority": {
        Permission.ROSTER_READ: "of",
        Permission.NUMBER_REVEAL: "reveal",
        Permission.RECORD_SET_ASIDE: "change",
    },
    "same_visit": {
        Permission.RECORD_READ: "of",
        Permission.BATCH_READ: "counts",
        Permission.RECORD_TAKE: "note undo",
    },
    "duties.difficulties": {
        Permission.RECORD_READ: "log",
        Permission.RECORD_TAKE: "add",
        Permission.SHIFT_PLAN: "answer",
        Permission.ROSTER_EXPORT: "send",
    },
    "resources": {
        Permission.MACHINE_CHECK: "board history",
        Permission.DEVICE_CHOOSE: "check",
        Permission.SETTING_CHANGE: "add end mend move need",
        Permission.ROSTER_EXPORT: "write",
    },
    "duties.checklist": {
        Permission.INSPECTION_READ: "items",
        Permission.SETTING_CHANGE: "set_item",
    },
    "duties.inspections": {
        Permission.INSPECTION_READ: "export log measured show",
        Permission.INSPECTION_WRITE: "begin close mark record",
    },
    "duties.findings": {
        Permission.INSPECTION_ANSWER: "answer",
        Permission.INSPECTION_WRITE: "confirm",
    },
    "progress_papers": {Permission.BATCH_READ: "pdf write"},
    "remaining": {Permission.ROSTER_READ: "list_them"},
    "remaining_papers": {Permission.ROSTER_EXPORT: "pdf write"},
    "clock_watch": {EVERYBODY: "override require require_year state"},
    "trail": {Permission.AUDIT_READ: "verify", Permission.MACHINE_CHECK: "glance"},
    "journal": {Permission.AUDIT_READ: "frame page", Permission.AUDIT_EXPORT: "export"},
    "operators": {
        Permission.OPERATOR_READ: "everybody",
        Permission.OPERATOR_UNLOCK: "unlock",
        Permission.OPERATOR_MANAGE: "add add_first bring_back change_role end reset_secret",
    },
    "login": {EVERYBODY: "active change_secret log_in rescue vouch"},
    "roster": {
        EVERYBODY: "forget_index warm_up",
        Permission.ROSTER_READ: (
            "cells counts find_by_personal_id get list_choices list_count list_page list_row_of "
            "near_matches search"
        ),
        Permission.RECORD_TAKE: "add_outside",
    },
    "imports": {
        Permission.ROSTER_READ: (
            "difference history latest_import_id preview remembered_mapping set_aside_rows "
            "why_it_stands"
        ),
        Permission.ROSTER_IMPORT: "amend import_list remember_mapping undo_import",
        Permission.ROSTER_EXPORT: "export_set_aside",
    },
    "people": {
        Permission.ROSTER_READ: "dossier history",
        Permission.ROSTER_EDIT: "edit_person",
        Permission.ROSTER_EXPORT: "export_list",
    },
    "sources": {
        Permission.ROSTER_READ: "checks pairs summary waiting_pairs",
        Permission.ROSTER_IMPORT: "take_source relink",
        Permission.ROSTER_DECIDE: "ask_again confirm_pair offer_next",
    },
    "register": {
        Permission.ROSTER_READ: "counts page",
        Permission.ROSTER_DECIDE: "apply_decisions decide read_decisions reopen",
        Permission.ROSTER_EXPORT: "export",
    },
    "confirmation": {Permission.ROSTER_EXPORT: "sheets"},
    "duplicates": {
        Permission.ROSTER_READ: "get pairs",
        Permission.ROSTER_DECIDE: "ask_again find mark_distinct merge undo_merge",
    },
    "organisation": {
        Permission.ROSTER_READ: "history open_cases people tree",
        Permission.ROSTER_IMPORT: (
            "add close describe merge move move_people rename split take_in undo"
        ),
    },
    "organisation.sheets": {
        Permission.ROSTER_READ: "look",
        Permission.ROSTER_IMPORT: "take",
        Permission.ROSTER_EXPORT: "export",
    },
    "eligibility": {
        Permission.ROSTER_READ: "denominator rules table",
        Permission.ROSTER_EXPORT: "export_outside",
        Permission.ELIGIBILITY_CHANGE: "reset_rule set_rule",
    },
    "intake": {
        EVERYBODY: "warm_up",
        Permission.RECORD_READ: "draft signature_strokes",
        Permission.RECORD_TAKE: "accept_photo accept_signature cannot_sign open save",
    },
    "card_answers": {Permission.RECORD_TAKE: "settle"},
    # Taking over asks whoever is named for their secret, and for their role.
    "leases": {
        Permission.RECORD_READ: "held_elsewhere",
        Permission.RECORD_TAKE: "give_free renew take_over turn_to",
    },
    "changes": {None: "look"},
    "unfinished": {
        Permission.RECORD_READ: "form forms signing",
        Permission.RECORD_TAKE: "drop_form keep_form keep_signing take_over",
    },
    "papers": {
        Permission.RECORD_READ: "of pdf picture",
        Permission.RECORD_TAKE: "add_page bind flat move remove remove_page restore treat",
    },
    "originals": {Permission.RECORD_READ: "kept", Permission.DATA_ERASE: "purge"},
    "reception": {Permission.RECORD_TAKE: "correct receive reopen withdraw"},
    "printing": {
        Permission.RECORD_READ: "preview receipt_pdf reprints waiting",
        Permission.RECORD_PRINT: "print_job reprint",
    },
    "overview": {Permission.RECORD_READ: "drafts members_by_state progress_of record_of today"},
    "batch": {
        EVERYBODY: "is_exporting none_leaving",
        Permission.BATCH_READ: "groups list_batches verify_file waiting",
        Permission.BATCH_EXPORT: "export open_file",
    },
    "handover": {Permission.BATCH_READ: "sheet", Permission.BATCH_EXPORT: "write_beside"},
    "copies": {Permission.BATCH_EXPORT: "copy_file write_again"},
    "trust": {
        Permission.BATCH_READ: "compare former provinces",
        Permission.TRUST_MANAGE: "enrol install renew retire",
    },
    "answers": {
        Permission.BATCH_READ: "kept_aside",
        Permission.BATCH_ANSWER: "apply apply_waiting",
    },
    "board": {
        Permission.BATCH_READ: (
            "batch board cards_given last_word late sent_back sent_back_count to_call"
        )
    },
    "photo_feedback": {Permission.BATCH_READ: "feedback"},
    "cards.lists": {Permission.BATCH_READ: "aside preview", Permission.CARD_COUNT: "take"},
    "cards.counts": {
        Permission.BATCH_READ: "current find last waiting",
        Permission.CARD_COUNT: "close mark unmark",
    },
    "cards.hand_overs": {
        Permission.BATCH_READ: "cell progress to_call undelivered",
        Permission.CARD_HAND_OVER: "hand_over not_delivered",
    },
    "cards.papers": {
        Permission.CARD_HAND_OVER: "hand_out_lists still_here_list",
        Permission.CARD_COUNT: "count_protocol",
    },
    "cards.ink": {Permission.CARD_HAND_OVER: "keep kept"},
    # The copy holds nothing that this counter may not see anyway, and what waits in it has to
    # come back whoever sits there.
    "copy": {
        EVERYBODY: "answers is_gone is_stale refresh state waits",
        Permission.RECORD_TAKE: "bring_back bring_finished",
        Permission.BACKUP_RESTORE: "give_up",
    },
    "kits.devices": {
        Permission.BATCH_READ: "devices",
        Permission.TRUST_MANAGE: "compare enrol revoke",
    },
    "kits.packing": {
        Permission.RECORD_READ: "kits lease_of",
        Permission.BATCH_EXPORT: "pack",
        Permission.RECORD_APPROVE: "take_back",
    },
    "kits.releasing": {Permission.RECORD_TAKE: "release"},
    "kits.opening": {Permission.RECORD_READ: "kits", Permission.RECORD_TAKE: "open_kit"},
    "kits.returning": {Permission.RECORD_READ: "state", Permission.RECORD_TAKE: "write"},
    "kits.merging": {
        Permission.RECORD_READ: "conflicts detail",
        Permission.BATCH_ANSWER: "merge",
        Permission.RECORD_APPROVE: "choose",
    },
    "card_reports": {Permission.CARD_COUNT: "write"},
    "shifts.desk": {
        EVERYBODY: "coming current",
        Permission.RECORD_READ: "closed opened recounted shift_of_record state waiting",
        Permission.SHIFT_OPEN: "open",
        Permission.SHIFT_CLOSE: "close hand_on",
    },
    "shifts.calendar": {
        EVERYBODY: "days_off year",
        Permission.SHIFT_PLAN: "forget keep",
    },
    "shifts.papers": {Permission.RECORD_READ: "closing_page preview"},
    "shifts.plan": {
        Permission.OPERATOR_READ: "is_planned named reach staffed week weeks",
        Permission.SHIFT_PLAN: "repeat set_turns undo",
    },
    "shifts.plan_papers": {Permission.OPERATOR_READ: "pdf workbook"},
    "field.teams": {
        Permission.RECORD_READ: "all get named",
        Permission.SHIFT_PLAN: "add change end",
    },
    "field.marks": {
        Permission.RECORD_READ: "people villages",
        Permission.RECORD_SET_ASIDE: "clear mark",
        Permission.NUMBER_REVEAL: "reveal",
    },
    "field.visits": {
        Permission.RECORD_READ: "get lists marked numbered remaining share to_visit",
        Permission.SHIFT_PLAN: "add close make move plan_time remove",
    },
    "field.outcomes": {
        Permission.RECORD_TAKE: "begin",
        Permission.RECORD_SET_ASIDE: "note take_back",
        Permission.NUMBER_REVEAL: "reveal",
    },
    "field.sheets": {Permission.RECORD_PRINT: "pdf workbook"},
    "calls": {
        Permission.RECORD_READ: "all",
        Permission.RECORD_TAKE: "note take_back",
        Permission.RECORD_PRINT: "sheets",
    },
    "moves": {
        Permission.RECORD_READ: "history",
        Permission.RECORD_SET_ASIDE: "ask_for_more could_not_receive not_eligible",
    },
    "review": {
        Permission.RECORD_READ: "approved counts detail last_word returned waiting",
        Permission.RECORD_APPROVE: "approve give_back take_back",
    },
    "review.samples": {
        Permission.RECORD_READ: "current percent",
        Permission.RECORD_APPROVE: "approve_rest draw",
    },
    "studio": {
        EVERYBODY: (
            "check_shot crop crop_file follow guide judge_file load_file original oval warm_up"
        )
    },
    "keeper": {
        EVERYBODY: "is_same_disk round seen start stop wake",
        Permission.BACKUP_MAKE: "choose_folder",
    },
    "keeper.backups": {
        EVERYBODY: "last newest_event",
        Permission.BACKUP_MAKE: "check choose_folder list made_before now",
        Permission.DATA_ERASE: "drop_migration_copies",
    },
    "disclosure": {Permission.PERSON_EXPORT: "export"},
    "erasure": {Permission.DATA_ERASE: "due run"},
    "diagnostics": {Permission.MACHINE_CHECK: "bundle check morning run test_page"},
    "updates": {
        EVERYBODY: "come go prove_here",
        Permission.MACHINE_CHECK: "check find status",
        Permission.PROGRAM_UPDATE: "apply back",
    },
}

_DESK: Final[dict[str, dict[Wanted, str]]] = {
    "keys": {
        Permission.PROVINCE_READ: "escrow keys own write_key_file",
        Permission.PROVINCE_MANAGE: "create rotate set_escrow",
    },
    "registry": {
        Permission.PROVINCE_READ: "preview stations",
        Permission.PROVINCE_MANAGE: "compare enrol replace revoke",
    },
    "receiving": {Permission.PROVINCE_RECEIVE: "receive receive_file"},
    "answering": {Permission.PROVINCE_READ: "held", Permission.PROVINCE_DECIDE: "answer decide"},
    "overview": {Permission.PROVINCE_READ: "roll_up station status"},
    "trail": {Permission.PROVINCE_READ: "glance verify"},
    "journal": {Permission.PROVINCE_READ: "frame page", Permission.PROVINCE_MANAGE: "export"},
    "own_trail": {Permission.PROVINCE_READ: "glance verify"},
    "own_journal": {Permission.PROVINCE_READ: "frame page", Permission.PROVINCE_MANAGE: "export"},
    "printing.transfers": {
        Permission.PROVINCE_READ: "counts overview",
        Permission.PROVINCE_DECIDE: "again transfer",
    },
    "printing.office": {
        Permission.PROVINCE_DECIDE: "set_columns",
        Permission.PROVINCE_MANAGE: "set_key",
    },
    "printing.results": {
        Permission.PROVINCE_READ: "preview",
        Permission.PROVINCE_RECEIVE: "take",
    },
    "printing.cards": {Permission.PROVINCE_DECIDE: "write"},
    "records": {Permission.PROVINCE_READ: "choices marks page"},
    "review": {
        Permission.PROVINCE_READ: "apart counts detail waiting",
        Permission.PROVINCE_DECIDE: "accept_clean decide reveal take_back take_back_clean",
    },
    "reports": {
        Permission.PROVINCE_READ: "report units write write_all",
        Permission.PROVINCE_MANAGE: "take_units",
    },
}


def _by_verb(table: dict[str, dict[Wanted, str]]) -> dict[str, Mapping[str, Wanted]]:
    return {
        service: {verb: wanted for wanted, verbs in one.items() for verb in verbs.split()}
        for service, one in table.items()
    }


COUNTER_VERBS: Final = _by_verb(_COUNTER)
DESK_VERBS: Final = _by_verb(_DESK)
