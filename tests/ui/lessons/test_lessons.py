"""Every lesson in the real window: it opens, and its numbers are those of the history, wherever they are read."""

import math
import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextDocument

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
from lrgui.plot.records import VerticalLineRecord
from lrgui.text.names import verdict_text
from lrgui.text.numbers import (
    format_fixed,
    format_number,
    format_percent,
    format_rate,
    format_weight,
    parse_number,
)
from tests.sampling import rest

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


@pytest.mark.parametrize("lesson_id", ["around-one", "exponential-decay", *rest(["eta-0.2", "four-curves"])])
def test_the_numbers_of_a_lesson_are_those_of_the_history(user, lesson_id):
    lesson = LESSONS[lesson_id]
    user.window.panel_layout.want("runs", True)
    user.choose(user.window.controls.lesson_box.combo, list(LESSONS).index(lesson_id))
    user.settle()
    assert user.session.experiment == user.session.shown_experiment == lesson.experiment
    assert user.session.position == 0
    user.click(user.window.strip.close_button)  # the experiment stays, with all its panels, and nothing is concealed
    user.settle()
    history = History(lesson.experiment).complete()
    length = lesson.experiment.length
    for at in (0, 1, length // 2, length):
        user.session.seek(at)
        user.settle()
        if "descent" in lesson.experiment.problems:
            check_descent(user, history, lesson.experiment.update_at("descent", at))
        if "classifier" in lesson.experiment.problems:
            check_classifier(user, history, lesson.experiment.update_at("classifier", at))


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


def places(user):
    """Where the panels are."""
    return {name: dock.geometry().getRect() for name, dock in user.window.docks.items() if dock.isVisible()}


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_a_lesson_is_given_with_page_down_alone(user, code, exhaustive):
    """Any warning on the way fails the test; within a lesson nothing jumps but where a stage arranges it anew."""
    user.window.use_language(code)
    for i, lesson in enumerate(lessons() if exhaustive else lessons()[0 if code == "en" else 7 :: 15]):
        user.window.lessons.open(lesson.id)
        user.settle()
        assert lesson.title[code] in user.window.windowTitle()
        assert user.window.controls.lesson_box.combo.currentText() == lesson.title[code]
        heights = set()
        for number, page in enumerate(lesson.pages):
            if i or code != "en":
                user.session.player.pause()  # the first is played, which takes as long as in a lecture
            user.settle()
            assert page.say[code] in plain(user.window.strip.text.text()).replace("\u00a0", " ")
            assert user.session.experiment == page.experiment
            assert set(page.view.panels) <= set(user.session.view.panels)
            for name in page.view.panels:
                if name != "controls":
                    assert user.window.docks[name].isVisible(), (lesson.id, number, name)
            assert user.session.view.concealed == page.view.concealed
            if page.view.concealed & {"future"}:
                assert user.session.last == page.end
            told = user.run_box.regime.pill.text() not in ("What will it do?", "结果会怎样？")
            assert told == ("theory" not in page.view.concealed)
            heights.add(user.window.strip.height())
            if number + 1 < len(lesson.pages):
                user.key("PgDown")
        assert len(heights) == 1
        assert not user.actions["page-on"].isEnabled()
        for _ in lesson.pages[1:]:
            user.key("PgUp")
        assert user.window.teaching.place.number == 0


def test_a_prediction_is_made_and_seen_in_three_actions(user):
    user.click(user.window.strip.begin)
    user.settle()
    plot = user.panel("descent").plot
    inside = QPoint(round(float(plot.view.x_pixels(3.0))), round(float(plot.view.y_pixels(16.0))))
    place = plot.mapFromScene(plot.canvas.mapToScene(QPointF(inside)))
    user.click(plot.viewport(), place)
    assert user.window.teaching.prediction == pytest.approx(3.0, abs=0.1)
    assert "predicted: w = " in user.window.strip.answers.said.text()
    user.key("PgDown")
    user.settle()
    user.wait(lambda: not user.session.player.playing)
    assert user.session.position == 1
    assert "happened: w = 2.6" in user.window.strip.answers.said.text()
    assert any(line.text.startswith("predicted") for line in plot.marks().of(VerticalLineRecord))


def test_a_class_votes_by_clicks_and_digits(user):
    user.window.lessons.open("around-one")
    user.settle()
    buttons = user.window.strip.answers.buttons
    user.click(buttons[0])
    user.key("3")
    user.key("3")
    user.click(buttons[2])
    user.click(buttons[2], modifier=Qt.KeyboardModifier.ShiftModifier)
    assert user.window.teaching.votes == [1, 0, 2]
    assert "2" in buttons[2].text()
    user.key("PgDown")
    user.settle()
    assert "✓" in buttons[2].text()
    assert "✓" not in buttons[0].text()
    user.key("1")
    assert user.window.teaching.votes == [1, 0, 2], "the answer can be seen"
    user.key("PgUp")
    assert user.window.teaching.votes == [1, 0, 2], "until another lesson is opened"


def test_a_rate_is_placed_on_the_ruler(user):
    user.window.lessons.open("eta-1")
    user.settle()
    for _ in range(4):
        user.key("PgDown")
    user.settle()
    ruler = user.run_box.ruler
    user.click(ruler, QPoint(round(user.run_box.slider.place_of(0.4)), ruler.height() // 2))
    assert user.window.teaching.prediction == pytest.approx(0.4, rel=0.05)
    user.key("PgDown")
    user.settle()
    assert "happened: η = 0.5" in user.window.strip.answers.said.text()
    assert user.session.run.learning_rate == 0.5


def test_an_edit_marks_the_page_as_changed_and_restart_takes_it_back(user):
    user.window.lessons.open("around-one")
    user.settle()
    strip = user.window.strip
    assert not strip.edited.isVisible()
    user.enter(user.run_box.rate, "0.5")
    user.settle()
    assert strip.edited.isVisible()
    assert user.session.lesson == "around-one"
    user.click(strip.restart)
    user.settle()
    assert not strip.edited.isVisible()
    assert user.session.experiment == LESSONS["around-one"].experiment


def test_a_goal_is_recognised(user):
    user.window.lessons.open("eta-0.2")
    user.settle()
    for _ in range(6):
        user.key("PgDown")
    user.settle()
    said = user.window.strip.answers.said
    assert "✓" not in said.text()
    user.enter(user.run_box.rate, "0.5")
    user.settle()
    assert said.text() == "✓ Reached."
    user.enter(user.run_box.rate, "0.1")
    user.settle()
    assert "✓" not in said.text()


def test_what_a_lesson_brings_goes_with_it(user):
    user.window.panel_layout.want("steps", True)
    user.session.set_view(log_loss=False, charts={"both": ("accuracy",)}, speed=123.0)
    user.settle()
    before, were = user.session.view, places(user)
    user.window.lessons.open("why-10-works")
    user.settle()
    for _ in range(4):
        user.key("PgDown")
        user.settle()
    assert set(places(user)) != set(were)
    user.click(user.window.strip.close_button)
    user.settle()
    after = user.session.view
    assert (after.panels, after.log_loss, after.speed) == (before.panels, False, 123.0)
    user.key("Ctrl+Shift+N")
    user.settle()
    user.qtbot.wait(20)
    assert set(places(user)) == set(were)
    assert user.session.view.charts_of(user.session.experiment) == ("accuracy",)


def test_opening_another_experiment_takes_the_lessons_panels_away(user):
    user.window.lessons.open("what-momentum-allows")
    user.settle()
    user.key("Ctrl+Shift+N")
    user.settle()
    assert user.session.lesson is None
    assert user.session.view.panels == View().panels
    assert not user.session.view.concealed


def test_undo_goes_back_through_a_lesson_and_out_of_it(user):
    user.enter(user.run_box.rate, "0.7")
    mine = user.session.experiment
    user.window.lessons.open("eta-1")
    user.settle()
    user.window.lessons.open("eta-0.2")
    user.settle()
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.lesson == "eta-1"
    assert user.window.controls.lesson_box.combo.currentData() == "eta-1"
    assert LESSONS["eta-1"].title["en"] in user.window.strip.text.text()
    assert user.session.last == 0, "its question is open"
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.experiment == user.session.shown_experiment == mine
    assert user.session.lesson is None
    assert not user.session.view.concealed
    assert not user.window.strip.isVisible()
    user.key("Ctrl+Shift+Z")
    user.settle()
    assert user.session.lesson == "eta-1"


def test_a_lesson_of_another_problem_than_the_experiment_is_not_shown_any_longer(user):
    user.choose(user.window.controls.lesson_box.combo, 0)
    user.settle()
    user.click(user.experiment_box.problem.buttons[1])
    user.settle()
    assert user.window.controls.lesson_box.combo.currentIndex() == -1
    assert user.window.windowTitle() == "lrgui"
    assert not user.session.view.concealed


def test_a_loss_curve_is_drawn_with_the_mouse(user):
    user.window.lessons.open("effective-rate")
    user.settle()
    assert "Draw the curve" in user.window.strip.answers.said.text()
    plot = user.panel("curves").charts["descent-loss"].plot
    view = plot.viewport()
    middle = view.height() // 2
    user.drag(view, QPoint(view.width() // 3, middle), QPoint(view.width() // 2, middle - 20))
    drawn = user.window.teaching.prediction
    assert len(drawn) > 3
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
    user.key("PgDown")
    user.settle()
    assert user.window.strip.answers.said.text() == "predicted: dashed"
    assert any(curve.pattern == "dashed" and len(curve.x) == len(drawn) for curve in plot.marks().curves)


def test_a_blank_is_filled_in_and_compared(user):
    user.window.panel_layout.want("lens", True)
    user.window.lessons.open("one-update-by-hand")
    user.settle()
    answers, lens = user.window.strip.answers, user.panel("lens")
    assert lens.sheet.chain.text() == "The next update is concealed."
    user.enter(answers.number, "0,4")
    assert user.window.teaching.prediction == 0.4
    assert answers.said.text() == "predicted: 0.4"
    user.key("PgDown")
    user.settle()
    assert answers.said.text() == "✗ 0.4: it is 0.5"
    assert not answers.number.isVisible()
    assert lens.sheet.samples.model().rowCount() == 3  # two points, and their mean
    user.key("PgDown")
    user.settle()
    assert answers.number.isVisible()
    assert answers.number.text() == ""
    assert answers.number.geometry().bottom() < answers.height()
    user.enter(answers.number, "much")
    assert user.window.teaching.prediction is None


def test_what_the_sweep_says_in_a_lesson(user):
    """The numbers of the explanation stand in the panel's title."""
    panel = user.panel("sweep")
    user.window.lessons.open("range-test")
    user.settle()
    assert user.window.sweeps.shown is None
    user.key("PgDown")
    user.wait(lambda: "best of the sweep" in panel.subtitle)
    assert {0.148, 5.38, 21.5, 800} <= set(numbers(panel.subtitle))


def test_a_lesson_is_as_large_as_the_text_size_says_while_it_is_open(user):
    user.window.lessons.open("six-rates")
    user.settle()
    strip, sizes = user.window.strip, {}
    for name in ("largest", "normal", "largest"):
        user.window.use_text_size(name)
        user.settle()
        sizes[name] = strip.text.fontInfo().pixelSize()
        assert strip.text.height() >= strip.text.heightForWidth(strip.text.width())
    assert sizes == {"largest": 22, "normal": 15}


def test_what_is_placed_while_another_problem_is_shown_is_there_when_its_own_is(user):
    session, teaching = user.session, user.window.teaching
    session.load(Experiment("classifier", epochs=2))
    user.settle()
    teaching.open(next(each for each in lessons() if each.id == "eta-0.2"))
    teaching.predict(2.0)
    assert session.shown.descent is None
    user.settle()
    points = [p for p in user.panel("descent").plot.marks().points if p.symbol == "diamond" and 2.0 in p.x]
    assert len(points) == 1
