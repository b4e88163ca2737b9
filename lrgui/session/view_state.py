"""What is to be seen: the one place where it can be asked for and changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from lrgui.core.analysis.averaged_weights import forget_averages
from lrgui.core.files.view import View


class ViewState(QObject):
    """Holds a `View`. Undo does not step through it.

    Signal: `changed(names)`, the set of the fields that have other values now.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = View()

    def set(self, **values: Any) -> None:
        """Gives fields other values. Raises `InvalidValue`, and changes nothing, where one is not allowed."""
        before, self.value = self.value, replace(self.value, **values)
        names = frozenset(name for name in values if getattr(before, name) != getattr(self.value, name))
        if "averaged" in names and not self.value.averaged:
            forget_averages()
        if names:
            self.changed.emit(names)
