"""The curves: loss, accuracy and learning rate of every run, up to the playhead or with what comes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from lrgui.core.problems.registry import CHOICES, PROBLEMS
from lrgui.drawing.chart import Chart
from lrgui.drawing.quantities import chart_quantities
from lrgui.session.session import Session
from lrgui.ui.panels.panel import Panel

_NARROWEST = 150  # pixels, under which a chart says nothing
_SIDE_BY_SIDE = 2  # charts to begin with


def _first_shown(choice: str) -> set[str]:
    """The charts of a problem, or the first one of each where there are several."""
    charts = [PROBLEMS[problem].charts for problem in CHOICES[choice]]
    return {names[0] for names in charts} if len(charts) > 1 else {*(*charts[0], "rate")[:_SIDE_BY_SIDE]}


class CurvesPanel(Panel):
    """Buttons choose which charts stand side by side; the others are not drawn.

    The choice belongs to the problem: the 1-D descent shows its loss, the classifier loss and accuracy.
    """

    name = "curves"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.charts = {name: Chart(quantity) for name, quantity in chart_quantities().items()}
        self._problem = ""
        self._chosen = {choice: _first_shown(choice) for choice in CHOICES}
        self.buttons: dict[str, QToolButton] = {}
        # A tool bar, since it has a way to what does not fit.
        row = QToolBar()
        row.setObjectName("row")
        self._places: dict[str, QAction] = {}
        for name in self.charts:
            self.buttons[name], self._places[name] = self._button(row)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(space)
        self.log, _ = self._button(row)
        self.iterations, _ = self._button(row)
        self.future, _ = self._button(row)
        self.log.setChecked(True)
        self._layout.addWidget(row)
        plots = QWidget()
        self._plots = QHBoxLayout(plots)
        self._plots.setContentsMargins(0, 0, 0, 0)
        self._plots.setSpacing(4)
        for chart in self.charts.values():
            chart.plot.setMinimumWidth(_NARROWEST)
            self._plots.addWidget(chart.plot, 1)
        self._layout.addWidget(plots, 1)
        for name, button in self.buttons.items():
            button.clicked.connect(self._on_chosen)
            button.setProperty("chart", name)
        for button in (self.log, self.iterations, self.future):
            button.toggled.connect(self._on_options)
        self._on_options()
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
        for name, chart in self.charts.items():
            self.buttons[name].setText(chart.quantity.name())
            self.buttons[name].setToolTip(chart.quantity.about())
        self.buttons["rate"].setAccessibleName(self.tr("Learning rate"))
        self.log.setText(self.tr("log"))
        self.log.setToolTip(self.tr("A logarithmic axis for the losses."))
        self.iterations.setText(self.tr("iterations"))
        self.iterations.setToolTip(self.tr("Count iterations instead of epochs along the axis."))
        self.future.setText(self.tr("what comes"))
        self.future.setToolTip(self.tr("Show the curves beyond the playhead too, paler."))
        for chart in self.charts.values():
            chart.retitle()
        self._problem = ""
        super().retranslate()

    def set_view(self, view: dict[str, object]) -> None:
        """What a lesson wants to be seen: "log_loss" (bool) and "curve" (loss, accuracy or rate)."""
        if "log_loss" in view:
            self.log.setChecked(bool(view["log_loss"]))
        problem = self.session.experiment.problem
        shown = _first_shown(problem)
        wanted = view.get("curve")
        if wanted in ("accuracy", "rate"):
            shown = {PROBLEMS[CHOICES[problem][0]].charts[0], str(wanted)}
        self._chosen[problem] = shown
        self._problem = ""
        self.mark(history=True)
        self.wanted.emit()

    def options(self) -> str:
        """What is shown and how, in one line to be remembered."""
        chosen = ";".join(f"{problem}={','.join(sorted(names))}" for problem, names in self._chosen.items())
        on = ",".join(n for n in ("log", "iterations", "future") if getattr(self, n).isChecked())
        return f"{chosen}|{on}"

    def set_options(self, line: str) -> None:
        """What `options` gave; what is not known in it is passed over."""
        chosen, bar, on = line.partition("|")
        if not bar:
            return
        for part in chosen.split(";"):
            problem, _, names = part.partition("=")
            known = set(names.split(",")) & set(self.charts)
            if problem in self._chosen and known:
                self._chosen[problem] = known
        for name in ("log", "iterations", "future"):
            getattr(self, name).setChecked(name in on.split(","))
        self._problem = ""

    @Slot()
    def _on_chosen(self) -> None:
        chosen = {name for name, button in self.buttons.items() if button.isChecked()}
        if not chosen:  # one chart always stays
            chosen = {str(self.sender().property("chart"))}
        self._chosen[self.session.shown_experiment.problem] = chosen
        self._problem = ""
        self.mark(history=True)
        self.wanted.emit()

    @Slot()
    def _on_options(self) -> None:
        for chart in self.charts.values():
            chart.set_options(
                log=self.log.isChecked(),
                iterations=self.iterations.isChecked(),
                future=self.future.isChecked(),
            )
        self.mark(history=True)
        self.wanted.emit()

    def _show_charts(self) -> None:
        """The charts that the problem has and the user wants."""
        experiment = self.session.shown_experiment
        if experiment.problem == self._problem:
            return
        self._problem = experiment.problem
        has = {name for name, chart in self.charts.items() if chart.quantity.belongs(experiment)}
        shown = (self._chosen[self._problem] & has) or _first_shown(self._problem)
        for name, chart in self.charts.items():
            self._places[name].setVisible(name in has)
            self.buttons[name].setChecked(name in shown)
            chart.plot.setVisible(name in shown)
        self.set_subtitle(self.tr("— training   - - validation") if shown & {"loss", "accuracy"} else "")

    def draw_history(self) -> None:
        self._show_charts()
        scene = self.scene()
        for chart in self.charts.values():
            if not chart.plot.isHidden():
                chart.draw_history(scene)

    def draw_position(self) -> None:
        scene = self.scene()
        for chart in self.charts.values():
            if not chart.plot.isHidden():
                chart.draw_position(scene)
