"""Experiment files in the window: opened, saved, dropped, asked about, and recovered after a crash."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from lrgui import __main__, app
from lrgui.core.files.document import Document, open_file, save_file, write
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lesson, lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.scene import Scene
from lrgui.export.animation.animation import write_animation
from lrgui.export.animation.frame_times import Film
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import FORMATS
from lrgui.ui.documents.notes_dialog import NotesDialog
from lrgui.ui.figures.figure_choices import FigureChoices, remember
from tests.sampling import combinations

ROOT = Path(__file__).parents[3]
MINE = Experiment(epochs=5, runs=(Run(0.7), Run(0.05, colour=COLOURS[1])))


class Dialogs:
    """What the dialogs for files would be answered, and what boxes ask."""

    def __init__(self, user) -> None:
        self.user = user
        self.name = ""
        self.asked: list[str] = []

    def name_given(self, _parent, _title, start, *_filters):
        self.asked.append(start)
        return self.name, ""

    @property
    def box(self) -> QMessageBox:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QMessageBox)
        return found

    def wait(self) -> str:
        """What the box says that is there, or will be."""
        self.user.wait(lambda: QApplication.activeModalWidget() is not None)
        return self.box.text()

    def answer(self, text: str) -> None:
        """Clicks a button of the box."""
        button = next(b for b in self.box.buttons() if b.text().replace("&", "") == text)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer_soon(self, text: str) -> None:
        """Answers a box that keeps its caller waiting."""
        timer = QTimer(self.user.window)

        def look() -> None:
            if not self.none:
                timer.stop()
                timer.deleteLater()
                self.answer(text)

        timer.timeout.connect(look)
        timer.start(10)

    def escape(self) -> None:
        QTest.keyClick(self.box, Qt.Key.Key_Escape)

    @property
    def none(self) -> bool:
        return QApplication.activeModalWidget() is None


@pytest.fixture
def dialogs(user, monkeypatch) -> Dialogs:
    made = Dialogs(user)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", made.name_given)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.name_given)
    return made


@pytest.fixture
def mine(tmp_path) -> Path:
    path = tmp_path / "mine.lrgui"
    save_file(path, Document(MINE, View(position=17, selected=1)))
    return path


def open_with_keys(user, dialogs, path: Path) -> None:
    dialogs.name = str(path)
    user.key("Ctrl+O")
    user.settle()


def edit(user, rate: str = "0.3") -> None:
    user.enter(user.run_box.rate, rate)
    user.settle()


def title(user) -> str:
    window = user.window
    return window.windowTitle().replace("[*]", "*" if window.isWindowModified() else "")


# Saving and opening


def test_save_asks_for_a_name_once(user, dialogs, tmp_path):
    edit(user)
    dialogs.name = str(tmp_path / "race")
    user.key("Ctrl+S")
    assert open_file(tmp_path / "race.lrgui").experiment == user.session.experiment
    assert title(user) == "race.lrgui — lrgui"
    edit(user, "0.4")
    assert title(user) == "race.lrgui* — lrgui"
    user.key("Ctrl+S")
    assert title(user) == "race.lrgui — lrgui"
    assert open_file(tmp_path / "race.lrgui").experiment.runs[0].learning_rate == 0.4
    assert len(dialogs.asked) == 1


def test_what_is_typed_and_not_entered_is_saved_too(user, dialogs, tmp_path):
    dialogs.name = str(tmp_path / "a.lrgui")
    user.enter(user.run_box.rate, "0.45", end="")
    user.key("Ctrl+S")
    assert open_file(tmp_path / "a.lrgui").experiment.runs[0].learning_rate == 0.45


def test_save_as_goes_on_with_the_new_file(user, dialogs, mine, tmp_path):
    open_with_keys(user, dialogs, mine)
    edit(user)
    dialogs.name = str(tmp_path / "other.lrgui")
    user.key("Ctrl+Shift+S")
    assert dialogs.asked[-1] == str(mine)
    assert user.window.documents.path == tmp_path / "other.lrgui"
    assert open_file(mine).experiment == MINE


def test_a_name_that_gets_its_ending_never_overwrites_unasked(user, dialogs, mine, tmp_path):
    before = mine.read_bytes()
    edit(user)
    dialogs.name = str(tmp_path / "mine")
    for answer, saved in (("Cancel", False), ("Replace", True)):
        dialogs.answer_soon(answer)
        user.actions["save"].trigger()
        assert (mine.read_bytes() != before) == saved
        assert user.window.documents.modified != saved


def test_a_file_that_somebody_else_has_changed_is_asked_about(user, dialogs, mine, monkeypatch):
    open_with_keys(user, dialogs, mine)
    edit(user)
    user.key("Ctrl+S")  # nobody else: no question
    assert not user.window.documents.modified
    theirs = mine.read_bytes().replace(b'"notes": "', b'"notes": "theirs')
    focused = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: focused.append(box.defaultButton().text()))
    for rate in ("0.41", "0.42"):
        edit(user, rate)
        mine.write_bytes(theirs)
        user.key("Ctrl+S")
        assert (mine.read_bytes(), user.window.documents.modified) == (theirs, True)
    assert focused == ["Cancel", "Cancel"]
    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda box: next(b for b in box.buttons() if b.text() == "Overwrite")
    )
    user.key("Ctrl+S")
    assert open_file(mine).experiment == user.session.experiment
    user.key("Ctrl+Z")
    user.key("Ctrl+S")
    assert len(focused) == 3, "its own saving is nobody else's"
    edit(user, "0.43")
    mine.unlink()
    user.key("Ctrl+S")
    assert mine.exists(), "what is gone cannot be lost"
    assert len(focused) == 3


def test_a_cancelled_dialog_does_nothing(user, dialogs):
    edit(user)
    experiment = user.session.experiment
    for keys in ("Ctrl+S", "Ctrl+Shift+S", "Ctrl+O"):
        user.key(keys)
    assert user.session.experiment == experiment
    assert user.window.documents.modified
    assert dialogs.none


def plots_of(window):
    """The plots whose zoom is kept, by their names in a view."""
    plots = {name: chart.plot for name, chart in window.curves.charts.items()}
    return plots | {name: window.docks[name].panel.plot for name in ("descent", "boundary", "weights")}


def test_everything_in_the_view_comes_back_in_a_new_window(user, dialogs, open_window, tmp_path, qtbot):
    window = user.window
    user.session.load(replace(MINE, problem="both", epochs=20))
    user.settle()
    user.click(user.panel("curves").buttons["accuracy"])
    user.click(user.panel("curves").log)
    user.click(user.panel("curves").iterations)
    user.click(user.panel("curves").future)
    user.session.select(1)
    user.session.seek(123)
    window.panel_layout.want("runs", False)
    user.settle()
    plots = plots_of(window)
    plots["descent"].look_at((-2.0, 1.0), (0.1, 5.0))
    plots["loss"].look_at((100.0, 300.0), (0.2, 0.4))
    window.panel_layout.maximise("curves")
    window.documents.set_notes("two runs\n两次")
    user.session.set_view(figure_language="zh_CN")
    user.settle()
    saved = window.documents.document()
    dialogs.name = str(tmp_path / "all.lrgui")
    user.key("Ctrl+S")
    picture = plots["loss"].view

    remember(window.settings, FigureChoices())
    window.settings.set("curves", "")
    window.close()
    other = open_window(1440, 900)
    hand = type(user)(other, qtbot)
    other.panel_layout.maximise("descent")
    other.files.open(tmp_path / "all.lrgui")
    hand.settle()
    assert other.documents.document() == saved
    assert saved.view.figure_language == "zh_CN"
    assert saved.view.zoom.keys() == {"descent", "loss"}
    assert saved.view.charts == {"both": ("descent-loss", "loss", "accuracy")}
    assert hand.session.position == 123
    assert other.docks["curves"].isVisible()
    assert not other.docks["descent"].isVisible()
    again = plots_of(other)["loss"].view
    assert (*again.x, *again.y) == pytest.approx((*picture.x, *picture.y))
    other.panel_layout.maximise("curves")  # the others, too, when they can be seen
    hand.settle()
    assert not other.docks["runs"].isVisible()
    assert plots_of(other)["descent"].view.x_limits == pytest.approx((-2.0, 1.0))
    assert plots_of(other)["descent"].away
    edited = other.documents.document()
    assert edited.view == replace(saved.view, maximised=None)


def test_another_experiment_has_plots_of_its_own(user, dialogs, mine):
    plots_of(user.window)["loss"].look_at((1.0, 2.0), (0.2, 0.4))
    open_with_keys(user, dialogs, mine)
    assert not any(plot.away for plot in plots_of(user.window).values())


def test_open_shows_experiment_and_playhead_and_is_not_modified(user, dialogs, mine):
    open_with_keys(user, dialogs, mine)
    assert user.session.shown_experiment == MINE
    assert user.session.position == 17
    assert user.panel("runs").table.currentIndex().row() == 1
    assert title(user) == "mine.lrgui — lrgui"
    assert dialogs.none


def test_undo_after_open_brings_the_own_experiment_back_under_its_own_name(user, dialogs, mine):
    edit(user)
    own = user.session.experiment
    dialogs.name = str(mine)
    user.key("Ctrl+O")
    dialogs.answer("Don't save")
    user.settle()
    assert user.session.experiment == MINE
    user.actions["undo"].trigger()
    user.settle()
    assert user.session.experiment == own
    assert title(user) == "lrgui"
    user.actions["redo"].trigger()
    user.settle()
    assert title(user) == "mine.lrgui — lrgui"


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_a_file_that_cannot_be_opened_is_said_and_changes_nothing(user, dialogs, tmp_path, code):
    edit(user)
    user.session.seek(9)
    user.window.use_language(code)
    before = user.window.documents.document()
    bad = tmp_path / "bad <b>.lrgui"
    for content, said in (
        (b'{"format": "lrgui experiment", "version": 99}', "99"),
        (b'{"format": "lrgui experiment", "version": 1, "experiment": {"runs": [{"learning_rate": -1}]}}', "runs[0]"),
        (b"{", "JSON"),
        (None, "没有" if code == "zh_CN" else "no such file"),
    ):
        bad.unlink() if content is None else bad.write_bytes(content)
        open_with_keys(user, dialogs, bad)
        text = dialogs.wait()
        assert said in text
        assert "bad <b>.lrgui" in text
        assert "\n" not in text
        dialogs.escape()
        user.settle()
        assert user.window.documents.document() == before
    user.key("Ctrl+Z")
    assert not user.session.can_undo


def test_a_file_that_cannot_be_saved_is_said_and_stays_modified(user, dialogs, mine, tmp_path, monkeypatch):
    open_with_keys(user, dialogs, mine)
    edit(user)
    dialogs.name = str(tmp_path / "none" / "a.lrgui")
    user.key("Ctrl+Shift+S")
    assert "a.lrgui" in dialogs.wait()
    dialogs.answer("Close")
    assert title(user) == "mine.lrgui* — lrgui"
    assert open_file(mine).experiment == MINE


# What is asked


@pytest.mark.parametrize(("what", "answer"), combinations(["close", "new", "open", "lesson"], ["Save", "Don't save"]))
def test_unsaved_changes_are_asked_about(user, dialogs, mine, tmp_path, what, answer):
    open_with_keys(user, dialogs, mine)
    edit(user, "0.31")
    edited = user.session.experiment
    save_file(tmp_path / "next.lrgui", Document(Experiment(epochs=3)))
    dialogs.name = str(tmp_path / "next.lrgui")

    def leave() -> None:
        if what == "lesson":
            user.menu("Lesson", lessons()[0].title["en"]).trigger()
        else:
            user.key({"close": "Ctrl+Q", "new": "Ctrl+Shift+N", "open": "Ctrl+O"}[what])
        assert "mine.lrgui" in dialogs.wait()

    for stay in (dialogs.escape, lambda: dialogs.answer("Cancel")):
        leave()
        stay()
        assert dialogs.none
        assert user.window.isVisible()
        assert user.session.experiment == edited
        assert open_file(mine).experiment == MINE
        assert title(user) == "mine.lrgui* — lrgui"
        assert user.window.controls.lesson_box.combo.currentIndex() == -1
    leave()
    assert user.session.experiment == edited
    dialogs.answer(answer)
    assert dialogs.none
    assert open_file(mine).experiment == (MINE if answer == "Don't save" else edited)
    if what == "close":
        assert not user.window.isVisible()
    else:
        wanted = {"new": Experiment(), "open": Experiment(epochs=3), "lesson": lessons()[0].experiment}[what]
        assert user.session.experiment == wanted
        assert not user.window.documents.modified


def test_a_lesson_that_is_not_opened_after_all_is_not_shown(user, dialogs, mine):
    open_with_keys(user, dialogs, mine)
    edit(user)
    combo = user.window.controls.lesson_box.combo
    user.choose(combo, 0)
    dialogs.wait()
    assert combo.currentIndex() == -1
    dialogs.escape()
    assert combo.currentIndex() == -1
    user.session.undo()
    user.settle()
    user.choose(combo, 1)
    assert dialogs.none
    assert combo.currentIndex() == 1


def test_saving_at_the_end_may_still_be_cancelled(user, dialogs, tmp_path):
    edit(user)
    user.key("Ctrl+Q")
    dialogs.answer("Save")
    assert user.window.isVisible()
    dialogs.name = str(tmp_path / "a.lrgui")
    user.key("Ctrl+Q")
    QTest.keyClick(dialogs.box, Qt.Key.Key_Return)
    assert not user.window.isVisible()
    assert open_file(tmp_path / "a.lrgui").experiment == user.session.experiment


def test_nothing_is_asked_where_nothing_would_be_lost(user, dialogs, mine):
    user.window.lessons.open("eta-1")
    user.key("Ctrl+Shift+N")
    assert user.session.experiment == Experiment()
    assert user.session.lesson is None
    open_with_keys(user, dialogs, mine)
    user.session.seek(3)
    user.window.panel_layout.want("runs", False)
    assert title(user) == "mine.lrgui — lrgui"
    user.key("Ctrl+Q")
    assert not user.window.isVisible()
    assert dialogs.none


def test_a_second_wish_to_close_is_one_question(user, dialogs):
    edit(user)
    user.window.close()
    user.window.close()
    dialogs.answer("Cancel")
    assert dialogs.none


# Dropping


def drag(widget: QWidget, kind: type, paths: list[Path], urls: tuple[str, ...] = ()) -> bool:
    """One event of a drag over the middle of a widget, given to whom Qt would give it; whether it was taken."""
    target, at = widget, widget.rect().center()
    while not target.acceptDrops():
        assert not target.isWindow(), "nobody takes drops"
        at = target.mapToParent(at)
        target = target.parentWidget()
    data = QMimeData()
    data.setUrls([*(QUrl.fromLocalFile(str(path)) for path in paths), *map(QUrl, urls)])
    # Until Qt 6.12 the other two knew nothing between pixels.
    place = at if kind is not QDropEvent and QLibraryInfo.version() < QVersionNumber(6, 12) else QPointF(at)
    event = kind(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def drop(user, widget: QWidget, *paths: Path) -> None:
    assert drag(widget, QDragEnterEvent, list(paths))
    assert drag(widget, QDragMoveEvent, list(paths))
    assert user.window.drops._note.isVisible()
    assert drag(widget, QDropEvent, list(paths))
    assert not user.window.drops._note.isVisible()
    QTest.qWait(0)
    user.settle()


def test_a_file_is_dropped_anywhere(user, mine, tmp_path):
    window = user.window
    places = [plot.viewport() for plot in plots_of(window).values() if plot.isVisible()]
    places += [user.run_box.rate, user.panel("runs").table.viewport(), window.strip, window.menuBar(), window]
    user.click(window.docks["descent"].header.float_button)
    other = tmp_path / "other.lrgui"
    save_file(other, Document(Experiment(epochs=3)))
    for i, place in enumerate(places):
        path = (mine, other)[i % 2]
        drop(user, place, path)
        assert window.documents.path == path


def test_what_is_no_file_of_ours_is_not_taken(user, tmp_path):
    assert not drag(user.window, QDragEnterEvent, [tmp_path / "a.mp4"])
    assert not drag(user.window, QDragEnterEvent, [], ("https://example.org/a.png",))
    assert not user.window.drops._note.isVisible()
    assert drag(user.window, QDragEnterEvent, [tmp_path / "a.PNG"])
    assert user.window.drops._note.text() == "Drop to open"
    QApplication.sendEvent(user.window, QDragLeaveEvent())
    assert not user.window.drops._note.isVisible()


def test_a_url_of_this_computer_is_a_file(user, mine):
    assert drag(user.window, QDragEnterEvent, [], (f"file://localhost{mine}",))
    assert drag(user.window, QDropEvent, [], (f"file://localhost{mine}",))
    QTest.qWait(0)
    user.settle()
    assert user.window.documents.path == mine


def test_of_several_files_the_first_that_opens(user, mine, tmp_path):
    bad = tmp_path / "bad.lrgui"
    bad.write_bytes(b"")
    drop(user, user.window, bad, mine, tmp_path / "none.lrgui")
    assert user.window.documents.path == mine
    assert "of 3 files this is “mine.lrgui”" in user.window.statusBar().currentMessage()


def test_files_of_which_none_opens(user, dialogs, tmp_path):
    drop(user, user.window, tmp_path / "a.lrgui", tmp_path / "b.lrgui")
    assert "a.lrgui" in dialogs.wait()
    dialogs.escape()


def test_a_dropped_file_asks_about_unsaved_changes(user, dialogs, mine):
    edit(user)
    drop(user, user.window, mine)
    dialogs.answer("Don't save")
    assert user.session.experiment == MINE


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> dict[str, Path]:
    """A figure in every format and an animation, which carry an experiment."""
    folder = tmp_path_factory.mktemp("figures")
    scene = Scene(MINE, History(MINE).complete(), 5)
    figure = Figure(["descent"], FigureOptions.preset("half"), View(), scene)
    inside = write(Document(MINE, View(position=5), "& <notes>"))
    for ending, made in FORMATS.items():
        (folder / f"figure{ending}").write_bytes(made(figure, inside))
    list(write_animation(str(folder / "figure.gif"), figure, scene.at, Film(MINE.length, count=2), inside))
    figure.close()
    return {ending: folder / f"figure{ending}" for ending in (*FORMATS, ".gif")}


def test_a_figure_brings_its_experiment_back_and_is_not_overwritten(user, dialogs, figures, tmp_path):
    for ending, path in figures.items():
        before = path.read_bytes()
        drop(user, user.window, path)
        assert user.session.shown_experiment == MINE
        assert user.session.position == 5
        assert user.window.documents.notes == "& <notes>"
        assert not user.window.documents.modified
        edit(user)
        dialogs.name = str(tmp_path / f"from figure{ending}.lrgui")
        user.key("Ctrl+S")
        assert open_file(dialogs.name).experiment == user.session.experiment
        assert path.read_bytes() == before


def test_a_lesson_file_opens(user):
    drop(user, user.window, ROOT / "resources" / "lessons" / "around-one.json")
    user.settle()
    assert user.session.place.lesson.title == lesson("around-one").title
    assert user.session.view.concealed


# Files used lately


def recent(user) -> list[str]:
    menu = user.window.menus.recent
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose_recent(user, index: int) -> None:
    recent(user)
    user.window.menus.recent.actions()[index].trigger()
    user.settle()


def test_files_used_lately(user, dialogs, mine, tmp_path):
    assert not user.window.menus.recent.menuAction().isEnabled()
    open_with_keys(user, dialogs, mine)
    other = tmp_path / "a & b.lrgui"
    dialogs.name = str(other)
    user.key("Ctrl+Shift+S")
    lines = recent(user)
    assert [line[:4] for line in lines[:2]] == ["&1  ", "&2  "]
    assert "a && b.lrgui" in lines[0]
    assert "mine.lrgui" in lines[1]
    choose_recent(user, 1)
    assert user.window.documents.path == mine
    other.unlink()
    choose_recent(user, 1)
    assert "a & b.lrgui" in dialogs.wait()
    dialogs.escape()
    assert len(recent(user)) == 2
    assert recent(user)[-1] == "Clear the list"
    user.window.menus.recent.actions()[-1].trigger()
    assert not user.window.menus.recent.menuAction().isEnabled()


# Titles


def test_titles(user, dialogs, mine):
    assert title(user) == "lrgui"
    user.window.lessons.open("eta-1")
    user.settle()
    name = lesson("eta-1").title["en"]
    assert title(user) == f"{name} — lrgui"
    edit(user)
    assert title(user) == f"{name}* — lrgui"
    odd = mine.with_name("odd [*].lrgui")
    dialogs.name = str(odd)
    user.key("Ctrl+S")
    assert user.window.windowTitle() == "odd [*][*].lrgui[*] — lrgui"


# Notes


def test_notes(user, dialogs, tmp_path):
    user.key("Ctrl+M")
    editor = QApplication.activeModalWidget()
    assert isinstance(editor, NotesDialog)
    QTest.keyClicks(editor.editor, "Why?")
    assert user.window.documents.notes == "Why?"
    QTest.keyClick(editor.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert user.window.documents.notes == ""
    QTest.keyClick(editor.editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor.editor, Qt.Key.Key_Escape)
    assert dialogs.none
    assert user.window.documents.modified
    user.key("Ctrl+Q")
    dialogs.answer("Cancel")
    dialogs.name = str(tmp_path / "a.lrgui")
    user.key("Ctrl+S")
    assert open_file(tmp_path / "a.lrgui").notes == "Why?"


def test_notes_have_an_end(user):
    full = "\n".join(map(str, range(30_000)))[:99_990]  # in lines: one alone is laid out for seconds
    user.window.documents.set_notes(full)
    user.key("Ctrl+M")
    editor = QApplication.activeModalWidget()
    assert isinstance(editor, NotesDialog)
    cursor = editor.editor.textCursor()
    cursor.setPosition(5)
    editor.editor.setTextCursor(cursor)
    editor.editor.insertPlainText("😀" + "x" * 50)
    wanted = full[:5] + "😀" + "x" * 9 + full[5:]
    assert user.window.documents.notes == editor.editor.toPlainText() == wanted
    assert editor.full.isVisible()
    editor.editor.undo()
    assert user.window.documents.notes == editor.editor.toPlainText()
    assert isinstance(editor, QDialog)
    editor.close()


# The command line


@pytest.fixture
def started(monkeypatch):
    words: list[str | None] = []
    monkeypatch.setattr("lrgui.preflight.display_problem", lambda: None)
    monkeypatch.setattr("lrgui.__main__.postpone_collection", lambda: None)  # nobody would resume it here
    monkeypatch.setattr("lrgui.app.run_window", lambda file, talk=(): words.append(file) or 0)
    return words


def test_a_file_on_the_command_line(started, tmp_path, capsys, mine):
    odd = tmp_path / "a.txt"
    odd.write_text("")
    words = [str(mine), "nothere.lrgui", "a.SVG", "b.png", "c.pdf", str(odd), mine.as_uri()]
    for word in words:
        assert __main__.main([word]) == 0
    assert started == words
    assert capsys.readouterr() == ("", "")
    assert __main__.main(["a.lrgui", "b.lrgui"]) == 2
    assert capsys.readouterr().err == "lrgui: a.lrgui b.lrgui: only one file can be opened at a time\n"
    assert __main__.main(["walk"]) == 2
    assert "there is no such command" in capsys.readouterr().err


def test_a_file_from_the_command_line_is_opened_or_said(user, dialogs, mine):
    app._begin(user.window, mine.as_uri())
    assert user.window.documents.path == mine
    app._begin(user.window, "nothere.lrgui")
    assert "nothere.lrgui" in dialogs.wait()
    dialogs.escape()


def test_a_recent_file_that_cannot_be_asked_for_stays_on_the_list(user, dialogs, monkeypatch, mine, tmp_path):
    """Its folder may not be entered now, or its name is longer than names can be here."""
    documents = user.window.documents
    documents.open(mine)
    stat = Path.stat

    def refused(path, **how):
        if path == mine:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", refused)
    user.window.files.open_recent(mine)
    assert dialogs.wait() == "“mine.lrgui” cannot be opened: it may not be read."
    dialogs.escape()
    assert documents.recent == (mine,)
    user.window.files.open_recent(tmp_path / ("x" * 300 + ".lrgui"))
    assert "cannot be opened" in dialogs.wait()
    dialogs.escape()


# Recovery

DYING = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from lrgui.app import make_window

app = QApplication([])
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
store.setValue("language", "en")
window = make_window(store, Path(sys.argv[2]))
window.show()
window.files.open(Path(sys.argv[3]))
window.session.edit_run(learning_rate=0.625)
window.session.seek(7)
sys.exit(app.exec())
"""


def test_a_killed_window_loses_nothing(user, open_window, qtbot, dialogs, mine, tmp_path):
    copies = tmp_path / "copies"
    dying = subprocess.Popen([sys.executable, "-c", DYING, tmp_path / "s.ini", copies, mine], cwd=ROOT)
    try:
        user.wait(lambda: list(copies.glob("*.recovery")))
        window = open_window(copies=copies)
        window.files.recovering.offer()
        assert dialogs.none  # it still runs
    finally:
        os.kill(dying.pid, signal.SIGKILL)
        dying.wait()
    hand = type(user)(window, qtbot)
    window.files.recovering.offer()
    assert dialogs.wait() == "lrgui ended unexpectedly. Recover “mine.lrgui”?"
    dialogs.escape()
    window.files.recovering.offer()  # asked again, as at the next start
    dialogs.wait()
    dialogs.answer("Recover")
    hand.settle()
    assert window.session.experiment.runs[1].learning_rate == 0.625
    assert title(hand) == "mine.lrgui* — lrgui"
    assert open_file(mine).experiment == MINE
    hand.actions["save"].trigger()
    assert open_file(mine).experiment.runs[1].learning_rate == 0.625
    assert list(copies.iterdir()) == []
    window.files.recovering.offer()
    assert dialogs.none


def test_what_is_discarded_is_gone(open_window, qtbot, user, dialogs, tmp_path):
    copies = tmp_path / "copies"
    copies.mkdir()
    for i in range(2):
        (copies / f"{i}.recovery").write_bytes(b"null\n" + write(Document(Experiment(epochs=3 + i))))
        os.utime(copies / f"{i}.recovery", (i, i))
    window = open_window(copies=copies)
    window.files.recovering.offer()
    assert "the experiment that was open" in dialogs.wait()
    dialogs.answer("Discard")
    dialogs.wait()
    dialogs.answer("Recover")
    assert window.session.experiment.epochs == 3
    window.documents.forget_changes()
    assert list(copies.iterdir()) == []


def test_the_store_of_the_settings_remembers_the_files(window, open_window, mine):
    window.files.open(mine)
    window.close()
    again = open_window()
    assert again.documents.recent == (mine,)
    assert again.documents.folder == mine.parent


def test_nothing_floats_over_a_window_that_is_smaller(user, mine):
    user.window.resize(1280, 720)
    user.look()
    assert drag(user.window, QDragEnterEvent, [mine])
    note = user.window.drops._note
    assert user.window.rect().contains(note.geometry())
    assert note.geometry().center().x() == pytest.approx(user.window.rect().center().x(), abs=2)
    QApplication.sendEvent(user.window, QDragLeaveEvent())
    assert QPoint(8, 8) == note.pos()
