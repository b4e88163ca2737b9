"""The curves: loss, accuracy and learning rate of every run, up to the playhead or with what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from lrgui.core.files.view import has_plot
from lrgui.drawing.chart import Chart
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.session.drawn_rates import DrawnRates, is_drawn
from lrgui.session.session import Session
from lrgui.text.numbers import format_count
from lrgui.text.rate_sum import rate_sum_words
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.drawn_points import DrawnPoints

_NARROWEST, _LOWEST = 150, 120  # pixels at the normal text size, under which a chart says nothing


class _Shelf(QWidget):
    """Where the charts stand. Signal: `resized()`."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class CurvesPanel(Panel):
    """Buttons choose which charts stand side by side; the others are not drawn.

    The choice belongs to the problem: the 1-D descent shows its loss, the classifier loss and accuracy.
    """

    name = "curves"
    options = frozenset({"charts", "log_loss", "iterations", "future", "averaged", "averaging"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._quantities = chart_quantities()
        self._wanted: tuple[str, ...] = ()
        self._left_out = 0  # of them, for which there is no room
        self.charts: dict[str, Chart] = {}  # those that were chosen once
        self._points: DrawnPoints | None = None  # in the chart of η
        self.buttons: dict[str, QToolButton] = {}
        # A tool bar, since it has a way to what does not fit.
        row = QToolBar()
        row.setObjectName("row")
        self._places: dict[str, QAction] = {}
        for name in self._quantities:
            self.buttons[name], self._places[name] = self._button(row)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(space)
        self.log, _ = self._button(row)
        self.iterations, _ = self._button(row)
        self.future, _ = self._button(row)
        self._layout.addWidget(row)
        self._shelf = plots = _Shelf()
        plots.resized.connect(self._arrange)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, plots)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._layout.addWidget(plots, 1)
        for name, button in self.buttons.items():
            button.clicked.connect(self._on_chosen)
            button.setProperty("chart", name)
        self.show_options()
        self.log.toggled.connect(lambda on: session.set_view(log_loss=on))
        self.iterations.toggled.connect(lambda on: session.set_view(iterations=on))
        self.future.toggled.connect(lambda on: session.set_view(future=on))
        self.retranslate()
        self._show_charts()

    def _button(self, row: QToolBar) -> tuple[QToolButton, QAction]:
        button = QToolButton()
        button.setObjectName("flat")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button, row.addWidget(button)

    def title(self) -> str:
        return self.tr("Curves")

    def retranslate(self) -> None:
        for name, quantity in self._quantities.items():
            self.buttons[name].setText(quantity.name())
            self.buttons[name].setToolTip(quantity.about())
        self.buttons["rate"].setAccessibleName(self.tr("Learning rate"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("A logarithmic axis for the losses."))
        self.iterations.setText(self.tr("iterations"))
        self.iterations.setToolTip(self.tr("Count iterations instead of epochs along the axis."))
        self.future.setText(self.tr("show future"))
        self.future.setToolTip(self.tr("Show the curves beyond the playhead too, paler."))
        for chart in self.charts.values():
            chart.retitle()
        super().retranslate()

    @Slot()
    def _on_chosen(self) -> None:
        # One chart always stays.
        chosen = [name for name, button in self.buttons.items() if button.isChecked()]
        charts = chosen or [str(self.sender().property("chart"))]
        self.session.set_view(charts={**self.session.view.charts, self.session.shown_experiment.problem: charts})
        self._show_charts()  # where it was the last one, nothing has changed

    def show_options(self) -> None:
        view = self.session.view
        self.log.setChecked(view.log_loss)
        self.iterations.setChecked(view.iterations)
        self.future.setChecked(view.future)
        for chart in self.charts.values():
            self._set_options(chart)

    def _set_options(self, chart: Chart) -> None:
        view = self.session.view
        chart.set_options(log=view.log_loss, iterations=view.iterations, future=view.future)

    def _make(self, name: str) -> None:
        """A chart is made when it is chosen: not for a window in which it may never be seen."""
        chart = Chart(self._quantities[name])
        chart.set_patterns(self.session.view.patterns)
        self._set_options(chart)
        before = list(self._quantities)[: list(self._quantities).index(name)]
        self._row.insertWidget(sum(other in self.charts for other in before), chart.plot, 1)
        self.charts[name] = chart
        self.add_plot(chart.plot, name)
        if name == "rate":
            self._points = DrawnPoints(self.session, chart.plot, self._drawn)
            self._points.taken.connect(lambda: self._hold(chart, on=True))
            self._points.released.connect(lambda: self._hold(chart, on=False))

    def _drawn(self) -> DrawnRates | None:
        """The points of the selected run."""
        selected = self.session.selected
        if not is_drawn(self.session) or selected in self.scene().hidden:
            return None
        chart, experiment = self.charts["rate"], self.session.known
        problem = chart.quantity.problem_of(experiment)
        return DrawnRates(self.session, problem, chart.unit * experiment.clock(problem).in_a_moment(selected))

    def _hold(self, chart: Chart, *, on: bool) -> None:
        """Under a moving hand axes stand still."""
        chart.steady = on
        if not on:
            self.mark(history=True)
            self.wanted.emit()

    def _show_charts(self) -> None:
        """The charts that the problem has and the user wants."""
        experiment = self.session.shown_experiment
        shown = self.session.view.charts_of(experiment)
        for name in self._quantities:
            self._places[name].setVisible(has_plot(experiment, name))
            self.buttons[name].setChecked(name in shown)
            if name in shown and name not in self.charts:
                self._make(name)
        self._wanted = tuple(name for name in self._quantities if name in shown)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Side by side, one below the other where that leaves them wider than high, or as many as there is room for."""
        count = len(self._wanted)
        narrowest, lowest = theme.scaled(_NARROWEST), theme.scaled(_LOWEST)
        width, height = self._shelf.width(), self._shelf.height()
        below = count > 1 and width < count * narrowest and height >= count * lowest
        fit = max(1, height // lowest if below else width // narrowest)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        seen = self._wanted[:fit]
        if any(chart.plot.isHidden() for name, chart in self.charts.items() if name in seen):
            self.mark(history=True)  # a chart that had no room before shows what there was then
            self.wanted.emit()
        for name, chart in self.charts.items():
            chart.plot.setVisible(name in seen)
        self._left_out = count - fit
        self._tell()

    def _tell(self) -> None:
        """What the charts' lines are, and the sum of the selected run's learning rates beside their curve."""
        items = [self.tr("— training   - - validation")] if {"loss", "accuracy"} & set(self._wanted) else []
        if self.session.view.averaged and any(self._quantities[name].averages for name in self._wanted):
            items.append(self.tr("-·- averaged weights"))
        if self._left_out > 0:
            items.insert(0, self.tr("+{0} {0:chart|charts}").format(format_count(self._left_out)))
        rate = self.charts.get("rate")
        if rate is not None and not rate.plot.isHidden():
            scene = self.scene()
            problem = rate.quantity.problem_of(scene.experiment)
            items.append(rate_sum_words(scene.history, problem, scene.selected, scene.position))
        self.set_subtitle(" · ".join(items))

    def drawings_shown(self) -> Sequence[Drawing]:
        return tuple(self.charts.values())

    def draw_history(self) -> None:
        self._show_charts()
        scene = self.scene()
        # Runs of several batch sizes have the axis by which they are compared.
        self.iterations.setEnabled(all(scene.experiment.clock(p).uniform for p in scene.experiment.problems))
        for chart in self.charts.values():
            if chart.plot.isHidden():
                chart.forget()
            else:
                chart.draw_history(scene)
        if self._points is not None:
            self._points.draw()

    def forget(self) -> None:
        for chart in self.charts.values():
            chart.forget()

    def draw_position(self) -> None:
        scene = self.scene()
        for chart in self.charts.values():
            if not chart.plot.isHidden():
                chart.draw_position(scene)
        if self._points is not None:
            self._points.draw()
        self._tell()
