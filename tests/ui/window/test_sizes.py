"""The window holds at every size: what has no room gives way by rules, and comes back.

All combinations: tests/campaigns/sizes.py.
"""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lrgui.ui.window.panel_places import Stacking, stacking
from tests.campaigns.sizes import DIALOGS, dialog_faults, faults, geometries, opened_dialog, settle
from tests.sampling import rest

SMALL, HALF, LARGE = (1024, 700), (960, 1040), (1920, 1080)


def resized(window, size):
    window.resize(*size)
    settle(window)


@pytest.fixture
def small(window):
    resized(window, SMALL)
    return window


def test_nothing_is_cut_and_switching_leaves_no_trace(open_window, exhaustive):
    window = open_window(*SMALL)
    window.session.edit(epochs=5)
    settle(window)
    found, before = [], geometries(window)
    for language in ("zh_CN", "en"):
        window.use_language(language)
        for text in ("largest", "normal"):
            window.use_text_size(text)
            for problem in ("descent", "both")[0 if exhaustive or text == "normal" else 1 :]:
                window.session.edit(problem=problem)
                for size in (HALF, SMALL):
                    resized(window, size)
                    found += [f"{language} {text} {problem} {size}: {fault}" for fault in faults(window, size)]
    assert found == []
    assert {k: v for k, v in geometries(window).items() if before.get(k) != v} == {}


def test_no_dialog_is_cut_or_larger_than_a_small_screen(small, exhaustive):
    window = small
    window.session.edit(epochs=5)
    found = []
    for language, text in (("en", "largest"), ("zh_CN", "largest"), ("en", "normal"))[: None if exhaustive else 2]:
        window.use_language(language)
        window.use_text_size(text)
        for command in DIALOGS:
            name, faults_of = dialog_faults(window, command, SMALL)
            found += [f"{language} {text} {name}: {fault}" for fault in faults_of]
    assert found == []


def test_a_lesson_in_the_editor_fits_on_a_small_screen_and_tab_comes_to_all_of_it(small):
    window = small
    window.use_text_size("largest")
    window.lessons.open("eta-1")
    settle(window)
    editor = opened_dialog(window, "lesson-edit")
    for row in range(editor.list.count()):
        editor.list.setCurrentRow(row)
        settle(window)
        assert faults(editor, SMALL) == []
    editor.activateWindow()
    editor.list.setFocus()
    reached = []
    while not reached or reached[-1] is not editor.close_button:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        assert not reached[-1].visibleRegion().isEmpty()
    numbers = list(editor.goal.numbers.values())
    assert [widget for widget in reached if widget in numbers] == numbers
    editor.close()


def test_what_a_hand_has_moved_comes_back_with_the_size(window, user):
    user.settle()
    curves = window.docks["curves"]
    separator = curves.geometry().center()
    separator.setX(curves.geometry().right() + 4)
    user.press(window, separator)
    for way in (20, 50, 80):
        user.move(window, separator - QPoint(way, 0))
        settle(window)  # the line follows in the event loop
    user.release(window, separator - QPoint(80, 0))
    settle(window)
    moved = curves.size()
    assert window.panel_layout.by_hand
    for size in (SMALL, LARGE, (1440, 900)):
        resized(window, size)
    assert curves.size() == moved


def test_the_controls_fold_to_the_rate_and_the_verdict(user, open_window):
    window = user.window
    assert window.controls.isVisible()
    user.click(window.transport.fold)
    settle(window)
    folded = window.column.folded_controls
    assert not window.controls.isVisible()
    assert folded.verdict.text() == "converges"
    user.enter(folded.rate, "1.05")
    user.settle()
    assert window.session.run.learning_rate == 1.05
    assert folded.verdict.text() == "diverges"
    user.key("Ctrl+L")
    assert folded.rate.hasFocus()
    window.documents.forget_changes()
    window.close()
    again = open_window()
    assert not again.controls.isVisible(), "it is remembered"
    assert again.session.view.folded is True
    again.actions_by_name["fold"].trigger()
    settle(again)
    assert again.controls.isVisible()
    assert again.session.view.folded is None, "which is what it would be by itself"


@pytest.mark.parametrize("theme", ["projector", *rest(["light"])])
def test_the_folded_verdict_has_room_for_its_longest_word(window, theme):
    resized(window, SMALL)
    window.theme.use(theme)
    window.use_text_size("largest")
    settle(window)
    folded = window.column.folded_controls
    assert folded.isVisible()
    longest = max(" ".join(window.controls.run_box.regime.briefs.values()).split(), key=len)
    assert folded.verdict.fontMetrics().horizontalAdvance(longest) <= folded.verdict.contentsRect().width()
    assert folded.verdict.font().bold()


def test_a_narrow_window_folds_the_controls_by_itself(window):
    width = window.column.whole_width
    resized(window, (800, 700))
    assert window.column.folded
    window.use_text_size("largest")
    settle(window)
    assert window.width() == 800
    window.use_text_size("normal")
    resized(window, (1440, 900))
    assert not window.column.folded
    assert window.column.width() == width


@pytest.mark.parametrize("problem", ["descent", "both"])
def test_columns_go_by_importance_and_no_number_is_cut(small, problem):
    window = small
    window.session.edit(problem=problem, epochs=5)
    window.use_text_size("largest")
    resized(window, SMALL)
    panel = window.docks["runs"].panel
    shown = {code for i, code in enumerate(panel.model.columns) if not panel.table.isColumnHidden(i)}
    assert {"learning_rate", "state"} <= shown
    assert {"train_loss", "train_accuracy"} <= shown or "loss" in shown
    gone = len(panel.model.columns) - len(shown)
    assert panel.subtitle == ("" if not gone else f"+{gone} columns" if gone > 1 else "+1 column")
    resized(window, LARGE)
    assert not any(panel.table.isColumnHidden(i) for i in range(len(panel.model.columns)))


def test_a_formula_is_broken_before_its_equals_sign_and_never_in_a_number(window):
    line = window.docks["descent"].panel.formula
    figures = "1.2345 − 0.3 × (2·1.2345 + 2) = −0.10645"
    bold = line.font()
    bold.setBold(True)
    whole = QFontMetrics(bold).horizontalAdvance(figures)
    for width in range(whole + 400, 150, -40):
        line.resize(width, line.height())
        line.show_formula("w ← w − η·(2w + 2)", figures)
        lines = re.sub(r"<(?!br)[^>]*>", "", line.text().replace("\u00a0", " ")).split("<br>")
        assert " ".join(lines).endswith(figures)
        assert all(QFontMetrics(bold).horizontalAdvance(part) <= width for part in lines)
        if len(lines) == 2:
            assert lines[1] == "= −0.10645"


def test_icons_handles_and_lines_grow_with_the_text(window):
    def sizes():
        plot = window.docks["descent"].panel.plot
        return (
            window.transport.buttons["step"].iconSize().width(),
            window.docks["runs"].header.maximise_button.iconSize().width(),
            window.controls.run_box.ruler.height(),
            window.controls.run_box.ruler.best.letters.pixelSize(),
            plot.transform().m11(),
        )

    before = sizes()
    window.use_text_size("largest")
    settle(window)
    grown = sizes()
    assert all(1.3 < b / a < 1.65 for a, b in zip(before, grown, strict=True)), (before, grown)
    window.use_text_size("normal")
    settle(window)
    assert sizes() == before


def test_only_icons_stay_in_a_narrow_toolbar(window):
    resized(window, LARGE)
    words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert window.transport.buttons["step"].toolButtonStyle() == words
    resized(window, SMALL)
    assert window.transport.buttons["step"].toolButtonStyle() != words
    assert "0 / " in window.transport.position.text()
    assert window.transport.position.sizeHint().width() <= window.transport.position.width()


@pytest.mark.parametrize("lesson", [*rest(["the-valley"]), "eta-0.3-float32"])
def test_a_lesson_on_a_small_projector_has_plots_that_show_something(small, lesson):
    window = small
    window.lessons.open(lesson)
    settle(window)
    before, found = docks_of(window), []
    window.use_text_size("largest")
    settle(window)
    for page in window.teaching.lesson.pages:
        window.session.seek(page.end)
        settle(window)
        found += [f"page {page.stage}: {fault}" for fault in faults(window, SMALL)]
        window.teaching.forward()
        settle(window)
    assert found == []
    window.lessons.open(lesson)
    window.use_text_size("normal")
    settle(window)
    assert docks_of(window) == before


@pytest.mark.parametrize("text", ["normal", "largest"])
def test_a_lesson_that_is_left_leaves_no_trace(small, text, exhaustive):
    window = small
    window.use_text_size(text)
    window.session.edit(epochs=5)
    settle(window)
    experiment = window.session.experiment
    window.lessons.open("around-one")  # and the hint of a first start goes
    window.teaching.leave()
    window.session.load(experiment)
    settle(window)
    before = geometries(window)
    for lesson in (
        ("two-minima", "the-valley") if exhaustive else ("the-valley" if text == "largest" else "two-minima",)
    ):
        window.lessons.open(lesson)
        settle(window)
        window.teaching.leave()
        window.session.load(experiment)
        settle(window)
        assert {k: v for k, v in geometries(window).items() if before.get(k) != v} == {}


def docks_of(window):
    docks = {**window.docks, "controls": window.panel_layout.controls_dock}
    return {name: dock.geometry() for name, dock in docks.items() if dock.isVisible()}


def test_the_ruler_is_there_while_a_question_is_answered_on_it(small):
    window = small
    window.use_text_size("largest")
    window.lessons.open("eta-1")
    settle(window)
    ruler = window.controls.run_box.ruler
    seen = []
    for page in window.teaching.lesson.pages:
        asks = page.revealed is False and window.teaching.stage.ask is not None
        seen.append((asks and window.teaching.stage.ask.kind == "rate", not ruler.visibleRegion().isEmpty()))
        assert faults(window, SMALL) == []
        window.teaching.forward()
        settle(window)
    assert [wanted for wanted, _ in seen] == [visible for _, visible in seen]
    assert any(visible for _, visible in seen)


@pytest.mark.parametrize(
    ("panels", "problem", "size", "expected"),
    [
        (("boundary", "weights", "runs"), "classifier", (600, 600), Stacking()),
        (("boundary", "weights", "runs"), "classifier", (600, 260), Stacking(left=True)),
        (("curves", "runs"), "classifier", (600, 260), Stacking(beside=True)),
        (("descent", "curves", "runs"), "descent", (600, 260), Stacking(right=True)),
        (("descent", "curves"), "descent", (600, 100), Stacking()),
        (("descent", "curves"), "descent", (390, 600), Stacking(left=True, right=True, whole=True)),
        (("descent",), "descent", (100, 100), Stacking()),
        (("descent", "boundary", "curves", "runs"), "both", (600, 500), Stacking()),
        (("descent", "boundary", "weights", "steps"), "both", (600, 400), Stacking(left=True, beside=True, even=True)),
    ],
)
def test_in_a_low_window_panels_stand_one_behind_the_other(panels, problem, size, expected):
    problems = ("descent", "classifier") if problem == "both" else (problem,)
    assert stacking(panels, problems, *size) == expected
