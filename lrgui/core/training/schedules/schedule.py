"""What a schedule is: the learning rate as a function of the update number."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.script_parts import RateScript

FAR = 2**62  # what whole numbers of 64 bits hold, with room
MOST = 2**1023  # and those of float64


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
    @property
    def hold_epochs(self) -> float: ...
    @property
    def milestones(self) -> tuple[float, ...]: ...
    @property
    def factor(self) -> float: ...
    @property
    def first_period(self) -> float: ...
    @property
    def period_factor(self) -> int: ...
    @property
    def rate_points(self) -> tuple[tuple[float, float], ...]: ...
    @property
    def patience(self) -> int: ...
    @property
    def cooldown(self) -> int: ...
    @property
    def threshold(self) -> float: ...


@dataclass(frozen=True)
class Outlook:
    """The learning rates of an update and all later ones, if the run goes on beyond its end.

    highest: what none of them exceeds, inf where there is nothing of the kind; limit: what they come to in the end, of
    those that come and go the lowest.
    """

    highest: float
    limit: float


def unchanging(run: RateSettings, _t: float, _total: int, _per_epoch: int) -> Outlook:
    """That of one rate for ever."""
    return Outlook(run.learning_rate, run.learning_rate)


def endless(_run: RateSettings, _t: float, _total: int, _per_epoch: int) -> float:
    """The sum of learning rates that do not come to 0, or not fast enough."""
    return math.inf


def ended(last: Callable[[RateSettings], float]) -> Callable[[RateSettings, float, int, int], float]:
    """The sum of the learning rates after the run's end, where all are `last`(run)."""
    return lambda run, _t, _total, _per_epoch: 0.0 if last(run) == 0 else math.inf


def full(run: RateSettings) -> float:
    """η."""
    return run.learning_rate


@dataclass(frozen=True, eq=False)
class Schedule:
    """One way in which the learning rate changes in the course of a run; all that there is to say about it.

    code: in files and on the command line. name: inside a sentence, in English, a text of the context "Names".
    formula: the rate of update t, as the window shows it; T updates in all. source: whose definition it is.

    rates(run, t, total, updates_per_epoch) gives the rates of the updates t (float64, any shape), shaped like t.
    fields: what of a run it depends on beside the learning rate. constant: whether all rates are one number. reduces:
    whether they are reduced by what happens (`lrgui.core.training.plateaus`): `rates` are those before that.
    outlook(run, t, total, updates_per_epoch): what is known of the rates from update t on.
    tail(run, t, total, updates_per_epoch): the sum of the rates of update t, which is at or after the end of the run,
    and of all later ones; inf where there is no bound, nan where it depends on what happens. first(run): the rate that
    it begins with, to which a warm-up before it leads.

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
    reduces: bool = False
    outlook: Callable[[RateSettings, float, int, int], Outlook] = unchanging
    tail: Callable[[RateSettings, float, int, int], float] = endless
    first: Callable[[RateSettings], float] = full
    keras: Callable[[RateScript, RateSettings, str], tuple[str, str] | None] | None = None
    description: Callable[[RateSettings, Callable[[float], str]], str] | None = None
    caption: str = "{name}"


def exact_updates(epochs: float, updates_per_epoch: int) -> Fraction:
    """A period given in epochs as a number of updates, exactly: the decimal number that was typed times s.

    >>> exact_updates(0.3, 1), exact_updates(0.28, 25)
    (Fraction(3, 10), Fraction(7, 1))
    """
    return Fraction(repr(float(epochs))) * updates_per_epoch


def in_updates(epochs: float, updates_per_epoch: int) -> float:
    """The same as the nearest number of float64.

    >>> 0.28 * 25, in_updates(0.28, 25)
    (7.000000000000001, 7.0)
    """
    return float(exact_updates(epochs, updates_per_epoch))


def whole_periods(t: Floats, period: Fraction) -> Floats:
    """⌊t/d⌋ for the update numbers `t` (whole, any shape), shaped like `t`; d: the period in updates.

    In whole numbers, since t/d in binary may lie just below a stair, as 0.6/0.2 = 2.9999999999999996 does.
    """
    top, bottom = period.denominator, period.numerator
    if int(np.max(t, initial=0.0)) * top < FAR and bottom < FAR:
        return np.asarray(t.astype(np.int64) * top // bottom, np.float64)
    counts = [min(int(k) * top // bottom, MOST) for k in t.ravel().tolist()]
    return np.array(counts, np.float64).reshape(t.shape)
