"""The arrows of the next update: two parts make the whole, and short ones are drawn longer, which is said."""

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.analysis.update_vectors import directions
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing.arrows import GRADIENT, STEP, VELOCITY, Arrows, legend
from lrgui.drawing.style import Style
from lrgui.plot import Plot

OPTIMIZERS = ("momentum", "nesterov", "adagrad", "rmsprop", "adam")


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.set_ranges((-5, 5), (-5, 5))
    return plot


@pytest.fixture(scope="module")
def traces():
    def trace(optimizer, problem="classifier"):
        run = Run(0.1, optimizer=optimizer)
        history = History(Experiment(problem=problem, epochs=1, precision="float64", runs=(run,))).complete()
        return history.traces[problem]

    return {optimizer: trace(optimizer) for optimizer in (*OPTIMIZERS, "gradient-descent")}


def vectors(plot):
    """By colour, from its start to its end."""
    return {a.colour: np.array(a.end) - np.array(a.start) for a in plot.marks().arrows}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("update", [0, 40])
def test_the_step_leads_to_the_next_point_times_what_is_said(plot, traces, optimizer, update):
    arrows = Arrows(plot, Style())
    here, there = (traces[optimizer].at(at)[0, :2] for at in (update, update + 1))
    arrows.show(directions(traces[optimizer], 0, update), tuple(here), optimizer)
    scale = next(entry.scale for entry in arrows.entries if entry.colour == STEP)
    assert vectors(plot)[LIGHT.seen(STEP)] / scale == pytest.approx(there - here)
    assert all(a.start == tuple(here) for a in plot.marks().arrows)
    longest = max(np.hypot(*(v / 10)) for v in vectors(plot).values())
    assert 0.05 <= longest <= 0.24 + 1e-9  # of the plot: long enough to be seen, and inside


def test_gradient_and_velocity_make_the_step_of_momentum(plot, traces):
    Arrows(plot, Style()).show(directions(traces["momentum"], 0, 40), (0.0, 0.0), "momentum")
    seen = vectors(plot)
    assert seen[LIGHT.seen(GRADIENT)] + seen[LIGHT.seen(VELOCITY)] == pytest.approx(seen[LIGHT.seen(STEP)])


def test_plain_gradient_descent_has_none(plot, traces):
    arrows = Arrows(plot, Style())
    arrows.show(directions(traces["gradient-descent"], 0, 40), (0.0, 0.0), "gradient-descent")
    assert plot.marks().arrows == []
    assert arrows.entries == []


def test_where_no_update_follows_there_are_none(plot, traces):
    arrows = Arrows(plot, Style())
    arrows.show(directions(traces["adam"], 0, 40), (0.0, 0.0), "adam")
    assert len(plot.marks().arrows) == 3
    arrows.show(None, (0.0, 0.0), "adam")
    assert plot.marks().arrows == []
    arrows.show(directions(traces["adam"], 0, 40), (np.nan, 0.0), "adam")
    assert plot.marks().arrows == []


@pytest.mark.parametrize(
    ("optimizer", "symbols"),
    [
        ("momentum", ["−η·g", "−η·μ·v", ""]),
        ("nesterov", ["−η·g", "−η·μ·v", ""]),
        ("adagrad", ["−η·g", ""]),
        ("rmsprop", ["−η·g", ""]),
        ("adam", ["−η·g", "−η·m̂", ""]),
    ],
)
def test_every_arrow_has_letters_and_a_word(plot, traces, optimizer, symbols):
    arrows = Arrows(plot, Style())
    arrows.show(directions(traces[optimizer], 0, 40), (0.0, 0.0), optimizer)
    assert [entry.symbol for entry in arrows.entries] == symbols
    assert arrows.entries[-1].short == "step"
    assert {LIGHT.seen(entry.colour) for entry in arrows.entries} == set(vectors(plot))


def test_a_scale_stays_while_it_is_good(plot, traces):
    arrows = Arrows(plot, Style())
    scales = set()
    for update in range(30, 40):
        arrows.show(directions(traces["momentum"], 0, update), (0.0, 0.0), "momentum")
        scales.add(tuple(entry.scale for entry in arrows.entries))
    assert len(scales) <= 3


def test_the_legend_says_how_many_times_as_long(plot, traces):
    arrows = Arrows(plot, Style())
    arrows.show(directions(traces["momentum"], 0, 40), (0.0, 0.0), "momentum")
    scale = arrows.entries[0].scale
    assert scale > 1
    texts = [text for text, *_ in legend([arrows])]
    assert texts[0] == f"−η·g: gradient (× {scale:g})"


def test_on_grey_paper_they_differ_by_pattern(plot, traces):
    Arrows(plot, Style(emphasis=False, grey=True)).show(directions(traces["adam"], 0, 40), (0.0, 0.0), "adam")
    assert len({a.pattern for a in plot.marks().arrows}) == 3
