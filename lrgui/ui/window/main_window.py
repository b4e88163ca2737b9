"""The window: puts toolbar, controls, panels and menus together, and draws once a frame."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from lrgui import __version__
from lrgui.core.lessons.lesson import Lesson, lesson
from lrgui.core.training.schedules import SCHEDULES
from lrgui.drawing import fonts
from lrgui.plot import Plot
from lrgui.session.recovery import Recovery
from lrgui.session.session import Session
from lrgui.session.settings import Settings
from lrgui.session.sweeps import Sweeps
from lrgui.text.problems import WORDS
from lrgui.ui import theme
from lrgui.ui.controls.controls import Controls
from lrgui.ui.documents.code_dialog import CodeDialog
from lrgui.ui.documents.document_commands import Files
from lrgui.ui.figures.figure_commands import Exporting
from lrgui.ui.language import Language
from lrgui.ui.lessons.explanation import Strip
from lrgui.ui.panels.boundary import BoundaryPanel
from lrgui.ui.panels.curves import CurvesPanel
from lrgui.ui.panels.descent import DescentPanel
from lrgui.ui.panels.runs import RunsPanel
from lrgui.ui.panels.steps import StepsPanel
from lrgui.ui.panels.sweep import SweepPanel
from lrgui.ui.panels.weights import WeightsPanel
from lrgui.ui.tables.table_commands import Tables
from lrgui.ui.window.actions import make_actions, retranslate
from lrgui.ui.window.control_keys import ControlKeys
from lrgui.ui.window.frame_pacing import Frames
from lrgui.ui.window.help import show_about, show_keys
from lrgui.ui.window.menus import Menus
from lrgui.ui.window.panel_dock import PanelDock
from lrgui.ui.window.panel_layout import Layout
from lrgui.ui.window.transport import Transport, place_of, speed_at

_SIZE = (1440, 900)
_LOWEST = 560  # under this the plots say nothing
_FRAME = (40, 60)  # what a window manager's frame takes, and some air
_NARROW = 1500  # pixels at the normal text size, under which the toolbar shows icons only
_MESSAGE_MS = 8000  # how long a sentence stays in the status bar


class MainWindow(QMainWindow):
    """Shows the session; every change of state goes through it."""

    def __init__(
        self, session: Session, settings: Settings, language: Language, recovery: Recovery | None = None
    ) -> None:
        super().__init__()
        self.session, self.settings, self.language = session, settings, language
        self.setObjectName("lrgui")
        self.setMinimumHeight(_LOWEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._lesson: Lesson | None = None
        self.frames = Frames(session.turn, self)
        self.actions_by_name = make_actions(self, session)
        self.transport = Transport(session, self.actions_by_name)
        self.addToolBar(self.transport)
        self.addToolBarBreak()
        self.strip = Strip()
        self.addToolBar(self.strip)
        self.controls = Controls(session)
        self.curves = CurvesPanel(session)
        self.sweeps = Sweeps(session, parent=self)
        self.sweep = SweepPanel(session, self.sweeps)
        self.weights = WeightsPanel(session)
        panels = (
            DescentPanel(session),
            BoundaryPanel(session),
            self.curves,
            RunsPanel(session),
            StepsPanel(session),
            self.sweep,
            self.weights,
        )
        self.docks = {panel.name: PanelDock(panel) for panel in panels}
        self.panel_layout = Layout(self, self.controls, self.docks, settings)
        self.menus = Menus(
            self.menuBar(),
            self.actions_by_name,
            self.panel_layout,
            language.code,
            settings.text("text-size", "normal"),
        )
        self.status_data = QLabel()
        self.statusBar().addPermanentWidget(self.status_data)
        self._control_keys = ControlKeys(self)
        self.files = Files(self, recovery)
        self.documents = self.files.documents
        self.exporting = Exporting(self)
        self.tables = Tables(self)
        self._connect()
        self.retranslate()
        self._restore()
        self._control_keys.watch(self)  # last: the panels are in the window now

    def _connect(self) -> None:
        session, a = self.session, self.actions_by_name
        self.frames.due.connect(self._draw)
        session.shown_changed.connect(self._on_shown)
        session.position_changed.connect(self._on_position)
        session.selection_changed.connect(self._on_selection)
        session.experiment_changed.connect(self._on_experiment)
        session.computing_changed.connect(self.transport.refresh_progress)
        session.from_here_changed.connect(self.controls.refresh)
        session.failed.connect(self._on_failed)
        self.documents.changed.connect(self._show_title)
        session.player.playing_changed.connect(self.frames.request)
        self.controls.lesson_chosen.connect(self.open_lesson)
        self.controls.message.connect(self.say)
        self.menus.lesson_chosen.connect(self.open_lesson)
        self.menus.language_chosen.connect(self.use_language)
        self.menus.text_size_chosen.connect(self.use_text_size)
        self.strip.closed.connect(self._on_strip_closed)
        # Restoring the places of docks brings tool bars back as they were, too.
        self.panel_layout.changed.connect(self.strip.retranslate)
        for dock in self.docks.values():
            dock.panel.wanted.connect(self.frames.request)
        self.docks[self.sweep.name].visibilityChanged.connect(self.sweep.set_seen)
        a["faster"].triggered.connect(lambda: self._change_speed(2))
        a["slower"].triggered.connect(lambda: self._change_speed(-2))
        a["rate"].triggered.connect(self._type_rate)
        a["keep-fork"].triggered.connect(self.controls.run_box.keep_fork)
        a["fit"].triggered.connect(self._reset_zoom)
        a["layout"].triggered.connect(self.panel_layout.reset)
        a["full-screen"].triggered.connect(self._toggle_full_screen)
        a["keys"].triggered.connect(lambda: show_keys(self, a, self.menus.maximise))
        a["code"].triggered.connect(self._show_code)
        a["about"].triggered.connect(lambda: show_about(self, __version__))
        a["quit"].triggered.connect(self.close)

    # Texts

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        retranslate(self.actions_by_name, playing=self.session.player.playing)
        code = self.language.code
        self.menus.set_language(code)
        self.controls.lesson_box.set_language(code)
        self.strip.set_language(code)
        self.panel_layout.retranslate()
        self.controls.setAccessibleName(self.tr("Controls"))
        self._show_status()
        self._show_title()

    @Slot()
    def _show_title(self) -> None:
        self.files.show_title(self._lesson.title[self.language.code] if self._lesson else "")

    def _show_status(self) -> None:
        """What the panels show, in one line for the lecturer who is asked."""
        experiment = self.session.shown_experiment
        parts = [WORDS[problem].facts(experiment) for problem in experiment.problems]
        if experiment.precision == "float32":
            parts.append("float32")
        self.status_data.setText("   ·   ".join(parts))

    @Slot(str)
    def say(self, sentence: str) -> None:
        """A sentence in the status bar, for a while."""
        self.statusBar().showMessage(sentence, _MESSAGE_MS)

    # What the session announces

    @Slot()
    def _on_shown(self) -> None:
        self._enable_moves()
        for dock in self.docks.values():
            dock.panel.mark(history=True)
        self._show_status()
        self.controls.refresh()
        self._enable_actions()
        self.frames.request()

    @Slot()
    def _on_position(self) -> None:
        self._enable_moves()
        for dock in self.docks.values():
            dock.panel.mark(history=False)
        if self.strip.hinting and self.session.position > 0:
            self._on_strip_closed()
        self.frames.request()

    @Slot()
    def _on_selection(self) -> None:
        for dock in self.docks.values():
            dock.panel.mark(history=True)
        self.controls.refresh()
        self._enable_actions()
        self.frames.request()

    @Slot()
    def _on_experiment(self) -> None:
        if self.session.lesson != (self._lesson.id if self._lesson else None):
            self._show_lesson(lesson(self.session.lesson) if self.session.lesson is not None else None)
        self.statusBar().clearMessage()  # what was wrong before is not wrong any more
        self.controls.refresh()
        self.panel_layout.show_problems(self.session.experiment.problems)
        self._enable_actions()

    def _enable_actions(self) -> None:
        session, a = self.session, self.actions_by_name
        a["undo"].setEnabled(session.can_undo)
        a["redo"].setEnabled(session.can_redo)
        a["keep-fork"].setEnabled(session.ghost is not None)
        a["remove"].setEnabled(len(session.experiment.runs) > 1)
        a["previous-run"].setEnabled(session.selected > 0)
        a["next-run"].setEnabled(session.selected + 1 < len(session.experiment.runs))

    @Slot()
    def _draw(self) -> None:
        """One frame. A panel that cannot be drawn says so, and keeps none of the others from being drawn."""
        for dock in self.docks.values():
            try:
                dock.panel.draw()
            except Exception:
                sys.excepthook(*sys.exc_info())
        self.files.looks.restore_axes()
        self.transport.refresh()
        self.controls.follow()
        if self.session.experiment.changes or not SCHEDULES[self.session.run.schedule].constant:
            self.controls.refresh()  # what the next update is made with depends on where the playhead is

    def _enable_moves(self) -> None:
        session, a = self.session, self.actions_by_name
        at, length = session.position, session.shown_experiment.length
        for name in ("back", "reset", "epoch-back"):
            a[name].setEnabled(at > 0)
        for name in ("step", "epoch", "end"):
            a[name].setEnabled(at < length)

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self.say(self.tr("The computation was stopped: {0}").format(message))

    # What the user does

    @Slot(str)
    def open_lesson(self, lesson_id: str) -> None:
        """Opens a lesson at its start; undo brings the former experiment back, so that only a file is asked about."""
        if self.documents.path is None:
            self._open_lesson(lesson_id)
        else:
            self.controls.lesson_box.show_lesson(self.session.lesson)  # what is open until there is an answer
            self.files.unless_unsaved(lambda: self._open_lesson(lesson_id))

    def _open_lesson(self, lesson_id: str) -> None:
        chosen = lesson(lesson_id)
        self.files.looks.forget_axes()
        self.session.load(chosen.experiment, chosen.id)
        self.curves.set_view(dict(chosen.view))
        self._show_panels_of(chosen)
        self._show_lesson(chosen)  # again, also where its explanation was put away

    def _show_panels_of(self, chosen: Lesson) -> None:
        """Shows what a lesson is about; panels that it opens stay when it is left."""
        layout, panels = self.panel_layout, chosen.view["panels"]
        if chosen.view["sweep"] is not None:
            self.sweeps.set_question(chosen.view["sweep"])
        if layout.maximised is not None and any(name != layout.maximised for name in panels):
            layout.maximise(layout.maximised)  # which would cover them
        for name in panels:
            layout.want(name, True)
        if self.sweep.name not in panels:
            self.docks[self.curves.name].raise_()  # the sweep of an earlier lesson shares its place

    def _show_lesson(self, chosen: Lesson | None) -> None:
        self._lesson = chosen
        self.strip.show_lesson(chosen, self.language.code)
        self.controls.lesson_box.show_lesson(chosen.id if chosen else None)
        self._show_title()

    @Slot()
    def _on_strip_closed(self) -> None:
        self.strip.show_hint(False)
        self.settings.set("hint-seen", True)

    def _change_speed(self, places: int) -> None:
        self.session.player.set_speed(speed_at(max(0, place_of(self.session.player.speed) + places)))

    @Slot()
    def _show_code(self) -> None:
        CodeDialog(self, self.settings, self.session.experiment, self.session.selected).open()

    @Slot()
    def _type_rate(self) -> None:
        self.controls.run_box.rate.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.controls.run_box.rate.selectAll()

    @Slot()
    def _reset_zoom(self) -> None:
        for plot in self.findChildren(Plot):
            plot.reset_view()

    @Slot()
    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot(str)
    def use_language(self, code: str) -> None:
        """Switches the whole window at once, and remembers it."""
        self.language.use(code)
        self.settings.language = code

    @Slot(str)
    def use_text_size(self, name: str) -> None:
        """One of `theme.TEXT_SIZES`, at once, and remembered."""
        self.settings.set("text-size", name)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)

    # Remembering

    def _restore(self) -> None:
        geometry = self.settings.bytes("geometry")
        if not (geometry and self.restoreGeometry(geometry)):
            self.resize(*_SIZE)
            screen = self.screen().availableGeometry()
            if screen.width() < _SIZE[0] + _FRAME[0] or screen.height() < _SIZE[1] + _FRAME[1]:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.panel_layout.show_problems(self.session.experiment.problems)
        self.curves.set_options(self.settings.text("curves", ""))
        self.session.player.set_speed(self.settings.number("speed", self.session.player.speed, 1.0))
        self.strip.show_hint(not self.settings.flag("hint-seen", False))
        self._enable_actions()
        self._on_shown()
        self.setFocus()  # no control has the keys until Tab or a click gives them to it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.panel_layout.show_floating)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.transport.compact(self.width() < _NARROW * self.font().pixelSize() / fonts.PIXELS)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        self.documents.close()
        # The worker is stopped first, before anything that it writes to goes away.
        self.frames.release()
        self.sweeps.close()
        self.session.close()
        self.panel_layout.save()
        self.settings.set("geometry", self.saveGeometry())
        self.settings.set("curves", self.curves.options())
        self.settings.set("speed", self.session.player.speed)
        super().closeEvent(event)
