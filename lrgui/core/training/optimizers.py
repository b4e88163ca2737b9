"""Optimizers as pure functions: (gradient, state, rate) -> (update, state).

The update is what is *subtracted* from the parameters. States are tuples of arrays whose first axis is the
run, so that seeking, undo and races need nothing else. Definitions are PyTorch's (`torch.optim`) with its
default constants, but for RMSProp's α, which is 0.9 (PyTorch: 0.99).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lrgui.core.model.types import Array

State = tuple[Array, ...]

ADAGRAD_EPSILON = 1e-10
RMSPROP_DECAY = 0.9
EPSILON = 1e-8
ADAM_BETAS = (0.9, 0.999)


class Optimizer(NamedTuple):
    """`init(parameters)` gives the first state; `update(g, state, rate, momentum)` makes one update.

    All arrays have the shape (runs, d), rate and momentum too: nothing is broadcast, which would take longer.
    """

    init: Callable[[Array], State]
    update: Callable[[Array, State, Array, Array], tuple[Array, State]]


def _nothing(_parameters: Array) -> State:
    return ()


def _one(parameters: Array) -> State:
    return (np.zeros_like(parameters),)


def _adam_init(parameters: Array) -> State:
    return (np.zeros_like(parameters), np.zeros_like(parameters), np.zeros(parameters.shape))


def gradient_descent(g: Array, state: State, rate: Array, _momentum: Array) -> tuple[Array, State]:
    """w ← w − η·g"""
    return rate * g, state


def momentum(g: Array, state: State, rate: Array, mu: Array) -> tuple[Array, State]:
    """v ← μ·v + g; w ← w − η·v (`torch.optim.SGD(momentum=μ)`)"""
    v = mu * state[0] + g
    return rate * v, (v,)


def nesterov(g: Array, state: State, rate: Array, mu: Array) -> tuple[Array, State]:
    """v ← μ·v + g; w ← w − η·(g + μ·v) (`torch.optim.SGD(momentum=μ, nesterov=True)`)"""
    v = mu * state[0] + g
    return rate * (g + mu * v), (v,)


def adagrad(g: Array, state: State, rate: Array, _momentum: Array) -> tuple[Array, State]:
    """s ← s + g²; w ← w − η·g/(√s + ε) (`torch.optim.Adagrad`)"""
    s = state[0] + g * g
    return rate * (g / (np.sqrt(s) + ADAGRAD_EPSILON)), (s,)


def rmsprop(g: Array, state: State, rate: Array, _momentum: Array) -> tuple[Array, State]:
    """s ← α·s + (1 − α)·g²; w ← w − η·g/(√s + ε) (`torch.optim.RMSprop(alpha=0.9)`)"""
    s = RMSPROP_DECAY * state[0] + (1.0 - RMSPROP_DECAY) * (g * g)
    return rate * (g / (np.sqrt(s) + EPSILON)), (s,)


def adam(g: Array, state: State, rate: Array, _momentum: Array) -> tuple[Array, State]:
    """w ← w − η/(1 − β₁ⁿ) · m/(√v/√(1 − β₂ⁿ) + ε) (`torch.optim.Adam`)

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


OPTIMIZERS: dict[str, Optimizer] = {
    "gradient-descent": Optimizer(_nothing, gradient_descent),
    "momentum": Optimizer(_one, momentum),
    "nesterov": Optimizer(_one, nesterov),
    "adagrad": Optimizer(_one, adagrad),
    "rmsprop": Optimizer(_one, rmsprop),
    "adam": Optimizer(_adam_init, adam),
}


def carried(state: State, rows: Any, old: State, old_rows: Any) -> None:
    """Copies the state of runs that keep their optimizer at a "from here on" edit into their new places."""
    for part, old_part in zip(state, old, strict=True):
        part[rows] = old_part[old_rows]
