"""The dialog that exports animations: a film of the experiment's updates, or a contact sheet of some of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.model.errors import InvalidValue
from lrgui.export.animation.animation import Scenes, write_animation
from lrgui.export.animation.contact_sheet import ContactSheet
from lrgui.export.animation.frame_files import NUMBERED, files_of, latex_path
from lrgui.export.animation.frame_times import Film
from lrgui.export.animation.spacing import suited
from lrgui.export.figure.figure import Figure
from lrgui.export.figure.panels import counted_problem
from lrgui.export.formats.figure_files import FORMATS, figure_in_steps
from lrgui.session.settings import FILM_COUNTER
from lrgui.text import names
from lrgui.text.numbers import format_count, format_number, format_size
from lrgui.ui.figures.animation_choices import SHEET, remember_film, remembered_film
from lrgui.ui.figures.animation_form import FilmForm
from lrgui.ui.figures.export_dialog import PictureDialog, close_all
from lrgui.ui.figures.figure_choices import FigureChoices
from lrgui.ui.figures.figure_source import Source
from lrgui.ui.figures.size_guess import SizeGuess
from lrgui.ui.widgets import destination
from lrgui.ui.widgets.sliced_work import SlicedWork
from lrgui.ui.widgets.sliders import JumpSlider

_QUIET_MS = 900  # without a change, after which the size is estimated: that takes a moment
_TICKS = 1000  # of the progress bar


class AnimationDialog(PictureDialog):
    def __init__(self, window: QWidget, source: Source) -> None:
        super().__init__(window, source, (), together=True)
        self.setWindowTitle(self.tr("Export animation"))
        self.export = self.add_button(self.tr("Export…"), primary=True)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.close_button = self.add_button(self.tr("Close"))
        self.cancel.hide()
        self.export.clicked.connect(self._on_export)
        self.cancel.clicked.connect(self._on_cancel)
        self.close_button.clicked.connect(self.reject)
        self._job = SlicedWork(self)
        self._job.progressed.connect(self._on_progressed)
        self._job.ended.connect(self._on_ended)
        self._writing = writing = list[Figure]()
        self.destroyed.connect(lambda: close_all(writing))
        self._target = Path()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._estimate)
        self._size = SizeGuess(self)
        self._size.found.connect(self._on_size)
        self._make_progress()
        self._make_film()

    def _first_choices(self, panels: tuple[str, ...]) -> FigureChoices:
        return replace(super()._first_choices(panels), counter=self.source.settings.get(FILM_COUNTER))

    def _make_film(self) -> None:
        self.film_form = FilmForm(remembered_film(self.source.settings), self.source.computed)
        self.film_form.changed.connect(self._on_changed)
        self.slider = JumpSlider()
        self.slider.setRange(0, 0)  # at the end, where most is to be seen
        self.slider.setAccessibleName(self.tr("Frame in the preview"))
        self.slider.moved.connect(self._on_frame)
        self.frame = QLabel()
        self.frame.setObjectName("muted")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.frame)
        self.right.insertLayout(1, row)
        if self.film_form.large:  # beside the preview there is no room for it
            self.form.column.insertWidget(1, self.film_form)
            self.form.align()
        else:
            self.right.addWidget(self.film_form)

    def _make_progress(self) -> None:
        self.progress = QProgressBar()
        self.progress.setRange(0, _TICKS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Written so far"))
        self.progress.hide()
        self.buttons.insertWidget(0, self.progress, 8)

    # The preview

    def _scenes(self) -> Scenes:
        """The scene at an update, of what the session shows now: it stays so while a film is written."""
        return self.source.scene().at

    @property
    def _film(self) -> Film:
        available = self.source.available()  # another problem may have come under the dialog just now
        panels = [panel for panel in self.form.choices.panels if panel in available]
        problem = counted_problem(panels, self.source.session.shown_experiment, self.source.view)
        length = self.source.computed  # less, perhaps, than when the form was told last
        return suited(self.film_form.choices.fitting(length).film(length), self.source.session.shown, problem)

    @property
    def problem(self) -> str:
        return super().problem or self.film_form.typed.problem

    @property
    def _sheet(self) -> bool:
        return self.film_form.choices.kind == SHEET

    @property
    def writing(self) -> bool:
        """Whether an animation is being made."""
        return self._job.running

    @Slot()
    def refresh(self) -> None:
        if self._job.running:
            return
        self._size.stop()
        self.form.offer(self.source.available())
        self.film_form.set_length(self.source.computed)
        count = len(self._film.updates())
        self.form.set_cells(count if self._sheet else 1)
        self.slider.setVisible(not self._sheet)
        self.frame.setVisible(not self._sheet)
        at_end = self.slider.value() == self.slider.maximum()
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, count - 1)
            if at_end:
                self.slider.setValue(count - 1)
        super().refresh()
        self._show_frame()
        self._quiet.start()

    def make_figures(self, options: FigureOptions) -> Iterator[Figure]:
        yield self._figure(options)

    def _figure(self, options: FigureOptions) -> Figure:
        panels, view = self.form.choices.panels, self.source.view
        scenes, updates = self._scenes(), self._film.updates()
        if self._sheet:
            return ContactSheet(panels, options, view, updates, scenes)
        return Figure(panels, options, view, scenes(updates[min(self.slider.value(), len(updates) - 1)]))

    @Slot(int)
    def _on_frame(self, frame: int) -> None:
        if self.figures and not self._job.running:
            updates = self._film.updates()
            self.figures[0].draw(self._scenes()(updates[min(frame, len(updates) - 1)]))  # fewer, perhaps
            self.preview.show_figures(self.figures)
        self._show_frame()

    def _show_frame(self) -> None:
        updates = self._film.updates()
        text = self.tr("frame {0} of {1} · update {2}")
        frame = min(self.slider.value(), len(updates) - 1)
        counts = (format_count(n) for n in (frame + 1, len(updates), updates[frame]))
        self.frame.setText(text.format(*counts))

    def description(self, options: FigureOptions) -> str:
        parts = [super().description(options)]
        if not self._sheet:
            film = self._film
            count = len(film.updates())
            seconds = format_number(count / film.fps + film.hold, 3)
            parts.append(self.tr("{0} {0:frame|frames} · {1} s").format(format_count(count), seconds))
            if film.leaps:
                even = film.spacing == "even"
                parts.append(self.tr("evenly spaced") if even else self.tr("logarithmically spaced"))
            if (size := self._size.of(self._key(options))) is not None:
                parts.append(self.tr("about {0}").format(format_size(size)))
        return " · ".join(parts)

    def _key(self, options: FigureOptions) -> object:
        """What the size of the file depends on."""
        return options, self.form.choices.panels, self.film_form.choices, self._film, self.source.session.shown

    @Slot()
    def _estimate(self) -> None:
        """Draws some frames to see how large they become."""
        if self.problem or self._sheet or self._job.running:
            return
        options, name = self.form.options(), f"film{self.film_form.choices.kind}"
        if self._size.of(key := self._key(options)) is None:
            self._size.start(key, name, self._figure(options), self._scenes(), self._film)

    @Slot()
    def _on_size(self) -> None:
        self.say(self.description(self.form.options()))

    # Writing

    def enable(self) -> None:
        running = self._job.running
        self.export.setEnabled(not self.problem and not running)
        for part in (self.form, self.film_form, self.slider):
            part.setEnabled(not running)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.close_button.setVisible(not running)

    @Slot()
    def _on_export(self) -> None:
        self.form.typed.finish()
        self.film_form.typed.finish()
        self.refresh()
        if self.problem:
            return
        choices, kind = self.form.choices, self.film_form.choices.kind
        endings = tuple(FORMATS) if self._sheet else (kind,)
        name = self.source.stem(choices.panels) + (choices.format if self._sheet else kind)
        several = kind in NUMBERED
        settings = self.source.settings
        path = destination.ask_path(self, self.windowTitle(), settings.folder / name, endings, several=several)
        if path is None:
            return
        settings.folder = path.parent
        if several and not destination.may_replace(self, [Path(name) for name in files_of(str(path), self._film)]):
            return
        if self._sheet:
            self._write_sheet(path)
        else:
            self._start(path)

    def _write_sheet(self, path: Path) -> None:
        sheet = self.figures[0]
        content = self.done_in_steps(figure_in_steps(sheet, str(path), sheet.file(self.source.document())))
        if content is None:
            return
        problem = destination.write_all({path: content})
        self.say(problem, bad=True) if problem else self._finished(destination.wrote([path]))

    def _start(self, path: Path) -> None:
        self._quiet.stop()
        self._size.stop()
        self._target = path
        figure = self._figure(self.form.options())
        self._writing.append(figure)
        try:
            inside = figure.file(self.source.document())
            work = write_animation(str(path), figure, self._scenes(), self._film, inside)
        except (InvalidValue, OSError) as error:
            self._on_ended(error)
            return
        self.progress.setValue(0)
        self._job.start(work)
        self.enable()
        self.cancel.setFocus()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        self.progress.setValue(round(share * _TICKS))

    @Slot(object)
    def _on_ended(self, error: Exception | None) -> None:
        close_all(self._writing)
        self.enable()
        if error is None:
            self._finished(self._said())
        elif isinstance(error, OSError):
            self.say(destination.failure(error, self._target), bad=True)
        elif isinstance(error, InvalidValue):
            self.say(names.error_sentence(error), bad=True)
        else:
            raise error

    def _said(self) -> str:
        if self.film_form.choices.kind not in NUMBERED:
            return destination.wrote([self._target])
        text = self.tr("Wrote {0} {0:frame|frames} in {1}; {2} holds the line for LaTeX")
        count, folder = len(self._film.updates()), self._target.parent
        return text.format(format_count(count), folder, Path(latex_path(str(self._target))).name)

    def _finished(self, sentence: str) -> None:
        self.said.emit(sentence)
        self.accept()

    @Slot()
    def _on_cancel(self) -> None:
        self._job.cancel()
        close_all(self._writing)
        self.enable()
        self.say(self.tr("Cancelled; no file was written."))

    def reject(self) -> None:
        if self._job.running:  # Escape stops the writing first
            self._on_cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._quiet.stop()
        self._size.stop()
        settings, choices = self.source.settings, self.form.choices
        remember_film(settings, self.film_form.choices)
        settings.set(FILM_COUNTER, choices.counter)
        self.form.choices = replace(choices, counter=self.source.choices.counter)  # a figure's is another matter
        super().done(result)
