"""Programs of expressions: exact, without waste, and the same however they are run."""

import numpy as np
import pytest

from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.writing import numpy_code

W = np.linspace(-3, 4, 139)
EXPRESSIONS = [
    "w", "-w", "2w + 2", "w^2", "w^3", "w^7", "w^16", "w^-3", "w^2.5", "sqrt(w)", "w^0.5", "sin(3w) + 0.1w^2", "|w|",
    "e^(-w^2)", "1/w", "log(w)", "3 - w", "w - 3", "w/3", "3/w", "w^w", "2^w", "tan(w)/(1 + w^2)", "sin(w^2)cos(w^2)",
    "4w^3 - 6w + 1", "2w - w^5", "e^(-3w^4 - w^2 - w - 1)",
]  # fmt: skip


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_in_place_in_a_call_and_as_code_it_is_the_same_to_the_last_bit(text, dtype):
    tree, w = parse(text), W[:, None].astype(dtype)
    program = Program(tree)
    called = program(w)
    assert called.dtype == w.dtype
    out = np.empty_like(w)
    in_place = program.in_place(w.shape, w.dtype)
    with np.errstate(all="ignore"):
        for _ in range(2):  # nothing is left of the first time
            in_place(w, (), out)
            assert out.tobytes() == called.tobytes()
        assert np.asarray(eval(numpy_code(tree), {"np": np, "w": w})).tobytes() == called.tobytes()
        one_by_one = [eval(numpy_code(tree), {"np": np, "w": w[i, 0]}) for i in range(len(w))]
    assert np.array(one_by_one, dtype).tobytes() == called.tobytes()


def test_common_parts_are_computed_once():
    assert len(Program(parse("sin(w^2) + cos(w^2) + w^2")).steps) == 5
    assert len(Program(parse("w^4 - 3w^2 + w")).steps) == 5
    assert Program(parse("2*3*w")).constants == (6.0,)


@pytest.mark.parametrize(
    ("text", "code", "plain"),
    [
        ("4w^3 - 6w + 1", "(4 * np.square(w) - 6) * w + 1", 4 * W**3 - 6 * W + 1),
        ("2w - w^2", "(2 - w) * w", 2 * W - W**2),
        ("-w^4 - w^3 + w", "(1 - (w + 1) * np.square(w)) * w", -(W**4) - W**3 + W),
        ("-w^4 - 2w^3 - w^2", "-(((w + 2) * w + 1) * np.square(w))", -(W**4) - 2 * W**3 - W**2),
        ("e^(w^3/9 - 2w) + w^2 + w", "np.exp(np.square(w) * w / 9 - 2 * w) + np.square(w) + w", None),
        ("sin(w^3 - 2w)", "np.sin((np.square(w) - 2) * w)", np.sin(W**3 - 2 * W)),
        ("w^4 - 3w^2 + w", "np.square(np.square(w)) - 3 * np.square(w) + w", W**4 - 3 * W**2 + W),
        ("w + w^2 + w", "w + np.square(w) + w", 2 * W + W**2),
    ],
)
def test_polynomials_are_nested_where_that_is_shorter(text, code, plain):
    assert numpy_code(parse(text)) == code
    assert plain is None or Program(parse(text))(W) == pytest.approx(plain, abs=1e-12)


def test_what_has_no_value_is_a_gap_without_a_warning():
    values = Program(parse("log(w) + 1/w"))(np.array([-1.0, 0.0, 1.0]))
    assert np.isnan(values[:2]).all()
    assert values[2] == 1


def test_a_constant_has_the_shape_of_w():
    assert Program(parse("2", constant=True))(np.zeros((3, 1))).tolist() == [[2], [2], [2]]
