"""The range test beside the sweep: raw and smoothed losses, where it is steepest, and where it ends."""

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.model.run import COLOURS
from lrgui.core.sweeps.summary import summary
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import ACCENT, MIDDLE
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.sweep import PALE


@pytest.fixture
def drawing(qapp):
    return RangeDrawing()


def curve(marks, colour, pattern="solid"):
    return next((c for c in marks.curves if (c.colour, c.pattern) == (colour.lower(), pattern)), None)


@pytest.mark.parametrize("problem", ["descent", "both"])
def test_the_range_test_stands_beside_the_sweep(swept, swept_descent, swept_both, drawing, draw, problem):
    shown = swept(swept_descent if problem == "descent" else swept_both, view="range")
    marks = draw(drawing, shown)
    job = shown.sweep.job
    raw, smooth, final = (
        curve(marks, LIGHT.seen(PALE)),
        curve(marks, LIGHT.seen(ACCENT)),
        curve(marks, LIGHT.seen(MIDDLE), "dashed"),
    )
    for seen, losses in ((raw, job.test.losses), (smooth, job.test.smoothed)):
        assert np.array_equal(seen.x, job.test.rates)
        assert np.array_equal(seen.y, losses, equal_nan=True)
    assert np.array_equal(final.x, job.sweep.rates)
    assert np.array_equal(final.y, summary(job.sweep).median)
    lines = {line.text.split(" ")[0]: line for line in marks.vertical_lines}
    assert (lines["steepest"].x, lines["valley"].x) == (job.test.steepest, job.test.valley)
    best = next(line for line in marks.vertical_lines if "sweep: best" in line.text)
    assert best.x == summary(job.sweep).best_rate
    assert best.text.endswith(sweep_texts.rate(best.x))
    said = sweep_texts.subtitle(shown.sweep)
    assert "fastai's valley" in said
    assert "best of the sweep" in said


def test_where_the_test_ended_it_is_hatched(swept, swept_descent, drawing, draw):
    shown = swept(swept_descent, view="range")
    marks = draw(drawing, shown)
    end = shown.sweep.job.test.rates[-1]
    [hatch] = marks.hatches
    assert hatch.start == end
    assert next(line for line in marks.vertical_lines if "the test ends" in line.text).x == end
    assert (curve(marks, LIGHT.seen(ACCENT)).x <= end).all()


def test_what_is_old_is_pale_and_claims_nothing(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent, view="range", stale=True))
    assert curve(marks, LIGHT.seen(ACCENT)) is None
    assert marks.vertical_lines == marks.hatches == []


def test_the_mouse_reads_both_losses(swept, swept_descent, drawing, draw, hover):
    shown = swept(swept_descent, view="range")
    draw(drawing, shown)
    test = shown.sweep.job.test
    i = len(test.rates) // 3
    seen = hover(drawing.plot, test.rates[i], drawing.plot.home[1][0] * 2)
    rate, raw, smooth = seen.lines
    assert seen.x == test.rates[i]
    assert rate[1] == f"η = {sweep_texts.rate(float(test.rates[i]))}"
    assert (raw[0], smooth[0]) == (LIGHT.seen(PALE), LIGHT.seen(ACCENT))
    assert float(raw[1].removeprefix("loss ")) == pytest.approx(test.losses[i], rel=1e-3)
    assert float(smooth[1].removeprefix("smoothed ")) == pytest.approx(test.smoothed[i], rel=1e-3)


def test_runs_are_where_they_have_ended(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent, view="range"))
    [dot] = [p for p in marks.points if p.colour == COLOURS[1].lower()]
    assert (dot.x[0], dot.y[0]) == pytest.approx((0.9, 36 * 0.8**80), rel=1e-4)


def test_an_empty_scene_clears_what_was_drawn(swept, swept_both, drawing, draw):
    shown = swept(swept_both, view="range")
    draw(drawing, shown)
    assert draw(drawing, shown.with_sweep(None)).records == ()
