"""The presenter, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lrgui.session.teaching import Teaching
from lrgui.ui.language import Language
from lrgui.ui.widgets.frame_pacing import Frames

if TYPE_CHECKING:
    from lrgui.ui.presenter.presenter import Presenter


class Presenting(QObject):
    """Shows and closes the presenter of a window, which draws nothing while it is covered."""

    def __init__(self, window: QWidget, teaching: Teaching, language: Language, frames: Frames) -> None:
        super().__init__(window)
        self._window, self._teaching, self._language, self._frames = window, teaching, language, frames
        self.presenter: Presenter | None = None

    @Slot()
    def present(self) -> None:
        """Opens the presenter, on another screen where there is one."""
        from lrgui.ui.presenter.presenter import Presenter

        if self.presenter is None:
            self.presenter = Presenter(self._teaching.session, self._teaching, self._language)
            self.presenter.closed.connect(self._on_closed)
        self._frames.rest(self.presenter.alone)
        self.presenter.present(self._window)

    def give(self, files: tuple[Path, ...], open: Callable[[Path], None]) -> None:
        """Presents several files as one talk, beginning with the first one."""
        from lrgui.ui.presenter.talk import Talk

        self.present()
        assert self.presenter is not None
        self.presenter.talk = Talk(files, open)
        self.presenter.talk.turn(1)

    @Slot()
    def _on_closed(self) -> None:
        self._frames.rest(False)

    def close(self) -> None:
        """For the end of the window."""
        if self.presenter is not None:
            self.presenter.close()
            self.presenter.deleteLater()
            self.presenter = None
