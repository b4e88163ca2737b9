"""Adam with Nesterov's momentum, which looks a step ahead (Dozat 2016)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import add, divide, sqrt

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.adam import (
    BETAS,
    KERAS_MEANS,
    KERAS_REASON,
    LIBRARY,
    M_LINE,
    N_LINE,
    V_LINE,
    hat,
    means,
    operands_of,
    tabulated,
    zeros,
)
from lrgui.core.training.optimizers.adam_code import NADAM_BASE, NADAM_PSI, nadam_keras, nadam_script
from lrgui.core.training.optimizers.adaptive import EPSILON_SETTING
from lrgui.core.training.optimizers.lines import ONCE, Line, root
from lrgui.core.training.optimizers.optimizer import ExactState, Memory, Optimizer, State
from lrgui.core.training.script_parts import Keras, KerasClass, PyTorch


def _nadam_init(parameters: Array) -> State:
    return (*zeros(2)(parameters), np.ones(parameters.shape))


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
    means(g, m, v, step, b1, rest1, b2, rest2)
    add(own * g, mean * m, step)
    divide(step, sqrt(v) / scale + epsilon, step)


def _foreseen_mean(rate: float, _before: ExactState, after: ExactState, settings: tuple[float, ...]) -> Floats:
    """The part of the step that comes of the mean, but for the division by √v̂."""
    following = _share(settings[0], int(after[2][0]) + 1)
    vector: Floats = -rate * after[0] * following / (1.0 - after[3] * following)
    return vector


def _share_at(ahead: int) -> Callable[[Any, Any], Any]:
    """μₙ₊ₖ of β₁ and n, floats or `Decimal`s."""

    def calculate(b1: Any, n: Any) -> Any:
        number = type(b1)
        return b1 * (1 - number(str(NADAM_BASE)) ** (number(str(NADAM_PSI)) * (n + ahead)) / 2)

    return calculate


_MU, _NEXT, _PI = "μₙ", "μₙ₊₁", "Πμ"
_NADAM_LINES = (
    M_LINE,
    V_LINE,
    N_LINE,
    Line(_MU, f"β₁·(1 − ½·{NADAM_BASE}^({NADAM_PSI}·n))", ("β₁", "n"), _share_at(0), ONCE),
    Line(_NEXT, f"β₁·(1 − ½·{NADAM_BASE}^({NADAM_PSI}·(n + 1)))", ("β₁", "n"), _share_at(1), ONCE),
    Line(_PI, f"{_PI}·{_MU}", (f"{_PI}₀", _MU), lambda product, mu: product * mu, ONCE),
    Line("g̃", f"(1 − {_MU})/(1 − {_PI})·g", (_MU, _PI, "g"), lambda mu, product, g: (1 - mu) / (1 - product) * g),
    Line(
        "m̃",
        f"{_NEXT}/(1 − {_PI}·{_NEXT})·m",
        (_NEXT, _PI, "m"),
        lambda following, product, m: following / (1 - product * following) * m,
    ),
    hat("v"),
    Line("d", "(g̃ + m̃)/(√v̂ + ε)", ("g̃", "m̃", "v̂", "ε"), lambda g, m, v, epsilon: (g + m) / (root(v) + epsilon)),
)

NADAM = Optimizer(
    code="nadam",
    name="Nadam",
    formula="w ← w − η·(g̃ + m̃)/(√v̂ + ε)",
    source="torch.optim.NAdam",
    init=_nadam_init,
    update=nadam,
    script=nadam_script,
    pytorch=PyTorch("NAdam", LIBRARY, default_type=True),
    keras=Keras(
        own=KerasClass(
            "Nadam",
            KERAS_REASON,
            (*KERAS_MEANS, ("product", "products")),
            nadam_keras(),
        )
    ),
    settings=(*BETAS, EPSILON_SETTING),
    operands=operands_of,
    ahead=_foreseen,
    memory=Memory("−η·m̃", QT_TRANSLATE_NOOP("Arrows", "mean gradient"), _foreseen_mean),
    lines=_NADAM_LINES,
    remembers=("m", "v", "n", _PI),
    rescales=True,
)
