"""Optimizers that divide each parameter's gradient by the size of its own."""

from __future__ import annotations

import numpy as np
from numpy import add, divide, multiply, sqrt

from lrgui.core.model.types import Array
from lrgui.core.training.optimizers.lines import Line, root
from lrgui.core.training.optimizers.optimizer import (
    Operands,
    Optimizer,
    Setting,
    State,
    Values,
    one_state,
    typed,
)
from lrgui.core.training.script_parts import KERAS_SUBTRACT, Keras, KerasClass, PyTorch, UpdateScript, number

ADAGRAD_EPSILON = 1e-10
RMSPROP_DECAY = 0.9
EPSILON_SETTING = Setting("epsilon", "ε", "epsilon", 1e-8)
AGAINST_ZERO = "against division by 0"
_KERAS_SQUARES = (("squares", "squares"),)
_BY_ROOT = Line("d", "g/(√s + ε)", ("g", "s", "ε"), lambda g, s, epsilon: g / (root(s) + epsilon))


def _keras_step(squares: str, epsilon: float | str) -> tuple[str, ...]:
    return (
        "s = self.squares[i]",
        f"self.assign(s, {squares})",
        f"step = gradient / (keras.ops.sqrt(s) + {epsilon})",
        KERAS_SUBTRACT.format("step"),
    )


def _filled(parameters: Array, *numbers: float) -> Operands:
    """Numbers as arrays, with which NumPy calculates in half the time that it takes with numbers."""
    return tuple(np.full_like(parameters, number) for number in numbers)


def by_root(g: Array, state: State, step: Array, rate: Array, decay: Array, rest: Array, epsilon: Array) -> None:
    """s ← α·s + (1 − α)·g²; w ← w − η·g/(√s + ε) (`torch.optim.RMSprop(alpha=0.9)`).

    With 1 in place of α and of 1 − α it is AdaGrad's, s ← s + g², to the last bit (`torch.optim.Adagrad`).
    """
    (s,) = state
    add(multiply(decay, s, s), multiply(rest, multiply(g, g, step), step), s)
    multiply(rate, divide(g, add(sqrt(s, step), epsilon, step), step), step)


# AdaGrad


def _adagrad_operands(_values: Values, parameters: Array) -> Operands:
    return _filled(parameters, 1.0, 1.0, ADAGRAD_EPSILON)


def _adagrad_script(script: UpdateScript) -> list[str]:
    s = script.state("squares", "the sum of the squares of all gradients")
    epsilon = script.constant("EPSILON", number(ADAGRAD_EPSILON), AGAINST_ZERO)
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
    update=by_root,
    operands=_adagrad_operands,
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


def _rmsprop_operands(values: Values, parameters: Array) -> Operands:
    """α, 1 − α and ε."""
    return *_filled(parameters, RMSPROP_DECAY, 1.0 - RMSPROP_DECAY), *typed(values, parameters)


def _rmsprop_script(script: UpdateScript) -> list[str]:
    s = script.state("squares", "a mean of the squares of the gradients in which old ones fade")
    decay = script.constant("DECAY", number(RMSPROP_DECAY), "of the mean of squares")
    epsilon = script.setting("epsilon")
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
    update=by_root,
    script=_rmsprop_script,
    pytorch=PyTorch("RMSprop", (f"alpha={RMSPROP_DECAY}", "eps={epsilon}")),
    keras=Keras(
        own=KerasClass(
            "RMSProp",
            "Keras's own adds epsilon to the mean of squares; here it is added to the root of the mean.",
            _KERAS_SQUARES,
            _keras_step(f"{RMSPROP_DECAY} * s + (1 - {RMSPROP_DECAY}) * (gradient * gradient)", "self.epsilon"),
        )
    ),
    settings=(EPSILON_SETTING,),
    operands=_rmsprop_operands,
    lines=(Line("s", "α·s + (1 − α)·g²", ("α", "s₀", "g"), lambda a, s, g: a * s + (1 - a) * g * g), _BY_ROOT),
    remembers=("s",),
    constants=(("α", RMSPROP_DECAY),),
    rescales=True,
)

ADAPTIVE = (ADAGRAD, RMSPROP)
