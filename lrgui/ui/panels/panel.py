"""What every panel is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lrgui.drawing.drawing import Drawing
from lrgui.drawing.scene import Scene
from lrgui.plot import Plot
from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.language import Translated
from lrgui.ui.widgets.shown_scene import shown_scene
from lrgui.ui.widgets.zoom_binding import ZoomBinding


class Panel(Translated):
    """Draws what the session shows, at most once a frame and only while it can be seen.

    `draw_history` is called when another history (or more of one) is shown, a run was selected, or the language was
    switched; `draw_position` at every frame in which the playhead moved, and after `draw_history`.

    options: the fields of the view that the panel shows, and that are changed in it.

    Signals: `subtitle_changed(text)`, the line of numbers beside the title; `wanted()`, a frame is asked for;
    `away_changed(away)`, whether some plot is zoomed or moved; `plot_added(plot)`; `header_changed()` when its controls
    beside the title need another width.
    """

    name = ""
    options: frozenset[str] = frozenset()
    subtitle_changed = Signal(str)
    wanted = Signal()
    away_changed = Signal(bool)
    plot_added = Signal(object)
    header_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.subtitle = ""
        self._history_stale = self._position_stale = True
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 0, 6, 6)
        self._layout.setSpacing(4)
        self._plots: list[Plot] = []
        self._zoom = ZoomBinding(session, self)
        session.view_changed.connect(self._on_view)
        theme.CHANGES.changed.connect(self._on_theme)

    def title(self) -> str:
        """The panel's name in the window's language."""
        raise NotImplementedError(type(self).__name__)

    def header_widget(self) -> QWidget | None:
        """Controls of the panel that have their place beside its title."""
        return None

    def forget(self) -> None:
        """Lets go of the history that was drawn last: the panel cannot be seen, and another one is shown."""

    def wanted_size(self) -> tuple[int, int]:
        """Width and height beyond which more is of no use to it; a plot has use for any."""
        return 100_000, 100_000

    def drawings_shown(self) -> Sequence[Drawing]:
        """The drawings that the panel shows."""
        return ()

    def draw_history(self) -> None:
        """Draws what depends on the whole history."""

    def draw_position(self) -> None:
        """Draws what depends on the playhead."""

    def scene(self) -> Scene:
        """What the session shows now."""
        return shown_scene(self.session)

    def add_plot(self, plot: Plot, name: str | None = None) -> None:
        """The panel shows this plot, too. name: in a view, which then keeps where the plot is zoomed to."""
        self._plots.append(plot)
        plot.set_theme(theme.now())
        plot.view_changed.connect(self._on_plot_moved)
        if name is not None:
            self._zoom.add(name, plot)
        self.plot_added.emit(plot)

    @Slot()
    def _on_theme(self) -> None:
        self.mark(history=True)
        self.wanted.emit()

    @Slot()
    def _on_plot_moved(self) -> None:
        self.away_changed.emit(self.away)

    @property
    def away(self) -> bool:
        """Whether some plot is zoomed or moved."""
        return any(plot.away for plot in self._plots)

    @Slot()
    def reset_zoom(self) -> None:
        """Every plot back to its home range."""
        for plot in self._plots:
            plot.reset_view()

    def show_options(self) -> None:
        """Brings the panel's buttons in line with the view."""

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if names & self.options:
            self.show_options()
        if names & (self.options | {"zoom", "concealed", "patterns", "hidden", "solo"}):
            self.mark(history=True)
            self.wanted.emit()

    def mark(self, *, history: bool) -> None:
        """What is drawn is out of date."""
        self._position_stale = True
        self._history_stale |= history

    def draw(self) -> None:
        """Brings the picture up to date, if it can be seen."""
        if not self.isVisible():
            if self._history_stale:
                self.forget()
            return
        if self._history_stale:
            for drawing in self.drawings_shown():
                drawing.set_patterns(self.session.view.patterns)
                if drawing.plot.theme is not theme.now():
                    drawing.set_theme(theme.now())
            self.draw_history()
        if self._position_stale:
            self.draw_position()
        self._history_stale = self._position_stale = False
        if self._zoom.follow():
            self.draw_position()  # marks at the edge speak of what is in sight now
        if any(drawing.waits and not drawing.plot.isHidden() for drawing in self.drawings_shown()):
            self.mark(history=True)
            self.wanted.emit()

    def set_subtitle(self, text: str) -> None:
        if text != self.subtitle:
            self.subtitle = text
            self.subtitle_changed.emit(text)

    def retranslate(self) -> None:
        self.mark(history=True)
        self.wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_zoom"):
            self.mark(history=False)  # what is placed by its size has another one
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.mark(history=True)
        self.wanted.emit()
