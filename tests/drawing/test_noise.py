"""Curves of the noise of batches: each batch pale, what is made of them beside it."""

import numpy as np
import pytest

from lrgui.colours.theme import pale
from lrgui.colours.themes import LIGHT
from lrgui.core.analysis.batch_noise import BatchNoise, smoothed
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.chart import Chart
from lrgui.drawing.quantities import noise_book
from lrgui.drawing.quantities.noise import noise_quantities
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.scene import Scene

RACE = Experiment(problem="classifier", epochs=2, runs=(Run(0.3), Run(2.0, colour=COLOURS[1])))


@pytest.fixture(scope="module")
def history():
    return History(RACE).complete()


@pytest.fixture(autouse=True)
def _nothing_is_known():
    noise_book._KNOWN.clear()


def drawn(draw, history, code, at=200, **options):
    book = NoiseBook()
    chart = Chart(noise_quantities(book)[code])
    chart.set_options(log=False, iterations=True, future=False)
    marks = draw(chart, Scene(history.experiment, history, at, **options))
    return {(c.colour, c.pattern): c for c in marks.curves if len(c.x)}, book, chart


def test_batches_are_pale_means_dashed_and_smoothed_curves_solid(draw, history):
    curves, book, _ = drawn(draw, history, "batch-loss")
    noise = book.of(history, 0, compare=False)
    own = LIGHT.seen(COLOURS[0])
    assert curves[LIGHT.seen(pale(COLOURS[0])), "solid"].y.tolist() == noise.loss[:200].tolist()
    assert curves[own, "dashed"].y.tolist() == noise.epoch_means()[:200].tolist()
    assert curves[own, "solid"].y.tolist() == smoothed(noise.loss, 0.98)[:200].tolist()
    assert curves[own, "solid"].x.tolist() == list(range(1, 201))
    other = [style for colour, style in curves if colour == LIGHT.seen(COLOURS[1])]
    assert other == ["solid"]  # of the run that is not selected the smoothed curve alone


def test_the_factor_of_smoothing(draw, history):
    book = NoiseBook()
    quantity = noise_quantities(book)["gradient-norm"]
    quantity.factor = 0.0
    quantity.prepare(0, [1, 0])
    raw, smooth, *_ = (line for line in quantity.lines(history) if line.run == 0)
    assert np.array_equal(raw.values, smooth.values)


def test_where_a_batch_is_all_of_the_data_no_curve_lags_behind():
    runs = Run(2.0, batch_size=1600), Run(2.0, colour=COLOURS[1])
    both = History(Experiment(problem="classifier", epochs=30, runs=runs, aligned="samples")).complete()
    for code in ("batch-loss", "gradient-norm", "cosine"):
        quantity = noise_quantities(NoiseBook())[code]
        for selected, words in ((0, "nothing to smooth"), (1, "≈ 50 updates")):
            quantity.prepare(selected, [0, 1])
            lines = [line for line in quantity.lines(both) if line.run == selected]
            raw, smooth = lines[0], next(line for line in lines if line.main)
            assert np.array_equal(raw.values, smooth.values) == (selected == 0)
            assert words in quantity.entries()[-1][0]


def test_the_border_of_the_batch_that_of_all_data_and_the_rate(draw, history):
    curves, book, _ = drawn(draw, history, "border")
    found = book.of(history, 0, compare=True).comparison
    own = LIGHT.seen(COLOURS[0])
    assert curves[own, "solid"].y.tolist() == found.border[:200].tolist()
    assert curves[LIGHT.seen(pale(COLOURS[0])), "solid"].y.tolist() == found.batch_border[:200].tolist()
    assert set(curves[own, "dashed"].y.tolist()) == {0.3}


@pytest.mark.parametrize("code", noise_quantities(NoiseBook()))
def test_nothing_is_drawn_beyond_the_playhead_nor_at_the_start(draw, history, code):
    curves, _, chart = drawn(draw, history, code, at=30)
    assert max(curve.x.max() for curve in curves.values()) <= 30
    chart.draw_position(Scene(RACE, history, 0))
    assert not [curve for curve in chart.plot.marks().curves if len(curve.x)]


def test_what_is_hidden_is_not_computed(draw, history):
    drawn(draw, history, "batch-loss", hidden=frozenset({1}))
    assert set(noise_book._KNOWN[history]) == {0}


def test_the_mouse_reads_smoothed_mean_and_batch(draw, history, hover):
    _, book, chart = drawn(draw, history, "batch-loss")
    noise = book.of(history, 0, compare=False)
    line = hover(chart.plot, 100, 0.3).lines[2]
    expected = (smoothed(noise.loss, 0.98)[99], noise.loss[99], noise.epoch_means()[99])
    assert line[1] == " / ".join(chart.quantity.text(value) for value in expected)


def test_a_live_book_grows_in_slices_and_keeps_within_its_room(history, monkeypatch):
    book = NoiseBook(live=True)
    assert book.of(history, 0, compare=False).done == 0
    slices = 1
    while not book.advance(history, [0, 1], 0.0, compare=False):
        slices += 1
    assert slices > 2
    assert book.of(history, 1, compare=False).done == 320
    monkeypatch.setattr("lrgui.drawing.quantities.noise_book._MOST", 400)
    book.forget()
    assert isinstance(book.of(history, 0, compare=False), BatchNoise)
    assert book.of(history, 1, compare=False) is None
    assert book.advance(history, [0, 1], 9.0, compare=False)


def test_long_runs_are_drawn_from_the_highest_and_lowest_of_each_block(monkeypatch, history):
    monkeypatch.setattr("lrgui.drawing.quantities.noise.MANY", 80)
    book = NoiseBook()
    quantity = noise_quantities(book)["batch-loss"]
    quantity.prepare(0, [1, 0])
    losses = book.of(history, 0, compare=False).loss
    line = next(line for line in quantity.lines(history) if line.pale)
    assert len(line.values) <= 80
    assert (line.values.min(), line.values.max()) == (losses.min(), losses.max())
    assert np.array_equal(line.values, losses[line.steps.astype(int) - 1])
    assert quantity.exact(history, 57)[0] == smoothed(losses, 0.98)[56]  # whatever was left out


def test_what_one_has_computed_the_next_has_at_once(history):
    found = NoiseBook().of(history, 0, compare=True)
    assert NoiseBook(live=True).of(history, 0, compare=True) is found
    assert found.compared_count == len(found.compared_at)
