"""The controls at the left of the window, or what stays of them when they are folded: η, and the verdict on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lrgui.session.session import Session
from lrgui.ui.controls.controls import Controls
from lrgui.ui.controls.rate_summary import FoldedControls, RateBeside
from lrgui.ui.widgets.fields import NumberField


class ControlColumn(QWidget):
    """`beside`: what goes with a panel that fills the window. Signal: `fitted()` when it needs another width."""

    fitted = Signal()

    def __init__(self, session: Session, controls: Controls) -> None:
        super().__init__()
        self.controls = controls
        self.folded_controls, self.beside = FoldedControls(session, controls), RateBeside(session, controls)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(controls)
        row.addWidget(self.folded_controls)
        self.folded_controls.hide()
        self.beside.setParent(self)
        self.beside.hide()
        self._folded = False
        controls.fitted.connect(self._fit)
        self._fit()

    @property
    def folded(self) -> bool:
        return self._folded

    def fold(self, on: bool) -> None:
        """Shows what stays of the controls, or all of them."""
        if on != self._folded:
            self._folded = on
            self.controls.setVisible(not on)
            self.folded_controls.setVisible(on)
            self._fit()

    @property
    def rate(self) -> NumberField:
        """The field of η that can be seen."""
        if self.beside.isVisible():
            return self.beside.rate
        return self.folded_controls.rate if self._folded else self.controls.run_box.rate

    @property
    def whole_width(self) -> int:
        """Of the controls that are not folded."""
        return self.controls.minimumWidth()

    @Slot()
    def _fit(self) -> None:
        width = self.folded_controls.room if self._folded else self.whole_width
        if width != self.minimumWidth() or width != self.maximumWidth():
            self.setFixedWidth(width)
        self.fitted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange) and hasattr(self, "_folded"):
            self._fit()
