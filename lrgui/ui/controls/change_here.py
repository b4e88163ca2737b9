"""One change of η at the playhead: asked for, typed, said; and "from here on" is off again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from lrgui.session.session import Session
from lrgui.text.numbers import format_count
from lrgui.text.run_words import changes_text
from lrgui.ui.widgets.fields import NumberField


class ChangeHere(QObject):
    """Signal: `said(sentence)`, what is to be done, and what was done: "0.2 → 0.9 at step 3"."""

    said = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._field: NumberField | None = None  # while it waits for a rate
        session.experiment_changed.connect(self._on_changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def begin(self, field: NumberField) -> None:
        """The next rate that is typed in the field applies from the playhead on, and no other edit does."""
        self._field = None if self._session.from_here else field  # what was on before stays on
        self._session.set_from_here(True)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        problem = self._session.experiment.problems[0]
        step = self._session.made(problem)
        self.said.emit(self.tr("From step {0} on: type the new η.").format(format_count(step)))

    @Slot()
    def _on_changed(self) -> None:
        if self._field is None:
            return
        session, experiment = self._session, self._session.experiment
        problem = experiment.problems[0]
        self._end()
        text = changes_text(experiment, problem, session.selected, experiment.total_updates(problem) - 1)
        QTimer.singleShot(0, self, lambda: self.said.emit(text))  # the window wipes what was said before the edit

    @Slot(QWidget, QWidget)
    def _on_focus(self, before: QWidget | None, _now: QWidget | None) -> None:
        if self._field is not None and before is self._field:
            self._end()  # nothing was typed

    def _end(self) -> None:
        self._field = None
        self._session.set_from_here(False)
