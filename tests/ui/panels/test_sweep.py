"""The sweep panel with a hand: it is opened, asked, edited under, dragged in, exported, saved and closed."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF

from lrgui.cli.sweep import sweep_csv
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.question import OF_ONE_PROBLEM, VIEWS, SweepQuestion
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.drawing import sweep_texts
from lrgui.export.figure.figure import Figure
from lrgui.text.numbers import format_rate

SHORT = Experiment(epochs=2, runs=(Run(), Run(learning_rate=0.9, colour=COLOURS[1])))


@pytest.fixture
def panel(user):
    """The panel of a short experiment, maximised, with its sweep."""
    user.session.load(SHORT)
    user.key("Ctrl+6")
    complete(user)
    return user.panel("sweep")


def complete(user):
    sweeps = user.window.sweeps
    user.wait(lambda: not user.session.computing and not sweeps.computing)
    user.settle()


def place(panel, rate, value):
    """Where a point of the data is, in the viewport."""
    view = panel.plot.view
    inside = QPointF(float(view.x_pixels(rate)), float(view.y_pixels(value)))
    return panel.plot.mapFromScene(panel.plot.canvas.mapToScene(inside))


def where(panel, run):
    """Rate and height of a run's dot; hollow it has the run's colour at its edge."""
    colour = panel.session.experiment.runs[run].colour.lower()
    dots = [p for p in panel.plot.marks().points if p.edge is not None and colour in (p.colour, p.edge)]
    return float(dots[-1].x[0]), float(dots[-1].y[0])


def dot(panel, run):
    return place(panel, *where(panel, run))


def line(panel):
    """What is drawn of the sweep itself."""
    return next(c for c in panel.drawing.plot.marks().curves if c.pattern == "solid")


def test_it_is_hidden_at_first_and_then_before_the_curves(user):
    assert not user.window.docks["sweep"].isVisible()
    assert user.window.sweeps.job is None
    user.menu("View", "Sweep").trigger()
    complete(user)
    panel = user.panel("sweep")
    assert not panel.visibleRegion().isEmpty()
    assert "best η = 21.5" in panel.subtitle
    assert user.window.docks["sweep"].header.subtitle.text().startswith("best η")
    user.menu("View", "Sweep").trigger()
    assert not panel.isVisible()
    user.session.edit(seed=3)
    user.settle()
    assert user.window.sweeps.shown is None


def test_behind_the_curves_nothing_is_computed(user):
    user.session.load(SHORT)
    user.menu("View", "Sweep").trigger()
    complete(user)
    user.window.docks["curves"].raise_()
    user.wait(lambda: user.panel("sweep").visibleRegion().isEmpty())
    user.session.edit(seed=3)
    user.settle()
    assert not user.window.sweeps.running
    user.window.docks["sweep"].raise_()
    complete(user)
    assert user.panel("sweep").scene().sweep.job.experiment.seed == 3


def test_panel_table_and_csv_show_the_same_numbers(user, panel):
    alone = Sweep(SHORT, "classifier").complete()
    rows = [line.strip().split(",") for line in sweep_csv(alone)][1:]
    rates, values = line(panel).x, line(panel).y
    assert [float(row[0]) for row in rows] == rates.tolist()
    assert [float(row[2]) for row in rows] == values.tolist()
    assert sweep_texts.rate(summary(alone).best_rate) in panel.subtitle


def test_both_problems_and_every_criterion(user, panel):
    user.click(panel.problem.buttons[0])
    complete(user)
    assert "diverges from 1.25" in panel.subtitle
    assert panel.sweeps.job.problem == "descent"
    assert not panel.seeds.isVisible()
    user.choose(panel.criterion, 1)
    complete(user)
    assert panel.drawing.found.criterion == "updates_to_target"
    assert panel.target.isVisible()
    assert panel.target.value == pytest.approx(36e-12)
    user.enter(panel.target, "1e-3")
    complete(user)
    assert panel.drawing.plot.marks().y_title == "updates to loss 0.001"
    user.enter(panel.target, "-1")
    assert panel.target.property("invalid")
    assert panel.sweeps.question.target == 1e-3
    user.key("Escape", panel.target)
    user.click(panel.problem.buttons[1])
    complete(user)
    assert panel.sweeps.question.target is None
    for i, name in enumerate(("loss", "validation_loss", "accuracy", "validation_accuracy", "updates_to_target")):
        user.choose(panel.criterion, i)
        complete(user)
        expected = summary(panel.sweeps.job.sweep, name)
        assert panel.drawing.found.best_rate == expected.best_rate
        assert np.array_equal(line(panel).y, expected.median)


def test_seeds_and_the_other_views(user, panel):
    user.choose(panel.seeds, 1)
    complete(user)
    assert panel.drawing.found.seeds == 3
    user.click(panel.view.buttons[1])
    complete(user)
    assert "batch size" in panel.subtitle
    assert not panel.problem.isVisible()
    assert [len(p.x) for p in panel.drawing.plot.marks().points if p.symbol == "star"] == [1]
    user.click(panel.view.buttons[2])
    complete(user)
    assert panel.subtitle.startswith("fastai's valley η = ")
    user.click(panel.view.buttons[0])
    complete(user)
    assert panel.drawing.found.seeds == 3


def test_a_run_is_dragged(user, panel):
    start = dot(panel, 1)
    end = QPoint(place(panel, 0.3, 1.0).x(), start.y())
    before = panel.sweeps.job.sweep
    seen = []
    user.session.experiment_changed.connect(lambda: seen.append(user.session.experiment.runs[1].learning_rate))
    user.drag(panel.plot.viewport(), start, end)
    assert len(seen) > 4
    assert user.session.selected == 1
    assert user.session.experiment.runs[1].learning_rate == pytest.approx(0.3, rel=0.04)
    complete(user)
    rate = user.session.experiment.runs[1].learning_rate
    assert where(panel, 1)[0] == rate
    assert user.run_box.rate.text() == format_rate(rate)
    assert panel.sweeps.job.sweep is before  # all rates were swept before
    user.key("Ctrl+Z")
    assert user.session.experiment == SHORT


def test_a_click_beside_the_runs_sets_nothing(user, panel):
    user.click(panel.plot.viewport(), place(panel, 0.001, 0.2))
    assert user.session.experiment == SHORT
    user.click(panel.plot.viewport(), dot(panel, 1))
    assert user.session.experiment == SHORT
    assert user.session.selected == 1


def test_values_are_read_with_the_mouse(user, panel):
    user.move(panel.plot.viewport(), place(panel, 0.2, 0.3), held=False)
    lines = [text for _, text in panel.drawing.plot.marks().hover.lines]
    found, i = panel.drawing.found, int(np.argmin(np.abs(np.log(line(panel).x / 0.2))))
    assert lines[1] == "loss " + sweep_texts.value_text("loss", float(found.median[i]))
    user.click(panel.view.buttons[1])
    complete(user)
    user.move(panel.plot.viewport(), place(panel, 0.2, 50.0), held=False)
    assert any(text == "batch size 50" for _, text in panel.drawing.plot.marks().hover.lines)


def test_an_edit_in_the_middle_shows_nothing_old_as_new(user, panel):
    said = []
    panel.subtitle_changed.connect(said.append)
    for seed in (1, 2, 3):
        user.session.edit(seed=seed, epochs=20)
        user.wait(lambda: panel.sweeps.running or not panel.sweeps.computing)
        swept = panel.scene().sweep
        assert swept is None or swept.stale or swept.job.experiment.seed == user.session.experiment.seed
    complete(user)
    assert panel.scene().sweep.job.experiment == user.session.experiment
    assert said[-1].startswith("best η = ")
    assert all(text.startswith(("best", "computing", "epoch")) for text in said)


def test_the_experiment_the_language_and_the_problem_change_in_the_middle(user, panel):
    user.session.edit(epochs=30)
    user.window.use_language("zh_CN")
    user.wait(lambda: panel.sweeps.running)
    assert "最佳" not in panel.subtitle or not panel.scene().sweep.stale
    complete(user)
    assert panel.subtitle.startswith("最佳 η = ")
    assert panel.view.buttons[2].text() == "范围"
    user.session.edit(epochs=31)
    user.session.load(Experiment(problem="descent"))
    complete(user)
    assert panel.sweeps.job.problem == "descent"
    assert "1.25" in panel.subtitle
    assert not panel.view.buttons[1].isEnabled()


@pytest.mark.parametrize("view", ["sweep", "map", "range"])
def test_closing_in_the_middle(user, panel, view):
    panel.sweeps.ask(view=view)
    user.session.edit(epochs=60)
    user.wait(lambda: panel.sweeps.running)
    thread = panel.sweeps._worker.thread_of_worker
    user.window.documents.forget_changes()
    user.window.close()
    assert not thread.isRunning()


def test_a_run_that_diverged_is_hollow_under_the_edge(user, panel):
    user.session.edit_run(1, learning_rate=3.0)
    user.click(panel.problem.buttons[0])
    complete(user)
    _, height = where(panel, 1)
    assert height > panel.drawing.plot.home[1][1] ** 0.5
    assert math.isinf(line(panel).y[-1])


def test_it_is_kept_in_the_file(user, panel):
    panel.sweeps.ask(criterion="accuracy", seeds=3)
    complete(user)
    view = user.session.view
    assert view.sweep == SweepQuestion(criterion="accuracy", seeds=3)
    assert "sweep" in view.panels
    assert view.maximised == "sweep"
    panel.sweeps.ask(criterion="loss", seeds=1, view="range")
    user.session.load(user.session.experiment, view=view)
    complete(user)
    assert panel.sweeps.question == view.sweep
    assert panel.drawing.found.criterion == "accuracy"


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_shown_can_be_a_figure(user, panel, view):
    panel.sweeps.ask(view=view)
    complete(user)
    source = user.window.exporting.source
    assert source.plots_of("sweep") == ("sweep",)
    scene = source.scene()
    figure = Figure(("sweep",), FigureOptions(caption=True, title=""), View(), scene)
    ours, theirs = panel.drawing.plot.home, figure.plots["sweep"].home
    assert theirs[0] == ours[0]
    assert theirs[1][0] == ours[1][0]
    assert theirs[1][1] == ours[1][1] or view in OF_ONE_PROBLEM, "a map leaves room for its scale, by its height"
    assert any(item in " · ".join(figure.caption) for item in panel.subtitle.split(" · "))
    figure.close()


def test_every_control_has_a_name(panel):
    for control in (panel.view, panel.problem, panel.seeds, panel.target, panel.criterion):
        assert control.accessibleName()


def test_a_click_on_the_map_of_starts_goes_there_as_one_edit(user, panel):
    user.session.load(Experiment(problem="descent", curve="quartic", start=2.0))
    panel.view.buttons[VIEWS.index("starts")].click()
    complete(user)
    assert panel.subtitle.startswith("colour: the minimum that is reached")
    before = user.session.experiment
    user.click(panel.plot.viewport(), place(panel, 0.05, -0.5))
    complete(user)
    assert user.session.experiment.start == pytest.approx(-0.5, abs=0.05)
    assert user.session.run.learning_rate == pytest.approx(0.05, rel=0.05)
    assert user.window.sweeps.job.starts.done, "the map is the same"
    user.session.undo()
    assert user.session.experiment == before
    user.session.load(Experiment(problem="classifier", epochs=1))
    complete(user)
    assert not panel.view.buttons[VIEWS.index("starts")].isEnabled()
    assert panel.view.buttons[0].isChecked()
