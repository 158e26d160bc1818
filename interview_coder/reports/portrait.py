"""The picture on a persona sheet: the author's, or a drawn figure where none was given."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import SettingsError

_SIZE_PIXELS = 480
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}
_MAX_PIXELS = 50_000_000

_HEAD = (0.5, 0.38, 0.19)
"""Centre and radius, in widths of the picture; x from the left, y from the top."""
_SHOULDERS = (0.5, 0.98, 0.36, 0.34)
"""Centre and half axes of an ellipse."""
_BACKGROUND, _FIGURE = "#dfe7ea", "#8aa0aa"


@dataclass(frozen=True, kw_only=True, slots=True)
class Portrait:
    """A square picture.

    Attributes:
        data: The bytes of the file.
        kind: Media type.
    """

    data: bytes
    kind: str

    @property
    def url(self) -> str:
        """The picture as an address that needs no server."""
        return f"data:{self.kind};base64,{b64encode(self.data).decode()}"


def load_portrait(path: Path | None) -> Portrait:
    """Return the picture at `path`, cut to a square; a drawn figure where there is none.

    Raises:
        SettingsError: If the file is no whole picture of a known kind.
    """
    return _draw() if path is None else _load(path)


def _load(path: Path) -> Portrait:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path, formats=list(_KINDS)) as image:
            if image.width * image.height > _MAX_PIXELS:
                message = f"the picture has {image.width} x {image.height} points; make it smaller"
                raise SettingsError(path, [message])
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        message = "is no whole PNG or JPEG picture; save it again as one of these"
        raise SettingsError(path, [message]) from error
    square = ImageOps.fit(upright, (_SIZE_PIXELS, _SIZE_PIXELS))
    buffer = io.BytesIO()
    square.save(buffer, "PNG", optimize=True)  # without what cameras write about place and time
    return Portrait(data=buffer.getvalue(), kind="image/png")


def _draw() -> Portrait:
    from PIL import Image, ImageDraw

    size = _SIZE_PIXELS * 2  # drawn larger, so that edges are smooth
    image = Image.new("RGB", (size, size), _BACKGROUND)
    pen = ImageDraw.Draw(image)
    x, y, r = (part * size for part in _HEAD)
    pen.ellipse((x - r, y - r, x + r, y + r), fill=_FIGURE)
    x, y, a, b = (part * size for part in _SHOULDERS)
    pen.ellipse((x - a, y - b, x + a, y + b), fill=_FIGURE)
    buffer = io.BytesIO()
    image.resize((_SIZE_PIXELS, _SIZE_PIXELS)).save(buffer, "PNG", optimize=True)
    return Portrait(data=buffer.getvalue(), kind="image/png")
