"""What is left behind when something goes wrong: a technical log without names or numbers."""

from __future__ import annotations

import faulthandler
import logging
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("desktop.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _NoValues(logging.Formatter):
    """Writes where an exception happened and of which kind, but not its text.

    The text of an exception may quote a value, and a value may be a name or an ID number.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Format anew: another handler may have left the whole text in the record."""
        bare = copy(record)
        bare.exc_text = None
        return super().format(bare)

    def formatException(
        self,
        ei: (
            tuple[type[BaseException], BaseException, TracebackType | None]
            | tuple[None, None, None]
        ),
    ) -> str:
        kind, _, trace = ei
        lines = []
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        lines.append(f"  {kind.__name__ if kind else 'None'}")
        return "\n".join(lines)


class CrashLog:
    """The log files of one profile; nothing is made before the profile exists.

    Args:
        log_file: `DIR/log/qtn.log`; hard crashes go to `crash.log` beside it.
    """

    def __init__(self, log_file: Path) -> None:
        self._file = log_file
        self._handler: logging.Handler | None = None
        self._crashes: IO[str] | None = None
        self._is_watching = False

    def start(self) -> bool:
        """Begin to write; False when the folder cannot be written."""
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - after the first paint

        if self._handler is not None:
            return True
        try:
            self._file.parent.mkdir(exist_ok=True)
            handler = RotatingFileHandler(
                self._file, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
            )
            self._crashes = (self._file.parent / "crash.log").open("a", encoding="utf-8")
        except OSError:
            return False
        handler.setFormatter(_NoValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.setLevel(logging.WARNING)
        logging.getLogger().addHandler(handler)
        self._handler = handler
        if not faulthandler.is_enabled():
            faulthandler.enable(self._crashes)
            self._is_watching = True
        return True

    def stop(self) -> None:
        """Close the files."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._is_watching:
            faulthandler.disable()
            self._is_watching = False
        if self._crashes is not None:
            self._crashes.close()
            self._crashes = None


def log_qt_messages() -> None:
    """Send Qt's own complaints to the log instead of a terminal that nobody sees."""

    def handle(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        del context
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)

    qInstallMessageHandler(handle)
