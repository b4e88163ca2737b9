"""What a schedule is: the learning rate as a function of the update number."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from lrgui.core.model.types import Floats
from lrgui.core.training.script_parts import RateScript


class RateSettings(Protocol):
    """The fields of a run that its learning rates depend on; periods are in epochs."""

    @property
    def learning_rate(self) -> float: ...
    @property
    def decay_rate(self) -> float: ...
    @property
    def decay_epochs(self) -> float: ...
    @property
    def staircase(self) -> bool: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def power(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def warmup_epochs(self) -> float: ...


def peak(run: RateSettings) -> float:
    """η itself, which most schedules never exceed."""
    return run.learning_rate


@dataclass(frozen=True, eq=False)
class Schedule:
    """One way in which the learning rate changes in the course of a run; all that there is to say about it.

    code: in files and on the command line. name: inside a sentence, in English, a text of the context "Names".
    formula: the rate of update t, as the window shows it; T updates in all. source: whose definition it is.

    rates(run, t, total, updates_per_epoch) gives the rates of the updates t (float64, any shape), shaped like t.
    fields: what of a run it depends on beside the learning rate. constant: whether all rates are one number.
    highest(run): what the rates never exceed, inf where there is nothing of the kind.

    script(script, run, target, eta) gives lines that compute `target` from t, with the operations of `rates` in their
    order, so that the numbers agree to the last bit. eta: the name of η. keras(script, run, eta) gives name and
    arguments of the schedule of `keras.optimizers.schedules` that has the same rates, None where there is none.
    description(run, period) says in a script's header what it is; `period` writes a number of epochs out.
    caption: what figures say, a text of the context "Figure"; {name} and the fields are filled in.
    """

    code: str
    name: str
    formula: str
    source: str
    rates: Callable[[RateSettings, Floats, int, int], Floats]
    script: Callable[[RateScript, RateSettings, str, str], list[str]]
    fields: tuple[str, ...] = ()
    constant: bool = False
    highest: Callable[[RateSettings], float] = peak
    keras: Callable[[RateScript, RateSettings, str], tuple[str, str] | None] | None = None
    description: Callable[[RateSettings, Callable[[float], str]], str] | None = None
    caption: str = "{name}"


def in_updates(epochs: float, updates_per_epoch: int) -> float:
    """A period given in epochs as a number of updates, not always whole.

    0.28 epochs of 25 updates are 7 updates, although the product in binary is a little more than 7: a
    staircase would come down one update late.

    >>> 0.28 * 25, in_updates(0.28, 25)
    (7.000000000000001, 7.0)
    """
    updates = epochs * updates_per_epoch
    whole = round(updates)
    return float(whole) if math.isclose(updates, whole, rel_tol=1e-12) else updates
