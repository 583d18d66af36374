"""Draws photographs of paper on a table, seeded, with the true corners: the measure of the finder.

Every scene has a sheet with text, stamp and table lines, in perspective, on a texture, under a
light that falls off, with noise, blur and JPEG compression of a cheap camera. Kinds add what goes
wrong at a counter: a table nearly as light as the paper, a patterned cloth, a hard shadow, paper
that was folded and crumpled, things that lie around, a finger on the edge, or no paper at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

SIZE = (1280, 720)
KINDS = (
    *("plain", "low_contrast", "white_table", "cloth", "shadow", "crumpled", "clutter"),
    *("finger", "slanted", "cut_corner", "dog_ear", "sheet_on_sheet"),
)
EMPTY_KINDS = ("bare_table", "bare_cloth", "dark", "flat")


@dataclass(frozen=True)
class Scene:
    """A photograph and where the sheet's corners are: from top left, clockwise, px; or None."""

    frame: np.ndarray
    corners: np.ndarray | None
    kind: str

    @property
    def diagonal(self):
        return float(np.hypot(*self.frame.shape[:2]))


def smooth_noise(rng, shape, cells):
    """Noise between -1 and 1 with about `cells` hills across."""
    rough = rng.normal(size=(max(2, cells), max(2, cells))).astype(np.float32)
    wide = cv2.resize(rough, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return wide / max(1e-6, float(np.abs(wide).max()))


def draw_sheet(rng, *, width=620, height=877, crumpled=False):
    """A white form: heading, lines of text, a table, a red stamp, a blue signature."""
    tone = rng.integers(232, 250)
    tint = np.array([tone - rng.integers(0, 8), tone - rng.integers(0, 4), tone], np.float32)
    sheet = np.ones((height, width, 3), np.float32) * tint
    ink = (int(rng.integers(20, 70)),) * 3
    for y in range(95, 95 + 21 * int(rng.integers(18, 27)), 21):
        x = int(rng.integers(55, 80))
        end = int(rng.integers(int(width * 0.55), width - 55))
        while x < end:
            wide = int(rng.integers(7, 30))
            cv2.rectangle(sheet, (x, y), (x + wide, y + int(rng.integers(5, 9))), ink, -1)
            x += wide + int(rng.integers(5, 9))
    cv2.putText(sheet, "DON XIN CAP THE", (165, 70), cv2.FONT_HERSHEY_DUPLEX, 0.95, ink, 2)
    top = height - 220
    for row in range(4):
        cv2.line(sheet, (55, top + 30 * row), (width - 55, top + 30 * row), ink, 1)
    for column in range(4):
        x = 55 + column * (width - 110) // 3
        cv2.line(sheet, (x, top), (x, top + 90), ink, 1)
    place = (int(rng.integers(150, width - 150)), height - 75)
    cv2.circle(sheet, place, 47, (60, 50, 200), 4)
    cv2.circle(sheet, place, 30, (60, 50, 200), 2)
    curve = np.array([[width - 165, height - 85]]) + rng.normal(0, 7, (40, 2)).cumsum(axis=0)
    cv2.polylines(sheet, [curve.astype(np.int32)], False, (140, 60, 30), 3, cv2.LINE_AA)
    if crumpled:
        shade = smooth_noise(rng, sheet.shape, 9) * 22 + smooth_noise(rng, sheet.shape, 26) * 12
        for share in (0.33, 0.66):
            fold = int(height * share)
            shade[fold : fold + 5] -= 26
            shade[fold + 5 : fold + 13] += 14
        sheet += shade[..., None]
    return np.clip(sheet, 0, 255)


def draw_table(rng, kind):
    """What the sheet lies on."""
    width, height = SIZE
    if kind == "white_table":
        tone = rng.uniform(221, 233)
        table = np.ones((height, width, 3), np.float32) * tone - (0, 0, rng.uniform(0, 6))
        table += smooth_noise(rng, table.shape, 7)[..., None] * 3
    elif kind == "low_contrast":
        base = np.array([212, 221, 227], np.float32) - rng.uniform(0, 22)
        table = np.ones((height, width, 3), np.float32) * base
        table += smooth_noise(rng, table.shape, 7)[..., None] * 4
    elif kind in {"cloth", "bare_cloth"}:
        table = np.ones((height, width, 3), np.float32) * rng.uniform(60, 190, 3)
        pitch, other = int(rng.integers(28, 70)), rng.uniform(40, 220, 3)
        across, down = np.meshgrid(np.arange(width), np.arange(height))
        turn = rng.uniform(-0.4, 0.4)
        table[((across + down * turn) // pitch % 2).astype(bool)] = other
        table[((down - across * turn) // pitch % 2).astype(bool)] *= 0.85
    elif kind == "dark":
        table = np.ones((height, width, 3), np.float32) * 14
    elif kind == "flat":
        table = np.ones((height, width, 3), np.float32) * rng.uniform(90, 230)
    else:
        wood = np.array([[52, 82, 118], [38, 60, 92], [90, 105, 120], [95, 80, 70]], np.float32)
        table = np.ones((height, width, 3), np.float32) * wood[rng.integers(len(wood))]
        rough = rng.normal(size=(int(rng.integers(60, 140)), 6)).astype(np.float32)
        grain = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
        table += grain[..., None] * rng.uniform(4, 9)
        table += smooth_noise(rng, table.shape, 5)[..., None] * 12
    return table


def true_corners(rng, kind):
    """Corners of a sheet of A4 that a camera sees from above, more or less from the side."""
    width, height = SIZE
    upright = rng.random() < 0.6
    paper = np.array([210.0, 297.0]) if upright else np.array([297.0, 210.0])
    half = paper / 2
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    steep = 34 if kind == "slanted" else 16
    pitch, yaw = np.radians(rng.uniform(-steep, steep, 2))
    roll = np.radians(rng.uniform(-14, 14))
    turn = rotation(pitch, yaw, roll)
    for _ in range(60):
        distance = rng.uniform(330, 620)
        focal = 950.0
        shift = rng.uniform(-45, 45, 2)
        points = np.c_[flat + shift, np.zeros(4)] @ turn.T + (0, 0, distance)
        seen = points[:, :2] / points[:, 2:] * focal + (width / 2, height / 2)
        if kind == "cut_corner":  # push the corner nearest to the rim over it
            near = int(np.argmin(np.minimum(seen, np.array(SIZE) - seen).min(axis=1)))
            gap = np.minimum(seen[near], np.array(SIZE) - seen[near]).min()
            axis = int(np.argmin(np.minimum(seen[near], np.array(SIZE) - seen[near])))
            away = -1 if seen[near][axis] < SIZE[axis] / 2 else 1
            seen[:, axis] += away * (gap + rng.uniform(4, 22))
            inside = np.sort(np.minimum(seen, np.array(SIZE) - seen).min(axis=1))[1] > 8
        else:
            inside = (seen > 8).all() and (seen < np.array(SIZE) - 8).all()
        if inside and cv2.contourArea(seen.astype(np.float32)) > 0.16 * width * height:
            return seen.astype(np.float32)
    fit = min((height - 40) / paper[1], (width - 40) / paper[0])
    return (flat * fit + (width / 2, height / 2)).astype(np.float32)


def rotation(pitch, yaw, roll):
    cos, sin = np.cos, np.sin
    about_x = np.array([[1, 0, 0], [0, cos(pitch), -sin(pitch)], [0, sin(pitch), cos(pitch)]])
    about_y = np.array([[cos(yaw), 0, sin(yaw)], [0, 1, 0], [-sin(yaw), 0, cos(yaw)]])
    about_z = np.array([[cos(roll), -sin(roll), 0], [sin(roll), cos(roll), 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


def lay(rng, table, sheet, corners, *, wavy=0.0, folded=0):
    """Put the sheet on the table, with its thin shadow; crumpled edges wave a little.

    `folded` px of one corner are bent over: the corner is missing, its back lies on the sheet.
    """
    height, width = sheet.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(source, corners)
    size = SIZE
    # several pixels of the sheet fall into one of the photograph
    fine = cv2.warpPerspective(sheet, warp, size, flags=cv2.INTER_AREA)
    mask = np.full((height, width), 255, np.uint8)
    if wavy:
        mask[:] = 0
        cv2.fillPoly(mask, [ragged(rng, width, height, wavy)], 255)
    if folded:
        cv2.fillPoly(mask, [np.array([[0, 0], [folded, 0], [0, folded]])], 0)
        sheet = sheet.copy()
        back = np.array([[folded, 0], [folded, folded], [0, folded]])
        cv2.fillPoly(sheet, [back], (205, 208, 212))
        fine = cv2.warpPerspective(sheet, warp, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(mask, warp, size, flags=cv2.INTER_LINEAR)
    cover = cv2.GaussianBlur(cover, (3, 3), 0).astype(np.float32)[..., None] / 255
    shift = rng.uniform(1, 5, 2) * rng.choice([-1, 1], 2)
    shade = cv2.warpAffine(
        cv2.GaussianBlur(cover[..., 0], (0, 0), 4),
        np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32),
        size,
    )
    table = table * (1 - 0.22 * shade[..., None])
    return table * (1 - cover) + fine * cover


def ragged(rng, width, height, wavy):
    """The outline of a sheet whose edges wave by some px between their true corners."""
    points = []
    ends = [(0, 0), (width, 0), (width, height), (0, height)]
    for start, end in zip(np.array(ends), np.roll(ends, -1, axis=0), strict=True):
        inward = np.array([width / 2, height / 2]) - (start + end) / 2
        inward /= np.linalg.norm(inward)
        sway = np.abs(smooth_noise(rng, (2, 60), 6)[0]) * wavy
        for part, off in zip(np.linspace(0, 1, 60), sway, strict=True):
            points.append(start + (end - start) * part + inward * off * np.sin(np.pi * part))
    return np.array(points, np.int32)


def light(rng, frame, *, hard):
    """A lamp from one side; hard: the edge of a shadow across everything."""
    height, width = frame.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = rng.uniform(0, 2 * np.pi)
    lamp = 1 + rng.uniform(0.05, 0.16) * (np.cos(angle) * across + np.sin(angle) * down)
    if hard:
        edge = np.cos(angle + 1) * across + np.sin(angle + 1) * down - rng.uniform(-0.3, 0.3)
        lamp *= 1 - rng.uniform(0.25, 0.45) / (1 + np.exp(-edge * rng.uniform(12, 40)))
    return frame * lamp[..., None]


def as_camera(rng, frame, *, noise=None):
    """Blur, sensor noise, exposure and JPEG of a cheap camera."""
    frame = cv2.GaussianBlur(frame, (0, 0), rng.uniform(0.5, 1.1))
    frame = frame * rng.uniform(0.8, 1.05)
    grain = rng.standard_normal(frame.shape, np.float32)
    frame = frame + grain * (rng.uniform(2, 5) if noise is None else noise)
    data = cv2.imencode(".jpg", np.clip(frame, 0, 255).astype(np.uint8), [1, 82])[1]
    return cv2.imdecode(data, 1)


def clutter(rng, table):
    """A pen, a card and the edge of another sheet."""
    for _ in range(3):
        place = rng.uniform((0, 0), SIZE)
        box = cv2.boxPoints((place, rng.uniform((90, 20), (320, 160)), rng.uniform(0, 180)))
        cv2.fillPoly(table, [box.astype(np.int32)], rng.uniform(30, 235, 3).tolist(), cv2.LINE_AA)
    return table


def finger(rng, frame, corners):
    """A thumb over the middle of an edge."""
    side = rng.integers(4)
    place = corners[side] + (corners[(side + 1) % 4] - corners[side]) * rng.uniform(0.3, 0.7)
    inward = corners.mean(axis=0) - place
    tip = place + inward / np.linalg.norm(inward) * rng.uniform(15, 45)
    start = place - inward / np.linalg.norm(inward) * 260
    skin = rng.uniform((95, 125, 170), (150, 175, 215)).tolist()
    cv2.line(frame, start.astype(int).tolist(), tip.astype(int).tolist(), skin, 58, cv2.LINE_AA)
    return frame


def scene(kind, seed):
    """Draw one scene."""
    rng = np.random.default_rng([seed, *map(ord, kind)])
    table = draw_table(rng, kind)
    if kind in EMPTY_KINDS:
        frame = light(rng, table, hard=False)
        return Scene(as_camera(rng, frame), None, kind)
    if kind == "clutter":
        table = clutter(rng, table)
    corners = true_corners(rng, kind)
    is_crumpled = kind == "crumpled"
    sheet = draw_sheet(rng, crumpled=is_crumpled)
    if abs(np.linalg.norm(corners[1] - corners[0])) > np.linalg.norm(corners[3] - corners[0]):
        sheet = np.ascontiguousarray(np.rot90(sheet))
    if kind == "sheet_on_sheet":
        under = (
            (corners - corners.mean(axis=0)) * 0.97 @ rotation(0, 0, rng.uniform(0.12, 0.3))[:2, :2]
        )
        below = draw_sheet(rng)
        if sheet.shape[0] < sheet.shape[1]:
            below = np.ascontiguousarray(np.rot90(below))
        shift = corners.mean(axis=0) + rng.uniform(-25, 25, 2)
        table = lay(rng, table, below, (under + shift).astype(np.float32))
    folded = int(rng.integers(40, 90)) if kind == "dog_ear" else 0
    frame = lay(rng, table, sheet, corners, wavy=4.5 if is_crumpled else 0.0, folded=folded)
    if kind == "finger":
        frame = finger(rng, frame, corners)
    frame = light(rng, frame, hard=kind == "shadow")
    return Scene(as_camera(rng, frame), corners, kind)


def corner_error(corners, drawn):
    """The largest distance of a corner from its true place, % of the diagonal."""
    turned = (np.roll(corners, turn, axis=0) for turn in range(4))
    worst = min(np.linalg.norm(one - drawn.corners, axis=1).max() for one in turned)
    return 100 * float(worst) / drawn.diagonal
