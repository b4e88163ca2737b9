"""A printed table held against a run: what is pasted, what is marked, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.tables.compare.comparison import MAX_TEXT
from lrgui.core.tables.formats import table_text
from lrgui.core.tables.results import steps_table
from lrgui.text.headings import heading
from lrgui.ui.tables.compare_dialog import CompareDialog

SEED_001 = (Path(__file__).parents[2] / "data" / "seed_001.txt").read_text(encoding="utf-8").strip()
RACE = Experiment(runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.2, 0.3))), epochs=2)


@pytest.fixture
def race(user):
    QGuiApplication.clipboard().clear()
    user.session.load(RACE)
    user.settle()
    return user


@pytest.fixture
def open_dialog(race):
    opened = []

    def open_(text=""):
        QGuiApplication.clipboard().setText(text)
        race.menu("Edit", "Compare with…").trigger()
        opened.append(next(d for d in race.window.findChildren(CompareDialog) if d.isVisible()))
        return opened[-1]

    yield open_
    for dialog in opened:
        if Shiboken.isValid(dialog):
            dialog.close()


def marks(dialog):
    """(line, text) of everything that is bold, underlined and red."""
    found, block = [], dialog.marked.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            look = fragment.charFormat()
            if (
                look.fontUnderline()
                and look.fontWeight() > 500
                and look.background().color().name() == LIGHT.seen("bad_back")
            ):
                found.append((block.blockNumber(), fragment.text()))
            iterator += 1
        block = block.next()
    return found


def test_the_printed_lines_agree(race, open_dialog):
    race.session.select(1)
    race.settle()
    dialog = open_dialog(SEED_001)
    assert dialog.pasted.toPlainText() == SEED_001
    assert dialog.marked.toPlainText() == SEED_001
    assert marks(dialog) == []
    assert dialog.said.text() == "80 numbers in 40 lines compared in float32: all digits agree."


def test_one_wrong_digit_is_marked(race, open_dialog):
    race.session.select(1)
    race.settle()
    dialog = open_dialog(SEED_001.replace("-0.938560", "-0.938660"))
    assert marks(dialog) == [(4, "660")]
    assert dialog.marked.toPlainText().splitlines()[4].endswith("   ← -0.938560")
    assert dialog.said.text() == "1 of 80 numbers differs, compared in float32; the first is of step 5."


def test_another_run(race, open_dialog):
    dialog = open_dialog(SEED_001)
    assert len(marks(dialog)) > 20
    QTest.keyClick(dialog.run, Qt.Key.Key_Down)
    assert dialog.said.text().endswith("all digits agree.")
    assert marks(dialog) == []


def test_a_rate_that_no_run_has_is_said(race, open_dialog):
    dialog = open_dialog("η = 0.3\nstep 1: w = 1.4\nη = 0.7\nstep 1: w = 0.2")
    assert dialog.said.text() == (
        "1 number in 1 line compared in float64: all digits agree. Each number with the run whose learning rate the "
        "text names; runs: 2. No run has the learning rate: 0.7."
    )
    race.window.language.use("zh_CN")
    dialog.pasted.setPlainText("学习率为 0.7\n第1步 w = 0.2")
    race.wait(lambda: "0.7" in dialog.said.text() and "没有" in dialog.said.text())
    race.window.language.use("en")


def test_a_log_of_the_classifier(race, open_dialog):
    """Which problem is meant shows in what is printed; w and b are of the best checkpoint."""
    w1, w2, b = race.session.shown.best(320).parameters[0]
    dialog = open_dialog(f"权重值 w = [[{w1:.4f}] [ {w2:.4f}]]\n偏置值 b = [[{b:.4f}]]")
    assert dialog.problem.buttons[1].isChecked()
    assert dialog.said.text() == (
        "3 numbers in 2 lines compared in float64: all digits agree. w, b and samples: of the best checkpoint."
    )


def test_typing_is_compared_after_a_moment(race, open_dialog):
    dialog = open_dialog("nothing of a table")
    assert dialog.pasted.toPlainText() == ""
    assert not dialog.said.isVisible()
    race.click(dialog.pasted.viewport())
    for line in ("step,w", "1,2.6", "2,1.17"):
        dialog.pasted.insertPlainText(line + "\n")
    race.wait(lambda: marks(dialog))
    assert marks(dialog) == [(2, "7")]


def test_our_own_tables_agree(race, open_dialog):
    """In the language of the window, whichever."""
    for language in ("en", "zh_CN"):
        race.window.language.use(language)
        for problem, form in (("descent", "md"), ("classifier", "tsv"), ("classifier", "latex")):
            table = steps_table(race.session.shown, problem, 0)
            headings = {code: heading(code) for code in table.columns}
            text = "".join(table_text(table, form, None, headings))
            race.window.language.use("en")
            dialog = open_dialog(text)
            race.window.language.use(language)
            assert marks(dialog) == []
            compared = int(dialog.said.text().split()[0])
            assert compared == sum(len(row) - row.count("") for row in table.rows) - len(table.rows) * (
                2 if problem == "classifier" else 1
            ), dialog.said.text()
            dialog.close()
    race.window.language.use("en")


def test_the_problem_is_the_one_that_the_text_speaks_of(race, open_dialog):
    table = steps_table(race.session.shown, "classifier", 0)
    dialog = open_dialog("".join(table_text(table, "csv")))
    assert dialog.problem.buttons[1].isChecked()
    race.click(dialog.problem.buttons[0])
    assert dialog.problem.buttons[0].isChecked()
    assert "3 of 3 numbers differ" in dialog.said.text()  # the losses at the start, and after 16 and 32 updates


def test_what_is_not_understood_is_said(race, open_dialog):
    dialog = open_dialog()
    dialog.pasted.setPlainText("Twice 3 is 6.")
    race.wait(lambda: dialog.said.isVisible())
    assert dialog.said.text().startswith("No number of a step of this run was found.")
    assert dialog.marked.toPlainText() == ""


def test_too_much_is_refused(race, open_dialog):
    dialog = open_dialog("1 2\n" * (MAX_TEXT // 4 + 1))
    assert dialog.pasted.toPlainText() == ""
    race.click(dialog.paste_button)
    assert dialog.said.text().startswith("That is too much at once")


def test_marks_stop_where_nobody_reads_them(race, open_dialog, monkeypatch):
    monkeypatch.setattr("lrgui.ui.tables.compare_dialog.MOST_MARKED", 5)
    dialog = open_dialog(SEED_001)
    assert {line for line, _ in marks(dialog)} == {0, 1, 2, 3, 4}
    assert dialog.said.text().endswith("Only the first 5 lines that differ are marked.")


def test_both_sides_scroll_together(race, open_dialog):
    dialog = open_dialog(SEED_001)
    dialog.pasted.verticalScrollBar().setValue(7)
    assert dialog.marked.verticalScrollBar().value() == 7
