"""Everything measured on one picture with a face, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.photo.views import FaceGeometry, PictureKind


@dataclass(frozen=True)
class Readings:
    """Everything measured on one frame with a face.

    Attributes:
        frame_size: width and height in pixels.
        box: left, top, width, height of the face in pixels.
        faces: number of faces.
        face: geometry of the largest face.
        overflow: how far the portrait's box leaves the frame: left, top, right, bottom, as
            shares of the box (`crop.CropBox.overflow`).
        box_share: height of the portrait's box over the height of the frame.
        light: mean luminance of the face, 0..255.
        bright_share: share of burnt-out face pixels.
        eye_white: luminance of the eyes' white, 0..255; 0 when not measured.
        highlight: 95th percentile of the face's luminance, 0..255.
        side_difference: of the cheeks, 0..1.
        darker_side: -1 image left, 1 image right.
        eye_opening: smaller of both eyes.
        gradient: of the background.
        spread: of the background, 0..255.
        background_light: of the background, 0..255.
        background_chroma: of the background, CIELAB.
        sharpness: of the face.
        colour_distance: of the skin, CIELAB; 0 when not measured.
        lens_sign: of something before the eyes, limit 1; 0 when not measured.
        mask_sign: of something before nose, mouth and chin, limit 1; 0 when not measured.
        mouth_gap: inner lips over eyes to chin.
        dynamic_range: entropy of the face in bits; 8 when not measured.
        head_cover: share of the crown in no natural colour; 0 when not measured.
        dpi: pixels per inch of the print that the picture allows; 600 when not measured.
        blockiness: steps at JPEG block borders over others; 1 when not measured.
        jpeg_quality: of the file; None when there is no JPEG file.
        kind: judged as a camera frame or as a finished portrait.
    """

    frame_size: tuple[int, int]
    box: tuple[int, int, int, int]
    faces: int
    face: FaceGeometry
    overflow: tuple[float, float, float, float]
    box_share: float
    light: float
    bright_share: float
    side_difference: float
    darker_side: int
    eye_opening: float
    gradient: float
    spread: float
    background_light: float
    background_chroma: float
    sharpness: float
    colour_distance: float = 0.0
    lens_sign: float = 0.0
    mask_sign: float = 0.0
    highlight: float = 255.0
    eye_white: float = 0.0
    mouth_gap: float = 0.0
    dynamic_range: float = 8.0
    head_cover: float = 0.0
    dpi: float = 600.0
    blockiness: float = 1.0
    jpeg_quality: int | None = None
    kind: PictureKind = PictureKind.FRAME

    @property
    def head_share(self) -> float:
        """Chin to crown over the height of the picture."""
        return self.face.head_height / self.frame_size[1]

    @property
    def off_centre(self) -> float:
        """Eye middle from the middle of the picture, over its width; negative at image left."""
        return (self.face.eye_x - self.frame_size[0] / 2) / self.frame_size[0]

    def measures(self) -> dict[str, float]:
        """Return every value under its name, as plain floats."""
        return {
            "frame_width": float(self.frame_size[0]),
            "frame_height": float(self.frame_size[1]),
            "eye_distance": self.face.eye_distance,
            "head_height": self.face.head_height,
            "eye_x": self.face.eye_x,
            "eye_y": self.face.eye_y,
            "roll": self.face.roll,
            "yaw": self.face.yaw,
            "pitch": self.face.pitch,
            "overflow": max(self.overflow),
            "face_light": self.light,
            "bright_share": self.bright_share,
            "side_difference": self.side_difference,
            "eye_opening": self.eye_opening,
            "background_gradient": self.gradient,
            "background_spread": self.spread,
            "background_light": self.background_light,
            "background_chroma": self.background_chroma,
            "sharpness": self.sharpness,
            "colour_distance": self.colour_distance,
            "lens_sign": self.lens_sign,
            "mask_sign": self.mask_sign,
            "highlight": self.highlight,
            "eye_white": self.eye_white,
            "mouth_gap": self.mouth_gap,
            "dynamic_range": self.dynamic_range,
            "head_cover": self.head_cover,
            "dpi": self.dpi,
            "blockiness": self.blockiness,
        }
