"""Use cases of the diagnostics: everything, one thing again, or what a day needs to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.common.errors import InputFileError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.diagnostics.bundling import BundleMade, Bundler
from desktop.diagnostics.running import measured, run_all
from desktop.diagnostics.views import Check, CheckRow
from desktop.documents.test_page import render_test_page


class UnknownCheckError(InputFileError):
    """There is no check of this name."""

    code = "QTN-641"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            tr("Không có mục kiểm tra “{name}”.").format(name=name),
            tr("Các mục: {names}.").format(names=", ".join(known)),
        )


class DiagnosticsService:
    """Runs the checks; one that fails or hangs becomes a row, never an exception.

    Args:
        checks: what can be measured, in the order it is shown.
        bundler: writes support bundles.
        practice: whether this is practice data, for the mark on the test page.
    """

    def __init__(
        self, checks: tuple[Check, ...], bundler: Bundler, *, practice: bool = False
    ) -> None:
        self._bundler = bundler
        self._practice = practice
        self._all = tuple(check for check in checks if not check.morning_only)
        self._morning = tuple(check for check in checks if check.of_morning)

    def run(self, work: Work | None = None) -> tuple[CheckRow, ...]:
        """Measure everything, side by side."""
        return run_all(self._all, work)

    def check(self, name: str) -> CheckRow:
        """Measure one thing again.

        Raises:
            UnknownCheckError: there is no such check.
        """
        for check in (*self._all, *self._morning):
            if check.name == name:
                return measured(check)
        raise UnknownCheckError(name, [check.name for check in self._all])

    def morning(self, work: Work | None = None) -> tuple[CheckRow, ...]:
        """Measure what the first applicant of the day needs, within half a minute."""
        return run_all(self._morning, work)

    def bundle(self, target: Path, rows: Sequence[CheckRow], *, actor: str) -> BundleMade:
        """Write a support bundle without anything about a person.

        Args:
            target: the zip file.
            rows: what was measured, with the rows that only a window can measure.
            actor: who asked for it.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        return self._bundler.write(target, rows, actor=actor)

    def test_page(self) -> bytes:
        """Return a page that shows what the printer makes of Vietnamese, lines and codes."""
        return render_test_page(practice=self._practice)
