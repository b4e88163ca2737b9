"""Curves made short and cut at the border still show what they showed."""

import itertools

import numpy as np
import pytest

from lrgui.plot.clipping import clip_polyline
from lrgui.plot.strokes import dashes, pieces
from lrgui.plot.thinning import simplify, thin, thin_path


def columns_of(x, x0, x1, pixels):
    return np.minimum(((x - x0) / (x1 - x0) * pixels).astype(int), pixels - 1)


@pytest.mark.parametrize("seed", range(8))
def test_every_column_keeps_its_extremes_and_ends(seed):
    generator = np.random.default_rng(seed)
    n, pixels = int(generator.integers(2_000, 30_000)), int(generator.integers(20, 400))
    x = np.sort(generator.uniform(-3, 5, n))
    y = generator.standard_normal(n).cumsum()
    result = thin(x, y, -3.0, 5.0, pixels)
    assert len(result.x) <= 4 * (pixels + 1)
    assert result.x[0] == x[0]
    assert result.y[0] == y[0]
    assert result.x[-1] == x[-1]
    assert result.y[-1] == y[-1]
    before, after = columns_of(x, -3, 5, pixels), columns_of(result.x, -3, 5, pixels)
    for column in np.unique(before):
        kept = result.y[after == column]
        assert kept.min() == y[before == column].min()
        assert kept.max() == y[before == column].max()
    assert (np.diff(result.x) >= 0).all()


def test_short_curves_are_left_alone():
    x = np.arange(100.0)
    y = np.full(100, 2.0)
    result = thin(x, y, 0, 99, 50)
    np.testing.assert_array_equal(result.x, x)
    assert len(result.infinite) == 0


def test_gaps_stay_between_the_same_neighbours():
    x = np.arange(50_000.0)
    y = np.sin(x / 900)
    y[[0, 20_000, 49_999]] = np.nan
    y[30_000:30_700] = np.nan
    result = thin(x, y, 0, 49_999, 300)
    runs = [(x[r[0]], x[r[-1]]) for r in np.split(np.arange(len(x)), np.flatnonzero(np.diff(np.isnan(y))) + 1)]
    kept = np.split(np.arange(len(result.x)), np.flatnonzero(np.diff(np.isnan(result.y))) + 1)
    assert [(result.x[r[0]], result.x[r[-1]]) for r in kept] == runs


def test_infinite_values_are_listed_and_kept():
    x = np.arange(10_000.0)
    y = np.zeros(10_000)
    y[1234], y[5678] = np.inf, -np.inf
    result = thin(x, y, 0, 9_999, 100)
    assert result.infinite.tolist() == [1234, 5678]
    assert np.isposinf(result.y).any()
    assert np.isneginf(result.y).any()


def test_only_what_is_in_view_and_one_neighbour_each():
    x = np.arange(1000.0)
    result = thin(x, x, 99.5, 200.5, 400)
    assert (result.x[0], result.x[-1]) == (99, 201)


def test_empty_and_outside():
    assert len(thin(np.empty(0), np.empty(0), 0, 1, 10).x) == 0
    x = np.arange(1000.0)
    assert len(thin(x, x, 5000, 6000, 10).x) <= 2


def test_a_path_keeps_its_turns_but_not_its_trembling():
    x = np.concatenate([np.linspace(0, 100, 50), np.full(5000, 100.0), [np.nan], [3.0], [50.0]])
    y = np.concatenate([np.linspace(0, 100, 50), 100 + 0.1 * np.sin(np.arange(5000)) ** 2, [np.nan], [3.0], [50.0]])
    px, py = thin_path(x, y)
    assert len(px) < 100
    assert np.isnan(px).sum() == 1
    assert (px[-1], py[-1]) == (50, 50)


def test_lines_are_cut_where_they_cross_the_border():
    x, y, connected = clip_polyline(np.array([0.0, 100.0]), np.array([0.0, 1e12]), 100, 100, margin=0)
    np.testing.assert_allclose(y, [0, 100])
    assert x[1] == pytest.approx(1e-8)
    assert connected[0]


def test_a_line_that_leaves_and_returns_is_broken_outside_only():
    x, y, connected = clip_polyline(np.array([10.0, 20, 30, 40]), np.array([50.0, 500, 50, 50]), 100, 100, margin=0)
    np.testing.assert_allclose(y[:4], [50, 100, 100, 50])
    assert connected.tolist() == [True, False, True, True, True, False]
    assert (x >= 0).all()


def test_nan_is_a_gap_and_far_outside_is_nothing():
    nan = np.nan
    x, _, connected = clip_polyline(np.array([0.0, 1, 2, 3]), np.array([1.0, nan, 3, 4]), 10, 10)
    assert len(x) == 2
    assert connected.tolist() == [True, False]
    x, _, _ = clip_polyline(np.array([0.0, 1.0]), np.array([1e9, 1e9]), 10, 10)
    assert len(x) == 0


@pytest.mark.parametrize("seed", range(5))
def test_clipped_points_lie_on_the_line_and_inside(seed):
    generator = np.random.default_rng(seed)
    px, py = generator.uniform(-300, 400, (2, 60))
    x, y, connected = clip_polyline(px, py, 100, 100, margin=0)
    assert (x > -1e-9).all()
    assert (x < 100 + 1e-9).all()
    assert (y > -1e-9).all()
    assert (y < 100 + 1e-9).all()
    dense = np.linspace(0, 1, 400)
    walk_x = np.concatenate([a + dense * (b - a) for a, b in itertools.pairwise(px)])
    walk_y = np.concatenate([a + dense * (b - a) for a, b in itertools.pairwise(py)])
    within = ((walk_x >= 0) & (walk_x <= 100) & (walk_y >= 0) & (walk_y <= 100)).mean()
    lengths = np.hypot(np.diff(px), np.diff(py))
    drawn = np.hypot(np.diff(x), np.diff(y))[connected[:-1]].sum()
    inside = sum(
        length * ((xs >= 0) & (xs <= 100) & (ys >= 0) & (ys <= 100)).mean()
        for length, xs, ys in zip(lengths, walk_x.reshape(-1, 400), walk_y.reshape(-1, 400), strict=True)
    )
    assert within > 0
    assert drawn == pytest.approx(inside, rel=0.02)


def test_dashes_follow_the_line_and_lie_still_while_it_grows():
    generator = np.random.default_rng(0)
    x, y = np.arange(50.0) * 7, generator.uniform(0, 100, 50)
    joined = np.ones(50, bool)
    whole = dashes(x, y, joined, [6.0, 4.0])
    length = np.hypot(np.diff(x), np.diff(y)).sum()
    assert np.hypot(whole[:, 2] - whole[:, 0], whole[:, 3] - whole[:, 1]).sum() == pytest.approx(0.6 * length, rel=0.01)
    part = dashes(x[:30], y[:30], joined[:30], [6.0, 4.0])
    np.testing.assert_allclose(part[:-1], whole[: len(part) - 1])


def test_a_dash_may_be_as_short_as_numbers_are():
    end = 3.0092523130782696
    x = np.array([0.0, end, np.nextafter(end, 4)])  # the middle of the last two is rounded to the end
    assert dashes(x, np.zeros(3), np.ones(3, bool), [4, 3])[:, [0, 2]].ravel() == pytest.approx([0, end, end, end])


def test_dashes_and_pieces_respect_gaps():
    x, y = np.array([0.0, 10, 20, 30]), np.zeros(4)
    connected = np.array([True, False, True, False])
    np.testing.assert_allclose(pieces(x, y, connected, 0.0), [[0, 0, 10, 0], [20, 0, 30, 0]])
    np.testing.assert_allclose(pieces(x, y, connected, 1.0), [[-1, 0, 11, 0], [19, 0, 31, 0]])
    np.testing.assert_allclose(
        dashes(x, y, connected, [4, 3]), [[0, 0, 4, 0], [7, 0, 10, 0], [20, 0, 21, 0], [24, 0, 28, 0]]
    )
    assert len(dashes(np.zeros(3), np.zeros(3), np.ones(3, bool), [4, 3])) == 0


def test_simplified_lines_stay_where_they_were():
    x = np.linspace(0, 500, 20_000)
    y = 200 + 100 * np.sin(x / 40)
    y[7000] = 20.0  # a spike of one point
    y[9000:9100] = np.nan
    sx, sy = simplify(x, y)
    assert len(sx) < 2_500
    assert 20.0 in sy
    assert (sx[0], sx[-1]) == (0, 500)
    assert np.isnan(sy).any()
    finite = np.isfinite(sy)
    away = np.abs(np.interp(x, sx[finite], sy[finite]) - y)
    away[6500:7500] = 0  # beside the spike the line runs up to it
    assert np.nanmax(away) < 0.6


@pytest.mark.parametrize("n", range(4))
def test_nothing_to_simplify(n):
    x, _ = simplify(np.arange(float(n)) * 100, np.zeros(n))
    assert len(x) == n
