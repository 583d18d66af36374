"""Units of work: rolled back unless all went well; a session never crosses a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, exc
from sqlalchemy.orm import Session

from desktop.common.errors import DiskFullError, StoreError, WrongKeyError
from desktop.common.i18n import tr

__all__ = ["Connection", "Session", "Store", "explained"]


STATION = "station"
"""What a session of a shared store knows of the counter it serves: its code."""


class Store:
    """The encrypted store as the capabilities see it.

    Everything written inside one `write()` block is in the store when the block ends, or none
    of it is.

    Args:
        engine: the engine beneath.
        open_copy: opens a copy of the store with the same key.
        station: the code of this counter, where several share the store.
        key: of an embedded store, for a newer version that is tried on a copy of it.
    """

    def __init__(
        self,
        engine: Engine,
        open_copy: Callable[[Path], Engine] | None = None,
        station: str = "",
        key: bytes | None = None,
    ) -> None:
        self._engine = engine
        self.key = key
        self._open_copy = open_copy
        self.station = station
        self._info = {STATION: station} if station else {}
        self._reader = engine
        self._writer = engine.execution_options(begin_mode="IMMEDIATE")

    @property
    def engine(self) -> Engine:
        """The engine beneath; for migrations, backups and diagnostics."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; nothing is kept of what it changes.

        Raises:
            StoreError: the store cannot be read.
        """
        with (
            _translated(),
            Session(self._reader, expire_on_commit=False, info=self._info) as session,
        ):
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is committed durably at the end of the block.

        Raises:
            DiskFullError: there is no room; nothing was changed.
            MaybeSavedError: the way to the server broke while it was asked to keep the work.
            StoreError: the store cannot be written; nothing was changed.
        """
        with (
            _translated(),
            Session(self._writer, expire_on_commit=False, info=self._info) as session,
        ):
            yield session
            session.flush()
            with _asking_to_keep():
                session.commit()

    @contextmanager
    def write_plainly(self) -> Iterator[Connection]:
        """Like `write()`, below the ORM: for the save that the applicant waits for.

        Raises:
            DiskFullError: there is no room; nothing was changed.
            MaybeSavedError: the way to the server broke while it was asked to keep the work.
            StoreError: the store cannot be written; nothing was changed.
        """
        with _translated(), self._writer.connect() as connection, connection.begin() as work:
            yield connection
            if work.is_active:  # else whoever wrote thought better of it
                with _asking_to_keep():
                    work.commit()

    def copy(self, path: Path) -> Store:
        """Return a copy of this store, opened for reading with the same key; nothing is locked.

        Raises:
            TypeError: this store was opened without the means to open copies (a defect of ours).
        """
        if self._open_copy is None:
            raise TypeError("this store cannot open copies")
        return Store(self._open_copy(path))

    def fold_log(self) -> bool:
        """Fold the write-ahead log into the file and cut it, so that no old page stays there.

        Returns:
            Whether it was cut; when another reader is in the way, the next fold does it.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        lent = self._engine.raw_connection()
        try:
            cursor = lent.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            told = cursor.fetchone()  # whether it was busy, and two numbers of frames
            return told is not None and not told[0]
        finally:
            lent.close()

    def close(self) -> None:
        """Close every connection (the last one folds the WAL back into the file)."""
        self._engine.dispose()


class MaybeSavedError(StoreError):
    """The server was asked to keep the work and did not answer any more: it may be kept or not."""

    code = "QTN-710"

    def __init__(self) -> None:
        super().__init__(
            tr("Mất kết nối với máy chủ đúng lúc đang lưu."),
            tr("Có thể đã lưu rồi. Khi có mạng, mở lại hồ sơ để xem, thiếu gì thì làm lại."),
        )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        # A broken way has many words, one for each layer that may notice it.
        if error.connection_invalidated:
            raise _server_gone() from error
        raise explained(str(error.orig), error) from error


@contextmanager
def _asking_to_keep() -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        if error.connection_invalidated:
            raise MaybeSavedError from error
        raise


def explained(text: str, error: BaseException) -> StoreError | BaseException:
    """Turn a driver's message into one that says what to do; unknown ones stay defects."""
    for fragment, make in _KNOWN.items():
        if fragment in text:
            return make()
    return error


def _disk_full() -> StoreError:
    return DiskFullError(
        tr("Chưa lưu được: ổ đĩa đã đầy."),
        tr("Dọn bớt tệp trên ổ đĩa rồi bấm lại. Hồ sơ vẫn giữ trên màn hình."),
    )


def _locked() -> StoreError:
    return StoreError(
        tr("Kho dữ liệu đang bận."),
        tr("Chờ vài giây rồi bấm lại. Nếu vẫn vậy, đóng chương trình khác đang mở kho này."),
        code="QTN-105",
    )


def _server_busy() -> StoreError:
    return StoreError(
        tr("Máy chủ đang bận với việc của quầy khác."),
        tr("Chờ vài giây rồi bấm lại. Việc vừa bấm chưa lưu, hồ sơ cũ vẫn nguyên."),
        code="QTN-711",
    )


def _readonly() -> StoreError:
    return StoreError(
        tr("Chưa lưu được: thư mục dữ liệu chỉ cho đọc."),
        tr("Gọi người phụ trách máy cấp quyền ghi cho thư mục dữ liệu."),
        code="QTN-106",
    )


def _damaged() -> StoreError:
    return StoreError(
        tr("Kho dữ liệu có chỗ hỏng."),
        tr("Ngừng nhập, gọi người phụ trách máy; dùng bản sao lưu gần nhất."),
        code="QTN-107",
    )


def _wrong_key() -> StoreError:
    return WrongKeyError(
        tr("Khóa không mở được kho dữ liệu này."),
        tr("Dùng mã khôi phục in trên giấy của quầy này."),
    )


def _server_gone() -> StoreError:
    return StoreError(
        tr("Mất kết nối với máy chủ dữ liệu."),
        tr("Kiểm tra máy chủ và dây mạng rồi bấm lại. Việc vừa bấm chưa lưu, hồ sơ cũ vẫn nguyên."),
        code="QTN-681",
    )


def _of_server() -> StoreError:
    return StoreError(
        tr("Hồ sơ này ở máy chủ, chưa sửa được khi mất mạng."),
        tr("Chờ có mạng lại rồi sửa. Người chưa có hồ sơ vẫn nhận bình thường."),
        code="QTN-721",
    )


def _not_in_copy() -> StoreError:
    return StoreError(
        tr("Việc này cần máy chủ, chưa làm được khi mất mạng."),
        tr("Chờ có mạng lại rồi làm. Nhận hồ sơ, chụp ảnh, ký và in biên nhận vẫn làm được."),
        code="QTN-722",
    )


def _copy_left() -> StoreError:
    return StoreError(
        tr("Hồ sơ nhập khi mất mạng đã về máy chủ, bản sao này không nhận thêm."),
        tr("Đóng rồi mở lại chương trình để làm tiếp trên máy chủ."),
        code="QTN-725",
    )


_KNOWN: dict[str, Callable[[], StoreError]] = {
    # The words of `storage/copy_guard.py`.
    "a record of the server is not changed in a copy": _of_server,
    "this does not go back from a copy to the server": _not_in_copy,
    "everything of this copy is on the server": _copy_left,
    "database or disk is full": _disk_full,
    "disk I/O error": _disk_full,
    "database is locked": _locked,
    "attempt to write a readonly database": _readonly,
    "unable to open database file": _readonly,
    "database disk image is malformed": _damaged,
    "file is not a database": _wrong_key,
    "deadlock detected": _server_busy,
    "server closed the connection": _server_gone,
    "connection failed": _server_gone,
    "terminating connection": _server_gone,
    "connection is lost": _server_gone,
    "canceling statement due to lock timeout": _server_busy,
}
