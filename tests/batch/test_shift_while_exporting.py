"""A shift is not closed while a batch is just leaving, and the words say so."""

import pytest

from desktop.backup.service import BackupService
from desktop.common.work import CancelledError, Work
from desktop.security.preferences import Preferences
from desktop.shifts.errors import ExportRunningError
from desktop.shifts.service import ShiftService


def test_a_shift_waits_for_the_batch_that_is_leaving(batch_station):
    for number in range(1, 4):
        batch_station.add_record(number)
    store, clock, profile = batch_station.store, batch_station.clock, batch_station.profile
    backups = BackupService(store, profile, profile.read_info(), clock, Preferences(store, clock))
    shifts = ShiftService(store, clock, backups, batch_station.batch.is_exporting)
    shifts.open(actor="op-1")
    refused = []

    def closes_meanwhile(done, total, text):
        del total, text
        with pytest.raises(ExportRunningError, match="đang xuất một lô hồ sơ"):
            shifts.close(actor="op-1")
        refused.append(done)
        if len(refused) == 2:
            work.cancel()

    work = Work(closes_meanwhile)
    with pytest.raises(CancelledError):
        batch_station.batch.export(batch_station.out, actor="op-1", work=work)
    assert len(refused) == 2
    assert shifts.current() is not None
    # Stopped or done, nothing is in the way any more; what left is in the figures.
    assert not batch_station.batch.is_exporting()
    batch_station.batch.export(batch_station.out, actor="op-1")
    assert shifts.close(actor="op-1").figures.batches == 1
