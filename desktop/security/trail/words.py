"""The outcome of a proof in plain words."""

from __future__ import annotations

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.security.trail.views import Break, Fault, Proof


def proof_text(proof: Proof) -> str:
    """Say whether the trail holds, in one sentence."""
    if proof.broken is not None:
        return break_text(proof.broken)
    if not proof.number:
        return tr("Nhật ký chưa có sự kiện nào.")
    return tr("Nhật ký nguyên vẹn: {n} sự kiện, không thiếu, không sửa.").format(n=proof.number)


def break_text(broken: Break) -> str:
    """Say which event is the first that is not as it was written, and what was done."""
    when = broken.at or broken.after
    moment = f"{show_time(when)} {show_date(when)}" if when else ""
    number, source = broken.number, broken.source
    if broken.fault is Fault.DELETED:
        where = tr(" (sau {moment})").format(moment=moment) if moment else ""
        return tr("Sự kiện số {n} đã bị xóa{where}.").format(n=number, where=where)
    if broken.fault is Fault.CUT:
        where = tr(" (sau {moment})").format(moment=moment) if moment else ""
        told = source or tr("mã đầu nhật ký đã giữ")
        return tr(
            "Phần cuối nhật ký đã bị cắt từ sự kiện số {n}{where}: {source} còn ghi phần đó."
        ).format(n=number, where=where, source=told)
    parts = {"n": number, "moment": moment, "source": source}
    if broken.fault is Fault.REORDERED:
        text = tr("Sự kiện số {n} ({moment}) đã bị đổi chỗ.")
    elif broken.fault is Fault.REWRITTEN:
        text = tr("Sự kiện số {n} ({moment}) đã bị viết lại: không khớp với {source}.")
    else:
        text = tr("Sự kiện số {n} ({moment}) đã bị sửa.")
    return text.format(**parts)


def advice_text(proof: Proof) -> str:
    """Say what to do about a trail that does not hold; "" for one that does."""
    if proof.ok:
        return ""
    return tr("Ngừng nhập, giữ nguyên máy, báo người phụ trách và tỉnh; dùng bản sao để đối chiếu.")
