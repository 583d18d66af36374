"""What can go wrong with cameras, picture files and detector models, in words for people."""

from __future__ import annotations

from desktop.common.errors import DeviceError, InputFileError, UserFacingError


class CameraError(DeviceError):
    """The camera cannot be opened or gives no picture."""

    code = "QTN-410"


class CameraTakenError(CameraError):
    """Another program has the camera."""

    code = "QTN-411"


class CameraForbiddenError(CameraError):
    """The operating system keeps this program from the camera."""

    code = "QTN-412"


class CameraMissingError(CameraError):
    """The chosen camera is not plugged in."""

    code = "QTN-413"


class ModelFileError(UserFacingError):
    """A detector model is missing or is not the file we know."""

    code = "QTN-420"


class PictureFileError(InputFileError):
    """A picture file cannot be used."""

    code = "QTN-230"


class PortraitError(UserFacingError):
    """A frame cannot become a portrait of the wanted size."""

    code = "QTN-430"


class ProfileError(InputFileError):
    """A photo profile file is missing or wrong."""

    code = "QTN-231"
