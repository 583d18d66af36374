"""Picture files as people bring them: good, odd, damaged, lying about themselves."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from desktop.common.picture_size import picture_size
from desktop.photo import orientation, picture_file
from desktop.photo.errors import PictureFileError
from desktop.photo.service import PhotoStudio
from desktop.photo.views import MeasureName


def picture() -> np.ndarray:
    """Return 120 x 80 with red at the left and blue at the top right."""
    frame = np.full((80, 120, 3), 128, np.uint8)
    frame[:, :40] = (0, 0, 200)
    frame[:30, 80:] = (200, 0, 0)
    return frame


def encoded(suffix: str, frame: np.ndarray | None = None) -> bytes:
    done, data = cv2.imencode(suffix, picture() if frame is None else frame)
    assert done
    return data.tobytes()


def with_exif(jpeg: bytes, orientation: int) -> bytes:
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".webp"])
def test_each_kind_is_read_whatever_its_name(
    suffix: str, tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "Ảnh của cô Lan.dat"
    path.write_bytes(encoded(suffix))
    frame = studio.load_file(path)

    assert frame.shape == (80, 120, 3)
    assert frame[40, 10, 2] > 150
    assert frame[40, 10, 0] < 60


@pytest.mark.parametrize(("mark", "shape"), [(1, (80, 120)), (3, (80, 120)), (6, (120, 80))])
def test_exif_rotation_is_applied(
    mark: int, shape: tuple[int, int], tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(with_exif(encoded(".jpg"), mark))
    frame = studio.load_file(path)
    row, column = {1: (40, 10), 3: (40, 110), 6: (10, 40)}[mark]
    red = frame[row, column]

    assert frame.shape[:2] == shape
    assert red[2] > 150
    assert red[0] < 60


def with_mark(kind: str, data: bytes, orientation: int, order: str) -> bytes:
    """Put an EXIF mark into a PNG or WebP file, big (MM) or little (II) endian."""
    sign = ">" if order == "MM" else "<"
    tiff = order.encode() + struct.pack(
        sign + "HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0
    )
    if kind == ".png":
        body = b"eXIf" + tiff
        chunk = struct.pack(">I", len(tiff)) + body + struct.pack(">I", zlib.crc32(body))
        return data[:33] + chunk + data[33:]  # after the header chunk
    width, height = 120, 80
    head = b"VP8X" + struct.pack("<I", 10) + b"\x08\0\0\0"
    head += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + head + data[12:] + b"EXIF" + struct.pack("<I", len(tiff)) + tiff
    return b"RIFF" + struct.pack("<I", len(body)) + body


# where red (left in the upright picture) and blue (top right) lie in a file of each mark is
# made by turning back, so that reading must give the upright picture again
BACK = {
    1: lambda p: p,
    2: lambda p: cv2.flip(p, 1),
    3: lambda p: cv2.rotate(p, cv2.ROTATE_180),
    4: lambda p: cv2.flip(p, 0),
    5: cv2.transpose,
    6: lambda p: cv2.rotate(p, cv2.ROTATE_90_COUNTERCLOCKWISE),
    7: lambda p: cv2.rotate(cv2.transpose(p), cv2.ROTATE_180),
    8: lambda p: cv2.rotate(p, cv2.ROTATE_90_CLOCKWISE),
}


@pytest.mark.parametrize("mark", range(1, 9))
@pytest.mark.parametrize(("kind", "order"), [(".jpg", "II"), (".png", "II"), (".png", "MM")])
def test_all_eight_exif_marks_stand_upright(
    mark: int, kind: str, order: str, tmp_path: Path, studio: PhotoStudio
) -> None:
    data = encoded(kind, np.ascontiguousarray(BACK[mark](picture())))
    path = tmp_path / "a"
    path.write_bytes(
        with_exif(data, mark) if kind == ".jpg" else with_mark(kind, data, mark, order)
    )

    assert np.abs(studio.load_file(path).astype(int) - picture()).mean() < 6


def test_a_mark_in_a_webp_counts_and_a_damaged_mark_does_not_matter(
    tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "a"
    path.write_bytes(with_mark(".webp", encoded(".webp"), 6, "II"))
    assert studio.load_file(path).shape == (120, 80, 3)
    path.write_bytes(with_mark(".png", encoded(".png"), 77, "II"))
    assert studio.load_file(path).shape == (80, 120, 3)
    assert orientation.mark("png", b"....eXIfII*\0\xff\xff\xff\xff") == 1
    assert orientation.mark("webp", b"EXIF") == 1


@pytest.mark.parametrize("size", [(1, 1), (2, 9000), (9000, 2)])
def test_a_sliver_of_a_picture_has_no_face(
    size: tuple[int, int], tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(".png", np.full((*size, 3), 90, np.uint8)))

    assert studio.judge_file(path).failed[0] is MeasureName.FACE_COUNT


def test_a_name_with_marks_that_deceive_is_shown_without_them(
    tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "ảnh\u202egpj.\n{0}%s<b>.jpg"
    path.write_bytes(b"x" * 50)
    with pytest.raises(PictureFileError) as caught:
        studio.load_file(path)

    assert "ảnhgpj. {0}%s<b>.jpg" in caught.value.title


def test_transparency_becomes_white(tmp_path: Path, studio: PhotoStudio) -> None:
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[:, 20:] = (10, 20, 30, 255)
    path = tmp_path / "a.png"
    path.write_bytes(encoded(".png", rgba))
    frame = studio.load_file(path)

    assert frame[10, 5].tolist() == [255, 255, 255]
    assert frame[10, 30].tolist() == [10, 20, 30]


def test_grey_and_sixteen_bit_pictures_become_three_channels(
    tmp_path: Path, studio: PhotoStudio
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(".png", np.full((30, 30), 77, np.uint8)))
    assert studio.load_file(path)[3, 3].tolist() == [77, 77, 77]
    path.write_bytes(encoded(".png", np.full((30, 30, 3), 77 * 256, np.uint16)))
    assert studio.load_file(path)[3, 3].tolist() == [77, 77, 77]


def test_a_large_photo_is_made_smaller(tmp_path: Path, studio: PhotoStudio) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(".jpg", np.zeros((2000, 4000, 3), np.uint8)))

    assert studio.load_file(path).shape == (1500, 3000, 3)


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has almost no data (a decompression bomb)."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


BAD = {
    "text renamed": (b"Xin chao, day la van ban " * 40, "không phải là tệp ảnh"),
    "pdf": (b"%PDF-1.7\n" + b"0" * 900, "không phải là tệp ảnh"),
    "gif": (b"GIF89a" + b"\0" * 900, "không phải là tệp ảnh"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 900, "HEIC"),
    "zero bytes": (b"", "trống"),
    "three bytes": (b"\xff\xd8\xff", "hỏng"),
    "bm": (b"BM", "không phải là tệp ảnh"),
    "half a jpeg": (encoded(".jpg")[: len(encoded(".jpg")) // 2], "hỏng"),
    "half a png": (encoded(".png")[:-20], "hỏng"),
    "half a webp": (encoded(".webp")[:-10], "hỏng"),
    "half a bmp": (encoded(".bmp")[:-10], "hỏng"),
    "huge png": (png_header(20_000, 20_000), "quá lớn"),
    "empty png": (png_header(0, 10), "hỏng"),
    "lying png": (png_header(500, 500), "hỏng"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_what_to_do(
    case: str, tmp_path: Path, studio: PhotoStudio
) -> None:
    data, words = BAD[case]
    path = tmp_path / "ảnh thẻ.jpg"
    path.write_bytes(data)
    with pytest.raises(PictureFileError) as caught:
        studio.load_file(path)

    assert words in caught.value.title
    assert "ảnh thẻ.jpg" in caught.value.title
    assert caught.value.advice


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, studio: PhotoStudio) -> None:
    for path in (tmp_path / "không có.jpg", tmp_path):
        with pytest.raises(PictureFileError, match="Không mở được"):
            studio.load_file(path)


def test_a_file_of_too_many_bytes_is_not_even_read(
    tmp_path: Path, studio: PhotoStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(".jpg"))
    monkeypatch.setattr(picture_file, "MAX_BYTES", 100)
    with pytest.raises(PictureFileError, match="quá lớn"):
        studio.load_file(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".webp"])
def test_every_cut_of_every_kind_is_refused_or_read_but_never_crashes(
    suffix: str, tmp_path: Path, studio: PhotoStudio
) -> None:
    whole = encoded(suffix)
    path = tmp_path / "a"
    step = max(1, len(whole) // 40)
    for length in [*range(1, min(80, len(whole))), *range(80, len(whole) - 1, step)]:
        path.write_bytes(whole[:length])
        with pytest.raises(PictureFileError):
            studio.load_file(path)


def test_the_size_in_the_header_is_found_for_every_kind() -> None:
    for suffix, kind in ((".jpg", "jpeg"), (".png", "png"), (".bmp", "bmp"), (".webp", "webp")):
        assert picture_size(encoded(suffix)) == (kind, (120, 80))
    lossless = cv2.imencode(".webp", picture(), [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes()
    assert picture_size(lossless) == ("webp", (120, 80))


def test_sixteen_bit_with_alpha_is_read(tmp_path: Path, studio: PhotoStudio) -> None:
    picture16 = np.zeros((20, 20, 4), np.uint16)
    picture16[:, 10:] = (10 * 257, 20 * 257, 30 * 257, 65535)
    path = tmp_path / "a.png"
    path.write_bytes(encoded(".png", picture16))
    frame = studio.load_file(path)

    assert frame[5, 3].tolist() == [255, 255, 255]
    assert frame[5, 15].tolist() == [10, 20, 30]


def test_moving_pictures_are_refused(tmp_path: Path, studio: PhotoStudio) -> None:
    whole = encoded(".png")
    control = struct.pack(">II", 2, 0)
    chunk = struct.pack(">I", 8) + b"acTL" + control
    chunk += struct.pack(">I", zlib.crc32(b"acTL" + control))
    start = whole.index(b"IDAT") - 4
    apng, webp = tmp_path / "a.png", tmp_path / "a.webp"
    apng.write_bytes(whole[:start] + chunk + whole[start:])
    frames = cv2.Animation()
    frames.frames = [picture(), 255 - picture()]
    frames.durations = np.array([100, 100])
    done, data = cv2.imencodeanimation(".webp", frames)
    assert done
    webp.write_bytes(data.tobytes())

    for path in (apng, webp):
        with pytest.raises(PictureFileError, match="ảnh động"):
            studio.load_file(path)


def test_a_large_jpeg_is_decoded_small_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(".jpg", np.full((200, 6400, 3), 90, np.uint8)))
    large = picture_file.read(path)
    path.write_bytes(encoded(".jpg"))
    small = picture_file.read(path)

    assert large.frame.shape[1] == 3000
    assert not large.unscaled
    assert small.unscaled
    assert small.jpeg_quality == 95  # OpenCV's own


def test_a_deep_picture_of_few_pixels_is_refused_by_its_bytes(
    tmp_path: Path, studio: PhotoStudio
) -> None:
    head = struct.pack(">IIBBBBB", 6000, 6000, 16, 6, 0, 0, 0)  # 288 million bytes
    body = b"IHDR" + head
    ihdr = struct.pack(">I", len(head)) + body + struct.pack(">I", zlib.crc32(body))
    path = tmp_path / "a.png"
    path.write_bytes(png_header(1, 1)[:8] + ihdr + png_header(1, 1)[33:])
    with pytest.raises(PictureFileError, match="quá lớn"):
        studio.load_file(path)
