"""What a window remembers from one start to the next, beside the places of its panels."""

from __future__ import annotations

import json

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow

from lrgui.core.files.view import View
from lrgui.core.model.errors import InvalidValue
from lrgui.session.session import Session
from lrgui.session.settings import CURVES, FOLDED, GEOMETRY, Settings

# The fields of the view that say how plots look.
_CURVES = ("charts", "log_loss", "iterations", "future", "equal_scales", "patterns")
_FOLDED = {"yes": True, "no": False}
_SIZE = (1440, 900)
_FRAME = (40, 60)  # what a window manager's frame takes, and some air


def restore_view(session: Session, settings: Settings) -> None:
    """How the curves looked last, as far as it is whole."""
    try:
        view = View.from_dict(json.loads(settings.get(CURVES)))
    except (ValueError, RecursionError, InvalidValue):
        view = View()
    session.set_view(**{name: getattr(view, name) for name in _CURVES})
    session.set_view(folded=_FOLDED.get(settings.get(FOLDED)))


def remember_view(session: Session, settings: Settings) -> None:
    data = session.view.to_dict()
    settings.set(CURVES, json.dumps({name: data[name] for name in _CURVES}))
    settings.set(FOLDED, next((word for word, folded in _FOLDED.items() if folded is session.view.folded), "auto"))


def restore_geometry(window: QMainWindow, settings: Settings) -> None:
    """Where the window was; at first it has a size of its own, or the screen's where that is smaller."""
    geometry = settings.get(GEOMETRY)
    if geometry and window.restoreGeometry(geometry):
        return
    screen = window.screen().availableGeometry()
    window.resize(QSize(*_SIZE).boundedTo(screen.size()))  # maximised or not: some desktops do not maximise
    if screen.width() < _SIZE[0] + _FRAME[0] or screen.height() < _SIZE[1] + _FRAME[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)
