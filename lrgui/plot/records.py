"""What a plot shows, as values: asked for by whoever wants to read a picture, and never while it is painted.

All places are in data units, on logarithmic axes too; colours are #rrggbb, patterns the names of `STYLES`, widths and
sizes pixels of the layout. Arrays are those that are drawn, not copies, and cannot be written to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF

from lrgui.core.model.types import Array, Flags, Floats, Range

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]  # left, top, width, height
AnyArray = TypeVar("AnyArray", bound=np.ndarray)


def box_of(rect: QRectF) -> Box:
    """A rectangle of Qt's as plain numbers."""
    return rect.left(), rect.top(), rect.width(), rect.height()


def locked(array: AnyArray) -> AnyArray:
    """The same numbers, not to be written to."""
    view: AnyArray = array.view()
    view.flags.writeable = False
    return view


@dataclass(frozen=True)
class Record:
    """Something that is drawn."""


@dataclass(frozen=True, eq=False)
class CurveRecord(Record):
    """A line through the points `x`, `y` (n,), broken at nan."""

    x: Floats
    y: Floats
    colour: str
    width: float
    pattern: str


@dataclass(frozen=True, eq=False)
class PointsRecord(Record):
    """Symbols at `x`, `y` (n,), hollow where there is no colour, with an outline where there is an edge. `texts` stand
    beside them: none, or one for each.
    """

    x: Floats
    y: Floats
    symbol: str
    colour: str | None
    size: float
    edge: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class BandRecord(Record):
    """The room from `low` to `high` along `x` (n,), filled."""

    x: Floats
    low: Floats
    high: Floats
    colour: str


@dataclass(frozen=True)
class HatchRecord(Record):
    """What is hatched over the whole height; an end may be infinite."""

    start: float
    end: float
    colour: str


@dataclass(frozen=True, eq=False)
class CellsRecord(Record):
    """Rectangles between the edges `x` (columns + 1) and `y` (rows + 1), coloured (rows, columns, 3) where `there`."""

    x: Floats
    y: Floats
    rgb: npt.NDArray[np.uint8]
    there: Flags


@dataclass(frozen=True, eq=False)
class ImageRecord(Record):
    """A picture (rows, columns, 4) over the ranges `x` and `y`, row 0 at the bottom."""

    rgba: npt.NDArray[np.uint8]
    x: Range
    y: Range


@dataclass(frozen=True, eq=False)
class RampRecord(Record):
    """Shading by the score w₁x + w₂y + b within the ranges `x` and `y`; `colours` gives those of scores (n,)."""

    weights: tuple[float, float]
    bias: float
    x: Range
    y: Range
    colours: Callable[[Floats], Array]

    def colour(self, x: float, y: float) -> Rgb:
        """Red, green and blue at a place."""
        score = self.weights[0] * x + self.weights[1] * y + self.bias
        red, green, blue = np.rint(self.colours(np.array([score]))[0]).astype(int).tolist()
        return red, green, blue


@dataclass(frozen=True, eq=False)
class ContourRecord(Record):
    """The lines of one level, each (k, 2), and the label that they have where there is room for it."""

    label: str
    lines: tuple[Floats, ...]
    colour: str


@dataclass(frozen=True)
class ArrowRecord(Record):
    """An arrow from `start` to `end`."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float
    pattern: str


@dataclass(frozen=True)
class VerticalLineRecord(Record):
    """A line over the whole height with a text beside it, in the `box` (left, top, width, height) in pixels of the
    plotting area, which is empty without text.
    """

    x: float
    text: str
    colour: str
    width: float
    pattern: str
    box: Box


@dataclass(frozen=True)
class EdgeRecord(Record):
    """A triangle that points out of the plot over an edge (top, bottom, left, right) at `at` along it, and a text.

    tip, box: of the triangle and of the text, in pixels of the plotting area; the box is empty where there is no room.
    """

    edge: str
    at: float
    text: str
    colour: str
    tip: tuple[float, float]
    box: Box


@dataclass(frozen=True)
class EndLabelRecord(Record):
    """A text beside the end of a curve, which is at `x`, `y`; its `box` in pixels of the plotting area."""

    text: str
    colour: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True)
class PointTextRecord(Record):
    """A text beside the point `x`, `y`; its `box` in pixels of the plotting area."""

    x: float
    y: float
    text: str
    box: Box


@dataclass(frozen=True)
class PlayheadRecord(Record):
    """The line at the current update."""

    x: float


@dataclass(frozen=True)
class HoverRecord(Record):
    """The hair line under the mouse and the lines of its box: colour of the dot, if there is one, and text."""

    x: float
    lines: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True)
class ColourScaleRecord(Record):
    """A strip of colours with a title and the texts of its ends."""

    title: str
    first: str
    last: str
    colours: tuple[Rgb, ...]


Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Marks:
    """All that a plot shows: its axes, and in `records` everything that is drawn, in the order of drawing.

    x, y: the ranges in sight. What lies outside of them is in the records all the same, as it was given to the plot.
    """

    x_title: str
    y_title: str
    x: Range
    y: Range
    log_x: bool
    log_y: bool
    records: tuple[Record, ...]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The records of one kind."""
        return [record for record in self.records if isinstance(record, kind)]

    @property
    def curves(self) -> list[CurveRecord]:
        return self.of(CurveRecord)

    @property
    def points(self) -> list[PointsRecord]:
        return self.of(PointsRecord)

    @property
    def bands(self) -> list[BandRecord]:
        return self.of(BandRecord)

    @property
    def hatches(self) -> list[HatchRecord]:
        return self.of(HatchRecord)

    @property
    def cells(self) -> list[CellsRecord]:
        return self.of(CellsRecord)

    @property
    def images(self) -> list[ImageRecord]:
        return self.of(ImageRecord)

    @property
    def ramps(self) -> list[RampRecord]:
        return self.of(RampRecord)

    @property
    def contours(self) -> list[ContourRecord]:
        return self.of(ContourRecord)

    @property
    def arrows(self) -> list[ArrowRecord]:
        return self.of(ArrowRecord)

    @property
    def vertical_lines(self) -> list[VerticalLineRecord]:
        return self.of(VerticalLineRecord)

    @property
    def edges(self) -> list[EdgeRecord]:
        return self.of(EdgeRecord)

    @property
    def end_labels(self) -> list[EndLabelRecord]:
        return self.of(EndLabelRecord)

    @property
    def playhead(self) -> float | None:
        """Where the line of the current update is; None where there is none."""
        return next((record.x for record in self.of(PlayheadRecord)), None)

    @property
    def hover(self) -> HoverRecord | None:
        return next(iter(self.of(HoverRecord)), None)

    @property
    def colour_scale(self) -> ColourScaleRecord | None:
        return next(iter(self.of(ColourScaleRecord)), None)

    @property
    def texts(self) -> list[str]:
        """Everything that is written among the data and at the edges, but for what the mouse reads."""
        found = [text for points in self.points for text in points.texts]
        found += [record.text for record in self.vertical_lines]
        found += [record.text for record in self.edges]
        return [text for text in found if text]
