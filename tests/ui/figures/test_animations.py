"""Animations from the window: a film of real frames, its preview, cancelling, and what cannot be had."""

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QFileDialog, QMessageBox
from shiboken6 import Shiboken

from lrgui.core.files.document import open_file
from lrgui.core.files.figure_options import PRESETS
from lrgui.core.model.experiment import Experiment
from lrgui.session.settings import Settings
from lrgui.ui.figures import animation_choices, animation_form
from lrgui.ui.figures.animation_choices import KINDS, FilmChoices, remembered_film
from lrgui.ui.figures.animation_dialog import AnimationDialog
from lrgui.ui.figures.figure_dialog import FigureDialog


@pytest.fixture
def dialog(user):
    """Opened by its key on a small experiment, for a small picture of the descent."""
    user.session.load(Experiment(problem="descent"))
    user.settle()
    user.key("Ctrl+Shift+E")
    found = opened(user)
    choose(user, found, ".gif")
    user.choose(found.form.preset, list(PRESETS).index("a4-column"))
    user.enter(found.form.fields["dpi"], "72")
    for name, box in found.form.panels.items():
        if box.isChecked() != (name == "descent"):
            user.click(box, QPoint(8, box.height() // 2))
    painted(user, found)
    return found


@pytest.fixture
def answer(monkeypatch):
    """What the file dialog will say."""

    class Answer:
        path = ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(Answer.path), ""))
    return Answer


def opened(user) -> AnimationDialog:
    (found,) = [d for d in user.window.findChildren(AnimationDialog) if d.isVisible()]
    user.wait(lambda: found.preview.pages)
    return found


def gone(user) -> None:
    """Written, closed and deleted."""
    user.wait(lambda: not user.window.findChildren(AnimationDialog))


def painted(user, dialog) -> None:
    user.wait(lambda: not dialog.pending)


def choose(user, dialog, kind: str) -> None:
    user.choose(dialog.film_form.kind, KINDS.index(kind))
    painted(user, dialog)


def number(user, dialog, name: str, text: str) -> None:
    user.enter(dialog.film_form.fields[name], text)
    painted(user, dialog)


def written(user, dialog) -> None:
    user.wait(lambda: not Shiboken.isValid(dialog) or not dialog.writing)  # it closes when all is written


def test_a_film_of_the_range_that_was_chosen(user, dialog, answer, tmp_path):
    number(user, dialog, "first", "2")
    number(user, dialog, "last", "20")
    number(user, dialog, "number", "7")
    number(user, dialog, "fps", "5")
    number(user, dialog, "hold", "1")
    assert "238 × 198 pixels" in dialog.info.text()
    assert "7 frames · 2.4 s" in dialog.info.text()
    answer.path = tmp_path / "film.gif"
    user.click(dialog.export)
    assert dialog.writing
    gone(user)
    with Image.open(tmp_path / "film.gif") as image:
        assert image.size == (238, 198)
        assert image.n_frames == 7
        durations = []
        for i in range(7):
            image.seek(i)
            durations.append(image.info["duration"])
    assert durations == [200] * 6 + [1200]
    assert user.window.statusBar().currentMessage() == f"Wrote {tmp_path / 'film.gif'}"
    assert sorted(os.listdir(tmp_path)) == ["film.gif", "settings.ini"]


def test_the_preview_shows_every_frame(user, dialog):
    assert dialog.frame.text() == "frame 41 of 41 · update 40"  # the descent has no more than these
    at_end = dialog.preview.grab().toImage()
    dialog.slider.setValue(3)
    assert dialog.frame.text() == "frame 4 of 41 · update 3"
    assert dialog.preview.grab().toImage() != at_end
    user.click(dialog.film_form.mode.buttons[1])
    number(user, dialog, "number", "4")
    assert dialog.slider.maximum() == 10
    assert dialog.frame.text() == "frame 4 of 11 · update 12"


def test_the_size_is_estimated_when_nothing_changes(user, dialog):
    user.wait(lambda: "about" in dialog.info.text())
    assert dialog.info.text().endswith("kB")
    number(user, dialog, "number", "5")
    assert "about" not in dialog.info.text()


def test_frames_as_files_for_latex(user, dialog, answer, tmp_path, monkeypatch):
    choose(user, dialog, ".pdf")
    number(user, dialog, "number", "3")
    (tmp_path / "f-1.pdf").write_text("old")
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append((box.text(), box.defaultButton().text())))
    answer.path = tmp_path / "f.pdf"
    user.click(dialog.export)
    assert "f-1.pdf" in asked[0][0]
    assert asked[0][1] == "Cancel", "Return must not replace what nobody has named"
    assert not dialog.writing
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    user.click(dialog.export)
    gone(user)
    assert sorted(os.listdir(tmp_path)) == ["f-0.pdf", "f-1.pdf", "f-2.pdf", "f-animate.tex", "settings.ini"]
    assert "f-animate.tex" in user.window.statusBar().currentMessage()
    assert open_file(tmp_path / "f-2.pdf").experiment == user.session.experiment


def test_a_contact_sheet(user, dialog, answer, tmp_path):
    choose(user, dialog, "sheet")
    number(user, dialog, "number", "4")
    assert not dialog.film_form.fields["fps"].isEnabled()
    assert not dialog.slider.isVisible()
    number(user, dialog, "number", "31")
    assert dialog.info.text() == "Frames = 31: must be between 2 and 30"
    assert not dialog.export.isEnabled()
    number(user, dialog, "number", "4")
    answer.path = tmp_path / "sheet.svg"
    user.click(dialog.export)
    text = (tmp_path / "sheet.svg").read_text("utf-8")
    assert all(f"step {n}" in text for n in (0, 1, 6, 40)), "as the loss falls"


def test_frames_are_spaced_as_it_says(user, dialog):
    form = dialog.film_form
    assert "spaced" not in dialog.info.text(), "every update is a frame"
    number(user, dialog, "number", "5")
    for button, said, update in ((0, "logarithmically", 1), (1, "evenly", 10), (2, "logarithmically", 1)):
        user.click(form.spacing.buttons[button])
        painted(user, dialog)
        assert f"5 frames · 2.5 s · {said} spaced" in dialog.info.text()
        dialog.slider.setValue(1)
        assert dialog.frame.text() == f"frame 2 of 5 · update {update}"
    user.click(form.mode.buttons[1])
    assert not form.spacing.isEnabled()
    user.click(dialog.close_button)
    user.key("Ctrl+Shift+E")
    assert opened(user).film_form.choices.spacing == "log"


def test_a_film_has_a_counter_and_a_figure_has_none_until_somebody_wants_it(user, dialog):
    assert dialog.form.options().counter
    user.click(dialog.form.flags["counter"], QPoint(8, 8))
    assert not dialog.form.options().counter
    user.click(dialog.form.flags["counter"], QPoint(8, 8))
    user.click(dialog.close_button)
    user.key("Ctrl+E")
    (figures,) = [d for d in user.window.findChildren(FigureDialog) if d.isVisible()]
    assert not figures.form.options().counter
    user.click(figures.form.flags["counter"], QPoint(8, 8))
    user.click(figures.close_button)
    user.key("Ctrl+Shift+E")
    user.click(opened(user).form.flags["counter"], QPoint(8, 8))
    opened(user).reject()
    assert user.window.exporting.source.choices.counter, "a figure's is another matter"


def test_cancelling_leaves_nothing_behind(user, dialog, answer, tmp_path):
    for button in ("cancel", "Escape"):
        answer.path = tmp_path / "film.apng"
        choose(user, dialog, ".apng")
        user.click(dialog.export)
        user.wait(lambda: dialog.progress.value() > 0)
        assert not dialog.form.isEnabled()
        if button == "cancel":
            user.click(dialog.cancel)
        else:
            user.key("Escape", dialog)
        assert dialog.info.text() == "Cancelled; no file was written."
        assert dialog.isVisible()
        assert dialog.form.isEnabled()
        assert os.listdir(tmp_path) == ["settings.ini"]


def test_closing_the_window_in_the_middle(user, dialog, answer, tmp_path):
    answer.path = tmp_path / "film.apng"
    choose(user, dialog, ".apng")
    user.click(dialog.export)
    user.wait(lambda: dialog.progress.value() > 0)
    dialog.deleteLater()  # as its window does that goes
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert os.listdir(tmp_path) == ["settings.ini"]


def test_a_folder_that_is_gone(user, dialog, answer, tmp_path):
    answer.path = tmp_path / "nowhere" / "film.gif"
    user.click(dialog.export)
    written(user, dialog)
    assert "the folder does not exist" in dialog.info.text()
    assert dialog.isVisible()


def test_what_is_wrong_is_said(user, dialog):
    for name, text, sentence in (
        ("fps", "51", "Frames/s = 51: must be between 0.1 and 50"),
        ("fps", "0", "Frames/s = 0: must be between 0.1 and 50"),
        ("hold", "-1", "Hold end (s) = −1: must be between 0 and 60"),
        ("last", "41", "to update = 41: must be between 0 and 40"),
        ("first", "1.5", "From update = 1.5: must be a whole number"),
        ("number", "1", "Frames = 1: must be between 2 and 5\u202f000"),
        ("number", "inf", "Frames = ∞: must be a whole number"),
        ("number", "many", "“many” is not a number; write it like 0.3, 3e-4 or 1/3."),
    ):
        number(user, dialog, name, text)
        assert dialog.info.text() == sentence
        assert not dialog.export.isEnabled()
        user.key("Escape", dialog.film_form.fields[name])
    assert dialog.isVisible()


def test_too_many_frames(user):
    user.key("Ctrl+Shift+E")
    dialog = opened(user)
    user.click(dialog.film_form.mode.buttons[1])
    number(user, dialog, "number", "1")
    assert dialog.info.text() == "Every = 1: would make 8\u202f001 frames; at most 5\u202f000 are allowed"
    user.key("Escape", dialog.film_form.fields["number"])
    user.click(dialog.close_button)


def test_without_ffmpeg_the_remedy_is_said(user, monkeypatch):
    for module in (animation_form, animation_choices):
        monkeypatch.setattr(module, "ffmpeg_path", lambda: None)
    user.window.settings.set("film/kind", ".mp4")
    user.key("Ctrl+Shift+E")
    dialog = opened(user)
    form = dialog.film_form
    assert form.choices.kind == ".gif"
    texts = [form.kind.itemText(i) for i in range(form.kind.count())]
    assert "MP4 (needs ffmpeg)" in texts
    assert not form.kind.model().item(KINDS.index(".webm")).isEnabled()
    remedy = next(label for label in form.findChildren(type(dialog.info)) if "ffmpeg" in label.text())
    assert remedy.isVisible()
    user.click(dialog.close_button)


def test_choices_are_remembered(user, dialog, store):
    choose(user, dialog, ".apng")
    number(user, dialog, "number", "12")
    number(user, dialog, "fps", "60")
    user.click(dialog.film_form.mode.buttons[1])
    number(user, dialog, "first", "7")
    user.click(dialog.close_button)
    user.menu("File", "Export animation…").trigger()
    again = opened(user)
    film = again.film_form.choices
    assert (film.kind, film.count, film.fps, film.evenly, film.first) == (".apng", 12, 60, False, 0)
    assert again.form.choices.panels == ("descent",)
    for key, value in (("kind", "7"), ("count", "x"), ("fps", "-3"), ("hold", "nan"), ("step", "inf"), ("cells", "")):
        store.setValue(f"film/{key}", value)
    store.setValue("film/evenly", "perhaps")
    assert remembered_film(Settings(store)) == FilmChoices(evenly=remembered_film(Settings(store)).evenly)


def test_a_film_while_it_is_computed(user, answer, tmp_path):
    user.session.edit(problem="classifier", epochs=300)
    user.key("Ctrl+Shift+E")
    dialog = opened(user)
    assert dialog.film_form.fields["last"].value <= user.session.shown_experiment.length
    user.settle()
    painted(user, dialog)
    assert dialog.film_form.fields["last"].value == user.session.experiment.length
    user.click(dialog.close_button)


def test_the_name_of_the_file(user, dialog, monkeypatch):
    names = []

    def ask(*arguments):
        names.append(Path(arguments[2]).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    user.click(dialog.export)
    assert names == ["descent.gif"]
    assert dialog.isVisible()


# What cannot be


def test_the_slider_just_after_fewer_frames_were_chosen(user, dialog):
    """Before the preview follows it has the places of the frames before."""
    number(user, dialog, "number", "30")
    user.enter(dialog.film_form.fields["number"], "3")
    assert dialog.slider.maximum() == 29
    dialog.slider.moved.emit(20)
    painted(user, dialog)
    assert dialog.slider.maximum() == 2


def test_the_slider_just_after_an_edit(user, dialog, monkeypatch):
    """Less has been computed than when the form was told last."""
    monkeypatch.setattr(type(user.window.exporting.source), "computed", property(lambda _: 7))
    dialog.slider.moved.emit(dialog.slider.maximum())
    assert dialog.frame.text().endswith("update 7")


def test_numbers_that_are_none_are_said(user, dialog):
    for field in dialog.film_form.fields.values():
        for text in ("inf", "-inf", "nan", "1e400"):
            before = field.value
            user.enter(field, text)
            assert field.property("invalid")
            assert field.value == before
            field.restore()


def test_another_problem_under_the_open_dialog(user, dialog):
    user.session.edit(problem="classifier", epochs=2)
    user.settle()
    painted(user, dialog)
    assert set(dialog.form.panels) == set(user.window.exporting.source.available())
    assert dialog.preview.pages
    assert dialog.export.isEnabled()


def test_nothing_is_exported_where_nothing_is_chosen(user, dialog):
    for box in dialog.form.panels.values():
        box.setChecked(False)
    painted(user, dialog)
    assert not dialog.export.isEnabled()
    dialog.export.clicked.emit()
    assert not dialog.writing


def test_a_page_without_room_is_said(user, dialog):
    user.enter(dialog.form.fields["height"], "20")
    user.enter(dialog.form.fields["text"], "30")
    painted(user, dialog)
    assert "leaves no room" in dialog.info.text()
    dialog.export.clicked.emit()
    assert not dialog.writing
    choose(user, dialog, "sheet")
    assert "leaves no room" in dialog.info.text()
