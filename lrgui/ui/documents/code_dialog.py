"""The selected run as a script, to read, to copy and to save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lrgui.core.codegen import LIBRARIES, code, suggested_name
from lrgui.core.model.experiment import Experiment
from lrgui.session.settings import CODE_LIBRARY, CODE_PROBLEM, Settings
from lrgui.text.names import problem_name
from lrgui.text.numbers import format_rate
from lrgui.ui.figures import destination
from lrgui.ui.widgets.fields import Segments

_SIZE = (860, 620)
_NAMES = {"numpy": "NumPy", "pytorch": "PyTorch", "keras": "Keras"}


class CodeDialog(QDialog):
    """Shows one run of an experiment for a problem and a library; both are remembered."""

    def __init__(self, parent: QWidget, settings: Settings, experiment: Experiment, run: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._settings, self._experiment, self._run = settings, experiment, run
        rate = format_rate(experiment.runs[run].learning_rate)
        self.setWindowTitle(self.tr("Run {0} (η = {1}) as code").format(run + 1, rate))
        self.resize(_SIZE[0], min(_SIZE[1], parent.height() - 40))
        problem, library = settings.get(CODE_PROBLEM), settings.get(CODE_LIBRARY)
        self._problem = problem if problem in experiment.problems else experiment.problems[0]
        self._library = library if library in LIBRARIES else LIBRARIES[0]
        row = QHBoxLayout()
        self.problems = Segments(experiment.problems, problem_name)
        self.problems.chosen.connect(self._on_problem)
        self.problems.setVisible(len(experiment.problems) > 1)
        self.libraries = Segments(LIBRARIES, _NAMES.__getitem__)
        self.libraries.chosen.connect(self._on_library)
        for segments in (self.problems, self.libraries):
            segments.retranslate()
            row.addWidget(segments)
        row.addStretch(1)
        self.problems.setAccessibleName(self.tr("Problem"))
        self.libraries.setAccessibleName(self.tr("Library"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Script"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setStyleHint(QFont.StyleHint.Monospace)
        fixed.setPixelSize(self.font().pixelSize())
        self.text.setFont(fixed)
        self.said = QLabel()
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.copy_button = buttons.addButton(self.tr("Copy"), role.ActionRole)
        self.save_button = buttons.addButton(self.tr("Save…"), role.ActionRole)
        self.close_button = buttons.addButton(self.tr("Close"), role.RejectRole)
        for button in (self.copy_button, self.save_button, self.close_button):
            assert isinstance(button, QPushButton)
            button.setIcon(QIcon())
            button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self._show()
        self.text.setFocus()

    def _show(self) -> None:
        self.problems.set_code(self._problem)
        self.libraries.set_code(self._library)
        self.text.setPlainText(code(self._experiment, self._problem, self._run, self._library))
        self.said.setText(
            {
                "numpy": self.tr("Needs NumPy. Prints the numbers of this run alone, to the last digit."),
                "pytorch": self.tr("Needs NumPy and PyTorch. Prints the numbers of this run but for rounding errors."),
                "keras": self.tr("Needs NumPy, Keras and TensorFlow. Prints the numbers of this run but for rounding."),
            }[self._library]
        )

    @Slot(str)
    def _on_problem(self, problem: str) -> None:
        self._problem = problem
        self._settings.set(CODE_PROBLEM, problem)
        self._show()

    @Slot(str)
    def _on_library(self, library: str) -> None:
        self._library = library
        self._settings.set(CODE_LIBRARY, library)
        self._show()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText(self.tr("The script is on the clipboard."))

    @Slot()
    def _on_save(self) -> None:
        name = suggested_name(self._experiment, self._problem, self._run, self._library)
        path = destination.ask_path(self, self.tr("Save the script"), self._settings.folder / name, (".py",))
        if path is None:
            return
        self._settings.folder = path.parent
        problem = destination.write_all({path: self.text.toPlainText()})
        self.said.setText(problem or destination.wrote([path]))
