"""What can be wrong with a copy, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from desktop.common.errors import InputFileError, NewerStoreError, NotAllowedError
from desktop.common.i18n import tr


class DamagedCopyError(InputFileError):
    """A backup or a twin copy is not whole."""

    code = "QTN-510"


class NotACopyError(InputFileError):
    """The file or folder is neither a backup nor a twin copy."""

    code = "QTN-511"


class TwinMissingError(InputFileError):
    """The drive of the twin copy is not there."""

    code = "QTN-512"


def damaged(path: Path, what: str) -> DamagedCopyError:
    """Return the error for a copy that is not whole; `what` is technical and short."""
    return DamagedCopyError(
        tr("Bản sao “{file}” bị hỏng: {what}.").format(file=path.name, what=what),
        tr("Dùng bản sao khác; các bản cũ hơn nằm cùng thư mục. Chưa ghi đè lên dữ liệu nào."),
    )


def not_a_copy(path: Path) -> NotACopyError:
    """Return the error for something else."""
    return NotACopyError(
        tr("“{file}” không phải bản sao lưu của quầy.").format(file=path.name),
        tr("Chọn tệp .qtnb, hoặc thư mục bản sao có tệp twin.json."),
    )


def newer(path: Path) -> NewerStoreError:
    """Return the error for a copy that a newer program made."""
    return NewerStoreError(
        tr("Bản sao “{file}” do bản phần mềm mới hơn tạo ra.").format(file=path.name),
        tr("Cài bản phần mềm mới trên máy này rồi khôi phục lại."),
    )


def in_the_way(folder: Path) -> NotAllowedError:
    """Return the error for a folder that has a profile already."""
    return NotAllowedError(
        tr("Thư mục “{folder}” đã có dữ liệu; bản sao không được ghi đè lên.").format(
            folder=folder
        ),
        tr("Chọn thư mục trống. Dữ liệu đang có vẫn nguyên."),
        code="QTN-370",
    )


def twin_missing(folder: str) -> TwinMissingError:
    """Return the error for a drive that was pulled."""
    return TwinMissingError(
        tr("Không thấy thư mục bản sao “{folder}”.").format(folder=folder),
        tr("Cắm lại thẻ nhớ hoặc USB; chương trình tự sao tiếp."),
    )
