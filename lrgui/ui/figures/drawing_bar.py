"""A picture that is drawn while the window waits, with a bar."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from lrgui.text.language import translate
from lrgui.ui.widgets.progress_dialog import Stopped, wait_for

T = TypeVar("T")


def drawn(parent: QWidget, title: str, work: Generator[float, None, T], say: Callable[[str], object]) -> T | None:
    """What comes of the work; None, and said, where it is stopped. Raises what the work raises."""
    try:
        return wait_for(parent, title, translate("PictureDialog", "Drawing the picture…"), work)
    except Stopped:
        say(translate("PictureDialog", "Stopped: there is no picture."))
        return None
