"""The closed form of a linear recurrence against the recurrence itself."""

import numpy as np
import pytest

from lrgui.core.analysis.linear_recurrence import Recurrence


def followed(recurrence: Recurrence, count: int) -> np.ndarray:
    errors = [recurrence.first, recurrence.second]
    while len(errors) < count:
        errors.append(recurrence.trace * errors[-1] - recurrence.determinant * errors[-2])
    return np.array(errors)


CASES = [
    Recurrence(1.5, 0.9, 1.0, 0.6),  # complex: turns
    Recurrence(1.2, 0.32, 1.0, -0.4),  # 0.8 and 0.4
    Recurrence(-1.3, 0.36, 1.0, 0.2),  # −0.9 and −0.4
    Recurrence(1.0, 0.25, 1.0, 0.9),  # 0.5 twice
    Recurrence(0.6, 0.0, 1.0, 0.6),  # 0.6 and 0
    Recurrence(0.6, 0.0, 1.0, 0.1),
    Recurrence(0.0, 0.0, 1.0, 0.5),  # 0 twice
    Recurrence(0.3, -0.4, 1.0, 0.0),  # 0.8 and −0.5
]


@pytest.mark.parametrize("recurrence", CASES)
def test_errors_and_their_envelope(recurrence):
    expected = followed(recurrence, 60)
    np.testing.assert_allclose(recurrence.errors(np.arange(60.0)), expected, rtol=1e-9, atol=1e-14)
    for n in range(50):
        assert recurrence.envelope(n) >= np.abs(expected[n:]).max() * (1 - 1e-9) - 1e-15


@pytest.mark.parametrize("recurrence", CASES)
@pytest.mark.parametrize("limit", [0.3, 1e-3, 1e-9])
def test_settled_is_after_the_last_one_above(recurrence, limit):
    above = np.flatnonzero(np.abs(followed(recurrence, 2000)) > limit)
    assert recurrence.settled(limit) == above[-1] + 1


def test_what_does_not_shrink_never_settles():
    assert Recurrence(2.1, 1.05, 1.0, 1.0).settled(0.1) is None
    assert Recurrence(0.0, 1.0, 1.0, 0.0).settled(0.1) is None
    assert Recurrence(2.1, 1.05, 0.0, 0.0).settled(0.1) == 0


def test_settling_after_a_billion_updates():
    slow = Recurrence(1 - 2e-9, 0.0, 1.0, 1 - 2e-9)
    assert slow.settled(1e-6) == pytest.approx(np.log(1e-6) / np.log1p(-2e-9), rel=1e-6)
