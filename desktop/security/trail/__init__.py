"""The audit trail read back: proved event by event, told in sentences, found by what one seeks.

Writing is in `security/store.py`. An event is never changed or deleted, which the store itself
guards (`storage/guards.py`); what is here finds out whether somebody went past that guard.
"""
