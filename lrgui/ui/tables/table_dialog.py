"""The dialog that copies and exports tables, with their first lines to look at."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from lrgui.core.model.errors import InvalidValue
from lrgui.drawing.scene import Scene
from lrgui.session.settings import TABLE_CSV, TABLE_DIGITS, TABLE_FORMAT, TABLE_KIND, Settings
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count
from lrgui.text.problems import short_problem_name
from lrgui.ui.tables.table_choice import (
    CSV_STYLES,
    DIGITS,
    KINDS,
    SUFFIXES,
    TENSORFLOW,
    ChosenTable,
    format_name,
    run_name,
)
from lrgui.ui.tables.table_output import copy_table, save_table, size_text
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.fields import NumberField
from lrgui.ui.widgets.text_dialog import TextDialog

_SIZE = (900, 560)
_PREVIEWED = 16  # rows
_SUITABLE = TABLE_DIGITS.default  # the digits that suit the format


class TableDialog(TextDialog):
    """One table of `scene`: what is in it and how it is written; kind, format and digits are remembered.

    stem: what its file is called as long as nobody says otherwise, without the kind of table.
    """

    def __init__(self, parent: QWidget, settings: Settings, scene: Scene, chosen: ChosenTable, stem: str) -> None:
        super().__init__(parent, _SIZE)
        self.setWindowTitle(self.tr("Export table"))
        self._settings, self._scene, self._stem = settings, scene, stem
        self._kind, self._problem, self._run, self._form = chosen.kind, chosen.problem, chosen.run, chosen.form
        self._smoothing = chosen.smoothing
        self._digits, self._csv = settings.get(TABLE_DIGITS), settings.get(TABLE_CSV)
        problems = scene.experiment.problems
        self.kind = Segments(KINDS, self._kind_name)
        self.problem = Segments(problems, short_problem_name)
        self.run = Choice([str(i) for i in range(len(scene.experiment.runs))], self._run_name)
        self.form = Choice(tuple(SUFFIXES), format_name)
        self.digits = Choice((_SUITABLE, *map(str, DIGITS)), self._digits_name)
        self.csv = Choice(tuple(CSV_STYLES), self._csv_name)
        self.first, self.last = NumberField(integer=True), NumberField(integer=True)
        self.kind.chosen.connect(self._on_kind)
        self.problem.chosen.connect(self._on_problem)
        self.run.chosen.connect(self._on_run)
        self.form.chosen.connect(self._on_form)
        self.digits.chosen.connect(self._on_digits)
        self.csv.chosen.connect(self._on_csv)
        for field in (self.first, self.last):
            field.entered.connect(partial(self._take, field))
            field.stepped.connect(partial(self._take, field))
            field.setMaximumWidth(110)
        self.text = self.text_field(self.tr("The first lines"))
        self.text.setReadOnly(True)
        self.text.setTabStopDistance(8 * self.fontMetrics().horizontalAdvance("0"))
        self.said.setObjectName("muted")
        self.copy_button = self.add_button(self.tr("Copy"))
        self.save_button = self.add_button(self.tr("Save…"))
        self.close_button = self.add_button(self.tr("Close"), closes=True)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.lay_out(self._choices(), self.text)
        self._start_range()
        self._show()

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        what, steps = QHBoxLayout(), QHBoxLayout()
        what.setSpacing(10)
        steps.setSpacing(10)
        what.addWidget(self.kind)
        what.addWidget(self.problem)
        what.addStretch(1)
        self._to = QLabel(self.tr("to"))
        steps.addWidget(self.first)
        steps.addWidget(self._to)
        steps.addWidget(self.last)
        steps.addStretch(1)
        self._labels: dict[str, QLabel] = {}
        for line, column, name, text, part in (
            (0, 0, "kind", self.tr("Table"), what),
            (0, 2, "form", self.tr("Format"), self.form),
            (1, 0, "run", self.tr("Run"), self.run),
            (1, 2, "digits", self.tr("Digits"), self.digits),
            (2, 0, "steps", self.tr("Steps"), steps),
            (2, 2, "csv", self.tr("Marks"), self.csv),
        ):
            label = self._labels[name] = QLabel(text)
            label.setObjectName("muted")
            grid.addWidget(label, line, column)
            if isinstance(part, QHBoxLayout):
                grid.addLayout(part, line, column + 1)
            else:
                grid.addWidget(part, line, column + 1)
                part.setAccessibleName(text)
        self.kind.setAccessibleName(self.tr("Table"))
        self.problem.setAccessibleName(self.tr("Problem"))
        self.first.setAccessibleName(self.tr("First step"))
        self.last.setAccessibleName(self.tr("Last step"))
        self.digits.setToolTip(
            self.tr("Significant digits. Numbers before an update have as many more as it takes for it to add up.")
        )
        self.csv.setToolTip(self.tr("Spreadsheets read a file as it is where their decimal mark is the file's."))
        grid.setColumnStretch(3, 1)
        return grid

    # Words

    def _kind_name(self, kind: str) -> str:
        return {
            "runs": self.tr("Runs"),
            "steps": self.tr("Steps"),
            "update": self.tr("One update"),
            "noise": self.tr("Noise"),
        }[kind]

    def _run_name(self, code: str) -> str:
        return run_name(int(code), self._scene.experiment)

    def _csv_name(self, code: str) -> str:
        return {
            "programs": self.tr("0.5,1.5 for programs"),
            "point": self.tr("0.5,1.5 for spreadsheets"),
            "comma": self.tr("0,5;1,5 for spreadsheets"),
        }[code]

    def _digits_name(self, code: str) -> str:
        if code != _SUITABLE:
            return self.tr("{0} {0:digit|digits}").format(format_count(int(code)))
        return self.tr("Exact") if self.chosen.form in ("csv", "tsv") else self.tr("Rounded, to be read")

    # What is chosen

    @property
    def chosen(self) -> ChosenTable:
        """The format is kept in mind where this table cannot have it."""
        digits = int(self._digits) if self._digits in map(str, DIGITS) else None
        table = ChosenTable(self._kind, self._problem, self._run, self._form, digits, smoothing=self._smoothing)
        table = replace(table, style=CSV_STYLES.get(self._csv, CSV_STYLES[TABLE_CSV.default]))
        if table.ranged:
            table = replace(table, first=int(self.first.value), last=int(self.last.value))
        return table if table.form in table.forms() else replace(table, form="tsv")

    @property
    def _limits(self) -> tuple[int, int]:
        """The steps that there are."""
        kind = self._kind if self._kind == "noise" else "steps"
        return ChosenTable(kind, self._problem, self._run, "tsv").limits(self._scene)

    def _start_range(self) -> None:
        """All the steps that there are."""
        low, high = self._limits
        for field, value in ((self.first, low), (self.last, high)):
            field.set_value(value)
            field.restore()

    def _show(self) -> None:
        chosen = self.chosen
        for segments, code in ((self.kind, chosen.kind), (self.problem, chosen.problem)):
            segments.retranslate()
            segments.set_code(code)
        for choice, code in ((self.run, str(chosen.run)), (self.form, chosen.form)):
            choice.retranslate()
            choice.set_code(code)
        self.digits.retranslate()
        self.digits.set_code(str(chosen.digits) if chosen.digits is not None else _SUITABLE)
        self.csv.retranslate()
        self.csv.set_code(next(code for code, style in CSV_STYLES.items() if style == chosen.style))
        self.csv.setVisible(chosen.form == "csv")
        self._labels["csv"].setVisible(chosen.form == "csv")
        self.digits.setEnabled(chosen.form != TENSORFLOW and chosen.kind != "update")
        self.problem.setVisible(len(self._scene.experiment.problems) > 1 and chosen.kind != "noise")
        several = chosen.kind != "runs" and len(self._scene.experiment.runs) > 1
        for name, part in (("run", self.run), ("steps", self.first), ("steps", self.last), ("steps", self._to)):
            part.setVisible(several if name == "run" else chosen.ranged)
            self._labels[name].setVisible(several if name == "run" else chosen.ranged)
        for kind, button in zip(KINDS, self.kind.buttons, strict=True):
            button.setEnabled(self._of_kind(kind).possible(self._scene))
        self._enable_forms(chosen.forms())
        self._preview(chosen)

    def _of_kind(self, kind: str) -> ChosenTable:
        """A table of another kind; of the noise where there is one."""
        problem = self._scene.experiment.problem_on_data if kind == "noise" else None
        return replace(self.chosen, kind=kind, problem=problem or self._problem)

    def _enable_forms(self, forms: tuple[str, ...]) -> None:
        model = self.form.model()
        for row, form in enumerate(SUFFIXES):
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            model.setData(model.index(row, 0), flags.value if form in forms else 0, Qt.ItemDataRole.UserRole - 1)

    def _preview(self, chosen: ChosenTable) -> None:
        try:
            text = chosen.beginning(self._scene, _PREVIEWED)
            size = size_text(chosen.estimate(self._scene))
        except InvalidValue as error:
            self.text.setPlainText("")
            self._say(error_sentence(error))
            return
        count = chosen.count(self._scene)
        whole = chosen.kind == "update" or count <= _PREVIEWED
        self.text.setPlainText(text if whole or text.endswith("…\n") else f"{text}…")
        if chosen.kind == "runs":
            said = self.tr("{0} {0:row|rows}, after update {1}").format(
                format_count(count), format_count(self._scene.update_of(chosen.problem))
            )
        else:
            said = self.tr("{0} {0:row|rows}, about {1}").format(format_count(count), size)
        self._say(said)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self._problem, self._kind = self._of_kind(kind).problem, kind
        self._settings.set(TABLE_KIND, kind)
        self._start_range()
        self._show()

    @Slot(str)
    def _on_problem(self, problem: str) -> None:
        self._problem = problem
        self._start_range()
        self._show()

    @Slot(str)
    def _on_run(self, code: str) -> None:
        self._run = int(code)
        self._show()

    @Slot(str)
    def _on_form(self, form: str) -> None:
        self._form = form
        self._settings.set(TABLE_FORMAT, form)
        self._show()

    @Slot(str)
    def _on_digits(self, code: str) -> None:
        self._digits = code
        self._settings.set(TABLE_DIGITS, code)
        self._show()

    @Slot(str)
    def _on_csv(self, code: str) -> None:
        self._csv = code
        self._settings.set(TABLE_CSV, code)
        self._show()

    def _take(self, field: NumberField, step: float) -> None:
        """Takes a step, cut to those that there are: of what is no number the one before stays."""
        low, high = self._limits
        if not math.isnan(step):
            field.set_value(min(max(step, low), high))
        self._show()
        if self.chosen.count(self._scene) == 0:
            self._say(self.tr("There is no row between these steps."))

    # Output

    def _finish(self) -> bool:
        """Takes what was typed and not yet left; False where it is no number."""
        for field in (self.first, self.last):
            field.editingFinished.emit()
        return not (self.first.property("invalid") or self.last.property("invalid"))

    @Slot()
    def _on_copy(self) -> None:
        if self._finish():
            self._say(copy_table(self, self.chosen, self._scene))

    @Slot()
    def _on_save(self) -> None:
        if self._finish():
            stem = f"{self._stem}-{self._kind}" if self._stem else self._kind
            said = save_table(self, self.chosen, self._scene, self._settings, stem)
            if said:
                self._say(said)
