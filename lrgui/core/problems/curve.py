"""Curves: functions of one parameter w, a line of data in `CURVES` or an expression, and the descent on one of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lrgui.core.expressions import writing
from lrgui.core.expressions.derivative import derivatives
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.signs import never_negative
from lrgui.core.expressions.tree import Node
from lrgui.core.expressions.unknowns import OF_CURVES
from lrgui.core.model.types import Array, Flags, Floats, Range
from lrgui.core.problems.batches import Stream, WholeStream
from lrgui.core.problems.function import GROWN, Function
from lrgui.core.problems.minima import REACH, local_minima
from lrgui.core.problems.names import meant_as_name, shortened
from lrgui.core.problems.problem import Settings
from lrgui.core.problems.searched import centres, told_minima

_SAMPLES = 1001  # of f and f″, where runs are expected
_NEAR = 5.0  # minima no further than that from 0, or than the start, belong to what is looked at
_SPREAD = 1.3  # so many times as far as the outer ones of several minima is looked
_ALONE = 2.0  # how far, where there is nothing to go by
_USUAL_START = 5.0
_BOTTOM = 1e-20  # a loss that is 0, rounded
_STEEPEST = 0.65  # the share of a curve that is seen whole, however steep the rest,
_WALL = 4.0  # unless it goes so many times as high as its lower half and the start


@dataclass(frozen=True)
class Curve:
    """A function f of w.

    loss, slope, bend: f, f′ and f″ as expressions; start: where its descent is worth starting from.
    """

    code: str
    loss: Node
    slope: Node
    bend: Node
    start: float

    @cached_property
    def formula(self) -> str:
        """F as it is read."""
        return writing.formula(self.loss)

    @cached_property
    def derivative(self) -> str:
        """F′ as it is read."""
        return writing.formula(self.slope)

    @cached_property
    def programs(self) -> tuple[Program, Program, Program]:
        """F, f′ and f″, of arrays."""
        return Program(self.loss), Program(self.slope), Program(self.bend)

    @property
    def curvature(self) -> float | None:
        """F″ where it is the same everywhere and above 0, so that f is a parabola with a lowest point; else None."""
        return self.bend.value if self.bend.constant and self.bend.value > 0 else None

    @property
    def linear_slope(self) -> tuple[float, float] | None:
        """(a, b) of a slope a·w + b, as that of a parabola is; None for all others."""
        return (self.bend.value, float(self.programs[1](np.zeros(1))[0])) if self.curvature is not None else None

    def minima(self, starts: Iterable[float] = ()) -> tuple[float, ...]:
        """Where f has its local minima, ascending: those that `local_minima` finds around 0 and around the starts."""
        if (line := self.linear_slope) is not None:
            return (0.0 - line[1] / line[0],)
        return _minima(self, tuple(w for (w,) in centres(((start,) for start in starts), REACH, 1)))


@lru_cache(maxsize=64)
def _minima(curve: Curve, around: tuple[float, ...]) -> tuple[float, ...]:
    return local_minima(*curve.programs[:2], around)


def _line(code: str, start: float, loss: str, slope: str, bend: str) -> Curve:
    return Curve(code, parse(loss), parse(slope), parse(bend, constant=True), start)


_CURVES = (
    _line("parabola", 5.0, "(w + 1)^2", "2w + 2", "2"),
    _line("quartic", 1.5, "w^4 - 3w^2 + w", "4w^3 - 6w + 1", "12w^2 - 6"),  # two minima
    # Flat on the right, steep on the left.
    _line("plateau", 3.0, "(1 - e^(-w))^2", "2e^(-w)*(1 - e^(-w))", "4*(e^(-w))^2 - 2e^(-w)"),
    _line("absolute", 5.0, "|w|", "sign(w)", "0"),
    _line("ripples", 4.5, "0.1w^2 - cos(2w)", "0.2w + 2sin(2w)", "0.2 + 4cos(2w)"),  # a cosine on a bowl
    _line("cubic", 1.0, "w^3", "3w^2", "6w"),  # level at 0, and without a lowest point
)
CURVES = {curve.code: curve for curve in _CURVES}


def curve_of(settings: Settings) -> Curve:
    """The curve that an experiment names."""
    return named(settings.curve)


def named(text: str) -> Curve:
    """One of `CURVES` by its name, or that of an expression. Raises `InvalidExpression`."""
    return CURVES[text] if text in CURVES else _typed(text)


@lru_cache(maxsize=64)
def _typed(text: str) -> Curve:
    if meant_as_name(text):
        raise InvalidExpression("curve", text, "no_name", choices=tuple(CURVES), variables=OF_CURVES.names)
    tree = parse(text)
    try:
        return Curve(text, tree, *derivatives(tree), start=_USUAL_START)
    except InvalidExpression as error:
        raise error.renamed("curve", text) from None


def checked_curve(text: object) -> str:
    """The name of a curve, or an expression that can be differentiated. Raises `InvalidExpression`."""
    if not isinstance(text, str):
        raise InvalidExpression("curve", text, "not_text", variables=OF_CURVES.names)
    return named(text.strip()).code


class Descent(Function):
    """The 1-D descent: down one curve, from w = `start`.

    middle, extent: where one looks, `extent` to both sides of `middle`: at the minima near by, as far as the start.
    """

    code = "descent"
    title = "1-D descent"
    parameters = ("w",)
    fields = ("updates", "start", "curve")
    logged = ("w", "loss", "gradient")
    panels = ("descent",)
    charts = ("descent-loss",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.curve = curve_of(settings)
        self._loss, self._slope, self._bend = self.curve.programs
        starts = self.origins(settings)[:, 0]
        minima = self.curve.minima(starts.tolist())
        self.minima = np.array(minima)[:, None]
        ends = [_ends(minima, start) for start in {*starts.tolist()}]
        low, high = self._ends = min(end[0] for end in ends), max(end[1] for end in ends)
        self.middle = (low + high) / 2
        least = 0.0 if minima else _ALONE
        self.extent = max(float(np.abs(starts - self.middle).max()), _SPREAD * (high - low) / 2, least) or _ALONE
        losses = self.loss_at(starts)
        self._first_loss = float(np.max(losses, initial=-math.inf, where=np.isfinite(losses)))

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        return (settings.start,)

    @classmethod
    def modes(cls, settings: Settings) -> tuple[Floats, Floats] | None:
        curvature = curve_of(settings).curvature
        return None if curvature is None else (np.array([curvature]), np.eye(1))

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return shortened(curve_of(settings).formula)

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        curve = curve_of(settings)
        said = f"Gradient descent on the loss {shortened(curve.formula)}"
        found = curve.minima((settings.start,))
        low, high = _ends(found, settings.start)
        near = [m for m in found if low <= m <= high]
        bottom = never_negative(curve.loss) and bool((curve.programs[0](np.array(near)) <= _BOTTOM).all())
        return said + told_minima("w", [f"{m:.6g}" for m in near], lowest=bottom or curve.curvature is not None)

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """F″ where it is the same everywhere; else its largest size between the start and the minima near by."""
        curve = curve_of(settings)
        if curve.curvature is not None:
            return curve.curvature
        low, high = _ends(curve.minima((settings.start,)), settings.start)
        ends = (settings.start, low, high)
        sizes = np.abs(curve.programs[2](np.linspace(min(ends), max(ends), _SAMPLES)))
        return float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))

    def stream(self, settings: Settings) -> Stream:
        return WholeStream(self._slope.in_place((len(settings.runs), 1), self.dtype))

    def loss(self, parameters: Array) -> Array:
        return self.loss_at(parameters[..., 0])

    def loss_at(self, w: Array) -> Array:
        """The loss at w, elementwise; inf or nan where it exceeds the range of the precision, or there is none."""
        return self._loss(w)

    def away(self, parameters: Array, start: Array) -> Flags:
        """Of a parabola where the loss has grown; of others where w is further away than one looks, or has no loss.

        The loss of such a curve may grow without bounds or fall so, and be the same far away as it is near by.
        """
        if self.quadratic:
            return super().away(parameters, start)
        left, right = self.seen
        w = parameters[..., 0]
        return np.asarray(~((left <= w) & (w <= right) & np.isfinite(self.loss(parameters))))

    @property
    def seen(self) -> Range:
        """The w that are looked at: who is further away than that is away."""
        reach = math.sqrt(GROWN) * self.extent
        return self.middle - reach, self.middle + reach

    def visible_losses(self, middle: float, reach: float) -> Range:
        """The losses that are worth seeing within `reach` of `middle`: up to the start, and of steep walls the foot."""
        if self.quadratic:
            return self.lowest, self.lowest + self.curvature / 2 * reach**2
        losses = self.loss_at(np.linspace(middle - reach, middle + reach, _SAMPLES))
        losses = losses[np.isfinite(losses)]
        if not len(losses):
            return 0.0, 1.0
        low, quarter, half, most = np.quantile(losses, [0, 0.25, 0.5, _STEEPEST]).tolist()
        low = max(low, quarter - (most - quarter))
        near = self.minima[np.abs(self.minima[:, 0] - middle) <= reach]
        low = min([low, *self.loss(near).tolist()])
        first = self._first_loss if math.isfinite(self._first_loss) else most
        usual = max(first, half) - low
        most = min(most, low + _WALL * usual) if usual > 0 else most
        between = self.loss_at(np.linspace(*self._ends, _SAMPLES))  # over the hills between minima
        high = float(min(max(first, most, np.max(between, initial=most, where=np.isfinite(between))), losses.max()))
        return min(low, first), high if high > low else low + 1.0

    def gradient(self, parameters: Array) -> Array:
        return self._slope(parameters)

    def second(self, parameters: Array) -> Floats:
        return self._bend(parameters[:, :1].astype(np.float64)).astype(np.float64, copy=False)

    def eigenvalues(self, parameters: Array) -> Floats:
        return self.second(parameters)


def _ends(minima: Sequence[float], start: float) -> Range:
    """The lowest and the highest of the minima that are near 0 or no further than the start; 0 where there are none."""
    near = [m for m in minima if abs(m) <= max(_NEAR, abs(start))]
    if not near:
        near = sorted(minima, key=lambda m: abs(m - start))[:1] or [0.0]
    return near[0], near[-1]
