"""Surfaces: functions of x and y, an entry of `SURFACES` or an expression, and the descent on one of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from lrgui.core.expressions import writing
from lrgui.core.expressions.derivative import partial_derivatives
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.signs import never_negative
from lrgui.core.expressions.tree import Node, X, Y
from lrgui.core.expressions.unknowns import OF_SURFACES
from lrgui.core.model.types import Array, Axes, Flags, Floats
from lrgui.core.problems.batches import Stream, WholeStream
from lrgui.core.problems.bowl import modes_of
from lrgui.core.problems.names import meant_as_name, shortened
from lrgui.core.problems.plane_function import PlaneFunction, eigenvalues, ends
from lrgui.core.problems.plane_minima import REACH, Points, local_minima
from lrgui.core.problems.problem import Settings
from lrgui.core.problems.searched import centres, told_minima

USUAL_CONDITION = 20.0
HIGHEST_CONDITION = 1e6
_AWAY = 3.0  # a run that is so many times as far away as one looks is away
_SAMPLES = 41  # of the Hessian along each axis, where runs are expected
_USUAL_START = (2.0, 1.0)
_BOTTOM = 1e-20  # a loss that is 0, rounded
_VARIABLES = (X, Y)


class _Entry(NamedTuple):
    """f, its slopes along x and y, and its second derivatives by xx, xy and yy; {k} is the condition."""

    start: tuple[float, float]
    loss: str
    slopes: tuple[str, str]
    bends: tuple[str, str, str]


_ENTRIES = {
    # Curved by 2 along y, as the parabola is, and by so many times less along x.
    "bowl": _Entry((5.0, 2.0), "x^2/{k} + y^2", ("(2/{k})x", "2y"), ("2/{k}", "0", "2")),
    # Level at (0, 0), between two minima at (0, ±1).
    "saddle": _Entry((1.5, 0.01), "0.5x^2 + 0.25(y^2 - 1)^2", ("x", "y*(y^2 - 1)"), ("1", "0", "3y^2 - 1")),
    "rosenbrock": _Entry(
        (-1.2, 1.0),
        "(1 - x)^2 + 100(y - x^2)^2",
        ("2(x - 1) - 400x*(y - x^2)", "200(y - x^2)"),
        ("1200x^2 - 400y + 2", "-400x", "200"),
    ),
    "himmelblau": _Entry(
        (0.0, 0.0),
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        ("4x*(x^2 + y - 11) + 2(x + y^2 - 7)", "2(x^2 + y - 11) + 4y*(x + y^2 - 7)"),
        ("12x^2 + 4y - 42", "4x + 4y", "12y^2 + 4x - 26"),
    ),
    "beale": _Entry(
        (1.0, 1.0),
        "(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
        (
            "2(y - 1)(1.5 - x + xy) + 2(y^2 - 1)(2.25 - x + xy^2) + 2(y^3 - 1)(2.625 - x + xy^3)",
            "2x*(1.5 - x + xy) + 4xy*(2.25 - x + xy^2) + 6xy^2*(2.625 - x + xy^3)",
        ),
        (
            "2(y - 1)^2 + 2(y^2 - 1)^2 + 2(y^3 - 1)^2",
            "2(1.5 - x + xy) + 2x*(y - 1) + 4y*(2.25 - x + xy^2) + 4xy*(y^2 - 1)"
            " + 6y^2*(2.625 - x + xy^3) + 6xy^2*(y^3 - 1)",
            "2x^2 + 4x*(2.25 - x + xy^2) + 8x^2*y^2 + 12xy*(2.625 - x + xy^3) + 18x^2*y^4",
        ),
    ),
    # All of the hyperbola xy = 1 is as low, and the flatter the nearer to (1, 1): the edge of stability decides where.
    "hyperbola": _Entry((3.2, 0.3), "0.5(xy - 1)^2", ("y*(xy - 1)", "x*(xy - 1)"), ("y^2", "2xy - 1", "x^2")),
}
SURFACES = tuple(_ENTRIES)


@dataclass(frozen=True)
class Surface:
    """A function f of x and y.

    loss, slopes, bends: f, ∂f/∂x and ∂f/∂y, and the second derivatives by xx, xy and yy as expressions; start: where
    its descent is worth starting from.
    """

    code: str
    loss: Node
    slopes: tuple[Node, Node]
    bends: tuple[Node, Node, Node]
    start: tuple[float, float]

    @cached_property
    def formula(self) -> str:
        """F as it is read."""
        return writing.formula(self.loss)

    @cached_property
    def programs(self) -> tuple[Program, Program, Program]:
        """F, its slopes and its second derivatives, of arrays."""
        loss, slopes, bends = (
            Program(*trees, variables=_VARIABLES) for trees in ((self.loss,), self.slopes, self.bends)
        )
        return loss, slopes, bends

    @cached_property
    def modes(self) -> tuple[Floats, Floats] | None:
        """The eigenvalues of the Hessian, descending, and its eigenvectors as columns, of a bowl; None for all others.

        A bowl is curved alike everywhere, and upwards in every direction.
        """
        if not all(bend.constant for bend in self.bends):
            return None
        return modes_of(*(bend.value for bend in self.bends))

    def minima(self, starts: Iterable[Sequence[float]] = ()) -> Points:
        """Where f has its local minima: those that `local_minima` finds around (0, 0) and around the starts."""
        if self.modes is None:
            return _minima(self, centres(starts, REACH, 2))
        xx, xy, yy = (bend.value for bend in self.bends)
        gx, gy = (float(slope[0]) for slope in self.programs[1].values(np.zeros(1), np.zeros(1)))
        area = xx * yy - xy * xy
        return ((0.0 - (yy * gx - xy * gy) / area, 0.0 - (xx * gy - xy * gx) / area),)

    @cached_property
    def never_negative(self) -> bool:
        """Whether f is nowhere below 0, as far as its form tells."""
        return never_negative(self.loss)


@lru_cache(maxsize=64)
def _minima(surface: Surface, around: Points) -> Points:
    return local_minima(*surface.programs, around)


def surface_of(settings: Settings) -> Surface:
    """The surface that an experiment names."""
    return named(settings.surface, settings.condition)


def named(text: str, condition: float = USUAL_CONDITION) -> Surface:
    """One of `SURFACES` by its name, or that of an expression. Raises `InvalidExpression`.

    condition: how many times more the bowl is curved along y than along x.
    """
    return _built_in(text, condition if text == "bowl" else USUAL_CONDITION) if text in _ENTRIES else _typed(text)


@lru_cache(maxsize=64)
def _built_in(code: str, condition: float) -> Surface:
    entry, factor = _ENTRIES[code], repr(condition).removesuffix(".0")

    def tree(text: str) -> Node:
        return parse(text.replace("{k}", factor), OF_SURFACES, constant=True)

    (x, y), (xx, xy, yy) = map(tree, entry.slopes), map(tree, entry.bends)
    return Surface(code, tree(entry.loss), (x, y), (xx, xy, yy), entry.start)


@lru_cache(maxsize=64)
def _typed(text: str) -> Surface:
    if meant_as_name(text):
        raise InvalidExpression("surface", text, "no_name", choices=SURFACES, variables=OF_SURFACES.names)
    tree = parse(text, OF_SURFACES)
    try:
        return Surface(text, tree, *partial_derivatives(tree), start=_USUAL_START)
    except InvalidExpression as error:
        raise error.renamed("surface", text) from None


def checked_surface(text: object) -> str:
    """The name of a surface, or an expression that can be differentiated. Raises `InvalidExpression`."""
    if not isinstance(text, str):
        raise InvalidExpression("surface", text, "not_text", variables=OF_SURFACES.names)
    return named(text.strip()).code


class SurfaceDescent(PlaneFunction):
    """Down one surface, from (x, y) = (`start_x`, `start_y`)."""

    code = "surface"
    title = "Surface"
    parameters = ("x", "y")
    fields = ("updates", "surface", "start_x", "start_y", "condition")
    logged = ("x", "y", "loss")
    panels = ("surface", "cut")
    charts = ("surface-loss",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.surface = surface_of(settings)
        self._loss, self._slopes, self._bends = self.surface.programs
        self.minima = np.array(self.surface.minima(self.origins(settings).tolist())).reshape(-1, 2)
        self.look_around(settings)

    @property
    def relief(self) -> Hashable:
        return self.surface

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        return (settings.start_x, settings.start_y)

    @classmethod
    def modes(cls, settings: Settings) -> tuple[Floats, Floats] | None:
        return surface_of(settings).modes

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return shortened(surface_of(settings).formula)

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        surface = surface_of(settings)
        said = f"Gradient descent on the loss {shortened(surface.formula)}"
        minima = surface.minima([cls.origin(settings)])
        losses = surface.programs[0].values(*np.array(minima).reshape(-1, 2).T)[0]
        bottom = surface.never_negative and bool((losses <= _BOTTOM).all())
        places = [f"({x:.6g}, {y:.6g})" for x, y in minima]
        return said + told_minima("(x, y)", places, lowest=bottom or surface.modes is not None)

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """The larger eigenvalue of a bowl; else the largest size of one between the start and the minima near by."""
        surface = surface_of(settings)
        if surface.modes is not None:
            return float(surface.modes[0][0])
        low, high = ends(surface.minima([cls.origin(settings)]), cls.origin(settings))
        x, y = np.meshgrid(*(np.linspace(a, b, _SAMPLES) for a, b in zip(low, high, strict=True)))
        values = eigenvalues(np.stack(surface.programs[2].values(x.ravel(), y.ravel()), axis=-1))
        sizes = np.abs(values[np.isfinite(values)])
        return float(np.max(sizes, initial=0.0))

    @property
    def floor(self) -> float:  # type: ignore[override]
        """0 where no loss is below it, as far as the form of f tells; else as that of any function."""
        return 0.0 if self.surface.never_negative else super().floor

    def stream(self, settings: Settings) -> Stream:
        return WholeStream(self._slopes.in_place_together(len(settings.runs), self.dtype))

    def loss(self, parameters: Array) -> Array:
        return self._loss.values(parameters[..., 0], parameters[..., 1])[0]

    def gradient(self, parameters: Array) -> Array:
        return np.stack(self._slopes.values(parameters[..., 0], parameters[..., 1]), axis=-1)

    def second(self, parameters: Array) -> Floats:
        """The second derivatives by xx, xy and yy."""
        x, y = parameters.astype(np.float64).T
        return np.stack(self._bends.values(x, y), axis=-1)

    @property
    def seen(self) -> Axes:
        """The x and the y that are looked at: who is further away than that is away."""
        low, high = (self.middle - _AWAY * self.extent).tolist(), (self.middle + _AWAY * self.extent).tolist()
        return (low[0], high[0]), (low[1], high[1])

    def away(self, parameters: Array, start: Array) -> Flags:
        """On a bowl where the loss has grown; on others where a run is further away than one looks, or has no loss."""
        if self.quadratic:
            return super().away(parameters, start)
        (left, right), (bottom, top) = self.seen
        x, y = parameters[..., 0], parameters[..., 1]
        inside = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
        return np.asarray(~(inside & np.isfinite(self.loss(parameters))))
