"""The dark line under the plots: the learning rate, where the run is, what it has come to; and the rate to be moved."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from lrgui.core.problems.registry import PROBLEMS
from lrgui.drawing.averaged import averaged_loss
from lrgui.drawing.run_figures import heading, rows
from lrgui.drawing.scene import Scene
from lrgui.text.numbers import format_count, format_number
from lrgui.ui import theme
from lrgui.ui.language import Translated
from lrgui.ui.presenter.measures import CAPTION, TEXT, pixels
from lrgui.ui.presenter.rate_line import RateLine


class Caption(Translated):
    """Where the parts do not fit beside each other, the last ones are left out: never a digit."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("caption")
        self.line, self.state, self.rate = QLabel(), QLabel(), RateLine()
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout()
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.state)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._row)
        self._layout.addWidget(self.rate)
        self._parts: list[str] = []
        self._colour = theme.now().on_bar
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What is shown"))
        self.rate.setAccessibleName(self.tr("Learning rate"))
        self.rate.setToolTip(self.tr("Drag for another learning rate; with Shift in fine steps."))

    def grow(self, height: int) -> None:
        """The sizes that a screen of that height asks for."""
        caption, small = QFont(self.font()), QFont(self.font())
        caption.setPixelSize(pixels(CAPTION, height))
        caption.setBold(True)
        small.setPixelSize(pixels(TEXT, height))
        air = pixels(TEXT, height) // 2
        self.line.setFont(caption)
        self.state.setFont(small)
        self.rate.setFont(small)
        high = round(2.4 * small.pixelSize())
        self.rate.setStyleSheet(f"min-height: {high}px; max-height: {high}px;")  # stronger than that of all sliders
        self._layout.setContentsMargins(2 * air, air, 2 * air, air // 2)
        self._layout.setSpacing(air // 2)
        self._row.setSpacing(2 * air)
        t = theme.now()
        self.setStyleSheet(
            f"#caption {{ background: {t.bar}; }} QLabel {{ color: {t.on_bar}; background: transparent; }}"
        )
        self.state.setStyleSheet(
            f"background: {t.bar_pill}; color: {t.on_bar}; border-radius: {air}px; padding: {air // 3}px {air}px;"
        )

    def show_scene(self, scene: Scene, problem: str) -> None:
        """The selected run of one problem, at the playhead."""
        row = rows(scene, problem)[scene.selected]
        # What a hall can take in, the most important first. The state has a place of its own.
        kind = PROBLEMS[problem]
        parameters = () if kind.on_data else kind.parameters
        shown = ("train_loss", "train_accuracy") if kind.on_data else (*parameters, "loss")
        self._parts = [f"η = {row['learning_rate']}", self._place(scene, problem)]
        self._parts += [
            f"{name} = {row[name]}" if name in parameters else f"{heading(name)} {row[name]}" for name in shown
        ]
        after = next(i for i, name in enumerate(shown) if name.endswith("loss")) + 3  # beside the loss
        self._parts[after:after] = averaged_loss(scene, problem)
        self._colour = theme.now().on_the_bar(row["code"])
        self.state.setText(row["state"])
        self.rate.set_colour(row["code"])
        self._fit()

    def _place(self, scene: Scene, problem: str) -> str:
        """The step or the epoch."""
        at = scene.update_of(problem)
        if not PROBLEMS[problem].on_data:
            return self.tr("step {0}").format(format_count(at))
        epoch = scene.experiment.epochs_made(problem, scene.selected, at)
        return self.tr("epoch {0}").format(format_number(epoch, 3))

    def _fit(self) -> None:
        parts, metrics = list(self._parts), QFontMetrics(self.line.font())
        while len(parts) > 1 and metrics.horizontalAdvance("  ·  ".join(parts)) > self.line.width() > 0:
            parts.pop()
        spoken = "  ·  ".join(parts)
        first, *others = (html.escape(part) for part in parts)
        self.line.setText("  ·  ".join([f'<span style="color: {self._colour}">{first}</span>', *others]))
        self.line.setAccessibleName(spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._parts:
            self._fit()
