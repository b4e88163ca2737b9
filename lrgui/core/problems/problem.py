"""What every problem is: something with parameters, a loss and its gradient, for all runs of an experiment at once.

Parameters have the shape (runs, d), or (…, d) where it says so. A problem never changes after construction and
allocates what it returns, so that the window may read while the worker trains; the buffers of training live in its
`stream`. Problems know nothing of experiments but the fields that they read, `Settings`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sized
from typing import ClassVar, NamedTuple, Protocol, Self

import numpy as np

from lrgui.core.model.types import Array, Flags, Floats, Integers
from lrgui.core.problems.batches import Stream
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.points import Points


class Settings(Protocol):
    """The fields of an experiment that problems read."""

    @property
    def runs(self) -> Sized: ...
    @property
    def precision(self) -> str: ...
    @property
    def curve(self) -> str: ...
    @property
    def updates(self) -> int: ...
    @property
    def start(self) -> float: ...
    @property
    def surface(self) -> str: ...
    @property
    def start_x(self) -> float: ...
    @property
    def start_y(self) -> float: ...
    @property
    def condition(self) -> float: ...
    @property
    def points(self) -> str | Points: ...
    @property
    def loss_scale(self) -> str: ...
    @property
    def start_w(self) -> float: ...
    @property
    def start_b(self) -> float: ...
    @property
    def start_w1(self) -> float: ...
    @property
    def start_w2(self) -> float: ...
    @property
    def epochs(self) -> int: ...
    @property
    def batch_size(self) -> int: ...
    @property
    def iterations_per_epoch(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def order_seed(self) -> int: ...
    @property
    def data(self) -> str | OwnData: ...
    @property
    def distance(self) -> float: ...
    @property
    def standardised(self) -> bool: ...
    @property
    def weight_decay(self) -> float: ...
    @property
    def hidden_units(self) -> int: ...
    @property
    def start_spread(self) -> float: ...
    @property
    def loss_form(self) -> str: ...
    @property
    def each(self) -> tuple[Self, ...]: ...


class Evaluation(NamedTuple):
    """Loss and accuracy (0 … 1) of every run on training and validation data: four arrays of shape (runs,).

    nan where a problem has no such thing: a function has a loss only.
    """

    train_loss: Array
    train_accuracy: Array
    validation_loss: Array
    validation_accuracy: Array


class Problem(ABC):
    """One problem with the settings of one experiment.

    code: its name in files and on the command line; title: its English name. parameters: the codes of their columns.
    on_data: whether it is trained on batches of data, counted in epochs and evaluated at checkpoints, or is a function
    of its parameters alone, where an epoch is one update. length: the field of the experiment that says how long runs
    are; fields: all that decide its numbers, beside what problems share. logged: the columns that `log` gives;
    predicted: those that `samples` gives. panels, charts: what shows it, in the order in which it is laid out; the
    first `first_panels` are seen at first, and the first chart is that of the loss. noise: what there is to be shown of
    single batches. curvature: the `curvature_bound` of
    these settings.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]]
    on_data: ClassVar[bool]
    length: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    logged: ClassVar[tuple[str, ...]]
    predicted: ClassVar[tuple[str, ...]] = ()
    convex: ClassVar[bool] = True  # of a problem on data: whether its loss is
    floor: float = 0.0  # what no training loss is known to fall below, at most 0; −inf where nothing is known
    panels: ClassVar[tuple[str, ...]]
    first_panels: ClassVar[int] = 1
    charts: ClassVar[tuple[str, ...]]
    noise: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: Settings) -> None:
        self.dtype: np.dtype[np.floating] = np.dtype(settings.precision)
        self.curvature = self.curvature_bound(settings)

    # Of the settings, without making the problem

    @classmethod
    def updates_per_epoch(cls, settings: Settings) -> int:
        """s = ⌈n/m⌉ on n points of data in batches of m, of which the last, shorter one is used; else 1."""
        return settings.iterations_per_epoch if cls.on_data else 1

    @classmethod
    def total_updates(cls, settings: Settings) -> int:
        """T, the number of updates of a whole run."""
        length: int = getattr(settings, cls.length)
        return length * cls.updates_per_epoch(settings)

    @classmethod
    def dimension(cls, settings: Settings) -> int:
        """D, the number of parameters of a run: those that have names, unless they are too many for names."""
        return len(cls.parameters)

    @classmethod
    @abstractmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        """Where runs start that have no start of their own: (d,)."""

    @classmethod
    def origins(cls, settings: Settings) -> Floats:
        """Where each run starts: (runs, d)."""
        places = {id(own): cls.origin(own) for own in settings.each}
        return np.array([places[id(own)] for own in settings.each])

    @classmethod
    @abstractmethod
    def formula(cls, settings: Settings) -> str:
        """The loss as it is read."""

    @classmethod
    @abstractmethod
    def sentence(cls, settings: Settings) -> str:
        """What is trained, in English for the head of a script."""

    @classmethod
    @abstractmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """L: what the curvature of the training loss nowhere exceeds where runs are expected."""

    # Training

    def start(self, settings: Settings) -> Array:
        """The parameters before the first update: (runs, d)."""
        return self.origins(settings).astype(self.dtype)

    @abstractmethod
    def stream(self, settings: Settings) -> Stream:
        """The batches of consecutive updates, with the gradient over each."""

    @abstractmethod
    def away(self, parameters: Array, start: Array) -> Flags:
        """Where `parameters` (k, runs, d) of runs that began at `start` (runs, d) have lost all bounds: (k, runs)."""

    # What there is to know of parameters

    @abstractmethod
    def gradient(self, parameters: Array) -> Array:
        """The gradient of the training loss, over all data: shaped like `parameters`."""

    @abstractmethod
    def curvature_at(self, parameters: Array) -> Floats:
        """The largest eigenvalue of the Hessian of the training loss: (runs,), in float64; nan where not finite."""

    @abstractmethod
    def evaluate(self, parameters: Array) -> Evaluation:
        """Losses and accuracies at parameters (runs, d)."""

    @abstractmethod
    def update_losses(self, settings: Settings, parameters: Array, first: int) -> Floats:
        """What the updates `first`, `first` + 1 … (one run, within one epoch) see of the loss before they are made.

        parameters: (k, d), before each update. The loss of the update's own batch, in float64: (k,).
        """

    def batch_sizes(self, settings: Settings, first: int, count: int) -> Integers:
        """How many samples the updates `first`, `first` + 1 … see: (count,); of a function, which has none, 1."""
        return np.ones(count, np.int64)

    @abstractmethod
    def batch_loss(self, settings: Settings, parameters: Array, update: int) -> Array:
        """The loss of the batch of update number `update` (from 0) at parameters (runs, d) of every run: (runs,)."""

    @property
    @abstractmethod
    def lowest_known(self) -> float:
        """The lowest loss that there is, −∞ where it is not known; on data 0, which no loss falls below."""

    def residual(self, parameters: Array) -> Array:
        """The largest |p − y| of the training data at parameters (runs, d): (runs,); nan without data."""
        return np.full(len(parameters), np.nan, self.dtype)

    def log(self, parameters: Array) -> dict[str, Array]:
        """All that parameters (k, d) of one run say by themselves: `logged` → (k,)."""
        return dict(zip(self.parameters, parameters.T, strict=True))

    def samples(self, parameters: Array) -> Array:
        """What parameters (runs, d) predict of the test samples: (runs, number of samples)."""
        return np.empty((len(parameters), 0))

    @classmethod
    def gradients(cls) -> tuple[str, ...]:
        """The columns of `logged` that hold the gradient."""
        return tuple(name for name in cls.logged if name.startswith("gradient"))
