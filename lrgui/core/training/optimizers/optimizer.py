"""What an optimizer is: a function of gradient, state, rates and operands, and what is known of it.

It writes what is *subtracted* from the parameters. States are tuples of arrays whose first axis is the
run, so that seeking, undo and races need nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.lines import Line, Look
from lrgui.core.training.script_parts import Keras, PyTorch, UpdateScript

State = tuple[Array, ...]
ExactState = tuple[Floats, ...]
UNCORRECTED, CLIPPED = " uncorrected", " clipped"
ADAPTS = QT_TRANSLATE_NOOP("Limits", "step size adapts: no fixed limit")
Values = tuple[Floats, ...]
Operands = tuple[Array, ...]


class Place(Protocol):
    """Where the runs of an optimizer are before an update, for rules that look around."""

    @property
    def parameters(self) -> Array:
        """(runs, d)."""

    @property
    def lowest(self) -> float:
        """f*, the lowest loss of the problem, −∞ where it is not known."""

    @property
    def hessian(self) -> Floats:
        """That of a quadratic loss, in float64: (d, d)."""

    def loss(self, parameters: Array) -> Array:
        """The loss of the update's batch at other parameters (runs, d): (runs,)."""


@dataclass(frozen=True)
class Setting:
    """A field of a run that an optimizer depends on. letter: in formulas; variable: in scripts.

    usual: the value with which it goes without saying, None where it is always said. form: how it is said, of letter
    and value. comment: what scripts say of it beside its letter.
    """

    field: str
    letter: str
    variable: str
    usual: float | bool | None = None
    form: str = "{0} = {1}"
    comment: str = ""


@dataclass(frozen=True)
class LinearTheory:
    """What an update rule that is linear in the gradient does on a quadratic loss of curvature L.

    matrix(ηL, μ): the 2×2 matrix, row by row, that an update multiplies (e, η·v) with, e the error w − w* and v the
    velocity, which begins at 0. bound(L, μ): the rate from which its largest eigenvalue exceeds 1; formula: the same
    in letters, {0} for L. μ is 0 for an optimizer that has none.
    """

    matrix: Callable[[float, float], tuple[tuple[float, float], tuple[float, float]]]
    bound: Callable[[float, float], float]
    formula: str


@dataclass(frozen=True)
class Memory:
    """The arrow of what an optimizer remembers. word: what it is called, a text of the context "Arrows".

    vector(rate, before, after, settings): the arrow (d,), of the states of one run before the update (0 where it has
    just begun) and after it, all in float64.
    """

    letters: str
    word: str
    vector: Callable[[float, ExactState, ExactState, tuple[float, ...]], Floats]


def typed(values: Values, parameters: Array) -> Operands:
    """The values of the settings in the precision of the parameters."""
    return tuple(value.astype(parameters.dtype) for value in values)


def alone(rates: Array, state: State, *_values: Floats) -> tuple[tuple[Array, ...], State]:
    """Nothing is known of the next updates but their learning rates."""
    return (rates,), state


@dataclass(frozen=True, eq=False)
class Optimizer:
    """One update rule, and all that there is to say about it.

    code: in files and on the command line. name: inside a sentence, in English, a text of the context "Names" unless it
    is a proper name. formula: of an update of w, as the window shows it. source: whose definition it is.

    init(parameters) gives the first state; update(g, state, step, *rates, *operands) makes one update: it writes what
    is subtracted to `step`, goes on with the state where it is, and leaves g. All arrays have the shape (runs, d),
    rates and operands too: nothing is made and nothing broadcast, which would take longer. Rules whose update is one
    function are made together.
    settings: the fields of a run that it depends on beside the learning rate. operands(values, parameters): what
    `update` takes, of their values in float64 and of parameters of the runs' shape and precision.
    ahead(rates, state, *values): of the next updates, with the learning rates (k, runs, d), the `rates` that each is
    given, arrays of this shape, and the state with all in it that does not depend on gradients.
    place: whether `update` is given the `Place` too, as its first argument. quadratic: whether
    there is none but of a quadratic loss.

    theory: None where the rule is not linear. limit: what is said of its rate in place of theory's bound, a text of the
    context "Limits". memory: None where it remembers nothing that can be drawn.
    rescales: whether what it multiplies a gradient with is not η alone. shrinks: whether that only ever gets smaller
    while η does not grow. clippable: whether it matters how long a gradient is; clips: whether those that are too long
    are cut before. corrects: whether means that start at 0 are corrected.
    rests: whether it stays where there is no slope and never was one, with weights that decay, too.

    lines: the update worked out by hand, of which the last one of each parameter is the direction, that which η is
    multiplied with: g itself where there is none. remembers: the letters of the parts of the state, each of which is a
    line; constants: the letters and values of what is not set. look(place, g, η): what a rule that looks at the loss
    sees before an update of one run (1, d), its lines among it.

    script(script) gives the lines of one update in NumPy, with the operations of `update` in their order, so that the
    numbers agree to the last bit.
    """

    code: str
    name: str
    formula: str
    source: str
    init: Callable[[Array], State]
    update: Callable[..., None]
    script: Callable[[UpdateScript], list[str]]
    pytorch: PyTorch
    keras: Keras
    settings: tuple[Setting, ...] = ()
    operands: Callable[[Values, Array], Operands] = typed
    ahead: Callable[..., tuple[tuple[Array, ...], State]] = alone
    place: bool = False
    quadratic: bool = False
    limit: str = ADAPTS
    theory: LinearTheory | None = None
    memory: Memory | None = None
    lines: tuple[Line, ...] = ()
    remembers: tuple[str, ...] = ()
    constants: tuple[tuple[str, float], ...] = ()
    look: Callable[[Place, Array, Array], Look] | None = None
    rescales: bool = False
    shrinks: bool = False
    clips: bool = False
    corrects: bool = True
    rests: bool = True
    clippable: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a run that its updates depend on beside the learning rate."""
        return tuple(setting.field for setting in self.settings)

    def said(self, run: object) -> tuple[Setting, ...]:
        """Those of the settings of `run` that do not go without saying."""
        return tuple(s for s in self.settings if s.usual is None or getattr(run, s.field) != s.usual)

    @property
    def key(self) -> str:
        """By which it is known with what can be switched on and off: the code, where that is as usual."""
        return f"{self.code}{'' if self.corrects else UNCORRECTED}{CLIPPED if self.clips else ''}"

    def remembered_bytes(self, precision: str) -> int:
        """What it remembers of each parameter of a run, in bytes."""
        return sum(part.nbytes for part in self.init(np.zeros((1, 1), precision)))

    @property
    def plain(self) -> bool:
        """Whether the update is η·g and nothing else."""
        return self.memory is None and not self.rescales


def no_state(_parameters: Array) -> State:
    """The first state of a rule that remembers nothing."""
    return ()


def one_state(parameters: Array) -> State:
    """The first state of a rule that remembers one array, of zeros: (runs, d)."""
    return (np.zeros_like(parameters),)
