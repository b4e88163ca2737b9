"""The presenter (F5): what a hall sees, on the whole screen.

It shows the session that the window shows: every key, drag and step acts on both.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lrgui.core.files.view import NOISE
from lrgui.core.lessons.question import RATE
from lrgui.core.lessons.texts import text_in
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.registry import SHOWN
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.scene import Swept
from lrgui.session.session import Session
from lrgui.session.sweeps import Sweeps
from lrgui.session.teaching import Teaching
from lrgui.text.problems import WORDS
from lrgui.ui import theme
from lrgui.ui.language import Language, Translated
from lrgui.ui.lessons.hands import PlotHand
from lrgui.ui.presenter.caption import Caption
from lrgui.ui.presenter.glide import Glide
from lrgui.ui.presenter.keys import Keys
from lrgui.ui.presenter.marker import Marker
from lrgui.ui.presenter.measures import TEXT, pixels
from lrgui.ui.presenter.overlay import Overlay
from lrgui.ui.presenter.question_card import QuestionCard
from lrgui.ui.presenter.scene_plots import MOST, NOISE_PLOT, SWEEP, ScenePlots, presentable, proposed
from lrgui.ui.widgets.frame_pacing import Frames
from lrgui.ui.widgets.shown_scene import shown_scene


class Presenter(Translated):
    """A window of its own, hidden at first; `present()` shows it, Esc leaves what is on top.

    Signal: `closed()`.
    """

    closed = Signal()

    def __init__(self, session: Session, teaching: Teaching, sweeps: Sweeps, language: Language) -> None:
        super().__init__()
        self._teaching, self._sweeps, self._language = teaching, sweeps, language
        self.setObjectName("presenter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self.title, self.number = QLabel(), QLabel()
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setWordWrap(True)
        self.overlay = Overlay(self)
        self.marker = Marker(self.overlay, self)
        self.plots, self.caption = ScenePlots(self.marker), Caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.question = QuestionCard(teaching, language)
        self._head, self._middle = QWidget(), QHBoxLayout()
        head = QHBoxLayout(self._head)
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        self._middle.addWidget(self.plots, 1)
        self._middle.addWidget(self.question)
        layout.addWidget(self._head)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.caption)
        self._chosen: tuple[str, ...] = ()  # by a key; else what the window proposes
        self._stale = True
        self.frames = Frames(session.turn, self)
        self.frames.due.connect(self._draw)
        self.glide = Glide(self)
        self.glide.moved.connect(self.frames.request)
        session.shown_changed.connect(self.glide.stop)  # there is another way to go
        self.keys = Keys(session, teaching, self.overlay, self.marker, self.glide, self.question, self)
        self.keys.plot_wanted.connect(self.toggle)
        self.keys.proposal_wanted.connect(self._on_proposal)
        self.keys.noise_wanted.connect(self._on_noise)
        self.keys.close_wanted.connect(self.close)
        self.plots.made.connect(self._on_plot_made)
        for signal in (teaching.turned, teaching.answered, teaching.changed):
            signal.connect(self._on_state)
        for signal in (session.shown_changed, session.selection_changed, session.view_changed):
            signal.connect(self._on_state)
        sweeps.changed.connect(self._on_state)
        session.position_changed.connect(self._on_position)
        self.caption.rate.dragged.connect(self._on_rate)
        self.caption.rate.released.connect(session.end_gesture)
        theme.CHANGES.changed.connect(self._fit)
        theme.CHANGES.changed.connect(self._on_state)
        self.retranslate()

    # On and off

    def present(self, beside: QWidget) -> None:
        """Fills a screen: another one than that of the window `beside`, where there is one."""
        screen = other_screen(beside)
        self.setGeometry(screen.geometry())
        self._choose()
        self._stale = True
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self.frames.request()

    @property
    def alone(self) -> bool:
        """Whether it covers the window: there is one screen."""
        return len(QGuiApplication.screens()) == 1

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.keys.stop()
        self.frames.release()
        self._sweeps.want(self.objectName(), False)
        self.plots.forget()
        self.closed.emit()

    # What is shown

    def _choose(self) -> None:
        session = self.session
        experiment = session.shown_experiment
        possible = presentable(experiment)
        chosen = tuple(name for name in self._chosen if name in possible)
        page = self._teaching.page
        wanted = chosen or proposed(session.view, experiment, page.large if page is not None else None)
        self.plots.choose(wanted, session.view.sweep.within(session.experiment).view, session.view.noise)
        self._sweeps.want(self.objectName(), SWEEP in wanted)

    @Slot(int)
    def toggle(self, number: int) -> None:
        """Shows plot `number` (from 0) of those that can be presented, or takes it away; two at most, one at least."""
        possible = presentable(self.session.shown_experiment)
        if number >= len(possible):
            return
        name = possible[number]
        others = tuple(shown for shown in self.plots.shown if shown != name)
        self._chosen = others if name in self.plots.shown and others else (*others, name)[-MOST:]
        self._on_state()

    @Slot()
    def _on_proposal(self) -> None:
        self._chosen = ()
        self._on_state()

    @Slot()
    def _on_noise(self) -> None:
        """Shows the noise; where it is shown the next quantity of it, in the window, too."""
        possible = presentable(self.session.shown_experiment)
        if NOISE_PLOT not in self.plots.shown:
            self.toggle(possible.index(NOISE_PLOT) if NOISE_PLOT in possible else len(possible))
        else:
            self.session.set_view(noise=NOISE[(NOISE.index(self.session.view.noise) + 1) % len(NOISE)])

    @property
    def problem(self) -> str:
        """The one that the caption speaks of: that of the first plot."""
        problems = self.session.shown_experiment.problems
        shown = SHOWN.get(self.plots.shown[0]) if self.plots.shown else None  # η is of any
        return shown if shown in problems else problems[0]

    @Slot()
    def _on_state(self) -> None:
        self._stale = True
        if self.isVisible():
            self.frames.request()

    @Slot(str)
    def _on_plot_made(self, name: str) -> None:
        """What a lesson asks for can be placed and drawn here, too."""
        drawing = self.plots.drawings[name]
        if name in ("descent", *chart_quantities()):
            PlotHand(drawing.plot, name, self.session, self._teaching)

    @Slot()
    def _on_position(self) -> None:
        self.glide.stop()
        if self.isVisible():
            self.frames.request()

    @Slot()
    def _draw(self) -> None:
        if not self.isVisible():
            return
        scene = self.glide.scene(shown_scene(self.session))
        scene = scene.with_sweep(Swept.of(self._sweeps.shown, stale=self._sweeps.stale))
        if self._stale:
            self._choose()
            self._show_title()
        self.plots.draw(scene, self.session.view, history=self._stale)
        self._stale = False
        if self.plots.waits:
            self.frames.request()
        if not self.glide.moving:  # the numbers are those of an update
            self.caption.show_scene(scene, self.problem)
        self.caption.rate.set_rate(self.session.run.learning_rate)

    def _show_title(self) -> None:
        page, lesson = self._teaching.page, self._teaching.lesson
        if page is None or lesson is None:
            self.title.setText(WORDS[self.problem].name())
            self.number.setText("")
            self.title.setMinimumHeight(0)
        else:
            # Two lines always: from page to page the plots stay where they are.
            self.title.setMinimumHeight(2 * self.title.fontMetrics().lineSpacing())
            self.title.setText(text_in(page.say, self._language.code))
            self.number.setText(self.tr("{0} / {1}").format(page.stage + 1, len(lesson.stages)))

    # Sizes and texts

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Sizes for the screen's height, in the colours of the theme."""
        height = self.height()
        self.setStyleSheet(f"#presenter {{ background: {theme.now().paper}; }}")
        font = self.title.font()
        font.setPixelSize(pixels(TEXT, height))
        font.setBold(True)
        self.title.setFont(font)
        font.setBold(False)
        self.number.setFont(font)
        air = pixels(TEXT, height) // 2
        self._head.setStyleSheet(f"background: {theme.now().window}; color: {theme.now().text};")
        self._head.setContentsMargins(air, 0, air, 0)
        self.question.setFixedWidth(self.width() // 3)
        self.question.grow(height)
        self._middle.setContentsMargins(0, air, air, air)
        self.plots.setContentsMargins(air, air, air, air)
        self.caption.grow(height)
        self.plots.magnify(height)
        self.overlay.setGeometry(self.rect())
        self.overlay.raise_()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("lrgui: presenter"))
        self.plots.retitle()
        self._on_state()

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's keys are not those of the presenter
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.pressed(event):
            super().keyPressEvent(event)

    @Slot(float)
    def _on_rate(self, rate: float) -> None:
        stage = self._teaching.stage
        if self._teaching.asking and stage is not None and stage.ask is not None and stage.ask.kind == RATE:
            self._teaching.predict(rate)
            return
        with suppress(InvalidValue):  # it stays where it was
            self.session.edit_run(gesture="learning_rate", learning_rate=rate)


def other_screen(window: QWidget) -> QScreen:
    """The screen that the audience sees: not that of the window, unless there is no other."""
    own = window.screen()
    return next((screen for screen in QGuiApplication.screens() if screen is not own), own)
