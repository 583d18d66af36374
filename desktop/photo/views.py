"""What the photo capability hands to callers: frozen values without pixels or Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Arrow(Enum):
    """Where the applicant should move, seen by the applicant (as in a mirror)."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"

    def on_screen(self, *, mirrored: bool) -> Arrow:
        """Return the direction to draw: a preview that is not mirrored swaps left and right."""
        if mirrored or self not in {Arrow.LEFT, Arrow.RIGHT}:
            return self
        return Arrow.RIGHT if self is Arrow.LEFT else Arrow.LEFT


class CheckName(Enum):
    """The seven things the guide shows, in the order of the screen."""

    DISTANCE = "distance"
    CENTRED = "centred"
    STRAIGHT = "straight"
    LIGHT = "light"
    EYES = "eyes"
    BACKGROUND = "background"
    SHARP = "sharp"


class MeasureName(Enum):
    """Everything that is measured on a picture; the names are part of the command line."""

    FACE_COUNT = "face_count"
    HEAD_SIZE = "head_size"
    EYE_DISTANCE = "eye_distance"
    CENTRING = "centring"
    ROLL = "roll"
    YAW = "yaw"
    PITCH = "pitch"
    EYES_OPEN = "eyes_open"
    MOUTH_CLOSED = "mouth_closed"
    SHARPNESS = "sharpness"
    EXPOSURE = "exposure"
    DYNAMIC_RANGE = "dynamic_range"
    LIGHT_BALANCE = "light_balance"
    NATURAL_COLOUR = "natural_colour"
    BACKGROUND = "background"
    OCCLUSION = "occlusion"
    HEAD_COVERING = "head_covering"
    RESOLUTION = "resolution"
    COMPRESSION = "compression"


class PictureKind(Enum):
    """What a picture is judged as: what a camera sees, or a portrait that was cut already."""

    FRAME = "frame"
    PORTRAIT = "portrait"


@dataclass(frozen=True)
class Measure:
    """One measured value with its judgement.

    Attributes:
        name: which measure.
        value: None when it could not be measured (no face).
        unit: of the value, for the reader of a report.
        ok: None when it could not be measured.
        parts: further values that the judgement rests on.
    """

    name: MeasureName
    value: float | None
    unit: str
    ok: bool | None
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PictureVerdict:
    """What is said about a picture file.

    Attributes:
        passes: True when nothing but a warning speaks against it.
        failed: in the order a photographer would say them.
        warnings: what the clerk should look at; never a reason to refuse.
        advice: one sentence, what to do now.
        measures: all of them, in the order of `MeasureName`.
    """

    passes: bool
    failed: tuple[MeasureName, ...]
    warnings: tuple[MeasureName, ...]
    advice: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Check:
    """One tile under the preview.

    Attributes:
        name: which check.
        ok: whether it passes.
        value: the deciding measure, in the unit of its function in `quality`.
        title: what is checked, for people ("Khoảng cách").
        text: the finding in one or two words ("vừa", "lệch 9°").
    """

    name: CheckName
    ok: bool
    value: float
    title: str
    text: str


@dataclass(frozen=True)
class Guidance:
    """What to tell the applicant now.

    Attributes:
        checks: always seven, in the order of `CheckName`.
        instruction: one sentence for the applicant; says to hold still when all is well.
        arrow: direction that goes with the instruction, seen by the applicant.
        face_box: left, top, width, height in pixels of the frame; None without a face.
        faces: how many faces the fast detector sees.
        score: 0..1, for choosing among shots that pass (higher is better).
    """

    checks: tuple[Check, ...]
    instruction: str
    arrow: Arrow
    face_box: tuple[int, int, int, int] | None
    faces: int
    score: float

    @property
    def passed(self) -> int:
        """How many of the seven checks pass."""
        return sum(check.ok for check in self.checks)

    @property
    def ready(self) -> bool:
        """Whether the shutter may fire by itself."""
        return self.faces == 1 and self.passed == len(self.checks)


@dataclass(frozen=True)
class GuideOval:
    """Where head and eyes should be in the preview, in pixels of the frame.

    Attributes:
        x: centre.
        y: centre.
        half_width: of the oval around head and hair.
        half_height: of the oval.
        eye_y: height of the dotted eye line.
    """

    x: float
    y: float
    half_width: float
    half_height: float
    eye_y: float


@dataclass(frozen=True)
class FaceGeometry:
    """Where the face lies, in pixels of the frame, and how it is turned, in degrees.

    Attributes:
        eye_x: middle between the eyes.
        eye_y: middle between the eyes.
        eye_distance: between the eye centres, not corrected for yaw.
        head_height: chin to crown, estimated (see `quality.face_geometry`).
        roll: positive when the applicant leans to image right.
        yaw: positive when the nose points to image right.
        pitch: positive when the applicant looks up; 0 is a level look.
    """

    eye_x: float
    eye_y: float
    eye_distance: float
    head_height: float
    roll: float
    yaw: float
    pitch: float


@dataclass(frozen=True)
class Finding:
    """One reason why a shot is not good, or something to look at, in one sentence.

    Attributes:
        code: of a reason a `CheckName` value, or `no_face`, `many_faces`, `covered`, `mouth`,
            `haze`, `colour`, `resolution`, `compression`; of a note a `MeasureName` value.
        text: what to do, for people.
    """

    code: str
    text: str


@dataclass(frozen=True)
class ShotReport:
    """The thorough check of one shot.

    Attributes:
        verdict: True when nothing speaks against the shot.
        faces: number of faces, by the thorough detector.
        failures: why the verdict is False; empty otherwise.
        checks: the seven checks (empty without a face).
        measures: every measured value under its name.
        geometry: needed by the crop; None without exactly one face.
        profile: name of the profile whose thresholds judged.
        score: 0..1, for choosing among shots.
        notes: what the clerk should look at; never a reason to refuse.
    """

    verdict: bool
    faces: int
    failures: tuple[Finding, ...]
    checks: tuple[Check, ...]
    measures: dict[str, float] = field(default_factory=dict)
    geometry: FaceGeometry | None = None
    profile: str = ""
    score: float = 0.0
    notes: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain values for storing; no sentences, they belong to the screen."""
        return {
            "version": 1,
            "profile": self.profile,
            "verdict": self.verdict,
            "faces": self.faces,
            "failures": [finding.code for finding in self.failures],
            "notes": [note.code for note in self.notes],
            "checks": {check.name.value: bool(check.ok) for check in self.checks},
            "measures": {name: round(float(value), 5) for name, value in self.measures.items()},
            "score": round(float(self.score), 4),
        }


@dataclass(frozen=True)
class Portrait:
    """A finished picture: JPEG bytes with the print density in the file.

    Attributes:
        jpeg: the file.
        width: pixels.
        height: pixels.
        dpi: pixels per inch of the print.
        source_dpi: what the frame gave; below `dpi` the pixels were enlarged. 0 when unknown.
    """

    jpeg: bytes
    width: int
    height: int
    dpi: int
    source_dpi: float = 0.0


class CameraStatus(Enum):
    """What the camera does now."""

    NONE = "none"
    STARTING = "starting"
    SLOW = "slow"  # it takes long to open
    LIVE = "live"
    LOST = "lost"  # unplugged, or no frames
    BLACK = "black"
    FROZEN = "frozen"
    TAKEN = "taken"  # another program has it
    FORBIDDEN = "forbidden"  # the system keeps us from it
    HUNG = "hung"  # the driver does not come back from a call


@dataclass(frozen=True)
class CameraState:
    """The camera's state with a sentence for people.

    Attributes:
        status: what it does.
        text: what happened and what to do; empty when live.
        name: the camera's name.
        size: width and height of the frames; (0, 0) when unknown.
        title: the part of `text` that says what happened; empty when `text` has no such part.
    """

    status: CameraStatus
    text: str = ""
    name: str = ""
    size: tuple[int, int] = (0, 0)
    title: str = ""

    @property
    def advice(self) -> str:
        """The part of `text` that says what to do."""
        return self.text.removeprefix(self.title).lstrip(". ")


@dataclass(frozen=True)
class CameraRate:
    """What a camera really gives, measured.

    Attributes:
        fps: frames per second over the last two seconds; 0 without frames.
        size: width and height in pixels; (0, 0) without frames.
        opened_in: seconds from the wish to open to the first picture; 0 before it.
        exposure_refused: the driver did not take the chosen exposure time.
    """

    fps: float = 0.0
    size: tuple[int, int] = (0, 0)
    opened_in: float = 0.0
    exposure_refused: bool = False
