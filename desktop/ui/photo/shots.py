"""Shots after the shutter: checked, cut, ready to be shown and chosen. Runs in workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from desktop.common.i18n import tr
from desktop.photo.errors import PortraitError
from desktop.photo.ports import Frame
from desktop.photo.service import PhotoStudio
from desktop.photo.views import CheckName, FaceGeometry, Portrait, ShotReport
from desktop.ui.photo.watcher import to_image

_CARD = QSize(360, 480)
_HAIR = 1.16  # the guide's oval is that much higher than a head, for the hair


@dataclass(frozen=True)
class Shot:
    """One shot with its judgement.

    Attributes:
        frame: the whole frame.
        report: the thorough check.
        portrait: the finished picture; None when it cannot be cut around a face.
        picture: what to show on a card.
        advice: what to do in one sentence; of a good shot what to look at, or "".
        tag: at most three words.
        reason: a few words beside the tag.
    """

    frame: Frame
    report: ShotReport
    portrait: Portrait | None
    picture: QImage
    advice: str
    tag: str
    reason: str

    @property
    def good(self) -> bool:
        """Whether the shot can be used without an exception."""
        return self.portrait is not None and self.report.verdict


def review(studio: PhotoStudio, frames: Sequence[Frame]) -> tuple[Shot, ...]:
    """Check and cut each frame of a burst."""
    return tuple(_review_one(studio, frame) for frame in frames)


def review_file(studio: PhotoStudio, path: Path) -> tuple[Shot, ...]:
    """Read, check and cut a picture file.

    Raises:
        PictureFileError: the file cannot be read as a picture.
    """
    return review(studio, (studio.load_file(path),))


def best(shots: Sequence[Shot]) -> int:
    """Return the place of the shot to advise: good ones first, then the higher score."""
    places = range(len(shots))
    return max(places, key=lambda place: (shots[place].good, shots[place].report.score))


def _review_one(studio: PhotoStudio, frame: Frame) -> Shot:
    report = studio.check_shot(frame)
    portrait, advice = None, next((found.text for found in (*report.failures, *report.notes)), "")
    if report.geometry is not None:
        try:
            portrait = studio.crop(frame, report)
        except PortraitError as error:
            advice = report.failures[0].text if report.failures else error.advice
    picture = QImage.fromData(portrait.jpeg) if portrait else to_image(frame)
    picture = picture.scaled(
        _CARD, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    tag, reason = _words(report, portrait)
    return Shot(frame, report, portrait, picture, advice, tag, reason)


def _words(report: ShotReport, portrait: Portrait | None) -> tuple[str, str]:
    """Return the tag and the short reason of a shot."""
    if report.faces == 0:
        return tr("Không thấy mặt"), tr("mặt chưa nhìn thẳng hoặc thiếu sáng")
    if report.faces > 1:
        return tr("{count} khuôn mặt").format(count=report.faces), tr("chỉ để một người")
    if report.verdict and portrait is None:
        return tr("Sát mép ảnh"), tr("lùi ra một chút")
    if report.verdict:
        return tr("Đạt"), tr("đủ {n} mục").format(n=len(CheckName))
    wrong = [check for check in report.checks if not check.ok]
    if not wrong:
        return _other_words(report.failures[0].code)
    reason = f"{wrong[0].title}: {wrong[0].text}"
    if len(wrong) > 1:
        reason = tr("{reason}, và {n} mục nữa").format(reason=reason, n=len(wrong) - 1)
    return tr("Chưa đạt"), reason


def _other_words(code: str) -> tuple[str, str]:
    """Return tag and reason of a failure that is on none of the seven tiles."""
    return {
        "covered": (tr("Mặt bị che"), tr("bỏ khẩu trang hoặc vật che")),
        "mouth": (tr("Há miệng"), tr("khép miệng lại")),
        "haze": (tr("Bạc màu"), tr("lau ống kính")),
        "colour": (tr("Ám màu"), tr("đổi đèn trắng")),
        "resolution": (tr("Ảnh nhỏ"), tr("dùng ảnh gốc lớn hơn")),
    }.get(code, (tr("Chưa đạt"), tr("xem lời khuyên ở trên")))


def portrait_of(studio: PhotoStudio, shot: Shot) -> Portrait:
    """Return the portrait of a shot; where no face can be measured it is cut along the guide.

    Raises:
        PortraitError: not even that fits into the picture.
    """
    if shot.portrait is not None:
        return shot.portrait
    height, width = shot.frame.shape[:2]
    oval = studio.oval(width, height)
    along_the_guide = FaceGeometry(
        eye_x=oval.x,
        eye_y=oval.eye_y,
        eye_distance=oval.half_width,
        head_height=2 * oval.half_height / _HAIR,
        roll=0.0,
        yaw=0.0,
        pitch=0.0,
    )
    return studio.crop(shot.frame, replace(shot.report, geometry=along_the_guide))
