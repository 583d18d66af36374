"""What can be wrong with a stick or a machine, each with a code and what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.common.clock import show_date
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr

_MB = 1 << 20


class UpdateError(UserFacingError):
    """The update is refused; the program and its data are as they were."""


def nothing_there(folder: Path) -> UpdateError:
    """Return the error for a folder without an update."""
    return UpdateError(
        tr("Trong “{folder}” không có bản cập nhật.").format(folder=folder),
        tr("Chọn thư mục có hai thư mục con metadata và targets, thường là gốc của USB."),
        code="QTN-620",
    )


def wrong_key() -> UpdateError:
    """Return the error for signatures by others."""
    return UpdateError(
        tr("Bản cập nhật không do đơn vị phát hành ký."),
        tr("Đừng dùng USB này. Xin lại bản cập nhật từ nơi phát hành và báo cho họ biết."),
        code="QTN-621",
    )


def expired(now: datetime) -> UpdateError:
    """Return the error for a stick that is too old, or a clock that is ahead."""
    return UpdateError(
        tr("USB cập nhật đã quá hạn; đồng hồ máy đang là ngày {today}.").format(
            today=show_date(now)
        ),
        tr("Ngày này sai thì chỉnh lại đồng hồ; đúng thì xin USB mới từ nơi phát hành."),
        code="QTN-622",
    )


def rolled_back() -> UpdateError:
    """Return the error for metadata that is older than what was seen before."""
    return UpdateError(
        tr("USB cập nhật cũ hơn USB mà máy này đã nhận."),
        tr("Dùng USB mới nhất. Máy không lùi về bản cũ bằng USB."),
        code="QTN-623",
    )


def mixed() -> UpdateError:
    """Return the error for files that do not belong together, or of which some are missing."""
    return UpdateError(
        tr("Các tệp trên USB không thuộc cùng một lần phát hành, hoặc còn thiếu."),
        tr("Xóa thư mục cập nhật trên USB rồi chép lại toàn bộ từ nơi phát hành."),
        code="QTN-624",
    )


def unreadable(name: str) -> UpdateError:
    """Return the error for a file that the stick does not give, or that is no such file."""
    return UpdateError(
        tr("Không đọc được tệp “{name}” trên USB.").format(name=name),
        tr("Cắm lại USB rồi thử lại; vẫn vậy thì chép lại bản cập nhật sang USB khác."),
        code="QTN-625",
    )


def damaged_archive() -> UpdateError:
    """Return the error for an archive that is not the one that was signed."""
    return UpdateError(
        tr("Gói cập nhật bị hỏng khi chép."),
        tr("Chép lại bản cập nhật vào USB rồi thử lại. Máy vẫn dùng bản đang chạy."),
        code="QTN-626",
    )


def other_platform(mine: str, theirs: tuple[str, ...]) -> UpdateError:
    """Return the error for a stick for other machines."""
    return UpdateError(
        tr("USB không có bản cho máy này ({mine}); chỉ có bản cho {theirs}.").format(
            mine=mine, theirs=", ".join(theirs)
        )
        if theirs
        else tr("USB không có bản cho máy này ({mine}).").format(mine=mine),
        tr("Xin USB cập nhật dành cho loại máy này."),
        code="QTN-627",
    )


def older(offered: str, running: str) -> UpdateError:
    """Return the error for a version that is not newer."""
    return UpdateError(
        tr("Máy đang chạy bản {running}; USB có bản {offered}, không mới hơn.").format(
            running=running, offered=offered
        ),
        tr("Không phải làm gì. Muốn về bản trước thì dùng lệnh “update back”."),
        code="QTN-628",
    )


def clock_behind(released: datetime, now: datetime) -> UpdateError:
    """Return the error for a clock that shows a time before the release was made."""
    return UpdateError(
        tr("Đồng hồ máy ({now}) chậm hơn ngày phát hành ({released}).").format(
            now=show_date(now), released=show_date(released)
        ),
        tr("Chỉnh lại ngày giờ của máy rồi thử lại."),
        code="QTN-629",
    )


def older_schema(offered: str, store: str) -> UpdateError:
    """Return the error for a version that cannot read this store."""
    return UpdateError(
        tr("Kho dữ liệu ở cấu trúc {store}, bản trên USB chỉ biết tới {offered}.").format(
            store=store, offered=offered
        ),
        tr("Xin bản cập nhật mới hơn. Kho dữ liệu vẫn nguyên."),
        code="QTN-630",
    )


def no_room(lacking: int, where: Path) -> UpdateError:
    """Return the error for a disk that is too full."""
    return UpdateError(
        tr("Ổ chứa “{folder}” không đủ chỗ: cần thêm {size} MB.").format(
            folder=where, size=decimal(lacking / _MB)
        ),
        tr("Dọn bớt tệp trên ổ đĩa ấy rồi cập nhật lại. Chưa có gì thay đổi."),
        code="QTN-631",
    )


def at_work() -> UpdateError:
    """Return the error for another process that has the store open."""
    return UpdateError(
        tr("Chương trình đang mở ở cửa sổ hoặc lệnh khác trên máy này."),
        tr("Đóng mọi cửa sổ của chương trình rồi cập nhật lại."),
        code="QTN-632",
    )


def no_keys() -> UpdateError:
    """Return the error for a program that knows no keys."""
    return UpdateError(
        tr("Chương trình này không kèm khóa của đơn vị phát hành."),
        tr("Cài lại bằng bộ cài của đơn vị phát hành; sau đó mới cập nhật từ USB được."),
        code="QTN-633",
    )


def other_python(wanted: str, mine: str) -> UpdateError:
    """Return the error for a version that needs what only the installer brings."""
    return UpdateError(
        tr("Bản này cần Python {wanted} và các gói kèm; máy đang có Python {mine}.").format(
            wanted=wanted, mine=mine
        ),
        tr("Cài bản này bằng bộ cài đầy đủ thay cho USB cập nhật."),
        code="QTN-634",
    )


def updating() -> UpdateError:
    """Return the error for a program that is started while it is being updated."""
    return UpdateError(
        tr("Chương trình đang được cập nhật."),
        tr("Chờ cập nhật xong, thường vài phút, rồi mở lại."),
        code="QTN-635",
    )


def not_installed() -> UpdateError:
    """Return the error for a copy of the sources."""
    return UpdateError(
        tr("Đây là bản chạy từ mã nguồn, không cập nhật bằng USB."),
        tr("Cập nhật trên máy cài bằng bộ cài."),
        code="QTN-636",
    )


def not_writable(root: Path) -> UpdateError:
    """Return the error for an account that may not change the program."""
    return UpdateError(
        tr("Tài khoản này không ghi được vào thư mục chương trình “{folder}”.").format(folder=root),
        tr("Chạy lại bằng quyền quản trị của máy."),
        code="QTN-637",
    )


def nothing_before() -> UpdateError:
    """Return the error for a machine with one version."""
    return UpdateError(
        tr("Máy này không còn bản nào trước bản đang chạy."),
        tr("Không phải làm gì; tiếp tục dùng bản đang chạy."),
        code="QTN-638",
    )


def does_not_work(version: str, why: str) -> UpdateError:
    """Return the error for a version that fails on the copy of the store."""
    return UpdateError(
        tr("Bản {version} chạy thử không được trên bản chép của kho ({why}).").format(
            version=version, why=why
        ),
        tr("Máy giữ bản đang chạy, kho vẫn nguyên. Báo mã này cho nơi phát hành."),
        code="QTN-639",
    )
