"""Gradient descent, and with momentum: rules that are linear in the gradient."""

from __future__ import annotations

from numpy import add, multiply

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.lines import Line
from lrgui.core.training.optimizers.optimizer import (
    ExactState,
    LinearTheory,
    Memory,
    Optimizer,
    Setting,
    State,
    no_state,
    one_state,
)
from lrgui.core.training.script_parts import KERAS_SUBTRACT, Keras, KerasClass, PyTorch, UpdateScript

MOMENTUM_SETTING = Setting("momentum", "μ", "mu")


# Gradient descent


def gradient_descent(g: Array, _state: State, step: Array, rate: Array) -> None:
    """w ← w − η·g."""
    multiply(rate, g, step)


def _gradient_descent_script(script: UpdateScript) -> list[str]:
    return [f"w = w - {script.rate} * gradient"]


GRADIENT_DESCENT = Optimizer(
    code="gradient-descent",
    name=QT_TRANSLATE_NOOP("Names", "gradient descent"),
    formula="w ← w − η·g",
    source="torch.optim.SGD",
    init=no_state,
    update=gradient_descent,
    script=_gradient_descent_script,
    pytorch=PyTorch("SGD"),
    keras=Keras(library="SGD({rate})"),
    theory=LinearTheory(
        matrix=lambda x, _mu: ((1 - x, 0.0), (0.0, 0.0)),
        bound=lambda curvature, _mu: 2.0 / curvature,
        formula="2/{0}",
    ),
)


# Momentum

_VELOCITY = "of the momentum: a sum of gradients in which old ones fade"
_VELOCITY_LINE = Line("v", "μ·v + g", ("μ", "v₀", "g"), lambda mu, v, g: mu * v + g)
_REASON = "The velocity is a sum of gradients; in Keras's own each is multiplied by the rate of its time."
_KERAS_VELOCITY = ("v = self.velocities[i]", "self.assign(v, self.momentum * v + gradient)")
_KERAS_STATES = (("velocity", "velocities"),)


def momentum(g: Array, state: State, step: Array, rate: Array, mu: Array) -> None:
    """v ← μ·v + g; w ← w − η·v (`torch.optim.SGD(momentum=μ)`)."""
    (v,) = state
    add(multiply(mu, v, v), g, v)
    multiply(rate, v, step)


def _momentum_script(script: UpdateScript) -> list[str]:
    mu, v = script.setting("momentum"), script.state("velocity", _VELOCITY)
    return [f"{v} = {mu} * {v} + gradient", f"w = w - {script.rate} * {v}"]


def _velocity_before(rate: float, before: ExactState, _after: ExactState, settings: tuple[float, ...]) -> Floats:
    """−η·μ·v, v the velocity before the update, without which the step would be −η·g."""
    vector: Floats = -rate * settings[0] * before[0]
    return vector


MOMENTUM = Optimizer(
    code="momentum",
    name=QT_TRANSLATE_NOOP("Names", "momentum"),
    formula="v ← μv + g,  w ← w − ηv",
    source="torch.optim.SGD(momentum=μ)",
    init=one_state,
    update=momentum,
    script=_momentum_script,
    pytorch=PyTorch("SGD", ("momentum={momentum}",)),
    keras=Keras(
        library="SGD({rate}, momentum={momentum})",
        own=KerasClass("Momentum", _REASON, _KERAS_STATES, (*_KERAS_VELOCITY, KERAS_SUBTRACT.format("v"))),
    ),
    settings=(MOMENTUM_SETTING,),
    theory=LinearTheory(
        matrix=lambda x, mu: ((1 - x, -mu), (x, mu)),
        bound=lambda curvature, mu: 2 * (1 + mu) / curvature,
        formula="2(1 + μ)/{0}",
    ),
    memory=Memory("−η·μ·v", QT_TRANSLATE_NOOP("Arrows", "velocity"), _velocity_before),
    lines=(_VELOCITY_LINE,),
    remembers=("v",),
)


# Nesterov's momentum


def nesterov(g: Array, state: State, step: Array, rate: Array, mu: Array) -> None:
    """v ← μ·v + g; w ← w − η·(g + μ·v) (`torch.optim.SGD(momentum=μ, nesterov=True)`)."""
    (v,) = state
    add(multiply(mu, v, v), g, v)
    multiply(rate, add(g, multiply(mu, v, step), step), step)


def _nesterov_script(script: UpdateScript) -> list[str]:
    mu, v = script.setting("momentum"), script.state("velocity", _VELOCITY)
    step = f"w = w - {script.rate} * (gradient + {mu} * {v})  # looks a step ahead"
    return [f"{v} = {mu} * {v} + gradient", step]


def _velocity_after(rate: float, _before: ExactState, after: ExactState, settings: tuple[float, ...]) -> Floats:
    """−η·μ·v, v the velocity after the update, without which the step would be −η·g."""
    vector: Floats = -rate * settings[0] * after[0]
    return vector


NESTEROV = Optimizer(
    code="nesterov",
    name=QT_TRANSLATE_NOOP("Names", "Nesterov momentum"),
    formula="v ← μv + g,  w ← w − η(g + μv)",
    source="torch.optim.SGD(momentum=μ, nesterov=True)",
    init=one_state,
    update=nesterov,
    script=_nesterov_script,
    pytorch=PyTorch("SGD", ("momentum={momentum}", "nesterov=True"), above_zero=True),
    keras=Keras(
        library="SGD({rate}, momentum={momentum}, nesterov=True)",
        own=KerasClass(
            "NesterovMomentum",
            _REASON,
            _KERAS_STATES,
            (
                *_KERAS_VELOCITY,
                "step = gradient + self.momentum * v  # looks a step ahead",
                KERAS_SUBTRACT.format("step"),
            ),
        ),
    ),
    settings=(MOMENTUM_SETTING,),
    theory=LinearTheory(
        matrix=lambda x, mu: ((1 - x * (1 + mu), -mu * mu), (x, mu)),
        bound=lambda curvature, mu: 2 * (1 + mu) / ((1 + 2 * mu) * curvature),
        formula="2(1 + μ)/((1 + 2μ){0})",
    ),
    memory=Memory("−η·μ·v", QT_TRANSLATE_NOOP("Arrows", "velocity"), _velocity_after),
    lines=(_VELOCITY_LINE, Line("d", "g + μ·v", ("g", "μ", "v"), lambda g, mu, v: g + mu * v)),
    remembers=("v",),
)

LINEAR = (GRADIENT_DESCENT, MOMENTUM, NESTEROV)
