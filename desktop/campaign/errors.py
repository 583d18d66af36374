"""What can be wrong with a campaign's settings."""

from __future__ import annotations

from desktop.common.errors import InputFileError
from desktop.common.i18n import tr


class CampaignSettingError(InputFileError):
    """There is no such setting of the campaign, or the value does not fit."""

    code = "QTN-460"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Không đặt được “{name}” của đợt.").format(name=name),
            tr("Xem các tên và giá trị đang dùng bằng lệnh “campaign”; ngày ghi như 22/08/2025."),
        )
