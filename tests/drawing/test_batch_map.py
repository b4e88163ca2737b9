"""The map of batch sizes and rates: a colour for every cell, darker the better, and what the mouse reads."""

import math
from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.model.run import COLOURS
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.batch_map import BatchMap
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.training.history import History
from lrgui.drawing import sweep_texts
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.scene import Scene, Swept
from lrgui.text.numbers import format_count


@pytest.fixture
def drawing(qapp):
    return MapDrawing()


def star(marks):
    return [p for p in marks.points if p.symbol == "star"]


def rings(marks):
    return next(p for p in marks.points if p.symbol == "circle" and p.size == 6.5)


def brightness(cells):
    return cells.rgb.astype(int).sum(axis=2)


@pytest.mark.parametrize(
    ("criterion", "field", "better"), [("loss", "loss", np.nanmin), ("accuracy", "accuracy", np.nanmax)]
)
def test_every_cell_has_a_colour_and_the_best_is_named(swept, swept_both, drawing, draw, criterion, field, better):
    shown = swept(swept_both, view="map", criterion=criterion)
    marks = draw(drawing, shown)
    answer = shown.sweep.job.map
    values = getattr(answer, field)
    [cells] = marks.cells
    assert cells.there.all()
    best = np.argwhere(values == better(values))
    [point] = star(marks)
    chosen = list(answer.rates).index(point.x[0]), list(answer.batch_sizes).index(int(point.y[0]))
    assert [chosen[1], chosen[0]] in best.tolist()
    # Darker is better, in every row and column.
    order = np.argsort(values, axis=None) if better is np.nanmax else np.argsort(-values, axis=None)
    shades = brightness(cells).ravel()[order]
    assert (np.diff(shades) <= 1).all()
    assert shades[0] > shades[-1] + 200
    ring = rings(marks)
    for rate, size in zip(ring.x, ring.y, strict=True):
        row = values[list(answer.batch_sizes).index(int(size))]
        assert row[list(answer.rates).index(rate)] == better(row)
    assert len(ring.x) == len(answer.batch_sizes)


def test_cells_lie_around_their_rate_and_size(swept, swept_both, drawing, draw):
    shown = swept(swept_both, view="map")
    marks = draw(drawing, shown)
    answer, [cells] = shown.sweep.job.map, marks.cells
    assert (cells.x[:-1] < answer.rates).all()
    assert (answer.rates < cells.x[1:]).all()
    assert (cells.y[:-1] < answer.batch_sizes).all()
    assert (np.array(answer.batch_sizes) < cells.y[1:]).all()
    assert marks.x == pytest.approx((cells.x[0], cells.x[-1]))
    assert marks.y[0] == pytest.approx(cells.y[0])
    assert marks.y[1] > cells.y[-1], "above them is what their colours mean"
    assert marks.y_title == "batch size"


def test_one_batch_size_alone_has_cells(swept, swept_both, drawing, draw):
    """As of data of a single point."""
    shown = swept(swept_both, view="map")
    job = copy(shown.sweep.job)
    job.map = BatchMap(job.experiment, job.template, job.map.grid, [10])
    while not job.map.advance(1.0):
        pass
    [cells] = draw(drawing, replace(shown, sweep=Swept(job, False))).cells
    assert (len(cells.x), cells.y.tolist()) == (len(job.map.rates) + 1, [5.0, 20.0])


def test_the_subtitle_and_the_scale_say_what_it_is(swept, swept_both, drawing, draw):
    shown = swept(swept_both, view="map")
    marks = draw(drawing, shown)
    size = int(star(marks)[0].y[0])
    assert f"batch size {format_count(size)} · loss" in sweep_texts.subtitle(shown.sweep)
    scale = marks.colour_scale
    assert scale.title == sweep_texts.axis_title(shown.sweep.job)
    assert sum(scale.colours[0]) > sum(scale.colours[-1])  # from bad, which is pale, to good
    ends = [float(text.strip("≤≥ ")) for text in (scale.first, scale.last)]
    assert ends[0] > ends[1]


def test_rows_that_are_not_computed_have_no_colour(swept_both, drawing, draw):
    job = SweepJob(SweepQuestion(view="map"), swept_both)
    while job.map is None or job.map.computed < 2:
        job.advance(0)
    shown = Scene(swept_both, History(swept_both).complete(), 0, sweep=Swept(job))
    marks = draw(drawing, shown)
    [cells] = marks.cells
    assert cells.there[-2:].all()
    assert not cells.there[:-2].any()
    assert star(marks) == []
    assert sweep_texts.subtitle(shown.sweep) == f"2 of {len(job.map.batch_sizes)} batch sizes"


def test_what_is_old_is_pale(swept, swept_both, draw, qapp):
    new = draw(MapDrawing(), swept(swept_both, view="map")).cells[0]
    old = draw(MapDrawing(), swept(swept_both, view="map", stale=True))
    assert (brightness(old.cells[0]) >= brightness(new)).all()
    assert brightness(old.cells[0]).mean() > brightness(new).mean() + 50
    assert star(old) == []


def test_runs_lie_at_the_batch_size_of_the_experiment(swept, swept_both, drawing, draw):
    marks = draw(drawing, swept(swept_both, view="map"))
    for run, colour in enumerate(COLOURS[:3]):
        [dot] = [p for p in marks.points if p.colour == colour.lower()]
        assert dot.x.tolist() == [swept_both.runs[run].learning_rate]
        assert dot.y.tolist() == [swept_both.batch_size]


def test_the_mouse_reads_the_cell_under_it(swept, swept_both, drawing, draw, hover):
    shown = swept(swept_both, view="map")
    draw(drawing, shown)
    answer = shown.sweep.job.map
    for row, column in ((0, 0), (2, 5), (len(answer.batch_sizes) - 1, len(answer.rates) - 1)):
        seen = hover(drawing.plot, answer.rates[column], answer.batch_sizes[row])
        texts = [text for _, text in seen.lines]
        assert texts[0] == f"η = {sweep_texts.rate(float(answer.rates[column]))}"
        assert texts[1] == f"batch size {format_count(answer.batch_sizes[row])}"
        value = float(answer.loss[row, column])
        assert texts[2] == f"loss {sweep_texts.value_text('loss', value if math.isfinite(value) else math.nan)}"


def test_an_empty_scene_clears_what_was_drawn(swept, swept_both, drawing, draw):
    shown = swept(swept_both, view="map")
    draw(drawing, shown)
    assert draw(drawing, shown.with_sweep(None)).records == ()
