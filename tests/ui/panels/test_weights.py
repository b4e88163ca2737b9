"""The panel of the weight space, with a mouse: the start is dragged, b chosen, the playhead moved."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF

from lrgui.colours.themes import LIGHT
from lrgui.core.analysis import loss_surface
from lrgui.core.files.document import read, write
from lrgui.core.files.view import plots_of
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.drawing import weights as weights_drawing
from lrgui.drawing.arrows import STEP
from lrgui.ui.panels import weights as weights_panel


def pixel(plot, x: float, y: float) -> QPoint:
    """Where a point of the data is, in the viewport of a plot."""
    view = plot.view
    inside = QPointF(float(view.x_pixels(x)), float(view.y_pixels(y)))
    return plot.mapFromScene(plot.canvas.mapToScene(inside))


def path_of(panel):
    """The path of the first run."""
    return next(c for c in panel.plot.marks().curves if c.colour == COLOURS[0].lower())


@pytest.fixture
def panel(user, monkeypatch):
    """The classifier's weight space, beside the other panels, with fewer points, which take long to compute."""
    for module in (weights_drawing, weights_panel):
        monkeypatch.setattr(module, "FINE", 32)
    user.session.load(Experiment(problem="classifier", epochs=10))
    user.settle()
    user.window.panel_layout.want("weights", True)
    panel = user.panel("weights")
    rest(user, panel)
    return panel


def rest(user, panel) -> None:
    user.settle()
    user.wait(lambda: panel.resting and user.drawn)


def test_it_is_hidden_at_first_and_a_key_maximises_it(user):
    panel = user.panel("weights")
    assert not panel.isVisible()
    user.key("Ctrl+7")
    rest(user, panel)
    assert panel.isVisible()
    assert not user.panel("boundary").isVisible()
    user.key("Ctrl+7")
    user.settle()
    assert user.panel("boundary").isVisible()
    assert panel.isVisible()


def test_it_is_there_for_the_classifier_only(user, panel):
    assert panel.isVisible()
    user.session.edit(problem="descent")
    user.settle()
    assert not panel.isVisible()
    assert not user.window.menus.panels["weights"].isEnabled()
    assert "weights" not in plots_of(user.session.experiment)
    user.session.edit(problem="both")
    rest(user, panel)
    assert panel.isVisible()
    assert panel.plot.height() > 100
    assert panel.plot.width() > 150


def test_the_start_is_dragged(user, panel):
    plot = panel.plot
    before = user.session.experiment
    home = plot.home
    target = pixel(plot, -4, 6)
    user.drag(plot.viewport(), pixel(plot, 0, 0), target, moves=6)
    experiment = user.session.experiment
    assert (experiment.start_w1, experiment.start_w2) == pytest.approx((-4, 6), abs=0.3)
    rest(user, panel)
    assert user.session.shown.classifier.at(0)[0].tolist() == [experiment.start_w1, experiment.start_w2, 0.0]
    user.session.seek(200)
    user.settle()
    path = path_of(panel)
    assert (path.x[0], path.y[0]) == (experiment.start_w1, experiment.start_w2)
    [start] = [p for p in plot.marks().points if p.colour == "#ffffff" and p.size == 12]
    assert (start.x[0], start.y[0]) == (experiment.start_w1, experiment.start_w2)
    user.key("Ctrl+Z")
    assert user.session.experiment == before
    rest(user, panel)
    assert plot.home == home
    assert path_of(panel).x[0] == 0


@pytest.mark.parametrize(("aside", "snaps"), [((3, -3), True), ((12, -9), False)])
def test_near_the_origin_the_start_is_the_origin(user, panel, aside, snaps):
    """It is the usual start, and no hand hits it to the last digit."""
    plot = panel.plot
    user.session.edit(start_w1=-1.5, start_w2=1.5)
    user.settle()
    rest(user, panel)
    user.drag(plot.viewport(), pixel(plot, -1.5, 1.5), pixel(plot, 0, 0) + QPoint(*aside), moves=4)
    experiment = user.session.experiment
    assert ((experiment.start_w1, experiment.start_w2) == (0, 0)) == snaps
    assert (experiment.start_w1, experiment.start_w2) == pytest.approx((0, 0), abs=1)
    rest(user, panel)


def test_axes_stand_still_under_the_hand(user, panel):
    plot = panel.plot
    home = plot.home
    start = pixel(plot, 0, 0)
    user.press(plot.viewport(), start)
    for i in range(1, 5):
        user.move(plot.viewport(), start - QPoint(9 * i, 4 * i))
        user.settle()
        assert plot.home == home
    user.release(plot.viewport(), start - QPoint(36, 16))
    rest(user, panel)


def test_pressing_elsewhere_moves_the_view(user, panel):
    plot = panel.plot
    user.drag(plot.viewport(), pixel(plot, -6, 2), pixel(plot, -5, 3))
    assert user.session.experiment.start_w1 == 0
    rest(user, panel)
    assert plot.away
    terrain = panel.drawing.terrain
    assert (terrain.x, terrain.y) == (plot.view.x, plot.view.y)  # the contours follow


def test_the_start_is_kept_in_the_file(user, panel):
    user.session.edit(start_w1=-3.5, start_w2=2.25)
    document = read(write(user.window.documents.document()))
    assert (document.experiment.start_w1, document.experiment.start_w2) == (-3.5, 2.25)
    assert "weights" in document.view.panels


def test_the_playhead_moves_the_point_and_says_the_ratio(user, panel):
    for at in (160, 1600):
        user.session.seek(at)
        rest(user, panel)
        w1, w2, b = user.session.shown.classifier.at(at)[0].tolist()
        assert (path_of(panel).x[-1], path_of(panel).y[-1]) == (w1, w2)
        parts = panel.subtitle.replace("−", "-").split(" · ")
        assert parts[0] == f"w₁/w₂ = {w1 / w2:.2f}"
        assert parts[1] == f"b/w₂ = {b / w2:.2f}"
        assert parts[2] == f"boundary x₂ = {-w1 / w2:.2f} x₁ + {-b / w2:.2f}"
    user.session.seek(0)
    user.settle()
    assert panel.subtitle == "w₁ = 0 · w₂ = 0"


def test_that_contours_are_of_some_of_the_points_is_said(user, panel, monkeypatch):
    monkeypatch.setattr(loss_surface, "MOST_POINTS", 500)  # of 1,600
    user.session.seek(160)
    rest(user, panel)
    assert panel.subtitle.startswith("contours of 400 of 1\u202f600 · w₁/w₂ = ")


def test_the_choice_of_b(user, panel):
    user.session.seek(1600)
    rest(user, panel)
    best = panel.drawing.terrain
    assert best.b is None
    user.click(panel.choice.buttons[0])
    rest(user, panel)
    own = panel.drawing.terrain
    assert own.b == float(user.session.shown.classifier.at(1600)[0, 2])
    assert np.all(best.loss <= own.loss * (1 + 1e-12))
    user.session.seek(300)
    rest(user, panel)
    assert panel.drawing.terrain.b == float(user.session.shown.classifier.at(300)[0, 2])
    assert not user.session.view.best_b


def test_while_playing_frames_do_not_wait_for_the_terrain(user, panel):
    user.click(panel.choice.buttons[0])
    rest(user, panel)
    user.session.player.set_speed(400)
    seen = set()
    user.key("Space")
    user.wait(lambda: seen.add((id(panel.drawing.terrain), panel.drawing.terrain.points)) or len(seen) > 2)
    assert user.session.player.playing
    user.key("Space")
    rest(user, panel)
    at = user.session.position
    assert panel.drawing.terrain.b == float(user.session.shown.classifier.at(at)[0, 2])


def test_hidden_it_computes_nothing(user, panel):
    user.click(panel.choice.buttons[0])
    user.window.panel_layout.want("weights", False)
    assert panel.resting
    user.session.seek(777)
    user.settle()
    assert panel.resting


def test_arrows_and_what_they_mean(user, panel):
    runs = (Run(0.5), Run(0.5, optimizer="momentum", colour=COLOURS[1]))
    user.session.load(Experiment(epochs=10, runs=runs))
    user.session.seek(800)
    rest(user, panel)
    descent = user.panel("descent")
    assert not panel.meaning.isVisible()
    user.session.select(1)
    rest(user, panel)
    for shown in (panel, descent):
        assert shown.meaning.isVisible()
        assert "μ" in shown.meaning.text()
    [(start, end)] = [(a.start, a.end) for a in descent.plot.marks().arrows if a.colour == LIGHT.seen(STEP)]
    w = user.session.shown.descent.states(20, 21)[:, 1, 0]
    assert (start[0], end[0]) == pytest.approx(tuple(w))
    user.session.select(0)
    rest(user, panel)
    assert not panel.meaning.isVisible()
    assert descent.plot.marks().arrows == []


def test_it_speaks_chinese(user, panel):
    user.window.use_language("zh_CN")
    user.wait(lambda: user.window.docks["weights"].header.title.text() == "权重空间")
    rest(user, panel)
    assert [button.text() for button in panel.choice.buttons] == ["运行组的 b", "最佳 b"]
    assert panel.plot.marks().texts == ["解：w₁ ≈ −w₂ ≈ 2b"]
