"""The runs as a table that follows the playhead: the book's Table 5.5.1, live."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolButton,
    QWidget,
)

from lrgui.core.problems.registry import PAIR, PROBLEMS
from lrgui.drawing import run_figures
from lrgui.drawing.run_figures import STATES
from lrgui.session.session import Session
from lrgui.text.numbers import format_count
from lrgui.text.problems import short_problem_name
from lrgui.ui import theme
from lrgui.ui.icons import put_icon
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.giving_columns import LEAST_PADDING, spread
from lrgui.ui.widgets.giving_row import GivingRow
from lrgui.ui.widgets.run_asking import RunAsking, passing_menu
from lrgui.ui.widgets.run_eyes import RunEyes
from lrgui.ui.widgets.runs_model import EYE, Index, RunsModel

_PLAYING_MS = (
    80  # while playing the table follows some twelve times a second: numbers that change faster cannot be read
)

_CELL_AIR = 10  # pixels above and below a text
_SHRINK = 0.7  # a column this much too wide becomes narrower after all
_CELL_PADDING, _NARROWEST, _MOST_AIR = 17, 14, 130  # pixels of a column, at the normal text size
_FIRST_TO_GO = (
    ("weights",),
    ("sample2",),
    ("b",),
    ("w2",),
    ("w1",),
    ("w",),
    ("x", "y"),
    (EYE,),  # the menu hides runs, too
    ("train_accuracy",),  # rather than half a number
)  # of the columns, where there is no room
_MAY_GO = frozenset(code for group in _FIRST_TO_GO for code in group)
# Letters of the columns, as wide as they usually get.
_USUAL = {
    EYE: 2, "colour": 2, "learning_rate": 6, "state": 13, "train_loss": 7, "train_accuracy": 8, "loss": 9, "sample2": 8,
    "weights": 21, "w": 8, "w1": 8, "w2": 8, "b": 8, "x": 8, "y": 8,
}  # fmt: skip


class RunsPanel(Panel):
    name = "runs"
    options = frozenset({"runs_problem", "best"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = RunsModel(self.scene)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)  # Tab goes on to the next control
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.verticalHeader().hide()
        self.table.viewport().installEventFilter(self)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._layout.addWidget(self.table, 1)
        self.eyes = RunEyes(session, self.table, self.model)
        self.asking = RunAsking(session, self)
        self._tools = row = GivingRow()
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        row.add(self.problem)
        self.best = QToolButton()
        self.best.setObjectName("flat")
        self.best.setCheckable(True)
        self.best.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.best.toggled.connect(lambda on: session.set_view(best=on))
        row.add(self.best)
        self.add, self.duplicate, self.recolour, self.remove = (
            self._tool(row, n) for n in ("add", "duplicate", "recolour", "remove")
        )
        self.add.clicked.connect(session.add_run)
        self.duplicate.clicked.connect(self._on_duplicate)
        self.remove.clicked.connect(self._on_remove)
        self.recolour.clicked.connect(self._on_recolour)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PLAYING_MS)
        self._pause.timeout.connect(self._refresh_numbers)
        self._widths: dict[int, int] = {}
        self.retranslate()

    def _tool(self, row: GivingRow, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        put_icon(button, name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.add(button, gives_way=True)  # the table's menu has it, too
        return button

    @property
    def pending(self) -> bool:
        """Whether the table is behind the playhead, and will follow."""
        return self._pause.isActive()

    def title(self) -> str:
        return self.tr("Runs")

    def header_widget(self) -> QWidget:
        return self._tools

    def retranslate(self) -> None:
        for button, text in (
            (self.add, self.tr("Add a run")),
            (self.duplicate, self.tr("Duplicate the selected run")),
            (self.recolour, self.tr("Give the selected run another colour")),
            (self.remove, self.tr("Remove the selected run")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.table.setAccessibleName(self.tr("Runs"))
        self.problem.retranslate()
        self.best.setText(self.tr("best checkpoint"))
        self.best.setToolTip(
            self.tr(
                "Weights and sample 2 from the checkpoint with the lowest validation loss so far, "
                "as the book prints them."
            )
        )
        self.problem.setAccessibleName(self.tr("The problem whose figures are shown"))
        self._widths.clear()
        super().retranslate()

    # Drawing

    def show_options(self) -> None:
        self.best.setChecked(self.session.view.best)

    def _refresh(self) -> bool:
        """Reads the figures anew; True when rows or columns are others than before."""
        view = self.session.view
        return self.model.refresh(view.problem_of_runs(self.session.shown_experiment), best=view.best)

    def draw_history(self) -> None:
        if self._refresh():
            self._widths.clear()
            self.updateGeometry()
        self._tools.want(self.problem, len(self.session.shown_experiment.problems) > 1)
        if self.model.problem in PAIR:
            self.problem.set_code(self.model.problem)
        self._tools.want(self.best, PROBLEMS[self.model.problem].on_data)
        self.header_changed.emit()
        self.remove.setEnabled(len(self.session.experiment.runs) > 1)
        self._select()
        self._fit_columns()

    def draw_position(self) -> None:
        if not self._pause.isActive():
            self._pause.start(_PLAYING_MS if self.session.player.playing else 0)

    @Slot()
    def _refresh_numbers(self) -> None:
        if self._refresh():
            self._widths.clear()
            self._select()
        self._fit_columns()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_columns()
        return super().eventFilter(watched, event)

    def _select(self) -> None:
        row = self.session.shown_selected
        if self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, 1))

    def _fit_columns(self) -> None:
        """Columns as wide as their texts, with air where there is room; they only grow while numbers change."""
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + _CELL_AIR)
        header = self.table.horizontalHeader()
        bold = QFont(header.font())
        bold.setBold(True)
        headings, texts = QFontMetrics(bold), self.table.fontMetrics()
        model = self.model
        if len(self._widths) > model.columnCount():
            self._widths.clear()  # of a table that was forgotten

        def wanted(column: int) -> int:
            cells = [str(model.data(model.index(row, column)) or "") for row in range(model.rowCount())]
            heading = headings.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal)))
            return max(heading, theme.scaled(_NARROWEST), *map(texts.horizontalAdvance, cells))

        model.brief = False
        for i in range(model.columnCount()):
            width, kept = wanted(i), self._widths.get(i, 0)
            self._widths[i] = width if width > kept or width < _SHRINK * kept else kept
        room, padding = self.table.viewport().width(), theme.scaled(_CELL_PADDING)
        if not self._stay(padding, room):
            padding = LEAST_PADDING
        if not self._stay(padding, room):
            model.brief = True
            self._widths |= {i: wanted(i) for i, code in enumerate(model.columns) if code in STATES}
        padded = {i: width + padding for i, width in self._widths.items()}
        stay = {i: width for i, width in padded.items() if model.columns[i] not in _MAY_GO}
        for i in stay:
            if model.columns[i] in STATES:  # half a word rather than half a number
                padded[i] -= min(max(0, sum(stay.values()) - room), self._widths[i])
        gone = spread(self.table, model.columns, padded, _FIRST_TO_GO, theme.scaled(_MOST_AIR))
        self.set_subtitle(self.tr("+{0} {0:column|columns}").format(format_count(gone)) if gone else "")

    def _stay(self, padding: int, room: int) -> bool:
        """Whether there is room for the columns that are never left out."""
        return sum(w + padding for i, w in self._widths.items() if self.model.columns[i] not in _MAY_GO) <= room

    def minimumSizeHint(self) -> QSize:
        """With the columns that stay."""
        stay = [_USUAL[code] for code in self.model.columns if code not in _MAY_GO]
        width = sum(stay) * self.table.fontMetrics().horizontalAdvance("0") + len(stay) * LEAST_PADDING
        return QSize(width, super().minimumSizeHint().height())

    def wanted_size(self) -> tuple[int, int]:
        """Width and height in which the table has room for all, whatever its numbers come to."""
        metrics, experiment = self.table.fontMetrics(), self.session.experiment
        columns = run_figures.columns(self.session.view.problem_of_runs(experiment))
        columns = (EYE, *columns) if len(experiment.runs) > 1 else columns  # those that the table is about to have
        widest = [_USUAL[code] for code in columns]
        width = sum(widest) * metrics.horizontalAdvance("0") + len(widest) * theme.scaled(_CELL_PADDING)
        rows = len(experiment.runs)
        height = (metrics.height() + _CELL_AIR) * rows + self.table.horizontalHeader().sizeHint().height()
        return width, height

    # What the user does

    @Slot(str)
    def _on_problem(self, code: str) -> None:
        self.session.set_view(runs_problem=code)

    @Slot()
    def _on_current(self, current: Index, _previous: Index) -> None:
        if current.isValid() and self.model.rowCount() == len(self.session.experiment.runs):
            self.session.select(current.row())

    @Slot()
    def _on_duplicate(self) -> None:
        self.session.duplicate_run(self.session.selected)

    @Slot()
    def _on_remove(self) -> None:
        self.session.remove_run(self.session.selected)

    @Slot()
    def _on_recolour(self) -> None:
        self.asking.choose_colour(self.recolour.mapToGlobal(QPoint(0, self.recolour.height())))

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = passing_menu(self)
        for button in (self.add, self.duplicate, self.recolour, self.remove):
            action = menu.addAction(button.icon(), button.toolTip(), button.click)
            action.setEnabled(button.isEnabled())
        menu.addAction(self.tr("Name the run…"), self.asking.ask_name)
        self.eyes.fill(menu)
        menu.addSeparator()
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))
