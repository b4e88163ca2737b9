"""Ticks, labels, and ranges that grow in jumps."""

import math
import sys
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF

from lrgui.plot.axis import _first_that_fit
from lrgui.plot.ticks import grow, linear_ticks, log_ticks, nice_range

LARGEST = sys.float_info.max


def labels(candidates):
    return [t.labels for t in candidates]


def test_linear_candidates_run_from_fine_to_coarse():
    counts = [len(t.positions) for t in linear_ticks(0, 1)]
    assert counts == sorted(counts, reverse=True)
    assert ("0.00", "0.25", "0.50", "0.75", "1.00") in labels(linear_ticks(0, 1))
    assert ("−1.0", "−0.5", "0.0", "0.5", "1.0") in labels(linear_ticks(-1, 1))


def test_integers_only():
    for ticks in linear_ticks(0, 3, integers=True):
        assert all(p == int(p) for p in ticks.positions)
    assert ("0", "1", "2", "3") in labels(linear_ticks(0, 3, integers=True))


@pytest.mark.parametrize(("low", "high"), [(0, 1e-9), (-2e15, 7e15), (1e6, 1e6 + 1), (0.9999, 1.0), (0, 8000)])
def test_linear_labels_are_distinct(low, high):
    for ticks in linear_ticks(low, high):
        assert len(set(ticks.labels)) == len(ticks.labels)
        assert all(low - 1e-6 * (high - low) <= p <= high + 1e-6 * (high - low) for p in ticks.positions)


def test_log_has_two_and_five_below_three_decades():
    assert labels(log_ticks(math.log10(0.04), math.log10(0.7)))[0] == ("0.05", "0.1", "0.2", "0.5")
    assert labels(log_ticks(-6, 2))[0][:2] == ("10⁻⁶", "10⁻⁵")
    assert labels(log_ticks(-5.2, -3.9))[0] == ("1×10⁻⁵".replace("1×", ""), "2×10⁻⁵", "5×10⁻⁵", "10⁻⁴")


def test_log_in_a_narrow_view_has_equal_steps():
    first = labels(log_ticks(math.log10(0.3), math.log10(0.45)))[0]
    assert len(first) >= 3
    assert "0.40" in first


def test_log_over_hundreds_of_decades():
    assert all(len(t.positions) <= 12 for t in log_ticks(-300, 300))
    assert labels(log_ticks(-300, 300))


def test_ranges_do_not_move_for_data_inside():
    assert grow((0, 10), (2, 9)) == (0, 10)


def test_ranges_grow_in_jumps():
    current, jumps = None, 0
    for k in range(1, 2000):
        grown = grow(current, (0, k / 10))
        assert grown[0] <= 0
        assert grown[1] >= k / 10
        jumps += grown != current
        current = grown
    assert jumps < 60


def test_growing_leaves_the_other_side():
    assert grow((0, 10), (-1, 5))[1] == 10


def test_ranges_of_odd_data():
    assert grow(None, (math.nan, math.inf)) == (0, 1)
    assert grow((0, 2), (math.nan, math.inf)) == (0, 2)
    low, high = nice_range(3, 3)
    assert low < 3 < high
    low, high = nice_range(0.03, 0.7, log=True)
    assert low == pytest.approx(0.02)
    assert high == pytest.approx(1.0)
    assert nice_range(-1, 0, log=True) == (0.1, 1.0)
    low, high = nice_range(0, 1e300)
    assert math.isfinite(high)


@pytest.mark.parametrize(
    "data",
    [
        (0.0, 1e-300),
        (1e-291, 1e-291),
        (1e-300, 1e-290),
        (5e-324, 5e-324),
        (0.0, 1e308),
        (1e308, 1e308),
        (-1e-300, 1e-300),
        (-1e308, 1e308),
    ],
)
def test_ranges_at_the_ends_of_the_numbers(data):
    low, high = nice_range(*data)
    assert low <= data[0] <= data[1] <= high
    assert low < high < math.inf
    assert all(len(t.labels) == len(t.positions) for t in linear_ticks(low, high))
    low, high = nice_range(*data, log=True)
    assert 0 < low < high < math.inf
    assert data[1] <= high
    list(log_ticks(math.log10(low), math.log10(high)))


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("low", [-LARGEST, -1e308, -1.0, 0.0, 5e-324, 1e-300, 1e300])
@pytest.mark.parametrize("high", [5e-324, 1e-300, 1.0, 1e308, LARGEST])
def test_ranges_of_the_largest_and_the_smallest_numbers(low, high, log):
    """They are finite, with something between them, and ticks can be asked for."""
    start, end = nice_range(min(low, high), high, log=log)
    assert start < end
    assert math.isfinite(start)
    assert math.isfinite(end)
    limits = (math.log10(start or 5e-324), math.log10(end)) if log else (start, end)
    for ticks in (log_ticks if log else linear_ticks)(*limits):
        assert len(ticks.positions) == len(ticks.labels)


@pytest.mark.parametrize(("limits", "log"), [((-17, 1.6), True), ((-2, 51), False), ((0, 1e-3), False)])
@pytest.mark.parametrize("lines", [2.2, 2.6, 4.0, 9.0])
def test_an_axis_has_two_numbers_wherever_they_fit_and_none_touches_another(qapp, limits, log, lines):
    """A single one says nothing of the scale."""
    font = qapp.font()
    height = QFontMetricsF(font).height()
    length = lines * height
    ticks = _first_that_fit(*limits, length, log, False, True, font)
    places = [(position - limits[0]) * length / (limits[1] - limits[0]) for position in ticks.positions]
    assert len(places) >= 2
    assert min(b - a for a, b in pairwise(places)) > height
