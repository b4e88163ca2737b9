"""The selected run as a script, to read, to copy and to save."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from lrgui.core.codegen import LIBRARIES, code, suggested_name
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.session.settings import CODE_LIBRARY, CODE_PROBLEM, Settings
from lrgui.text import names
from lrgui.text.problems import problem_name
from lrgui.text.run_words import on_its_way, rate_words
from lrgui.ui.widgets import destination
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.text_dialog import TextDialog

_SIZE = (860, 620)
_NAMES = {"numpy": "NumPy", "pytorch": "PyTorch", "keras": "Keras"}


class CodeDialog(TextDialog):
    """Shows one run of an experiment for a problem and a library; both are remembered.

    average: the factor of averaged weights, None where there are none.
    """

    def __init__(
        self, parent: QWidget, settings: Settings, experiment: Experiment, run: int, average: float | None
    ) -> None:
        super().__init__(parent, _SIZE)
        self._settings, self._experiment, self._run, self._average = settings, experiment, run, average
        problem, library = settings.get(CODE_PROBLEM), settings.get(CODE_LIBRARY)
        self._problem = problem if problem in experiment.problems else experiment.problems[0]
        rate = on_its_way(experiment, self._problem, run, experiment.length, rate_words, brief=True)
        self.setWindowTitle(self.tr("Run {0} (η = {1}) as code").format(run + 1, rate))
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
        self.text = self.text_field(self.tr("Script"))
        self.text.setReadOnly(True)
        self.said.setObjectName("muted")
        self.copy_button = self.add_button(self.tr("Copy"))
        self.save_button = self.add_button(self.tr("Save…"))
        self.close_button = self.add_button(self.tr("Close"), closes=True)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.lay_out(row, self.text)
        self._show()
        self.text.setFocus()

    def _show(self) -> None:
        self.problems.set_code(self._problem)
        self.libraries.set_code(self._library)
        try:
            self.text.setPlainText(code(self._experiment, self._problem, self._run, self._library, self._average))
        except InvalidValue as error:  # there is none for this library
            self.text.setPlainText(f"# {names.error_sentence(error)}\n")
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
