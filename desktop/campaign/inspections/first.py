"""The check list that comes with the program; every station may word it anew or add to it."""

from __future__ import annotations

from typing import Final

from desktop.campaign.inspections.views import Item
from desktop.common.i18n import mark
from desktop.common.inspections import Measure

FIRST: Final[tuple[Item, ...]] = tuple(
    Item(code, place, text, measure)
    for place, (code, text, measure) in enumerate(
        (
            (
                "list",
                mark("Danh sách đã đối chiếu, chỗ khác nhau đã chốt"),
                Measure.DIFFERENCES,
            ),
            ("photo", mark("Ảnh đúng quy định: nền sáng, rõ mặt, đầu trần"), Measure.RETAKES),
            ("receipts", mark("Biên nhận đủ chữ ký, số liền nhau, không bỏ cách"), None),
            ("masked", mark("Số định danh, số thẻ được che trên màn hình và giấy tờ"), None),
            ("backup", mark("Sao lưu hằng ngày, có một bản để ở nơi khác"), Measure.BACKUP),
            ("trail", mark("Nhật ký nguyên vẹn, mỗi cán bộ dùng mã riêng"), Measure.TRAIL),
            ("clock", mark("Đồng hồ máy đúng ngày, giờ và múi giờ"), Measure.CLOCK),
            ("cases", mark("Không để hồ sơ dở dang qua ngày"), Measure.OPEN_CASES),
            ("batches", mark("Lô hồ sơ bàn giao đúng hạn, có biên bản"), None),
            ("locked", mark("Giấy tờ và thẻ cất trong tủ có khóa"), None),
            (
                "waiting",
                mark("Người đến không phải chờ lâu, người già yếu được ưu tiên"),
                Measure.MINUTES,
            ),
            ("notice", mark("Có niêm yết quy trình và giấy tờ cần mang"), None),
        ),
        start=1,
    )
)
"""In the order in which inspectors walk through an intake point."""
