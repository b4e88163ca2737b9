"""A loss over a plane as a map: which losses have a contour line, and in which colours."""

from __future__ import annotations

import math

import numpy as np

from lrgui.colours.contrast import mixed, rgb
from lrgui.core.model.types import Array, Floats, Range
from lrgui.drawing.style import Style
from lrgui.plot import Contours, Plot, Shading
from lrgui.text.numbers import format_number

_MOST_LEVELS = 16
_DECADES = 7.0  # below the highest loss that are told apart
_DEEPEST = 0.01  # the share of the map below the lowest line
_STEPS = 12  # about so many lines where losses may be below 0


class Relief:
    """Contour lines, and on the screen a shading from the floor up to the slopes.

    Lines are evenly spaced in the logarithms of losses that are never below 0, and in the losses themselves else.
    """

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._shading = Shading(plot.canvas, 3)
        self._contours = Contours(plot.canvas, 5)

    def show(self, x: Floats, y: Floats, loss: Array, style: Style, *, log: bool, ends: Range | None = None) -> None:
        """The loss (rows, columns) over x (columns,) and y (rows,), with gaps where it is not finite.

        log: by its logarithms. ends: of these (or of the losses), between which the colours change; None for those
        that there are.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            height = np.asarray(np.log10(loss) if log else loss, np.float64)
        finite = height[np.isfinite(height)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        if log and len(finite):  # single points of a valley's floor are far deeper than what is seen of it
            low = max(low, high - _DECADES, float(np.quantile(finite, _DEEPEST)))
        ends = ends or (low, high)
        levels = (_log_levels(low, high) if log else _linear_levels(low, high)) if len(finite) else []
        theme, lines = self._plot.theme, []
        near = theme.muted if style.grey else theme.low_line
        for level in levels:
            at = math.log10(level) if log else level
            lines.append((at, _label(level), mixed(theme.high_line, near, float(_share(np.array(at), ends)))))
        self._contours.set_grid(x, y, height, lines, 1.0)
        if style.emphasis:
            share = _share(height, ends)[..., None]
            floor, slope = (np.array(rgb(colour), float) for colour in (theme.low_back, theme.high_back))
            rgba = np.full((*height.shape, 4), 255, np.uint8)
            rgba[..., :3] = np.rint(floor + share * (slope - floor))
            self._shading.set_image(rgba, (float(x[0]), float(x[-1])), (float(y[0]), float(y[-1])))

    def clear(self) -> None:
        """Nothing is shown."""
        self._contours.clear()
        self._shading.clear()


def _share(height: np.ndarray, ends: Range) -> np.ndarray:
    """From 0 at the lowest losses to 1 at the highest; 1 where there is no number."""
    low, high = ends
    return np.nan_to_num(np.clip((height - low) / ((high - low) or 1.0), 0.0, 1.0), nan=1.0)


def _label(level: float) -> str:
    """Of a level, where it needs but one digit."""
    text = format_number(level, 2)
    return text if format_number(level, 1) == text else ""


def _log_levels(low: float, high: float) -> list[float]:
    """Losses about evenly spaced in their logarithms, between 10^low and 10^high, at round numbers."""
    exponents = range(math.floor(max(low, -300)), math.ceil(min(high, 300)) + 1)
    for mantissas in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        levels = [m * 10.0**e for e in exponents for m in mantissas]
        inside = [level for level in levels if low < math.log10(level) < high]
        if len(inside) <= _MOST_LEVELS:
            return inside
    return inside[:: -(-len(inside) // _MOST_LEVELS)]


def _linear_levels(low: float, high: float) -> list[float]:
    """Losses evenly spaced between two, at round numbers."""
    if not high > low:
        return []
    rough = (high - low) / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    first = math.ceil(low / step)
    return [step * k for k in range(first, math.floor(high / step) + 1) if low < step * k < high]
