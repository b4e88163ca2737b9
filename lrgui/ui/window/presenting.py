"""The presenter, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from lrgui.session.documents import Documents
from lrgui.session.settings import STEPS_MOVE, Settings
from lrgui.session.sweeps import Sweeps
from lrgui.session.teaching import Teaching
from lrgui.ui.language import Language
from lrgui.ui.widgets.frame_pacing import Frames

if TYPE_CHECKING:
    from lrgui.ui.presenter.lecturer import LecturerBar
    from lrgui.ui.presenter.presenter import Presenter


class Presenting(QObject):
    """Shows and closes the presenter of a window, which draws nothing while it is covered; where there is another
    screen the window has a bar for the lecturer meanwhile.
    """

    def __init__(
        self,
        window: QMainWindow,
        teaching: Teaching,
        sweeps: Sweeps,
        documents: Documents,
        settings: Settings,
        language: Language,
        frames: Frames,
    ) -> None:
        super().__init__(window)
        self._window, self._teaching, self._language, self._frames = window, teaching, language, frames
        self._sweeps, self._documents, self._settings = sweeps, documents, settings
        self.presenter: Presenter | None = None
        self.bar: LecturerBar | None = None

    @Slot()
    def present(self) -> None:
        """Opens the presenter, on another screen where there is one."""
        from lrgui.ui.presenter.presenter import Presenter

        if self.presenter is None:
            self.presenter = Presenter(self._teaching.session, self._teaching, self._sweeps, self._language)
            self.presenter.closed.connect(self._on_closed)
            self.presenter.glide.on = self._settings.get(STEPS_MOVE)
        self._frames.rest(self.presenter.alone)
        self.presenter.present(self._window)
        self._begin_bar()

    def _begin_bar(self) -> None:
        assert self.presenter is not None
        if self.presenter.alone:
            return
        from lrgui.ui.presenter.lecturer import LecturerBar

        if self.bar is None:
            self.bar = LecturerBar(self._teaching, self._documents, self._language)
            self._window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.bar)
        self.bar.talk = self.presenter.keys.talk
        self.bar.begin()

    @Slot()
    def show_bar(self) -> None:
        """Restoring the places of docks shows and hides tool bars, too."""
        if self.bar is not None:
            self.bar.setVisible(self.presenter is not None and self.presenter.isVisible() and not self.presenter.alone)

    def give(self, files: tuple[Path, ...], open: Callable[[Path, QWidget, Callable[[], object]], None]) -> None:
        """Presents several files as one talk, beginning with the first one.

        open: opens one; it is given the window that can be seen, and what to do before.
        """
        from lrgui.ui.presenter.talk import Talk

        self.present()
        presenter = self.presenter
        assert presenter is not None
        seen = presenter if presenter.alone else self._window
        presenter.keys.talk = Talk(files, lambda path, begins: open(path, seen, begins))
        presenter.keys.talk.turn(1)
        self._begin_bar()

    @Slot()
    def _on_closed(self) -> None:
        self._frames.rest(False)
        if self.presenter is not None:
            self._settings.set(STEPS_MOVE, self.presenter.glide.on)
        if self.bar is not None:
            self.bar.end()

    def close(self) -> None:
        """For the end of the window."""
        if self.presenter is not None:
            self.presenter.close()
            self.presenter.deleteLater()
            self.presenter = None
