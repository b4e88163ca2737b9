"""Rules that look at the loss, and take of it how far to go along the gradient: η is the most that they go."""

from __future__ import annotations

from typing import Any

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.lines import ONCE, PRODUCT, SQUARE, SUM, Line, Look, Tries
from lrgui.core.training.optimizers.optimizer import Optimizer, Place, State, no_state
from lrgui.core.training.script_parts import Keras, PyTorch, TorchClass, UpdateScript

SHARE, TRIES = 0.5, 50  # of the fall that the slope promises; of rates, each half of the one before


def _squares(g: Array) -> Array:
    """‖g‖² of every run: (runs, 1)."""
    squares: Array = np.add.reduce(g * g, axis=1, keepdims=True)
    return squares


_TORCH_SQUARE = 'square = sum((w.grad**2).sum() for w in group["params"])'
_TORCH_STEP = ('for w in group["params"]:', "    w -= rate * w.grad")


def _single(*numbers: object) -> Floats:
    """What is seen, in float64."""
    return np.array(numbers, np.float64)


# Polyak's step


def polyak(place: Place, g: Array, _state: State, step: Array, rate: Array) -> None:
    """w ← w − min(η, (f − f*)/‖g‖²)·g (`optax.polyak_sgd`; Polyak 1987, section 5.3).

    f is the loss of the update's batch, f* the lowest of the function; of data it is taken as 0 (Loizou et al. 2021).
    Where no lowest loss is known it is −∞, and every step is η·g.
    """
    squares = _squares(g)
    gap = np.maximum(place.loss(place.parameters)[:, None] - g.dtype.type(place.lowest), 0)
    taken = np.minimum(rate[:, :1], gap / np.where(squares == 0, 1, squares))
    np.multiply(taken, g, step)


def _polyak_script(script: UpdateScript) -> list[str]:
    return [
        "square = np.sum(gradient * gradient)",
        f"gap = np.maximum({script.loss('w')} - {script.lowest()}, 0)",
        f"w = w - np.minimum({script.typed_rate}, gap / (square if square else 1)) * gradient",
    ]


_POLYAK_LINES = (
    SQUARE,
    Line("q", "(f − f*)/‖g‖²", ("f", "f*", "‖g‖²"), lambda f, low, square: max(f - low, 0) / (square or 1), ONCE),
    Line("r", "min(η, q)", ("η", "q"), min, ONCE),
)


def _polyak_look(place: Place, _g: Array, _rate: Array) -> Look:
    here = _single(place.loss(place.parameters)[0])
    if not np.isfinite(place.lowest):
        return Look({"f": here}, (), "η")
    # As training has it, in its precision.
    return Look({"f": here, "f*": _single(place.parameters.dtype.type(place.lowest))}, _POLYAK_LINES)


POLYAK = Optimizer(
    code="polyak",
    name=QT_TRANSLATE_NOOP("Names", "Polyak's step"),
    formula="w ← w − min(η, (f − f*)/‖g‖²)·g",
    source="optax.polyak_sgd",
    init=no_state,
    update=polyak,
    script=_polyak_script,
    pytorch=PyTorch(
        own=TorchClass(
            "PolyakStep",
            "PyTorch has no rule that takes the length of a step from the loss.",
            (
                _TORCH_SQUARE,
                'gap = (loss() - group["lowest"]).clamp(min=0)',
                'rate = (gap / (square if square else 1)).clamp(max=float(group["lr"]))',
                *_TORCH_STEP,
            ),
            looks=True,
            knows="lowest",
        )
    ),
    keras=Keras(),
    place=True,
    clippable=False,
    limit=QT_TRANSLATE_NOOP("Limits", "the loss says how far, η at most: no fixed limit"),
    look=_polyak_look,
    rescales=True,
)


# Armijo's rule


def tries(place: Place, g: Array, rate: Array) -> tuple[Array, list[Array]]:
    """The rate that is taken, and those that were tried, each (runs, 1): a run's own ends with the one it takes."""
    squares, here = _squares(g), place.loss(place.parameters)
    taken, tried = rate[:, :1], []
    searching = np.ones(len(g), bool)
    for _ in range(TRIES):
        tried.append(taken)
        there = place.loss(place.parameters - taken * g)
        searching &= ~(there <= here - (SHARE * taken * squares)[:, 0])
        if not searching.any():
            return taken, tried
        taken = np.where(searching[:, None], taken / 2, taken)
    return np.where(searching[:, None], 0, taken), tried


def armijo(place: Place, g: Array, _state: State, step: Array, rate: Array) -> None:
    """w ← w − r·g, r the first of η, η/2, η/4 … with f(w − r·g) ≤ f(w) − ½·r·‖g‖² (Armijo 1966).

    As `optax.scale_by_backtracking_linesearch` with slope_rtol = decrease_factor = ½. On a parabola that are the rates
    up to 1/L. There is no step where 50 of them are not enough.
    """
    np.multiply(tries(place, g, rate)[0], g, step)


def _armijo_script(script: UpdateScript) -> list[str]:
    return [
        f"rate, here = {script.typed_rate}, {script.loss('w')}",
        "square = np.sum(gradient * gradient)",
        f"for _ in range({TRIES}):",
        "    there = w - rate * gradient",
        f"    if {script.loss('there')} <= here - {SHARE} * rate * square:",
        "        break",
        "    rate = rate / 2",
        "else:",
        "    rate = 0",
        "w = w - rate * gradient",
    ]


_HALVED = Line("r", "η/2ⁿ", ("η", "n"), lambda rate, halvings: rate / 2**halvings, ONCE)
_NOWHERE = Line("r", "0", (), lambda: 0, ONCE)


def _armijo_look(place: Place, g: Array, rate: Array) -> Look:
    tried = tries(place, g, rate)[1]
    here, rates = place.loss(place.parameters), np.concatenate(tried)[:, 0]
    losses = np.concatenate([place.loss(place.parameters - each * g) for each in tried])
    bounds = here - SHARE * rates * _squares(g)[0, 0]
    numbers = {"f": _single(here[0]), "n": _single(len(tried) - 1)}
    met = bool(losses[-1] <= bounds[-1])
    told = Tries(rates.astype(np.float64), losses.astype(np.float64), bounds.astype(np.float64), met)
    return Look(numbers, (SQUARE, _HALVED if met else _NOWHERE), tries=told)


ARMIJO = Optimizer(
    code="armijo",
    name=QT_TRANSLATE_NOOP("Names", "Armijo's line search"),
    formula="w ← w − r·g,  r = η, η/2 …: f(w − r·g) ≤ f(w) − ½·r·‖g‖²",
    source="optax.scale_by_backtracking_linesearch",
    init=no_state,
    update=armijo,
    script=_armijo_script,
    pytorch=PyTorch(
        own=TorchClass(
            "ArmijoSearch",
            "PyTorch has no search that halves the learning rate until the loss falls as much as the slope promises.",
            (
                _TORCH_SQUARE,
                'here, start = loss(), [w.clone() for w in group["params"]]',
                'rate = torch.as_tensor(group["lr"], dtype=here.dtype)',
                f"for _ in range({TRIES}):",
                '    for w, first in zip(group["params"], start):',
                "        w.copy_(first - rate * w.grad)",
                f"    if loss() <= here - {SHARE} * rate * square:",
                "        break",
                "    rate = rate / 2",
                "else:",
                '    for w, first in zip(group["params"], start):',
                "        w.copy_(first)",
            ),
            looks=True,
        )
    ),
    keras=Keras(),
    place=True,
    clippable=False,
    limit=QT_TRANSLATE_NOOP("Limits", "halves η until the loss falls: no fixed limit"),
    look=_armijo_look,
    rescales=True,
)


# Exact line search


def line_search(place: Place, g: Array, _state: State, step: Array, _rate: Array) -> None:
    """w ← w − ‖g‖²/(gᵀHg)·g, the lowest place on the line along −g of a quadratic loss (Nocedal and Wright, 3.3)."""
    squares, hessian = _squares(g), place.hessian.astype(g.dtype)
    bends = np.add.reduce(np.add.reduce(g[:, None, :] * hessian, axis=-1) * g, axis=1, keepdims=True)
    np.multiply(squares / np.where(bends == 0, 1, bends), g, step)  # also where gᵀHg is rounded to 0


def _line_search_script(script: UpdateScript) -> list[str]:
    return [
        "square = np.sum(gradient * gradient)",
        f"bend = np.sum(np.sum(gradient * {script.hessian()}, axis=-1) * gradient)",
        "w = w - square / (bend if bend else 1) * gradient",
    ]


def _rows_times(hessian: list[Any], g: list[Any]) -> list[Any]:
    """H·g, H row by row in one list."""
    size = len(g)
    return [sum(hessian[i * size + j] * g[j] for j in range(size)) for i in range(size)]


_LINE_SEARCH_LINES = (
    SQUARE,
    Line("Hg", "H·g", ("H", "g"), _rows_times, PRODUCT),
    Line("gᵀHg", "g·Hg", ("g", "Hg"), lambda g, bent: g * bent, SUM),
    Line("r", "‖g‖²/gᵀHg", ("‖g‖²", "gᵀHg"), lambda square, bend: square / (bend or 1), ONCE),
)


def _line_search_look(place: Place, g: Array, _rate: Array) -> Look:
    return Look({"H": place.hessian.astype(g.dtype).astype(np.float64).ravel()}, _LINE_SEARCH_LINES)


LINE_SEARCH = Optimizer(
    code="line-search",
    name=QT_TRANSLATE_NOOP("Names", "exact line search"),
    formula="w ← w − r·g,  r = ‖g‖²/(gᵀHg)",
    source="Nocedal, Wright: Numerical Optimization, 3.3",
    init=no_state,
    update=line_search,
    script=_line_search_script,
    pytorch=PyTorch(
        own=TorchClass(
            "ExactLineSearch",
            "PyTorch has no rule that goes to the lowest place along the gradient of a quadratic loss.",
            (
                'gradient = group["params"][0].grad.reshape(-1)',
                'hessian = torch.tensor(group["hessian"], dtype=gradient.dtype)',
                "square, bend = gradient @ gradient, gradient @ hessian @ gradient",
                "rate = square / (bend if square else 1)",
                *_TORCH_STEP,
            ),
            knows="hessian",
        )
    ),
    keras=Keras(),
    place=True,
    clippable=False,
    quadratic=True,
    limit=QT_TRANSLATE_NOOP("Limits", "finds the lowest place itself, without η: no fixed limit"),
    look=_line_search_look,
    rescales=True,
)

SEARCHES = (POLYAK, ARMIJO, LINE_SEARCH)
