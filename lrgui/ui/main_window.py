"""The window: puts toolbar, controls, panels and menus together, and draws once a frame."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QWidget

from lrgui import __version__
from lrgui.core.lessons import Lesson, lesson, lessons
from lrgui.session.session import Session
from lrgui.session.settings import LANGUAGES, Settings
from lrgui.ui import theme
from lrgui.ui.actions import make_actions, retranslate
from lrgui.ui.controls.controls import Controls
from lrgui.ui.dock import PanelDock
from lrgui.ui.frames import Frames
from lrgui.ui.help import show_about, show_keys
from lrgui.ui.language import NAMES, Language
from lrgui.ui.panels.boundary import BoundaryPanel
from lrgui.ui.panels.curves import CurvesPanel
from lrgui.ui.panels.descent import DescentPanel
from lrgui.ui.panels.runs import RunsPanel
from lrgui.ui.plot import Plot
from lrgui.ui.strip import Strip
from lrgui.ui.transport import Transport, place_of, speed_at

LAYOUT_VERSION = 1
_NARROW = 1500  # logical pixels at the normal text size under which the toolbar shows icons only
_FEW_MS = 8000  # how long a message stays in the status bar


class MainWindow(QMainWindow):
    """Owns the docks and the actions; every change of state goes through the session."""

    def __init__(self, session: Session, settings: Settings, language: Language) -> None:
        super().__init__()
        self.session, self.settings, self.language = session, settings, language
        self.setObjectName("lrgui")
        self.setDockNestingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._lesson: Lesson | None = None
        self._maximised: str | None = None
        self._before_maximise = QByteArray()
        self.frames = Frames(self)
        self.frames.due.connect(self._draw)
        self.actions_by_name = make_actions(self, session)
        self.transport = Transport(session, self.actions_by_name)
        self.addToolBar(self.transport)
        self.addToolBarBreak()
        self.strip = Strip()
        self.addToolBar(self.strip)
        self.controls = Controls(session)
        self.controls_dock = QDockWidget()
        self.controls_dock.setObjectName("dock-controls")
        self.controls_dock.setTitleBarWidget(QWidget())
        self.controls_dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.controls_dock.setWidget(self.controls)
        panels = (DescentPanel(session), BoundaryPanel(session), CurvesPanel(session), RunsPanel(session))
        self.docks = {panel.name: PanelDock(panel) for panel in panels}
        self._wanted = {name: settings.flag(f"panel/{name}", True) for name in self.docks}
        self._wanted["controls"] = settings.flag("panel/controls", True)
        self.status_data = QLabel()
        self.statusBar().addPermanentWidget(self.status_data)
        self._make_layout()
        self._make_menus()
        self._connect()
        self.retranslate()
        self._restore()

    @property
    def panels(self) -> dict[str, PanelDock]:
        return self.docks

    # Layout

    def _make_layout(self) -> None:
        """Controls at the left; descent and classifier above, curves and runs below."""
        self.setCorner(Qt.Corner.TopLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        docks = self.docks
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.controls_dock)
        for dock in docks.values():
            dock.setFloating(False)
            self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.splitDockWidget(docks["descent"], docks["curves"], Qt.Orientation.Vertical)
        self.splitDockWidget(docks["descent"], docks["classifier"], Qt.Orientation.Horizontal)
        self.splitDockWidget(docks["curves"], docks["runs"], Qt.Orientation.Horizontal)

    def _default_sizes(self) -> None:
        docks = self.docks
        width = max(600, self.width() - self.controls.minimumWidth() - 24)
        height = max(400, self.height() - 120)
        self.resizeDocks([self.controls_dock], [self.controls.minimumWidth()], Qt.Orientation.Horizontal)
        self.resizeDocks([docks["descent"], docks["classifier"]], [width // 2, width // 2], Qt.Orientation.Horizontal)
        self.resizeDocks(
            [docks["curves"], docks["runs"]], [round(width * 0.52), round(width * 0.48)], Qt.Orientation.Horizontal
        )
        self.resizeDocks(
            [docks["descent"], docks["curves"]], [round(height * 0.57), round(height * 0.43)], Qt.Orientation.Vertical
        )

    @Slot()
    def reset_layout(self) -> None:
        """Every panel back to its place and size."""
        self._maximised = None
        for name in self._wanted:
            self._wanted[name] = True
        for dock in self.docks.values():
            dock.header.set_maximised(False)
            dock.show()
        self.controls_dock.show()
        self._make_layout()
        self._apply_visibility()
        self._default_sizes()

    def _apply_visibility(self) -> None:
        """A panel is seen where its problem is there, the user wants it, and no other is maximised."""
        problems = self.session.experiment.problems
        for name, dock in self.docks.items():
            has = name in problems or name not in ("descent", "classifier")
            dock.setVisible(has and self._wanted[name] and self._maximised in (None, name))
            self._panel_actions[name].setEnabled(has)
            self._panel_actions[name].setChecked(self._wanted[name])
        self.controls_dock.setVisible(self._wanted["controls"] and self._maximised is None)
        self._panel_actions["controls"].setChecked(self._wanted["controls"])

    @Slot(str)
    def maximise(self, name: str) -> None:
        """One panel takes the window, for the projector; the same again brings all back where they were."""
        if self._maximised is None:
            if self.docks[name].isFloating():
                self.docks[name].setFloating(False)
            self._before_maximise = self.saveState(LAYOUT_VERSION)
            self._maximised = name
            self._wanted[name] = True
            self.docks[name].header.set_maximised(True)
            self._apply_visibility()
            return
        self.docks[self._maximised].header.set_maximised(False)
        self._maximised = None
        self.restoreState(self._before_maximise, LAYOUT_VERSION)
        self._apply_visibility()

    @Slot(str)
    def _hide_panel(self, name: str) -> None:
        self._want(name, False)

    def _want(self, name: str, on: bool) -> None:
        self._wanted[name] = on
        self.settings.set(f"panel/{name}", on)
        self._apply_visibility()

    # Menus

    def _make_menus(self) -> None:
        bar, a = self.menuBar(), self.actions_by_name
        self._menus = {name: bar.addMenu("") for name in ("file", "edit", "run", "view", "lesson", "help")}
        self._menus["file"].addAction(a["quit"])
        edit = self._menus["edit"]
        for name in ("undo", "redo", None, "rate", None, "add", "duplicate", "remove", None, "previous-run", "next-run"):
            edit.addSeparator() if name is None else edit.addAction(a[name])
        run = self._menus["run"]
        for name in ("play", None, "step", "back", "epoch", "epoch-back", None, "reset", "end", None, "faster", "slower"):
            run.addSeparator() if name is None else run.addAction(a[name])
        view = self._menus["view"]
        self._language_menu = view.addMenu("")
        group = QActionGroup(self)
        for code in LANGUAGES:
            action = self._language_menu.addAction(NAMES[code])
            action.setCheckable(True)
            action.setData(code)
            action.setChecked(code == self.language.code)
            group.addAction(action)
        group.triggered.connect(self._on_language)
        self._text_menu = view.addMenu("")
        self._text_group = QActionGroup(self)
        for size in theme.TEXT_SIZES:
            action = self._text_menu.addAction("")
            action.setCheckable(True)
            action.setData(size)
            action.setChecked(size == self.settings.text("text-size", "normal"))
            self._text_group.addAction(action)
        self._text_group.triggered.connect(self._on_text_size)
        view.addSeparator()
        self._panel_actions: dict[str, QAction] = {}
        self._maximise_actions: dict[str, QAction] = {}
        for name in ("controls", *self.docks):
            action = view.addAction("")
            action.setCheckable(True)
            action.triggered.connect(lambda on, n=name: self._want(n, on))
            self._panel_actions[name] = action
        self._maximise_menu = view.addMenu("")
        for i, name in enumerate(self.docks, 1):
            action = self._maximise_menu.addAction("")
            action.setShortcut(f"Ctrl+{i}")
            action.triggered.connect(lambda _on=False, n=name: self.maximise(n))
            self._maximise_actions[name] = action
        view.addSeparator()
        for name in ("fit", "layout", "full-screen"):
            view.addAction(a[name])
        for item in lessons():
            action = self._menus["lesson"].addAction("")
            action.setData(item.id)
            action.triggered.connect(lambda _on=False, i=item.id: self.open_lesson(i))
        for name in ("keys", "about"):
            self._menus["help"].addAction(a[name])

    def _connect(self) -> None:
        session, a = self.session, self.actions_by_name
        session.shown_changed.connect(self._on_shown)
        session.position_changed.connect(self._on_position)
        session.selection_changed.connect(self._on_selection)
        session.experiment_changed.connect(self._on_experiment)
        session.computing_changed.connect(self.transport.refresh_progress)
        session.from_here_changed.connect(self.controls.refresh)
        session.failed.connect(self._on_failed)
        session.player.playing_changed.connect(self._on_playing)
        self.controls.lesson_chosen.connect(self.open_lesson)
        self.controls.message.connect(self.say)
        self.strip.closed.connect(self._on_strip_closed)
        for dock in self.docks.values():
            dock.panel.wanted.connect(self.frames.request)
            dock.maximise_wanted.connect(self.maximise)
            dock.hide_wanted.connect(self._hide_panel)
        a["faster"].triggered.connect(lambda: self._change_speed(2))
        a["slower"].triggered.connect(lambda: self._change_speed(-2))
        a["rate"].triggered.connect(self._type_rate)
        a["fit"].triggered.connect(self._reset_zoom)
        a["layout"].triggered.connect(self.reset_layout)
        a["full-screen"].triggered.connect(self._toggle_full_screen)
        a["keys"].triggered.connect(lambda: show_keys(self, self.actions_by_name, self._maximise_actions))
        a["about"].triggered.connect(lambda: show_about(self, __version__))
        a["quit"].triggered.connect(self.close)

    # Texts

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        retranslate(self.actions_by_name, playing=self.session.player.playing)
        texts = {
            "file": self.tr("File"),
            "edit": self.tr("Edit"),
            "run": self.tr("Run"),
            "view": self.tr("View"),
            "lesson": self.tr("Lesson"),
            "help": self.tr("Help"),
        }
        for name, menu in self._menus.items():
            menu.setTitle(texts[name])
        self._language_menu.setTitle(self.tr("Language") + (" / 语言" if self.language.code == "en" else " / Language"))
        self._text_menu.setTitle(self.tr("Text size"))
        sizes = {"normal": self.tr("Normal"), "large": self.tr("Large"), "largest": self.tr("Largest, for a hall")}
        for action in self._text_group.actions():
            action.setText(sizes[action.data()])
        self._maximise_menu.setTitle(self.tr("Maximise, and back"))
        self._panel_actions["controls"].setText(self.tr("Controls"))
        for name, dock in self.docks.items():
            self._panel_actions[name].setText(dock.panel.title())
            self._maximise_actions[name].setText(dock.panel.title())
        for action, item in zip(self._menus["lesson"].actions(), lessons(), strict=True):
            action.setText(item.title[self.language.code])
        self.controls.lesson_box.set_language(self.language.code)
        self.strip.set_language(self.language.code)
        self.controls.setAccessibleName(self.tr("Controls"))
        self._show_status()
        self._title()

    def _title(self) -> None:
        self.setWindowTitle(f"{self._lesson.title[self.language.code]} — lrgui" if self._lesson else "lrgui")

    def _show_status(self) -> None:
        experiment = self.session.shown_experiment
        parts = []
        if "descent" in experiment.problems:
            parts.append(self.tr("1-D descent: loss (w + 1)², L = 2"))
        if "classifier" in experiment.problems:
            parts.append(self.tr("School-district data: 1,600 to train, 400 to validate, seed {0}").format(experiment.seed))
        if experiment.precision == "float32":
            parts.append("float32")
        self.status_data.setText("   ·   ".join(parts))

    @Slot(str)
    def say(self, sentence: str) -> None:
        """A sentence in the status bar, for a while."""
        self.statusBar().showMessage(sentence, _FEW_MS)

    # What happens

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
        if self.session.position > 0 and self.strip.hinting:
            self._on_strip_closed()
            self.strip.show_hint(False)
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
        if self._lesson is not None and self.session.experiment.problem != self._lesson.experiment.problem:
            self._close_lesson()
        self.controls.refresh()
        self._apply_visibility()
        self._enable_actions()

    def _enable_actions(self) -> None:
        session, a = self.session, self.actions_by_name
        a["undo"].setEnabled(session.can_undo)
        a["redo"].setEnabled(session.can_redo)
        a["remove"].setEnabled(len(session.experiment.runs) > 1)
        a["previous-run"].setEnabled(session.selected > 0)
        a["next-run"].setEnabled(session.selected + 1 < len(session.experiment.runs))

    @Slot()
    def _draw(self) -> None:
        """One frame."""
        for dock in self.docks.values():
            dock.panel.draw()
        self.transport.refresh()
        if self.session.experiment.changes:
            self.controls.refresh()
        at, length = self.session.position, self.session.shown_experiment.length
        self.actions_by_name["back"].setEnabled(at > 0)
        self.actions_by_name["reset"].setEnabled(at > 0)
        for name in ("step", "epoch", "end"):
            self.actions_by_name[name].setEnabled(at < length)

    @Slot(bool)
    def _on_playing(self, _playing: bool) -> None:
        self.frames.request()

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self.say(self.tr("The computation was stopped: {0}").format(message))

    @Slot(str)
    def open_lesson(self, lesson_id: str) -> None:
        """Opens a lesson at its start; undo brings the former experiment back."""
        self._lesson = lesson(lesson_id)
        self.session.load(self._lesson.experiment)
        self.docks["curves"].panel.set_view(dict(self._lesson.view))
        self.strip.show_lesson(self._lesson, self.language.code)
        self.controls.lesson_box.show_lesson(lesson_id)
        self._title()

    def _close_lesson(self) -> None:
        self._lesson = None
        self.strip.show_lesson(None, self.language.code)
        self.controls.lesson_box.show_lesson(None)
        self._title()

    @Slot()
    def _on_strip_closed(self) -> None:
        self.settings.set("hint-seen", True)

    def _change_speed(self, places: int) -> None:
        self.session.player.set_speed(speed_at(max(0, place_of(self.session.player.speed) + places)))

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

    @Slot(QAction)
    def _on_language(self, action: QAction) -> None:
        self.language.use(action.data())
        self.settings.language = action.data()

    @Slot(QAction)
    def _on_text_size(self, action: QAction) -> None:
        self.settings.set("text-size", action.data())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(theme.app_font(theme.TEXT_SIZES[action.data()]))
        app.setStyleSheet(theme.style_sheet())

    # Remembering

    def _restore(self) -> None:
        geometry, state = self.settings.bytes("geometry"), self.settings.bytes("state")
        if not (geometry and self.restoreGeometry(geometry)):
            self.resize(1440, 900)
            screen = self.screen().availableGeometry()
            if screen.width() < 1480 or screen.height() < 960:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        if not (state and self.restoreState(state, LAYOUT_VERSION)):
            QTimer.singleShot(0, self._default_sizes)
        self.session.player.set_speed(self.settings.number("speed", 40.0))
        self.strip.show_hint(not self.settings.flag("hint-seen", False))
        self._apply_visibility()
        self._enable_actions()
        self._on_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.transport.compact(self.width() < _NARROW * self.font().pixelSize() / theme.FONT_PIXELS)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The worker is stopped first, before anything that it writes to goes away.
        self.session.close()
        if self._maximised is not None:
            self.maximise(self._maximised)
        self.settings.set("geometry", self.saveGeometry())
        self.settings.set("state", self.saveState(LAYOUT_VERSION))
        self.settings.set("speed", self.session.player.speed)
        super().closeEvent(event)
