"""Who reckons an update by hand with the printed digits gets the printed result."""

import re
from fractions import Fraction

import numpy as np
import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.worked_update import worked
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.text.by_hand import update_in_numbers
from lrgui.text.numbers import format_number, parse_number
from lrgui.text.worked_update import rule_in_figures

NUMBER = r"\(?([^ ()·]+)\)?"


def digits_of(text: str) -> int:
    """The significant digits of a printed number, zeros at its end not counted."""
    digits = re.sub("[^0-9]", "", text.split("×")[0].replace("\u202f", ""))
    return max(1, len(digits.lstrip("0").rstrip("0") or "0"))


def reckoned(line: str) -> tuple[Fraction, str]:
    """What comes out by hand, and what is printed."""
    left, result = re.fullmatch(r"(.+) = (\S+)", line).groups()
    w, rate, taken = re.fullmatch(r"(\S+) − (\S+) × (.+)", left).groups()
    w, rate = (Fraction(repr(parse_number(text))) for text in (w, rate))
    inside = re.fullmatch(rf"\(2·{NUMBER} \+ 2\)", taken)
    if inside:
        direction = 2 * Fraction(repr(parse_number(inside[1]))) + 2
    else:
        direction = Fraction(repr(parse_number(re.fullmatch(NUMBER, taken)[1])))
    return w - rate * direction, result


def adds_up(line: str) -> bool:
    value, result = reckoned(line)
    return format_number(float(value), digits_of(result)) == result or format_number(float(value), 5) == result


USUAL = (0.2, 0.3, 0.1, 0.05, 0.9, 0.01, 0.7, 1.02)
AWKWARD = (1 / 3, 1 / 7, 0.123456, 0.0471, 2 / 3, 0.499999)


@pytest.mark.parametrize("rates", [USUAL, AWKWARD])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_gradient_descent_in_random_states(rates, precision):
    random = np.random.RandomState(0)
    kind = np.dtype(precision).type
    for _ in range(300):
        w, rate = kind(random.choice([random.uniform(-10, 10), random.uniform(-1.01, -0.99)])), random.choice(rates)
        following = w - kind(rate) * (kind(2) * w + kind(2))
        line = update_in_numbers(float(w), float(rate), float(following), (2.0, 2.0))
        assert adds_up(line), line


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "adagrad", "rmsprop", "adam"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_other_rules_along_their_runs(optimizer, precision):
    rates = (*USUAL[:4], *AWKWARD[:4])
    runs = tuple(Run(float(rate), optimizer=optimizer) for rate in rates)
    history = History(Experiment(problem="descent", runs=runs, precision=precision)).complete()
    w = history.descent.states(0, 40)[:, :, 0].astype(float)
    for run, rate in enumerate(rates):
        for update in range(40):
            line = update_in_numbers(w[update, run], float(rate), w[update + 1, run])
            assert "≈" in line or adds_up(line), line
            assert "≈" not in line or abs(w[update + 1, run]) < 1e-5, line


def test_usual_updates_are_short():
    assert update_in_numbers(5.0, 0.2, 2.6, (2.0, 2.0)) == "5 − 0.2 × (2·5 + 2) = 2.6"
    assert update_in_numbers(-0.5, 0.3, -0.8, (2.0, 2.0)) == "−0.5 − 0.3 × (2·(−0.5) + 2) = −0.8"
    third = update_in_numbers(5.0, 1 / 3, 1.0, (2.0, 2.0))
    assert third == "5 − 0.333333 × (2·5 + 2) = 1" or adds_up(third)


def test_what_is_not_finite_is_said():
    assert update_in_numbers(float("inf"), 3.0, float("nan")).endswith("= nan")


def in_figures(update: int, **values: object) -> str:
    run = Run(**values)
    trace = History(Experiment(problem="descent", updates=update + 1, runs=(run,))).complete().descent
    taken = anatomy(trace, 0, update)
    return rule_in_figures(worked(taken), taken)


def test_what_all_parameters_share_where_numbers_are_large_or_none():
    """Counts have spaces in them; where a search finds nothing its rate is 0, which is made of no other number."""
    told = in_figures(10_000, learning_rate=0.1, optimizer="nadam")
    assert "n = 10\u202f000 + 1 = 10\u202f001" in told.replace("\u00a0", " ")
    assert in_figures(0, learning_rate=1e150, optimizer="armijo").endswith(" → r\u00a0= 0")
