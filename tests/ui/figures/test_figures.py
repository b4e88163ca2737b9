"""Figures from the window: the dialog, its files, the clipboard and what is dragged into other programs."""

import errno
import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QDrag, QEnterEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QWidget,
)

from lrgui.cli.main import main
from lrgui.colours.themes import THEMES
from lrgui.core.files.document import Document, open_file
from lrgui.core.files.figure_options import PRESETS, FigureOptions
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing import weights
from lrgui.drawing.scene import Scene
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import svg
from lrgui.session.settings import Settings
from lrgui.ui import theme
from lrgui.ui.figures import drawing_bar
from lrgui.ui.figures.export_dialog import PictureDialog
from lrgui.ui.figures.figure_choices import FigureChoices, remembered
from lrgui.ui.figures.figure_dialog import FigureDialog
from lrgui.ui.widgets.progress_dialog import Stopped

KEY = "figure/choices"


@pytest.fixture
def dialog(user):
    """Opened by its key, and painted."""
    user.key("Ctrl+E")
    return opened(user)


@pytest.fixture
def answer(monkeypatch):
    """What the file dialog will say; it notes what it was asked."""

    class Answer:
        path, kind, asked = "", "", []

    def ask(*arguments):
        Answer.asked.append(arguments)
        return str(Answer.path), Answer.kind

    Answer.asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return Answer


def opened(user) -> FigureDialog:
    (found,) = [d for d in user.window.findChildren(FigureDialog) if d.isVisible()]
    user.wait(lambda: found.preview.pages)
    return found


def painted(user, dialog) -> None:
    user.wait(lambda: not dialog.pending)


def check(user, dialog, *panels) -> None:
    """Exactly these panels."""
    for name, box in dialog.form.panels.items():
        if box.isChecked() != (name in panels):
            user.click(box, QPoint(8, box.height() // 2))
    painted(user, dialog)


def preset(user, dialog, name: str) -> None:
    codes = [*PRESETS, "own"]
    user.choose(dialog.form.preset, codes.index(name))
    painted(user, dialog)


def export(user, dialog, answer, path, kind: str = "") -> None:
    answer.path, answer.kind = path, kind
    user.click(dialog.export)


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return text


# The dialog


@pytest.mark.parametrize(
    ("panels", "options"),
    [
        (("descent",), FigureOptions.preset("a4-column", title="學習率", caption=True, language="zh_CN")),
        (("rate", "descent"), FigureOptions.preset("half", 2, grey=True, legend=False, as_text=True, text=8.5)),
        (("descent-loss",), FigureOptions(width=84, height=61.5, text=7, line=0.7, dpi=200, transparent=True)),
    ],
)
def test_it_begins_with_how_the_figure_was_made_that_was_opened(user, answer, tmp_path, panels, options):
    document = Document(Experiment("descent"), View(position=7))
    figure = Figure(panels, options, document.view, Scene.of(History(document.experiment).complete(), document.view))
    (tmp_path / "old.svg").write_bytes(svg(figure, figure.file(document)))
    figure.close()
    before = user.window.exporting.source.choices
    user.window.documents.open(tmp_path / "old.svg")
    user.settle()
    user.key("Ctrl+E")
    dialog = opened(user)
    assert dialog.form.options() == options
    assert {name for name, box in dialog.form.panels.items() if box.isChecked()} == set(panels)
    user.enter(dialog.form.fields["width"], "120")
    export(user, dialog, answer, tmp_path / "new.svg")
    made = open_file(tmp_path / "new.svg").figure
    assert (made.options.width, made.options.title, made.options.grey) == (120, options.title, options.grey)
    user.key("Ctrl+E")
    assert opened(user).form.options() == made.options, "its title, too"
    opened(user).reject()
    user.key("Ctrl+Z")
    user.settle()
    assert user.window.exporting.source.choices.title == before.title, "what was open before has none of it"


def test_a_small_figure_of_many_pixels_is_made_as_it_was_and_what_cannot_be_is_not_remembered(user, tmp_path):
    document = Document(Experiment("descent", updates=5))
    options = FigureOptions(width=40, height=30, text=6, line=0.5, dpi=1600)
    figure = Figure(("descent",), options, document.view, Scene.of(History(document.experiment).complete(), View()))
    (tmp_path / "small.svg").write_bytes(svg(figure, figure.file(document)))
    figure.close()
    user.window.documents.open(tmp_path / "small.svg")
    user.settle()
    assert user.window.exporting.source.choices.options("en", 1) == options
    user.key("Ctrl+E")
    dialog = opened(user)
    user.enter(dialog.form.fields["width"], "400")
    user.enter(dialog.form.fields["height"], "300")
    assert "at most 200 million" in dialog.problem
    user.click(dialog.close_button)
    assert user.window.exporting.source.choices.options("en", 1) == replace(options, width=400)


def test_the_key_opens_it_with_what_the_window_shows(dialog):
    assert dialog.form.choices.panels == ("descent", "boundary", "descent-loss", "loss")
    charts = ["descent-loss", "loss", "accuracy", "rate"]
    assert list(dialog.form.panels) == ["descent", "boundary", "weights", *charts, "runs"]
    assert dialog.isModal()
    assert len(dialog.preview.pages) == 1
    place = dialog.preview.pages[0]
    assert place.width() / place.height() == pytest.approx(16 / 9, rel=0.01)
    assert dialog.info.text().startswith("338.7 × 190.5 mm · 1920 × 1080 pixels · text ")


def test_a_panel_has_a_button_for_itself(user):
    user.click(user.window.docks["curves"].header.export_button)
    assert opened(user).form.choices.panels == ("descent-loss", "loss")


def test_a_problem_offers_its_own_panels(user):
    user.session.load(Experiment(problem="descent"))
    user.settle()
    user.menu("File", "Export figure…").trigger()
    assert list(opened(user).form.panels) == ["descent", "descent-loss", "rate", "runs"]


def test_text_suits_the_size_until_one_is_typed(user, dialog):
    form = dialog.form
    check(user, dialog, "descent")
    assert form.fields["text"].text() == "20"
    check(user, dialog, "descent", "boundary", "loss", "rate", "accuracy", "runs")
    assert form.options().text < 20
    preset(user, dialog, "a4-column")
    check(user, dialog, "descent")
    assert form.fields["text"].text() == "8"
    user.enter(form.fields["text"], "9.5")
    check(user, dialog, "descent", "boundary", "loss", "rate")
    assert form.options().text == 9.5
    preset(user, dialog, "beamer")  # what was typed belonged to the page before
    assert form.options().text == 7.5
    painted(user, dialog)
    assert dialog.info.text() == "160 × 90 mm · 1890 × 1063 pixels · text 7.5 pt"


def test_a_whole_slide_is_filled_and_any_other_where_it_is_wanted(user, dialog):
    box = dialog.form.flags["bleed"]
    assert not box.isChecked()
    preset(user, dialog, "beamer")
    assert box.isChecked()
    assert dialog.form.options().bleed
    user.click(box, QPoint(8, 8))
    assert not dialog.form.options().bleed
    preset(user, dialog, "1080p")
    user.click(box, QPoint(8, 8))
    options = dialog.form.options()
    assert (options.bleed, options.pixels) == (True, (1920, 1080))
    user.enter(dialog.form.fields["width"], "300")
    assert dialog.form.options().bleed, "its own size keeps it"


def test_an_own_size_in_any_unit(user, dialog):
    form = dialog.form
    check(user, dialog, "loss")
    user.click(form.unit.buttons[1])
    assert form.fields["width"].text() == "13.3333"
    user.enter(form.fields["width"], "5")
    assert form.preset.currentText() == "Own size"
    user.enter(form.fields["height"], "1/2 + 2")  # no number
    assert form.fields["height"].property("invalid")
    user.enter(form.fields["height"], "2.5")
    assert form.options().width == pytest.approx(127)
    assert form.options().height == pytest.approx(63.5)
    user.click(form.unit.buttons[2])
    assert form.fields["width"].text() == "720"
    user.enter(form.fields["width"], "1000")
    user.enter(form.fields["dpi"], "100")
    assert form.options().pixels == (1000, 360)  # pixels stay pixels: who counts in them has chosen their number
    assert form.fields["width"].text() == "1000"
    user.enter(form.fields["dpi"], "2000")
    painted(user, dialog)
    assert dialog.info.text() == "dpi = 2\u202f000: must be between 12.7 and 1\u202f270"


def test_what_is_wrong_is_said_and_nothing_is_lost(user, dialog, answer):
    form = dialog.form
    before = form.choices
    user.enter(form.fields["width"], "19")
    painted(user, dialog)
    assert form.fields["width"].property("invalid")
    assert dialog.info.text() == "Width = 19: must be between 20 and 2\u202f000"
    assert not dialog.export.isEnabled()
    assert not dialog.copy.isEnabled()
    assert form.choices.size == before.size
    assert form.fields["width"].text() == "19"
    user.enter(form.fields["width"], "wide")
    painted(user, dialog)
    assert "“wide” is not a number" in dialog.info.text()
    user.enter(form.fields["width"], "190")
    painted(user, dialog)
    assert dialog.export.isEnabled()
    user.enter(form.fields["dpi"], "1200")
    user.enter(form.fields["width"], "2000")
    painted(user, dialog)
    assert "million" in dialog.info.text()
    user.key("Escape", form.fields["width"])
    user.enter(form.fields["text"], "-1", end="")
    user.click(dialog.export)  # leaving the field says it
    painted(user, dialog)
    assert dialog.info.text().startswith("Text (pt) = −1: must be between")
    assert not answer.asked
    for name in ("0", "1e400", "nan", "0.001", "inf"):
        user.enter(form.fields["height"], name)
        assert form.fields["height"].property("invalid")


def test_no_panel_is_no_figure(user, dialog):
    check(user, dialog)
    assert dialog.info.text() == "Choose at least one panel."
    assert not dialog.export.isEnabled()
    assert not dialog.preview.pages
    check(user, dialog, "rate")
    assert dialog.export.isEnabled()


def test_the_preview_follows_what_is_played_and_computed(user, dialog):
    check(user, dialog, "loss")
    before = dialog.preview.grab().toImage()
    user.session.to_end()
    user.wait(lambda: dialog.preview.grab().toImage() != before)
    before = dialog.preview.grab().toImage()
    user.session.edit_run(learning_rate=0.05)
    user.settle()
    user.wait(lambda: not dialog.pending)
    assert dialog.preview.grab().toImage() != before


def test_transparent_shows_its_ground(user, dialog):
    corner = dialog.preview.pages[0].topLeft().toPoint() + QPoint(3, 3)
    white = dialog.preview.grab().toImage().pixelColor(corner)
    assert white.name() == "#ffffff"
    user.click(dialog.form.flags["transparent"], QPoint(8, 8))
    painted(user, dialog)
    assert dialog.preview.grab().toImage().pixelColor(corner).name() != "#ffffff"


def test_a_dark_figure_for_dark_slides(user, dialog):
    corner = dialog.preview.pages[0].topLeft().toPoint() + QPoint(3, 3)
    assert dialog.preview.grab().toImage().pixelColor(corner).name() == "#ffffff"
    user.choose(dialog.form.theme, 1)
    painted(user, dialog)
    assert dialog.preview.grab().toImage().pixelColor(corner).name() == THEMES["dark"].seen("paper")
    assert dialog.form.options().theme == "dark"
    assert theme.now() is THEMES["light"]  # the window stays what it was


def test_a_figure_is_light_though_the_window_is_dark(user, dialog):
    corner = dialog.preview.pages[0].topLeft().toPoint() + QPoint(3, 3)
    user.window.theme.use("dark")
    user.settle()
    assert user.panel("descent").plot.grab().toImage().pixelColor(2, 2).name() == THEMES["dark"].seen("paper")
    check(user, dialog, "loss")
    painted(user, dialog)
    assert dialog.preview.grab().toImage().pixelColor(corner).name() == "#ffffff"


def test_choices_are_remembered(user, dialog, store):
    form = dialog.form
    check(user, dialog, "loss", "runs")
    preset(user, dialog, "a4-full")
    user.enter(form.fields["line"], "1.7")
    for box in (form.titled, *form.flags.values()):
        user.click(box, QPoint(8, box.height() // 2))
    user.click(form.arrangement.buttons[1])
    user.click(form.language.buttons[1])
    user.choose(form.theme, 2)
    user.enter(form.title, "Mine", end="")
    user.click(dialog.close_button)
    chosen = form.choices
    user.menu("File", "Export figure…").trigger()
    again = opened(user).form.choices
    assert again.title == ""  # words belong to one figure
    assert (again.panels, again.preset, again.line, again.language) == (("loss", "runs"), "a4-full", 1.7, "zh_CN")
    assert again.theme == "contrast"
    flags = ("titled", "legend", "caption", "transparent", "grey", "separate")
    assert [getattr(again, name) for name in flags] == [getattr(chosen, name) for name in flags]
    assert remembered(Settings(store)) == again


@pytest.mark.parametrize(
    "memory",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"panels": "loss", "dpi": -3, "text": "large", "preset": ["slide"], "own": 1, "unit": "ell"}',
        '{"width": 1e999, "height": NaN, "line": 0, "format": ".exe", "language": "tlh", "panels": [[]]}',
    ],
)
def test_a_damaged_memory_is_as_good_as_none(store, memory):
    store.setValue(KEY, memory)
    assert remembered(Settings(store)) == FigureChoices()


def test_of_a_damaged_memory_the_whole_is_kept(store):
    store.setValue(KEY, json.dumps({"preset": "beamer", "dpi": 1e9, "text": 12, "legend": False, "new": 1}))
    assert remembered(Settings(store)) == FigureChoices(preset="beamer", text=12, legend=False)


@pytest.mark.parametrize("action", ["export-figure", "export-animation"])
def test_the_dialogs_are_chinese(user, action):
    user.window.use_language("zh_CN")
    user.settle()
    user.actions[action].trigger()
    (dialog,) = [d for d in user.window.findChildren(PictureDialog) if d.isVisible()]
    user.wait(lambda: dialog.preview.pages)
    said = [dialog.windowTitle()]
    for widget in dialog.findChildren(QWidget):
        said += [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(i) for i in range(widget.count())]
    assert dialog.form.options().language == "zh_CN"
    command = 'pip install "lrgui[video]"'  # what to type where there is no ffmpeg
    assert not [text for text in said if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text.replace(command, ""))]
    dialog.reject()


# Files


def test_a_pdf_of_the_size_and_in_the_language_that_was_chosen(user, dialog, answer, tmp_path):
    form = dialog.form
    check(user, dialog, "descent")
    preset(user, dialog, "a4-column")
    user.click(form.language.buttons[1])
    user.click(form.titled, QPoint(8, 8))
    export(user, dialog, answer, tmp_path / "one.pdf")
    assert answer.asked[0][2].endswith("descent.pdf")
    assert not dialog.isVisible()
    assert user.window.statusBar().currentMessage() == f"Wrote {tmp_path / 'one.pdf'}"
    document = pypdfium2.PdfDocument(tmp_path / "one.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (width, height) == pytest.approx((84 / 25.4 * 72, 70 / 25.4 * 72), abs=0.5)
    assert "维梯度下降" in pdf_text(tmp_path / "one.pdf")
    assert user.window.language.code == "en"
    assert open_file(tmp_path / "one.pdf").experiment == user.session.experiment
    user.menu("File", "Export figure…").trigger()
    again = opened(user)
    export(user, again, answer, "")
    assert answer.asked[1][2] == str(tmp_path / "descent.pdf")  # the folder is remembered
    assert again.isVisible()


def test_a_png_says_its_resolution(user, dialog, answer, tmp_path):
    check(user, dialog, "loss")
    preset(user, dialog, "beamer-half")
    user.enter(dialog.form.fields["dpi"], "200")
    export(user, dialog, answer, tmp_path / "loss", "PNG (*.png)")  # without an ending
    image = QImage(str(tmp_path / "loss.png"))
    assert (image.width(), image.height()) == (630, 709)
    assert round(image.dotsPerMeterX() * 0.0254) == 200


def test_an_svg_with_the_ranges_that_were_zoomed_to(user, answer, tmp_path):
    plot = user.panel("descent").plot
    plot.look_at((-1.004, -0.996), (0, 1e-5))
    user.click(user.window.docks["descent"].header.export_button)
    export(user, opened(user), answer, tmp_path / "zoom.svg")
    assert "−0.998" in (tmp_path / "zoom.svg").read_text("utf-8")


def test_the_options_of_the_curves_go_into_the_figure(user, answer, tmp_path):
    user.click(user.panel("curves").iterations)
    user.settle()
    user.click(user.window.docks["curves"].header.export_button)
    export(user, opened(user), answer, tmp_path / "curves.svg")
    assert "iteration" in (tmp_path / "curves.svg").read_text("utf-8")


def test_one_file_each_together_or_not_at_all(user, dialog, answer, tmp_path, monkeypatch):
    check(user, dialog, "descent", "runs")
    user.click(dialog.form.arrangement.buttons[1])
    painted(user, dialog)
    assert len(dialog.preview.pages) == 2
    assert not dialog.copy.isEnabled()
    (tmp_path / "a-runs.svg").write_text("old")
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    export(user, dialog, answer, tmp_path / "a.svg")
    assert "a-runs.svg" in asked[0]
    assert dialog.isVisible()
    assert sorted(os.listdir(tmp_path)) == ["a-runs.svg", "settings.ini"]
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    user.click(dialog.export)
    assert (tmp_path / "a-descent.svg").stat().st_size > 1000
    assert (tmp_path / "a-runs.svg").stat().st_size > 1000
    assert "Wrote 2 files" in user.window.statusBar().currentMessage()


def test_what_cannot_be_written_is_said_in_one_sentence(user, dialog, answer, tmp_path, monkeypatch):
    check(user, dialog, "rate")
    export(user, dialog, answer, tmp_path / "nowhere" / "x.pdf")
    assert dialog.info.text() == f"“{tmp_path / 'nowhere' / 'x.pdf'}” was not written: the folder does not exist."
    assert dialog.isVisible()

    for number, words in ((errno.ENOSPC, "the disk is full"), (errno.EACCES, "no file may be written there")):

        def failing(_contents, number=number):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr("lrgui.ui.widgets.destination.write_together", failing)
        export(user, dialog, answer, tmp_path / "x.pdf")
        assert dialog.info.text().endswith(f"x.pdf” was not written: {words}.")
    assert dialog.form.choices.panels == ("rate",)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(user, dialog, answer, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    export(user, dialog, answer, folder / "x.pdf")
    assert "no file may be written there" in dialog.info.text()


def test_a_figure_while_it_is_computed(user, answer, tmp_path):
    user.session.edit(epochs=1000)
    user.key("Ctrl+E")
    dialog = opened(user)
    check(user, dialog, "loss")
    export(user, dialog, answer, tmp_path / "early.png")
    assert open_file(tmp_path / "early.png").experiment == user.session.shown_experiment


# Clipboard


def over(user, dock: str) -> None:
    """The mouse goes over a panel."""
    for other in user.window.docks.values():
        QApplication.sendEvent(other, QEvent(QEvent.Type.Leave))
    place = QPointF(5, 5)
    QApplication.sendEvent(user.window.docks[dock], QEnterEvent(place, place, place))


def test_ctrl_c_copies_the_panel_under_the_mouse(user):
    over(user, "boundary")
    user.key("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    assert {"image/png", "image/svg+xml", "application/pdf"} <= set(data.formats())
    assert "2-D classifier" in user.window.statusBar().currentMessage()
    image = data.imageData()
    assert image.size().toTuple() == (1920, 1080)
    assert image == QImage.fromData(data.data("image/png"))
    assert b"<svg" in data.data("image/svg+xml").data()
    assert data.data("application/pdf").data().startswith(b"%PDF")


@pytest.mark.parametrize("table", ["runs", "steps"])
def test_ctrl_c_over_a_table_copies_the_table(user, table):
    user.menu("View", "Steps").trigger()
    user.settle()
    over(user, table)
    user.key("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasImage()
    assert "η" in data.text().splitlines()[0].split("\t")
    assert "<table>" in data.html()
    assert user.window.statusBar().currentMessage().startswith("Copied a table")


def test_else_the_one_clicked_last_else_the_first(user):
    user.key("Ctrl+C")
    assert "1-D descent" in user.window.statusBar().currentMessage()
    plot = user.panel("boundary").plot
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, 90))
    user.menu("Edit", "Copy picture").trigger()
    assert "2-D classifier" in user.window.statusBar().currentMessage()
    user.window.panel_layout.maximise("curves")
    user.settle()
    user.menu("Edit", "Copy picture").trigger()
    assert "Curves" in user.window.statusBar().currentMessage()


def test_a_copy_is_fine_enough_for_the_screen(user, store):
    store.setValue(KEY, json.dumps({"preset": "a4-column", "dpi": 72}))
    user.window.panel_layout.maximise("descent")
    user.settle()
    over(user, "descent")
    user.key("Ctrl+C")
    width = QGuiApplication.clipboard().image().width()
    assert 2 * user.window.docks["descent"].width() <= width <= 2 * user.window.docks["descent"].width() + 84 / 25.4


def test_a_picture_that_takes_long_can_be_stopped(user, monkeypatch):
    """That of noise, all of which is compared with all data first: in slices, between which one can stop."""
    user.session.edit(problem="classifier", epochs=15)
    user.session.set_view(panels=(*user.session.view.panels, "noise"), noise="noise-scale")
    user.wait(lambda: user.session.shown.done)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    slices = []

    def stop(_parent, _title, _said, work):
        slices.extend(share for share, _ in zip(work, range(3), strict=False))
        raise Stopped

    monkeypatch.setattr(drawing_bar, "wait_for", stop)
    user.window.exporting.copy_panel("noise")
    assert len(slices) == 3
    assert clipboard.text() == "mine"
    assert user.window.statusBar().currentMessage() == "Stopped: there is no picture."
    monkeypatch.undo()
    user.window.exporting.copy_panel("noise")
    assert not clipboard.image().isNull()
    user.settle()


def test_the_window_answers_while_a_large_picture_is_written_and_it_can_be_stopped(dialog, user, answer, tmp_path):
    """Painted in strips, packed in another thread."""
    user.enter(dialog.form.fields["dpi"], "700")
    said, away, last = [], [0.0], [time.thread_time()]

    def look():
        now = time.thread_time()
        away[0], last[0] = max(away[0], now - last[0]), now
        bars = [bar for bar in dialog.findChildren(QProgressDialog) if bar.isVisible()]
        if bars and stop:
            user.session.seek(2)  # which the preview follows when the figure is there
            bars[0].cancel()
        elif bars:
            dialog.form.changed.emit()  # as from a field that loses the keyboard to the bar
            dialog.reject()  # the bar can stop it, and nothing else
        said.extend(bar.labelText() for bar in bars)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    stop = True
    export(user, dialog, answer, tmp_path / "large.png")
    assert said[-1] == "Drawing the picture…"
    assert not (tmp_path / "large.png").exists()
    assert dialog.isVisible()
    user.wait(lambda: not dialog.pending)
    assert dialog.figures[0].file(dialog.source.document())
    stop = False
    export(user, dialog, answer, tmp_path / "large.png")
    timer.stop()
    assert away[0] < 0.5, "of processor: a strip takes a tenth of a second"
    assert QImage(str(tmp_path / "large.png")).width() == 9333
    assert not dialog.isVisible()


def test_fields_and_selected_labels_keep_their_own_copy(user):
    over(user, "boundary")
    field = user.run_box.rate
    user.click(field)
    field.selectAll()
    user.key("Ctrl+C", field)
    assert QGuiApplication.clipboard().text() == field.text()
    label = user.panel("descent").formula
    label.setFocus()
    label.setSelection(0, 5)
    user.key("Ctrl+C", label)
    assert QGuiApplication.clipboard().text() == label.selectedText()
    label.setSelection(0, 0)
    label.clearFocus()
    user.key("Ctrl+C")
    assert not QGuiApplication.clipboard().image().isNull()


def test_copy_in_the_dialog_takes_its_size(user, dialog):
    check(user, dialog, "descent", "loss")
    preset(user, dialog, "square")
    user.click(dialog.copy)
    assert QGuiApplication.clipboard().image().size().toTuple() == (1417, 1417)
    assert "1417 × 1417" in dialog.info.text()
    assert dialog.isVisible()


# The panel's menu, and dragging


@pytest.mark.parametrize("dock", ["boundary", "runs"])
def test_the_menu_of_a_panel(user, dock):
    panel = user.panel(dock)
    part = panel.table.viewport() if dock == "runs" else panel.plot.viewport()
    seen = []

    def look():
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        copy = next(action for action in menu.actions() if action.text() == "Copy picture")
        menu.close()
        copy.trigger()

    QTimer.singleShot(50, look)
    at = QPoint(60, 60)
    QApplication.sendEvent(part, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, part.mapToGlobal(at)))
    user.wait(lambda: seen)
    assert "Export figure…" in seen
    assert panel.title() in user.window.statusBar().currentMessage()


def test_a_picture_is_dragged_out(user, monkeypatch):
    dragged = []

    def execute(drag, _action):
        data = drag.mimeData()
        dragged.append((data.imageData().size().toTuple(), data.urls(), drag.pixmap().width()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", execute)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)  # asked where it took long
    button = user.window.docks["boundary"].header.export_button
    middle = button.rect().center()
    user.drag(button, middle, middle + QPoint(60, 40))
    ((size, urls, small),) = dragged
    assert size == (1920, 1080)
    assert small == 160
    path = Path(urls[0].toLocalFile())
    assert path.name == "boundary.png"
    assert QImage(str(path)).width() == 1920
    assert open_file(path).experiment == user.session.experiment
    assert not user.window.findChildren(FigureDialog)  # a drag is no click


@pytest.mark.parametrize("kind", [".svg", ".pdf", ".png"])
def test_what_the_window_exported_the_command_line_draws_again(user, answer, tmp_path, monkeypatch, kind):
    """To the last byte: the playhead, the selected run, a change from here on, zoom and all."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    session = user.session
    session.load(Experiment(epochs=3, runs=(Run(0.3), Run(1.02, optimizer="momentum"))).with_change(9, 0, momentum=0.5))
    session.set_view(selected=1, log_loss=False, zoom={"loss": ((0.0, 2.0), (0.1, 0.7))}, best=True)
    session.hide(0, True)
    user.settle()
    session.seek(123)
    user.key("Ctrl+E")
    dialog = opened(user)
    check(user, dialog, "loss", "boundary", "descent", "runs")
    user.click(dialog.form.language.buttons[1])
    user.click(dialog.form.titled, QPoint(8, 8))
    dialog.form.title.setText("學習率與損失")  # which no key of the test has
    painted(user, dialog)
    path = tmp_path / f"old{kind}"
    export(user, dialog, answer, path)
    again = tmp_path / f"new{kind}"
    assert main(["run", "--experiment", str(path), "--figure", str(again)]) == 0
    assert path.read_bytes() == again.read_bytes()


# What cannot be


def test_a_page_without_room_for_the_plots_is_said_while_it_is_typed(user, dialog):
    """Who types a height of 200 passes through 2, which is too small, and 20, where the text leaves no room."""
    preset(user, dialog, "slide")
    user.enter(dialog.form.fields["text"], "20")
    user.enter(dialog.form.fields["height"], "20", end="")
    painted(user, dialog)
    assert dialog.info.text() == "Text (pt) = 20: leaves no room for the plots on a page of 338.7 × 20 mm"
    assert not dialog.export.isEnabled()
    assert not dialog.copy.isEnabled()
    QTest.keyClicks(dialog.form.fields["height"], "0")
    painted(user, dialog)
    assert dialog.export.isEnabled()
    assert "338.7 × 200 mm" in dialog.info.text()
    user.enter(dialog.form.fields["height"], "20")
    dialog.reject()
    user.actions["export-figure"].trigger()  # with what was chosen last
    (again,) = [d for d in user.window.findChildren(FigureDialog) if d.isVisible()]
    assert "leaves no room" in again.info.text()
    preset(user, again, "half")
    assert again.preview.pages
    assert again.export.isEnabled()


def test_a_panel_with_nothing_to_show_is_no_picture(user):
    said = []
    user.window.exporting.said.connect(said.append)
    user.window.exporting.copy_panel("sweep")  # nobody has looked at it: nothing was computed
    user.window.exporting.drag_panel("sweep")
    assert said == ["“Sweep” has nothing to show yet."] * 2


def test_what_leaves_no_room_is_not_copied_but_said(user):
    source = user.window.exporting.source
    source.remember(FigureChoices(own=True, width=40, height=20, text=20, panels=("descent",)))
    user.window.exporting.copy_panel("descent")
    assert "leaves no room" in user.window.statusBar().currentMessage()


def test_more_pixels_than_a_clipboard_takes_are_said(user, dialog):
    preset(user, dialog, "slide")
    user.enter(dialog.form.fields["dpi"], "900")
    painted(user, dialog)
    assert dialog.export.isEnabled()  # a file may have them
    user.click(dialog.copy)
    said = "dpi = 900: would make a picture of 12000 × 6750 pixels; at most 24 million are allowed"
    assert re.sub(r"(?<=\d)[^\d.](?=\d{3} )", "", dialog.info.text()) == said
    source = user.window.exporting.source
    source.remember(FigureChoices(dpi=900.0, panels=("descent",)))
    user.window.exporting.copy_panel("descent")  # whose size nobody chose: as many as are soon packed
    size = QGuiApplication.clipboard().image().size()
    assert 11_000_000 < size.width() * size.height() < 12_100_000


@pytest.mark.parametrize("problem", ["classifier", "descent"])
def test_another_problem_under_the_open_dialog(user, problem):
    user.session.edit(problem="descent" if problem == "classifier" else "classifier", epochs=5)
    user.settle()
    user.key("Ctrl+E")
    dialog = opened(user)
    user.session.edit(problem=problem)
    user.settle()
    painted(user, dialog)
    assert set(dialog.form.panels) == set(user.window.exporting.source.available())
    assert dialog.preview.pages
    assert dialog.export.isEnabled()


def test_nothing_is_exported_where_nothing_is_chosen(user, dialog, answer):
    check(user, dialog)
    assert "at least one panel" in dialog.info.text()
    assert not dialog.export.isEnabled()
    dialog.export.clicked.emit()
    dialog.copy.clicked.emit()
    assert answer.asked == []
    check(user, dialog, "descent")
    assert dialog.export.isEnabled()


def test_the_terrain_of_the_weight_space_is_computed_between_events(user, dialog, monkeypatch):
    monkeypatch.setattr(weights, "_SLICE", 0.0)
    check(user, dialog, "weights")
    weights._terrain.cache_clear()
    dialog.refresh()
    assert dialog.pending
    painted(user, dialog)
    assert len(dialog.preview.pages) == 1
