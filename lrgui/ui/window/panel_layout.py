"""Where the panels are: docks that hide, float, fill the window, and come back where they were."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QTabBar, QTabWidget, QToolButton, QWidget

from lrgui.core.files.view import FIRST_PANELS, HIDDEN_AT_FIRST, View
from lrgui.core.problems.registry import PROBLEMS, SHOWN
from lrgui.session.session import Session
from lrgui.session.settings import Setting, Settings, layout, panel_shown
from lrgui.ui import theme
from lrgui.ui.controls.column import ControlColumn
from lrgui.ui.panels.panel_dock import PanelDock, remembered_name
from lrgui.ui.widgets.dock_window import Dock, DockWindow
from lrgui.ui.window.margins import add_margins
from lrgui.ui.window.panel_places import (
    BEHIND_CURVES,
    Stacking,
    height_for_panels,
    place,
    place_newer,
    raise_in_front,
    stacking,
)
from lrgui.ui.window.panel_sizes import Sizes

LAYOUT_VERSION = 1
_ROOM = 930  # pixels at the normal text size: in a narrower window the controls are folded
CONTROLS = "controls"


class Layout(QObject):
    """Places the controls at the left and the panels beside them.

    With both problems descent and classifier stand above, curves and runs below; with one problem its panel has the
    whole height, and curves and runs stand one above the other at its right. The steps, which are hidden at first,
    stand below the runs. The weight space, hidden at first too, stands beside the classifier, or below it where that
    has the whole height; so does the cut, below the surface. The sweep, the lens and the noise have tabs behind the
    curves. Both arrangements are remembered.

    A panel is seen where the experiment has its problem, the view has it, and no other one fills the window. Which
    panels were wanted is remembered as well.

    In a window that is too low for panels below one another they stand one behind the other, see `Stacking`.

    Signal: `changed()` when what is seen or wanted has changed.
    """

    changed = Signal()

    def __init__(
        self,
        window: DockWindow,
        column: ControlColumn,
        docks: dict[str, PanelDock],
        session: Session,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window, self._column, self.docks = window, column, docks
        self._session, self._settings = session, settings
        self._problems: tuple[str, ...] = ()
        self._lent = False  # to a lesson, whose arrangement is not remembered
        self._filling: str | None = None  # the panel that fills the window now
        self._stacking = Stacking()
        self._large: str | None = None
        self._ruler_wanted = False
        self._before_maximise = QByteArray()
        wanted = (CONTROLS, *docks)
        session.set_view(panels=tuple(n for n in wanted if settings.get(_setting(n))))
        self._seen = session.view.panels
        session.view_changed.connect(self._on_view)
        self.controls_dock = Dock()
        self.controls_dock.setObjectName("dock-controls")
        self.controls_dock.setTitleBarWidget(QWidget())
        self.controls_dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.controls_dock.setWidget(column)
        self.controls_dock.installEventFilter(self)
        self._placing = True
        self._sizes = Sizes(window, self.controls_dock, docks)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_room)
        column.fitted.connect(self._share_out_soon)
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.TopLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        add_margins(window)
        for dock in docks.values():
            dock.maximise_wanted.connect(self.maximise)
            dock.hide_wanted.connect(self._hide)
            dock.topLevelChanged.connect(self._on_moved)
            dock.dockLocationChanged.connect(self._on_moved)

    def _place(self) -> None:
        self._placing = True
        place(self._window, self.controls_dock, self.docks, self._both, self._stacking)
        self._placing = False

    @property
    def _both(self) -> bool:
        return len(self._problems) == 2

    @property
    def _state(self) -> Setting[QByteArray]:
        """Where the arrangement is remembered."""
        return layout("state/both" if self._both else "state/one")

    # Sizes

    @Slot()
    def share_out(self) -> None:
        """Gives all panels their sizes, and folds the controls where there is no room for them."""
        folded = self._session.view.folded
        self._column.fold((self._is_narrow if folded is None else folded) and not self._ruler_wanted)
        self._sizes.share_out(self._problems, self._stacking)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The controls are as high as all panels together."""
        if event.type() == QEvent.Type.Resize:
            self._share_out_soon()
        return super().eventFilter(watched, event)

    @Slot()
    def _make_room(self) -> None:
        """Panels that would be too low stand one behind the other, as long as no hand has placed them."""
        self.share_out()
        if self._sizes.by_hand or self._filling is not None or not self._window.isVisible():
            return
        names = [name for name, dock in self.docks.items() if not dock.isHidden()]
        unit = theme.scaled(1000) / 1000
        height = height_for_panels(self._window)
        wanted = stacking(names, self._problems, self._sizes.room()[0] / unit, height / unit)
        if wanted != self._stacking:
            front = [name for name in names if not self.docks[name].visibleRegion().isEmpty()]
            self._stacking = wanted
            self._place()
            self._apply()
            raise_in_front(self.docks, front, self._large)

    @Slot()
    def _share_out_soon(self) -> None:
        """When all that is about to change has changed."""
        self._soon.start()

    @property
    def by_hand(self) -> bool:
        """Whether a hand has moved panels, or the lines between them."""
        return self._sizes.by_hand

    @property
    def _is_narrow(self) -> bool:
        return self._window.width() < theme.scaled(_ROOM)

    @Slot()
    def toggle_fold(self) -> None:
        """Folds the controls, or unfolds them; what would be so by itself needs not be remembered."""
        if not self.wanted(CONTROLS):
            self.want(CONTROLS, True)
            return
        folded = not self._column.folded
        self._session.set_view(folded=None if folded == self._is_narrow else folded)

    @Slot()
    def _on_moved(self) -> None:
        """A hand has taken a panel elsewhere: where all are is to be remembered."""
        if not self._placing:
            QTimer.singleShot(0, self, self._sizes.keep)

    @Slot()
    def reset(self) -> None:
        """Every panel back to its place and size."""
        self._session.set_view(maximised=None, panels=View().panels, folded=None)
        self._sizes.forget()
        for dock in (self.controls_dock, *self.docks.values()):
            dock.show()
        self._place()
        self._apply()

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """The problems of the experiment: the panel of another one would be empty, and is not seen."""
        if problems == self._problems:
            self._share_out_soon()  # there may be more runs, for which the table needs more room
            return
        first, other_kind = not self._problems, len(problems) != len(self._problems)
        if not first and not self._lent:
            self.save()
        before, self._problems = self._problems, problems
        if not first:
            self._want_something(set(problems) - set(before))
        if first or other_kind:
            in_front = [name for name in BEHIND_CURVES if not self.docks[name].visibleRegion().isEmpty()]
            self._restore()
            self._apply()
            for name in in_front:
                self.raise_panel(name)
        else:
            # The other problem's panel takes the place of the one that goes.
            self._sizes.rename(FIRST_PANELS[before[0]][0], FIRST_PANELS[problems[0]][0])
            self._apply()

    def _want_something(self, problems: Collection[str]) -> None:
        """A problem that comes is to be seen, though the view knows none of its panels, as that of an older file."""
        for problem in problems:
            if not any(self.wanted(panel) for panel in PROBLEMS[problem].panels):
                for panel in FIRST_PANELS[problem]:
                    self.want(panel, True)

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

    def want_ruler(self, on: bool) -> None:
        """Unfolds the controls as long as a question is answered on their ruler."""
        if on != self._ruler_wanted:
            self._ruler_wanted = on
            self.share_out()

    # Following the view

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if "folded" in names:
            self.share_out()
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
        if changed and self._lent:
            self._apply()
            return
        for name in changed:
            self._settings.set(_setting(name), name in panels)
        if changed:
            self._apply()
        for name in BEHIND_CURVES:
            if name in added:
                self.raise_panel(name)

    def _fill(self, name: str) -> None:
        self._before_maximise = self._window.saveState(LAYOUT_VERSION)
        if self.docks[name].isFloating():
            self.docks[name].setFloating(False)
        self._filling = name
        self.docks[name].header.set_maximised(True, self._column.beside)

    def _bring_back(self, name: str) -> None:
        self.docks[name].header.set_maximised(False)
        self._column.beside.setParent(self._column)
        self._column.beside.hide()
        self._filling = None
        self._restore_state(self._before_maximise)

    def _restore_state(self, state: QByteArray) -> bool:
        self._placing = True
        restored = self._window.restoreState(state, LAYOUT_VERSION)
        self._placing = False
        return restored

    def _apply(self) -> None:
        for on in (False, True):  # first away, then there: else panels that only take turns would be given tabs
            for name, dock in self.docks.items():
                if on == (self.available(name) and self.wanted(name) and self._filling in (None, name)):
                    dock.setVisible(on)
        self.controls_dock.setVisible(self.wanted(CONTROLS) and self._filling is None)
        self.retranslate()
        self.changed.emit()
        self._share_out_soon()

    def retranslate(self) -> None:
        """Names the tabs of panels that share a place: the window makes them, and nobody else would."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(self.tr("Panels in the same place"))
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)
            names = self.tr("Scroll left"), self.tr("Scroll right")
            for button, name in zip(bar.findChildren(QToolButton), names, strict=False):
                button.setAccessibleName(name)

    def _restore(self) -> None:
        """The places that this arrangement had last, or those of a first start."""
        self._place()
        state = QByteArray() if self._lent else self._settings.get(self._state)
        self._sizes.forget()
        if not (state and self._restore_state(state)):
            return  # and the program shares the window out
        self._sizes.adopt()
        place_newer(self._window, self.docks, self._both, state)

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
        state = self._window.saveState(LAYOUT_VERSION) if self._sizes.by_hand else QByteArray()
        self._settings.set(self._state, state)

    # Lending

    def lend(self) -> None:
        """To a lesson, which brings its own arrangement: that of the user is remembered until it comes back."""
        if not self._lent:
            self.save()
            self._lent = True

    def take_back(self) -> None:
        """The arrangement that the user had."""
        if self._lent:
            self._lent, self._large = False, None
            self._restore()
            self._apply()

    def arrange(self, large: str | None) -> None:
        """Every panel at its usual place, and `large` with most of the room."""
        self._large = large
        self._sizes.forget(large)
        self._place()
        self._apply()


def _setting(name: str) -> Setting[bool]:
    """Where it is remembered whether a panel is wanted."""
    return panel_shown(remembered_name(name), at_first=name not in HIDDEN_AT_FIRST)
