"""How large the panels are: shares of the window, so that a size that comes back finds the panels as they were."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

from lrgui.core.files.view import FIRST_PANELS
from lrgui.core.problems.registry import PROBLEMS
from lrgui.ui.panels.panel_dock import PanelDock
from lrgui.ui.widgets.dock_window import DockWindow
from lrgui.ui.window.panel_places import BEHIND_CURVES, Stacking

_AROUND = 24, 120  # pixels of the window that no panel has: margins; bars
_LARGE = 0.64  # the share of the room of a lesson's large panel
_TRIES = 2  # Qt forgets the sizes where it has a layout before it, as after docks were placed anew
_LEAST = 200, 300  # for which sizes are shared out in any case


class Sizes(QObject):
    """Shares the window out among the panels that can be seen, as the program does it until a hand has done it.

    `by_hand`: whether a hand has moved a line between panels, or a panel. What a hand has done is kept as shares of
    the window, which a smaller window does not change.
    """

    def __init__(self, window: DockWindow, controls_dock: QDockWidget, docks: dict[str, PanelDock]) -> None:
        super().__init__(window)
        self._window, self._controls_dock, self._docks = window, controls_dock, docks
        self._shares: dict[str, tuple[float, float]] = {}
        self.by_hand = self._adopting = False
        self._large: str | None = None
        self._wanted: list[tuple[list[QDockWidget], list[int], Qt.Orientation]] = []
        self._tries = 0
        self._asked: object = None  # for what, and in which state of the window, sizes were given last
        self._pressed: dict[str, tuple[int, int]] = {}
        window.installEventFilter(self)

    # What a hand does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window hears of the mouse only where it is on a line between two docks."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = self._now()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed:
            QTimer.singleShot(0, self, self._on_released)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_released(self) -> None:
        if self._pressed and self._pressed != self._now():
            self.keep()
        self._pressed = {}

    @Slot()
    def keep(self) -> None:
        """What is seen now is what a hand wanted."""
        self.by_hand, self._adopting = True, False
        width, height = self.room()
        self._shares = {name: (w / width, h / height) for name, (w, h) in self._now().items()}

    def adopt(self) -> None:
        """As soon as the window is seen, what is seen in it is what a hand wanted."""
        self.by_hand, self._adopting = True, True
        self._shares.clear()

    @Slot()
    def _adopt_now(self) -> None:
        if self._adopting and self.by_hand:
            self.keep()

    def forget(self, large: str | None = None) -> None:
        """The program shares the window out again, with most of the room for `large`."""
        self.by_hand = self._adopting = False
        self._large = large
        self._shares.clear()

    def rename(self, before: str, after: str) -> None:
        """One panel takes the place of another."""
        if before in self._shares:
            self._shares[after] = self._shares.pop(before)

    # Sharing out

    def _seen(self) -> dict[str, PanelDock]:
        return {name: dock for name, dock in self._docks.items() if not dock.isHidden() and not dock.isFloating()}

    def _now(self) -> dict[str, tuple[int, int]]:
        seen = self._seen().items()
        return {name: (d.width(), d.height()) for name, d in seen if d.x() >= 0 and d.y() >= 0}  # not behind a tab

    def room(self) -> tuple[int, int]:
        """Width and height that the panels share."""
        controls = 0 if self._controls_dock.isHidden() else self._controls_dock.widget().minimumWidth()
        width, height = self._window.width() - controls - _AROUND[0], self._window.height() - _AROUND[1]
        return max(_LEAST[0], width), max(_LEAST[1], height)

    def share_out(self, problems: tuple[str, ...], how: Stacking) -> None:
        """Gives every panel its size, for the window as large as it is."""
        self._wanted = []
        if not self._controls_dock.isHidden():
            width = self._controls_dock.widget().minimumWidth()
            self._wanted.append(([self._controls_dock], [width], Qt.Orientation.Horizontal))
        if self.by_hand:
            if self._adopting and self._window.isVisible():
                QTimer.singleShot(0, self, self._adopt_now)
            width, height = self.room()
            self._want({name: w for name, (w, _) in self._shares.items()}, width, Qt.Orientation.Horizontal)
            self._want({name: h for name, (_, h) in self._shares.items()}, height, Qt.Orientation.Vertical)
        else:
            self._share_out_anew(problems, how)
        # Every edit of the experiment comes here, and laying all panels out takes as long as drawing them.
        asked = self._wanted, self._window.size(), self._controls_dock.size(), self._now()
        self._tries = self._tries + 1 if asked == self._asked else 0
        self._asked = asked
        if self._tries < _TRIES:
            for docks, sizes, along in self._wanted:
                QMainWindow.resizeDocks(self._window, docks, sizes, along)

    def _want(self, shares: dict[str, float], room: int, along: Qt.Orientation) -> None:
        seen = self._seen()
        shares = {name: share for name, share in shares.items() if name in seen}
        if len(shares) > 1:
            sizes = [round(room * share) for share in shares.values()]
            self._wanted.append(([seen[name] for name in shares], sizes, along))

    def _share_out_anew(self, problems: tuple[str, ...], how: Stacking) -> None:
        """Tables have what their texts need, and what they do not need is the plots'."""
        width, height = self.room()
        seen = self._seen()
        beside, below = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        runs_width, runs_height = self._docks["runs"].wanted_size()
        steps = "steps" in seen
        curves = next((name for name in ("curves", *BEHIND_CURVES) if name in seen), "curves")
        if len(problems) == 2:
            upper, lower = ["descent", "boundary", *([] if how.left else ["weights"])], [curves, "runs"]
            runs = min(max(runs_width / width, 0.34), 0.54)
            self._want(self._enlarged({name: 1.0 for name in upper if name in seen}), width, beside)
            self._want(self._enlarged({curves: 1 - runs, "runs": runs}), width, beside)
            top = 0.5 if steps or how.even else 0.57
            rows = self._enlarged_group({tuple(upper): top, tuple(lower): 1 - top})
            self._want({name: share for row, share in rows.items() for name in row}, height, below)
            if steps and not how.beside:
                self._want({"runs": 0.4 * rows[tuple(lower)], "steps": 0.6 * rows[tuple(lower)]}, height, below)
            return
        if how.whole:
            return
        if how.beside:
            runs = min(max(runs_width / width, 0.34), 0.54)
            self._want(self._enlarged({curves: 1 - runs, "runs": runs}), width, beside)
            return
        first = FIRST_PANELS[problems[0]][0]
        second = PROBLEMS[problems[0]].panels[1:2]
        left, right = (first, *second), (curves, "runs", "steps")
        columns = self._enlarged_group({left: 0.45, right: 0.55})
        widths = {first: columns[left], **dict.fromkeys((curves, "runs", "steps"), columns[right])}
        self._want(widths, width, beside)
        if not how.left:
            self._want(self._enlarged(dict.fromkeys(left, 0.5)), height, below)
        if how.right:
            return
        runs = min(max(runs_height / height, 0.2), 0.24 if steps else 0.5)
        rest = {curves: 0.6 - runs, "runs": runs, "steps": 0.4} if steps else {curves: 1 - runs, "runs": runs}
        self._want(self._enlarged(rest), height, below)

    def _enlarged(self, shares: dict[str, float]) -> dict[str, float]:
        """Shares of panels that stand in a row, the large one with most of it."""
        grouped = self._enlarged_group({(name,): share for name, share in shares.items() if name in self._seen()})
        return {name: share for (name,), share in grouped.items()}

    def _enlarged_group(self, shares: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
        """The same for rows or columns of panels. They add up to 1."""
        large = next((group for group in shares if self._large in group), None)
        rest = sum(share for group, share in shares.items() if group != large)
        if large is not None and rest:
            return {g: _LARGE if g == large else (1 - _LARGE) * share / rest for g, share in shares.items()}
        total = sum(shares.values()) or 1.0
        return {group: share / total for group, share in shares.items()}
