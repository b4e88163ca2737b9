"""Start × η in colours, and what the mouse reads there."""

import numpy as np
import pytest

from lrgui.colours.contrast import rgb
from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.training.history import History
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.start_map import StartMapDrawing, minimum_colour

QUARTIC = Experiment(
    problem="descent", curve="quartic", start=2.0, updates=50, runs=(Run(0.01), Run(0.1, colour=COLOURS[1]))
)


@pytest.fixture(scope="module")
def scene():
    job = SweepJob(SweepQuestion("starts"), QUARTIC).complete()
    return Scene(QUARTIC, History(QUARTIC).complete(), 50, sweep=Swept(job))


@pytest.fixture
def drawing(qapp):
    return StartMapDrawing()


def test_the_colour_is_the_minimum_and_how_strong_it_is_says_how_soon(scene, drawing, draw):
    found = scene.sweep.job.starts
    (image,) = draw(drawing, scene).images
    paper, border = np.array(rgb(LIGHT.paper), float), rgb(LIGHT.border)
    rng = np.random.default_rng(0)
    for row, column in zip(rng.integers(0, 300, 200), rng.integers(0, 400, 200), strict=True):
        number, shown = found.minimum[row, column], image.rgba[row, column, :3].astype(float)
        if number < 0:
            assert tuple(shown) == border
            continue
        full = np.array(rgb(LIGHT.seen(minimum_colour(number))), float)
        strength = ((shown - paper) @ (full - paper)) / ((full - paper) @ (full - paper))
        share = np.log1p(found.updates[row, column]) / np.log1p(50)
        assert strength == pytest.approx(1 - 0.75 * share, abs=0.02)


def test_stars_stand_at_the_minima_and_dots_at_the_runs(scene, drawing, draw):
    marks = draw(drawing, scene)
    stars = {points.texts: float(points.y[0]) for points in marks.points if points.symbol == "star"}
    assert stars == {("−1.3",): pytest.approx(-1.30084), ("1.13",): pytest.approx(1.1309)}
    dots = [(float(p.x[0]), float(p.y[0])) for p in marks.points if p.symbol == "circle" and len(p.x)]
    assert sorted(dots) == [(0.01, 2.0), (0.1, 2.0)]
    assert [text for text, *_ in drawing.entries] == ["to w = −1.3", "to w = 1.13"]


def test_the_mouse_reads_what_a_run_from_there_would_come_to(scene, drawing, draw, hover):
    draw(drawing, scene)
    found = scene.sweep.job.starts
    read = hover(drawing.plot, 0.1, 2.0)
    row, column = np.argmin(np.abs(found.starts - 2.0)), np.argmin(np.abs(np.log(found.rates / 0.1)))
    assert found.minimum[row, column] == 0, "it leaps over the hill"
    assert read.lines[-1] == (minimum_colour(0), f"at w = −1.3 from update {found.updates[row, column]} on")
    assert hover(drawing.plot, 5.0, 2.0).lines[-1][1] == "at no minimum after 50 updates"


def test_what_is_not_computed_yet_is_no_colour(drawing, draw, hover, qapp):
    job = SweepJob(SweepQuestion("starts"), QUARTIC)
    job.advance(0)
    scene = Scene(QUARTIC, History(QUARTIC).complete(), 50, sweep=Swept(job))
    (image,) = draw(drawing, scene).images
    known = np.unique(np.nonzero((image.rgba[..., :3] != rgb(LIGHT.paper)).any(axis=-1))[0])
    assert 0 < len(known) < 300
    assert hover(drawing.plot, 0.01, float(job.starts.starts[1])).lines[-1][1] == "not computed yet"


def test_without_minima_there_are_no_stars(drawing, draw):
    cubic = QUARTIC.edited(curve="cubic")
    job = SweepJob(SweepQuestion("starts"), cubic).complete()
    marks = draw(drawing, Scene(cubic, History(cubic).complete(), 50, sweep=Swept(job)))
    assert not [points for points in marks.points if points.symbol == "star" and len(points.x)]
    assert marks.colour_scale is None
