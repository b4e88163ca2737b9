"""The dialog that holds a printed table against a run: the digits that differ are marked."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QWidget,
)

from lrgui.core.model.errors import InvalidValue
from lrgui.core.tables.compare.comparison import MAX_LINES, MAX_TEXT, Comparison, compare
from lrgui.session.session import Session
from lrgui.text.numbers import format_count
from lrgui.text.problems import short_problem_name
from lrgui.ui import theme
from lrgui.ui.tables.table_choice import run_name
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.text_dialog import TextDialog

_SIZE = (1000, 600)
_PAUSE_MS = 250  # after the last key, until what was typed is compared
MOST_MARKED = 3000  # lines: to mark more would take seconds, and nobody reads them
_LOOKS_LIKE = re.compile(r"\d[^\n]*\n[^\n]*\d")  # two lines with numbers


class CompareDialog(TextDialog):
    """At the left what was pasted, at the right the same lines with what differs from the run."""

    def __init__(self, parent: QWidget, session: Session, problem: str) -> None:
        super().__init__(parent, _SIZE)
        self.setWindowTitle(self.tr("Compare with a printed table"))
        self._history, self._experiment = session.shown, session.shown_experiment
        self._problem, self._run = problem, session.shown_selected
        self._decided = False  # somebody has said which problem is meant
        problems = self._experiment.problems
        self.problem = Segments(problems, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        self.problem.setVisible(len(problems) > 1)
        self.problem.setAccessibleName(self.tr("Problem"))
        self.problem.retranslate()
        self.run = Choice([str(i) for i in range(len(self._experiment.runs))], self._run_name)
        self.run.chosen.connect(self._on_run)
        self.run.setAccessibleName(self.tr("Run"))
        self.run.retranslate()
        self.run.set_code(str(self._run))
        self.run.setMinimumContentsLength(16)
        row = QHBoxLayout()
        row.addWidget(self.problem)
        row.addWidget(self.run)
        row.addStretch(1)
        self.pasted = self.text_field(self.tr("Printed table"))
        self.marked = self.text_field(self.tr("Comparison"))
        self.pasted.setPlaceholderText(
            self.tr(
                "Paste a printed table here: what a script prints, lines like “After 3 steps: w is …”, "
                "a log of Keras, or a table with a heading."
            )
        )
        self.said.setObjectName("said")
        self.pasted.setTabChangesFocus(True)
        self.marked.setReadOnly(True)
        self.marked.setUndoRedoEnabled(False)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        for text in (self.pasted, self.marked):
            halves.addWidget(text)
        halves.setSizes([3 * _SIZE[0] // 7, 4 * _SIZE[0] // 7])
        # The same line stands at the same height.
        self.pasted.verticalScrollBar().valueChanged.connect(self.marked.verticalScrollBar().setValue)
        self.marked.verticalScrollBar().valueChanged.connect(self.pasted.verticalScrollBar().setValue)
        self.paste_button = self.add_button(self.tr("Paste"))
        self.close_button = self.add_button(self.tr("Close"), closes=True)
        self.paste_button.clicked.connect(self._on_paste)
        self.lay_out(row, halves)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._compare)
        self.pasted.textChanged.connect(self._pause.start)
        self._paste_by_itself()
        self._compare()
        self.pasted.setFocus()

    def _run_name(self, code: str) -> str:
        return run_name(int(code), self._experiment)

    def _paste_by_itself(self) -> None:
        """What is on the clipboard, where it looks like a table."""
        text = QGuiApplication.clipboard().text()
        if len(text) <= MAX_TEXT and _LOOKS_LIKE.search(text):
            self.pasted.setPlainText(text)

    # What the user does

    @Slot(str)
    def _on_problem(self, problem: str) -> None:
        self._problem, self._decided = problem, True
        self._compare()

    @Slot(str)
    def _on_run(self, code: str) -> None:
        self._run = int(code)
        self._compare()

    @Slot()
    def _on_paste(self) -> None:
        self.pasted.setPlainText(QGuiApplication.clipboard().text())
        self._compare()

    # Comparing

    @Slot()
    def _compare(self) -> None:
        self._pause.stop()
        text = self.pasted.toPlainText()
        found = None
        if text.strip():
            try:
                found = self._found(text)
            except InvalidValue as error:
                self._say(self._sentence(error), "warn")
        else:
            self._say("", "neutral")
        self.problem.set_code(self._problem)
        if found is None:
            self.marked.clear()
            return
        self._show(found)
        if found.compared == 0 or (found.absent and found.differing == 0):
            tone = "warn"
        elif found.differing == 0:
            tone = "good"
        else:
            tone = "bad"
        self._say(self._summary(found), tone)

    def _found(self, text: str) -> Comparison:
        """Where nobody has said which problem is meant, it is the one of which more numbers agree."""
        others = [p for p in self._experiment.problems if p != self._problem and not self._decided]
        found: dict[str, Comparison] = {}
        for problem in (self._problem, *others):
            try:
                found[problem] = compare(text, self._history, self._run, problem)
            except InvalidValue:
                if problem == [self._problem, *others][-1] and not found:
                    raise
        self._problem = max(found, key=lambda p: (found[p].compared - found[p].differing, found[p].compared))
        return found[self._problem]

    def _sentence(self, error: InvalidValue) -> str:
        if error.rule == "between":
            text = self.tr(
                "That is too much at once: at most {0} {0:character|characters} in {1} {1:line|lines} can be compared."
            )
            return text.format(format_count(MAX_TEXT), format_count(MAX_LINES))
        return self.tr(
            "No number of a step of this run was found. Understood are lines like “After 3 steps: w is …”, "
            "tables with a heading, and columns of numbers that begin with the step."
        )

    def _summary(self, found: Comparison) -> str:
        lines = sum(any(segment.status != "plain" for segment in line) for line in found.lines)
        counts = format_count(found.compared), format_count(lines), found.precision
        if found.compared == 0:
            said = self.tr("Nothing was compared.")
        elif found.differing == 0:
            said = self.tr("{0} {0:number|numbers} in {1} {1:line|lines} compared in {2}: all digits agree.").format(
                *counts
            )
        else:
            text = self.tr(
                "{0} of {1} {1:number|numbers} {0:differs|differ}, compared in {2}; the first is of step {3}."
            )
            first = format_count(found.first or 0)
            said = text.format(format_count(found.differing), counts[0], found.precision, first)
        if found.shift:
            text = (
                self.tr("The printed steps count from one lower than here.")
                if found.shift > 0
                else self.tr("The printed steps count from one higher than here.")
            )
            said = f"{said} {text}"
        for text in self._remarks(found):
            said = f"{said} {text}"
        if found.missed:
            text = self.tr("Lines with numbers that were not understood: {0}.")
            said = f"{said} {text.format(format_count(found.missed))}"
        marked = sum(any(segment.ours for segment in line) for line in found.lines)
        if marked > MOST_MARKED:
            text = self.tr("Only the first {0} {0:line|lines} that {0:differs is|differ are} marked.")
            said = f"{said} {text.format(format_count(MOST_MARKED))}"
        return said

    def _remarks(self, found: Comparison) -> list[str]:
        """With which runs and figures the text was compared, and what it was not compared with."""
        said = []
        if found.runs and found.runs != (self._run,):
            runs = ", ".join([format_count(run + 1) for run in found.runs])
            said.append(self.tr("Each number with the run whose learning rate the text names; runs: {0}.").format(runs))
        if found.absent:
            said.append(self.tr("No run has the learning rate: {0}.").format(", ".join(found.absent)))
        readings = {
            "best": self.tr("w, b and samples: of the best checkpoint."),
            "last": self.tr("w, b and samples: of the last checkpoint."),
            "mean": self.tr("Training loss and accuracy: the mean over the epoch, as Keras shows them."),
            "end": self.tr("Training loss and accuracy: at the end of the epoch."),
        }
        said += [readings[reading] for reading in found.readings]
        if found.beyond:
            text = self.tr("Numbers of steps that the run does not have: {0}.")
            said.append(text.format(format_count(found.beyond)))
        return said

    def _say(self, sentence: str, tone: str) -> None:
        self.said.setText(sentence)
        theme.mark(self.said, "tone", tone)
        self.said.setVisible(bool(sentence))

    def _show(self, found: Comparison) -> None:
        """The lines as they were pasted; after those that differ, what the run has."""
        at = self.pasted.verticalScrollBar().value()
        self.marked.setCurrentCharFormat(QTextCharFormat())  # else all is marked where the first line was
        self.marked.setPlainText("\n".join("".join(s.text for s in line) for line in found.lines))
        wrong, ours = QTextCharFormat(), QTextCharFormat()
        # Not by colour alone.
        wrong.setBackground(theme.seen("bad_back"))
        wrong.setForeground(theme.seen("bad"))
        wrong.setFontWeight(QFont.Weight.Bold)
        wrong.setFontUnderline(True)
        ours.setForeground(theme.seen("good"))
        document = self.marked.document()
        cursor = QTextCursor(document)
        differing = [i for i, line in enumerate(found.lines) if any(s.ours for s in line)]
        cursor.beginEditBlock()
        for number in differing[:MOST_MARKED]:
            place = document.findBlockByNumber(number).position()
            for segment in found.lines[number]:
                # Qt counts in units of UTF-16.
                length = len(segment.text.encode("utf-16-le")) // 2
                if segment.ours:
                    cursor.setPosition(place)
                    cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(wrong)
                place += length
            cursor.setPosition(place)
            cursor.insertText("   ← " + ", ".join(s.ours for s in found.lines[number] if s.ours), ours)
        cursor.endEditBlock()
        self.marked.verticalScrollBar().setValue(at)
