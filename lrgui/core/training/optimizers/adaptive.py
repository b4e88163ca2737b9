"""Optimizers that give each parameter a learning rate of its own."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.optimizer import ExactState, Line, Memory, Optimizer, State, one_state, root
from lrgui.core.training.script_parts import KERAS_SUBTRACT, Keras, KerasClass, PyTorch, UpdateScript, number

ADAGRAD_EPSILON = 1e-10
RMSPROP_DECAY = 0.9
EPSILON = 1e-8
ADAM_BETAS = (0.9, 0.999)
_AGAINST_ZERO = "against division by 0"
_KERAS_SQUARES = (("squares", "squares"),)
_BY_ROOT = Line("d", "g/(√s + ε)", ("g", "s", "ε"), lambda g, s, epsilon: g / (root(s) + epsilon))


def _keras_step(squares: str, epsilon: float) -> tuple[str, ...]:
    return (
        "s = self.squares[i]",
        f"self.assign(s, {squares})",
        f"step = gradient / (keras.ops.sqrt(s) + {epsilon})",
        KERAS_SUBTRACT.format("step"),
    )


# AdaGrad


def adagrad(g: Array, state: State, rate: Array) -> tuple[Array, State]:
    """s ← s + g²; w ← w − η·g/(√s + ε) (`torch.optim.Adagrad`)."""
    s = state[0] + g * g
    return rate * (g / (np.sqrt(s) + ADAGRAD_EPSILON)), (s,)


def _adagrad_script(script: UpdateScript) -> list[str]:
    s = script.state("squares", "the sum of the squares of all gradients")
    epsilon = script.constant("EPSILON", number(ADAGRAD_EPSILON), _AGAINST_ZERO)
    return [
        f"{s} = {s} + gradient * gradient",
        f"w = w - {script.rate} * (gradient / (np.sqrt({s}) + {epsilon}))",
    ]


ADAGRAD = Optimizer(
    code="adagrad",
    name="AdaGrad",
    formula="s ← s + g²,  w ← w − η·g/(√s + ε)",
    source="torch.optim.Adagrad",
    init=one_state,
    update=adagrad,
    script=_adagrad_script,
    pytorch=PyTorch("Adagrad"),
    keras=Keras(
        own=KerasClass(
            "AdaGrad",
            "Keras's own adds epsilon to the sum of squares; here it is added to the root of the sum.",
            _KERAS_SQUARES,
            _keras_step("s + gradient * gradient", ADAGRAD_EPSILON),
        )
    ),
    lines=(Line("s", "s + g²", ("s₀", "g"), lambda s, g: s + g * g), _BY_ROOT),
    remembers=("s",),
    constants=(("ε", ADAGRAD_EPSILON),),
    rescales=True,
    shrinks=True,
)


# RMSProp


def rmsprop(g: Array, state: State, rate: Array) -> tuple[Array, State]:
    """s ← α·s + (1 − α)·g²; w ← w − η·g/(√s + ε) (`torch.optim.RMSprop(alpha=0.9)`)."""
    s = RMSPROP_DECAY * state[0] + (1.0 - RMSPROP_DECAY) * (g * g)
    return rate * (g / (np.sqrt(s) + EPSILON)), (s,)


def _rmsprop_script(script: UpdateScript) -> list[str]:
    s = script.state("squares", "a mean of the squares of the gradients in which old ones fade")
    decay = script.constant("DECAY", number(RMSPROP_DECAY), "of the mean of squares")
    epsilon = script.constant("EPSILON", number(EPSILON), _AGAINST_ZERO)
    return [
        f"{s} = {decay} * {s} + (1 - {decay}) * (gradient * gradient)",
        f"w = w - {script.rate} * (gradient / (np.sqrt({s}) + {epsilon}))",
    ]


RMSPROP = Optimizer(
    code="rmsprop",
    name="RMSProp",
    formula="s ← αs + (1 − α)g²,  w ← w − η·g/(√s + ε)",
    source=f"torch.optim.RMSprop(alpha={RMSPROP_DECAY})",
    init=one_state,
    update=rmsprop,
    script=_rmsprop_script,
    pytorch=PyTorch("RMSprop", f"alpha={RMSPROP_DECAY}"),
    lines=(Line("s", "α·s + (1 − α)·g²", ("α", "s₀", "g"), lambda a, s, g: a * s + (1 - a) * g * g), _BY_ROOT),
    remembers=("s",),
    constants=(("α", RMSPROP_DECAY), ("ε", EPSILON)),
    keras=Keras(
        own=KerasClass(
            "RMSProp",
            "Keras's own adds epsilon to the mean of squares; here it is added to the root of the mean.",
            _KERAS_SQUARES,
            _keras_step(f"{RMSPROP_DECAY} * s + (1 - {RMSPROP_DECAY}) * (gradient * gradient)", EPSILON),
        )
    ),
    rescales=True,
)


# Adam


def _adam_init(parameters: Array) -> State:
    return (np.zeros_like(parameters), np.zeros_like(parameters), np.zeros(parameters.shape))


def adam(g: Array, state: State, rate: Array) -> tuple[Array, State]:
    """w ← w − η/(1 − β₁ⁿ) · m/(√v/√(1 − β₂ⁿ) + ε) (`torch.optim.Adam`).

    m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; n, the third part of the state, counts the updates.
    The corrections are made in float64, as in PyTorch: in float32, 1 − 0.999 has four digits.
    """
    b1, b2 = ADAM_BETAS
    m = b1 * state[0] + (1.0 - b1) * g
    v = b2 * state[1] + (1.0 - b2) * (g * g)
    n = state[2] + 1.0
    corrected = (rate / (1.0 - b1**n)).astype(g.dtype, copy=False)
    root = np.sqrt(1.0 - b2**n).astype(g.dtype, copy=False)
    return corrected * (m / (np.sqrt(v) / root + EPSILON)), (m, v, n)


def _adam_script(script: UpdateScript) -> list[str]:
    m = script.state("mean", "a mean of the gradients in which old ones fade")
    v = script.state("squares", "the same of their squares")
    b1 = script.constant("BETA1", number(ADAM_BETAS[0]))
    b2 = script.constant("BETA2", number(ADAM_BETAS[1]))
    epsilon = script.constant("EPSILON", number(EPSILON), _AGAINST_ZERO)
    rate = script.rounded(f"{script.typed_rate} / (1 - np.power({b1}, n))")
    root = script.rounded(f"np.sqrt(1 - np.power({b2}, n))")
    return [
        f"{m} = {b1} * {m} + (1 - {b1}) * gradient",
        f"{v} = {b2} * {v} + (1 - {b2}) * (gradient * gradient)",
        "# Both means started at 0 and are too small at first, which is corrected.",
        "# (np.power can differ from ** in the last digit, and is what the program has.)",
        f"n = {script.made}",
        f"rate = {rate}",
        f"root = {root}",
        f"w = w - rate * ({m} / (np.sqrt({v}) / root + {epsilon}))",
    ]


def _adam_keras() -> tuple[str, ...]:
    b1, b2 = ADAM_BETAS
    return (
        "m, v = self.means[i], self.squares[i]",
        f"self.assign(m, {b1} * m + (1 - {b1}) * gradient)",
        f"self.assign(v, {b2} * v + (1 - {b2}) * (gradient * gradient))",
        "# Both started at 0 and are too small at first. The corrections are computed in float64: in float32",
        f"# little is left of the digits of 1 - {b2}.",
        'n = keras.ops.cast(self.iterations + 1, "float64")',
        f'rate = keras.ops.cast(learning_rate, "float64") / (1 - keras.ops.power({b1}, n))',
        f"root = keras.ops.sqrt(1 - keras.ops.power({b2}, n))",
        "rate, root = keras.ops.cast(rate, variable.dtype), keras.ops.cast(root, variable.dtype)",
        f"self.assign_sub(variable, rate * (m / (keras.ops.sqrt(v) / root + {EPSILON})))",
    )


def _mean_gradient(rate: float, _before: ExactState, after: ExactState, _settings: tuple[float, ...]) -> Floats:
    """−η·m̂, which the step is but for the division by √v̂; m̂ is the mean corrected for its start at 0."""
    vector: Floats = -rate * after[0] / (1.0 - ADAM_BETAS[0] ** after[2])
    return vector


ADAM = Optimizer(
    code="adam",
    name="Adam",
    formula="w ← w − η·m̂/(√v̂ + ε)",
    source="torch.optim.Adam",
    init=_adam_init,
    update=adam,
    script=_adam_script,
    pytorch=PyTorch("Adam"),
    keras=Keras(
        own=KerasClass(
            "Adam",
            "Keras's own adds epsilon before the correction of the mean of squares; here it is added after it.",
            (("mean", "means"), ("squares", "squares")),
            _adam_keras(),
        )
    ),
    memory=Memory("−η·m̂", QT_TRANSLATE_NOOP("Arrows", "mean gradient"), _mean_gradient),
    lines=(
        Line("m", "β₁·m + (1 − β₁)·g", ("β₁", "m₀", "g"), lambda b, m, g: b * m + (1 - b) * g),
        Line("v", "β₂·v + (1 − β₂)·g²", ("β₂", "v₀", "g"), lambda b, v, g: b * v + (1 - b) * g * g),
        Line("n", "n + 1", ("n₀",), lambda n: n + 1),
        Line("m̂", "m/(1 − β₁ⁿ)", ("m", "β₁", "n"), lambda m, b, n: m / (1 - b**n)),
        Line("v̂", "v/(1 − β₂ⁿ)", ("v", "β₂", "n"), lambda v, b, n: v / (1 - b**n)),
        Line("d", "m̂/(√v̂ + ε)", ("m̂", "v̂", "ε"), lambda m, v, epsilon: m / (root(v) + epsilon)),
    ),
    remembers=("m", "v", "n"),
    constants=(("β₁", ADAM_BETAS[0]), ("β₂", ADAM_BETAS[1]), ("ε", EPSILON)),
    rescales=True,
)

ADAPTIVE = (ADAGRAD, RMSPROP, ADAM)
