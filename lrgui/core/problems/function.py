"""A function of its parameters alone, which every update sees whole."""

from __future__ import annotations

import math
from abc import abstractmethod
from functools import cached_property

import numpy as np

from lrgui.core.model.types import Array, Flags, Floats
from lrgui.core.problems.batches import Stream, WholeStream
from lrgui.core.problems.problem import Evaluation, Problem, Settings

HUGE = 1e9  # parameters of this size may be too large for a function: they have diverged
GROWN = 1.37  # a run of a function whose loss exceeds this many times its first one is away: plots reach so far


class Function(Problem):
    """A function of its parameters alone, which every update sees whole.

    minima: (k, d), where its local minima are; none are known if k = 0.
    quadratic: whether its curvature is the same everywhere, so that linear theory knows all of it; curvatures: (d,),
    axes: (d, d), what `modes` says of it then.
    """

    on_data = False
    length = "updates"
    minima: Floats

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        modes = self.modes(settings)
        self.quadratic = modes is not None
        self.curvatures, self.axes = (np.empty(0), np.empty((0, 0))) if modes is None else modes

    @classmethod
    @abstractmethod
    def modes(cls, settings: Settings) -> tuple[Floats, Floats] | None:
        """The eigenvalues of the Hessian, descending, (d,), and its eigenvectors as columns, (d, d).

        None unless it is the same everywhere and all are above 0.
        """

    @classmethod
    def is_quadratic(cls, settings: Settings) -> bool:
        """Whether its curvature is the same everywhere."""
        return cls.modes(settings) is not None

    @classmethod
    def spectrum(cls, settings: Settings) -> tuple[float, ...]:
        """The eigenvalues of the Hessian of a quadratic function, descending; none of others."""
        modes = cls.modes(settings)
        return () if modes is None else tuple(modes[0].tolist())

    @abstractmethod
    def second(self, parameters: Array) -> Floats:
        """The second derivatives at parameters (k, d), each once: (k, m), in float64."""

    @abstractmethod
    def eigenvalues(self, parameters: Array) -> Floats:
        """The eigenvalues of the Hessian at parameters (k, d), descending: (k, d); nan where it is not finite."""

    def curvature_at(self, parameters: Array) -> Floats:
        return self.eigenvalues(parameters)[:, 0]

    @abstractmethod
    def loss(self, parameters: Array) -> Array:
        """The loss at parameters (…, d): (…); inf where it exceeds the range of the precision."""

    def away(self, parameters: Array, start: Array) -> Flags:
        """Where the loss, above its minimum, has grown; also where it is nan."""
        lowest = self.lowest
        grown = self.loss(parameters) - lowest <= GROWN * (self.loss(start) - lowest)
        return np.asarray(~grown)

    def stream(self, settings: Settings) -> Stream:
        return WholeStream(lambda parameters, _batch, out: np.copyto(out, self.gradient(parameters)))

    def undefined(self, parameters: Array) -> Flags:
        """Where there is no loss, though nothing is too large, at parameters (…, d): (…)."""
        moderate = (np.abs(parameters) < HUGE).all(axis=-1)
        return np.asarray(moderate & np.isnan(self.loss(parameters)))

    def first_loss(self, settings: Settings) -> float:
        """The loss where runs start, in float64 whatever the precision of training."""
        return float(self.loss(np.array(self.origin(settings))))

    def loss_shares(self, settings: Settings) -> Floats:
        """What of the first loss, above the lowest one, lies along each axis of a quadratic function: (d,)."""
        along = (np.array(self.origin(settings)) - self.minima[0]) @ self.axes
        shares: Floats = self.curvatures / 2 * along**2
        return shares

    @cached_property
    def lowest(self) -> float:
        """The loss at the deepest of the known minima; 0 where none is known."""
        return float(self.loss(self.minima).min()) if len(self.minima) else 0.0

    @property
    def floor(self) -> float:  # type: ignore[override]
        """The lowest of the known minima, at most 0; −inf where none is known."""
        return min(0.0, self.lowest) if len(self.minima) else -math.inf

    def nearest_minimum(self, parameters: Array) -> Floats | None:
        """The known minimum that is nearest to parameters (d,): (d,), None where none is known."""
        if not len(self.minima):
            return None
        with np.errstate(over="ignore"):  # far away all are equally near
            distances = np.abs(self.minima - parameters.astype(np.float64)).sum(axis=1)
        nearest: Floats = self.minima[int(np.argmin(distances))]
        return nearest

    @cached_property
    def hessian(self) -> Floats:
        """Of a quadratic function the matrix of its second derivatives: (d, d)."""
        hessian: Floats = (self.axes * self.curvatures) @ self.axes.T
        return hessian

    def batch_loss(self, settings: Settings, parameters: Array, update: int) -> Array:
        return self.loss(parameters)

    @property
    def lowest_known(self) -> float:
        return self.lowest if len(self.minima) else -math.inf

    def evaluate(self, parameters: Array) -> Evaluation:
        loss = self.loss(parameters)
        return Evaluation(loss, *np.full((3, len(loss)), np.nan))

    def update_losses(self, settings: Settings, parameters: Array, first: int) -> Floats:
        return self.loss(parameters).astype(np.float64)

    def log(self, parameters: Array) -> dict[str, Array]:
        names = self.gradients()
        gradient = dict(zip(names, self.gradient(parameters).T, strict=True)) if names else {}
        return {**super().log(parameters), "loss": self.loss(parameters), **gradient}
