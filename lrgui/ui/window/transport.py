"""The toolbar: reset, back, play, step, epoch, to the end; speed; timeline; where the playhead is."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QToolBar, QToolButton

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.experiment_fields import SAMPLES, UPDATES
from lrgui.session.playhead import MAX_SPEED
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_fixed, format_number
from lrgui.ui import theme
from lrgui.ui.icons import put_icon
from lrgui.ui.widgets.sliders import JumpSlider

_PER_DECADE = 8
_SPEED, _TIMELINE, _SHORTEST, _PROGRESS = 110, 200, 80, 90  # pixels of sliders and bar, at the normal text size
_ICONS, _PLAIN, _SHORT, _BARE = 1, 2, 3, 4  # how much gives way: texts of buttons, of the speed, words, all but icons
_TOP = round(_PER_DECADE * math.log10(MAX_SPEED)) + 1  # one place above the fastest: flat out


def speed_at(place: int) -> float:
    """Updates per second at a place of the slider: 1, 1.33, 1.78 … 10,000, flat out."""
    if place >= _TOP:
        return math.inf
    exact = 10.0 ** (place / _PER_DECADE)
    return float(f"{exact:.2g}")


def place_of(speed: float) -> int:
    return _TOP if math.isinf(speed) else round(_PER_DECADE * math.log10(max(1.0, min(speed, MAX_SPEED))))


class Transport(QToolBar):
    """Buttons are views of the window's actions; speed and timeline go straight to the session."""

    def __init__(self, session: Session, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("transport")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.fold = QToolButton()
        self.fold.setObjectName("flat")
        self.fold.setDefaultAction(actions["fold"])
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(self.fold)
        self.buttons: dict[str, QToolButton] = {}
        for name in ("reset", "back", "play", "step", "epoch", "end"):
            button = QToolButton()
            button.setObjectName("primary" if name == "play" else "transport")
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.addWidget(button)
            self.buttons[name] = button
        self.addSeparator()
        self._level = 0
        self._longest = ""  # text of the position, for which everything was fitted last
        self._speed_title = QLabel()
        self.speed = JumpSlider()
        self.speed.setRange(0, _TOP)
        self.speed.setPageStep(_PER_DECADE)
        self.speed_text = QLabel()
        self._speed_title_action = self.addWidget(self._speed_title)
        self.addWidget(self.speed)
        self._speed_text_action = self.addWidget(self.speed_text)
        self.addSeparator()
        self.timeline = JumpSlider()
        self.addWidget(self.timeline)
        self.position = QLabel()
        self.position.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self.position)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress_action = self.addWidget(self.progress)
        self.progress_action.setVisible(False)
        self.cancel = QToolButton()
        self.cancel.setObjectName("flat")
        put_icon(self.cancel, "close", "muted")
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.clicked.connect(session.cancel)
        self.cancel_action = self.addWidget(self.cancel)
        self.cancel_action.setVisible(False)
        self.speed.moved.connect(self._on_speed)
        self.timeline.moved.connect(self._on_timeline)
        session.player.speed_changed.connect(self.refresh)
        session.player.playing_changed.connect(self._on_playing)
        self._play_action = actions["play"]
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_play_action"):
            return
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:  # icons have another size
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Playing"))
        self._speed_title.setText(self.tr("Speed"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(
            self.tr(
                "Updates per second while playing, at first the whole run in twelve seconds; "
                "at the right end as fast as it can be drawn."
            )
        )
        self.timeline.setAccessibleName(self.tr("Timeline"))
        self.timeline.setToolTip(self.tr("Drag or click to go to any update."))
        self.cancel.setToolTip(self.tr("Cancel the computation: back to the settings before"))
        self.cancel.setAccessibleName(self.tr("Cancel the computation"))
        self.progress.setAccessibleName(self.tr("Progress of the computation"))
        self.progress.setToolTip(self.tr("Computing; the playhead can go as far as it has come."))
        metrics = self.fontMetrics()
        texts = self.tr("flat out"), self._speed_text(10_000.0)
        self.speed_text.setMinimumWidth(max(map(metrics.horizontalAdvance, texts)) + 4)
        self.speed.setFixedWidth(theme.scaled(_SPEED))
        self.timeline.setMinimumWidth(theme.scaled(_SHORTEST))
        self.progress.setFixedWidth(theme.scaled(_PROGRESS))
        self._on_playing(self._session.player.playing)
        self.refresh()
        self.fit()

    def fit(self) -> None:
        """What has no room gives way, the words first; where the playhead is stays readable in any case."""
        for level in range(_BARE + 1):
            self._give_way(level)
            if self._needed() <= self.width():
                break

    def _give_way(self, level: int) -> None:
        icons, words = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for name, button in self.buttons.items():
            button.setToolButtonStyle(icons if level >= (_BARE if name == "play" else _ICONS) else words)
        self._speed_title_action.setVisible(level < _PLAIN)
        self._speed_text_action.setVisible(level < _BARE)
        if level != self._level:
            self._level = level
            self._on_playing(self._session.player.playing)
        self._fit_position()

    def _needed(self) -> int:
        """Pixels with a timeline that can be used, or with a bar of progress beside a short one."""
        layout, margins = self.layout(), self.contentsMargins()
        assert layout is not None
        bars = (self.timeline, self.progress, self.cancel)
        shown = (a for a in self.actions() if a.isVisible() and self.widgetForAction(a) not in bars)
        widths = [max(w.sizeHint().width(), w.minimumWidth()) for w in map(self.widgetForAction, shown)]
        edges = layout.contentsMargins()
        around = margins.left() + margins.right() + edges.left() + edges.right()
        return sum(widths) + layout.spacing() * (len(widths) + 2) + around + theme.scaled(_TIMELINE)

    def _fit_position(self) -> None:
        """As wide as the longest of its texts: it must not move the timeline."""
        self.position.setText(self._position_text(self._session.position))
        self.timeline.say(self.position.text())
        widest = self._position_text(self._session.shown_experiment.length)
        self.position.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + 12)

    def _speed_text(self, speed: float) -> str:
        if math.isinf(speed):
            return self.tr("flat out")
        number = format_count(round(speed)) if speed >= 100 else format_number(speed, 2)
        return self.tr("{0} it/s").format(number)

    def _position_text(self, at: int) -> str:
        if self._level >= _SHORT:
            return f"{format_count(at)} / {format_count(self._session.shown_experiment.length)}"
        return self._full_text(at)

    def _full_text(self, at: int) -> str:
        experiment = self._session.shown_experiment
        length = format_count(experiment.length)
        if experiment.problem_on_data is None:
            return self.tr("step {0} / {1}").format(format_count(at), length)
        size = experiment.iterations_per_epoch
        epoch = min(at // size, experiment.epochs)
        if len(experiment.problems) == 2:
            first, second = experiment.problems
            step, steps = experiment.update_at(first, at), experiment.total_updates(first)
            made = experiment.update_at(second, at)
            if experiment.counted_by_updates(second):  # runs are in different epochs
                return self.tr("step {0} / {1} · iteration {2} / {3}").format(
                    *map(format_count, (step, steps, made, experiment.total_updates(second)))
                )
            epoch = made // size
            return self.tr("step {0} / {1} · epoch {2} / {3}").format(
                *map(format_count, (step, steps, epoch, experiment.epochs))
            )
        if not experiment.clock(experiment.problems[0]).uniform:
            return self._position_of_several(experiment, at)
        return self.tr("iteration {0} / {1} · epoch {2} / {3}").format(
            format_count(at), length, format_count(epoch), format_count(experiment.epochs)
        )

    def _position_of_several(self, experiment: Experiment, at: int) -> str:
        """By what runs of several batch sizes are compared."""
        if experiment.aligned == UPDATES:
            return self.tr("iteration {0} / {1}").format(format_count(at), format_count(experiment.length))
        if experiment.aligned == SAMPLES:
            n = experiment.training_size
            seen, all_of_them = at * n // experiment.iterations_per_epoch, experiment.epochs * n
            return self.tr("{0} / {1} {1:sample|samples}").format(format_count(seen), format_count(all_of_them))
        epoch = format_fixed(at / experiment.iterations_per_epoch, 2)
        return self.tr("epoch {0} / {1}").format(epoch, format_count(experiment.epochs))

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        put_icon(self._play_action, "pause" if playing else "play", "on_fill")
        self._play_action.setText(self.tr("Pause") if playing else self.tr("Play"))
        # The two words may differ in length: the button must not move its neighbours.
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (self.tr("Pause"), self.tr("Play")))
        bare = self.buttons["play"].toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        self.buttons["play"].setMinimumWidth(0 if bare else round(widest * 1.15) + theme.scaled(18) + 40)

    @Slot()
    def refresh(self) -> None:
        """Shows where the playhead is."""
        session = self._session
        at = session.position
        with QSignalBlocker(self.timeline):  # a shorter run must not look like a hand on the handle
            self.timeline.setMaximum(session.shown_experiment.length)
        self.timeline.setPageStep(session.epoch_size)
        self.timeline.show_value(at)
        self.speed.show_value(place_of(session.player.speed))
        self.speed_text.setText(self._speed_text(session.player.speed))
        self.speed.say(self.speed_text.text())
        self._fit_position()
        longest = self._full_text(session.shown_experiment.length)
        if longest != self._longest:
            self._longest = longest
            self.fit()

    @Slot()
    def refresh_progress(self) -> None:
        visible = self._session.computing and self._slow
        self.progress_action.setVisible(visible)
        self.cancel_action.setVisible(visible and self._session.can_cancel)
        self.progress.setValue(round(1000 * self._session.progress))

    @property
    def _slow(self) -> bool:
        """A bar that only flashes says nothing."""
        return self._session.computing_for > 0.3

    @Slot(int)
    def _on_speed(self, place: int) -> None:
        self._session.player.set_speed(speed_at(place))

    @Slot(int)
    def _on_timeline(self, value: int) -> None:
        self._session.player.pause()
        self._session.seek(value)
