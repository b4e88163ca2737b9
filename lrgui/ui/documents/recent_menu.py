"""The menu of the files that were opened or saved last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu

from lrgui.core.model.errors import shown
from lrgui.session.documents import Documents
from lrgui.session.settings import home

_LONGEST = 48  # characters of a folder


class RecentMenu(QObject):
    """Fills a menu whenever it opens. Signal: `chosen(path)`."""

    chosen = Signal(object)

    def __init__(self, menu: QMenu, documents: Documents) -> None:
        super().__init__(menu)
        self._menu, self._documents = menu, documents
        menu.aboutToShow.connect(self._fill)
        documents.changed.connect(self._enable)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        self._menu.menuAction().setEnabled(bool(self._documents.recent))

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for number, path in enumerate(self._documents.recent, 1):
            action = self._menu.addAction(_entry(number, path))
            action.triggered.connect(lambda _on=False, p=path: self.chosen.emit(p))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Clear the list")).triggered.connect(lambda: self._documents.forget_recent())


def _entry(number: int, path: Path) -> str:
    """A line of the menu: the name, and the folder by which files of the same name are told apart."""
    folder, own = str(path.parent), home()
    if own != Path(own.anchor) and path.parent.is_relative_to(own):
        folder = "~" + folder.removeprefix(str(own))
    if len(folder) > _LONGEST:
        folder = "…" + folder[1 - _LONGEST :]
    text = f"{shown(path.name)} — {folder}".replace("&", "&&")
    return f"&{number}  {text}"
