"""Every step of the selected run as a table: what was there, what was done, what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolButton, QWidget

from lrgui.core.problems.registry import PAIR
from lrgui.drawing.run_figures import rate_text
from lrgui.session.session import Session
from lrgui.text.numbers import format_count
from lrgui.text.problems import short_problem_name
from lrgui.ui import theme
from lrgui.ui.icons import put_icon
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.giving_columns import LEAST_PADDING, spread
from lrgui.ui.widgets.giving_row import GivingRow
from lrgui.ui.widgets.steps_model import Index, StepsModel

_PLAYING_MS = 80  # as in the table of runs: numbers that change faster cannot be read
_CELL_AIR = 8  # pixels above and below a text
_CELL_PADDING, _MOST_AIR = 18, 60  # pixels of a column, at the normal text size
# Columns that are left out together where there is no room, in this order: what was done can be calculated to the end.
_FIRST_TO_GO = (
    ("b", "w2", "w1"), ("validation_loss",), ("validation_accuracy",), ("loss_before",),
    ("direction", "direction_x", "direction_y"),
    ("learning_rate",), ("gradient", "gradient_x", "gradient_y"), ("epoch",), ("w_before", "x_before", "y_before"),
    ("loss_after",),
)  # fmt: skip
_MAY_GO = frozenset(code for group in _FIRST_TO_GO for code in group)
_USUAL = {"step": 5, "train_loss": 8, "train_accuracy": 8}  # letters of the columns that stay; parameters have
_OF_PARAMETERS = 10
_LOWEST, _HEIGHT = 110, 190  # pixels: three rows at least, and some that the panel wishes for
_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Table(QTableView):
    """At the start of the descent, which is in no row, the first key leads to row 0."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVING and not self.selectionModel().hasSelection():
            self.selectRow(0)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)


class StepsPanel(Panel):
    name = "steps"
    options = frozenset({"steps_problem"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = StepsModel(self.scene)
        self.table = table = _Table()
        table.setModel(self.model)
        table.setMinimumHeight(_LOWEST)
        table.setObjectName("steps")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)  # Tab goes on to the next control
        table.setWordWrap(False)
        table.setAutoScroll(False)  # see `_follow`
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.viewport().installEventFilter(self)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self._on_clicked)
        table.verticalScrollBar().valueChanged.connect(self._fit_columns)
        self._layout.addWidget(table, 1)
        self._tools = row = GivingRow(6)
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        row.add(self.problem)
        self.copy = QToolButton()  # its menu comes from whoever can copy
        self.copy.setObjectName("flat")
        put_icon(self.copy, "duplicate")
        self.copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.add(self.copy, gives_way=True)  # the table's menu has it, too
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._refresh_rows)
        self._widths: dict[int, int] = {}
        self._gone = 0  # columns that have no room
        self._moving = False  # the table follows the playhead, and not the other way round
        self._followed = (-2, 0)  # the row that was brought into view last, and of how many
        self.retranslate()

    @property
    def pending(self) -> bool:
        """Whether the table is behind the playhead, and will follow."""
        return self._pause.isActive()

    def title(self) -> str:
        return self.tr("Steps")

    def header_widget(self) -> QWidget:
        return self._tools

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Steps"))
        self.problem.retranslate()
        self.problem.setAccessibleName(self.tr("The problem whose steps are shown"))
        self.copy.setToolTip(self.tr("Copy or export the table"))
        self.copy.setAccessibleName(self.tr("Copy or export the table"))
        self._widths.clear()
        super().retranslate()

    # Drawing

    def draw_history(self) -> None:
        self._tools.want(self.problem, len(self.session.shown_experiment.problems) > 1)
        self.header_changed.emit()
        self._refresh_rows()
        if self.model.problem in PAIR:
            self.problem.set_code(self.model.problem)

    def forget(self) -> None:
        self.model.forget()

    def draw_position(self) -> None:
        if not self._pause.isActive():
            self._pause.start(_PLAYING_MS if self.session.player.playing else 0)

    @Slot()
    def _refresh_rows(self) -> None:
        self._moving = True
        columns = self.model.columns
        if self.model.refresh(self.session.view.problem_of_steps(self.session.shown_experiment)):
            self._widths.clear()
            self._followed = (-2, 0)
        if self.model.columns != columns:
            self.updateGeometry()  # others stay
        self._select()
        self._moving = False
        self._follow()
        self._fit_columns()

    def _say(self) -> None:
        scene = self.scene()
        if self.model.problem not in scene.experiment.problems:
            return  # another experiment has come, and was not drawn yet
        rate = self.tr("η = {0}").format(rate_text(scene, self.model.problem, scene.selected))
        several = len(scene.experiment.runs) > 1
        run = self.tr("run {0}").format(format_count(scene.selected + 1))
        items = [rate, *([run] if several else [])]
        if self._gone:
            items.append(self.tr("+{0} {0:column|columns}").format(format_count(self._gone)))
        self.set_subtitle(" · ".join(items))

    def _select(self) -> None:
        here = self.model.here
        if here < 0:
            self.table.clearSelection()
        elif self.table.currentIndex().row() != here or not self.table.selectionModel().hasSelection():
            self.table.setCurrentIndex(self.model.index(here, 0))

    def _follow(self) -> None:
        """Brings the playhead into view when it has moved out of it: by most of a page, so that the rows then rest."""
        here, count = self.model.here, self.model.rowCount()
        before, known = self._followed
        if here == before:
            return
        if count != known:
            self.table.doItemsLayout()  # else the scroll bar does not reach the new rows yet
        self._followed = here, count
        bar = self.table.verticalScrollBar()
        page = max(1, self.table.viewport().height() // self.table.verticalHeader().defaultSectionSize())
        if not bar.value() <= here < bar.value() + page:
            bar.setValue(here - (page // 4 if here > before else page - 1 - page // 4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_columns()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit_columns(self) -> None:
        """Columns as wide as the texts that can be seen; they only grow while these change."""
        model, table = self.model, self.table
        bold = QFont(table.font())
        bold.setBold(True)
        texts = QFontMetrics(bold)
        height = texts.height() + _CELL_AIR
        if table.verticalHeader().defaultSectionSize() != height:
            table.verticalHeader().setMinimumSectionSize(height)
            table.verticalHeader().setDefaultSectionSize(height)
        first = table.verticalScrollBar().value()
        rows = range(first, min(model.rowCount(), first + table.viewport().height() // height + 1))
        if len(self._widths) > model.columnCount():
            self._widths.clear()  # of a table that was forgotten
        for i in range(model.columnCount()):
            wanted = [texts.horizontalAdvance(str(model.headerData(i, Qt.Orientation.Horizontal)))]
            wanted += [texts.horizontalAdvance(str(model.data(model.index(row, i)))) for row in rows]
            self._widths[i] = max(self._widths.get(i, 0), max(wanted))
        stay = [width for i, width in self._widths.items() if model.columns[i] not in _MAY_GO]
        padding = theme.scaled(_CELL_PADDING)
        if sum(stay) + padding * len(stay) > table.viewport().width():
            padding = LEAST_PADDING
        padded = {i: width + padding for i, width in self._widths.items()}
        self._gone = spread(table, model.columns, padded, _FIRST_TO_GO, theme.scaled(_MOST_AIR))
        self._say()

    def minimumSizeHint(self) -> QSize:
        """With the columns that stay."""
        stay = [_USUAL.get(code, _OF_PARAMETERS) for code in self.model.columns if code not in _MAY_GO]
        bold = QFont(self.table.font())
        bold.setBold(True)
        width = sum(stay) * QFontMetrics(bold).horizontalAdvance("0") + len(stay) * LEAST_PADDING
        around = self.table.verticalScrollBar().sizeHint().width() + 2 * self.table.frameWidth()
        margins = self._layout.contentsMargins()
        return QSize(width + around + margins.left() + margins.right(), super().minimumSizeHint().height())

    # What the user does

    @Slot(str)
    def _on_problem(self, code: str) -> None:
        self.session.set_view(steps_problem=code)

    @Slot()
    def _on_selected(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes and not self._moving:
            self._on_clicked(indexes[0])

    @Slot()
    def _on_clicked(self, index: Index) -> None:
        """The playhead goes to the row; playing, it would leave it at once."""
        self.session.player.pause()
        update = self.model.step_of(index.row())
        self.session.seek(self.session.shown_experiment.place_of(self.model.problem, update))
