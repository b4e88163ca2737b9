"""The panel of noise: computed in slices while one looks, exact at the playhead, nothing of what is concealed."""

import numpy as np
from PySide6.QtCore import QPoint

from lrgui.core.analysis.batch_noise import BatchNoise, compared
from lrgui.core.files.view import FUTURE
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.text.numbers import format_number

CLASSIFIER = Experiment(problem="classifier", epochs=2, runs=(Run(0.5),))


def open_noise(user, position=0):
    user.session.load(CLASSIFIER)
    user.settle()
    user.menu("View", "Noise").trigger()
    user.session.seek(position)
    settle(user)
    return user.panel("noise")


def settle(user):
    user.settle()
    user.wait(lambda: user.panel("noise").resting)
    user.settle()


def test_it_grows_while_it_is_seen_and_is_exact_at_the_playhead(user, monkeypatch):
    panel = open_noise(user, 57)
    noise = panel.book.of(user.session.shown, 0, compare=False)
    assert noise.done == 320
    assert panel.subtitle.startswith(f"update 57 · batch {format_number(noise.loss[56], 3)}")
    assert max(curve.x.max() for curve in panel.chart.plot.marks().curves if len(curve.x)) == 57 / 160
    user.click(panel.choice.buttons[2])
    settle(user)
    assert user.session.view.noise == "cosine"
    cosine = compared(user.session.shown.classifier, 0, np.array([56])).cosine[0]
    assert panel.subtitle == f"update 57 · cos = {format_number(cosine, 3)}"
    assert noise.compared_count == 320
    # Of large data it is compared a few rows at a time, while one may go on to another place.
    monkeypatch.setattr("lrgui.core.problems.classifier.ROWS", 100)
    monkeypatch.setattr("lrgui.ui.panels.noise._SLICE", 0.0)
    user.session.seek(60)
    user.wait(lambda: panel._comparing is not None)
    user.session.seek(61)
    settle(user)
    cosine = compared(user.session.shown.classifier, 0, np.array([60])).cosine[0]
    assert panel.subtitle == f"update 61 · cos = {format_number(cosine, 3)}"


def test_the_slider_smooths_more_and_is_kept_in_the_view(user):
    panel = open_noise(user, 300)
    before = panel.chart.plot.marks().curves[-1].y.copy()
    user.click(panel.smoothing, QPoint(panel.smoothing.width() // 5, panel.smoothing.height() // 2))
    settle(user)
    assert user.session.view.smoothing == panel.smoothing.factor != 0.98
    factor = panel.smoothing.factor
    assert panel.smoothing.spoken == f"β = {format_number(factor, 4)} (≈ {round(1 / (1 - factor))} updates)"
    assert not np.array_equal(panel.chart.plot.marks().curves[-1].y, before)
    user.click(panel.choice.buttons[3])
    settle(user)
    assert not panel.smoothing.isVisible()  # of 2/λ nothing is smoothed


def test_nothing_of_a_concealed_future_is_computed(user):
    panel = open_noise(user, 40)
    user.session.set_view(concealed=(FUTURE,), future=True)
    settle(user)
    assert panel.book.of(user.session.shown, 0, compare=False).done == 40
    assert max(curve.x.max() for curve in panel.chart.plot.marks().curves if len(curve.x)) == 40 / 160


def test_hidden_it_keeps_nothing(user):
    panel = open_noise(user, 40)
    user.menu("View", "Noise").trigger()
    settle(user)
    user.session.edit_run(learning_rate=0.7)
    settle(user)
    assert panel.book._history is None


def test_what_the_last_slice_has_found_is_drawn(user, monkeypatch):
    """Also where it took its time to the end, and nothing was left for another one."""
    panel = open_noise(user, 320)
    advance, slices = BatchNoise.advance, []

    def one_step(noise, seconds, *, compare=False):
        slices.append(seconds)
        return advance(noise, -1.0, compare=compare)

    monkeypatch.setattr(BatchNoise, "advance", one_step)
    user.session.edit_run(0, learning_rate=0.7)
    settle(user)
    assert len(slices) > 1
    assert [len(curve.x) for curve in panel.chart.plot.marks().curves] == [320, 320, 320]
