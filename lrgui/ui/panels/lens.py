"""One update under the lens: from the samples of its batch to the new parameters, in numbers and as arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.worked_update import Worked, worked
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.names import shortened
from lrgui.core.problems.registry import PAIR
from lrgui.core.training.history import History
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing, taken_apart
from lrgui.session.session import Session
from lrgui.text import worked_update as words
from lrgui.text.headings import letter
from lrgui.text.numbers import format_count, format_rate
from lrgui.text.problems import short_problem_name
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.arrow_legend import ArrowLine
from lrgui.ui.widgets.fields import Segments
from lrgui.ui.widgets.formula_line import FormulaLine
from lrgui.ui.widgets.number_table import Numbers, NumberTable

_PLAYING_MS = 80  # as in the tables: numbers that change faster cannot be read
_WIDE = 1.25  # times as wide as high: the plot stands beside the numbers
_ANY, _AROUND, _SPACING = 100_000, 16, 4  # pixels
_WIDTH_LEAST = 780
_PLOT_LEAST = 170  # pixels under which arrows say nothing
_SAMPLES_GO = (("z",), ("x1", "x2"), ("y",), ("p",), ("error",))
_PARAMETERS_GO = (("n₀", "m₀", "v₀", "s₀"), ("m", "v", "s"), ("m̂", "v̂"), ("before",))


class LensPanel(Panel):
    """What is shown is the next update of the selected run, at the end or where that is concealed the last one made.

    The sample that is selected in the table is told in figures, and its arrow is thick. Signal: `message(sentence)`.
    """

    name = "lens"
    message = Signal(str)
    options = frozenset({"lens_problem"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = LensDrawing()
        self.plot = self.drawing.plot
        self.chain = QLabel()
        self.chain.setObjectName("muted")
        self.chain.setWordWrap(True)
        self.samples = NumberTable(_SAMPLES_GO)
        self.sample = FormulaLine()
        self.parameters = NumberTable(_PARAMETERS_GO)
        self.parameters.setSelectionMode(NumberTable.SelectionMode.NoSelection)
        self.meaning = ArrowLine()
        self._numbers = QScrollArea()  # where even a few samples are too many
        self._numbers.setWidgetResizable(True)
        self._numbers.setFrameShape(QScrollArea.Shape.NoFrame)
        self._numbers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._numbers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        numbers = QVBoxLayout(sheet)
        numbers.setContentsMargins(0, 0, 0, 0)
        numbers.setSpacing(_SPACING)
        for widget in (self.chain, self.samples, self.sample, self.parameters):
            numbers.addWidget(widget)
        numbers.addStretch(1)
        self._numbers.setWidget(sheet)
        self._arrows = QWidget()
        arrows = QVBoxLayout(self._arrows)
        arrows.setContentsMargins(0, 0, 0, 0)
        arrows.setSpacing(_SPACING)
        arrows.addWidget(self.plot, 1)
        arrows.addWidget(self.meaning)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.addWidget(self._numbers)
        self._sides.addWidget(self._arrows)
        self._layout.addLayout(self._sides, 1)
        self.add_plot(self.plot)
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        self.samples.selectionModel().selectionChanged.connect(self._on_sample)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._refresh)
        self.copy = QAction(self)
        self.copy.triggered.connect(self._on_copy)
        self.addAction(self.copy)
        self._shown: tuple[History, str, int, int] | None = None
        self._update: Anatomy | None = None
        self._found: Worked | None = None
        self.retranslate()

    @property
    def pending(self) -> bool:
        """Whether the numbers are behind the playhead, and will follow."""
        return self._pause.isActive()

    def title(self) -> str:
        return self.tr("One update")

    def header_widget(self) -> QWidget:
        return self.problem

    def retranslate(self) -> None:
        self.drawing.retitle()
        self.samples.setAccessibleName(self.tr("The samples of the batch, one by one"))
        self.parameters.setAccessibleName(self.tr("From the gradient to the new parameters"))
        self.problem.retranslate()
        self.problem.setAccessibleName(self.tr("The problem whose update is taken apart"))
        self.copy.setText(self.tr("Copy the numbers"))
        self._shown = None
        self.samples.forget_widths()
        self.parameters.forget_widths()
        super().retranslate()

    @Slot(str)
    def _on_problem(self, code: str) -> None:
        self.session.set_view(lens_problem=code)

    @property
    def _problem(self) -> str:
        return self.session.view.problem_of_lens(self.session.shown_experiment)

    # Drawing

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def forget(self) -> None:
        self.drawing.forget()
        self._shown = self._update = self._found = None

    def draw_history(self) -> None:
        several = len(self.session.shown_experiment.problems) > 1
        self.problem.setVisible(several)
        if several:
            self.problem.set_code(self._problem)
        self.header_changed.emit()
        self.drawing.choose_problem(self.session.view, self.scene())
        self.drawing.draw_history(self.scene())
        self._shown = None

    def draw_position(self) -> None:
        if not self._pause.isActive():
            if self.session.player.playing:
                self._pause.start(_PLAYING_MS)
            else:
                self._refresh()

    @Slot()
    def _refresh(self) -> None:
        scene, problem = self.scene(), self._problem
        if problem not in scene.history.traces:
            return
        update = taken_apart(scene, problem)
        shown = None if update is None else (scene.history, problem, scene.selected, update.update)
        if shown is None or shown != self._shown:
            self._shown, self._update = shown, update
            self._found = None if update is None else worked(update)
            self._show_numbers(problem)
        self._arrange()
        self._say()
        self.drawing.draw_position(scene)
        self.meaning.show_entries(self.drawing.entries)

    def _show_numbers(self, problem: str) -> None:
        update, found = self._update, self._found
        if update is None or found is None:
            self.chain.setText(self.tr("The next update is concealed."))
            for part in (self.samples, self.sample, self.parameters):
                part.hide()
            return
        more = ""
        if not update.parameters:
            more = self.tr(
                "With hidden units a pull has as many parts as there are weights; the errors go back through all."
            )
        elif not found.exact:
            more = self.tr("Here more digits would be needed than there are to calculate by hand.")
        curve = self.session.shown.traces[problem].problem
        derivative = shortened(curve.curve.derivative) if isinstance(curve, Descent) else ""
        text = words.chain(update, problem, derivative)
        text = f"{text}.  {more}" if more else text
        self.chain.setText(text)
        self._show_samples(update, found, problem)
        self._show_parameters(update, found, problem)

    def _show_samples(self, update: Anatomy, found: Worked, problem: str) -> None:
        batch = update.batch
        self.samples.setVisible(batch is not None)
        self.sample.setVisible(batch is not None)
        if batch is None:
            return
        codes = words.sample_columns(found, update)
        rows = [(str(i + 1), *(words.cell(found.columns[code], i) for code in codes)) for i in range(found.shown)]
        strong = set()
        if batch.pulls is not None:
            others = batch.size - found.shown
            if others:
                head = self.tr("{0} more: sum").format(format_count(others))
                rows.append(self._last_row(head, found, codes, dict.fromkeys(update.parameters, found.shown)))
            sums = batch.divisor == 1
            result = (self.tr("sum of {0}") if sums else self.tr("mean of {0}")).format(format_count(batch.size))
            for head, code in ((result, "mean"), ("λw", "decay"), ("g", "total")):
                if code in found.columns:
                    strong.add(len(rows))
                    places = {name: i for i, name in enumerate(update.parameters)}
                    rows.append(self._last_row(head, found, codes, places, code))
        numbers = Numbers(
            ("number", *codes),
            ("", *(words.name_of(code, problem) for code in codes)),
            ("", *(words.meaning(code, update, problem) for code in codes)),
            tuple(rows),
            frozenset(strong),
        )
        self.samples.show_numbers(numbers)
        self._show_sample()

    @staticmethod
    def _last_row(
        head: str, found: Worked, codes: Sequence[str], places: dict[str, int], column: str | None = None
    ) -> tuple[str, ...]:
        """A row that has something under the pulls only: of their own columns, or of another."""
        texts = [head]
        for code in codes:
            name = code.removeprefix("pull_")
            of = found.columns[column or code]
            texts.append(words.cell(of, places[name]) if code.startswith("pull_") else "")
        return tuple(texts)

    def _show_parameters(self, update: Anatomy, found: Worked, problem: str) -> None:
        self.parameters.setVisible(bool(update.parameters))
        codes = words.parameter_columns(found, update)
        rows = [
            (letter(name), *(words.cell(found.columns[code], i) for code in codes))
            for i, name in enumerate(update.parameters)
        ]
        numbers = Numbers(
            ("parameter", *codes),
            ("", *(words.name_of(code, problem) for code in codes)),
            ("", *(words.meaning(code, update, problem) for code in codes)),
            tuple(rows),
        )
        self.parameters.show_numbers(numbers)

    def _say(self) -> None:
        update = self._update
        if update is None:
            self.set_subtitle("")
            return
        at, trace = self.scene().update_of(self._problem), self.session.shown.traces[self._problem]
        number = format_count(update.update + 1)
        last = trace.made(self.session.shown_selected, at) > update.update
        items = [(self.tr("update {0}, which was the last") if last else self.tr("update {0}")).format(number)]
        if update.batch is not None and trace.problem.on_data:
            items.append(self.tr("{0} {0:sample|samples}").format(format_count(update.batch.size)))
        items.append(f"η = {format_rate(update.rate)}")
        if len(self.session.shown_experiment.runs) > 1:
            items.append(self.tr("run {0}").format(format_count(self.session.shown_selected + 1)))
        gone = self.samples.gone * (not self.samples.isHidden()) + self.parameters.gone
        if gone:
            items.append(self.tr("+{0} {0:column|columns}").format(format_count(gone)))
        if self._drawn and self._arrows.isHidden():
            items.append(self.tr("+{0} {0:plot|plots}").format(format_count(1)))
        self.set_subtitle(" · ".join(items))

    @Slot()
    def _on_copy(self) -> None:
        """Both tables, one below the other, for a spreadsheet."""
        shown = [table.plain_text() for table in (self.samples, self.parameters) if not table.isHidden()]
        if shown:
            QApplication.clipboard().setText("\n".join(shown))
            self.message.emit(self.tr("The numbers of the update are in the clipboard."))

    # One sample

    @Slot()
    def _on_sample(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._show_sample()
        self.mark(history=False)
        self.wanted.emit()

    def _show_sample(self) -> None:
        update, found = self._update, self._found
        if update is None or found is None or update.batch is None:
            return
        rows = self.samples.selectionModel().selectedRows()
        row = rows[0].row() if rows and rows[0].row() < found.shown else 0
        self.drawing.chosen = row if rows else None
        figures = words.sample_in_figures(found, update, row, self._problem)
        self.sample.show_formula("", self.tr("sample {0}: {1}").format(format_count(row + 1), figures))

    # Room

    def _arrange(self) -> None:
        """The plot stands below the numbers or beside them, or gives way where there is no room for it.

        Of the samples some are seen at least, and the others by scrolling.
        """
        width, height = self.width() - _AROUND, self.height() - _AROUND
        beside = width > max(_WIDE * height, theme.scaled(_WIDTH_LEAST)) and self._drawn
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(across if beside else down)
        with_batch = self._update is not None and self._update.batch is not None
        for side, stretch in enumerate(((3, 2) if with_batch else (1, 1)) if beside else (0, 1)):
            self._sides.setStretch(side, stretch)
        parts = (self.chain, self.sample, self.parameters)
        others = sum(_height(part, width) + _SPACING for part in parts if not part.isHidden())
        least, most = self.samples.minimumSizeHint().height(), self.samples.sizeHint().height()
        least, most = (0, 0) if self.samples.isHidden() else (least, most)
        plot = theme.scaled(_PLOT_LEAST)
        below = self._drawn and not beside and height >= others + least + plot
        self._arrows.setVisible(beside or below)
        rows = min(max(least, height - others - plot * below), most)
        if rows:
            self.samples.setFixedHeight(rows)
        self._numbers.setMinimumHeight(others + rows if below else 0)
        self._numbers.setMaximumHeight(others + rows if below else _ANY)

    @property
    def _drawn(self) -> bool:
        """Whether there is something to be drawn."""
        return self._update is not None and len(self._update.parameters) > 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._say()


def _height(part: QWidget, width: int) -> int:
    """What a part takes at that width."""
    if part.hasHeightForWidth():
        return part.heightForWidth(width)
    return max(part.sizeHint().height(), part.minimumHeight())
