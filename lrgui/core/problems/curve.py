"""Curves: functions of one parameter w, each of them one line of data in `CURVES`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.batches import Batch, Stream, WholeStream
from lrgui.core.problems.problem import Function, Settings

_SAMPLES = 1001  # of f″, between the start and the minima


class Polynomial:
    """A polynomial in w by its coefficients, that of the highest power first, in Horner's way.

    >>> Polynomial(2, 2)(np.array([5.0, -1.0]))
    array([12.,  0.])
    """

    def __init__(self, *coefficients: float) -> None:
        self.coefficients = coefficients

    def __call__(self, w: Array) -> Array:
        value = np.full_like(w, self.coefficients[0])
        for c in self.coefficients[1:]:
            value = value * w + w.dtype.type(c)
        return value

    def stream(self, shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> WholeStream:
        """The stream of a function that has this gradient; it allocates nothing at an update."""
        padded = (*(0,) * (2 - len(self.coefficients)), *self.coefficients)
        first, second, *others = (np.full(shape, c, dtype) for c in padded)

        def linear(w: Array, _batch: Batch, out: Array) -> None:
            np.multiply(w, first, out)
            np.add(out, second, out)

        def any_degree(w: Array, batch: Batch, out: Array) -> None:
            linear(w, batch, out)
            for c in others:
                np.multiply(out, w, out)
                np.add(out, c, out)

        return WholeStream(any_degree if others else linear)


@dataclass(frozen=True)
class Curve:
    """A function f of w.

    formula: f as it is read; loss, slope, bend: f, f′ and f″, of arrays; minima: where f has its local minima;
    scripts: f, and under "gradient" f′, as they are written in a script of each library; curvature: f″ where it is
    the same everywhere, else None.
    """

    code: str
    formula: str
    loss: Callable[[Array], Array]
    slope: Polynomial
    bend: Callable[[Array], Array]
    minima: tuple[float, ...]
    scripts: Mapping[str, str]
    curvature: float | None = None


_CURVES = (
    Curve(
        "parabola", "(w + 1)²", lambda w: np.square(w + w.dtype.type(1)), Polynomial(2, 2), Polynomial(2), (-1.0,),
        {"numpy": "np.square(w + 1)", "pytorch": "(w + 1) ** 2", "keras": "(w + 1) * (w + 1)", "gradient": "2 * w + 2"},
        curvature=2.0,
    ),
)  # fmt: skip
CURVES = {curve.code: curve for curve in _CURVES}


class Descent(Function):
    """The 1-D descent: one of `CURVES`, from w = `start`."""

    code = "descent"
    title = "1-D descent"
    parameters = ("w",)
    fields = ("updates", "start", "curve")
    logged = ("w", "loss", "gradient")
    panels = ("descent",)
    charts = ("descent-loss",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.curve = CURVES[settings.curve]
        self.minima = np.array(self.curve.minima)[:, None]
        self.quadratic = self.curve.curvature is not None

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        return (settings.start,)

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return CURVES[settings.curve].formula

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        curve = CURVES[settings.curve]
        places = " and ".join(f"w = {minimum:.6g}" for minimum in curve.minima)
        lowest = "lowest" if len(curve.minima) == 1 else "low"
        return f"Gradient descent on the loss {curve.formula}" + (
            f", which is {lowest} at {places}." if places else "."
        )

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """f″ where it is the same everywhere; else its largest value between the start and the minima."""
        curve = CURVES[settings.curve]
        if curve.curvature is not None:
            return curve.curvature
        ends = (settings.start, *curve.minima)
        return float(np.abs(curve.bend(np.linspace(min(ends), max(ends), _SAMPLES))).max())

    def stream(self, settings: Settings) -> Stream:
        return self.curve.slope.stream((len(settings.runs), 1), self.dtype)

    def loss(self, parameters: Array) -> Array:
        return self.loss_at(parameters[..., 0])

    def loss_at(self, w: Array) -> Array:
        """The loss at w, elementwise; inf where it exceeds the range of the precision."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.curve.loss(w)

    def rise(self, middle: float, reach: float) -> float:
        """How far the loss rises above its lowest within `reach` of `middle`, seen at both ends."""
        if self.quadratic:
            return self.curvature / 2 * reach**2
        return float(self.loss_at(middle + reach * np.array([-1.0, 1.0])).max()) - self.lowest

    def gradient(self, parameters: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            return self.curve.slope(parameters)

    def curvature_at(self, parameters: Array) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):
            bend: Floats = self.curve.bend(parameters[:, 0].astype(np.float64)).astype(np.float64)
        return bend
