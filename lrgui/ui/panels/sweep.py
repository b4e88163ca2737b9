"""The panel of the sweep: many learning rates at once, what is asked of them, and the runs, which can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStackedWidget, QToolBar, QWidget

from lrgui.core.files.view import SWEEP
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.registry import PAIR, PROBLEMS
from lrgui.core.sweeps.question import OF_ONE_PROBLEM, SEEDS, VIEWS, SweepQuestion, criteria, only_problem
from lrgui.drawing import sweep_texts
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.start_map import StartMapDrawing
from lrgui.drawing.sweep import SweepDrawing
from lrgui.plot import Plot
from lrgui.session.session import Session
from lrgui.session.sweeps import Sweeps
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count
from lrgui.text.problems import short_problem_name
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.fields import NumberField
from lrgui.ui.widgets.sweep_hand import SweepHand

AnyDrawing = SweepDrawing | MapDrawing | RangeDrawing | StartMapDrawing
_DRAWINGS: dict[str, type[AnyDrawing]] = {
    "sweep": SweepDrawing,
    "map": MapDrawing,
    "range": RangeDrawing,
    "starts": StartMapDrawing,
}


class SweepPanel(Panel):
    """Left click on the dot of a run and drag: its η follows the hand."""

    name = "sweep"
    options = frozenset({"sweep"})

    def __init__(self, session: Session, sweeps: Sweeps) -> None:
        super().__init__(session)
        self.sweeps = sweeps
        self.drawings: dict[str, AnyDrawing] = {}  # those that were seen once
        self._hand = SweepHand(session, lambda: self.drawing, self)
        self._hand.moved.connect(self._on_changed)
        # A tool bar, since it has a way to what does not fit.
        row = QToolBar()
        row.setObjectName("row")
        self._places: dict[str, QAction] = {}
        self.view = Segments(VIEWS, self._view_name)
        self.view.chosen.connect(self._on_kind)
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        self.criterion = Choice((), sweep_texts.criterion_name)
        self.criterion.chosen.connect(self._on_criterion)
        self.criterion.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target_label = QLabel()
        self.target = NumberField()
        self.target.setFixedWidth(90)
        self.target.entered.connect(self._on_target)
        self.target.stepped.connect(self._on_target)
        self.seeds = Choice(tuple(map(str, SEEDS)), self._seeds_name)
        self.seeds.chosen.connect(self._on_seeds)
        self._add(row, "view", self.view)
        self._add(row, "problem", self.problem)
        self._add(row, "criterion", self.criterion)
        self._add(row, "target-label", self.target_label)
        self._add(row, "target", self.target)
        self._add(row, "seeds", self.seeds)
        self._layout.addWidget(row)
        self._stack = QStackedWidget()
        self._layout.addWidget(self._stack, 1)
        sweeps.changed.connect(self._on_changed)
        session.experiment_changed.connect(self._on_changed)
        self.retranslate()

    def _add(self, row: QToolBar, name: str, widget: QWidget) -> None:
        if self._places:
            space = QWidget()
            space.setFixedWidth(6)
            self._places[f"before-{name}"] = row.addWidget(space)
        widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._places[name] = row.addWidget(widget)

    def _show_place(self, name: str, *, on: bool) -> None:
        for place in (name, f"before-{name}"):
            if place in self._places:
                self._places[place].setVisible(on)

    # Texts

    def title(self) -> str:
        return self.tr("Sweep")

    def _view_name(self, view: str) -> str:
        return {
            "sweep": self.tr("Sweep"),
            "map": self.tr("Batch × η"),
            "range": self.tr("Range"),
            "starts": self.tr("Start × η"),
        }[view]

    def _seeds_name(self, seeds: str) -> str:
        return self.tr("{0} {0:seed|seeds}").format(format_count(int(seeds)))

    def retranslate(self) -> None:
        for segments in (self.view, self.problem):
            segments.retranslate()
        for part in (self.seeds, self.criterion):
            part.retranslate()
        tips = (
            self.tr("What runs come to at every learning rate, as if it were set at their start."),
            self.tr("The same for several batch sizes, each trained for the same epochs."),
            self.tr("Range test: the loss within one short run whose learning rate is raised at every update."),
            self.tr("Which minimum of the curve is reached from every start with every learning rate."),
        )
        for button, tip in zip(self.view.buttons, tips, strict=True):
            button.setToolTip(tip)
        self.view.setAccessibleName(self.tr("What is shown of many learning rates"))
        self.problem.setAccessibleName(self.tr("The problem that is trained"))
        self.criterion.setAccessibleName(self.tr("What learning rates are compared by"))
        self.criterion.setToolTip(self.criterion.accessibleName())
        self.target_label.setText(self.tr("target"))
        self.target.setAccessibleName(self.tr("The training loss to be reached"))
        self.target.setToolTip(self.target.accessibleName())
        self.seeds.setAccessibleName(self.tr("How many seeds are trained with"))
        self.seeds.setToolTip(self.tr("How many seeds are trained with: of several the median and the quartiles."))
        for drawing in self.drawings.values():
            drawing.retitle()
        super().retranslate()

    # Drawing

    @property
    def drawing(self) -> AnyDrawing:
        """That of the view that is chosen."""
        view = self._question.view
        if view not in self.drawings:
            self._make(view)
        return self.drawings[view]

    def _make(self, view: str) -> None:
        """A drawing is made when its view is seen: not for a window in which it may never be."""
        drawing = self.drawings[view] = _DRAWINGS[view]()
        drawing.retitle()
        self._stack.addWidget(drawing.plot)
        self._hand.watch(drawing.plot)
        self.add_plot(drawing.plot)

    @property
    def plot(self) -> Plot:
        return self.drawing.plot

    @property
    def _question(self) -> SweepQuestion:
        return self.sweeps.question.within(self.session.experiment)

    def scene(self) -> Scene:
        return super().scene().with_sweep(Swept.of(self.sweeps.shown, stale=self.sweeps.stale))

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        self._show_controls()
        scene = self.scene()
        self._stack.setCurrentWidget(self.plot)
        for drawing in self.drawings.values():
            if drawing is not self.drawing:
                drawing.forget()
        self.drawing.draw_history(scene)
        if SWEEP in scene.concealed:
            self.set_subtitle(self.tr("concealed until the answer"))
        elif self.sweeps.error:
            self.set_subtitle(self.sweeps.error)
        else:
            self.set_subtitle(self.tr("computing…") if scene.sweep is None else sweep_texts.subtitle(scene.sweep))

    def forget(self) -> None:
        for drawing in self.drawings.values():
            drawing.forget()

    def draw_position(self) -> None:
        self.drawing.draw_position(self.scene())

    def _show_controls(self) -> None:
        question = self._question
        assert question.problem is not None
        view, problem = question.view, question.problem
        self.view.set_code(view)
        for of_one in OF_ONE_PROBLEM:
            possible = only_problem(of_one, self.session.experiment) is not None
            self.view.buttons[VIEWS.index(of_one)].setEnabled(possible)
        if problem in PAIR:
            self.problem.set_code(problem)
        several = len(self.session.experiment.problems) == 2 and view not in OF_ONE_PROBLEM
        self._show_place("problem", on=several)
        self.criterion.set_codes(criteria(view, problem))
        self.criterion.set_code(question.criterion)
        self._show_place("criterion", on=len(criteria(view, problem)) > 1)
        target = view == "sweep" and question.criterion == "updates_to_target"
        self._show_place("target-label", on=target)
        self._show_place("target", on=target)
        if target and (job := self.sweeps.job) is not None and job.sweep is not None:
            self.target.set_value(job.sweep.target)
        self.seeds.set_code(str(question.seeds))
        self._show_place("seeds", on=view == "sweep" and PROBLEMS[problem].on_data)

    @Slot()
    def _on_changed(self) -> None:
        self.mark(history=True)
        self.wanted.emit()

    # Whether it can be seen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sweeps.want(self.name, True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sweeps.want(self.name, False)

    @Slot(bool)
    def set_seen(self, on: bool) -> None:
        """Behind the tab of another panel nothing is computed."""
        self.sweeps.want(self.name, on and self.isVisible())

    # What the user asks

    def _ask(self, **values: Any) -> None:
        self.sweeps.ask(**values)

    @Slot(str)
    def _on_kind(self, view: str) -> None:
        self._ask(view=view)

    @Slot(str)
    def _on_problem(self, problem: str) -> None:
        self._ask(problem=problem, target=None)  # a loss of one problem says nothing in the other

    @Slot(str)
    def _on_criterion(self, criterion: str) -> None:
        self._ask(criterion=criterion)

    @Slot(str)
    def _on_seeds(self, seeds: str) -> None:
        self._ask(seeds=int(seeds))

    @Slot(float)
    def _on_target(self, value: float) -> None:
        try:
            self._ask(target=value)
        except InvalidValue as error:
            self.target.complain(error_sentence(error))
