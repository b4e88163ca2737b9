"""Contour lines against circles and straight lines, whose places are known."""

import numpy as np
import pytest

from lrgui.plot import contours


def contour_lines(x, y, z, level):
    """The lines of one level."""
    [lines] = contours.contour_lines(x, y, z, [level])
    return lines


def grid(n: int, low: float = -2.0, high: float = 2.0):
    x, y = np.linspace(low, high, n), np.linspace(low, high, n + 3)
    return x, y, *np.meshgrid(x, y)


def test_a_circle_is_one_closed_line():
    x, y, gx, gy = grid(81)
    lines = contour_lines(x, y, gx**2 + gy**2, 1.0)
    assert len(lines) == 1
    line = lines[0]
    assert np.array_equal(line[0], line[-1])
    assert np.abs(np.hypot(*line.T) - 1).max() < 1e-3  # of a linear interpolation, with steps of 0.05
    length = np.hypot(*np.diff(line, axis=0).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=1e-3)


def test_a_plane_has_straight_lines_exactly():
    x, y, gx, gy = grid(17)
    for level in (-2.1, 0.05, 1.7):
        (line,) = contour_lines(x, y, 2 * gx - gy, level)
        assert np.abs(2 * line[:, 0] - line[:, 1] - level).max() < 1e-12
        # From border to border, open, and without going back.
        assert np.all(np.diff(line[:, 1]) > 0) or np.all(np.diff(line[:, 1]) < 0)
        for end in (line[0], line[-1]):
            assert np.isclose(np.abs(end), 2).any()


def test_a_hyperbola_has_two_branches():
    x, y, gx, gy = grid(60)
    lines = contour_lines(x, y, gx * gy, 0.5)
    assert len(lines) == 2
    assert {float(np.sign(line[:, 0].mean())) for line in lines} == {-1.0, 1.0}
    for line in lines:
        assert np.abs(line[:, 0] * line[:, 1] - 0.5).max() < 0.01


@pytest.mark.parametrize(("corners", "middle_above"), [([1.0, 0.0, 0.0, 1.0], True), ([1.0, -0.5, -0.5, 1.0], False)])
def test_of_a_saddle_the_middle_decides(corners, middle_above):
    z = np.array(corners).reshape(2, 2)  # high below left and above right
    lines = contour_lines(np.array([0.0, 1.0]), np.array([0.0, 1.0]), z, 0.45)
    assert len(lines) == 2
    # Each line cuts off a corner: a low one where the middle is high.
    cut = [np.round(line.mean(axis=0)).tolist() for line in lines]
    assert sorted(cut) == ([[0.0, 1.0], [1.0, 0.0]] if middle_above else [[0.0, 0.0], [1.0, 1.0]])


def test_every_crossing_is_drawn_once_whatever_the_function():
    rng = np.random.default_rng(5)
    x, y = np.cumsum(rng.uniform(0.1, 1, 23)), np.cumsum(rng.uniform(0.1, 1, 19))
    z = rng.normal(size=(19, 23))
    lines = contour_lines(x, y, z, 0.2)
    above = z >= 0.2
    crossings = int((above[1:] != above[:-1]).sum() + (above[:, 1:] != above[:, :-1]).sum())
    closed = [np.array_equal(line[0], line[-1]) for line in lines]
    assert sum(len(line) - ends for line, ends in zip(lines, closed, strict=True)) == crossings
    border = int(sum((edge[1:] != edge[:-1]).sum() for edge in (above[0], above[-1], above[:, 0], above[:, -1])))
    assert sum(not ends for ends in closed) == border / 2


def test_what_is_not_finite_has_no_line():
    x, y, gx, gy = grid(41)
    z = gx**2 + gy**2
    z[gx > 0.5] = np.nan
    z[gx < -1.5] = np.inf
    lines = contour_lines(x, y, z, 1.0)
    assert lines
    assert all(np.isfinite(line).all() and (line[:, 0] <= 0.55).all() for line in lines)
    assert contour_lines(x, y, np.full_like(z, np.nan), 1.0) == []
    assert contour_lines(x, y, np.zeros_like(z), 1.0) == []
    assert contour_lines(x[:1], y, z[:, :1], 1.0) == []


def test_a_level_that_grid_points_have_exactly():
    x = y = np.arange(5.0)
    gx, _ = np.meshgrid(x, y)
    (line,) = contour_lines(x, y, gx, 2.0)
    assert np.array_equal(np.unique(line[:, 0]), [2.0])
