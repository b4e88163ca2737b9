"""The runs table: every figure is that of its run at the playhead, in words of the language that is spoken."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing import fonts, run_figures
from lrgui.drawing.runs_table import RunsTable
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style
from lrgui.export.formats.svg import SvgDevice
from lrgui.text.language import speaking

RATES = (0.5, 0.05)
RUNS = (Run(0.5), Run(0.05, colour=COLOURS[1]))
BOTH = Experiment(epochs=4, precision="float64", runs=RUNS)


@pytest.fixture(scope="module")
def history():
    return History(BOTH).complete()


def number(text):
    return float(text.replace("−", "-"))


def sigmoid(score):
    return 1 / (1 + np.exp(-score))


@pytest.mark.parametrize("position", [0, 1, 300, 640])
def test_the_figures_of_the_classifier(qapp, history, position):
    rows = run_figures.rows(Scene(BOTH, history, position), "classifier")
    evaluation = history.evaluation(position)
    for run, row in enumerate(rows):
        parameters = history.classifier.at(position)[run]
        assert row["learning_rate"] == str(RATES[run])
        assert number(row["train_loss"]) == pytest.approx(evaluation.train_loss[run], rel=1e-3)
        assert number(row["train_accuracy"].rstrip("\u202f %")) == pytest.approx(
            100 * evaluation.train_accuracy[run], abs=0.0051
        )
        assert [number(part) for part in row["weights"].split(", ")] == pytest.approx(parameters, abs=0.00501)
        assert number(row["sample2"]) == pytest.approx(sigmoid(parameters @ (0.4, 0.9, 1.0)), abs=0.00051)


@pytest.mark.parametrize("position", [0, 7, 40, 600])
def test_the_figures_of_the_descent(qapp, history, position):
    rows = run_figures.rows(Scene(BOTH, history, position), "descent")
    for rate, row in zip(RATES, rows, strict=True):
        w = -1 + 6 * (1 - 2 * rate) ** (position * 40 // 640)
        assert number(row["w"]) == pytest.approx(w, rel=1e-4)
        assert number(row["loss"]) == pytest.approx((w + 1) ** 2, rel=1e-3, abs=1e-30)


def test_the_best_checkpoint_so_far_has_its_own_weights(qapp):
    experiment = replace(BOTH, problem="classifier", runs=(Run(30.0),), seed=3)
    history = History(experiment).complete()
    position = history.classifier.total
    best = run_figures.rows(Scene(experiment, history, position), "classifier", best=True)[0]
    now = run_figures.rows(Scene(experiment, history, position), "classifier")[0]
    steps = history.records.groups[0].steps(history.records.groups[0].count)
    losses = history.records.groups[0].values(history.records.groups[0].count)
    weights = history.best(position).parameters[0]
    assert [number(part) for part in best["weights"].split(", ")] == pytest.approx(weights, rel=5e-3, abs=0.00501)
    assert any(np.array_equal(history.classifier.at(int(step))[0], weights) for step in steps)
    assert best["train_loss"] == now["train_loss"]  # only weights and sample are the best's
    assert len(losses.train_loss) == len(steps)


def test_a_rate_that_changes_says_where_it_is(qapp):
    runs = (Run(0.5, schedule="exponential", decay_rate=0.5, decay_epochs=1.0), Run(0.1, optimizer="adam"))
    experiment = replace(BOTH, problem="classifier", runs=runs)
    history = History(experiment).complete()
    for position, rate in ((160, 0.25), (320, 0.12), (480, 0.062)):  # two digits
        first, second = run_figures.rows(Scene(experiment, history, position), "classifier")
        assert first["learning_rate"].startswith("0.5 → 0.")
        assert number(first["learning_rate"].split(" → ")[1]) == pytest.approx(rate, rel=0.05)
        assert second["learning_rate"] == "0.1 Adam"
    assert run_figures.rows(Scene(experiment, history, 0), "classifier")[0]["learning_rate"] == "0.5"


def test_different_momenta_are_told_apart(qapp):
    runs = (Run(0.1, optimizer="momentum", momentum=0.9), Run(0.1, optimizer="momentum", momentum=0.5))
    experiment = replace(BOTH, problem="classifier", epochs=1, runs=runs)
    scene = Scene(experiment, History(experiment).complete(), 10)
    assert [row["learning_rate"].split()[-1] for row in run_figures.rows(scene, "classifier")] == ["0.9", "0.5"]


def test_an_edit_from_here_on_has_its_rate_from_there_on(qapp):
    experiment = replace(BOTH, problem="descent").with_change(10, 1, learning_rate=0.2)
    history = History(experiment).complete()
    rates = [run_figures.rows(Scene(experiment, history, at), "descent")[1]["learning_rate"] for at in (9, 10)]
    assert rates == ["0.05", "0.05 → 0.2 at step 10"]


# As a picture


def painted(scene, problem, style=None, room=(600, 200)):
    device = SvgDevice(*room, (fonts.FAMILY,), outlines=False)
    painter = QPainter(device)
    table = RunsTable(style or Style())
    table.paint(painter, QRectF(0, 0, *room), fonts.sans(), scene, problem, best=False)
    painter.end()
    return device.text("runs")


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_the_picture_says_what_the_table_does(qapp, history, problem):
    scene = Scene(BOTH, history, 30)
    text = painted(scene, problem)
    for row in run_figures.rows(scene, problem):
        assert f'fill="{row["code"].lower()}"' in text
        assert all(f">{said}<" in text for name, said in row.items() if name != "code")
    for name in run_figures.columns(problem):
        if name != "colour":
            assert f">{run_figures.heading(name)}<" in text


def test_where_all_runs_are_hidden_the_headings_are_left(qapp, history):
    scene = replace(Scene(BOTH, history, 30), hidden=frozenset({0, 1}))
    text = painted(scene, "descent")
    assert f">{run_figures.heading('loss')}<" in text
    assert not any(run.colour.lower() in text for run in RUNS)


def test_the_picture_speaks_chinese(qapp, history):
    scene = Scene(BOTH, history, 30)
    with speaking("zh_CN"):
        text = painted(scene, "classifier")
        assert f">{run_figures.heading('train_accuracy')}<" in text
    assert f">{run_figures.heading('train_accuracy')}<" not in text


def test_in_a_small_room_everything_is_smaller(qapp, history):
    scene = Scene(BOTH, history, 30)

    def sizes(room):
        return {float(part.split('"')[0]) for part in painted(scene, "classifier", room=room).split('font-size="')[1:]}

    assert max(sizes((150, 100))) < min(sizes((600, 200)))


def test_on_grey_paper_the_signs_differ(qapp, history):
    scene = Scene(BOTH, history, 30)

    def signs(style):
        lines = painted(scene, "descent", style).splitlines()
        paths = [next(line for line in lines if f'fill="{run.colour.lower()}"' in line) for run in RUNS]
        return ["C" in path for path in paths]  # a circle has curves

    assert signs(Style()) == [True, True]
    assert signs(Style(emphasis=False, grey=True)) == [True, False]


def rate_at(experiment, position, problem="descent"):
    scene = Scene(experiment, History(experiment).complete(), position)
    return run_figures.rows(scene, problem)[0]["learning_rate"]


def test_a_run_that_was_changed_says_from_what_and_when(qapp):
    changed = Experiment(problem="descent", runs=(Run(0.3), Run(0.1))).with_change(20, 0, learning_rate=0.05)
    assert [rate_at(changed, at) for at in (19, 20, 160)] == ["0.3", "0.3 → 0.05 at step 20", "0.3 → 0.05 at step 20"]
    again = changed.with_change(30, 0, learning_rate=0.5)
    assert rate_at(again, 39) == "0.3 → … → 0.5 at step 30"
    with speaking("zh_CN"):
        assert rate_at(changed, 25) == "0.3 → 0.05（从第 20 步起）"


def test_what_is_changed_later_than_a_problem_ends_is_no_change_of_its(qapp):
    changed = Experiment(runs=(Run(0.3),), epochs=1).with_change(100, 0, learning_rate=0.05)
    assert rate_at(changed, 160, "descent") == "0.3"
    assert rate_at(changed, 160, "classifier") == "0.3 → 0.05 at step 100"


def test_a_changed_optimizer_and_a_changed_rate_of_a_schedule(qapp):
    changed = Experiment(problem="descent", runs=(Run(0.3),)).with_change(20, 0, optimizer="momentum", momentum=0.5)
    assert rate_at(changed, 25) == "0.3 → Momentum 0.5 at step 20"
    momentum = changed.with_run(0, optimizer="momentum", momentum=0.9).with_change(30, 0, momentum=0.5)
    assert rate_at(momentum, 35) == "0.3, Momentum 0.9 → Momentum 0.5 at step 30"
    decaying = Experiment(problem="descent", runs=(Run(0.3, "cosine"),)).with_change(20, 0, learning_rate=0.1)
    assert rate_at(decaying, 20) == "0.3 → 0.1 at step 20, now 0.05"  # (1 + cos(π/2)) / 2 of it
