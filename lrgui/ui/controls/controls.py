"""The column of controls: lesson and problem, learning rate, optimizer, training."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.controls.averaging_box import AveragingBox
from lrgui.ui.controls.experiment_box import ExperimentBox
from lrgui.ui.controls.lesson_box import LessonBox
from lrgui.ui.controls.run_box import RunBox

_WIDTH = 270  # pixels at the normal text size
_RESIZING = (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Controls(QScrollArea):
    """Signals: `lesson_chosen(id)`; `message(sentence)` where a value was not taken; `fitted()`, it has its width."""

    lesson_chosen = Signal(str)
    fitted = Signal()
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.lesson_box = LessonBox()
        self.run_box = RunBox(session)
        self.experiment_box = ExperimentBox(session)
        self.averaging_box = AveragingBox(session, self.experiment_box.section)
        self.lesson_box.section.add_wide(self.experiment_box.problem)
        self.lesson_box.chosen.connect(self.lesson_chosen)
        self.run_box.message.connect(self.message)
        self.experiment_box.message.connect(self.message)
        self._column = column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 2, 8)
        layout.setSpacing(8)
        self._sections = (
            self.lesson_box.section,
            self.run_box.rate_section,
            self.run_box.optimizer_section,
            self.experiment_box.section,
        )
        for section in self._sections:
            layout.addWidget(section)
        layout.addStretch(1)
        # The boxes hold no widgets of their own: they are here so that they hear of a new language.
        for box in (self.lesson_box, self.run_box, self.experiment_box, self.averaging_box):
            box.setParent(column)
            box.hide()
        self.setWidget(column)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        column.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """As wide as the text needs: no label may be cut, in any language and text size."""
        widest = max(section.label_width for section in self._sections)
        for section in self._sections:
            section.set_label_width(widest)
        width = max(theme.scaled(_WIDTH), self._column.minimumSizeHint().width()) + theme.scaled(theme.SCROLL_BAR)
        if width != self.minimumWidth():
            self.setFixedWidth(width)
            self.fitted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._column and event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()  # rows have come or gone
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESIZING and hasattr(self, "_column"):
            self._soon.start()  # when the sections have heard of it too

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for part in (self._column, *self._column.findChildren(QWidget)):
            if (layout := part.layout()) is not None:
                layout.invalidate()  # what was hidden while the text grew has not heard of it
        self.fit()

    def follow(self) -> None:
        """Once a frame: what goes with the playhead."""
        self.run_box.theory.follow()

    @Slot()
    def refresh(self) -> None:
        self.run_box.refresh()
        self.experiment_box.refresh()
