"""Names of what the photo check finds, short enough for a table."""

from __future__ import annotations

from desktop.common.i18n import tr


def finding_words(code: str) -> str:
    """Return the name of a finding (`photo.views.Finding.code`); an unknown one as it is."""
    return {
        "no_face": tr("không thấy mặt"),
        "many_faces": tr("nhiều người"),
        "covered": tr("kính râm, khẩu trang"),
        "mouth": tr("há miệng"),
        "haze": tr("bạc màu"),
        "colour": tr("ám màu"),
        "pixels": tr("ảnh nhỏ"),
        "resolution": tr("ảnh nhỏ"),
        "compression": tr("nén nhiều"),
        "distance": tr("khoảng cách"),
        "centred": tr("lệch khung"),
        "straight": tr("nghiêng, quay mặt"),
        "light": tr("ánh sáng"),
        "eyes": tr("mắt nhắm"),
        "background": tr("nền"),
        "sharp": tr("mờ nét"),
        "face_count": tr("nhiều người"),
        "head_size": tr("khoảng cách"),
        "eye_distance": tr("ảnh nhỏ"),
        "centring": tr("lệch khung"),
        "roll": tr("đầu nghiêng"),
        "yaw": tr("quay mặt"),
        "pitch": tr("cúi, ngửa"),
        "eyes_open": tr("mắt nhắm"),
        "mouth_closed": tr("há miệng"),
        "sharpness": tr("mờ nét"),
        "exposure": tr("ánh sáng"),
        "dynamic_range": tr("bạc màu"),
        "light_balance": tr("sáng một bên"),
        "natural_colour": tr("ám màu"),
        "occlusion": tr("mặt bị che"),
        "head_covering": tr("mũ, khăn"),
    }.get(code, code)
