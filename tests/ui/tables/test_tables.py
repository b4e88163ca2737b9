"""Tables on the clipboard and in files: from the panels' menus, and from the dialog with its preview."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QProgressDialog
from shiboken6 import Shiboken

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.worked_update import worked
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.tables.formats import table_text, tensorflow_text
from lrgui.core.tables.noise import noise_table
from lrgui.core.tables.results import runs_table, steps_table
from lrgui.core.tables.update import in_codes, update_tables
from lrgui.text.headings import heading
from lrgui.text.numbers import parse_number
from lrgui.text.tables import update_in_words
from lrgui.ui.tables import table_output
from lrgui.ui.tables.table_choice import CSV_STYLES, SUFFIXES, ChosenTable
from lrgui.ui.tables.table_dialog import TableDialog
from lrgui.ui.widgets import progress_dialog

SEED_001 = (Path(__file__).parents[2] / "data" / "seed_001.txt").read_text(encoding="utf-8")
TEXTS = {
    "tsv": "Text for a spreadsheet",
    "csv": "CSV",
    "md": "Markdown",
    "latex": "LaTeX (booktabs)",
    "tensorflow": "As printed by TensorFlow",
}
RACE = Experiment(runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.3, 1.02))), epochs=2)


@pytest.fixture
def race(user):
    user.session.load(RACE)
    user.settle()
    return user


@pytest.fixture
def dialog(race):
    """The dialog of the File menu."""
    race.menu("File", "Export table…").trigger()
    found = race.window.findChild(TableDialog)
    yield found
    if Shiboken.isValid(found):
        found.close()


def clipboard():
    return QGuiApplication.clipboard().text()


def core(table, form, digits=None):
    words = None if form == "csv" else {code: heading(code) for code in table.columns}  # programs read codes
    return "".join(table_text(table, form, digits, words))


def choose(user, menu, text):
    """What a click on a line of a menu does."""
    menu.aboutToShow.emit()
    action = next(action for action in menu.actions() if action.text() == text)
    assert action.isEnabled()
    action.trigger()


def saving(monkeypatch, path, asked=None):
    def answer(_parent, _title, start, filters, *_):
        if asked is not None:
            asked.extend((start, filters))
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)


# The panels


def test_copying_the_steps(race):
    race.menu("View", "Steps").trigger()
    race.settle()
    history = race.session.shown
    for form, text in TEXTS.items():
        race.window.statusBar().clearMessage()
        choose(race, race.window.tables.menus["steps"], text)
        wanted = (
            "".join(tensorflow_text(history, "descent", 0))
            if form == "tensorflow"
            else core(steps_table(history, "descent", 0), form)
        )
        assert clipboard() == wanted, form
        assert race.window.statusBar().currentMessage() == "Copied a table: 40 rows"


def test_as_tensorflow_prints_it(race):
    choose(race, race.window.tables.menus["steps"], TEXTS["tensorflow"])
    assert clipboard().splitlines() == SEED_001.splitlines()


def test_headings_are_words_but_in_csv(race):
    menu = race.window.tables.menus["steps"]
    choose(race, menu, TEXTS["tsv"])
    assert clipboard().splitlines()[0] == "step\tη\tw before\tgradient\tw after\tloss before\tloss after"
    choose(race, menu, TEXTS["csv"])
    assert clipboard().splitlines()[0] == "step,learning_rate,w_before,gradient,w_after,loss_before,loss_after"
    choose(race, menu, TEXTS["latex"])
    assert r"step & $\eta$ & $w$ before" in clipboard()


@pytest.mark.parametrize("form", ["tsv", "csv", "md", "latex"])
def test_copying_the_runs_at_the_playhead(race, form):
    race.session.seek(16)
    race.settle()
    menu = race.window.tables.menus["runs"]
    assert TEXTS["tensorflow"] not in [action.text() for action in menu.actions()]
    race.click(race.panel("runs").problem.buttons[0])
    race.settle()
    choose(race, menu, TEXTS[form])
    assert clipboard() == core(runs_table(race.session.shown, "descent", 2), form)


def test_states_are_said_in_the_window_s_language(race):
    race.window.use_language("zh_CN")
    race.session.seek(320)
    race.settle()
    race.click(race.panel("runs").problem.buttons[0])
    menu = race.window.tables.menus["runs"]
    race.settle()
    menu.copy_wanted.emit("md")
    assert "diverged" not in clipboard()
    assert race.cell(1, "state") in clipboard()
    menu.copy_wanted.emit("csv")
    assert "diverged at step" in clipboard()


def test_the_classifier_is_not_printed_by_tensorflow(race):
    race.menu("View", "Steps").trigger()
    race.settle()
    race.click(race.panel("steps").problem.buttons[1])
    race.settle()
    menu = race.window.tables.menus["steps"]
    menu.aboutToShow.emit()
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert not enabled.pop(TEXTS["tensorflow"])
    assert all(enabled.values())
    choose(race, menu, TEXTS["csv"])
    assert clipboard() == core(steps_table(race.session.shown, "classifier", 0), "csv")


def test_the_button_and_the_context_menus(race):
    race.menu("View", "Steps").trigger()
    race.settle()
    seen = {}

    def look(name):
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            seen[name] = [action.text() for action in menu.actions()]
            menu.close()
        else:
            QTimer.singleShot(10, lambda: look(name))

    QTimer.singleShot(0, lambda: look("button"))
    race.click(race.panel("steps").copy)
    race.wait(lambda: "button" in seen)  # from Qt 6.12 on a button does not wait until its menu is closed
    QTimer.singleShot(0, lambda: look("runs"))
    race.panel("runs").table.customContextMenuRequested.emit(QPoint(5, 5))
    race.wait(lambda: "runs" in seen)
    assert seen["button"] == [*TEXTS.values(), "", "Export table…"]
    assert "Copy table" in seen["runs"]
    assert [action.text() for action in race.panel("steps").actions()] == ["Copy table"]
    assert not race.window.docks["steps"].header.export_button.isVisible()


def test_too_much_for_the_clipboard_is_refused(race, monkeypatch):
    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr(table_output, "MOST_COPIED", 1000)
    choose(race, race.window.tables.menus["steps"], TEXTS["csv"])
    assert clipboard() == "before"
    said = race.window.statusBar().currentMessage()
    assert said.startswith("The table has about 4.4 KB")
    assert said.endswith("too much for the clipboard: export it to a file.")


@pytest.mark.parametrize("form", ["tsv", "csv", "latex"])
def test_copying_the_update_under_the_lens(race, form):
    """All of its tables, with the digits of the panel."""
    race.session.seek(24)
    race.menu("View", "One update").trigger()
    race.settle()
    update = anatomy(race.session.shown.classifier, 0, 24)
    found = worked(update)
    choose(race, race.window.tables.menus["update"], TEXTS[form])
    if form == "csv":
        wanted = ["".join(table_text(in_codes(table), form)) for table in update_tables(update, found)]
    else:
        worded = update_in_words(update, found, "classifier")
        wanted = ["".join(table_text(table, form, None, words)) for table, words in worded]
    assert clipboard() == "\n".join(wanted)
    assert len(wanted) == 3
    if form == "tsv":
        samples = race.panel("lens").sheet.samples.model()
        shown = [samples.index(0, column).data() for column in range(samples.columnCount())]
        assert [float(text) for text in clipboard().splitlines()[1].split("\t")] == [parse_number(t) for t in shown]


# The dialog


def test_the_dialog_shows_the_first_lines(race, dialog):
    history = race.session.shown
    lines = core(steps_table(history, "descent", 0), "tsv").split("\n")
    assert dialog.text.toPlainText().split("\n") == [*lines[:17], "…"]
    assert dialog.said.text().startswith("40 rows, about 4.4 KB")
    race.choose(dialog.form, 2)
    race.choose(dialog.digits, 1)
    assert dialog.text.toPlainText().startswith(core(steps_table(history, "descent", 0, 1, 16), "md", 3))
    race.choose(dialog.run, 1)
    race.click(dialog.copy_button)
    assert clipboard() == core(steps_table(history, "descent", 1), "md", 3)
    assert dialog.said.text() == "Copied a table: 40 rows"


def test_the_dialog_from_to(race, dialog):
    history = race.session.shown
    race.enter(dialog.first, "3")
    race.enter(dialog.last, "5")
    race.click(dialog.copy_button)
    assert clipboard() == core(steps_table(history, "descent", 0, 3, 5), "tsv")
    race.choose(dialog.form, list(SUFFIXES).index("tensorflow"))
    assert not dialog.digits.isEnabled()
    race.click(dialog.copy_button)
    assert clipboard().splitlines() == SEED_001.splitlines()[2:5]
    assert dialog.text.toPlainText() == clipboard()
    race.click(dialog.problem.buttons[1])
    assert (dialog.first.value, dialog.last.value) == (0, 320)
    race.enter(dialog.first, "100")
    race.enter(dialog.last, "250", end="")
    race.click(dialog.copy_button)
    assert [line.split("\t")[0] for line in clipboard().splitlines()] == ["step", *map(str, range(112, 250, 16))]
    race.enter(dialog.last, "110")
    assert dialog.said.text() == "There is no row between these steps."
    race.enter(dialog.last, "nan")
    assert dialog.last.value == 110, "what was there stays"
    race.enter(dialog.last, "inf")
    assert dialog.last.value == 320, "all that there is"
    race.enter(dialog.last, "110")
    race.enter(dialog.last, "many")
    race.click(dialog.copy_button)
    assert len(clipboard().splitlines()) == 10


def test_the_dialog_remembers(race, dialog):
    race.choose(dialog.form, 3)
    race.choose(dialog.digits, 3)
    race.click(dialog.kind.buttons[0])
    assert not dialog.first.isVisible()
    assert dialog.said.text() == "2 rows, after update 0"
    race.click(dialog.copy_button)
    wanted = core(runs_table(race.session.shown, "descent", 0), "latex", 5)
    assert clipboard() == wanted.replace("start", "at the start")
    race.click(dialog.close_button)
    QApplication.processEvents()
    race.actions["export-table"].trigger()
    again = next(d for d in race.window.findChildren(TableDialog) if d.isVisible())
    assert again.chosen == ChosenTable("runs", "classifier", 0, "latex", 5)
    race.click(again.kind.buttons[1])
    assert again.chosen.form == "latex"
    again.close()


def test_the_dialog_has_the_update_and_the_noise(race, dialog):
    race.click(dialog.kind.buttons[3])
    assert not dialog.problem.isVisible()
    assert (dialog.first.value, dialog.last.value) == (1, 320)
    race.enter(dialog.first, "300")
    race.click(dialog.copy_button)
    trace = race.session.shown.classifier
    assert clipboard() == core(noise_table(trace, 0, 0.98, 300), "tsv")
    assert dialog.said.text() == "Copied a table: 21 rows"
    race.click(dialog.kind.buttons[2])
    assert not dialog.first.isVisible()
    assert not dialog.digits.isEnabled()
    race.choose(dialog.run, 1)
    race.click(dialog.problem.buttons[0])
    assert dialog.text.toPlainText().splitlines()[-2].split("\t") == ["parameter", "before", "g", "step", "after"]
    assert dialog.text.toPlainText().splitlines()[-1].split("\t")[:2] == ["w", "5.0000"]


@pytest.mark.parametrize("suffix", SUFFIXES.values())
def test_real_files(race, dialog, tmp_path, monkeypatch, suffix):
    """The ending decides about the format."""
    asked, path = [], tmp_path / f"table{suffix}"
    saving(monkeypatch, path, asked)
    race.click(dialog.save_button)
    form = {v: k for k, v in SUFFIXES.items()}[suffix]
    history = race.session.shown
    wanted = (
        "".join(tensorflow_text(history, "descent", 0))
        if form == "tensorflow"
        else core(steps_table(history, "descent", 0), form)
    )
    assert path.read_text(encoding="utf-8") == wanted
    assert dialog.said.text() == f"Wrote {path}"
    assert asked[0].endswith("steps.tsv")
    assert asked[1].count(";;") == 4
    assert race.window.settings.folder == tmp_path
    assert [p.name for p in tmp_path.glob("*table*")] == [path.name]


def test_a_file_that_cannot_be_written_is_said(race, dialog, tmp_path, monkeypatch):
    saving(monkeypatch, tmp_path / "no" / "table.csv")
    race.click(dialog.save_button)
    assert dialog.said.text().endswith("was not written: the folder does not exist.")


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_long_export_can_be_stopped(race, dialog, tmp_path, monkeypatch, suffix):
    """And leaves the file that was there as it was."""
    dialog.close()
    race.session.load(Experiment(problem="descent", runs=(Run(1e-6),), updates=50_000))
    race.settle()
    monkeypatch.setattr(progress_dialog, "WAIT_MS", 0)
    path = tmp_path / f"long{suffix}"
    path.write_text("before", encoding="utf-8")
    saving(monkeypatch, path)
    race.actions["export-table"].trigger()
    long = next(d for d in race.window.findChildren(TableDialog) if d.isVisible())
    assert long.said.text().startswith("50\u202f000 rows, about ")
    seen = []

    def stop():
        bar = long.findChild(QProgressDialog)
        if bar is not None and bar.isVisible() and bar.value() > 0:
            seen.append(bar.value() / bar.maximum())
            bar.cancel()
        elif not seen:
            QTimer.singleShot(5, stop)

    QTimer.singleShot(0, stop)
    race.click(long.save_button)
    assert 0 < seen[0] < 0.9
    assert long.said.text() == f"Stopped: {path} was not written."
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.glob("*.tmp")) == []
    long.close()


# HTML


@pytest.mark.parametrize("kind", ["runs", "steps"])
def test_a_table_for_a_spreadsheet_is_html_too(race, kind):
    """Word processors see the table; Calc and Excel find the exact numbers whatever their decimal mark."""
    race.menu("View", "Steps").trigger()
    race.settle()
    choose(race, race.window.tables.menus[kind], TEXTS["tsv"])
    data = QGuiApplication.clipboard().mimeData()
    document = QTextDocument()
    document.setHtml(data.html())
    head, *lines = [line.split("\t") for line in data.text().splitlines()]
    table = document.rootFrame().childFrames()[0]
    assert (table.rows(), table.columns()) == (len(lines) + 1, len(head))
    said = [table.cellAt(0, i).firstCursorPosition().block().text() for i in range(len(head))]
    assert said == head
    exact = re.findall('sdval="([^"]*)" sdnum="1033;" x:num="([^"]*)"', data.html())
    assert [first for first, _ in exact] == [second for _, second in exact]
    numbers = [cell for line in lines for cell in line if re.match(r"-?[0-9]", cell)]
    assert [first for first, _ in exact] == numbers


@pytest.mark.parametrize("form", ["csv", "md", "latex"])
def test_other_formats_are_text_alone(race, form):
    choose(race, race.window.tables.menus["runs"], TEXTS[form])
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


# CSV for spreadsheets


@pytest.mark.parametrize(("style", "separator", "mark"), [("point", ",", "."), ("comma", ";", ",")])
def test_csv_for_spreadsheets_is_a_choice_that_is_remembered(
    race, dialog, style, separator, mark, tmp_path, monkeypatch
):
    dialog.form.chosen.emit("csv")
    assert dialog.csv.isVisible()
    plain = dialog.text.toPlainText().splitlines()
    dialog.csv.chosen.emit(style)
    dialog.kind.chosen.emit("steps")
    saving(monkeypatch, tmp_path / "t.csv")
    dialog.save_button.click()
    head, first, *_ = (tmp_path / "t.csv").read_bytes().decode().splitlines()
    assert head.startswith("\ufeffstep".replace("step", heading("step")))
    assert first.split(separator)[1] == "0.3".replace(".", mark)
    assert plain[0] != head
    dialog.close()
    race.menu("File", "Export table…").trigger()
    again = race.window.findChildren(TableDialog)[-1]
    assert again.chosen.style == CSV_STYLES[style]
    again.form.chosen.emit("md")
    assert not again.csv.isVisible()
    again.close()
