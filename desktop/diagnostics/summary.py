"""The first page of a support bundle, for reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.common.i18n import tr

SIGNS = {"ok": "✓", "look": "△", "bad": "✕"}


def contents() -> tuple[str, ...]:
    """Return what a bundle holds, in words for whoever is about to write it."""
    return (
        tr("kết quả kiểm tra máy, phiên bản phần mềm và các gói đi kèm"),
        tr("cài đặt đã chọn (chữ tự gõ thì chỉ ghi là có gõ)"),
        tr("số dòng trong kho, bản cấu trúc kho; không có dòng nào"),
        tr("loại máy ảnh, máy in; nhật ký lỗi đã bỏ chữ lạ"),
    )


def left_out() -> str:
    """Return what is never in a bundle."""
    return tr(
        "Không có: họ tên, số định danh, số điện thoại, địa chỉ, ảnh, chữ ký, danh sách, tên tệp, "
        "khóa, mã PIN, tên máy, tên tài khoản."
    )


def summary_text(data: dict[str, Any], logs: Sequence[str]) -> str:
    """Return the summary of a bundle.

    Args:
        data: what the JSON of the bundle says.
        logs: names of the log files in it.
    """
    station, store = data["station"], data["store"]
    counts = ", ".join(f"{name} {number}" for name, number in store["counts"].items())
    kinds = {"cameras": tr("Máy ảnh"), "printers": tr("Máy in")}
    lines = [
        tr("GÓI HỖ TRỢ · QUẦY TIẾP NHẬN"),
        tr("Lập lúc (UTC): {at}").format(at=data["made_at"][:19].replace("T", " ")),
        tr("Quầy {code}, xã {commune}{practice}, phiên bản {program}").format(
            code=station["code"] or tr("chưa rõ"),
            commune=station["commune"] or tr("chưa rõ"),
            practice=tr(" (thực hành)") if station["practice"] else "",
            program=data["program"],
        ),
        "",
        tr("KIỂM TRA MÁY"),
        *_checks(data["checks"]),
        "",
        tr("KHO DỮ LIỆU"),
        tr("Bản cấu trúc {revision}, phần mềm biết đến {head}").format(
            revision=store["revision"] or tr("chưa mở được"), head=store["head"]
        ),
        tr("Số dòng: {counts}").format(counts=counts or tr("chưa mở được")),
        "",
        tr("THIẾT BỊ"),
        *(
            f"{kinds.get(kind, kind)}: {', '.join(names) or '–'}"
            for kind, names in data["devices"].items()
        ),
        "",
        tr("TRONG GÓI CÓ"),
        *(f"- {line}" for line in contents()),
        *(f"- {name}" for name in logs),
        left_out(),
        tr("[…] là chỗ đã bỏ."),
    ]
    return "\n".join(lines) + "\n"


def _checks(checks: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for row in checks:
        lines.append(f"{SIGNS[row['verdict']]} {row['label']}: {row['value']}")
        lines += [f"    {row['advice']}"] if row["advice"] else []
    return lines
