"""What the dialogs for figures and for films have in common: choices at the left, a live preview at the right."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.model.errors import InvalidValue
from lrgui.drawing.quantities import computing
from lrgui.export.figure import captions
from lrgui.export.figure.figure import Figure
from lrgui.text.language import speaking, translate
from lrgui.text.numbers import format_number
from lrgui.ui import theme
from lrgui.ui.figures.drawing_bar import drawn
from lrgui.ui.figures.figure_choices import FigureChoices
from lrgui.ui.figures.figure_form import FigureForm
from lrgui.ui.figures.figure_source import Source
from lrgui.ui.figures.preview import Preview
from lrgui.ui.widgets.sliced_work import SlicedWork
from lrgui.ui.widgets.tab_order import EyeDialog

_DELAY_MS = 80  # after which the preview follows
_LARGEST = QSize(1400, 860)
_MARGINS = QSize(40, 60)  # of the window that stay to be seen around the dialog

T = TypeVar("T")


class PictureDialog(EyeDialog):
    """Stands before the window until it is closed; its preview follows the session.

    Signal: `said(sentence)`, for the window to show when the dialog is gone.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, source: Source, panels: tuple[str, ...], *, together: bool) -> None:
        """panels: the plots that are asked for; where there are none, the last ones."""
        super().__init__(window)
        self._window, self.source = window, source
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form = FigureForm(self._first_choices(panels), source.available(), source.language, together=together)
        self._refusal = ""  # why what is chosen cannot be drawn
        self._kept = False  # whether the figures are written: then the preview follows nothing
        self.preview = Preview()
        self.info = QLabel()
        self.info.setObjectName("info")
        self.info.setWordWrap(True)
        self.info.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.figures = figures = list[Figure]()
        self.destroyed.connect(lambda: close_all(figures))  # also where the window goes before the dialog is closed
        self.right = QVBoxLayout()
        self.right.setSpacing(8)
        self.right.addWidget(self.preview, 1)
        self.right.addWidget(self.info)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.form)
        columns.addLayout(self.right, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(columns, 1)
        layout.addLayout(self.buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._refresh_soon)
        self._computing = SlicedWork(self)
        self._computing.ended.connect(self._on_computed)
        self._preparing = SlicedWork(self)
        self._preparing.ended.connect(self._on_prepared)
        self.form.changed.connect(self._on_changed)
        source.session.shown_changed.connect(self.follow)

    def _first_choices(self, panels: tuple[str, ...]) -> FigureChoices:
        choices, available = self.source.choices, self.source.available()
        wanted = panels or tuple(panel for panel in choices.panels if panel in available)
        return replace(choices, panels=wanted or self.source.shown_plots())

    def add_button(self, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setDefault(primary)
        if primary:
            button.setObjectName("primary")
        self.buttons.addWidget(button)
        return button

    # Following

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)
        self._refresh_soon()

    def _fit(self) -> None:
        """As large as is comfortable, and not larger than the window that it stands before."""
        room = self._window.size() - _MARGINS
        self.resize(_LARGEST.boundedTo(room).expandedTo(self.minimumSizeHint()))

    @Slot()
    def _on_changed(self) -> None:
        self.enable()
        self._timer.start()

    @property
    def pending(self) -> bool:
        """Whether the preview is behind what is chosen, and will follow."""
        return self._timer.isActive() or self._computing.running or self._preparing.running

    @Slot()
    def follow(self) -> None:
        if not self._timer.isActive():  # however fast it plays, the preview is painted now and then
            self._timer.start()

    @Slot()
    def _refresh_soon(self) -> None:
        """When all is there that takes long; until then the preview stays as it is."""
        if self._kept:
            return
        self._computing.cancel()
        scene = self.source.scene()
        work = computing(self.form.choices.panels, scene.history, scene.draw_order())
        if next(work, None) is None:
            self.refresh()
        else:
            self._computing.start(work)

    @Slot(object)
    def _on_computed(self, error: Exception | None) -> None:
        if error is not None:
            raise error
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Paints what is chosen; a value that is wrong is not, and is named under the picture."""
        self.let_go()
        self.form.offer(self.source.available())
        choices, options = self.form.choices, self.form.options()
        self._refusal = ""
        if choices.panels:
            with speaking(options.language):
                self.form.show_usual_title(captions.title(choices.panels, self.source.scene().experiment))
            try:
                for figure in self.make_figures(options):
                    self.figures.append(figure)
            except InvalidValue as error:
                self.let_go()
                self._refusal = self.form.in_words(error)
        self.enable()
        problem = self.problem
        self.say(problem or self.description(options), bad=bool(problem))
        preparation = chain.from_iterable(figure.preparation() for figure in self.figures)
        first = next(preparation, None)  # most figures need none, and are there at once
        if first is None:
            self.preview.show_figures(self.figures)
        else:
            self._preparing.start(preparation)

    @Slot(object)
    def _on_prepared(self, error: Exception | None) -> None:
        if error is not None:
            raise error
        self.preview.show_figures(self.figures)

    @property
    def problem(self) -> str:
        """Why nothing can be exported; empty where it can."""
        return self.form.problem or self._refusal

    def make_figures(self, options: FigureOptions) -> Iterator[Figure]:
        """What the preview shows. Raises `InvalidValue` where it cannot be."""
        raise NotImplementedError(type(self).__name__)

    def description(self, options: FigureOptions) -> str:
        """The size of what comes out, in one line."""
        width, height = (format_number(side, 4) for side in (options.width, options.height))
        text = translate("PictureDialog", "{0} × {1} mm · {2} × {3} pixels · text {4} pt")
        return text.format(width, height, *options.pixels, format_number(options.text, 3))

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """A sentence under the preview."""
        self.info.setText(sentence)
        theme.mark(self.info, "bad", "yes" if bad else "no")

    def enable(self) -> None:
        """Lets those buttons be pressed that can do something now."""

    # Writing

    def done_in_steps(self, work: Generator[float, None, T]) -> T | None:
        """What comes of work with the figures as they are now; None, and said, where it is stopped."""
        self._timer.stop()
        self._computing.cancel()
        self._preparing.cancel()
        self._kept = True
        try:
            return drawn(self, self.windowTitle(), work, self.say)
        finally:
            self._kept = False
            self.follow()

    # The end

    def let_go(self) -> None:
        """Closes the figures."""
        self._preparing.cancel()
        close_all(self.figures)

    def done(self, result: int) -> None:
        if self._kept:
            return  # the bar can stop it
        self._timer.stop()
        self._computing.cancel()
        self.preview.show_figures(())
        self.let_go()
        self.source.remember(self.form.choices)
        super().done(result)


def close_all(figures: list[Figure]) -> None:
    """Lets go of the figures, and empties the list."""
    while figures:
        with suppress(RuntimeError):  # at the program's end Qt may have been there before
            figures.pop().close()
