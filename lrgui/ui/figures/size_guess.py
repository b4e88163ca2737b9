"""How large a film will be, found out in slices: the dialog hears mouse and keyboard meanwhile."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QObject, Signal, Slot

from lrgui.core.model.errors import InvalidValue
from lrgui.export.animation.animation import Scenes
from lrgui.export.animation.frame_times import Film
from lrgui.export.animation.size_estimate import estimated
from lrgui.export.figure.figure import Figure
from lrgui.ui.widgets.sliced_work import SlicedWork


class SizeGuess(QObject):
    """Knows one size, of what its `key` stands for. Signal: `found()`."""

    found = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: tuple[object, int] | None = None
        self._work = SlicedWork(self)
        self._work.ended.connect(self._on_ended)

    def of(self, key: object) -> int | None:
        """The size in bytes, None where it is not known."""
        return self._known[1] if self._known is not None and self._known[0] == key else None

    def start(self, key: object, path: str, figure: Figure, scene_at: Scenes, film: Film) -> None:
        """Finds out how large the film will be that would be written to `path`; closes the figure in the end."""
        self.stop()
        self._work.start(self._guessing(key, path, figure, scene_at, film))

    def stop(self) -> None:
        """Something else is wanted."""
        self._work.cancel()

    def _guessing(
        self, key: object, path: str, figure: Figure, scene_at: Scenes, film: Film
    ) -> Generator[float, None, None]:
        try:
            yield 0.0  # a generator that was never asked for anything cannot close what it got
            size = yield from estimated(path, figure, scene_at, film)
            self._known = key, size
        finally:
            figure.close()

    @Slot(object)
    def _on_ended(self, error: Exception | None) -> None:
        if error is None:
            self.found.emit()
        elif not isinstance(error, InvalidValue | OSError):  # those are said when the film is written
            raise error
