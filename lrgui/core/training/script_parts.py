"""What schedules and optimizers are given to write themselves as code, and what they say of their library's own.

The scripts themselves are made by `lrgui.core.codegen`, which imports schedules and optimizers, never imported by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol


def number(value: float) -> str:
    """The shortest text that reads back as the same number; whole numbers without a point."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


class RateScript(Protocol):
    """A script in which the learning rates of a run, or of a part of it, are computed. Names are those of constants."""

    @property
    def total(self) -> int:
        """The updates from where the schedule begins, update 0 as a rule, to the end of the run."""

    @property
    def last(self) -> str:
        """What the script calls them: UPDATES, as a rule."""

    def updates(self, epochs: float) -> float:
        """A period as a number of updates."""

    def exact_updates(self, epochs: float) -> Fraction:
        """The same exactly."""

    def constant(self, name: str, text: str, comment: str = "") -> str:
        """Puts `name` = `text` at the top; returns the name to use, which differs where it is taken."""

    def period(self, name: str, epochs: float) -> str:
        """A constant that holds the updates of a period, and says where the number comes from."""

    def length(self) -> str:
        """UPDATES, put at the top here."""

    def later(self, updates: int) -> RateScript:
        """The same of a schedule that begins so many updates later."""

    def exact(self, text: str) -> str:
        """A number for a library that would round Python's, so that it keeps all its digits."""


class UpdateScript(Protocol):
    """A NumPy script that updates w with `gradient`; an optimizer writes the lines of one update."""

    @property
    def rate(self) -> str:
        """The learning rate of the update."""

    @property
    def typed_rate(self) -> str:
        """The same in the precision of the parameters."""

    @property
    def wide_rate(self) -> str:
        """The same as a number that calculates in float64."""

    @property
    def made(self) -> str:
        """How many updates this optimizer has made, the one being made included."""

    def setting(self, field: str) -> str:
        """The value of one of the optimizer's settings."""

    def steady(self, field: str) -> object:
        """The value of one of the settings, None where it changes on the way."""

    def state(self, name: str, comment: str, first: str = "0.0") -> str:
        """A variable that starts at `first` and lives from update to update."""

    def constant(self, name: str, text: str, comment: str = "") -> str:
        """Puts `name` = `text` at the top; returns the name to use, which differs where it is taken."""

    def loss(self, at: str) -> str:
        """The loss of the update's batch at other parameters, those of the variable `at`."""

    def lowest(self) -> str:
        """The lowest loss that is known."""

    def hessian(self) -> str:
        """The matrix of second derivatives of a quadratic loss."""

    def rounded(self, text: str) -> str:
        """An expression in float64, brought to the precision of the parameters."""


@dataclass(frozen=True)
class TorchClass:
    """A subclass of `torch.optim.Optimizer` for the script.

    reason: why PyTorch's own will not do, its docstring. step: the lines that make an update of the parameters of
    `group`, which has the learning rate ("lr") and the settings by their fields. looks: whether they ask `loss()`, that
    of the batch where the parameters are. knows: what of the loss it is made with, "lowest" or "hessian".
    """

    name: str
    reason: str
    step: tuple[str, ...]
    looks: bool = False
    knows: str = ""


@dataclass(frozen=True)
class PyTorch:
    """The optimizer of `torch.optim` that makes the same updates.

    arguments: what it is made with beside parameters and learning rate, with the settings' names in braces; those whose
    settings go without saying are left out. above_zero: whether it refuses settings that are 0. own: the class to use
    where there is none in PyTorch, or where means are not corrected. default_type: whether it keeps a number in the
    default type, whatever that of the parameters is.
    """

    name: str = ""
    arguments: tuple[str, ...] = ()
    above_zero: bool = False
    own: TorchClass | None = None
    default_type: bool = False


@dataclass(frozen=True)
class KerasClass:
    """A subclass of `keras.optimizers.Optimizer` for the script.

    reason: why Keras's own will not do, its docstring. states: name and plural, the attribute, of the variables that
    live from update to update. step: the lines of `update_step(self, gradient, variable, learning_rate)`, in which i is
    the variable's number; settings are attributes. before: lines that make others of the `gradients` of all variables,
    before any is updated.
    """

    name: str
    reason: str
    states: tuple[tuple[str, str], ...]
    step: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keras:
    """How Keras makes the same updates.

    library: the call that makes an optimizer of `keras.optimizers`, with {rate} and the settings' names in braces.
    own: the class to use where the library's updates are others: wherever learning rate or settings change, or always
    where there is no `library`. Without `own` the library's always does.
    """

    library: str | None = None
    own: KerasClass | None = None


# The last line of a class's step: w ← w − η·step.
KERAS_SUBTRACT = "self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * {0})"
