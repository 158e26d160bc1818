"""A sheet measured in millimetres that text and shapes are put on, and that becomes SVG and PNG.

The same drawing gives the same bytes: only matplotlib's own typeface is used as long as it has the
characters, positions are computed here, and nothing of the user's matplotlib settings is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

from interview_coder.reports.typeface import MM_PER_POINT, Typeface

if TYPE_CHECKING:
    from matplotlib.artist import Artist

PNG_DPI = 200
INK, QUIET, LINE = "#222b33", "#5b6670", "#c9d1d5"
ACCENT = "#3d7185"
"""Prints as a mid grey."""

MM_PER_INCH = 25.4
HALF_CAPITAL = 0.36
"""From the baseline to the middle of a capital, in sizes of the type."""

_SVG_FONTS = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_SVG = "http://www.w3.org/2000/svg"

_are_own: ContextVar[bool] = ContextVar("_are_own", default=False)

Side = Literal["left", "center", "right"]


class Sheet:
    """A white sheet; `x` counts mm from the left, `y` mm from the top. Later things cover earlier.

    Args:
        width: In mm.
        height: In mm.
        typeface: Of all text.
    """

    def __init__(self, *, width: float, height: float, typeface: Typeface) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height, self.typeface = width, height, typeface
        with own_settings():
            self._figure = Figure(
                figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=PNG_DPI, facecolor="white"
            )
            FigureCanvasAgg(self._figure)
        mm = Affine2D().scale(1 / MM_PER_INCH, -1 / MM_PER_INCH)
        self._mm = mm.translate(0, height / MM_PER_INCH) + self._figure.dpi_scale_trans
        self._n_artists = 0
        self._id_to_text: dict[str, str] = {}

    def text(  # noqa: PLR0913 - what a line of type has
        self,
        x: float,
        y: float,
        text: str,
        *,
        points: float,
        color: str = INK,
        bold: bool = False,
        side: Side = "left",
        upward: bool = False,
    ) -> None:
        """Write one line, the middle of its capitals at `y`, its `side` at `x`.

        Args:
            x: In mm.
            y: In mm.
            text: In the PNG, an ellipsis stands for characters that no font of this machine has.
            points: Size of the type.
            color: Of the type.
            bold: Whether it is bold.
            side: Which end of the line stands at `x`.
            upward: Whether to write from `y` upwards, the middle of the capitals at `x`.
        """
        from matplotlib.text import Text

        drawn = self.typeface.drawable(text)
        if not drawn:
            return
        drop = HALF_CAPITAL * points * MM_PER_POINT
        with own_settings():
            artist = Text(
                x + drop if upward else x,
                y if upward else y + drop,
                drawn,
                color=color,
                fontproperties=self.typeface.font(points=points, bold=bold),
                horizontalalignment=side,
                verticalalignment="baseline",
                rotation=90 if upward else 0,
                rotation_mode="anchor",
                parse_math=False,
            )
        if drawn != text:
            artist.set_gid(f"text-{self._n_artists}")
            self._id_to_text[f"text-{self._n_artists}"] = text
        self._add(artist)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        points: float,
        color: str = LINE,
        dashed: bool = False,
    ) -> None:
        """Draw a line through the places, `points` wide."""
        from matplotlib.lines import Line2D

        with own_settings():
            artist = Line2D(xs, ys, linewidth=points, color=color, solid_capstyle="butt")
            if dashed:
                artist.set_linestyle((0, (3, 2)))
        self._add(artist)

    def area(self, xs: Sequence[float], ys: Sequence[float], *, fill: str, edge: str = "") -> None:
        """Fill the polygon with these corners; with an edge of that colour, if any."""
        from matplotlib.patches import Polygon

        corners = list(zip(xs, ys, strict=True))
        with own_settings():
            self._add(Polygon(corners, facecolor=fill, edgecolor=edge or "none", linewidth=0.5))

    def box(
        self, x: float, y: float, *, width: float, height: float, fill: str, edge: str = ""
    ) -> None:
        """Fill the box with its upper left corner at `x` and `y`."""
        right, bottom = x + width, y + height
        self.area([x, right, right, x], [y, y, bottom, bottom], fill=fill, edge=edge)

    def dot(self, x: float, y: float, *, radius: float, fill: str, edge: str = ACCENT) -> None:
        """Draw a dot."""
        from matplotlib.patches import Circle

        with own_settings():
            self._add(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=1.1))

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._mm)
        artist.set_zorder(self._n_artists)
        self._figure.add_artist(artist)
        self._n_artists += 1

    def png(self) -> bytes:
        """Return the sheet as PNG."""
        file = io.BytesIO()
        with own_settings():
            self._figure.savefig(file, format="png", dpi=PNG_DPI, metadata={"Software": None})
        return file.getvalue()

    def svg(self, *, label: str) -> str:
        """Return the sheet as an `<svg>` element to stand inside an HTML page.

        Args:
            label: What it shows, for readers who do not see it.
        """
        file = io.BytesIO()
        with own_settings():
            self._figure.savefig(file, format="svg", facecolor="none", metadata={"Date": None})
        return _for_a_page(file.getvalue(), self._id_to_text, label=label)


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with matplotlib's own settings, whatever the user has set, and put those back.

    Setting them takes milliseconds: put it around much drawing. Inside itself it does nothing.
    """
    import matplotlib

    if _are_own.get():
        yield
        return
    token = _are_own.set(True)
    try:
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "interview_coder"})
            yield
    finally:
        _are_own.reset(token)


def _for_a_page(svg: bytes, id_to_text: dict[str, str], *, label: str) -> str:
    ElementTree.register_namespace("", _SVG)
    # Parsing leaves out the prolog, the document type and the comments.
    root = ElementTree.fromstring(svg)
    for name in ("metadata", "defs"):  # matplotlib's style sheet in there is for the whole page
        for child in root.findall(f"{{{_SVG}}}{name}"):
            root.remove(child)
    for element in root.iter():
        id_ = element.attrib.pop("id", "")
        for written in element.iter(f"{{{_SVG}}}text") if id_ in id_to_text else ():
            written.text = id_to_text[id_]
        if element.tag == f"{{{_SVG}}}text":
            element.set("style", _without_family(element.get("style", "")))
    root.attrib.pop("height")
    root.attrib.pop("version")
    root.set("width", "100%")
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("style", f"font-family: {_SVG_FONTS}; stroke-linejoin: round")
    return ElementTree.tostring(root, encoding="unicode")


def _without_family(style: str) -> str:
    return re.sub(r"\s*font-family:[^;]*;?", "", style).strip()
