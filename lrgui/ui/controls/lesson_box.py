"""The choice of a lesson, and of the problem."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox

from lrgui.core.lessons.lesson import headings
from lrgui.ui.controls.section import Section
from lrgui.ui.language import Translated


class LessonBox(Translated):
    """Signal: `chosen(id)` when a lesson is picked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.section = Section()
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setMaxVisibleItems(20)
        for heading in headings():
            self.combo.addItem("", heading.id)
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(self._on_activated)
        self.section.add_wide(self.combo)
        self._language = "en"
        self.retranslate()

    def set_language(self, code: str) -> None:
        self._language = code
        self.retranslate()

    def retranslate(self) -> None:
        self.section.title.setText(self.tr("Lesson and problem"))
        self.combo.setPlaceholderText(self.tr("Choose a lesson"))
        self.combo.setAccessibleName(self.tr("Lesson"))
        self.combo.setToolTip(self.tr("An experiment with an explanation; your own experiment comes back with undo."))
        for i, heading in enumerate(headings()):
            self.combo.setItemText(i, heading.title[self._language])
            self.combo.setItemData(i, heading.title[self._language], Qt.ItemDataRole.ToolTipRole)

    def show_lesson(self, lesson_id: str | None) -> None:
        """The lesson that is open, or none."""
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(lesson_id) if lesson_id is not None else -1)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.combo.itemData(index))
