"""Erasing what was kept long enough: photo, signature, papers and personal fields of a record.

A record is due some days after its card was handed over, which only an acknowledged record can be.
Number, times, states, moves and audit events stay, so counts and progress stay as they were. The
store overwrites freed pages (`secure_delete`), both twin copies follow, then the log is cut: a test
looks through every decrypted page. Copies that were made before a migration go, too. Backups made
before still hold what went, so the report names them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from desktop.backup.keeper import Keeper
from desktop.backup.views import TwinKind
from desktop.common.clock import Clock, show_date, show_time
from desktop.common.files import write_whole
from desktop.common.i18n import vi
from desktop.common.settings import ERASE_AFTER_DAYS
from desktop.common.work import Work
from desktop.documents.erasure_certificate import ErasureCertificate, render_erasure_certificate
from desktop.erasure import store as queries
from desktop.erasure.errors import nothing_due
from desktop.erasure.views import DueRecord, Erased, ErasureReport
from desktop.security.preferences import Preferences
from desktop.security.station_identity import StationIdentity, sign
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

PORTION = 200
"""Records erased in one transaction, so that the counter never waits long."""


class ErasureService:
    """Says what is due, and erases it.

    Args:
        store: the open store.
        clock: the clock in use.
        preferences: how long records are kept.
        keeper: backups and the twin copy, which hold the same data.
    """

    def __init__(
        self, store: Store, clock: Clock, preferences: Preferences, keeper: Keeper
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._keeper = keeper

    @property
    def days(self) -> int:
        """How many days a record is kept after its card was handed over."""
        return int(self._preferences.get(ERASE_AFTER_DAYS))

    def due(self) -> tuple[DueRecord, ...]:
        """Return the records that may be erased now, oldest first."""
        before = self._clock.now() - timedelta(days=self.days)
        with self._store.read() as session:
            return tuple(queries.due(session, before))

    def run(self, folder: Path, *, actor: str, work: Work | None = None) -> ErasureReport:
        """Erase what is due and write the signed certificate into a folder.

        Args:
            folder: for certificate and signature; proved to be writable before anything goes.
            actor: who, for the audit trail.
            work: told how far it is; stopping it leaves whole records, and a certificate of them.

        Raises:
            NotAllowedError: nothing is due.
            InputFileError: the folder cannot be written; nothing was erased.
            DiskFullError: there is no room; nothing was erased.
        """
        records, work = self.due(), work or Work()
        if not records:
            raise nothing_due(self.days)
        at, days = self._clock.now(), self.days
        target = folder / f"bien-ban-xoa-{at:%Y%m%d-%H%M%S}.pdf"
        write_whole(target, b"")  # the certificate has its room before anything goes
        before = at - timedelta(days=days)
        erased: list[Erased] = []
        for start in range(0, len(records), PORTION):
            if work.is_cancelled:
                break
            work.report(start, len(records))
            some = {one.application_id for one in records[start : start + PORTION]}
            with self._store.write() as session:
                # Asked again in the same transaction: only what is still due goes.
                still = [one for one in queries.due(session, before) if one.application_id in some]
                done = [queries.erase(session, one, at) for one in still]
                queries.record(
                    session,
                    Tag.RECORDS_ERASED,
                    at=at,
                    actor=actor,
                    target=target.name,
                    detail={"records": len(done), "digest": _digest(done), "days": days},
                )
            erased += done
        # The reader of the twin copy keeps the log from being cut until it moves on.
        twin = self._keeper.round(both=True).kind
        is_cut = self._store.fold_log()
        old: tuple[Path, ...] = ()
        if erased:
            self._keeper.backups.drop_migration_copies()
            old = self._keeper.backups.made_before(at)
        report = ErasureReport(at, tuple(erased), target, signature_of(target), twin, old)
        self._certify(report, _remains(len(old), twin, is_cut=is_cut), actor)
        return report

    def _certify(self, report: ErasureReport, remains: list[str], actor: str) -> None:
        at, erased = self._clock.now(), report.records
        with self._store.read() as session:
            station = queries.station_of(session)
            identity = StationIdentity(station.certificate_pem, station.private_key_pem)
            name, code, practice = station.commune_name, station.code, station.is_practice
        content = ErasureCertificate(
            station=name,
            station_code=code,
            erased_at=f"{show_time(at)} {show_date(at)}",
            days=self.days,
            rows=[
                (one.receipt_number, len(one.files), one.readings, _digest([one])) for one in erased
            ],
            digest=_digest(erased),
            remains=remains,
            practice=practice,
        )
        pdf = render_erasure_certificate(content)
        write_whole(report.certificate, pdf)
        write_whole(report.signature, sign(identity, pdf))
        with self._store.write() as session:
            queries.record(
                session,
                Tag.ERASURE_CERTIFIED,
                at=at,
                actor=actor,
                target=report.certificate.name,
                detail={
                    "sha256": hashlib.sha256(pdf).hexdigest(),
                    "records": len(erased),
                    "old_backups": len(report.old_backups),
                },
            )


def signature_of(certificate: Path) -> Path:
    """Return where the signature of a certificate lies."""
    return certificate.with_name(f"{certificate.name}.p7s")


def _digest(erased: tuple[Erased, ...] | list[Erased]) -> str:
    """Return the SHA-256 (hex) over what went, as canonical JSON."""
    values = [[one.receipt_number, list(one.files), one.readings] for one in erased]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _remains(old_backups: int, twin: TwinKind, *, is_cut: bool) -> list[str]:
    told = [
        vi("Giữ lại: số biên nhận, thời gian, trạng thái, số liệu tiến độ và nhật ký kiểm tra."),
    ]
    if twin is TwinKind.GOOD:
        told.append(vi("Đã xóa cả trong bản sao liên tục trên thẻ nhớ."))
    elif twin is not TwinKind.OFF:
        told.append(vi("Thẻ nhớ của bản sao liên tục chưa xóa được; cắm lại thì tự xóa theo."))
    if not is_cut:
        told.append(vi("Tệp ghi tạm của kho chưa dọn được; đóng mọi chương trình thì tự dọn."))
    if old_backups:
        told.append(
            vi("Còn {n} bản sao lưu lập trước lúc xóa: hủy các tệp đó và ghi vào biên bản.").format(
                n=old_backups
            )
        )
    return told
