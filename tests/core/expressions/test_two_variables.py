"""Expressions in x and y: read, differentiated, evaluated together, and written."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.expressions.derivative import partial_derivatives
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.signs import is_positive, never_negative
from lrgui.core.expressions.tree import X, Y
from lrgui.core.expressions.unknowns import OF_SURFACES
from lrgui.core.expressions.writing import formula, keras_code, numpy_code

BOTH = (X, Y)
EXPRESSIONS = [
    "x^2 + 10y^2", "(1 - x)^2 + 100(y - x^2)^2", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "0.5(xy - 1)^2", "x",
    "sin(3x)cos(y) + 0.1x^2y", "e^(-(x^2 + y^2)/4)", "x^2 - y^2", "|x - y| + |x + 2|", "ln(x)^2 + y ln(y)",
    "sqrt(1 + x^2 + y^2)", "x^y", "arctan(y/x)", "tanh(xy) + x/(1 + y^2)", "2^(x - y) + π x y",
    "(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2", "x^3 - 3x y^2", "cosh(x - 2y)", "1/(x + y)",
    "sign(x - y)x^2",
]  # fmt: skip


def places(count=1000):
    x, y = np.random.RandomState(1).uniform(0.1, 2.5, (2, count))
    apart = np.abs(x - y) > 1e-2  # kinks
    return x[apart], y[apart]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_derivatives_are_those_of_mathematics(text):
    tree = parse(text, OF_SURFACES)
    slopes, bends = partial_derivatives(tree)
    x, y = places()
    h = 1e-5
    f, (fx, fy) = Program(tree, variables=BOTH), (Program(each, variables=BOTH) for each in slopes)
    found = Program(*slopes, *bends, variables=BOTH).values(x, y)
    pairs = [(f, 0), (f, 1), (fx, 0), (fx, 1), (fy, 1)]
    for derivative, (function, along) in zip(found, pairs, strict=True):
        dx, dy = (h, 0.0) if along == 0 else (0.0, h)
        ends = function.values(x + dx, y + dy)[0], function.values(x - dx, y - dy)[0]
        scale = 1 + np.abs(derivative) + np.abs(ends[0])
        assert (np.abs(derivative - (ends[0] - ends[1]) / (2 * h)) <= 1e-5 * scale).all()


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_what_is_shown_can_be_typed_again_and_the_code_means_the_same(text):
    tree = parse(text, OF_SURFACES)
    x, y = places(50)
    values = Program(tree, variables=BOTH).values(x, y)[0]
    again = Program(parse(formula(tree), OF_SURFACES), variables=BOTH).values(x, y)[0]
    assert again == pytest.approx(values, rel=1e-12)
    names = {"np": np, "x": x, "y": y}
    assert (np.zeros_like(x) + eval(numpy_code(tree), names)).tobytes() == values.tobytes()
    assert eval(keras_code(tree, "np"), names) == pytest.approx(values, rel=1e-12)


@pytest.mark.parametrize(
    "pair", [("0.1x", "2y"), ("y*0.1", "2x"), ("x", "x"), ("y*(xy - 1)", "x*(xy - 1)"), ("3", "1")]
)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_in_place_gives_the_same_bits(pair, dtype):
    program = Program(*(parse(text, OF_SURFACES, constant=True) for text in pair), variables=BOTH)
    parameters = np.random.RandomState(0).normal(size=(7, 2)).astype(dtype)
    out = np.empty_like(parameters)
    program.in_place_together(7, np.dtype(dtype))(parameters, (), out)
    assert out.tobytes() == np.stack(program.values(parameters[:, 0], parameters[:, 1]), axis=-1).tobytes()
    assert out.dtype == dtype


def test_common_parts_are_computed_once():
    assert len(Program(*(parse(t, OF_SURFACES) for t in ("y*(xy - 1)", "x*(xy - 1)")), variables=BOTH).steps) == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x + w", "“w” at position 5 is not known; known are x, y, π, e and sin, cos"),
        ("", "must be an expression in x, y, such as x^2 + 10y^2"),
        ("3", "there must be an x or a y in it"),
        ("x^2 +", "something is missing at position 6"),
        ("x.y", "“.” at position 2 cannot be read"),
    ],
)
def test_what_is_wrong_is_said_of_the_surface(typed, sentence):
    with pytest.raises(InvalidExpression) as caught:
        parse(typed, OF_SURFACES)
    assert caught.value.field == "surface"
    assert sentence in str(caught.value)


def test_one_variable_knows_nothing_of_two():
    with pytest.raises(InvalidExpression, match="“xy” at position 1 is not known; known are w, π"):
        parse("xy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x^2 + |y|", True), ("(x - y)(x - y)", True), ("e^x + 3y^4", True), ("x^2 - y^2", False), ("xy", False),
     ("x^2 - 1", False), ("x^3", False), ("sqrt(x)^3 + cosh(y)/2", True), ("0.5(xy - 1)^2", True)],
)  # fmt: skip
def test_forms_that_are_never_below_zero(text, expected):
    assert never_negative(parse(text, OF_SURFACES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 + x^2", True), ("sqrt(2 + |y|)", True), ("cosh(x) + y^2", True), ("x^2", False), ("x^2 - 1", False),
     ("e^x", False), ("2 - e^x", False), ("x + 1", False)],
)  # fmt: skip
def test_forms_that_are_above_zero_whatever_is_rounded(text, expected):
    assert is_positive(parse(text, OF_SURFACES)) == expected
