"""The mapping between data and pixels of one plot: pure NumPy, no Qt.

On a logarithmic axis the limits are kept as powers of ten, but callers always speak in data units: the
logarithm is taken here and nowhere else, so it cannot be taken twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrgui.core.model.types import Floats, Range

FAR = 1e12  # pixels; stands for "infinitely far" where arithmetic must stay finite


def to_axis(values: npt.ArrayLike, log: bool) -> Floats:
    """Axis units of `values`: log10 on a logarithmic axis, where zero is −inf and a negative number is
    nan.
    """
    array = np.asarray(values, dtype=np.float64)
    if not log:
        return array
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(array)


def from_axis(value: float, log: bool) -> float:
    """Back from axis units to data units; stays finite at the far end of a logarithmic axis."""
    return float(10.0 ** min(max(value, -320.0), 308.0)) if log else float(value)


@dataclass(frozen=True, eq=False)
class Transform:
    """What the plotting area shows at the moment.

    `x` and `y` are limits in axis units, `width` and `height` are in pixels of the layout, `scale` is the
    number of device pixels in one of them. `vector` is true while a figure is exported: nothing may then be
    drawn as a pixmap, and lines are `pen` times as wide as on the screen.
    """

    x: Range
    y: Range
    width: float
    height: float
    scale: float = 1.0
    log_x: bool = False
    log_y: bool = False
    vector: bool = False
    pen: float = 1.0

    def x_pixels(self, x: npt.ArrayLike) -> Floats:
        """Horizontal pixel positions of data values; infinity lies FAR outside, nan stays nan."""
        return _pixels(to_axis(x, self.log_x), self.x[0], self.x[1], 0.0, self.width)

    def y_pixels(self, y: npt.ArrayLike) -> Floats:
        """Vertical pixel positions of data values, counted from the top."""
        return _pixels(to_axis(y, self.log_y), self.y[0], self.y[1], self.height, 0.0)

    def x_data(self, pixel: float) -> float:
        """The data value at a horizontal pixel position."""
        return from_axis(self.x[0] + (self.x[1] - self.x[0]) * pixel / max(self.width, 1e-9), self.log_x)

    def y_data(self, pixel: float) -> float:
        """The data value at a vertical pixel position, counted from the top."""
        return from_axis(self.y[1] - (self.y[1] - self.y[0]) * pixel / max(self.height, 1e-9), self.log_y)

    @property
    def x_limits(self) -> Range:
        """The visible x range in data units."""
        return from_axis(self.x[0], self.log_x), from_axis(self.x[1], self.log_x)

    @property
    def y_limits(self) -> Range:
        """The visible y range in data units."""
        return from_axis(self.y[0], self.log_y), from_axis(self.y[1], self.log_y)


def _pixels(values: Floats, low: float, high: float, start: float, end: float) -> Floats:
    if not values.ndim:  # the same arithmetic for one number, a tenth of the price
        pixel = (float(values) - low) * ((end - start) / (high - low)) + start
        return np.asarray(pixel if pixel != pixel else min(max(pixel, -FAR), FAR))
    with np.errstate(over="ignore", invalid="ignore"):
        out = values - low
        out *= (end - start) / (high - low)
        out += start
    np.maximum(out, -FAR, out=out)
    return np.minimum(out, FAR, out=out)
