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

MOST_SAMPLES = 10  # of a batch that are shown one by one; of the others their sum is
# Decimals of what comes out, in the order in which they are tried: others where a half decides, or float32 has no more.
_DIGITS = (4, 5, 6, 3, 2, 1)
_MOST_DECIMALS, _MOST_DIGITS = 12, 20

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
    total once more; every letter of the optimizer's lines, and with ₀ what it was before; "direction" where no line
    gives it; "eta", a single number; "step", "before", "after".
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
    if update.slope is not None:
        a, b = (Decimal(repr(number)) for number in update.slope)
        rules.append(Rule(columns["g"], (columns["before"],), lambda w: [a * w[0] + b]))
    columns["eta"] = Column([update.rate], decimals_of([update.rate], 6), exact=True)
    names = {letter: Column([value], _MOST_DIGITS, exact=True) for letter, value in update.settings.items()}
    names |= {"g": columns["g"], "w": columns["before"]}
    lines = update.optimizer.lines
    for line in lines or ():
        for name in (*line.needs, line.letter):
            if name not in names:
                values = update.known[name]
                counts = name.startswith("n")
                names[name] = columns[name] = Column(values, 0, exact=True) if counts else column(values, _MOST_DIGITS)
        operands = tuple(names[name] for name in line.needs)
        rules.append(Rule(names[line.letter], operands, _each(line.calculate, len(update.gradient))))
    if lines is None:
        taken = columns["direction"] = column(update.direction)
    else:
        taken = names[lines[-1].letter] if lines else columns["g"]
    step = columns["step"] = column(update.step)
    rules.append(Rule(step, (columns["eta"], taken), lambda eta, d: [-eta[0] * each for each in d]))
    after = columns["after"] = _column(update, update.after, decimals)
    rules.append(Rule(after, (columns["before"], step), _sums))


def _each(calculate: Callable[..., Any], count: int) -> Callable[..., list[Any]]:
    """Of lists as long as there are parameters, or of single numbers."""

    def all_of_them(*operands: list[Decimal]) -> list[Any]:
        return [calculate(*(each[i if len(each) > 1 else 0] for each in operands)) for i in range(count)]

    return all_of_them
