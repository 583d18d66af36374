"""What services beside the card are called, on screens and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.flags import VisitService
from desktop.common.i18n import mark, tr

SERVICES: Final[dict[VisitService, str]] = {
    VisitService.ID_CARD: mark("Cấp căn cước"),
    VisitService.E_ID: mark("Định danh điện tử"),
    VisitService.RESIDENCE: mark("Xác nhận cư trú"),
    VisitService.OTHER: mark("Việc khác"),
}


def service_words(service: VisitService, say: Callable[[str], str] = tr) -> str:
    """Return what people call a service."""
    return say(SERVICES[service])
