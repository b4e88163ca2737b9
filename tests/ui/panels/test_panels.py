"""The panels with a mouse: the start is dragged, values are read, charts chosen; and what cannot be drawn is said."""

import gc
import math
import re
import sys
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.colours import pale
from lrgui.drawing.quantities.losses import FunctionLoss
from lrgui.plot import PlayheadRecord, Plot
from lrgui.text.numbers import format_number, format_percent


def pixel(plot, x: float, y: float) -> QPoint:
    """Where a point of the data is, in the viewport of a plot."""
    view = plot.view
    inside = QPointF(float(view.x_pixels(x)), float(view.y_pixels(y)))
    return plot.mapFromScene(plot.canvas.mapToScene(inside))


# The next update in numbers


def formula(user):
    """The numbers of what is printed under the parabola: w, η, what η is multiplied with, the next w."""
    text = re.sub(r"<[^>]*>|\u202f", "", user.panel("descent").formula.text()).replace("−", "-")
    text = text[text.rindex("  ") :] if "  " in text else text
    w, rate, inner, result = re.fullmatch(r"\s*(\S+) - (\S+) × (.+) = (\S+)", text).groups()
    inner = inner.replace("·", "*")
    assert re.fullmatch(r"[-\d.()*+ ]+", inner)
    return float(w), float(rate), float(eval(inner)), float(result)


def test_the_next_update_in_numbers_is_right_when_it_is_reckoned_by_hand(user):
    for rate, step in product((0.2, 0.123, 0.0471, 0.00012), (0, 1, 7)):
        user.session.load(Experiment(problem="descent", runs=(Run(rate),)))
        user.session.seek(step)
        user.settle()
        w, printed, slope, result = formula(user)
        assert printed == rate
        before = -1 + 6 * (1 - 2 * rate) ** step
        assert w == pytest.approx(before, rel=1e-4)
        assert slope == pytest.approx(2 * before + 2, rel=2e-4)
        assert w - printed * slope == pytest.approx(result, rel=1e-3, abs=2e-4)
        assert result == pytest.approx(-1 + 6 * (1 - 2 * rate) ** (step + 1), rel=1e-4)


def test_with_a_schedule_and_momentum_too(user):
    user.session.edit(problem="descent")
    user.session.edit_run(learning_rate=0.137, optimizer="momentum", schedule="inverse-time", decay_epochs=3.0)
    user.session.seek(5)
    user.settle()
    w, rate, direction, result = formula(user)
    trace = user.session.shown.descent
    assert w == pytest.approx(float(trace.at(5)[0, 0]), rel=1e-4)
    assert result == pytest.approx(float(trace.at(6)[0, 0]), rel=1e-4)
    assert rate == pytest.approx(float(trace.rates(5, 6)[0, 0]), rel=1e-3)
    assert w - rate * direction == pytest.approx(result, rel=1e-3, abs=2e-4)


# The start of the descent


def test_the_start_is_dragged(user):
    plot = user.panel("descent").plot
    seen = []
    user.session.experiment_changed.connect(lambda: seen.append(user.session.experiment.start))
    user.drag(plot.viewport(), pixel(plot, 5, 36), pixel(plot, 2, 9), moves=12)
    assert len(seen) > 5
    assert user.session.experiment.start == pytest.approx(2, abs=0.1)
    user.settle()
    assert user.session.shown.descent.at(0)[0, 0] == user.session.experiment.start
    assert user.experiment_box.fields["start"].text() == format_number(user.session.experiment.start, 6)
    user.key("Ctrl+Z")
    assert user.session.experiment == Experiment()
    assert not user.session.can_undo


def test_the_axes_stand_still_while_the_start_is_dragged(user):
    user.session.load(Experiment(epochs=2))
    user.settle()
    plot = user.panel("descent").plot
    before = plot.home
    start = pixel(plot, 5, 36)
    user.press(plot.viewport(), start)
    for i in range(1, 10):
        user.move(plot.viewport(), start - QPoint(10 * i, 0))
        user.settle()
        assert plot.home == before
    user.release(plot.viewport(), start - QPoint(90, 0))


def test_pressing_elsewhere_moves_the_view_and_not_the_start(user):
    plot = user.panel("descent").plot
    user.drag(plot.viewport(), pixel(plot, 0, 20), pixel(plot, 1, 25))
    assert user.session.experiment.start == 5


def test_any_start_can_be_seen(user):
    user.session.load(Experiment(epochs=2))
    plot = user.panel("descent").plot
    for start in (0.0, -1.0, 1e6, -1e6, 1e-9):
        user.enter(user.experiment_box.fields["start"], repr(start))
        user.settle()
        (left, right), _ = plot.home
        assert left < start < right
        for at in (1, 20, 40):
            user.session.seek(at)
            user.settle()


# Zoom


def test_zoom_and_its_way_back(user):
    plot = user.panel("boundary").plot
    home = plot.view.x
    centre = plot.viewport().rect().center()
    place, on_screen = QPointF(centre), QPointF(plot.viewport().mapToGlobal(centre))
    none, key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, on_screen, QPoint(), QPoint(0, 240), none, key, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(plot.viewport(), event)
    user.settle()
    assert plot.away
    assert plot.view.x != home
    user.key("Ctrl+0")
    user.settle()
    assert not plot.away
    assert plot.view.x == pytest.approx(home)


def test_playing_does_not_move_the_axes(user):
    homes = {plot: plot.home for plot in user.window.findChildren(Plot)}
    user.session.player.set_speed(math.inf)
    user.key("Space")
    user.wait(lambda: user.session.position > 4000)
    assert {plot: plot.home for plot in homes} == homes
    user.key("Space")
    user.key("End")
    user.settle()
    assert {plot: plot.home for plot in homes} == homes


# Reading values


@pytest.mark.parametrize("name", ["descent-loss", "loss", "accuracy", "rate"])
def test_hover_reads_the_values_of_the_history(user, name):
    runs = (Run(), Run(learning_rate=0.7, schedule="exponential", colour=COLOURS[1]))
    user.session.load(Experiment(runs=runs, epochs=10))
    user.session.to_end()
    curves = user.panel("curves")
    user.settle()
    if not curves.buttons[name].isChecked():
        user.click(curves.buttons[name])
        user.settle()
    chart = curves.charts[name]
    plot, history = chart.plot, user.session.shown
    for share in (0.1, 0.5, 0.9):
        (left, right), (low, high) = plot.view.x_limits, plot.view.y_limits
        place = pixel(
            plot, left + share * (right - left), math.sqrt(low * high) if plot.view.log_y else (low + high) / 2
        )
        user.move(plot.viewport(), place, held=False)
        seen = plot.marks().hover
        assert seen is not None, "nothing is read"
        lines = seen.lines
        at = round(seen.x * (1 if name == "descent-loss" else history.experiment.iterations_per_epoch))
        said = [text for colour, text in lines if colour is not None]
        assert [colour.upper() for colour, _ in lines if colour is not None] == [COLOURS[0], COLOURS[1]]
        if name == "descent-loss":
            wanted = [format_number(float(v), 4) for v in history.curve.loss(history.descent.at(at))]
        elif name == "rate":
            trace = history.classifier
            wanted = [format_number(float(v), 5) for v in trace.rates(at, at + 1)[0]]
        else:
            figures = history.records.groups[0].at(history.records.groups[0].index(at))
            if name == "loss":
                pairs, show = zip(figures[0], figures[2], strict=True), lambda v: format_number(float(v), 4)
            else:
                pairs, show = zip(figures[1], figures[3], strict=True), lambda v: format_percent(float(v), 2)
            wanted = [f"{show(train)} / {show(validation)}" for train, validation in pairs]
        assert said == wanted
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert chart.plot.marks().hover is None


def test_hover_does_not_read_what_has_not_happened(user):
    user.session.seek(800)
    user.settle()
    chart = user.panel("curves").charts["loss"]
    plot = chart.plot
    user.move(plot.viewport(), pixel(plot, 40, math.sqrt(math.prod(plot.view.y_limits))), held=False)
    assert chart.plot.marks().hover is None
    user.click(user.panel("curves").future)
    user.settle()
    user.move(plot.viewport(), pixel(plot, 40, math.sqrt(math.prod(plot.view.y_limits))), held=False)
    assert chart.plot.marks().hover is not None


# Charts


def ends_of(chart):
    """By colour, how far the curves of the runs are drawn."""
    return {curve.colour: curve.x[-1] for curve in chart.plot.marks().curves}


def test_what_comes(user):
    user.session.seek(800)
    user.settle()
    curves = user.panel("curves")
    chart = curves.charts["loss"]
    assert ends_of(chart) == {COLOURS[0].lower(): pytest.approx(5)}
    user.click(curves.future)
    user.settle()
    assert ends_of(chart)[LIGHT.seen(pale(COLOURS[0]))] == pytest.approx(50)
    user.click(curves.future)
    user.settle()
    assert ends_of(chart) == {COLOURS[0].lower(): pytest.approx(5)}


def test_log_and_iterations(user):
    user.key("End")
    curves = user.panel("curves")
    chart = curves.charts["loss"]
    assert chart.plot.view.log_y
    user.click(curves.log)
    user.settle()
    assert not chart.plot.view.log_y
    assert chart.plot.marks().x_title == "epoch"
    user.click(curves.iterations)
    user.settle()
    assert chart.plot.marks().x_title == "iteration"
    assert ends_of(chart) == {COLOURS[0].lower(): 8000}


def test_a_chart_that_finds_room_again_is_up_to_date(user):
    user.window.panel_layout.maximise("curves")
    user.settle()
    curves = user.panel("curves")
    user.window.resize(1440, 900)
    user.settle()
    last = curves.charts["loss"].plot
    assert last.isVisible()
    dock = user.window.docks["curves"]
    dock.setFixedSize(260, 250)
    user.wait(lambda: not last.isVisible())
    user.session.seek(user.session.experiment.length // 2)
    user.session.edit_run(learning_rate=0.7)
    user.settle()
    dock.setMinimumSize(0, 0)
    dock.setMaximumSize(16_777_215, 16_777_215)
    user.wait(last.isVisible)
    user.settle()
    (playhead,) = last.marks().of(PlayheadRecord)
    assert playhead.x == pytest.approx(25)
    assert len(last.marks().curves[-1].x) > 1


def test_charts_are_chosen_and_one_always_stays(user):
    curves = user.panel("curves")
    seen = {name for name, chart in curves.charts.items() if chart.plot.isVisible()}
    assert seen == {"descent-loss", "loss"}
    user.click(curves.buttons["rate"])
    user.settle()
    assert curves.charts["rate"].plot.isVisible()
    for name in ("rate", "loss", "descent-loss"):
        user.click(curves.buttons[name])
        user.settle()
    assert curves.charts["descent-loss"].plot.isVisible()
    assert curves.buttons["descent-loss"].isChecked()


# Divergence, shown honestly


def axes_are_finite(user) -> bool:
    views = [plot.view for plot in user.window.findChildren(Plot) if plot.isVisible()]
    return all(math.isfinite(v) for view in views for v in (*view.x, *view.y, *view.x_limits, *view.y_limits))


def recovers(user) -> None:
    """Dragging η back to 0.2 brings everything back."""
    slider = user.run_box.slider
    user.session.set_from_here(False)
    user.drag(slider, user.handle(slider), user.handle(slider, 792))
    user.enter(user.run_box.rate, "0.2")
    user.settle()
    for name in ("descent", "boundary"):
        panel = user.panel(name)
        if panel.isVisible():
            assert user.edge_texts(panel.plot) == []
    for chart in user.panel("curves").charts.values():
        if chart.plot.isVisible() and isinstance(chart.quantity, FunctionLoss):
            assert user.edge_texts(chart.plot) == []
    assert axes_are_finite(user)


def said(texts: list[str]) -> str:
    return " ".join(texts).replace("\u00a0", " ")


def test_the_descent_diverges_slowly(user):
    user.session.load(Experiment(epochs=2))
    user.session.set_view(follow=False)
    user.enter(user.run_box.rate, "1.05")
    user.key("End")
    user.settle()
    descent = user.panel("descent")
    home = descent.plot.home
    (left, right), _ = home
    path = user.session.shown.descent.states(0, 40)[:, 0, 0]
    top = home[1][1]
    inside = [left <= w <= right and (w + 1) ** 2 <= top for w in path]
    first = max(i for i, was in enumerate(inside) if was) + 1
    assert said(user.edge_texts(descent.plot)) == f"step {first}: |1 − ηL| = 1.1 > 1"
    user.click(user.panel("runs").problem.buttons[0])
    user.settle()
    assert user.cell(0, "state") == f"diverged at step {user.session.shown.descent.away_since(0, 40)}"
    user.session.seek(user.session.shown_experiment.place_of("descent", first - 1))
    user.settle()
    assert user.edge_texts(descent.plot) == []  # not before it has happened
    assert descent.plot.home == home
    assert axes_are_finite(user)
    recovers(user)


def test_float32_overflows(user):
    user.session.load(Experiment(epochs=2))
    user.session.set_view(follow=False)
    user.choose(user.experiment_box.choices["precision"], 1)
    user.enter(user.run_box.rate, "50")
    user.enter(user.experiment_box.fields["updates"], "200")
    user.click(user.panel("runs").problem.buttons[0])
    for at in (5, 15, 30, 200):
        user.session.seek(user.session.experiment.place_of("descent", at))
        user.settle()
        assert "|1 − ηL| = 99 > 1" in said(user.edge_texts(user.panel("descent").plot))
        assert "diverged at step 1" in user.cell(0, "state")
        assert axes_are_finite(user)
    assert "now" in said(user.edge_texts(user.panel("descent").plot))
    assert not math.isfinite(float(user.session.shown.descent.at(200)[0, 0]))
    recovers(user)


def test_a_rate_of_1e300(user):
    user.enter(user.run_box.rate, "1e300")
    for at in (0, 1, 2, 3, 40, 8000):
        user.session.seek(at)
        user.settle()
        assert axes_are_finite(user)
    marks = said(user.edge_texts(user.panel("descent").plot))
    assert marks.startswith("step 1:")
    assert "> 1" in marks
    user.click(user.panel("runs").problem.buttons[0])
    user.settle()
    assert user.cell(0, "state") == "diverged at step 1"
    recovers(user)


def test_the_largest_and_smallest_numbers(user):
    user.session.edit(epochs=10)
    for rate in ("1.7e308", "5e-324", "1e-320", "1e150"):
        user.enter(user.run_box.rate, rate)
        for at in (0, 1, 2, 1600):
            user.session.seek(at)
            user.settle()
            assert axes_are_finite(user)
    for optimizer in range(6):
        user.choose(user.run_box.optimizer, optimizer)
        user.settle()
        assert axes_are_finite(user)


def test_the_textbook_loss_is_nan_where_it_is(user):
    user.choose(user.experiment_box.choices["loss_form"], 1)
    user.enter(user.run_box.rate, "50")
    user.key("End")
    user.settle()
    history = user.session.shown
    losses = history.records.groups[0].values(history.records.groups[0].count).train_loss[:, 0]
    assert np.isnan(losses[-1])
    marks = said(user.edge_texts(user.panel("curves").charts["loss"].plot))
    first = int(np.nonzero(np.isnan(losses))[0][0])
    assert marks == f"step {history.records.groups[0].times.step(first):,}: loss is nan (0·log 0)".replace(
        ",", "\u202f"
    )
    assert user.cell(0, "train_loss") == "nan"
    assert user.cell(0, "state").startswith("first nan at step")
    assert user.cell(0, "train_accuracy") == format_percent(float(history.evaluation(8000).train_accuracy[0]), 2)
    colours = {curve.colour for curve in user.panel("boundary").plot.marks().curves}
    assert COLOURS[0].lower() in colours  # the parameters are finite, and drawn
    shown = user.panel("curves").charts["loss"].plot.marks().curves[0]
    assert np.isnan(shown.y).any()  # a gap, where there is one
    recovers(user)


def test_one_run_that_diverges_does_not_squeeze_the_others(user):
    alone = Experiment(problem="descent")
    user.session.load(alone)
    user.settle()
    home = user.panel("descent").plot.home
    race = (Run(), Run(learning_rate=1.5, colour=COLOURS[1]))
    user.session.load(Experiment(problem="descent", runs=race))
    user.session.to_end()
    user.settle()
    assert user.panel("descent").plot.home == home
    assert len(user.edge_texts(user.panel("descent").plot)) == 1


def test_a_run_that_comes_back_is_not_marked_for_ever(user):
    """It rises above its start, and comes down again when η has decayed."""
    run = Run(learning_rate=1.1, schedule="exponential", decay_rate=0.9, decay_epochs=1.0)
    user.session.load(Experiment(problem="descent", runs=(run,)))
    user.session.to_end()
    user.settle()
    assert user.edge_texts(user.panel("descent").plot) == []
    assert user.cell(0, "state") in ("converged", "converging")


# The computation fails


def test_a_failed_computation_is_said_and_the_window_lives_on(user, monkeypatch):
    advance = History.advance

    def failing(history, seconds):
        raise MemoryError("no room")

    monkeypatch.setattr(History, "advance", failing)
    user.enter(user.run_box.rate, "0.3")
    user.settle()
    assert "MemoryError: no room" in user.window.statusBar().currentMessage()
    notice = user.window.problems.failure
    assert notice.isVisible()  # still when the message has gone
    assert notice.text.toolTip() == "MemoryError: no room"
    assert not user.window.transport.progress.isVisible()
    user.click(user.buttons["step"])
    assert user.session.position == 200
    monkeypatch.setattr(History, "advance", advance)
    notice.text.linkActivated.emit("retry")
    user.settle()
    assert user.cell(0, "learning_rate") == "0.3"
    assert not notice.isVisible()


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e308, sys.float_info.max])
def test_the_largest_and_the_smallest_learning_rates_are_drawn(user, rate):
    user.session.set_view(charts={"both": ("descent-loss", "loss", "accuracy", "rate")})
    user.session.edit(epochs=1)
    user.session.edit_run(learning_rate=rate)
    user.settle()
    user.session.to_end()
    user.settle()
    assert not user.session.failure


def histories() -> int:
    gc.collect()
    return sum(type(thing) is History for thing in gc.get_objects())


def test_panels_that_cannot_be_seen_keep_no_history(user):
    """Each may be hundreds of megabytes: there are the one that is shown, and at most one more."""
    layout, session = user.window.panel_layout, user.session
    session.edit(epochs=1)
    for name in ("weights", "steps", "sweep"):
        layout.want(name, True)
    session.set_view(charts={"both": ("descent-loss", "loss", "accuracy", "rate")})
    user.settle()
    before = histories()
    for i, name in enumerate(user.window.docks):
        session.set_view(charts={"both": (("descent-loss", "loss", "accuracy", "rate")[i % 4],)})
        session.edit_run(learning_rate=0.1 + i / 100)
        user.settle()
        layout.want(name, False)
        session.edit_run(learning_rate=0.2 + i / 100)
        user.settle()
    assert histories() <= before + 1
    for name in user.window.docks:
        layout.want(name, True)
    user.settle()
    assert user.cell(0, "learning_rate") == f"{0.2 + (len(user.window.docks) - 1) / 100:.3g}"


def test_the_symbols_of_the_classifier_are_explained(user):
    legend = user.panel("boundary").legend
    assert legend.full_text == "✚ in the district   ● outside   ○ this batch"
    user.session.edit(data="xor", batch_size=10)
    user.settle()
    assert legend.full_text == "✚ class 1   ● class 0   ○ this batch"
    user.session.edit(batch_size=user.session.experiment.training_size)
    user.settle()
    assert "batch" not in legend.full_text, "all points are in it"
