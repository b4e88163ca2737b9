"""The picture of the weight space: the loss where it is said to be, the valley, the paths, the arrows."""

import math

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.problem import stable_loss
from lrgui.core.training.history import History
from lrgui.drawing.arrows import GRADIENT, STEP, VELOCITY
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style
from lrgui.drawing.weights import WeightsDrawing, _levels

RACE = Experiment(
    problem="classifier",
    epochs=6,
    runs=(Run(0.5), Run(0.5, optimizer="momentum", colour=COLOURS[1]), Run(0.3, optimizer="adam", colour=COLOURS[2])),
)
ON_PAPER = Style(emphasis=False)


@pytest.fixture(scope="module")
def history():
    return History(RACE).complete()


@pytest.fixture
def draw(qtbot):
    made = []

    def draw(history, position, selected=0, best_b=True, style=ON_PAPER, drawing=None):
        if drawing is None:
            drawing = WeightsDrawing(style)
            qtbot.addWidget(drawing.plot)
            made.append(drawing)
        drawing.best_b = best_b
        drawing.retitle()
        scene = Scene(history.experiment, history, position, selected)
        drawing.draw_history(scene)
        drawing.draw_position(scene)
        return drawing

    return draw


def loss_at(history, w1: float, w2: float, b: float) -> float:
    model = history.model
    return float(stable_loss(model.train_x @ np.array([w1, w2, b]), model.train_y))


def test_the_contours_are_where_the_loss_is(history, draw):
    at, run = 500, 1
    drawing = draw(history, at, run, best_b=False)
    b = float(history.classifier.at(at)[run, 2])
    checked = 0
    for text, lines in [(c.label, c.lines) for c in drawing.plot.marks().contours]:
        for line in lines if text else ():
            for w1, w2 in line[:: max(1, len(line) // 5)]:
                assert loss_at(history, w1, w2, b) == pytest.approx(float(text), rel=0.02)
                checked += 1
    assert checked > 20


def test_with_the_best_b_the_loss_is_nowhere_higher(history, draw):
    own, best = (draw(history, 700, best_b=choice)._terrain for choice in (False, True))
    assert (own.x, own.y) == (best.x, best.y)
    assert np.all(best.loss <= own.loss * (1 + 1e-12))
    assert np.all(best.loss[1:-1, 1:-1] < own.loss[1:-1, 1:-1])


def test_with_the_best_b_the_loss_falls_all_along_the_valley(history, draw):
    """Question 1: why are there many solutions? The floor leads out of every plot."""
    drawing = draw(history, 700)
    (_, x1), (_, y1) = drawing._valley.data
    assert x1 == -y1
    assert y1 > 0
    floor = [loss_at(history, -t, t, -t / 2) for t in (2, 5, 10, 20, 40)]
    assert floor == sorted(floor, reverse=True)
    for t in (10, 20, 40):  # and it rises at both sides
        assert loss_at(history, -t, t, -t / 2) < min(
            loss_at(history, -1.3 * t, 0.7 * t, -t / 2), loss_at(history, -0.7 * t, 1.3 * t, -t / 2)
        )
    assert drawing._valley_text._texts == ("solutions: w₁ ≈ −w₂ ≈ 2b",)


def test_every_path_leads_from_the_start_to_where_its_run_is(history, draw):
    drawing = draw(history, 40, selected=2)
    states = history.classifier.states(0, 40)
    for slot, run in enumerate((0, 1, 2)):  # the selected one last
        w1, w2 = drawing._paths[slot].data
        assert np.array_equal(w1[:41], states[:, run, 0])
        assert np.array_equal(w2[:41], states[:, run, 1])
        assert len(drawing._dots[slot].data[0]) >= 41
        assert drawing._heads[slot].data[0][0] == states[40, run, 0]
    draw(history, 900, selected=0, drawing=drawing)
    assert all(len(dots.data[0]) == 0 for dots in drawing._dots)
    assert [paths.data[0][-1] for paths in drawing._paths] == history.classifier.at(900)[[1, 2, 0], 0].tolist()


def test_the_ranges_hold_the_whole_history_from_the_beginning(history, draw):
    drawing = draw(history, 0)
    home = drawing.plot.home
    states = history.classifier.states(0, history.classifier.total)[:, :, :2]
    for axis, (low, high) in enumerate(home):
        assert low < states[..., axis].min()
        assert states[..., axis].max() < high
    for at in (1, 100, 960):
        draw(history, at, drawing=drawing)
        assert drawing.plot.home == home


def test_runs_that_are_gone_leave_nothing(history, draw):
    drawing = draw(history, 300)
    alone = History(RACE.removing(2).removing(1)).complete()
    draw(alone, 300, drawing=drawing)
    for marks in (drawing._paths, drawing._dots, drawing._heads):
        assert [len(mark.data[0]) > 0 for mark in marks[1:]] == [False, False]
    assert drawing.arrows.entries == []


def arrow(drawing, part):
    colour = {"gradient": GRADIENT, "velocity": VELOCITY, "step": STEP}[part].lower()
    [seen] = [a for a in drawing.plot.marks().arrows if a.colour == colour]
    return np.array(seen.end) - np.array(seen.start)


@pytest.mark.parametrize("selected", [1, 2])
def test_the_step_points_to_where_the_run_goes(history, draw, selected):
    for at in (0, 30, 700):
        drawing = draw(history, at, selected)
        here, there = history.classifier.at(at)[selected, :2], history.classifier.at(at + 1)[selected, :2]
        scales = {entry.colour: entry.scale for entry in drawing.arrows.entries}
        step = arrow(drawing, "step") / list(scales.values())[-1]
        np.testing.assert_allclose(step, there - here, rtol=1e-6, atol=1e-9)
    assert [entry.symbol for entry in drawing.arrows.entries] == ["−η·g", "−η·μ·v" if selected == 1 else "−η·m̂", ""]


def test_of_momentum_two_arrows_make_the_third(history, draw):
    drawing = draw(history, 30, 1)
    together = arrow(drawing, "gradient") + arrow(drawing, "velocity")
    np.testing.assert_allclose(together, arrow(drawing, "step"), rtol=1e-9, atol=1e-9)


def test_plain_gradient_descent_and_the_end_have_no_arrows(history, draw):
    assert draw(history, 30, 0).arrows.entries == []
    drawing = draw(history, 960, 1)
    assert drawing.plot.marks().arrows == []


def test_absurd_runs_are_marked_at_the_edge(draw):
    runs = (Run(0.5), Run(1e9, colour=COLOURS[1]), Run(1e308, colour=COLOURS[2]))
    history = History(Experiment(problem="classifier", epochs=2, precision="float64", runs=runs)).complete()
    drawing = draw(history, 320)
    assert all(abs(limit) < 100 for axis in drawing.plot.home for limit in axis)
    said = [mark.text for mark in drawing._marks if mark.visible]
    assert len(said) == 2
    assert all(text.startswith("step") for text in said)
    draw(history, 320, selected=1, best_b=False, drawing=drawing)  # a terrain at b = 10⁸ and more


def test_on_the_screen_there_is_shading_and_on_paper_none(history, draw):
    assert draw(history, 100)._shading._image is None
    assert draw(history, 100, style=Style())._shading._image is not None


@pytest.mark.parametrize(("low", "high"), [(-2.0, 0.1), (-1.2, -0.4), (-8, 3), (-300, 5), (0.1, 0.12)])
def test_levels_are_round_few_and_inside(low, high):
    levels = _levels(low, high)
    assert len(levels) <= 16
    assert all(low < math.log10(level) < high for level in levels)
    assert levels == sorted(levels)
    if high - low > 0.5:
        assert len(levels) >= 4
