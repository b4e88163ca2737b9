"""The panel of the 2-D classifier: its drawing, and the accuracy in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.datasets import training_size, two_points, with_point
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.drawing.averaged import averaged_text, averaged_words
from lrgui.drawing.boundary import MOST_RINGS, BoundaryDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.run_figures import rate_text
from lrgui.session.session import Session
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count, format_fixed, format_percent
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.giving_line import GivingLine
from lrgui.ui.widgets.point_pen import PointPen

_LOW = 230  # pixels at the normal text size, under which nothing is said of symbols


class BoundaryPanel(Panel):
    """Signal: `message(sentence)`."""

    name = "boundary"
    options = frozenset({"averaged", "averaging"})
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = BoundaryDrawing()
        self.plot = self.drawing.plot
        self._layout.addWidget(self.plot, 1)
        self.legend = GivingLine("   ", Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(self.legend)
        self.add_plot(self.plot, self.name)
        self.draw_button, self.anew = (self._tool() for _ in range(2))
        self.draw_button.setCheckable(True)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.anew)
        row.addWidget(self.draw_button)
        self.anew.hide()
        self._pen = PointPen(self.plot)
        self._pen.drawn.connect(self._on_drawn)
        self.draw_button.toggled.connect(self._on_draw)
        self.anew.clicked.connect(lambda: self._take(two_points()))
        session.player.playing_changed.connect(self._on_playing)
        self.retranslate()

    def title(self) -> str:
        return self.tr("2-D classifier")

    def _tool(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def header_widget(self) -> QWidget:
        return self._tools

    def retranslate(self) -> None:
        self.drawing.retitle()
        self.draw_button.setText(self.tr("draw"))
        self.draw_button.setToolTip(
            self.tr("A left click adds a point of class 1, a right click one of class 0; undo takes it back.")
        )
        self.anew.setText(self.tr("anew"))
        self.anew.setToolTip(self.tr("Begins with two points in an empty plane."))
        super().retranslate()

    def _on_playing(self, _playing: bool) -> None:
        self.mark(history=False)
        self.wanted.emit()

    # Points that are drawn

    @Slot(bool)
    def _on_draw(self, on: bool) -> None:
        self._pen.set_on(on)
        self.anew.setVisible(on)
        self.header_changed.emit()

    @Slot(float, float, int)
    def _on_drawn(self, x: float, y: float, label: int) -> None:
        """One point more, at as many decimals as can be seen."""
        if self.session.shown.classifier is None:
            return
        sides = self.drawing.extent
        decimals = [3 - math.floor(math.log10(high - low)) for low, high in sides]
        try:
            data = with_point(self.session.experiment, round(x, decimals[0]), round(y, decimals[1]), label)
        except DataFault as error:
            self.message.emit(error_sentence(error))
            return
        self._take(data)

    def _take(self, data: OwnData) -> None:
        experiment = self.session.experiment
        most, whole = training_size(data), experiment.batch_size >= experiment.training_size
        batches = experiment.batches_up_to(most)
        if whole:
            batches["batch_size"] = min(most, max(experiment.batch_size, Experiment.batch_size))
        try:
            self.session.edit(data=data, **batches)
        except InvalidValue as error:  # so many samples would make too many updates
            self.message.emit(error_sentence(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low the room is the plot's."""
        super().resizeEvent(event)
        self.legend.setVisible(self.height() >= theme.scaled(_LOW))

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        if self.session.shown.classifier is not None:
            self.drawing.draw_history(self.scene())
            self.legend.show_text("   ".join(self._signs(self.session.shown_experiment)))

    def _signs(self, experiment: Experiment) -> list[str]:
        """What the symbols mean, and what is to be known of the points, the least important last."""
        data = experiment.data
        if data == Experiment.data:
            first, second = self.tr("in the district"), self.tr("outside")
        elif isinstance(data, OwnData):
            second, first = data.classes
        else:
            first, second = self.tr("class 1"), self.tr("class 0")
        signs = [f"✚ {first}", f"● {second}", *self._of_the_data()]
        if self.session.view.average is not None:
            signs.append(f"- - {averaged_text(self.session.view.average)}")
        if experiment.batch_sizes[self.session.shown_selected] <= MOST_RINGS:
            signs.append(self.tr("○ this batch"))
        return signs

    def _of_the_data(self) -> list[str]:
        """What is to be known of the points beside: how many are drawn, and what they are to the training."""
        items, shown, size = [], len(self.drawing.shown), self.session.shown.model.data.training_size
        if shown < size:
            items.append(self.tr("{0} of {1} shown").format(format_count(shown), format_count(size)))
        if self.session.shown_experiment.standardised:
            items.append(self.tr("trained on standardised features"))
        return items

    def draw_position(self) -> None:
        history = self.session.shown
        trace = history.classifier
        if trace is None:
            return
        scene = self.scene()
        self.drawing.draw_position(scene)
        at, chosen = scene.update_of(trace.problem_name), self.session.shown_selected
        sample = history.model.predict(trace.at(at)[chosen : chosen + 1], history.model.data.samples[1:2])
        accuracy = float(history.evaluation(at).train_accuracy[chosen])
        items = [] if self.legend.isVisibleTo(self) else self._of_the_data()
        items.append(self.tr("accuracy {0}").format(format_percent(accuracy, 1)))
        items += averaged_words(scene, LogisticRegression.code)
        if len(scene.experiment.runs) > 1:  # whose that is, and the shading
            items.append(f"η = {rate_text(scene, LogisticRegression.code, chosen)}")
        items.append(self.tr("sample 2 → {0}").format(format_fixed(float(sample[0, 0]), 2)))
        self.set_subtitle(" · ".join(items))
