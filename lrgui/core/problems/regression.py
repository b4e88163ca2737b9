"""A line through points: ŷ = wx + b, and the squares of what it misses them by."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from functools import lru_cache

import numpy as np

from lrgui.core.model.counted import counted
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.batches import Stream, WholeStream
from lrgui.core.problems.bowl import modes_of
from lrgui.core.problems.plane_function import PlaneFunction
from lrgui.core.problems.points import Points, exact_sums, points_of
from lrgui.core.problems.problem import Settings
from lrgui.core.problems.products import scores, weighted_sums

LOSS_SCALES = ("mean", "sum", "half-mean")
_TOGETHER = 2_000_000  # numbers at a time
_LOSSES = {
    "mean": "Σ(wx + b − y)²/n",
    "sum": "Σ(wx + b − y)²",
    "half-mean": "Σ(wx + b − y)²/(2n)",
}


def scale_of(loss_scale: str, n: int) -> Fraction:
    """What the sum of squares is multiplied with."""
    return {"mean": Fraction(1, n), "sum": Fraction(1), "half-mean": Fraction(1, 2 * n)}[loss_scale]


def _units(points: str | Points) -> tuple[float, float]:
    """The mean of x, and its standard deviation."""
    x = np.array(points_of(points), np.float64)[:, 0]
    return float(x.mean()), float(x.std())


@lru_cache(maxsize=64)
def features(points: str | Points, standardised: bool) -> tuple[Floats, Floats]:
    """x, with mean 0 and standard deviation 1 if `standardised`, and y: (n,) each, in float64."""
    x, y = np.array(points_of(points), np.float64).T
    if standardised:
        x = (x - x.mean()) / x.std()
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


@lru_cache(maxsize=64)
def _known(
    points: str | Points, standardised: bool, loss_scale: str
) -> tuple[tuple[Floats, Floats] | None, tuple[float, float], tuple[float, float, float]]:
    """What `modes` says, the w and b of lowest loss, and the second derivatives: exact, and rounded once."""
    x, y = (values.tolist() for values in features(points, standardised))
    n, (sx, sxx, sy, sxy) = len(x), exact_sums(x, y)
    area = n * sxx - sx * sx
    best = float((n * sxy - sx * sy) / area), float((sxx * sy - sx * sxy) / area)
    twice = 2 * scale_of(loss_scale, n)
    second = (twice * sxx, twice * sx, twice * n)
    return modes_of(*second), best, (float(second[0]), float(second[1]), float(second[2]))


class LineFit(PlaneFunction):
    """Linear regression on `points` from (w, b) = (`start_w`, `start_b`); every update sees all points.

    x, y: (n,), in float64.
    """

    code = "regression"
    title = "Line through points"
    parameters = ("w", "b")
    fields = ("updates", "points", "loss_scale", "standardised", "start_w", "start_b")
    logged = ("w", "b", "loss")
    panels = ("line", "bowl")
    first_panels = 2
    charts = ("regression-loss", "regression-split")

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.x, self.y = features(settings.points, settings.standardised)
        self._centre, self._scale = _units(settings.points) if settings.standardised else (0.0, 1.0)
        self.relief_of = settings.points, settings.standardised, settings.loss_scale
        self._loss_scale = settings.loss_scale
        _, best, self._second = _known(*self.relief_of)
        self.minima = np.array([best])
        self._design = np.column_stack([self.x, np.ones(len(self.x))]).astype(self.dtype)
        self._targets = self.y.astype(self.dtype)
        scale = scale_of(settings.loss_scale, len(self.x))
        self._factor = self.dtype.type(float(2 * scale))
        self._loss: Callable[[Array], Array] = {
            "mean": lambda errors: np.mean(np.square(errors), axis=-1),
            "sum": lambda errors: np.sum(np.square(errors), axis=-1),
            "half-mean": lambda errors: np.mean(np.square(errors), axis=-1) / 2,
        }[settings.loss_scale]
        self.look_around(settings)

    @property
    def relief(self) -> Hashable:
        return self.relief_of

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        return (settings.start_w, settings.start_b)

    @classmethod
    def modes(cls, settings: Settings) -> tuple[Floats, Floats] | None:
        return _known(settings.points, settings.standardised, settings.loss_scale)[0]

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return _LOSSES[settings.loss_scale]

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        n = counted(len(points_of(settings.points)), "point|points")
        w, b = _known(settings.points, settings.standardised, settings.loss_scale)[1]
        of = "a line wx + b, x standardised," if settings.standardised else "a line wx + b"
        loss = _LOSSES[settings.loss_scale]
        return f"Gradient descent of {of} through {n}; the loss {loss} is lowest at (w, b) = ({w:.6g}, {b:.6g})."

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        modes = cls.modes(settings)
        assert modes is not None  # not all points have the same x
        return float(modes[0][0])

    @property
    def floor(self) -> float:  # type: ignore[override]
        return 0.0

    def stream(self, settings: Settings) -> Stream:
        runs = len(settings.runs)
        errors = np.empty((runs, len(self.x)), self.dtype)
        column, row = errors[:, :, None], errors[:, None, :]
        targets, x = np.broadcast_to(self._targets, errors.shape).copy(), self._design
        sums = np.empty((runs, 2), self.dtype)
        sums_row, factors = sums[:, None, :], np.full((runs, 2), self._factor)

        def gradient(parameters: Array, _batch: object, out: Array) -> None:
            np.matmul(x, parameters[:, :, None], column)
            np.subtract(errors, targets, errors)
            np.matmul(row, x, sums_row)
            np.multiply(sums, factors, out)

        return WholeStream(gradient)

    def samples_of_update(self) -> tuple[Floats, Floats, float, int]:
        """What an update sees, in float64: [x 1] (n, 2), y (n,); the gradient is Σ factor·(wx + b − y)·x̃/divisor."""
        factor, divisor = {"mean": (2.0, len(self.x)), "sum": (2.0, 1), "half-mean": (1.0, len(self.x))}[
            self._loss_scale
        ]
        return np.column_stack([self.x, np.ones(len(self.x))]), self.y, factor, divisor

    def _in_parts(self, parameters: Array, of_errors: Callable[[Array], Array], width: int) -> Array:
        """`of_errors` of the errors (k, n) at parameters (…, 2), some at a time: (…, width), or (…) where that is 0."""
        flat = np.ascontiguousarray(parameters, self.dtype).reshape(-1, 2)
        out = np.empty((len(flat), width) if width else len(flat), self.dtype)
        count = max(1, _TOGETHER // len(self.x))
        with np.errstate(all="ignore"):
            for start in range(0, len(flat), count):
                errors = scores(self._design, flat[start : start + count]) - self._targets
                out[start : start + count] = of_errors(errors)
        return out.reshape(parameters.shape[:-1] + ((width,) if width else ()))

    def loss(self, parameters: Array) -> Array:
        return self._in_parts(parameters, self._loss, 0)

    def gradient(self, parameters: Array) -> Array:
        return self._in_parts(parameters, lambda errors: weighted_sums(errors, self._design) * self._factor, 2)

    def in_units(self, place: Floats) -> tuple[float, float]:
        """The slope and the intercept over x as it is in the data, for w and b (2,) over what x was made to be."""
        w, b = place.tolist()
        return w / self._scale, b - w * self._centre / self._scale

    @property
    def best(self) -> tuple[float, float]:
        """The slope and the intercept of the best line, over x as it is in the data."""
        return self.in_units(self.minima[0])

    def second(self, parameters: Array) -> Floats:
        """The second derivatives by ww, wb and bb, the same everywhere."""
        finite = np.isfinite(parameters).all(axis=1, keepdims=True)
        return np.where(finite, self._second, np.nan)
