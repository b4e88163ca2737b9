"""Every lesson in the real window: it opens, and its numbers are those of the history, wherever they are read."""

import math
import re

import pytest
from PySide6.QtGui import QTextDocument

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.lessons.lesson import lesson as lesson_called
from lrgui.core.lessons.lesson import lessons
from lrgui.core.training.history import History
from lrgui.text.names import verdict_text
from lrgui.text.numbers import (
    format_fixed,
    format_number,
    format_percent,
    format_rate,
    format_weight,
    parse_number,
)

LESSONS = {lesson.id: lesson for lesson in lessons()}


def plain(html: str) -> str:
    """What of a rich text is read."""
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


def numbers(text: str) -> list[float]:
    """All numbers of a text, in order."""
    text = text.replace("\u202f", "").replace("\u2212", "-").replace("\u00a0", " ").replace("e∞", "inf")
    found = []
    for whole in re.findall(r"-?(?:\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|∞|nan)", text):
        found.append(math.inf if whole == "∞" else -math.inf if whole == "-∞" else parse_number(whole))
    return found


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_numbers_of_a_lesson_are_those_of_the_history(user, lesson_id):
    lesson = LESSONS[lesson_id]
    user.choose(user.window.controls.lesson_box.combo, list(LESSONS).index(lesson_id))
    user.settle()
    assert user.session.experiment == user.session.shown_experiment == lesson.experiment
    assert user.session.position == 0
    history = History(lesson.experiment).complete()
    length = lesson.experiment.length
    for at in (0, 1, length // 2, length):
        user.session.seek(at)
        user.settle()
        if "descent" in lesson.experiment.problems:
            check_descent(user, history, min(at, lesson.experiment.updates))
        if "classifier" in lesson.experiment.problems:
            check_classifier(user, history, min(at, history.classifier.total))


def show_figures_of(user, problem):
    panel = user.panel("runs")
    if panel.problem.isVisible():
        user.click(panel.problem.buttons[("descent", "classifier").index(problem)])
        user.settle()


def check_descent(user, history, at):
    show_figures_of(user, "descent")
    w = history.descent.at(at)[:, 0]
    loss = history.curve.loss_at(w)
    for i, run in enumerate(history.experiment.runs):
        assert user.cell(i, "learning_rate").split(" ")[0] == format_rate(run.learning_rate)  # its optimizer may follow
        assert user.cell(i, "w") == format_number(float(w[i]), 5)
        assert user.cell(i, "loss") == format_number(float(loss[i]), 4)
        seen = verdict(history, "descent", i, at)
        assert user.cell(i, "state") == verdict_text(seen)
    chosen = user.session.selected
    step, said_w, said_loss, slope = numbers(user.panel("descent").subtitle.replace("step", ""))
    assert step == at
    assert said_w == pytest.approx(float(w[chosen]), rel=1e-4)
    assert said_loss == pytest.approx(float(loss[chosen]), rel=0.06)
    assert slope == pytest.approx(2 * float(w[chosen]) + 2, rel=0.06, abs=1e-4)
    formula = plain(user.panel("descent").formula.text())
    if at < history.descent.total:
        rate = float(history.descent.rates(at, at + 1)[0, chosen])
        following = float(history.descent.at(at + 1)[chosen, 0])
        figures = numbers(formula.split("+ 2)")[-2] + "+ 2)" + formula.split("+ 2)")[-1])
        assert figures[-1] == pytest.approx(following, rel=1e-4)
        assert any(number == pytest.approx(rate, rel=1e-3) for number in numbers(formula))
        assert any(number == pytest.approx(float(w[chosen]), rel=1e-4) for number in numbers(formula))
    else:
        assert numbers(formula) == [history.descent.total]


def check_classifier(user, history, at):
    show_figures_of(user, "classifier")
    figures, model = history.evaluation(at), history.model
    parameters = history.classifier.at(at)
    predictions = model.predict(parameters, model.data.samples)
    for i, run in enumerate(history.experiment.runs):
        now = float(history.classifier.rates(min(at, history.classifier.total - 1), at + 1)[0, i])
        changed = "" if now == run.learning_rate else f" → {format_rate(float(f'{now:.2g}'))}"
        assert user.cell(i, "learning_rate") == format_rate(run.learning_rate) + changed
        assert user.cell(i, "train_loss") == format_number(float(figures.train_loss[i]), 4)
        assert user.cell(i, "train_accuracy") == format_percent(float(figures.train_accuracy[i]), 2)
        assert user.cell(i, "weights") == ", ".join(format_weight(float(v)) for v in parameters[i])
        assert user.cell(i, "sample2") == format_fixed(float(predictions[i, 1]), 3)
        seen = verdict(history, "classifier", i, at)
        assert user.cell(i, "state") == verdict_text(seen)
    chosen = user.session.selected
    accuracy, *_, sample = numbers(user.panel("boundary").subtitle)
    assert accuracy == pytest.approx(100 * float(figures.train_accuracy[chosen]), abs=0.06)
    assert sample == pytest.approx(float(predictions[chosen, 1]), abs=0.006)
    assert user.window.transport.timeline.value() == at


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_every_lesson_opens_in_every_language_at_start_middle_and_end(user, code):
    """From the menu; any warning on the way fails the test."""
    user.window.use_language(code)
    menu = user.menu_called("Lesson", "专题")
    user.wait(lambda: [action.text() for action in menu.actions()] == [lesson.title[code] for lesson in lessons()])
    for lesson, action in zip(lessons(), menu.actions(), strict=True):
        action.trigger()
        user.settle()
        assert lesson.title[code] in user.window.windowTitle()
        assert lesson.text[code] in plain(user.window.strip.text.text()).replace("\u00a0", " ")
        assert user.window.strip.isVisible()
        assert user.window.controls.lesson_box.combo.currentText() == lesson.title[code]
        curves = user.panel("curves")
        assert curves.log.isChecked() == lesson.view.log_loss
        for share in (0.0, 0.5, 1.0):
            user.session.seek(round(share * lesson.experiment.length))
            user.settle()
            assert not user.window.grab().isNull()


def test_undo_brings_the_own_experiment_back(user):
    user.enter(user.run_box.rate, "0.7")
    mine = user.session.experiment
    user.choose(user.window.controls.lesson_box.combo, 0)
    user.settle()
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.experiment == user.session.shown_experiment == mine


def test_the_explanation_can_be_put_away_and_comes_with_the_next_lesson(user):
    combo = user.window.controls.lesson_box.combo
    user.choose(combo, 0)
    user.settle()
    user.click(user.window.strip.close_button)
    assert not user.window.strip.isVisible()
    user.choose(combo, 1)
    user.settle()
    assert user.window.strip.isVisible()


def test_a_lesson_of_another_problem_than_the_experiment_is_not_shown_any_longer(user):
    user.choose(user.window.controls.lesson_box.combo, 0)
    user.settle()
    user.click(user.experiment_box.problem.buttons[1])
    user.settle()
    assert user.window.controls.lesson_box.combo.currentIndex() == -1
    assert user.window.windowTitle() == "lrgui"


def test_undo_takes_the_explanation_back_too(user):
    user.window.lessons.open("eta-1")
    user.settle()
    user.window.lessons.open("eta-0.2")
    user.settle()
    assert "0.2" in user.window.strip.text.text()
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.lesson == "eta-1"
    assert user.window.controls.lesson_box.combo.currentData() == "eta-1"
    assert lesson_called("eta-1").title["en"] in user.window.strip.text.text()
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.lesson is None
    assert not user.window.strip.isVisible() or user.window.strip.hinting
    assert user.window.controls.lesson_box.combo.currentIndex() == -1
    user.key("Ctrl+Shift+Z")
    user.settle()
    assert user.session.lesson == "eta-1"


def test_a_shorter_lesson_opens_at_its_start(user):
    user.session.seek(3000)
    user.settle()
    user.window.lessons.open("eta-0.2")
    user.settle()
    assert user.session.position == 0
    assert user.window.transport.timeline.value() == 0


@pytest.mark.parametrize(
    "lesson", [found for found in LESSONS.values() if found.view.panels], ids=lambda found: found.id
)
def test_a_lesson_shows_the_panels_that_it_is_about(user, lesson):
    for name in lesson.view.panels:
        assert not user.window.docks[name].isVisible(), "not before"
    user.window.lessons.open(lesson.id)
    user.settle()
    sweeps = user.window.sweeps
    if "sweep" in lesson.view.panels:
        assert sweeps.question == lesson.view.sweep
        user.wait(lambda: sweeps.job is not None and sweeps.job.done)
        user.settle()
        panel = user.panel("sweep")
        assert panel.drawing is panel.drawings[lesson.view.sweep.view]
    for name in lesson.view.panels:
        assert not user.window.docks[name].panel.visibleRegion().isEmpty(), "in front of the tab that it shares"


def test_what_the_sweep_says_in_a_lesson(user):
    """The numbers of the explanation stand in the panel's title."""
    panel = user.panel("sweep")
    user.window.lessons.open("range-test")
    user.wait(lambda: "best of the sweep" in panel.subtitle)
    assert {0.148, 5.38, 21.5, 800} <= set(numbers(panel.subtitle))
    user.window.lessons.open("what-momentum-allows")
    drawing = panel.drawing
    for run, bound in enumerate((1.0, 1.5, 1.9)):
        user.session.select(run)
        user.wait(lambda bound=bound: drawing.found is not None and drawing.found.bound == pytest.approx(bound))
        user.wait(lambda: "diverges from" in panel.subtitle)
        edge = numbers(re.search(r"diverges from \S+", panel.subtitle)[0])[0]
        assert bound < edge < 1.26 * bound, "the next rate of the grid"


def test_the_panels_of_a_lesson_stay_and_the_next_one_brings_the_curves_forward(user):
    user.window.lessons.open("batch-size-and-rate")
    user.settle()
    asked = user.window.sweeps.question
    user.window.lessons.open("exponential-decay")
    user.settle()
    assert user.window.panel_layout.wanted("sweep")
    assert user.window.sweeps.question == asked
    assert user.panel("sweep").visibleRegion().isEmpty()
    assert not user.panel("curves").visibleRegion().isEmpty()


def test_a_panel_that_fills_the_window_gives_way_to_those_of_a_lesson(user):
    user.window.panel_layout.maximise("curves")
    user.window.lessons.open("the-valley")
    user.settle()
    assert user.window.panel_layout.maximised is None
    assert user.window.docks["weights"].isVisible()
