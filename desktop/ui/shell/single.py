"""One window for one profile: a second start brings the first one to the front."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal

if TYPE_CHECKING:
    # The lock is taken before the first paint, the network library is loaded after it.
    from PySide6.QtNetwork import QLocalServer


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
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def acquire(self, *, listen: bool = True) -> bool:
        """Take the place; False when another window has it.

        Args:
            listen: hear second starts from now on; a window does so after its first paint.
        """
        if not self._lock.tryLock(100):
            return False
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

    def call_other(self, milliseconds: int = 1500) -> bool:
        """Ask the window that has the place to come to the front; return whether it heard."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only a second start asks

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(milliseconds)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Give the place back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _knocked(self) -> None:
        connection = self._server.nextPendingConnection() if self._server is not None else None
        if connection is not None:
            connection.close()
            connection.deleteLater()
        self.called.emit()
