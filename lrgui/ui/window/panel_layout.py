"""Where the panels are: docks that hide, float, fill the window, and come back where they were."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QTabBar, QTabWidget, QToolBar, QToolButton, QWidget

from lrgui.core.files.view import FIRST_PANEL, HIDDEN_AT_FIRST, View
from lrgui.core.problems.registry import SHOWN
from lrgui.session.session import Session
from lrgui.session.settings import Setting, Settings, layout, panel_shown
from lrgui.ui.panels.panel_dock import PanelDock, remembered_name
from lrgui.ui.widgets.dock_window import Dock, DockWindow

LAYOUT_VERSION = 1
CONTROLS = "controls"
_LARGE = 0.64  # the share of the room of a lesson's large panel
_ABOVE = 160  # pixels of bars above and below the panels


class Layout(QObject):
    """Places the controls at the left and the panels beside them.

    With both problems descent and classifier stand above, curves and runs below; with one problem its panel has the
    whole height, and curves and runs stand one above the other at its right. The steps, which are hidden at first,
    stand below the runs. The weight space, hidden at first too, stands beside the classifier, or below it where that
    has the whole height. The sweep has a tab behind the curves. Both arrangements are remembered.

    A panel is seen where the experiment has its problem, the view has it, and no other one fills the window. Which
    panels were wanted is remembered as well.

    Signal: `changed()` when what is seen or wanted has changed.
    """

    changed = Signal()

    def __init__(
        self,
        window: DockWindow,
        controls: QWidget,
        docks: dict[str, PanelDock],
        session: Session,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window, self._controls, self.docks = window, controls, docks
        self._session, self._settings = session, settings
        self._problems: tuple[str, ...] = ()
        self._large: str | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._enlarge)
        self._lent = False  # to a lesson, whose arrangement is not remembered
        self._filling: str | None = None  # the panel that fills the window now
        self._before_maximise = QByteArray()
        wanted = (CONTROLS, *docks)
        session.set_view(panels=tuple(n for n in wanted if settings.get(_setting(n))))
        self._seen = session.view.panels
        session.view_changed.connect(self._on_view)
        self.controls_dock = Dock()
        self.controls_dock.setObjectName("dock-controls")
        self.controls_dock.setTitleBarWidget(QWidget())
        self.controls_dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.controls_dock.setWidget(controls)
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.TopLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._add_margins()
        for dock in docks.values():
            dock.maximise_wanted.connect(self.maximise)
            dock.hide_wanted.connect(self._hide)

    def _add_margins(self) -> None:
        """Air around the cards: a main window has no margins that leave its bars alone, so empty bars make them."""
        self._window.addToolBarBreak()
        for area, pixels in (
            (Qt.ToolBarArea.TopToolBarArea, 6),
            (Qt.ToolBarArea.LeftToolBarArea, 8),
            (Qt.ToolBarArea.RightToolBarArea, 8),
            (Qt.ToolBarArea.BottomToolBarArea, 8),
        ):
            bar = QToolBar()
            bar.setObjectName(f"margin-{area.name}")
            bar.setProperty("margin", True)
            bar.setMovable(False)
            bar.toggleViewAction().setVisible(False)
            upright = area in (Qt.ToolBarArea.LeftToolBarArea, Qt.ToolBarArea.RightToolBarArea)
            bar.setFixedWidth(pixels) if upright else bar.setFixedHeight(pixels)
            self._window.addToolBar(area, bar)

    def _place(self) -> None:
        window, docks = self._window, self.docks
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.controls_dock)
        for dock in docks.values():
            if dock.isFloating():
                dock.setFloating(False)
            window.removeDockWidget(dock)  # else the tabs of its former place would stay
        for dock in docks.values():
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        beside, below = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.splitDockWidget(docks["descent"], docks["curves"], below if self._both else beside)
        window.splitDockWidget(docks["descent"], docks["boundary"], beside)
        window.splitDockWidget(docks["curves"], docks["runs"], beside if self._both else below)
        window.splitDockWidget(docks["runs"], docks["steps"], below)
        window.tabifyDockWidget(docks["curves"], docks["sweep"])  # side by side, both would be too small
        window.splitDockWidget(docks["boundary"], docks["weights"], beside if self._both else below)

    @property
    def _both(self) -> bool:
        return len(self._problems) == 2

    @property
    def _state(self) -> Setting[QByteArray]:
        """Where the arrangement is remembered."""
        return layout("state/both" if self._both else "state/one")

    @Slot()
    def default_sizes(self) -> None:
        """The sizes of a first start, for the window as large as it is."""
        window, docks = self._window, self.docks
        width = max(600, window.width() - self._controls.minimumWidth() - 24)
        beside = Qt.Orientation.Horizontal
        window.resizeDocks([self.controls_dock], [self._controls.minimumWidth()], beside)
        if self._both:
            upper = [docks[name] for name in ("descent", "boundary", *(("weights",) * self.wanted("weights")))]
            window.resizeDocks(upper, [width // len(upper)] * len(upper), beside)
            window.resizeDocks([docks["curves"], docks["runs"]], [round(width * 0.462), round(width * 0.538)], beside)
        else:
            for problem in self._problems:
                first = docks[FIRST_PANEL[problem]]
                window.resizeDocks([first, docks["curves"]], [round(width * 0.45), round(width * 0.55)], beside)
        self._default_heights()

    def _default_heights(self) -> None:
        """The runs give way to the steps below them: they are seldom many."""
        height = max(400, self._window.height() - 120)
        steps = self.wanted("steps")
        shares: tuple[dict[str, float], ...]
        if self._both:
            shares = ({"descent": 0.5, "curves": 0.5}, {"runs": 0.2, "steps": 0.3})
            shares = shares if steps else ({"descent": 0.57, "curves": 0.43},)
        else:
            shares = ({"curves": 0.36, "runs": 0.24, "steps": 0.4} if steps else {"curves": 0.5, "runs": 0.5},)
            if self.wanted("weights") and self.available("weights"):
                shares = (*shares, {"boundary": 0.5, "weights": 0.5})
        for share in shares:
            sizes = [round(height * part) for part in share.values()]
            self._window.resizeDocks([self.docks[name] for name in share], sizes, Qt.Orientation.Vertical)

    @Slot()
    def reset(self) -> None:
        """Every panel back to its place and size."""
        self._session.set_view(maximised=None, panels=View().panels)
        for dock in (self.controls_dock, *self.docks.values()):
            dock.show()
        self._place()
        self._apply()
        self.default_sizes()

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """The problems of the experiment: the panel of another one would be empty, and is not seen."""
        if problems == self._problems:
            return
        first, other_kind = not self._problems, len(problems) != len(self._problems)
        if not first and not self._lent:
            self.save()
        before, self._problems = self._problems, problems
        if first or other_kind:
            self._restore()
            self._apply()
        else:
            # The other problem's panel takes the place of the one that goes.
            width = self.docks[FIRST_PANEL[before[0]]].width()
            self._apply()
            self._window.resizeDocks([self.docks[FIRST_PANEL[problems[0]]]], [width], Qt.Orientation.Horizontal)

    def available(self, name: str) -> bool:
        """Whether a panel has something to show."""
        return SHOWN.get(name) in (None, *self._problems)

    def wanted(self, name: str) -> bool:
        """Whether the user wants to see the panel (or the controls)."""
        return name in self._session.view.panels

    def want(self, name: str, on: bool) -> None:
        """Shows or hides a panel (or the controls)."""
        self._session.set_view(panels=self._session.view.with_panel(name, on).panels)

    @Slot(str)
    def _hide(self, name: str) -> None:
        self.want(name, False)

    @property
    def maximised(self) -> str | None:
        return self._session.view.maximised

    @Slot(str)
    def maximise(self, name: str) -> None:
        """One panel fills the window, for the projector; asked again, all come back where they were."""
        if name == self.maximised:
            self._session.set_view(maximised=None)
        elif self.available(name):
            self._session.set_view(maximised=name, panels=self._session.view.with_panel(name, True).panels)

    def raise_panel(self, name: str) -> None:
        """Brings a panel in front of the others that share its place."""
        self.docks[name].raise_()

    # Following the view

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if not names & {"panels", "maximised"}:
            return
        view = self._session.view
        if view.maximised is not None and (view.maximised not in self.docks or not self.available(view.maximised)):
            self._session.set_view(maximised=None)  # and comes here again
            return
        if self._filling not in (None, view.maximised):
            self._bring_back(self._filling)
        self._show_wanted(view.panels)
        if view.maximised is not None and self._filling is None:
            self._fill(view.maximised)
        self._apply()

    def _show_wanted(self, panels: tuple[str, ...]) -> None:
        """Shows those that are wanted, and remembers them."""
        before, self._seen = self._seen, panels
        changed = set(before) ^ set(panels)
        added = changed & set(panels)
        new = {name for name in added & set(HIDDEN_AT_FIRST) if not self._settings.knows(_setting(name))}
        if changed and self._lent:
            self._apply()
            return
        for name in changed:
            self._settings.set(_setting(name), name in panels)
        if changed:
            self._apply()
        if "sweep" in added:
            self.raise_panel("sweep")  # before the curves, whose place it shares
        if "weights" in new:
            self.default_sizes()
        elif "steps" in new:
            self._default_heights()

    def _fill(self, name: str) -> None:
        self._before_maximise = self._window.saveState(LAYOUT_VERSION)
        if self.docks[name].isFloating():
            self.docks[name].setFloating(False)
        self._filling = name
        self.docks[name].header.set_maximised(True)

    def _bring_back(self, name: str) -> None:
        self.docks[name].header.set_maximised(False)
        self._filling = None
        self._window.restoreState(self._before_maximise, LAYOUT_VERSION)

    def _apply(self) -> None:
        for on in (False, True):  # first away, then there: else panels that only take turns would be given tabs
            for name, dock in self.docks.items():
                if on == (self.available(name) and self.wanted(name) and self._filling in (None, name)):
                    dock.setVisible(on)
        self.controls_dock.setVisible(self.wanted(CONTROLS) and self._filling is None)
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Names the tabs of panels that share a place: the window makes them, and nobody else would."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(self.tr("Panels in the same place"))
            names = self.tr("Scroll left"), self.tr("Scroll right")
            for button, name in zip(bar.findChildren(QToolButton), names, strict=False):
                button.setAccessibleName(name)

    def _restore(self) -> None:
        """The places that this arrangement had last, or those of a first start."""
        self._place()
        state = QByteArray() if self._lent else self._settings.get(self._state)
        if not (state and self._window.restoreState(state, LAYOUT_VERSION)):
            # Once now, and once more when the window has its size and the docks have theirs.
            self.default_sizes()
            QTimer.singleShot(0, self.default_sizes)
        elif not state.contains(self.docks["steps"].objectName().encode("utf-16-be")):
            # Remembered before there was this panel.
            self._window.splitDockWidget(self.docks["runs"], self.docks["steps"], Qt.Orientation.Vertical)
        if state and not state.contains(self.docks["sweep"].objectName().encode("utf-16-be")):
            self._window.tabifyDockWidget(self.docks["curves"], self.docks["sweep"])
        if state and not state.contains(self.docks["weights"].objectName().encode("utf-16-be")):
            side = Qt.Orientation.Horizontal if self._both else Qt.Orientation.Vertical
            self._window.splitDockWidget(self.docks["boundary"], self.docks["weights"], side)

    @Slot()
    def show_floating(self) -> None:
        """Brings floating panels in front of the window, and onto a screen that is there."""
        for dock in self.docks.values():
            if dock.isFloating() and dock.isVisible():
                screen = dock.screen().availableGeometry()
                if not screen.intersects(dock.frameGeometry()):
                    dock.move(screen.center() - dock.rect().center())
                dock.hide()
                dock.show()
                dock.raise_()

    def save(self) -> None:
        """Remembers where the panels are; a maximised one goes back first."""
        self._session.set_view(maximised=None)
        if self._lent:
            return  # that of the user is remembered already
        self._settings.set(self._state, self._window.saveState(LAYOUT_VERSION))

    # Lending

    def lend(self) -> None:
        """To a lesson, which brings its own arrangement: that of the user is remembered until it comes back."""
        if not self._lent:
            self.save()
            self._lent = True

    def take_back(self) -> None:
        """The arrangement that the user had."""
        if self._lent:
            self._lent = False
            self._restore()
            self._apply()

    def arrange(self, large: str | None) -> None:
        """Every panel at its usual place, and `large` with most of the room."""
        self._large = large
        self._place()
        self._apply()
        self._enlarge()
        self._later.start()  # once more when those that were hidden have their size

    @Slot()
    def _enlarge(self) -> None:
        if not self._lent:
            return
        self.default_sizes()
        shown = [dock for dock in self.docks.values() if dock.isVisible()]
        if self._large is None or len(shown) < 2:
            return
        large = self.docks[self._large]
        beside = [dock for dock in shown if dock.x() != large.x() and dock.y() == large.y()]
        below = [dock for dock in shown if dock.x() == large.x() and dock.y() != large.y()]
        for others, room, side in (
            (beside, self._window.width() - self._controls.width(), Qt.Orientation.Horizontal),
            (below, self._window.height() - _ABOVE, Qt.Orientation.Vertical),
        ):
            if others:
                small = round(room * (1 - _LARGE) / len(others))
                self._window.resizeDocks([large, *others], [round(room * _LARGE), *[small] * len(others)], side)


def _setting(name: str) -> Setting[bool]:
    """Where it is remembered whether a panel is wanted."""
    return panel_shown(remembered_name(name), at_first=name not in HIDDEN_AT_FIRST)
