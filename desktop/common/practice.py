"""Practice and truth stay apart: what one side wrote is refused on the other.

Files between machines say which side they are of. A workbook says so on the tab of its sheet
(`sheet_out`); lists that offices write themselves say nothing and are taken on both sides.
"""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr, vi


class PracticeMixedError(NotAllowedError):
    """What was brought is of the other side; nothing was changed."""

    code = "QTN-610"

    def __init__(self, name: str, *, here: bool) -> None:
        """Say it of a file or a place.

        Args:
            name: of the file.
            here: whether this place is the one of practice.
        """
        if here:
            super().__init__(
                tr("“{file}” là của máy thật, còn đây là máy thực hành.").format(file=name),
                tr("Chưa có gì thay đổi. Dữ liệu thật chỉ mở ở máy thật."),
            )
            return
        super().__init__(
            tr("“{file}” là của máy thực hành, còn đây là máy thật.").format(file=name),
            tr("Chưa có gì thay đổi. Dữ liệu thực hành chỉ dùng ở máy thực hành."),
        )


def practice_tab(title: str) -> str:
    """Return the title of a sheet in practice."""
    return f"{vi('THỰC HÀNH')} {title}"[:31]


def refuse_practice_sheet(name: str, tab: str, *, practice: bool) -> None:
    """Refuse a sheet of practice where everything is true.

    Args:
        name: of the file, for people.
        tab: title of the sheet, "" for text.
        practice: whether this place is the one of practice.

    Raises:
        PracticeMixedError: it is one.
    """
    if not practice and tab.startswith(vi("THỰC HÀNH")):
        raise PracticeMixedError(name, here=False)
