"""Number fields: one number, several, pairs of them, a learning rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from lrgui.text.numbers import (
    AmbiguousNumber,
    format_count,
    format_rate,
    parse_list,
    parse_number,
    parse_numbers,
    parse_pairs,
)
from lrgui.text.run_words import points_words
from lrgui.ui.widgets.wheel import Notches

_DIGITS = 6  # fit at least: 10 000
_AROUND = 26  # pixels beside a text: the frame and the padding


class NumberField(QLineEdit):
    """A number that people type, or step with the arrow keys and the wheel.

    Signals: `entered(value)` when the text was finished with Enter or by leaving; `stepped(value)` while a key or the
    wheel steps. A text that is no number is answered below the field, marked, and kept for mending; Escape restores.

    optional: 0 stands for none at all: then the field is empty, and its placeholder says so.
    """

    entered = Signal(float)
    stepped = Signal(float)

    def __init__(
        self,
        *,
        integer: bool = False,
        optional: bool = False,
        stepper: Callable[[float, int], float] | None = None,
    ) -> None:
        super().__init__()
        self._optional = optional
        self._integer = integer
        self._stepper = stepper or (lambda value, steps: value + steps)
        self._notches = Notches()
        self._value, self._shows = 0.0, False
        self.setProperty("invalid", False)
        self.setPlaceholderText(self.tr("none") if optional else "")
        self._make_room("")
        self.editingFinished.connect(self._finish)

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Shows the experiment's value, unless someone is typing another one."""
        changed, self._value = value != self._value, value
        self._renew(changed)

    def _renew(self, changed: bool) -> None:
        typing = self.isModified() and (self.hasFocus() or self.property("invalid"))
        if not typing and (changed or self.isModified() or not self._shows):
            self.restore()

    def restore(self) -> None:
        none = self._optional and not self._value
        self.setText("" if none else format_count(int(self._value)) if self._integer else format_rate(self._value))
        if self._integer:
            self._make_room(self.text())
        self.setModified(False)
        self._mark(invalid=False)
        self.setCursorPosition(0)
        self._shows = True

    def _make_room(self, text: str) -> None:
        """Half a whole number would be another one."""
        metrics = self.fontMetrics()
        least = max(metrics.horizontalAdvance("0" * _DIGITS) + 18, metrics.horizontalAdvance(text) + _AROUND)
        if self.minimumWidth() != least:
            self.setMinimumWidth(least)

    def complain(self, sentence: str) -> None:
        """Says under the field why its value is not taken; the text stays for mending."""
        self.setModified(True)
        self._mark(invalid=True)
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), sentence, self, self.rect(), 8000)
        self.setAccessibleDescription(sentence)

    def _mark(self, *, invalid: bool) -> None:
        if self.property("invalid") != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)
        if not invalid:
            self.setAccessibleDescription("")

    @Slot()
    def _finish(self) -> None:
        if not self.isModified():
            return
        if not self.isVisible():  # what it was typed for is not there any more, and nobody has finished it
            self.restore()
            return
        try:
            taken = self._read(self.text())
        except ValueError as error:
            self.complain(self._no_number(error))
            return
        self.setModified(False)
        self._mark(invalid=False)
        taken()
        if not self.property("invalid"):
            self.restore()

    def _read(self, text: str) -> Callable[[], None]:
        """What is to be done with a text that was finished. Raises ValueError."""
        value = 0.0 if self._optional and not text.strip() else parse_number(text)
        return lambda: self.entered.emit(value)

    def _no_number(self, error: ValueError) -> str:
        text = self.text().strip()
        if not text:
            return self.tr("A number is missing here.")
        if isinstance(error, AmbiguousNumber):
            return self.tr("“{0}” can be read in two ways; write {1} or {2}.").format(text, *error.readings)
        return self.tr("“{0}” is not a number; write it like 0.3, 3e-4 or 1/3.").format(text)

    def _step(self, steps: int) -> None:
        self._finish()
        if not self.property("invalid"):
            self.stepped.emit(self._stepper(self._value, steps))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Up else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            if not self.property("invalid"):
                self.clearFocus()  # the keys belong to the playhead again
        elif key == Qt.Key.Key_Escape:
            self.restore()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and not self.isModified():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                return False  # nothing typed here to undo: the program's undo is meant
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._optional and event.type() == QEvent.Type.LanguageChange:
            self.setPlaceholderText(self.tr("none"))
        if event.type() == QEvent.Type.FontChange:
            self._make_room(self.text() if self._integer else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and event.angleDelta().y():
            notches = self._notches.turned(event)
            if notches:
                self._step(notches)
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._notches.forget()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class NumbersField(NumberField):
    """Several numbers with commas, or none. Signal: `listed(numbers)` when a text was finished."""

    listed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[float, ...] = ()

    def set_values(self, values: Sequence[float]) -> None:
        """Shows the experiment's, unless someone is typing others."""
        changed, self._values = self._values != tuple(values), tuple(values)
        self._renew(changed)

    def restore(self) -> None:
        super().restore()
        self.setText(", ".join(map(format_rate, self._values)))
        self.setModified(False)
        self.setCursorPosition(0)

    def _read(self, text: str) -> Callable[[], None]:
        values = parse_list(text)
        return lambda: self.listed.emit(values)

    def _step(self, steps: int) -> None:
        """There is no one number to be stepped."""


class PairsField(NumberField):
    """Pairs of numbers, a colon within each and commas between them. Signal: `listed(pairs)` as `NumbersField`."""

    listed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[tuple[float, float], ...] = ()

    def set_pairs(self, pairs: Sequence[tuple[float, float]]) -> None:
        """Shows the experiment's, unless someone is typing others."""
        changed, self._pairs = self._pairs != tuple(pairs), tuple(pairs)
        self._renew(changed)

    def restore(self) -> None:
        super().restore()
        self.setText(points_words(self._pairs))
        self.setModified(False)
        self.setCursorPosition(0)

    def _read(self, text: str) -> Callable[[], None]:
        pairs = parse_pairs(text)
        return lambda: self.listed.emit(pairs)

    def _step(self, steps: int) -> None:
        """There is no one number to be stepped."""


class RateField(NumberField):
    """A learning rate, or several that are to race.

    Signal: `listed(rates)` where several were typed.
    """

    listed = Signal(list)

    def _read(self, text: str) -> Callable[[], None]:
        values = parse_numbers(text)
        return (lambda: self.entered.emit(values[0])) if len(values) == 1 else (lambda: self.listed.emit(values))
