"""Expressions as they are typed: what they mean, and what is said of those that mean nothing."""

import math
import time

import numpy as np
import pytest

from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.writing import formula

W = np.linspace(0.1, 3, 50)


@pytest.mark.parametrize(
    ("typed", "meant", "read"),
    [
        ("sin(3w) + 0.1 w^2", lambda w: np.sin(3 * w) + 0.1 * w**2, "sin(3w) + 0.1w²"),
        ("|w|", abs, "|w|"),
        ("e^(-w^2)", lambda w: np.exp(-(w**2)), "e^(−w²)"),
        ("e^-w^2", lambda w: np.exp(-(w**2)), "e^(−w²)"),
        ("2πw", lambda w: 2 * math.pi * w, "2πw"),
        ("pi w", lambda w: math.pi * w, "πw"),
        ("w**4-3*w**2+w", lambda w: w**4 - 3 * w**2 + w, "w⁴ − 3w² + w"),
        ("w²+w⁻¹", lambda w: w**2 + 1 / w, "w² + w⁻¹"),
        ("９ｗ＋（ｗ）＾２", lambda w: 9 * w + w**2, "9w + w²"),
        ("−w·2÷3", lambda w: -w * 2 / 3, "−w·2/3"),
        ("||w|-1|", lambda w: abs(abs(w) - 1), "||w| − 1|"),
        ("2|w||w - 1|", lambda w: 2 * abs(w) * abs(w - 1), "2·|w|·|w − 1|"),
        ("|w(|w|-2)|", lambda w: abs(w * (abs(w) - 2)), "|w·(|w| − 2)|"),
        ("1/2w", lambda w: w / 2, "(1/2)w"),
        ("-w^2", lambda w: -(w**2), "−w²"),
        ("2^-w", lambda w: 2.0**-w, "2^(−w)"),
        ("w^2^3", lambda w: w**8, "w^(2³)"),
        ("w^0.5 - w^(1/3)", lambda w: w**0.5 - w ** (1 / 3), "w^(0.5) − w^(1/3)"),
        ("wsin(w)", lambda w: w * np.sin(w), "w·sin(w)"),
        ("3e2w", lambda w: 300 * w, "300w"),
        ("2e w", lambda w: 2 * math.e * w, "2e·w"),
        ("[w+1]{w-1}", lambda w: (w + 1) * (w - 1), "(w + 1)(w − 1)"),
        ("ln(w) + √(w) + tanh(w) + cosh(w)", lambda w: np.log(w) + np.sqrt(w) + np.tanh(w) + np.cosh(w), None),
        ("w^17", lambda w: w**17, "w¹⁷"),
        ("--w", lambda w: w, "w"),
        ("w - -2", lambda w: w + 2, "w + 2"),
    ],
)
def test_what_is_typed_is_what_is_meant(typed, meant, read):
    tree = parse(typed)
    assert Program(tree)(W) == pytest.approx(meant(W), rel=1e-13)
    if read is not None:
        assert formula(tree) == read
    # What is shown can be typed again.
    assert Program(parse(formula(tree)))(W) == pytest.approx(meant(W), rel=1e-13)


@pytest.mark.parametrize(
    ("typed", "rule", "position"),
    [
        ("", "empty", None),
        ("  ", "empty", None),
        (7, "not_text", None),
        ("w+", "missing", 3),
        ("()", "missing", 2),
        ("w*/2", "missing", 3),
        ("(w", "unclosed", 1),
        ("2|w", "unclosed", 2),
        ("(w]", "unclosed", 1),
        ("w)", "unopened", 2),
        (")", "unopened", 1),
        ("sin w", "bracket_after", 5),
        ("sin^2(w)", "bracket_after", 4),
        ("2x + w", "unknown_name", 2),
        ("w.real", "character", 2),
        ("0,1w", "comma", 2),
        ("w，1", "comma", 2),
        ("w + 1/0", "no_value", 6),
        ("log(-1)w", "no_value", 1),
        ("w^101", "exponent", 3),
        ("w^9^9", "exponent", 3),
        ("9**9**9**9*w", "exponent", 7),
        ("1e999w", "number_range", 1),
        ("w + 1e-99999999999", "number_range", 5),
        ("3", "no_w", None),
        ("(" * 60 + "w" + ")" * 60, "too_deep", 21),
        ("w" * 1_000_000, "too_long", None),
    ],
)
def test_what_is_wrong_is_said_with_its_place(typed, rule, position):
    with pytest.raises(InvalidExpression) as caught:
        parse(typed)
    assert (caught.value.rule, caught.value.limits.get("position")) == (rule, position)
    assert len(str(caught.value)) < 300
    assert position is None or f"position {position}" in str(caught.value)


ATTACKS = [
    "__import__('os').system('id')", "w.__class__", "eval('w')", "exec(w)", "lambda: w", "(lambda w: w)(w)",
    "[w for w in w]", "open('/etc/passwd')", "import os", "w; w", "w\nimport os", "f'{w}'", "w if w else w", "w@w",
    "w//2", "w%2", "w<<9", "~w", "w&w", "w=1", "w:=1", "print(w)", "globals()", "getattr(w,'x')", "'w'", '"w"', "`w`",
    "$w", "#w", "w\\", "w\0", "\ud800w", "w\u202e", "\u0000", "ω", "权重", "ẇ", "😀", "w²²²²²²²²²²", "9**9**9**9",
    "w**w**9**9**9",
    "(((9^99)^99)^99)w", "w!" , "diff(w)", "Symbol('w')", "oo", "nan*w", "inf*w", "I*w", "zoo",
    "1e400w", "0x1Fw", "1_000w",
    "e^e^e^e^e w", "((w", "w))", "|", "||", "|||", "|w", "+", "*", "^", "**", "()", "[]", "{}", "(|)",
    "|(w|)", "w^", "^w", "/w",
    ",", "sin", "sin()", "sin(", "sin(w,w)", "abs", "sqrt", "log log w", "tan^", "e^",
    "-", "--", "1", "pi", "e", "0/0w",
    "w" * 201, "(" * 100, "-(" * 66, "sin(" * 50, "|" * 200, "w^" * 100, "1" * 10_000, "(" * 10**6, "w+" * 500_000,
    "9" * 10**6,
]  # fmt: skip


def test_no_attack_runs_anything_or_takes_its_time():
    extended = [*ATTACKS, *(f"2w + {attack}" for attack in ATTACKS if attack not in ("1", "pi", "e"))]
    extended += [f"sin({attack})" for attack in ATTACKS]
    assert len(extended) >= 200
    for attack in extended:
        start = time.perf_counter()
        with pytest.raises(InvalidExpression) as caught:
            parse(attack)
        assert len(str(caught.value)) < 300
        assert time.perf_counter() - start < 0.2
