"""What the batch capability shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.i18n import mark, tr


@dataclass(frozen=True, slots=True)
class EarlierHead:
    """The head of an earlier batch, looked up again in the trail when a later batch was written.

    Attributes:
        sequence: number of the earlier batch.
        number: of the event that was the newest then.
        digest: of that event as it is now; zeros where the chain does not lead from it to the
            head of the later batch.
    """

    sequence: int
    number: int
    digest: str


class Reason(StrEnum):
    """Why a batch file is not what its station sent; stable codes for `--json`."""

    NOT_A_BATCH = "not_a_batch"
    DAMAGED_CONTAINER = "damaged_container"
    BAD_ENVELOPE = "bad_envelope"
    UNKNOWN_FORMAT = "unknown_format"
    BAD_CERTIFICATE = "bad_certificate"
    WRONG_STATION = "wrong_station"
    OTHER_CERTIFICATE = "other_certificate"
    BAD_SIGNATURE = "bad_signature"
    PAYLOAD_CHANGED = "payload_changed"


_TEXTS = {
    Reason.NOT_A_BATCH: mark("Đây không phải tệp lô hồ sơ (.qtn)."),
    Reason.DAMAGED_CONTAINER: mark("Tệp bị cắt, bị thêm hoặc bị hỏng khi chép."),
    Reason.BAD_ENVELOPE: mark("Phần bìa của lô bị hỏng."),
    Reason.UNKNOWN_FORMAT: mark("Lô thuộc dạng mà bản phần mềm này chưa biết."),
    Reason.BAD_CERTIFICATE: mark("Chứng thư của quầy trong lô không dùng được."),
    Reason.WRONG_STATION: mark("Chứng thư trong lô là của quầy khác."),
    Reason.OTHER_CERTIFICATE: mark("Lô không do chứng thư đã cho ký."),
    Reason.BAD_SIGNATURE: mark("Chữ ký trên bìa không khớp."),
    Reason.PAYLOAD_CHANGED: mark("Phần hồ sơ mã hóa đã bị thay hoặc bị sửa."),
}


def reason_text(reason: Reason) -> str:
    """Return the sentence people read."""
    return tr(_TEXTS[reason])


@dataclass(frozen=True)
class WaitingView:
    """What the next export would take.

    Attributes:
        count: received records that are in no batch yet.
        oldest: when the oldest of them was received.
        next_sequence: the number the next batch will have.
        estimated_bytes: about how large its file will be.
        recipients: names of those who will be able to open it.
        to_review: received records that a second person has to approve first.
        begun: records of a batch that was begun and not finished; the next export finishes it.
    """

    count: int
    oldest: datetime | None
    next_sequence: int
    estimated_bytes: int
    recipients: tuple[str, ...]
    to_review: int = 0
    begun: int = 0


@dataclass(frozen=True)
class LeftOut:
    """A record that could not leave because one of its files is damaged in the store.

    Attributes:
        application_id: which.
        receipt_number: its number.
        missing: the first damaged part, as `rules` names them.
    """

    application_id: UUID
    receipt_number: str
    missing: str


@dataclass(frozen=True)
class ExportReport:
    """A batch that left.

    Attributes:
        file_sha256: of the whole .qtn file, hex.
        payload_sha256: of the sealed payload inside, hex.
        fingerprint: SHA-256 of the station certificate that signed, hex.
        left_out: records that stayed behind, with the reason.
        handover_pdf: the hand-over sheet, filled in by whoever prints it.
        was_begun: it had been begun by an earlier export, which was stopped by force.
    """

    path: Path
    batch_id: UUID
    station: str
    commune_code: str
    sequence: int
    records: int
    size: int
    file_sha256: str
    payload_sha256: str
    fingerprint: str
    exported_at: datetime
    recipients: tuple[str, ...]
    practice: bool
    left_out: tuple[LeftOut, ...] = ()
    handover_pdf: Path | None = None
    was_begun: bool = False


@dataclass(frozen=True)
class CopyReport:
    """A batch that was written again."""

    path: Path
    station: str
    sequence: int
    records: int
    file_sha256: str


@dataclass(frozen=True)
class SendReport:
    """A batch that left for several places at once.

    Attributes:
        export: the batch, as written to the first place that could take it.
        copies: the same file in the other places.
        troubles: places that could not take it, and why; the batch itself is safe.
    """

    export: ExportReport
    copies: tuple[CopyReport, ...] = ()
    troubles: tuple[tuple[Path, UserFacingError], ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was written and read back."""
        return self.export.path, *(copy.path for copy in self.copies)


@dataclass(frozen=True)
class AgainReport:
    """A batch that was written again to several places at once.

    Attributes:
        copies: one for each place that took it; one at least.
        troubles: places that could not take it, and why.
    """

    copies: tuple[CopyReport, ...]
    troubles: tuple[tuple[Path, UserFacingError], ...] = ()


@dataclass(frozen=True)
class VerifyReport:
    """What can be said of a batch file without any secret key.

    The particulars come from the envelope; they are to be trusted only when `valid`.
    """

    valid: bool
    reasons: tuple[Reason, ...]
    station: str | None = None
    commune_code: str | None = None
    sequence: int | None = None
    records: int | None = None
    format: int | None = None
    practice: bool | None = None
    batch_id: UUID | None = None
    exported_at: datetime | None = None
    fingerprint: str | None = None
    payload_sha256: str | None = None
    file_sha256: str | None = None
    size: int = 0
    audit_number: int = 0
    audit_digest: str = ""
    audit_before: EarlierHead | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The reasons as sentences."""
        return tuple(reason_text(reason) for reason in self.reasons)


@dataclass(frozen=True)
class OpenReport:
    """A batch that was decrypted, checked and laid out in a folder (a whole BagIt bag)."""

    folder: Path
    station: str
    sequence: int
    records: int
    photos: int
    signatures: int
    practice: bool
    fingerprint: str

    @property
    def record_files(self) -> tuple[Path, ...]:
        """One JSON file per record."""
        return tuple(sorted((self.folder / "data" / "records").glob("*.json")))
