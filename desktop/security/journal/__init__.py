"""The audit trail as people read it: found by day, person, act or record, told in sentences.

Its proof is `security/trail`; nothing here changes an event.
"""
