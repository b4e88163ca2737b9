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
    NADAM_BASE,
    NADAM_PSI,
    adam_keras,
    adam_script,
    adam_torch,
    nadam_keras,
    nadam_script,
)
from lrgui.core.training.optimizers.adaptive import EPSILON_SETTING
from lrgui.core.training.optimizers.optimizer import (
    ExactState,
    Line,
    Memory,
    Operands,
    Optimizer,
    Place,
    Setting,
    State,
    Values,
    root,
    typed,
)
from lrgui.core.training.script_parts import Keras, KerasClass, PyTorch

BETAS = Setting("beta1", "β₁", "beta1", 0.9), Setting("beta2", "β₂", "beta2", 0.999)
CORRECTION = Setting(
    "bias_correction", "c", "correction", True, "m̂ = m, v̂ = v", "whether both means are corrected for their start at 0"
)
DECAY = Setting("decoupled_decay", "λ", "decay")
_LIBRARY = "betas=({beta1}, {beta2})", "eps={epsilon}"
_KERAS_MEANS = ("mean", "means"), ("squares", "squares")
_KERAS_REASON = "Keras's own adds epsilon before the correction of the mean of squares; here it is added after it."


def _zeros(count: int) -> Callable[[Array], State]:
    """The first state of `count` means and a counter of updates, which is exact up to 2⁵³."""

    def init(parameters: Array) -> State:
        return (*(np.zeros_like(parameters) for _ in range(count)), np.zeros(parameters.shape))

    return init


def _operands(values: Values, parameters: Array) -> Operands:
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


def _means(g: Array, m: Array, v: Array, room: Array, b1: Array, rest1: Array, b2: Array, rest2: Array) -> None:
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
    _means(g, m, v, step, b1, rest1, b2, rest2)
    multiply(rate, divide(m, add(divide(sqrt(v, step), scale, step), epsilon, step), step), step)


def _mean_gradient(rate: float, _before: ExactState, after: ExactState, settings: tuple[float, ...]) -> Floats:
    """−η·m̂, which the step is but for the division by √v̂; m̂ is the mean corrected for its start at 0."""
    b1, correction = settings[0], settings[3]
    vector: Floats = -rate * after[0] / (1.0 - correction * b1 ** after[-1])
    return vector


_MEMORY = Memory("−η·m̂", QT_TRANSLATE_NOOP("Arrows", "mean gradient"), _mean_gradient)

_M = Line("m", "β₁·m + (1 − β₁)·g", ("β₁", "m₀", "g"), lambda b, m, g: b * m + (1 - b) * g)
_V = Line("v", "β₂·v + (1 − β₂)·g²", ("β₂", "v₀", "g"), lambda b, v, g: b * v + (1 - b) * g * g)
_N = Line("n", "n + 1", ("n₀",), lambda n: n + 1)
_M_HAT = Line("m̂", "m/(1 − β₁ⁿ)", ("m", "β₁", "n"), lambda m, b, n: m / (1 - b**n))
_U = Line("u", "max(u, v)", ("u₀", "v"), max)


def _hat(letter: str) -> Line:
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
    init=_zeros(2),
    update=adam,
    script=adam_script,
    pytorch=PyTorch("Adam", _LIBRARY, own=adam_torch("Adam")),
    keras=Keras(own=KerasClass("Adam", _KERAS_REASON, _KERAS_MEANS, adam_keras())),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION),
    operands=_operands,
    ahead=_corrected,
    memory=_MEMORY,
    lines=(_M, _V, _N, _M_HAT, _hat("v"), _divided("m̂", "v̂")),
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
    _means(g, m, v, step, b1, rest1, b2, rest2)
    np.maximum(u, v, out=u)
    multiply(rate, divide(m, add(divide(sqrt(u, step), scale, step), epsilon, step), step), step)


AMSGRAD = Optimizer(
    code="amsgrad",
    name="AMSGrad",
    formula="w ← w − η·m̂/(√v̂ₘₐₓ + ε)",
    source="torch.optim.Adam(amsgrad=True)",
    init=_zeros(3),
    update=amsgrad,
    script=lambda script: adam_script(script, largest=True),
    pytorch=PyTorch("Adam", (*_LIBRARY, "amsgrad=True"), own=adam_torch("AMSGrad", largest=True)),
    keras=Keras(
        own=KerasClass("AMSGrad", _KERAS_REASON, (*_KERAS_MEANS, ("largest", "largest")), adam_keras(largest=True))
    ),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION),
    operands=_operands,
    ahead=_corrected,
    memory=_MEMORY,
    lines=(_M, _V, _U, _N, _M_HAT, _hat("u"), _divided("m̂", "v̂")),
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
    init=_zeros(2),
    update=adamw,
    script=lambda script: adam_script(script, decays=True),
    pytorch=PyTorch("AdamW", (*_LIBRARY, "weight_decay={decoupled_decay}"), own=adam_torch("AdamW", decays=True)),
    keras=Keras(own=KerasClass("AdamW", _KERAS_REASON, _KERAS_MEANS, adam_keras(decays=True))),
    settings=(*BETAS, EPSILON_SETTING, CORRECTION, DECAY),
    operands=_operands,
    ahead=_shrinking,
    place=True,
    rests=False,
    memory=_MEMORY,
    lines=(_M, _V, _N, _M_HAT, _hat("v"), _divided("m̂", "v̂", decays=True)),
    remembers=("m", "v", "n"),
    rescales=True,
)  # fmt: skip


# Nadam


def _nadam_init(parameters: Array) -> State:
    return (*_zeros(2)(parameters), np.ones(parameters.shape))


def _share(b1: float, n: int) -> float:
    share: float = b1 * (1 - 0.5 * NADAM_BASE ** (NADAM_PSI * n))
    return share


def _foreseen(rates: Array, state: State, b1: Floats, b2: Floats, _epsilon: Floats) -> tuple[tuple[Array, ...], State]:
    """What the gradient is multiplied with, what its mean is, and √(1 − β₂ⁿ)."""
    n, count = state[2], len(rates)
    now, following = tabulated(_share, b1, n, count), tabulated(_share, b1, n + 1, count)
    products = np.cumprod(np.concatenate([state[3][None, :, :1], now]), axis=0)[1:]
    own = (rates * ((1.0 - now) / (1.0 - products))).astype(rates.dtype, copy=False)
    mean = (rates * (following / (1.0 - products * following))).astype(rates.dtype, copy=False)
    scale, product = np.empty_like(rates), np.empty_like(state[3])
    scale[:], product[:] = np.sqrt(1.0 - tabulated(pow, b2, n, count)), products[-1]
    return (own, mean, scale), (*state[:2], n + count, product)


def nadam(
    g: Array, state: State, step: Array, own: Array, mean: Array, scale: Array,
    b1: Array, rest1: Array, b2: Array, rest2: Array, epsilon: Array,
) -> None:  # fmt: skip
    """w ← w − (η·(1 − μₙ)/(1 − Πμ)·g + η·μₙ₊₁/(1 − Πμ·μₙ₊₁)·m)/(√v̂ + ε) (`torch.optim.NAdam`; Dozat 2016).

    μₙ = β₁·(1 − ½·0.96^(0.004·n)); the fourth part of the state is the product Πμ of all so far.
    """
    m, v, *_ = state
    _means(g, m, v, step, b1, rest1, b2, rest2)
    add(own * g, mean * m, step)
    divide(step, sqrt(v) / scale + epsilon, step)


def _foreseen_mean(rate: float, _before: ExactState, after: ExactState, settings: tuple[float, ...]) -> Floats:
    """The part of the step that comes of the mean, but for the division by √v̂."""
    following = _share(settings[0], int(after[2][0]) + 1)
    vector: Floats = -rate * after[0] * following / (1.0 - after[3] * following)
    return vector


NADAM = Optimizer(
    code="nadam",
    name="Nadam",
    formula="w ← w − η·(g̃ + m̃)/(√v̂ + ε)",
    source="torch.optim.NAdam",
    init=_nadam_init,
    update=nadam,
    script=nadam_script,
    pytorch=PyTorch("NAdam", _LIBRARY, default_type=True),
    keras=Keras(
        own=KerasClass(
            "Nadam",
            "Keras's own adds epsilon before the correction of the mean of squares; here it is added after it.",
            (*_KERAS_MEANS, ("product", "products")),
            nadam_keras(),
        )
    ),
    settings=(*BETAS, EPSILON_SETTING),
    operands=_operands,
    ahead=_foreseen,
    memory=Memory("−η·m̃", QT_TRANSLATE_NOOP("Arrows", "mean gradient"), _foreseen_mean),
    rescales=True,
)

ADAMS = (ADAM, ADAMW, NADAM, AMSGRAD)


def uncorrected(rule: Optimizer) -> Optimizer:
    """A rule of this module without the corrections of both means, as it is written and worked out by hand."""
    lines = None
    if rule.lines is not None:
        v = "u" if "u" in rule.remembers else "v"
        lines = (*rule.lines[: len(rule.remembers)], _divided("m", v, decays=DECAY in rule.settings))
    return replace(
        rule,
        formula=rule.formula.replace("m̂", "m").replace("v̂", "v"),
        memory=replace(_MEMORY, letters="−η·m"),
        lines=lines,
        corrects=False,
    )
