"""The recovery code on paper: reads the text file that was written and sets the sheet beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.common.clock import show_date
from desktop.common.errors import UserFacingError


@dataclass(frozen=True)
class RecoveryPapers:
    """What the person must put away.

    Attributes:
        code: the code as it must be typed.
        file: the text file.
        sheet: the PDF beside it, or None when it could not be written.
        first_pins: (name, PIN) that nobody knows yet; they stand on the sheet.
    """

    code: str
    file: Path
    sheet: Path | None
    first_pins: tuple[tuple[str, str], ...] = ()


def save_papers(
    file: Path,
    *,
    station: str,
    commune_code: str,
    commune_name: str,
    first_pins: tuple[tuple[str, str], ...] = (),
) -> RecoveryPapers:
    """Write the sheet beside the text file; a sheet that fails leaves the text file in force.

    Args:
        file: the text file.
        station: code of the station.
        commune_code: 5 digits.
        commune_name: may be empty.
        first_pins: (name, PIN) of people whose PIN the program made.

    Raises:
        UserFacingError: the text file holds no code.
    """
    # Paid once in the life of a station, off the GUI thread.
    from desktop.common.files import write_whole  # noqa: PLC0415
    from desktop.documents.recovery_sheet import (  # noqa: PLC0415
        RecoverySheetContent,
        render_recovery_sheet,
    )
    from desktop.security.recovery import read_code_file  # noqa: PLC0415

    code = read_code_file(file)
    content = RecoverySheetContent(
        station=commune_name or commune_code,
        station_code=station,
        made_on=show_date(datetime.now(UTC)),
        code=code,
        first_pins=first_pins,
        practice=False,  # stations of practice are made by `demo` alone
    )
    sheet = file.with_suffix(".pdf")
    try:
        write_whole(sheet, render_recovery_sheet(content))
    except UserFacingError:
        return RecoveryPapers(code, file, None, first_pins)
    return RecoveryPapers(code, file, sheet, first_pins)
