"""An update in numbers that can be followed by hand: each step of the calculation, and how exactly it is printed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from lrgui.core.analysis.anatomy import Anatomy, Batch
from lrgui.core.analysis.by_hand import Column, Rule, decimals_of, settle
from lrgui.core.model.types import Floats
from lrgui.core.training.optimizers.lines import Line, Tries

MOST_SAMPLES = 10  # of a batch that are shown one by one; of the others their sum is
# Decimals of what comes out, in the order in which they are tried: others where a half decides, or float32 has no more.
_DIGITS = (4, 5, 6, 3, 2, 1)
_MOST_DECIMALS, _MOST_DIGITS = 12, 20
MOST_TRIES = 10  # of a search that are shown
_GIVEN = ("f", "f*", "H", "n")  # what a rule has seen, and no line gives
_SHORT = 6  # decimals

Columns = dict[str, Column]


@dataclass(frozen=True, eq=False)
class Worked:
    """columns: by their codes, see `worked`; shown: samples; exact: whether all add up as they are printed."""

    columns: Columns
    shown: int
    exact: bool


def worked(update: Anatomy) -> Worked:
    """The columns of an update: two calculations, from the samples to the gradient, and from there to the parameters.

    Of the first samples, up to ten: "x1", "x2" … (the columns of x but the last), "y", "z", "p", "error", "pull_"
    with the code of a parameter, to which the sum of all other samples is added where there are others. Of the
    parameters, (d,): "mean"; "decay" and "total", the sum of both, where weights decay; "g", which is that mean or
    total once more; every letter of the lines of the update, and with ₀ what it was before; "eta", a single number;
    "step", "before", "after". What a rule has seen, by its letter. Of the last tries of a search, up to ten:
    "try_rate", "try_place" of a curve, "try_loss", "try_bound", and "try_met", 1 where the loss does not exceed it.
    """
    shown = 0 if update.batch is None else min(update.batch.size, MOST_SAMPLES)
    for digits in _DIGITS:
        columns, rules = _calculation(update, digits)
        if all(column.finite for column in columns.values()) and settle(rules):
            return Worked(columns, shown, True)
    return Worked(_calculation(update, _DIGITS[0])[0], shown, False)


def _calculation(update: Anatomy, digits: int) -> tuple[Columns, list[Rule]]:
    columns: Columns = {}
    rules: list[Rule] = []
    if update.parameters:
        most = max(decimals_of(update.after, digits + 3), decimals_of(update.step, digits))
        decimals = min(max(digits, decimals_of(update.step, 2)), most, _MOST_DECIMALS)
        columns["before"] = _column(update, update.before, decimals)
        _add_optimizer(columns, rules, update, decimals)
    if update.batch is not None:
        _add_samples(columns, rules, update, update.batch, digits)
    return columns, rules


def _column(update: Anatomy, values: Floats, decimals: int, *, exact: bool = False) -> Column:
    """Of numbers of training, as they are written in its precision."""
    if update.precision == "float32":
        with np.errstate(over="ignore"):  # what was worked out in float64 may be beyond it
            values = np.array([float(str(value)) for value in values.astype(np.float32)])
    return Column(values, decimals, exact=exact)


def _add_samples(columns: Columns, rules: list[Rule], update: Anatomy, batch: Batch, digits: int) -> None:
    """From the samples to the gradient."""

    def column(values: Floats, decimals: int = digits, *, exact: bool = False) -> Column:
        return _column(update, values, decimals, exact=exact)

    shown = min(batch.size, MOST_SAMPLES)
    features = [column(values, exact=True) for values in batch.x[:shown, :-1].T]
    columns |= {f"x{i}": each for i, each in enumerate(features, 1)}
    y = columns["y"] = column(batch.y[:shown], exact=True)
    fit = columns["z"] = column(batch.z[:shown])
    if update.parameters:
        rules.append(Rule(fit, (columns["before"], *features), _scores))
    if batch.p is not None:
        z, fit = fit, column(batch.p[:shown])
        columns["p"] = fit
        rules.append(Rule(fit, (z,), lambda z: [_sigmoid(each) for each in z]))
    errors = columns["error"] = column(batch.errors[:shown])
    rules.append(Rule(errors, (fit, y), lambda p, y: [a - b for a, b in zip(p, y, strict=True)]))
    if batch.pulls is None or batch.mean is None:
        return
    decimals = min(max(digits, decimals_of(batch.mean, 2)), _MOST_DECIMALS)
    pulls = []
    for j, name in enumerate(update.parameters):
        with np.errstate(all="ignore"):
            rest = [float(batch.pulls[shown:, j].sum())] if batch.size > shown else []
        pull = columns[f"pull_{name}"] = Column([*batch.pulls[:shown, j].tolist(), *rest], decimals)
        pulls.append(pull)
        rules.append(_pull_rule(pull, errors, tuple(features[j : j + 1]), batch.factor, shown))
    mean = columns["mean"] = Column(batch.mean, decimals)
    rules.append(Rule(mean, tuple(pulls), lambda *pulls: [sum(pull) / Decimal(batch.divisor) for pull in pulls]))
    if batch.decay is not None:
        decay, total = Column(batch.decay, decimals), Column(batch.mean + batch.decay, decimals)
        columns |= {"decay": decay, "total": total}
        rules.append(Rule(total, (mean, decay), _sums))


def _pull_rule(pull: Column, errors: Column, feature: tuple[Column, ...], factor: float, shown: int) -> Rule:
    """Of the samples that are shown; the sum of the others is what it is. No feature: that of b, which is 1."""

    def calculate(errors: list[Decimal], *x: list[Decimal]) -> list[Decimal]:
        found = [Decimal(factor) * error for error in errors]
        found = [a * b for a, b in zip(found, x[0], strict=True)] if x else found
        return [*found, *pull.printed()[shown:]]

    return Rule(pull, (errors, *feature), calculate)


def _scores(parameters: list[Decimal], *features: list[Decimal]) -> list[Decimal]:
    *weights, bias = parameters
    return [sum((w * x for w, x in zip(weights, row, strict=True)), bias) for row in zip(*features, strict=True)]


def _sums(first: list[Decimal], second: list[Decimal]) -> list[Decimal]:
    return [a + b for a, b in zip(first, second, strict=True)]


def _sigmoid(z: Decimal) -> float:
    try:
        return 1 / (1 + math.exp(-z))
    except OverflowError:
        return 0.0


def _add_optimizer(columns: Columns, rules: list[Rule], update: Anatomy, decimals: int) -> None:
    """From the gradient to the parameters after the update."""

    def column(values: Floats, most: int = _MOST_DECIMALS) -> Column:
        return _column(update, values, min(max(decimals, decimals_of(values, 2)), most))

    columns["g"] = column(update.gradient)
    if update.parabola is not None:
        a, b = (Decimal(repr(number)) for number in update.parabola[:2])
        rules.append(Rule(columns["g"], (columns["before"],), lambda w: [a * w[0] + b]))
    columns["eta"] = Column([update.rate], decimals_of([update.rate], 6), exact=True)
    names = {letter: Column([value], _MOST_DIGITS, exact=True) for letter, value in update.settings.items()}
    names |= {"g": columns["g"], "w": columns["before"], "η": columns["eta"]}
    for letter, values in update.known.items():
        if letter in _GIVEN:
            names[letter] = columns[letter] = _given(column(values, _MOST_DIGITS), values)
    if "f" in names and update.parabola is not None:
        rules.append(Rule(names["f"], (columns["before"],), _on_parabola(update.parabola)))
    for line in update.lines:
        for name in (*line.needs, line.letter):
            if name not in names:
                values = update.known[name]
                counts = name.startswith("n")
                names[name] = columns[name] = Column(values, 0, exact=True) if counts else column(values, _MOST_DIGITS)
        operands = tuple(names[name] for name in line.needs)
        rules.append(Rule(names[line.letter], operands, _of_line(line, len(update.gradient))))
    if update.tries is not None:
        _add_tries(columns, rules, update, update.tries, column)
    step = columns["step"] = column(update.step)
    taken = names[update.pace], names[update.direction_letter]
    rules.append(Rule(step, taken, lambda rate, d: [-rate[0] * each for each in d]))
    after = columns["after"] = _column(update, update.after, decimals)
    rules.append(Rule(after, (columns["before"], step), _sums))


def _given(column: Column, values: Floats) -> Column:
    """A number that is printed as it is, where it is short."""
    short = Column(values, _MOST_DIGITS, exact=True)
    return short if short.decimals <= _SHORT else column


def _of_line(line: Line, count: int) -> Callable[..., list[Any]]:
    return lambda *operands: line.found(operands, count)


def _on_parabola(parabola: tuple[float, float, float]) -> Callable[[list[Decimal]], list[Decimal]]:
    a, b, c = (Decimal(repr(number)) for number in parabola)
    return lambda places: [a * w * w / 2 + b * w + c for w in places]


def _add_tries(
    columns: Columns, rules: list[Rule], update: Anatomy, tries: Tries, column: Callable[..., Column]
) -> None:
    """The last rates that a search tried, each with its loss and the bound that this has to meet."""
    first = max(len(tries.rates) - MOST_TRIES, 0)
    rates = columns["try_rate"] = column(tries.rates[first:], _MOST_DIGITS)
    halvings = range(first, len(tries.rates))
    rules.append(Rule(rates, (columns["eta"],), lambda eta: [eta[0] / 2**n for n in halvings]))
    losses = columns["try_loss"] = column(tries.losses[first:], _MOST_DIGITS)
    if len(update.before) == 1:
        places = columns["try_place"] = column(update.before[0] - tries.rates[first:] * update.gradient[0])
        of_place = (columns["before"], rates, columns["g"])
        rules.append(Rule(places, of_place, lambda w, rates, g: [w[0] - rate * g[0] for rate in rates]))
        if update.parabola is not None:
            rules.append(Rule(losses, (places,), _on_parabola(update.parabola)))
    bounds = columns["try_bound"] = column(tries.bounds[first:], _MOST_DIGITS)
    of_bound = (columns["f"], rates, columns["‖g‖²"])
    rules.append(Rule(bounds, of_bound, lambda f, rates, square: [f[0] - rate * square[0] / 2 for rate in rates]))
    met = columns["try_met"] = Column([*[0.0] * (len(bounds.values) - 1), float(tries.taken)], 0, exact=True)
    rules.append(Rule(met, (losses, bounds), lambda f, most: [int(a <= b) for a, b in zip(f, most, strict=True)]))
