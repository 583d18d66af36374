"""Batches: received records leave in one signed, sealed file, and are marked only when it is safe.

Promises: a record is marked exported only after its file was renamed, read back from the target
and verified whole; a failure, a cancel or a crash at any point leaves every record exportable
and no half file; batch numbers of a station have no gap. The format is described for other
programmers in docs/batch-format.md.
"""
