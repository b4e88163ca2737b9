"""Number fields that are taken while they are typed, and that say what is wrong when they are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from lrgui.core.model.errors import InvalidValue
from lrgui.text import names
from lrgui.text.numbers import parse_number
from lrgui.ui.widgets.fields import NumberField

_FINISHING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TypedFields(QObject):
    """take(name, value) raises `InvalidValue`, with its field in words, for what cannot be.

    Signal: `changed()` when a field becomes wrong, or wrong in another way, or right again.
    """

    changed = Signal()

    def __init__(self, fields: Mapping[str, NumberField], take: Callable[[str, float], None], parent: QObject) -> None:
        super().__init__(parent)
        self._fields, self._take = fields, take
        self._typing = ""
        for name, field in fields.items():
            field.entered.connect(lambda value, n=name: self._on_entered(n, value))
            field.stepped.connect(lambda value, n=name: self._on_entered(n, value))
            field.textEdited.connect(lambda _text, n=name: self._on_typed(n))
            field.installEventFilter(self)

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence; empty where nothing is."""
        wrong = [field for field in self._fields.values() if field.property("invalid")]
        return wrong[0].accessibleDescription() if wrong else ""

    def finish(self) -> None:
        """Takes what was typed and not yet left."""
        for field in self._fields.values():
            field.editingFinished.emit()

    def show(self, values: Mapping[str, float]) -> None:
        """Brings the fields in line with what is chosen, but for the one in which someone is typing."""
        for name, value in values.items():
            if name != self._typing:
                self._fields[name].set_value(value)

    def restore(self, *names: str) -> None:
        """Forgets what was typed and not taken, in all fields where none is named."""
        for name in names or self._fields:
            self._fields[name].restore()

    def _on_typed(self, name: str) -> None:
        self._typing = name
        with suppress(ValueError):  # no number or not allowed, so far: said when the field is left
            self._take(name, parse_number(self._fields[name].text()))
        self._typing = ""

    def _on_entered(self, name: str, value: float) -> None:
        try:
            self._take(name, value)
        except InvalidValue as error:
            self._fields[name].complain(names.error_sentence(error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        finishing = isinstance(event, QKeyEvent) and event.key() in _FINISHING
        if event.type() in (QEvent.Type.DynamicPropertyChange, QEvent.Type.FocusOut) or finishing:
            self.changed.emit()
        return super().eventFilter(watched, event)
