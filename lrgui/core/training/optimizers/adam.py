"""Adam and its relatives: a mean of the gradients, divided by the root of a mean of their squares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import repeat

import numpy as np
from numpy import add, divide, multiply, sqrt

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.adam_code import (
    adam_keras,
    adam_script,
    adam_torch,
)
from lrgui.core.training.optimizers.adaptive import EPSILON_SETTING
from lrgui.core.training.optimizers.lines import ONCE, Line, root
from lrgui.core.training.optimizers.optimizer import (
    ExactState,
    Memory,
    Operands,
    Optimizer,
    Place,
    Setting,
    State,
    Values,
    typed,
)
from lrgui.core.training.script_parts import Keras, KerasClass, PyTorch

BETAS = Setting("beta1", "β₁", "beta1", 0.9), Setting("beta2", "β₂", "beta2", 0.999)
CORRECTION = Setting(
    "bias_correction", "c", "correction", True, "m̂ = m, v̂ = v", "whether both means are corrected for their start at 0"
)
DECAY = Setting("decoupled_decay", "λ", "decoupled")
LIBRARY = "betas=({beta1}, {beta2})", "eps={epsilon}"
KERAS_MEANS = ("mean", "means"), ("squares", "squares")
KERAS_REASON = "Keras's own adds epsilon before the correction of the mean of squares; here it is added after it."


def zeros(count: int) -> Callable[[Array], State]:
    """The first state of `count` means and a counter of updates, which is exact up to 2⁵³."""

    def init(parameters: Array) -> State:
        return (*(np.zeros_like(parameters) for _ in range(count)), np.zeros(parameters.shape))

    return init


def operands_of(values: Values, parameters: Array) -> Operands:
    """β₁, 1 − β₁, β₂, 1 − β₂ and ε: differences are taken in float64, as in PyTorch."""
    b1, b2, epsilon = values[:3]
    return typed((b1, 1.0 - b1, b2, 1.0 - b2, epsilon), parameters)


def tabulated(of: Callable[[float, int], float], b: Floats, n: Array, count: int) -> Floats:
    """of(b, number) for the next updates: (count, runs, 1); b and n have one value for each run: (runs, d).

    By Python's own power: that of NumPy may differ in the last digit with the length of the array.
    """
    pairs = list(zip(b[:, 0].tolist(), n[:, 0].tolist(), strict=True))
    columns = {
        (base, made): list(map(of, repeat(base), range(int(made) + 1, int(made) + 1 + count)))
        for base, made in set(pairs)
    }
    return np.array([columns[pair] for pair in pairs]).T[:, :, None]


def _corrected(
    rates: Array, state: State, b1: Floats, b2: Floats, _epsilon: Floats, correction: Floats, *_more: Floats
) -> tuple[tuple[Array, Array], State]:
    """η/(1 − β₁ⁿ) and √(1 − β₂ⁿ) of the next updates, η and 1 without the corrections.

    In float64, as in PyTorch: in float32, 1 − 0.999 has four digits.
    """
    n, count, own = state[-1], len(rates), correction[:, :1]
    rate = (rates / (1.0 - own * tabulated(pow, b1, n, count))).astype(rates.dtype, copy=False)
    scale = np.empty_like(rates)
    scale[:] = np.sqrt(1.0 - own * tabulated(pow, b2, n, count))
    return (rate, scale), (*state[:-1], n + count)


def means(g: Array, m: Array, v: Array, room: Array, b1: Array, rest1: Array, b2: Array, rest2: Array) -> None:
    """m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g². room: an array to work in."""
    add(multiply(b1, m, m), multiply(rest1, g, room), m)
    add(multiply(b2, v, v), multiply(rest2, multiply(g, g, room), room), v)


def adam(
    g: Array, state: State, step: Array, rate: Array, scale: Array,
    b1: Array, rest1: Array, b2: Array, rest2: Array, epsilon: Array,
) -> None:  # fmt: skip
    """w ← w − η/(1 − β₁ⁿ) · m/(√v/√(1 − β₂ⁿ) + ε) (`torch.optim.Adam`).

    m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; n, the third part of the state, counts the updates.
    """
    m, v, _ = state
    means(g, m, v, step, b1, rest1, b2, rest2)
    multiply(rate, divide(m, add(divide(sqrt(v, step), scale, step), epsilon, step), step), step)


def _mean_gradient(rate: float, _before: ExactState, after: ExactState, settings: tuple[float, ...]) -> Floats:
    """−η·m̂, which the step is but for the division by √v̂; m̂ is the mean corrected for its start at 0."""
    b1, correction = settings[0], settings[3]
    vector: Floats = -rate * after[0] / (1.0 - correction * b1 ** after[-1])
    return vector


_MEMORY = Memory("−η·m̂", QT_TRANSLATE_NOOP("Arrows", "mean gradient"), _mean_gradient)

M_LINE = Line("m", "β₁·m + (1 − β₁)·g", ("β₁", "m₀", "g"), lambda b, m, g: b * m + (1 - b) * g)
V_LINE = Line("v", "β₂·v + (1 − β₂)·g²", ("β₂", "v₀", "g"), lambda b, v, g: b * v + (1 - b) * g * g)
N_LINE = Line("n", "n + 1", ("n₀",), lambda n: n + 1, ONCE)
_M_HAT = Line("m̂", "m/(1 − β₁ⁿ)", ("m", "β₁", "n"), lambda m, b, n: m / (1 - b**n))
_U = Line("u", "max(u, v)", ("u₀", "v"), max)


def hat(letter: str) -> Line:
    """The mean of squares that is called so, corrected for its start at 0."""
    return Line("v̂", f"{letter}/(1 − β₂ⁿ)", (letter, "β₂", "n"), lambda v, b, n: v / (1 - b**n))


def _divided(m: str, v: str, *, decays: bool = False) -> Line:
    """The direction, with what the weights decay by where they do."""
    if decays:
        needs = (m, v, "ε", "λ", "w")
        return Line("d", f"{m}/(√{v} + ε) + λ·w", needs, lambda m, v, e, decay, w: m / (root(v) + e) + decay * w)
    return Line("d", f"{m}/(√{v} + ε)", (m, v, "ε"), lambda m, v, epsilon: m / (root(v) + epsilon))


ADAM = Optimizer(
    code="adam",
    name="Adam",
    formula="w ← w − η·m̂/(√v̂ + ε)",
    source="torch.optim.Adam",
    init=zeros(2),
    update=adam,
    script=adam_script,
    pytorch=PyTorch("Adam", LIBRARY, own=adam_torch("Adam")),
    keras=Keras(own=KerasClass("Adam", KERAS_REASON, KERAS_MEANS, adam_keras())),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION),
    operands=operands_of,
    ahead=_corrected,
    memory=_MEMORY,
    lines=(M_LINE, V_LINE, N_LINE, _M_HAT, hat("v"), _divided("m̂", "v̂")),
    remembers=("m", "v", "n"),
    rescales=True,
)


# AMSGrad


def amsgrad(
    g: Array, state: State, step: Array, rate: Array, scale: Array,
    b1: Array, rest1: Array, b2: Array, rest2: Array, epsilon: Array,
) -> None:  # fmt: skip
    """Adam with the largest v so far in place of v (`torch.optim.Adam(amsgrad=True)`; Reddi et al. 2018)."""
    m, v, u, _ = state
    means(g, m, v, step, b1, rest1, b2, rest2)
    np.maximum(u, v, out=u)
    multiply(rate, divide(m, add(divide(sqrt(u, step), scale, step), epsilon, step), step), step)


AMSGRAD = Optimizer(
    code="amsgrad",
    name="AMSGrad",
    formula="w ← w − η·m̂/(√v̂ₘₐₓ + ε)",
    source="torch.optim.Adam(amsgrad=True)",
    init=zeros(3),
    update=amsgrad,
    script=lambda script: adam_script(script, largest=True),
    pytorch=PyTorch("Adam", (*LIBRARY, "amsgrad=True"), own=adam_torch("AMSGrad", largest=True)),
    keras=Keras(
        own=KerasClass("AMSGrad", KERAS_REASON, (*KERAS_MEANS, ("largest", "largest")), adam_keras(largest=True))
    ),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION),
    operands=operands_of,
    ahead=_corrected,
    memory=_MEMORY,
    lines=(M_LINE, V_LINE, _U, N_LINE, _M_HAT, hat("u"), _divided("m̂", "v̂")),
    remembers=("m", "v", "u", "n"),
    rescales=True,
)  # fmt: skip


# AdamW


def _shrinking(
    rates: Array, state: State, b1: Floats, b2: Floats, epsilon: Floats, correction: Floats, decay: Floats
) -> tuple[tuple[Array, ...], State]:
    """The same, and η·λ."""
    corrected, after = _corrected(rates, state, b1, b2, epsilon, correction)
    return (*corrected, rates * decay.astype(rates.dtype)), after


def adamw(
    place: Place, g: Array, state: State, step: Array, rate: Array, scale: Array, share: Array, *operands: Array
) -> None:
    """w ← w − η·λ·w − η·m̂/(√v̂ + ε) (`torch.optim.AdamW`; Loshchilov and Hutter 2019): no decay is divided by √v̂."""
    adam(g, state, step, rate, scale, *operands)
    add(share * place.parameters, step, step)


ADAMW = Optimizer(
    code="adamw",
    name="AdamW",
    formula="w ← w − η·λ·w − η·m̂/(√v̂ + ε)",
    source="torch.optim.AdamW",
    init=zeros(2),
    update=adamw,
    script=lambda script: adam_script(script, decays=True),
    pytorch=PyTorch("AdamW", (*LIBRARY, "weight_decay={decoupled_decay}"), own=adam_torch("AdamW", decays=True)),
    keras=Keras(own=KerasClass("AdamW", KERAS_REASON, KERAS_MEANS, adam_keras(decays=True))),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION, DECAY),
    operands=operands_of,
    ahead=_shrinking,
    place=True,
    rests=False,
    memory=_MEMORY,
    lines=(M_LINE, V_LINE, N_LINE, _M_HAT, hat("v"), _divided("m̂", "v̂", decays=True)),
    remembers=("m", "v", "n"),
    rescales=True,
)  # fmt: skip


# Without the corrections


def uncorrected(rule: Optimizer) -> Optimizer:
    """A rule of this module without the corrections of both means, as it is written and worked out by hand."""
    v = "u" if "u" in rule.remembers else "v"
    return replace(
        rule,
        formula=rule.formula.replace("m̂", "m").replace("v̂", "v"),
        memory=replace(_MEMORY, letters="−η·m"),
        lines=(*rule.lines[: len(rule.remembers)], _divided("m", v, decays=DECAY in rule.settings)),
        corrects=False,
    )
