"""Derivatives of what is typed are those of mathematics: against differences, and against mpmath with 40 digits."""

import subprocess
import sys
import time
from contextlib import suppress

import mpmath
import numpy as np
import pytest

from lrgui.core.expressions.derivative import MOST_OPERATIONS, derivatives
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.tree import Node
from lrgui.core.expressions.writing import formula

EXPRESSIONS = [
    "(w+1)^2", "w^4 - 3w^2 + w", "w^3", "sin(3w) + 0.1w^2", "e^(-w^2)", "|w|", "|w - 1/3| + |w + 2|", "1/w", "w^-3",
    "1/(1+w^2)", "log(w)", "w - 3ln(w)", "sqrt(w)", "sqrt(1 + w^2)", "w^(1/3)", "w^2.5", "w^w", "2^w", "2^-w^2",
    "w^sqrt(2)",
    "w^pi", "tan(w)", "tan(w)^2", "arctan(w)", "arcsin(w/4)", "arccos(w/5)", "sinh(w)", "cosh(w)", "tanh(3w)",
    "tanh(w)sinh(w)/cosh(w)", "w e^-w", "(1 - e^(-w))^2", "cos(w)^3", "sin(w)cos(w)", "sin(w^2)/w", "exp(sin(w))",
    "ln(1 + e^w)", "sin(sin(sin(w)))", "0.1w^2 - cos(2w)", "(w^2-1)^2(w-2)", "w^7/7 - w^5/5", "(w-1)/(w+4)",
    "πw^2 + e w",
    "sqrt(2)w^2 + √(3)", "|sin(w)|", "sign(w)w^2", "e^e^(w/4)", "(2w+1)^-2", "w^16", "3^(sin(w)) - |w|^1.5",
]  # fmt: skip
FUNCTIONS = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "abs": "fabs"}
OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "^": lambda a, b: a**b, "neg": lambda a: -a,
}  # fmt: skip


def precisely(tree: Node, w):
    """What was typed, by mpmath."""
    if tree.op == "w":
        return w
    if tree.number is not None:
        return mpmath.mpf(tree.number.numerator) / tree.number.denominator
    if tree.op in ("pi", "e"):
        return +getattr(mpmath, tree.op)
    function = OPERATORS.get(tree.op) or getattr(mpmath, FUNCTIONS.get(tree.op, tree.op))
    return function(*(precisely(part, w) for part in tree.args))


def test_there_are_fifty():
    assert len(set(EXPRESSIONS)) == 50


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_a_derivative_is_that_of_mathematics(text):
    tree = parse(text)
    f, slope, bend = (Program(each) for each in (tree, *derivatives(tree)))
    w = np.random.RandomState(0).uniform(0.05, 3.0, 1000)
    w = w[np.abs(w - 1 / 3) > 1e-3]  # a kink
    h = 1e-5 * w
    for function, derivative in ((f, slope), (slope, bend)):
        central = (function(w + h) - function(w - h)) / (2 * h)
        scale = np.abs(derivative(w)) + np.abs(function(w)) / w + 1
        assert np.isfinite(derivative(w)).sum() > 900
        there = np.isfinite(central) & (np.abs(np.cos(w)) > 0.02)  # beside a pole of the tangent differences are poor
        assert (np.abs(derivative(w) - central) <= 2e-6 * scale)[there].all()
    with mpmath.workdps(40):
        for x in w[:12]:
            exact = [mpmath.diff(lambda v: precisely(tree, v), mpmath.mpf(float(x)), n) for n in (1, 2)]
            for program, value in zip((slope, bend), exact, strict=True):
                assert abs(float(program(np.array([x]))[0]) - float(value)) <= 1e-12 * (1 + abs(float(value)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(w+1)^2", "2w + 2"),
        ("w^4-3w^2+w", "4w³ − 6w + 1"),
        ("sin(3w) + 0.1w^2", "0.2w + 3cos(3w)"),
        ("|w|", "sgn(w)"),
        ("e^(-w^2)", "−2w·e^(−w²)"),
        ("log(w)", "1/w"),
        ("sqrt(w)", "0.5/√(w)"),
        ("w/3", "1/3"),
    ],
)
def test_a_derivative_is_read_as_one_writes_it(text, read):
    assert formula(derivatives(parse(text))[0]) == read


@pytest.mark.parametrize("text", ["log(w)", "w - 3ln(w)", "sqrt(w)^2", "ln(w)^2", "w^1.5w^0.5", "log(w^3)"])
def test_where_there_is_no_loss_there_is_no_slope(text):
    w = np.array([-2.0, -0.5])
    assert np.isnan(Program(parse(text))(w)).all()
    assert all(np.isnan(Program(each)(w)).all() for each in derivatives(parse(text)))


@pytest.mark.parametrize("text", ["ln(1 + w^2)", "sqrt(w^2 + 1)w", "(1 + w^4)^0.3", "ln(cosh(w))"])
def test_what_has_a_value_everywhere_is_not_computed_for_its_gaps(text):
    assert 0.0 not in Program(derivatives(parse(text))[0]).constants


@pytest.mark.parametrize(
    "text",
    ["w^" * 17 + "w", "sin(" * 18 + "w" + ")" * 18, "(w+1)" * 38, "|" + "sin(w)^" * 17 + "w|", "((((w^99)^99)^99)^99)",
     "w^w" * 45, "(" + "1/(1+" * 15 + "w" + ")" * 16, "tan(" * 16 + "w" + ")" * 16, "((7^100 w)^(1/3))^(1/7)"],
)  # fmt: skip
def test_what_is_long_is_refused_or_done_but_never_waited_for(text):
    derivatives(parse("w^2"))  # SymPy is imported
    start = time.perf_counter()
    with suppress(InvalidExpression):
        made = derivatives(parse(text))
        assert all(len(Program(each).steps) <= MOST_OPERATIONS + 2 for each in made)
    assert time.perf_counter() - start < 5  # alone it takes less than 1 s


def test_what_has_no_real_derivative_is_said_so():
    with pytest.raises(InvalidExpression, match="no derivative"):
        derivatives(parse("(-2)^w"))


def test_sympy_is_imported_for_expressions_only():
    code = (
        "import sys; from lrgui.core import Experiment, train\n"
        "train(Experiment(problem='descent', curve='ripples')); assert 'sympy' not in sys.modules\n"
        "train(Experiment(problem='descent', curve='w^2')); assert 'sympy' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
