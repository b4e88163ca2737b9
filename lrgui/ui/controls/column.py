"""The controls at the left of the window, or what stays of them when they are folded: η, and the verdict on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.controls.controls import Controls
from lrgui.ui.controls.rate_slider import stepped_rate
from lrgui.ui.icons import swatch
from lrgui.ui.language import Translated
from lrgui.ui.widgets.fields import NumberField


class FoldedControls(Translated):
    """A card as narrow as a number."""

    def __init__(self, session: Session, controls: Controls) -> None:
        super().__init__()
        self._session, self._run_box = session, controls.run_box
        card = QFrame()
        card.setObjectName("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(7, 8, 7, 8)
        rows.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(6)
        self.swatch, self.letter = QLabel(), QLabel("η")
        first.addWidget(self.swatch)
        first.addWidget(self.letter, 1)
        rows.addLayout(first)
        self.rate = NumberField(stepper=stepped_rate)
        self.letter.setBuddy(self.rate)
        for signal in (self.rate.entered, self.rate.stepped):
            signal.connect(lambda value: self._run_box.edit_rate(self.rate, value))
        rows.addWidget(self.rate)
        self.verdict = QLabel()
        self.verdict.setObjectName("verdict")
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verdict.setWordWrap(True)
        rows.addWidget(self.verdict)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)
        self._run_box.regime.changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        self.rate.setAccessibleName(self.tr("Learning rate"))
        self.rate.setToolTip(self.tr("The learning rate of the selected run"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Shows the selected run."""
        run, regime = self._session.run, self._run_box.regime
        self.rate.set_value(run.learning_rate)
        side = theme.scaled(14)
        self.swatch.setPixmap(swatch(theme.now().seen(run.colour)).pixmap(side, side))
        self.verdict.setText(regime.brief)
        self.verdict.setToolTip(regime.pill.text())
        theme.mark(self.verdict, "tone", regime.tone)

    @property
    def room(self) -> int:
        """As wide as a number and the longest word of the verdict need."""
        metrics = self.verdict.fontMetrics()
        words = [metrics.horizontalAdvance(word + "m") for word in self.verdict.text().split()]
        return max(self.rate.minimumWidth(), *words, 0) + 2 * 8


class ControlColumn(QWidget):
    """Signal: `fitted()` when it needs another width."""

    fitted = Signal()

    def __init__(self, session: Session, controls: Controls) -> None:
        super().__init__()
        self.controls = controls
        self.folded_controls = FoldedControls(session, controls)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(controls)
        row.addWidget(self.folded_controls)
        self.folded_controls.hide()
        self._folded = False
        controls.fitted.connect(self._fit)
        controls.run_box.regime.changed.connect(self.refresh)
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

    @Slot()
    def refresh(self) -> None:
        """Makes room for a longer verdict."""
        if self._folded and self.folded_controls.room > self.width():
            self._fit()
