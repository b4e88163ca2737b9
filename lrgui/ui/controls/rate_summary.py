"""η of the selected run and the verdict on it, where there is no room for all controls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.controls.controls import Controls
from lrgui.ui.controls.rate_slider import stepped_rate
from lrgui.ui.icons import swatch
from lrgui.ui.language import Translated
from lrgui.ui.widgets.fields import NumberField

_FIELD = 84  # pixels of the field beside a title, at the normal text size


class RateSummary(Translated):
    """Field and verdict; they stand in `rows`."""

    def __init__(self, session: Session, controls: Controls, rows: QBoxLayout) -> None:
        super().__init__()
        self._session, self._run_box = session, controls.run_box
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
        rows.addWidget(self.verdict)
        self._run_box.regime.changed.connect(self.refresh)
        theme.CHANGES.changed.connect(self.refresh)

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


class FoldedControls(RateSummary):
    """A card as narrow as a number."""

    def __init__(self, session: Session, controls: Controls) -> None:
        card = QFrame()
        card.setObjectName("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(7, 8, 7, 8)
        rows.setSpacing(6)
        super().__init__(session, controls, rows)
        self.verdict.setWordWrap(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)
        self.retranslate()

    @property
    def room(self) -> int:
        """As wide as a number and the longest word of any verdict need: it stays where it is as these change."""
        font = QApplication.font()  # the label has that of the style sheet only when it is seen
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = " ".join(self._run_box.regime.briefs.values()).split()
        longest = max(metrics.horizontalAdvance(f"{word}m") for word in words)
        return max(self.rate.minimumWidth(), longest) + 2 * 8


class RateBeside(RateSummary):
    """One line, beside the title of a panel that fills the window."""

    def __init__(self, session: Session, controls: Controls) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        super().__init__(session, controls, row)
        self.setLayout(row)
        self.rate.setFixedWidth(theme.scaled(_FIELD))
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rate"):
            self.rate.setFixedWidth(theme.scaled(_FIELD))
