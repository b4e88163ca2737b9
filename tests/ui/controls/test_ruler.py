"""The ruler under the learning rate: it lines up with the slider, its ticks are gone to, its mark is the curvature."""

import math

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from lrgui.core.analysis.theory import regime
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.logistic import LogisticRegression, design_curvature
from lrgui.ui.controls.rate_slider import LOWEST, PER_DECADE

L = design_curvature(Experiment())


@pytest.fixture
def ruler(user):
    return user.run_box.ruler


def load(user, problem: str = "both", **run: object) -> None:
    user.session.load(Experiment(problem=problem, runs=(Run(**run),), epochs=5))
    user.settle()


def line_of(tick) -> float:
    """The middle of a tick's line on the screen."""
    return tick.parentWidget().mapToGlobal(QPoint(tick.at, 0)).x() + 1


def handle_at(user, rate: float) -> float:
    """The middle of the slider's handle, were it at `rate`."""
    slider = user.run_box.slider
    place = user.handle(slider, round(math.log10(rate / LOWEST) * PER_DECADE))
    return slider.mapToGlobal(place).x() + 0.5


# Places


def test_ticks_stand_under_the_handle(user, ruler):
    for text_size in ("normal", "largest"):
        user.window.use_text_size(text_size)
        for problem, optimizer, ticks in (
            ("descent", "gradient-descent", (0.5, 1.0)),
            ("both", "momentum", (0.5, 1.9)),
            ("classifier", "gradient-descent", (1 / L, 2 / L)),
        ):
            load(user, problem, optimizer=optimizer)
            for tick, rate in zip((ruler.best, ruler.bound), ticks, strict=True):
                assert tick.rate == pytest.approx(rate, rel=1e-12)
                # The column of controls has its width some events later.
                user.wait(lambda tick=tick, rate=rate: abs(line_of(tick) - handle_at(user, rate)) <= 1.5)
    user.window.use_text_size("normal")


def test_the_handle_stops_over_the_tick(user, ruler):
    load(user, learning_rate=1.0)
    slider = user.run_box.slider
    user.wait(lambda: abs(slider.mapToGlobal(user.handle(slider)).x() + 0.5 - line_of(ruler.bound)) <= 1.5)


@pytest.mark.parametrize(("language", "text_size"), [("en", "normal"), ("zh_CN", "largest")])
def test_labels_neither_overlap_nor_are_cut(user, ruler, language, text_size, exhaustive):
    user.window.resize(1280, 720)
    user.window.use_language(language)
    user.window.use_text_size(text_size)
    for i, problem in enumerate(("both", "classifier")):
        rules = (("gradient-descent", 0.9), ("momentum", 0.99), ("nesterov", 0.9))
        for optimizer, momentum in rules if exhaustive else rules[i::2]:
            load(user, problem, optimizer=optimizer, momentum=momentum)
            first, second = ruler.best, ruler.bound
            for tick in (first, second):
                assert ruler.rect().contains(tick.geometry())
                metrics = QFontMetrics(tick.letters)
                text = metrics.boundingRect(tick.text())
                assert tick.label.width() >= metrics.horizontalAdvance(tick.text())
                assert tick.label.height() >= text.height()
                assert tick.rect().contains(tick.label)
            assert first.label.right() + first.x() < second.label.left() + second.x()
    user.window.use_language("en")
    user.window.use_text_size("normal")


# Ticks


def test_a_click_goes_to_the_bound_exactly(user, ruler):
    load(user)
    user.click(ruler.bound, ruler.bound.label.center())
    assert user.session.run.learning_rate == 1.0
    assert user.run_box.regime.pill.text() == "bounces for ever: |1 − ηL| = 1"
    user.click(ruler.best, ruler.best.label.center())
    assert user.session.run.learning_rate == 0.5
    load(user, optimizer="momentum", momentum=0.9)
    user.click(ruler.bound, ruler.bound.label.center())
    assert user.session.run.learning_rate == 1.9
    load(user, "classifier")
    user.click(ruler.bound, ruler.bound.label.center())
    assert user.session.run.learning_rate == 2 / L
    user.key("Ctrl+Z")
    assert user.session.run.learning_rate == 0.2


def test_a_click_on_the_line_itself_is_enough(user, ruler):
    load(user)
    tick = ruler.bound
    for off in (-2, 0, 2):
        user.session.edit_run(learning_rate=0.2)
        user.settle()
        at = QPoint(tick.at + 1 + off, 9)
        assert ruler.childAt(at) is tick
        user.click(tick, tick.mapFrom(ruler, at))
        assert user.session.run.learning_rate == 1.0


def test_enter_goes_to_a_tick_that_has_the_focus(user, ruler):
    load(user)
    user.run_box.slider.setFocus()
    user.key("Tab")
    assert QApplication.focusWidget() is ruler.best
    user.key("Tab")
    assert QApplication.focusWidget() is ruler.bound
    user.key("Return")
    assert user.session.run.learning_rate == 1.0
    user.key("Left", user.window)
    ruler.best.setFocus()
    user.key("Space")
    assert user.session.run.learning_rate == 0.5
    assert not user.session.player.playing


def test_names_and_places_of_the_ticks(user, ruler):
    for run, names in (
        ({}, ("Set η to 1/L = 0.5", "Set η to 2/L = 1")),
        ({"optimizer": "momentum"}, ("Set η to 1/L = 0.5", "Set η to 2(1+μ)/L = 1.9")),
        ({"optimizer": "momentum", "momentum": 0.0}, ("Set η to 1/L = 0.5", "Set η to 2/L = 1")),
        ({"optimizer": "nesterov"}, ("Set η to 1/L = 0.5", "Set η to 2(1+μ)/((1+2μ)L) = 0.678571")),
    ):
        load(user, **run)
        assert (ruler.best.accessibleName(), ruler.bound.accessibleName()) == names
    for optimizer in ("gradient-descent", "momentum", "nesterov"):
        load(user, optimizer=optimizer, momentum=0.7)
        assert regime(ruler.bound.rate, 2.0, optimizer, 0.7).kind == "bounces"
        assert regime(ruler.bound.rate * 1.001, 2.0, optimizer, 0.7).kind == "diverges"


def test_adaptive_optimizers_have_no_bands_but_a_sentence(user, ruler):
    load(user, optimizer="adam")
    assert not ruler.best.isVisible()
    assert not ruler.bound.isVisible()
    assert math.isnan(ruler.edge)
    assert ruler.text_at(5) == ruler.text_at(200) == "its bound changes with every update"
    load(user)
    assert ruler.best.isVisible()


# The legend


def test_hovering_says_what_a_band_means(user, ruler):
    load(user, "descent")
    place = user.run_box.slider.place_of
    for rate, said in (
        (0.001, "crawls: η below 0.025"),
        (0.1, "approaches from one side: η from 0.025 to 0.5"),
        (0.7, "overshoots, converges: η from 0.5 to 1"),
        (20, "diverges: η above 1"),
    ):
        assert ruler.text_at(place(rate)) == said
    at = QPoint(round(place(20)), 8)
    QApplication.sendEvent(ruler, QHelpEvent(QEvent.Type.ToolTip, at, ruler.mapToGlobal(at)))
    assert QToolTip.text() == "diverges: η above 1"
    load(user, "classifier")
    assert ruler.text_at(place(1.0)).startswith("η below 4.03: ")  # the most curved of its batches of ten
    assert ruler.text_at(place(1.0)).endswith("each update lowers the loss of its own batch")
    user.session.edit(batch_size=1600)
    user.settle()
    assert ruler.text_at(place(1.0)) == "stable: η below 5.31, for the loss is nowhere curved more than L"


def test_what_theory_promises_depends_on_batch_and_rule(user):
    for batch_size, optimizer, rate, said in (
        (1600, "gradient-descent", 1.0, "stable up to η = 5.31"),
        (1600, "gradient-descent", 6.0, "no guarantee above 5.31"),
        (1, "gradient-descent", 1.0, "below 2.7: each update lowers its batch's loss"),
        (1, "gradient-descent", 3.5, "above 2.7, the lowest bound of its batches: steps may grow"),
        (1600, "momentum", 1.0, "no guarantee: the bound 10.1 holds for a quadratic"),
        (10, "adam", 1.0, "step size adapts: no fixed limit"),
    ):
        load(user, "classifier", learning_rate=rate, optimizer=optimizer)
        user.session.edit(batch_size=batch_size, epochs=1)
        user.settle()
        assert user.run_box.regime.pill.text() == said


def test_near_one_it_says_by_how_much(user):
    for rate, said in ((1.00001, "diverges: |1 − ηL| = 1 + 2×10⁻⁵ > 1"), (1e-6, "crawls: |1 − ηL| = 1 − 2×10⁻⁶")):
        load(user, "descent", learning_rate=rate)
        assert user.run_box.regime.pill.text() == said


# The moving mark


def edge(user, at: int) -> float:
    history = user.session.shown
    return 2 / float(history.model.curvature_at(history.classifier.at(at)[:1])[0])


def test_the_mark_is_2_over_the_curvature_at_the_playhead(user, ruler):
    load(user, "classifier", learning_rate=10.0)
    assert ruler.edge == pytest.approx(2 / L, rel=1e-9)  # p = ½ everywhere: nowhere is the loss curved more
    edges = []
    for at in (10, 100, 400, 800):
        user.session.seek(at)
        user.look()
        edges.append(ruler.edge)
        assert ruler.edge == edge(user, at)
    assert edges[-1] > 10 > 2 / L  # why η = 10 works: it is above the promise, but below the edge of where one is
    user.session.seek(0)
    user.look()
    assert user.run_box.regime.detail.text() == "2/λ = 5.31 here: η is above it"
    user.session.seek(800)
    user.look()
    assert user.run_box.regime.detail.text().endswith("η is below it")


def test_the_mark_with_momentum(user, ruler):
    load(user, "classifier", optimizer="momentum", momentum=0.5)
    user.session.seek(50)
    user.look()
    assert ruler.edge == pytest.approx(1.5 * edge(user, 50), rel=1e-12)
    assert "2(1+μ)/λ" in user.run_box.regime.detail.text()


def test_the_mark_is_of_the_selected_run(user, ruler):
    user.session.load(Experiment(problem="classifier", runs=(Run(), Run(learning_rate=5.0)), epochs=5))
    user.settle()
    user.session.seek(300)
    user.look()
    slow = ruler.edge
    user.session.select(1)
    user.look()
    assert ruler.edge > 2 * slow


def test_with_both_problems_the_mark_is_the_classifiers(user, ruler):
    load(user)
    user.session.seek(30)
    user.look()
    assert ruler.edge == edge(user, 30)
    assert ruler.bound.rate == 1.0
    assert "2-D classifier: 2/λ" in ruler.text_at(user.run_box.slider.place_of(ruler.edge))
    load(user, "descent")
    assert math.isnan(ruler.edge)


def test_while_playing_the_mark_follows_a_dozen_times_a_second(user, ruler, monkeypatch):
    from lrgui.ui.controls import observed_behaviour

    load(user, "classifier", learning_rate=10.0)
    now, asked = [observed_behaviour.time.monotonic()], []
    monkeypatch.setattr(observed_behaviour.time, "monotonic", lambda: now[0])
    real = LogisticRegression.curvature_at
    monkeypatch.setattr(LogisticRegression, "curvature_at", lambda *a: asked.append(now[0]) or real(*a))
    player = user.session.player
    monkeypatch.setattr(type(player), "playing", property(lambda _: True))
    for i in range(60):
        now[0] += 1 / 60
        user.session.seek(i + 1)
        user.run_box.theory.follow()
    assert 8 <= len(asked) <= 13
    monkeypatch.undo()
    user.session.player.pause()
    user.run_box.theory.follow()
    assert ruler.edge == edge(user, 60)


# Predicted and needed


def test_predicted_updates_beside_those_needed(user):
    detail = user.run_box.regime.detail
    for run, said in (
        ({"learning_rate": 0.2}, "a million times closer after 28 updates (theory: 28)"),
        ({"learning_rate": 0.5}, "a million times closer after 1 update (theory: 1)"),
        ({"learning_rate": 0.05}, "not a million times closer up to update 40 (theory: 132)"),
        ({"learning_rate": 1.0}, ""),
        ({"optimizer": "adam"}, "not a million times closer up to update 40"),
    ):
        load(user, **run)
        assert detail.text() == said
        assert detail.isVisible() == bool(said)


def test_needed_is_what_really_happened(user):
    """Also where the run changed on its way: no prediction, which would be of another run, stands beside it then."""
    load(user, learning_rate=0.2)
    user.session.seek(user.session.experiment.place_of("descent", 8))
    user.session.set_from_here(True)
    user.enter(user.run_box.rate, "0.5")
    user.settle()
    assert user.run_box.regime.detail.text() == "a million times closer after 9 updates"


# Fine steps


def drag_ruler(user, ruler, pixels):
    """A hand takes the ruler, at a place of no tick, and moves it so far."""
    begin = QPoint(40, 9)
    assert ruler.childAt(begin) is None
    end = begin + QPoint(pixels, 0)
    user.drag(ruler, begin, end, moves=abs(pixels))
    user.settle()


def test_a_drag_of_the_ruler_meets_what_lies_a_pixel_apart_on_the_slider(user, ruler):
    load(user, learning_rate=1.0)
    met = []
    user.session.experiment_changed.connect(lambda: met.append(user.session.run.learning_rate))
    drag_ruler(user, ruler, -8)
    assert {0.98, 0.99} <= set(met)
    assert min(met) == user.session.run.learning_rate
    met.clear()
    user.key("Ctrl+Z")
    assert user.session.run.learning_rate == 1.0  # the whole drag is one step
    drag_ruler(user, ruler, 8)
    assert {1.01, 1.02} <= set(met)


def test_a_click_on_the_ruler_changes_nothing(user, ruler):
    load(user, learning_rate=0.3)
    user.click(ruler, QPoint(40, 9))
    assert user.session.run.learning_rate == 0.3
    assert not user.session.opened.path


def test_a_rate_beyond_the_slider_is_taken_from_its_end(user, ruler):
    load(user, learning_rate=1e6)
    drag_ruler(user, ruler, -20)
    assert 80 < user.session.run.learning_rate < 100
