"""The presenter, as a hall sees it and a lecturer drives it: by keys, remote control and mouse."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.files.document import Document, save_file
from lrgui.core.files.lesson_files import save_lesson
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.drawing import fonts
from lrgui.session.settings import STEPS_MOVE
from lrgui.text.names import verdict_text
from lrgui.ui.presenter.glide import STEP_MS
from lrgui.ui.presenter.presenter import Presenter
from lrgui.ui.presenter.scene_plots import presentable, proposed

NONE = Qt.KeyboardModifier.NoModifier


class Hall:
    """A hand at the presenter of a window."""

    def __init__(self, user):
        self.user, self.session = user, user.session
        user.key("F5")
        self.presenter = user.window.presenting.presenter
        self.presenter.glide.on = False  # but where it is tested
        self.resize(1280, 720)

    def resize(self, width, height):
        self.presenter.setWindowState(Qt.WindowState.WindowNoState)
        self.presenter.resize(width, height)
        self.look()

    def look(self):
        self.user.wait(lambda: not self.session.computing and self.presenter.frames.idle)

    def key(self, key):
        QTest.keyClick(self.presenter, key)
        self.look()

    def turn(self):
        """To the next page, and not waiting for what is played there."""
        QTest.keyClick(self.presenter, Qt.Key.Key_PageDown)
        self.session.player.pause()
        self.look()

    @property
    def caption(self):
        return self.presenter.caption.line.accessibleName()

    @property
    def shown(self):
        return self.presenter.plots.shown


@pytest.fixture
def hall(user):
    user.session.load(Experiment(problem="descent", runs=(Run(1.05), Run(0.3, colour=COLOURS[1]))))
    user.settle()
    return Hall(user)


def contrast(a, b):
    def light(colour):
        parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in QColor(colour).getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_remote_control_steps_and_the_caption_says_where_the_run_is(hall):
    hall.key(Qt.Key.Key_Home)
    for _ in range(3):
        hall.key(Qt.Key.Key_PageDown)
    assert hall.session.position == 3
    w = float(hall.session.shown.descent.at(3)[0, 0])
    assert w == pytest.approx(-8.986)
    assert hall.caption == "η = 1.05  ·  step 3  ·  w = −8.986  ·  loss 63.78"
    state = verdict(hall.session.shown, "descent", 0, 3)
    assert hall.presenter.caption.state.text() == verdict_text(state) == "diverged at step 2"
    hall.key(Qt.Key.Key_PageUp)
    assert hall.session.position == 2
    assert "step 2" in hall.caption


def test_the_window_draws_nothing_behind_the_presenter_and_catches_up(hall):
    assert hall.user.cell(0, "w") == "5"
    hall.key(Qt.Key.Key_PageDown)
    assert hall.user.window.frames.idle
    assert hall.user.cell(0, "w") == "5"
    hall.key(Qt.Key.Key_Escape)
    assert not hall.presenter.isVisible()
    hall.user.settle()
    assert hall.user.cell(0, "w") == "−7.6"


def test_escape_leaves_what_is_on_top(hall):
    hall.key(Qt.Key.Key_P)
    at = hall.presenter.plots.drawings["descent"].plot.viewport()
    QTest.mousePress(at, Qt.MouseButton.LeftButton, NONE, QPoint(100, 100))
    QTest.mouseMove(at, QPoint(150, 150))
    QTest.mouseRelease(at, Qt.MouseButton.LeftButton, NONE, QPoint(150, 150))
    assert hall.presenter.overlay.drawn
    hall.key(Qt.Key.Key_B)
    assert hall.presenter.overlay.blank
    assert hall.presenter.grab().toImage().pixelColor(640, 360) == QColor("black")
    hall.key(Qt.Key.Key_Escape)
    assert (hall.presenter.overlay.blank, hall.presenter.overlay.drawn) == (False, True)
    hall.key(Qt.Key.Key_Escape)
    assert (hall.presenter.overlay.drawn, hall.presenter.marker.pen) == (False, False)
    assert hall.presenter.isVisible()
    hall.key(Qt.Key.Key_P)
    hall.presenter.close()
    assert hall.presenter.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_what_the_pen_drew_goes_with_the_step(hall):
    hall.key(Qt.Key.Key_Home)
    hall.key(Qt.Key.Key_P)
    at = hall.presenter.plots.drawings["descent"].plot.viewport()
    QTest.mousePress(at, Qt.MouseButton.LeftButton, NONE, QPoint(100, 100))
    hall.key(Qt.Key.Key_PageDown)
    assert not hall.presenter.overlay.drawn


def test_digits_choose_one_or_two_plots(hall):
    assert hall.shown == ("descent", "descent-loss")
    names = presentable(hall.session.shown_experiment)
    hall.key(Qt.Key(Qt.Key.Key_1 + names.index("descent-loss")))
    assert hall.shown == ("descent",), "it was there, and goes"
    hall.key(Qt.Key(Qt.Key.Key_1 + names.index("descent")))
    assert hall.shown == ("descent",), "one stays"
    hall.key(Qt.Key(Qt.Key.Key_1 + names.index("rate")))
    assert hall.shown == ("descent", "rate")
    hall.key(Qt.Key.Key_0)
    assert hall.shown == ("descent", "descent-loss")


def test_what_fills_the_window_is_what_is_presented(user):
    user.session.load(Experiment(problem="both"))
    assert proposed(user.session.view, user.session.experiment) == ("descent", "boundary")
    user.window.panel_layout.maximise("boundary")
    assert proposed(user.session.view, user.session.experiment) == ("boundary",)


def test_the_rate_follows_the_hand(hall):
    line = hall.presenter.caption.rate
    hall.user.drag(line, QPoint(round(line.place_of(1.05)), 10), QPoint(round(line.place_of(0.1)), 10))
    hall.look()
    assert hall.session.run.learning_rate == pytest.approx(0.1, rel=0.03)
    assert hall.caption.startswith(f"η = {hall.session.run.learning_rate:g}")
    hall.session.undo()
    assert hall.session.run.learning_rate == 1.05, "one drag, one step back"


def test_it_can_be_read_from_the_last_row(hall):
    for size, code in product(((1024, 768), (1280, 720), (1920, 1080)), ("en", "zh_CN")):
        hall.user.window.use_language(code)
        hall.resize(*size)
        presenter, height = hall.presenter, size[1]
        caption = presenter.caption
        assert caption.line.font().pixelSize() >= height // 24 - 1
        assert min(presenter.title.font().pixelSize(), caption.state.font().pixelSize()) >= height // 30 - 1
        factor = presenter.plots.drawings["descent"].plot.transform().m11()
        assert factor * fonts.PIXELS >= height / 30 - 1
        metrics = QFontMetrics(caption.line.font())
        assert metrics.horizontalAdvance(caption.line.accessibleName()) <= caption.line.width()
        assert caption.rate.height() >= 2 * caption.rate.font().pixelSize()
        assert presenter.width() == size[0]


def test_a_view_that_widens_says_by_how_much(hall):
    badge = hall.presenter.plots.badge
    hall.session.seek(0)
    hall.look()
    assert not badge.isVisible()
    hall.session.seek(hall.session.experiment.length)
    hall.look()
    drawing = hall.presenter.plots.drawings["descent"]
    assert drawing.stage >= 1
    assert badge.isVisible()
    assert badge.text() == f"×{10**drawing.stage}"
    assert badge.font().pixelSize() == 720 // 30


def test_a_loop_begins_again(hall):
    hall.session.player.set_speed(200.0)
    hall.key(Qt.Key.Key_L)
    hall.user.wait(lambda: hall.session.position > 20)
    hall.user.wait(lambda: hall.session.position < 20)
    hall.key(Qt.Key.Key_L)
    hall.user.wait(lambda: not hall.session.player.playing)


def test_the_window_closes_its_presenter(user):
    hall = Hall(user)
    user.window.documents.forget_changes()
    user.window.close()
    assert user.window.presenting.presenter is None
    assert not hall.presenter.isVisible()


# Lessons


@pytest.fixture
def lesson_hall(user):
    user.window.lessons.open("eta-1")
    user.settle()
    return Hall(user)


def test_a_whole_lesson_is_given_with_one_key(lesson_hall, exhaustive):
    """The ordinary run does not wait for what is played between two keys, as a lecturer in a hurry does not."""
    teaching, presenter = lesson_hall.user.window.teaching, lesson_hall.presenter
    seen = []
    for page in teaching.lesson.pages:
        assert presenter.title.text() == page.say["en"]
        assert presenter.number.text() == f"{page.stage + 1} / {len(teaching.lesson.stages)}"
        assert presenter.question.isVisible() == presenter.question.wanted
        assert presenter.caption.state.text() == "?" or "state" not in lesson_hall.session.view.concealed
        seen.append(lesson_hall.shown)
        if exhaustive:
            lesson_hall.key(Qt.Key.Key_PageDown)
            lesson_hall.user.wait(lambda: not lesson_hall.session.player.playing)
        else:
            lesson_hall.turn()
    assert set(seen) == {("descent",)}, "one picture, large"
    assert teaching.page is teaching.lesson.pages[-1]
    lesson_hall.key(Qt.Key.Key_PageUp)
    assert teaching.page is teaching.lesson.pages[-2]


def test_the_next_w_is_placed_on_the_large_curve(lesson_hall):
    teaching, plot = lesson_hall.user.window.teaching, lesson_hall.presenter.plots.drawings["descent"].plot
    at = plot.mapFromScene(plot.box.mapToScene(float(plot.view.x_pixels(-7.0)), 40.0))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert teaching.prediction == pytest.approx(-7, abs=0.1)
    assert "predicted: w = " in lesson_hall.presenter.question.hint.text()
    lesson_hall.key(Qt.Key.Key_PageDown)
    assert "happened: w = −7" in lesson_hall.presenter.question.hint.text()


def test_a_class_votes_with_digits(lesson_hall):
    teaching, card = lesson_hall.user.window.teaching, lesson_hall.presenter.question
    while teaching.stage.ask.kind != "choices":
        lesson_hall.turn()
    for key in (Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_1):
        lesson_hall.key(key)
    lesson_hall.user.click(card.choices[2])
    assert teaching.votes == [1, 2, 1]
    assert card.choices[1].text().split() == ["B", "5,", "−7,", "5,", "−7,", "for", "ever", "2"]
    lesson_hall.key(Qt.Key.Key_PageDown)
    assert card.choices[1].text().endswith("✓")


def test_no_choice_is_cut_however_long(user):
    user.window.lessons.open("six-rates")
    hall = Hall(user)
    card, teaching = hall.presenter.question, user.window.teaching
    hall.presenter.resize(1280, 720)
    while "formula" not in card.choices[1].text():
        hall.turn()
    for _ in range(2):  # asked, and answered
        user.settle()
        shown = [choice for choice in card.choices if choice.isVisible()]
        assert len(shown) == 3
        for choice in shown:
            metrics, lines = choice.fontMetrics(), choice.text().split("\n")
            assert max(map(metrics.horizontalAdvance, lines)) <= choice.width() - card.heading.font().pixelSize()
            assert len(lines) * metrics.lineSpacing() <= choice.height()
        assert {choice.font().pixelSize() for choice in shown} == {720 // 30}
        assert card.choices[-1].geometry().bottom() < card.on.y()
        teaching.forward()


def test_a_number_is_typed_and_judged(user):
    user.window.lessons.open("one-update-by-hand")
    hall = Hall(user)
    hall.resize(1024, 768)
    card, teaching = hall.presenter.question, user.window.teaching
    assert (
        card.on.fontMetrics().horizontalAdvance(card.on.text()) < card.on.width() - card.number.font().pixelSize() // 2
    )

    def type_in(text):
        for character in text:
            QTest.keyClick(hall.presenter, character)
        hall.look()

    assert card.number.isVisible()
    type_in("1-2")
    hall.key(Qt.Key.Key_PageDown)
    assert card.hint.text() == "That is no number."
    assert teaching.asking
    hall.key(Qt.Key.Key_Escape)
    assert card.number.typed == ""
    assert hall.presenter.isVisible()
    type_in("0.44")
    hall.key(Qt.Key.Key_Backspace)
    assert not hall.presenter.overlay.blank, "a point is one of the number"
    assert hall.shown == ("lens",), "no digit has chosen a plot"
    hall.key(Qt.Key.Key_Return)
    assert teaching.prediction == 0.4
    type_in("0,5")
    assert teaching.prediction is None, "what was said is taken back by typing"
    hall.key(Qt.Key.Key_PageDown)
    assert teaching.prediction == 0.5, "on the way on it is said"
    assert card.number.text() == "0,5 ✓"
    assert card.hint.text() == "✓ 0.5 is right"
    hall.key(Qt.Key.Key_PageDown)
    assert card.number.typed == "", "another number is asked for"
    type_in("-123456.789012345")
    hall.key(Qt.Key.Key_PageDown)
    metrics = card.number.fontMetrics()
    assert card.number.text().endswith("✗")
    assert metrics.horizontalAdvance(card.number.text()) < card.number.width()
    assert metrics.lineSpacing() < card.number.height()
    assert card.hint.text().startswith("✗ −123\u202f457: it is ")
    hall.key(Qt.Key.Key_PageUp)
    assert card.number.typed == "-123456.789012345", "it is still there where it was typed"


def test_the_noise_is_presented_as_it_grows(user):
    user.session.load(Experiment(problem="classifier", runs=(Run(0.5),), epochs=2))
    user.window.panel_layout.maximise("noise")
    hall = Hall(user)
    assert hall.shown == ("noise",)
    hall.session.seek(57)
    hall.user.wait(lambda: not hall.presenter.plots.waits)
    hall.look()
    marks = hall.presenter.plots.drawings["batch-loss"].plot.marks()
    assert [len(curve.x) for curve in marks.curves] == [57, 57, 57]
    assert hall.presenter.plots.legend.isVisible()
    hall.key(Qt.Key.Key_N)
    assert hall.session.view.noise == "gradient-norm"
    assert [drawing.plot.isVisible() for drawing in hall.presenter.plots.drawings.values()].count(True) == 1
    hall.presenter.toggle(presentable(hall.session.shown_experiment).index("boundary"))
    hall.look()
    assert hall.shown == ("noise", "boundary")
    hall.presenter.toggle(presentable(hall.session.shown_experiment).index("noise"))
    hall.look()
    assert not hall.presenter.plots.legend.isVisible()
    hall.key(Qt.Key.Key_N)
    assert hall.shown == ("boundary", "noise"), "where there is no digit for it, too"


def test_the_sweep_of_a_lesson_is_presented_and_concealed_until_the_answer(user):
    user.window.lessons.open("falling-is-not-enough")
    hall = Hall(user)
    asked = []
    while user.window.teaching.can_go_on:
        hall.key(Qt.Key.Key_PageDown)
        if hall.shown == ("sweep",):
            hall.user.wait(lambda: not user.window.sweeps.computing)
            hall.look()
            (drawing,) = [d for name, d in hall.presenter.plots.drawings.items() if name == "sweep sweep"]
            asked.append((user.window.teaching.asking, drawing.found is not None))
    assert asked == [(True, False), (False, True)]
    hall.presenter.close()
    assert not user.window.sweeps.computing


def test_the_map_of_batch_sizes_is_another_plot_than_the_sweep(hall):
    number = presentable(hall.session.shown_experiment).index("sweep")
    hall.presenter.toggle(number)
    hall.look()
    hall.session.set_view(sweep=replace(hall.session.view.sweep, view="starts"))
    hall.look()
    assert "sweep" in hall.shown
    assert {"sweep sweep", "sweep starts"} <= set(hall.presenter.plots.drawings)
    assert [d.plot.isVisible() for n, d in hall.presenter.plots.drawings.items() if n.startswith("sweep ")] == [
        False,
        True,
    ]


def test_a_rate_that_is_asked_for_is_placed_and_not_set(lesson_hall):
    teaching, line = lesson_hall.user.window.teaching, lesson_hall.presenter.caption.rate
    while teaching.stage.ask.kind != "rate":
        lesson_hall.turn()
    before = lesson_hall.session.experiment
    lesson_hall.user.drag(line, QPoint(round(line.place_of(1.0)), 10), QPoint(round(line.place_of(0.5)), 10))
    assert teaching.prediction == pytest.approx(0.5, rel=0.05)
    assert lesson_hall.session.experiment == before


# Talks


def test_lessons_and_experiments_are_one_talk(user, tmp_path):
    first, second = tmp_path / "first.lrlesson", tmp_path / "second.lrgui"
    save_lesson(first, lessons()[1])
    save_file(second, Document(Experiment(problem="descent", runs=(Run(0.77),))))
    user.window.presenting.give((first, second), user.window.files.replace)
    presenter, teaching = user.window.presenting.presenter, user.window.teaching
    key = lambda k: (QTest.keyClick(presenter, k), user.wait(lambda: not user.session.computing))  # noqa: E731
    assert teaching.lesson.id == "first"
    for _ in teaching.lesson.pages:
        key(Qt.Key.Key_PageDown)
    assert teaching.lesson is None
    assert user.session.run.learning_rate == 0.77
    user.session.edit_run(learning_rate=0.5)
    key(Qt.Key.Key_PageDown)
    assert user.session.run.learning_rate == 0.5, "it was the last part"
    key(Qt.Key.Key_PageUp)
    assert teaching.lesson.id == "first", "and nobody was asked whether to save"


def test_a_talk_that_cannot_be_opened_is_said_before_anything_is(tmp_path):
    (tmp_path / "bad.lrgui").write_text("{")
    told = subprocess.run(
        [sys.executable, "-m", "lrgui", "--present", str(tmp_path / "bad.lrgui")],
        *(),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "bad.lrgui: the file is not valid JSON" in told.stderr


# A step that an eye can follow


def test_a_step_moves_and_its_numbers_come_when_it_has_arrived(hall):
    hall.key(Qt.Key.Key_Home)
    hall.key(Qt.Key.Key_M)
    QTest.keyClick(hall.presenter, Qt.Key.Key_Right)
    way = hall.presenter.glide.findChild(QVariantAnimation)
    way.pause()  # halfway, however busy the machine is
    way.setCurrentTime(STEP_MS // 2)
    hall.look()
    plot = hall.presenter.plots.drawings["descent"].plot
    path = lambda: next(c for c in plot.marks().curves if c.width > 2.5 and len(c.x) == 2)  # noqa: E731
    assert path().x[-1] == pytest.approx((5 - 7.6) / 2)
    assert "step 0" in hall.caption
    way.resume()
    hall.user.wait(lambda: not hall.presenter.glide.moving and hall.presenter.frames.idle)
    assert path().x[-1] == pytest.approx(-7.6)
    assert "step 1" in hall.caption
    QTest.keyClick(hall.presenter, Qt.Key.Key_Right)
    QTest.keyClick(hall.presenter, Qt.Key.Key_End)
    assert not hall.presenter.glide.moving, "whoever goes on does not wait"


def test_another_experiment_ends_a_step_on_its_way(hall):
    hall.key(Qt.Key.Key_Home)
    hall.key(Qt.Key.Key_M)
    QTest.keyClick(hall.presenter, Qt.Key.Key_Right)
    hall.presenter.glide.findChild(QVariantAnimation).pause()
    hall.session.load(Experiment(problem="descent", updates=1, runs=(Run(0.9),)))
    hall.look()
    assert not hall.presenter.glide.moving


def test_the_curve_of_rates_alone_is_presented(hall):
    hall.session.set_view(charts={"descent": ("rate",)}, maximised="curves")
    hall.look()
    assert hall.shown == ("rate",)
    assert hall.presenter.problem == "descent"
    assert "η = 1.05" in hall.caption


def test_whether_steps_move_is_remembered(hall):
    hall.key(Qt.Key.Key_M)
    hall.key(Qt.Key.Key_Escape)
    assert hall.user.window.settings.get(STEPS_MOVE) is True
    hall.user.window.actions_by_name["present"].trigger()
    hall.key(Qt.Key.Key_M)
    hall.key(Qt.Key.Key_Escape)
    assert hall.user.window.settings.get(STEPS_MOVE) is False


# What the lecturer sees


@pytest.fixture
def second_screen(monkeypatch):
    monkeypatch.setattr(Presenter, "alone", False)


def test_the_lecturer_keeps_clock_notes_and_what_comes(user, second_screen):
    user.window.lessons.open("eta-0.2")
    user.settle()
    hall = Hall(user)
    bar, lesson = user.window.presenting.bar, lessons()[0]
    assert bar.isVisible()
    assert lesson.stages[0].notes["en"] in bar.notes.toolTip()
    assert bar.next.toolTip() == f"Answer: {lesson.stages[0].reveal.say['en']}"
    assert bar.since.text() == "0:00"
    hall.key(Qt.Key.Key_PageDown)
    assert bar.next.toolTip() == lesson.stages[1].say["en"]
    user.window.use_language("zh_CN")
    user.wait(lambda: bar.windowTitle() == "讲课人栏")
    assert bar.next.toolTip() == lesson.stages[1].say["zh_CN"]
    for _ in lesson.pages:
        hall.key(Qt.Key.Key_PageDown)
    assert bar.next.toolTip() == "到此结束。"
    user.window.teaching.leave()
    user.window.documents.set_notes("Ask the last row.")
    assert bar.notes.toolTip() == "Ask the last row."
    hall.key(Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_with_one_screen_there_is_no_bar(hall):
    assert hall.user.window.presenting.bar is None
