"""What can be allowed, named by what is done; a verb asks for one of these, never for a role."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One kind of act; values may be written into files and never change."""

    # looking
    RECORD_READ = "record.read"
    ROSTER_READ = "roster.read"
    BATCH_READ = "batch.read"
    AUDIT_READ = "audit.read"
    OPERATOR_READ = "operator.read"
    MACHINE_CHECK = "machine.check"
    INSPECTION_READ = "inspection.read"
    NUMBER_REVEAL = "number.reveal"
    # the counter
    RECORD_TAKE = "record.take"
    RECORD_PRINT = "record.print"
    RECORD_SET_ASIDE = "record.set_aside"
    CARD_COUNT = "card.count"
    CARD_HAND_OVER = "card.hand_over"
    SHIFT_OPEN = "shift.open"
    SHIFT_CLOSE = "shift.close"
    # the shift
    RECORD_APPROVE = "record.approve"
    ROSTER_IMPORT = "roster.import"
    ROSTER_EDIT = "roster.edit"
    ROSTER_DECIDE = "roster.decide"
    ROSTER_EXPORT = "roster.export"
    BATCH_EXPORT = "batch.export"
    BATCH_ANSWER = "batch.answer"
    SHIFT_PLAN = "shift.plan"
    CLOCK_OVERRIDE = "clock.override"
    OPERATOR_UNLOCK = "operator.unlock"
    PERSON_EXPORT = "person.export"
    AUDIT_EXPORT = "audit.export"
    BACKUP_MAKE = "backup.make"
    INSPECTION_ANSWER = "inspection.answer"
    # inspecting
    INSPECTION_WRITE = "inspection.write"
    # choosing
    LOOK_CHOOSE = "look.choose"
    DEVICE_CHOOSE = "device.choose"
    SETTING_CHANGE = "setting.change"
    # the machine and what it trusts
    SAFETY_CHANGE = "safety.change"
    ELIGIBILITY_CHANGE = "eligibility.change"
    OPERATOR_MANAGE = "operator.manage"
    TRUST_MANAGE = "trust.manage"
    PROGRAM_UPDATE = "program.update"
    BACKUP_RESTORE = "backup.restore"
    DATA_ERASE = "data.erase"
    # the provincial desk
    PROVINCE_READ = "province.read"
    PROVINCE_RECEIVE = "province.receive"
    PROVINCE_DECIDE = "province.decide"
    PROVINCE_MANAGE = "province.manage"
