"""The audit vocabulary: `subject:action`, one word per act, never a free string.

Retired words stay listed here as comments so that old trails remain readable.
"""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """An act that leaves an event in the audit trail."""

    STATION_CREATED = "station:created"
    STORE_UNLOCKED = "store:unlocked"
    STORE_MIGRATED = "store:migrated"
    RECOVERY_CODE_MADE = "recovery:made"
    SETTING_CHANGED = "setting:changed"
    RECIPIENT_ADDED = "recipient:added"
    RECIPIENT_REMOVED = "recipient:removed"
    OPERATOR_ADDED = "operator:added"
    OPERATOR_LOGGED_IN = "operator:logged_in"
    OPERATOR_REFUSED = "operator:refused"
    OPERATOR_LOCKED = "operator:locked"
    ROSTER_IMPORTED = "roster:imported"
    ROSTER_UNDONE = "roster:undone"
    ROSTER_EXPORTED = "list:exported"
    OUTSIDE_EXPORTED = "outside:exported"
    SET_ASIDE_EXPORTED = "set_aside:exported"
    MAPPING_CONFIRMED = "mapping:confirmed"
    MEMBER_ADDED = "member:added"
    MEMBER_EDITED = "member:edited"
    SOURCE_TAKEN = "source:taken"
    PAIR_CONFIRMED = "pair:confirmed"
    PAIR_REFUSED = "pair:refused"
    PAIR_REOPENED = "pair:reopened"
    DISCREPANCY_DECIDED = "discrepancy:decided"
    DISCREPANCY_REOPENED = "discrepancy:reopened"
    REGISTER_EXPORTED = "register:exported"
    DUPLICATES_FOUND = "duplicates:found"
    MEMBER_MERGED = "member:merged"
    MERGE_UNDONE = "merge:undone"
    PAIR_DISTINCT = "pair:distinct"
    NUMBER_REVEALED = "number:revealed"
    APPLICATION_OPENED = "application:opened"
    APPLICATION_RESUMED = "application:resumed"
    APPLICATION_WITHDRAWN = "application:withdrawn"
    APPLICATION_RECEIVED = "application:received"
    FIELD_EDITED = "field:edited"
    PHOTO_ACCEPTED = "photo:accepted"
    PHOTO_EXCEPTION = "photo:exception"
    SIGNATURE_TAKEN = "signature:taken"
    SIGNATURE_EXCEPTION = "signature:exception"
    RECEIPT_PRINTED = "receipt:printed"
    RECEIPT_REPRINTED = "receipt:reprinted"
    PRINT_FAILED = "print:failed"
    BATCH_EXPORTED = "batch:exported"
