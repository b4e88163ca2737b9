"""An update in numbers that can be followed by hand: samples, what is the same for all parameters, the parameters."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.worked_update import Worked
from lrgui.core.tables.results import Table
from lrgui.core.tables.update import parameters_table, samples_table, tries_table
from lrgui.text import worked_update as words
from lrgui.text.numbers import format_count
from lrgui.ui.widgets.formula_line import FormulaLine
from lrgui.ui.widgets.number_table import Numbers, NumberTable

SPACING = 4  # pixels
_ANY = 100_000
_SAMPLES_GO = (("z",), ("x1", "x2"), ("y",), ("p",), ("error",))
_TRIES_GO = (("try_place",),)


class UpdateSheet(QScrollArea):
    """Where even a few samples are too many it is scrolled.

    Signals: `sample_chosen()`, another sample is selected; `reshaped()`, it has become higher or lower.
    """

    sample_chosen = Signal()
    reshaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chain = QLabel()
        self.chain.setObjectName("muted")
        self.chain.setWordWrap(True)
        self.samples = NumberTable(_SAMPLES_GO)
        self.sample = FormulaLine()
        self.rule = FormulaLine()
        self.tries = NumberTable(_TRIES_GO)
        self.parameters = NumberTable(turns=True)
        for table in (self.tries, self.parameters):
            table.setSelectionMode(NumberTable.SelectionMode.NoSelection)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for widget in (self.chain, self.samples, self.sample, self.tries, self.rule, self.parameters):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(sheet)
        self.samples.selectionModel().selectionChanged.connect(self._on_sample)
        self.parameters.turned.connect(self.reshaped)
        self._update: Anatomy | None = None
        self._found: Worked | None = None
        self._problem = ""

    def retranslate(self) -> None:
        """The names of its tables; what is in them is shown again."""
        self.samples.setAccessibleName(self.tr("The samples of the batch, one by one"))
        self.tries.setAccessibleName(self.tr("The rates that were tried"))
        self.parameters.setAccessibleName(self.tr("From the gradient to the new parameters"))
        for table in self.tables:
            table.forget_widths()

    @property
    def tables(self) -> tuple[NumberTable, ...]:
        """From above to below."""
        return self.samples, self.tries, self.parameters

    @property
    def gone(self) -> int:
        """How many columns have no room."""
        return sum(table.gone for table in self.tables if not table.isHidden())

    @property
    def chosen(self) -> int | None:
        """The sample that is selected, from 0."""
        rows = self.samples.selectionModel().selectedRows()
        shown = self._found.shown if self._found is not None else 0
        return rows[0].row() if rows and rows[0].row() < shown else 0 if rows else None

    def conceal(self) -> None:
        """Nothing is to be known of the update."""
        self._update = self._found = None
        self.chain.setText(self.tr("The next update is concealed."))
        for part in (*self.tables, self.sample, self.rule):
            part.hide()

    def show_update(self, update: Anatomy, found: Worked, problem: str, derivative: str) -> None:
        """derivative: of a curve, as it is written."""
        self._update, self._found, self._problem = update, found, problem
        more = ""
        if not update.parameters:
            more = self.tr(
                "With hidden units a pull has as many parts as there are weights; the errors go back through all."
            )
        elif not found.exact:
            more = self.tr("Here more digits would be needed than there are to calculate by hand.")
        text = words.chain(update, problem, derivative)
        self.chain.setText(f"{text}.  {more}" if more else text)
        samples = samples_table(update, found)
        strong = frozenset(i for i, row in enumerate(samples.rows) if row[0] in words.RESULTS)
        self._show(self.samples, samples, strong, shown=update.batch is not None)
        self.sample.setVisible(update.batch is not None)
        self._show_sample()
        self._show(self.tries, tries_table(update, found), shown=update.tries is not None and bool(update.parameters))
        self._show(self.parameters, parameters_table(update, found), shown=bool(update.parameters))
        figures = words.rule_in_figures(found, update)
        self.rule.setVisible(bool(figures))
        self.rule.show_formula("", figures)

    def _show(self, to: NumberTable, table: Table, strong: frozenset[int] = frozenset(), *, shown: bool) -> None:
        update, found = self._update, self._found
        to.setVisible(shown)
        if not shown or update is None or found is None:
            return
        head, *codes = table.columns
        rows = [
            (
                words.row_head(row[0], update.batch, found.shown),
                *(words.cell(value, code) for code, value in zip(codes, row[1:], strict=True)),
            )
            for row in table.rows
        ]
        numbers = Numbers(
            (head, *codes),
            ("", *(words.name_of(code, self._problem) for code in codes)),
            ("", *(words.meaning(code, update, self._problem) for code in codes)),
            tuple(rows),
            strong,
        )
        to.show_numbers(numbers)

    @Slot(QItemSelection, QItemSelection)
    def _on_sample(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._show_sample()
        self.sample_chosen.emit()

    def _show_sample(self) -> None:
        if self._update is None or self._found is None or self._update.batch is None:
            return
        row = self.chosen or 0
        figures = words.sample_in_figures(self._found, self._update, row, self._problem)
        self.sample.show_formula("", self.tr("sample {0}: {1}").format(format_count(row + 1), figures))

    # Room

    def fit(self, width: int, height: int, plot: int) -> bool:
        """Lays itself out in so much room, `plot` of it wanted below; whether that is left. Nothing wanted is 0.

        Of the samples some are seen at least, and the others by scrolling.
        """
        parts = (self.chain, self.sample, self.rule, self.tries, self.parameters)
        others = sum(_height(part, width) + SPACING for part in parts if not part.isHidden())
        least, most = self.samples.minimumSizeHint().height(), self.samples.sizeHint().height()
        least, most = (0, 0) if self.samples.isHidden() else (least, most)
        below = bool(plot) and height >= others + least + plot
        rows = min(max(least, height - others - plot * below), most)
        if rows:
            self.samples.setFixedHeight(rows)
        self.setMinimumHeight(others + rows if below else 0)
        self.setMaximumHeight(others + rows if below else _ANY)
        return below


def _height(part: QWidget, width: int) -> int:
    """What a part takes at that width."""
    if part.hasHeightForWidth():
        return part.heightForWidth(width)
    return max(part.sizeHint().height(), part.minimumHeight())
