"""The window: puts toolbar, controls, panels and menus together, and draws once a frame.

It is longer than other modules, for it names all parts and says who hears whom; it does nothing itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLayout

from lrgui import __version__
from lrgui.plot import Plot
from lrgui.session.documents import Documents
from lrgui.session.recovery import Recovery
from lrgui.session.session import Session
from lrgui.session.settings import GEOMETRY, TEXT_SIZE, Settings
from lrgui.session.sweeps import Sweeps
from lrgui.session.teaching import Teaching
from lrgui.text.problems import WORDS
from lrgui.ui import theme
from lrgui.ui.controls.change_here import ChangeHere
from lrgui.ui.controls.column import ControlColumn
from lrgui.ui.controls.controls import Controls
from lrgui.ui.documents.data_commands import ENDINGS as TABLES
from lrgui.ui.documents.data_commands import OwnDataCommands
from lrgui.ui.documents.document_commands import Files
from lrgui.ui.documents.file_drops import Drops
from lrgui.ui.figures.figure_commands import Exporting
from lrgui.ui.figures.figure_source import Source
from lrgui.ui.language import Language
from lrgui.ui.lessons.hands import PlotHand
from lrgui.ui.lessons.strip import Strip
from lrgui.ui.panels.boundary import BoundaryPanel
from lrgui.ui.panels.curves import CurvesPanel
from lrgui.ui.panels.cut import CutPanel
from lrgui.ui.panels.descent import DescentPanel
from lrgui.ui.panels.lens import LensPanel
from lrgui.ui.panels.line import LinePanel
from lrgui.ui.panels.noise import NoisePanel
from lrgui.ui.panels.panel_dock import PanelDock
from lrgui.ui.panels.runs import RunsPanel
from lrgui.ui.panels.steps import StepsPanel
from lrgui.ui.panels.surface import BowlPanel, SurfacePanel
from lrgui.ui.panels.sweep import SweepPanel
from lrgui.ui.panels.weights import WeightsPanel
from lrgui.ui.tables.table_commands import Tables
from lrgui.ui.widgets import tab_order
from lrgui.ui.widgets.dock_window import DockWindow
from lrgui.ui.widgets.frame_pacing import Frames
from lrgui.ui.widgets.giving_line import GivingLine
from lrgui.ui.widgets.sliced_work import SlicedWork
from lrgui.ui.window.action_states import ActionStates
from lrgui.ui.window.actions import make_actions, retranslate
from lrgui.ui.window.control_keys import ControlKeys
from lrgui.ui.window.help import show_about
from lrgui.ui.window.lesson_commands import Lessons, RulerHand
from lrgui.ui.window.menus import Menus
from lrgui.ui.window.own_lessons import OwnLessons
from lrgui.ui.window.panel_layout import Layout
from lrgui.ui.window.presenting import Presenting
from lrgui.ui.window.problem_notices import Problems
from lrgui.ui.window.spoken_steps import SpokenSteps
from lrgui.ui.window.theme_choice import ThemeChoice
from lrgui.ui.window.transport import Transport, place_of, speed_at
from lrgui.ui.window.window_memory import remember_view, restore_geometry, restore_view

_LEAST = 760, 560  # pixels, under which the plots say nothing
_MESSAGE_MS = 8000  # how long a sentence stays in the status bar


class MainWindow(DockWindow):
    """Shows the session; every change of state goes through it."""

    def __init__(
        self, session: Session, settings: Settings, language: Language, recovery: Recovery | None = None
    ) -> None:
        super().__init__()
        self.session, self.settings, self.language = session, settings, language
        self.setObjectName("lrgui")
        self.setMinimumSize(*_LEAST)
        layout = self.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what has no room gives way
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.frames = Frames(session.turn, self)
        self.frames.hold()
        self.actions_by_name = make_actions(self, session)
        self.transport = Transport(session, self.actions_by_name)
        self.addToolBar(self.transport)
        self.addToolBarBreak()
        self.teaching = Teaching(session, self)
        self.strip = Strip(self.teaching, self.actions_by_name)
        self.addToolBar(self.strip)
        self.controls = Controls(session)
        self.column = ControlColumn(session, self.controls)
        self.curves = CurvesPanel(session)
        self.sweeps = Sweeps(session, parent=self)
        self.sweep = SweepPanel(session, self.sweeps)
        self.weights = WeightsPanel(session)
        descent = DescentPanel(session)
        self.runs = RunsPanel(session)
        boundary = BoundaryPanel(session)
        boundary.message.connect(self.say)
        panels = (
            descent,
            boundary,
            self.curves,
            self.runs,
            StepsPanel(session),
            self.sweep,
            self.weights,
            SurfacePanel(session),
            CutPanel(session),
            LinePanel(session),
            BowlPanel(session),
            LensPanel(session),
            NoisePanel(session),
        )
        self.docks = {panel.name: PanelDock(panel) for panel in panels}
        self.panel_layout = Layout(self, self.column, self.docks, session, settings)
        self.theme = ThemeChoice(settings, self)
        self.menus = Menus(
            self.menuBar(),
            self.actions_by_name,
            self.panel_layout,
            language.code,
            settings.get(TEXT_SIZE),
            self.theme.name,
        )
        self.status_data = GivingLine("   ·   ", Qt.AlignmentFlag.AlignRight)
        self.statusBar().addPermanentWidget(self.status_data, 1)
        self._control_keys = ControlKeys(self)
        self.spoken = SpokenSteps(session, self.transport.position)
        self._action_states = ActionStates(session, self.actions_by_name, self)
        self.documents = Documents(session, settings, recovery, self)
        self.files = Files(self, self.documents, self.actions_by_name, self.menus.recent)
        self.presenting = Presenting(self, self.teaching, self.sweeps, self.documents, settings, language, self.frames)
        self.drops = Drops(self, list(self.docks.values()))
        self.lessons = Lessons(
            self,
            session,
            settings,
            self.files,
            self.teaching,
            self.strip,
            self.controls.lesson_box,
            self.panel_layout,
            self.actions_by_name,
        )
        self.own_lessons = OwnLessons(
            self,
            session,
            settings,
            language,
            self.files,
            self.teaching,
            self.menus.own_lessons,
            self.actions_by_name,
        )
        RulerHand(self.controls.run_box.ruler, self.teaching)
        PlotHand(descent.plot, descent.name, session, self.teaching)
        self.curves.plot_added.connect(self._on_chart)
        for chart in self.curves.charts.values():
            self._on_chart(chart.plot)
        source = Source(session, self.sweeps, self.documents, settings, language)
        self.exporting = Exporting(self, source, self.actions_by_name, self.docks)
        self.own_data = OwnDataCommands(self, session, settings, self.actions_by_name)
        self.tables = Tables(self, source, self.actions_by_name, self.docks)
        self.problems = Problems(self, session, self.sweeps, self.documents, self.statusBar(), self.actions_by_name)
        self.change_here = ChangeHere(session, self)
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
        session.view_changed.connect(self._on_view)
        session.held_back.connect(self._on_held_back)
        self.documents.changed.connect(self._show_title)
        self.documents.opened.connect(self._on_opened)
        self.drops.dropped.connect(self._on_dropped)
        self.lessons.changed.connect(self._show_title)
        self.files.lesson_opened.connect(self.lessons.show_now)
        self.exporting.table_wanted.connect(self.tables.copy_panel)
        for part in (self.files, self.own_data, self.exporting, self.tables, self.problems, self.own_lessons):
            part.said.connect(self.say)
        session.player.playing_changed.connect(self.frames.request)
        self.controls.lesson_chosen.connect(self.lessons.open)
        self.controls.message.connect(self.say)
        self.menus.lesson_chosen.connect(self.lessons.open)
        self.menus.language_chosen.connect(self.use_language)
        self.menus.text_size_chosen.connect(self.use_text_size)
        self.menus.theme_chosen.connect(self.theme.use)
        # Restoring the places of docks brings tool bars back as they were, too.
        self.panel_layout.changed.connect(self.strip.retranslate)
        self.panel_layout.changed.connect(self.presenting.show_bar)
        for dock in self.docks.values():
            dock.panel.wanted.connect(self.frames.request)
        self.docks[self.sweep.name].visibilityChanged.connect(self.sweep.set_seen)
        a["faster"].triggered.connect(lambda: self._change_speed(2))
        a["slower"].triggered.connect(lambda: self._change_speed(-2))
        a["rate"].triggered.connect(self._type_rate)
        a["rate-here"].triggered.connect(self._change_here)
        self.change_here.said.connect(self.say)
        a["name"].triggered.connect(self.runs.asking.ask_name)
        a["hide"].triggered.connect(self.runs.eyes.toggle)
        a["solo"].triggered.connect(self.runs.eyes.toggle_solo)
        self.runs.asking.message.connect(self.say)
        a["keep-fork"].triggered.connect(self.controls.run_box.what_if.keep_fork)
        a["fit"].triggered.connect(self._reset_zoom)
        a["fold"].triggered.connect(self.panel_layout.toggle_fold)
        a["layout"].triggered.connect(self.panel_layout.reset)
        a["menu-bar"].triggered.connect(self.menus.enter)
        self.addAction(a["menu-bar"])
        a["full-screen"].triggered.connect(self._toggle_full_screen)
        a["present"].triggered.connect(self.presenting.present)
        a["keys"].triggered.connect(self._show_keys)
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
        self.lessons.set_language(code)
        self.panel_layout.retranslate()
        self.controls.setAccessibleName(self.tr("Controls"))
        self._show_status()
        self._show_title()

    @Slot()
    def _show_title(self) -> None:
        self.files.show_title(self.lessons.title)

    def _show_status(self) -> None:
        """What the panels show, in one line for the lecturer who is asked."""
        experiment = self.session.shown_experiment
        parts = [WORDS[problem].facts(experiment) for problem in experiment.problems]
        if experiment.precision == "float32":
            parts.append("float32")
        self.status_data.show_text("   ·   ".join(parts))

    @Slot(str)
    def say(self, sentence: str) -> None:
        """A sentence in the status bar, for a while."""
        self.statusBar().showMessage(sentence, _MESSAGE_MS)

    # What the session announces

    @Slot()
    def _on_shown(self) -> None:
        for dock in self.docks.values():
            dock.panel.mark(history=True)
        self._show_status()
        self.controls.refresh()
        self.frames.request()

    @Slot()
    def _on_position(self) -> None:
        for dock in self.docks.values():
            dock.panel.mark(history=False)
        self.frames.request()

    @Slot()
    def _on_selection(self) -> None:
        for dock in self.docks.values():
            dock.panel.mark(history=True)
        self.controls.refresh()
        self.frames.request()

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if "concealed" in names:
            self.controls.refresh()

    @Slot()
    def _on_held_back(self) -> None:
        self.say(self.tr("What comes is concealed."))

    @Slot()
    def _on_experiment(self) -> None:
        self.statusBar().clearMessage()  # what was wrong before is not wrong any more
        self.controls.refresh()
        self.panel_layout.show_problems(self.session.experiment.problems)

    @Slot()
    def _on_opened(self) -> None:
        """The sweep shares its place with the curves: a file that has it means it to be seen."""
        if self.panel_layout.wanted(self.sweep.name):
            self.panel_layout.raise_panel(self.sweep.name)

    @Slot(object)
    def _on_chart(self, plot: Plot) -> None:
        """Into a chart a prediction can be drawn."""
        name = next(name for name, chart in self.curves.charts.items() if chart.plot is plot)
        PlotHand(plot, name, self.session, self.teaching)

    @Slot(object)
    def _on_dropped(self, paths: list[Path]) -> None:
        """A table is data for the classifier, everything else is a document."""
        tables = [path for path in paths if path.suffix.lower() in TABLES]
        if tables and len(tables) == len(paths):
            self.own_data.open(tables[0])
        else:
            self.files.open_first([path for path in paths if path not in tables])

    @Slot()
    def _draw(self) -> None:
        """One frame. A panel that cannot be drawn says so, and keeps none of the others from being drawn."""
        for dock in self.docks.values():
            try:
                dock.panel.draw()
            except Exception:
                sys.excepthook(*sys.exc_info())
        self.transport.refresh()
        self.controls.follow()
        if self.session.experiment.changes or not self.session.run.pace.constant:
            self.controls.refresh()  # what the next update is made with depends on where the playhead is

    # What the user does

    def _change_speed(self, places: int) -> None:
        self.session.player.set_speed(speed_at(max(0, place_of(self.session.player.speed) + places)))

    @Slot()
    def _show_keys(self) -> None:
        from lrgui.ui.window.keys_dialog import KeysDialog

        KeysDialog(self, self.actions_by_name, self.menus.maximise).open()

    @Slot()
    def _show_code(self) -> None:
        from lrgui.ui.documents.code_dialog import CodeDialog  # it brings all that writes scripts

        session = self.session
        CodeDialog(self, self.settings, session.known, session.selected, session.view.average).open()

    @Slot()
    def _change_here(self) -> None:
        self.change_here.begin(self.column.rate)

    @Slot()
    def _type_rate(self) -> None:
        field = self.column.rate
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

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
        self.settings.set(TEXT_SIZE, name)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply_font(app, name)
        self.panel_layout.share_out()  # before larger text makes the window wider
        theme.apply_style_sheet(app)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_order.go(self, forward=forward) or super().focusNextPrevChild(forward)

    # Remembering

    def _restore(self) -> None:
        restore_geometry(self, self.settings)
        self.panel_layout.show_problems(self.session.experiment.problems)
        restore_view(self.session, self.settings)
        self._on_shown()
        self.setFocus()  # no control has the keys until Tab or a click gives them to it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.panel_layout.show_floating)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel_layout.share_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        self.documents.close()
        self._stop()
        super().closeEvent(event)

    def end(self) -> None:
        """The system ends the program: nobody is asked, and what is not saved is there at the next start."""
        self.documents.keep()
        for work in self.findChildren(SlicedWork):
            work.cancel()
        self._stop()

    def _stop(self) -> None:
        self.presenting.close()
        # The worker is stopped first, before anything that it writes to goes away.
        self.frames.release()
        self.sweeps.close()
        self.session.close()
        self.lessons.end()
        self.panel_layout.save()
        self.settings.set(GEOMETRY, self.saveGeometry())
        remember_view(self.session, self.settings)
