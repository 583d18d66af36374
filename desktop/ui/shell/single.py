"""One window for one profile: a second start brings the first one to the front."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket


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
        self._name = f"qtn-{hashlib.sha256(place.encode()).hexdigest()[:24]}"
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)

    def acquire(self) -> bool:
        """Take the place; False when another window has it."""
        if not self._lock.tryLock(100):
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def call_other(self, milliseconds: int = 1500) -> bool:
        """Ask the window that has the place to come to the front; return whether it heard."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(milliseconds)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Give the place back."""
        self._server.close()
        self._lock.unlock()

    def _knocked(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.close()
            connection.deleteLater()
        self.called.emit()
