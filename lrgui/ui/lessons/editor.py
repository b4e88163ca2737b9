"""Where lessons are made: beside the window, whose experiment and panels a stage takes as they are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lrgui.core.lessons.drafting import answered_by, asking, finished, new_stage, typed_choices
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.question import BLANK, CHOICES, CURVE, NEXT_W, RATE, Ask
from lrgui.core.lessons.stage import Stage
from lrgui.core.lessons.texts import text_in
from lrgui.core.problems.registry import PROBLEMS
from lrgui.resources import LANGUAGES
from lrgui.session.session import Session
from lrgui.text.language import NAMES
from lrgui.text.names import error_sentence
from lrgui.ui.lessons.blank_form import BlankForm
from lrgui.ui.lessons.goal_form import GoalForm
from lrgui.ui.lessons.scrolled_form import ScrolledForm, text_fields, texts_of
from lrgui.ui.widgets.tab_order import EyeDialog

_SIZE = (620, 640)
_LINES = (2, 2, 3, 2)  # of text, answer, choices and notes
_NONE = ""


class LessonEditor(EyeDialog):
    """Signals: `previewed(lesson, stage)` to look at a stage; `saved(lesson)` when it is to be written."""

    previewed = Signal(object, int)
    saved = Signal(object)

    def __init__(self, parent: QWidget, session: Session, lesson: Lesson | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stages: list[Stage] = list(lesson.stages) if lesson is not None else []
        self._id = lesson.id if lesson is not None else "lesson"
        self.setWindowTitle(self.tr("Make a lesson"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.titles = {code: QLineEdit() for code in LANGUAGES}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Stages"))
        self.say, self.reveal, self.choices, self.notes = map(text_fields, _LINES)
        groups = self.say, self.reveal, self.choices, self.notes
        self._text_fields = [field for texts in groups for field in texts.values()]
        self._unsaved = self._warned = False
        self.kind, self.right, self.blank, self.goal = QComboBox(), QComboBox(), BlankForm(), GoalForm()
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.kind.addItem(self.tr("no question"), _NONE)
        self.kind.addItem(self.tr("choices, one a line"), CHOICES)
        self.kind.addItem(self.tr("place the next w on the curve"), NEXT_W)
        self.kind.addItem(self.tr("place the border of divergence on the ruler"), RATE)
        self.kind.addItem(self.tr("draw the loss curve"), CURVE)
        self.kind.addItem(self.tr("work out a number of the next update"), BLANK)
        self._form = ScrolledForm()
        self._lay_out()
        if lesson is not None:
            for code, text in lesson.title.items():
                self.titles[code].setText(text)
        self._connect()
        self._fill(0)

    def _button(self, text: str, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(text)
        button.setIcon(QIcon())
        button.setAutoDefault(False)
        row.addWidget(button)
        return button

    def _lay_out(self) -> None:
        layout, titles, tools, below = QVBoxLayout(self), QFormLayout(), QHBoxLayout(), QHBoxLayout()
        for code, field in self.titles.items():
            titles.addRow(self.tr("Title ({0})").format(NAMES[code]), field)
            field.setAccessibleName(self.tr("Title ({0})").format(NAMES[code]))
        layout.addLayout(titles)
        self.add = self._button(self.tr("Add what the window shows"), tools)
        self.take = self._button(self.tr("Show this in the stage"), tools)
        self.remove = self._button(self.tr("Remove"), tools)
        self.up = self._button("▲", tools)
        self.down = self._button("▼", tools)
        self.up.setAccessibleName(self.tr("Up"))
        self.down.setAccessibleName(self.tr("Down"))
        layout.addLayout(tools)
        layout.addWidget(self.list, 1)
        for name, fields in ((self.tr("Text"), self.say), (self.tr("Choices"), self.choices)):
            self._form.add_texts(name, fields)
            if fields is self.say:
                self._form.rows.addRow(self.tr("Question"), self.kind)
        self._form.rows.addRow(self.tr("Right"), self.right)
        self._form.rows.addRow(self.tr("Number"), self.blank)
        self._form.add_texts(self.tr("Answer"), self.reveal)
        self._form.rows.addRow(self.tr("Goal"), self.goal)
        self._form.add_texts(self.tr("Notes for yourself"), self.notes)
        layout.addWidget(self._form, 3)
        self.answer = self._button(self.tr("The answer is what the window shows"), below)
        self.preview = self._button(self.tr("Preview"), below)
        self.save = self._button(self.tr("Save…"), below)
        self.close_button = self._button(self.tr("Close"), below)
        layout.addWidget(self.fault)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        for field in self._text_fields:
            field.textChanged.connect(self._read)
        self.kind.activated.connect(self._read)
        self.right.activated.connect(self._read)
        self.blank.changed.connect(self._read)
        self.goal.changed.connect(self._read)
        self.add.clicked.connect(self._on_add)
        self.take.clicked.connect(self._on_take)
        self.remove.clicked.connect(self._on_remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.answer.clicked.connect(self._on_answer)
        self.preview.clicked.connect(self._on_preview)
        self.save.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.reject)

    # Leaving

    def was_saved(self) -> None:
        """It is in a file as it is."""
        self._unsaved = self._warned = False
        self.fault.setText("")

    def _touch(self) -> None:
        self._unsaved, self._warned = True, False

    def reject(self) -> None:
        """What Escape, the button and the window's own cross all come to."""
        if self._unsaved and not self._warned:
            self._warned = True
            self.fault.setText(self.tr("The lesson is not saved. Close once more, and it is gone."))
        else:
            super().reject()

    # The list

    def _fill(self, row: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([_listed(row, stage) for row, stage in enumerate(self._stages)])
            self.list.setCurrentRow(min(row, len(self._stages) - 1))
        self._show()

    @property
    def _row(self) -> int:
        return self.list.currentRow()

    @Slot()
    def _show(self) -> None:
        """The texts of the stage that is chosen."""
        there = 0 <= self._row < len(self._stages)
        stage = self._stages[self._row] if there else None
        ask = stage.ask if stage is not None else None
        fields = (*self._text_fields, self.kind, self.right)
        for field in fields:
            field.blockSignals(True)
        for code in LANGUAGES:
            self.say[code].setPlainText(stage.say.get(code, "") if stage is not None else "")
            answer = stage.reveal if stage is not None else None
            self.reveal[code].setPlainText(answer.say.get(code, "") if answer is not None else "")
            self.notes[code].setPlainText(stage.notes.get(code, "") if stage is not None else "")
            texts = ask.choices if ask is not None else ()
            self.choices[code].setPlainText("\n".join(text.get(code, "") for text in texts))
        self.kind.setCurrentIndex(self.kind.findData(ask.kind if ask is not None else _NONE))
        for field in fields:
            field.blockSignals(False)
        if stage is not None:
            self.blank.show_blank(ask.blank if ask is not None else None, stage.experiment)
            self.goal.show_goal(stage.goal, stage.experiment)
        self._enable(stage)

    def _enable(self, stage: Stage | None) -> None:
        """Only what a stage can have is asked for."""
        ask = stage.ask if stage is not None else None
        self._form.rows.setRowVisible(self.right, ask is not None and ask.kind == CHOICES)
        self._form.rows.setRowVisible(self.blank, ask is not None and ask.kind == BLANK)
        for code in LANGUAGES:
            self._form.rows.setRowVisible(self.choices[code], ask is not None and ask.kind == CHOICES)
            self._form.rows.setRowVisible(self.reveal[code], ask is not None)
            self.say[code].setEnabled(stage is not None)
            self.notes[code].setEnabled(stage is not None)
        self._form.rows.setRowVisible(self.goal, stage is not None)
        for button in (self.kind, self.take, self.remove, self.up, self.down):
            button.setEnabled(stage is not None)
        self.answer.setEnabled(ask is not None)
        with QSignalBlocker(self.right):
            self.right.clear()
            count = len(ask.choices) if ask is not None else 0
            self.right.addItems([str(i + 1) for i in range(count)])
            self.right.setCurrentIndex(int(ask.right or 0) if ask is not None and ask.kind == CHOICES else -1)

    # What the user does

    @Slot()
    def _read(self) -> None:
        """What was typed belongs to the stage at once."""
        if not 0 <= self._row < len(self._stages):
            return
        stage = replace(self._stages[self._row], say=texts_of(self.say), notes=texts_of(self.notes))
        stage = replace(asking(stage, self._ask(stage)), goal=self.goal.goal())
        if stage.reveal is not None:
            stage = replace(stage, reveal=replace(stage.reveal, say=texts_of(self.reveal)))
        self._touch()
        before, self._stages[self._row] = self._stages[self._row], stage
        self.list.item(self._row).setText(_listed(self._row, stage))
        if before.ask != stage.ask:
            self._enable(stage)

    def _ask(self, stage: Stage) -> Ask | None:
        kind = self.kind.currentData()
        if kind == CHOICES:
            choices = typed_choices({code: field.toPlainText() for code, field in self.choices.items()})
            return Ask(CHOICES, choices, max(0, min(self.right.currentIndex(), len(choices) - 1)))
        if kind == CURVE:
            return Ask(CURVE, chart=PROBLEMS[stage.experiment.problems[0]].charts[0])
        if kind == BLANK:
            return Ask(BLANK, blank=self.blank.blank())
        return Ask(kind) if kind in (NEXT_W, RATE) else None

    @Slot()
    def _on_add(self) -> None:
        self._touch()
        self._stages.insert(self._row + 1, new_stage(self._session.experiment, self._session.view))
        self._fill(self._row + 1)

    @Slot()
    def _on_take(self) -> None:
        self._touch()
        taken = new_stage(self._session.experiment, self._session.view)
        stage = replace(self._stages[self._row], show=taken.show, experiment=taken.experiment)
        self._stages[self._row] = stage
        self.blank.show_blank(stage.ask.blank if stage.ask is not None else None, stage.experiment)
        self.goal.show_goal(stage.goal, stage.experiment)

    @Slot()
    def _on_answer(self) -> None:
        session = self._session
        self._touch()
        self._stages[self._row] = answered_by(self._stages[self._row], session.experiment, session.view)

    @Slot()
    def _on_remove(self) -> None:
        self._touch()
        del self._stages[self._row]
        self._fill(self._row)

    def _move(self, by: int) -> None:
        row, other = self._row, self._row + by
        if 0 <= other < len(self._stages):
            self._touch()
            self._stages[row], self._stages[other] = self._stages[other], self._stages[row]
            self._fill(other)

    def _lesson(self) -> Lesson | None:
        """The lesson as it is, or what is still wrong with it, said below."""
        title = {code: field.text().strip() for code, field in self.titles.items() if field.text().strip()}
        try:
            lesson = finished(self._id, title, tuple(self._stages))
        except LessonFaults as error:
            self.fault.setText(error_sentence(error.faults[0]))
            return None
        self.fault.setText("")
        return lesson

    @Slot()
    def _on_preview(self) -> None:
        if (lesson := self._lesson()) is not None:
            self.previewed.emit(lesson, max(0, self._row))

    @Slot()
    def _on_save(self) -> None:
        if (lesson := self._lesson()) is not None:
            self.saved.emit(lesson)


def _listed(row: int, stage: Stage) -> str:
    return f"{row + 1}  {text_in(stage.say, LANGUAGES[0]) if stage.say else '…'}"
