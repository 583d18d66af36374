"""One window for one profile: a second start brings the first one to the front."""

from __future__ import annotations

import getpass
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QFile, QLockFile, QObject, Signal

if TYPE_CHECKING:
    # The lock is taken before the first paint, the network library is loaded after it.
    from PySide6.QtNetwork import QLocalServer

_KNOCK_AGAIN_SECONDS = 0.2
_held: set[str] = set()
"""What this process holds itself: a lock with its number is then no leftover."""


class SingleInstance(QObject):
    """Holds the place of the one window of a profile.

    The lock lies in the temporary folder, so that nothing is made in the profile folder before
    there is a profile. A lock left by a killed program is recognised and taken over.

    Args:
        folder: the profile folder.

    Signals:
        called: somebody started the program again.
    """

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = f"{getpass.getuser()}|{folder.resolve()}"
        digest = QCryptographicHash.hash(place.encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"qtn-{bytes(digest.data()).hex()[:24]}"
        self._file = QDir.temp().filePath(f"{self._name}.lock")
        self._lock = QLockFile(self._file)
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def acquire(self, *, listen: bool = True) -> bool:
        """Take the place; False when another window has it.

        Args:
            listen: hear second starts from now on; a window does so after its first paint.
        """
        if not self._lock.tryLock(100) and not self._take_leftover():
            return False
        _held.add(self._name)
        if listen:
            self.listen()
        return True

    def listen(self) -> None:
        """Begin to hear second starts."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - as above

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def call_other(self, seconds: float = 10.0) -> bool:
        """Ask the window that has the place to come to the front; return whether it heard.

        Args:
            seconds: so long it is asked again: on an old machine it may not be painted yet.
        """
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only a second start asks

        end = time.monotonic() + seconds
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            heard = socket.waitForConnected(1500)
            socket.disconnectFromServer()
            if heard or time.monotonic() > end:
                return heard
            time.sleep(_KNOCK_AGAIN_SECONDS)

    def take_over(self) -> bool:
        """Take the place of a window that does not hear; False where the system says it is there.

        Windows keeps no mark of the boot in the lock: after a power cut its number may belong to
        another program of the same name, and this one would never start again.
        """
        QFile.remove(self._file)
        if not self._lock.tryLock(100):
            return False
        _held.add(self._name)
        return True

    def _take_leftover(self) -> bool:
        """Take a lock with our own number: whoever left it was killed and had it before us."""
        number = self._lock.getLockInfo()[0]
        return number == os.getpid() and self._name not in _held and self.take_over()

    def release(self) -> None:
        """Give the place back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
        _held.discard(self._name)

    def _knocked(self) -> None:
        connection = self._server.nextPendingConnection() if self._server is not None else None
        if connection is not None:
            connection.close()
            connection.deleteLater()
        self.called.emit()
