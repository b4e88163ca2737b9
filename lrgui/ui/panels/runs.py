"""The runs as a table that follows the playhead: the book's Table 5.5.1, live."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMenu,
    QTableView,
    QToolButton,
    QWidget,
)

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.run import COLOURS
from lrgui.core.problems.registry import PAIR, PROBLEMS
from lrgui.session.session import Session
from lrgui.text import names
from lrgui.text.problems import short_problem_name
from lrgui.ui.icons import icon, swatch
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.fields import Segments
from lrgui.ui.widgets.runs_model import Index, RunsModel

_PLAYING_MS = (
    80  # while playing the table follows some twelve times a second: numbers that change faster cannot be read
)

_CELL_AIR = 10  # pixels above and below a text
_NARROWEST_BUTTON = 24  # pixels
_SHRINK = 0.7  # a column this much too wide becomes narrower after all
_CELL_PADDING, _NARROWEST, _MOST_AIR = 17, 14, 130  # pixels of a column


class RunsPanel(Panel):
    name = "runs"
    message = Signal(str)  # a sentence where a name was not taken
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
        self.table.setIconSize(QSize(14, 14))
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
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        row.addWidget(self.problem)
        self.best = QToolButton()
        self.best.setObjectName("flat")
        self.best.setCheckable(True)
        self.best.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.best.toggled.connect(lambda on: session.set_view(best=on))
        row.addWidget(self.best)
        row.addSpacing(6)
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

    def _tool(self, row: QHBoxLayout, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setIcon(icon(name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
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
        # Where room is short the end of it gives way, and not the panel's buttons.
        self.best.setMinimumWidth(_NARROWEST_BUTTON)
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
        self.problem.setVisible(len(self.session.shown_experiment.problems) > 1)
        self.problem.set_code(self.model.problem)
        self.best.setVisible(PROBLEMS[self.model.problem].on_data)
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
        for i in range(model.columnCount()):
            wanted = [headings.horizontalAdvance(str(model.headerData(i, Qt.Orientation.Horizontal)))]
            for row in range(model.rowCount()):
                wanted.append(texts.horizontalAdvance(str(model.data(model.index(row, i)) or "")))
            width, kept = max(*wanted, _NARROWEST) + _CELL_PADDING, self._widths.get(i, 0)
            self._widths[i] = width if width > kept or width < _SHRINK * kept else kept
        room = self.table.viewport().width() - sum(self._widths.values())
        air = min(max(0, room // max(1, len(self._widths) - 1)), _MOST_AIR)
        for i, width in self._widths.items():
            self.table.setColumnWidth(i, width + (air if i else 0))

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
        """The palette that colour-blind people can tell apart, and any other colour."""
        menu = self._passing_menu()
        for colour in COLOURS:
            action = menu.addAction(swatch(colour), colour)
            action.triggered.connect(lambda _on=False, c=colour: self.session.edit_run(colour=c))
        menu.addAction(self.tr("Another colour…"), self._ask_colour)
        menu.popup(self.recolour.mapToGlobal(QPoint(0, self.recolour.height())))

    @Slot()
    def ask_name(self) -> None:
        """What the selected run is to be called; nothing, where it is to have no name."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Name of the run"))
        dialog.setLabelText(self.tr("In tables, legends and files; empty for none"))
        dialog.setTextValue(self.session.run.name)
        run = self.session.selected
        dialog.textValueSelected.connect(lambda text: self._name(run, text))
        dialog.open()

    def _name(self, run: int, text: str) -> None:
        try:
            self.session.edit_run(run, name=text.strip())
        except InvalidValue as error:
            self.message.emit(names.error_sentence(error))

    @Slot()
    def _ask_colour(self) -> None:
        picked = QColorDialog.getColor(self.session.run.colour, self, self.tr("Colour of the run"))
        if picked.isValid():
            self.session.edit_run(colour=picked.name().upper())

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = self._passing_menu()
        for button in (self.add, self.duplicate, self.recolour, self.remove):
            action = menu.addAction(button.icon(), button.toolTip(), button.click)
            action.setEnabled(button.isEnabled())
        menu.addAction(self.tr("Name the run…"), self.ask_name)
        menu.addSeparator()
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _passing_menu(self) -> QMenu:
        """A menu that goes when it is closed.

        It is not asked with `exec`: PySide makes the action that this returns a child of the menu, which takes it along
        though it may belong to somebody else.
        """
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
