"""What figures are made of: the panels, ranges and options that the window shows now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from lrgui.core.files.document import write
from lrgui.core.model.types import Range
from lrgui.drawing.scene import Scene
from lrgui.export.figure.options import PANELS, Look, available
from lrgui.plot import Plot
from lrgui.ui.panels.boundary import BoundaryPanel
from lrgui.ui.panels.descent import DescentPanel
from lrgui.ui.panels.runs import RunsPanel
from lrgui.ui.panels.weights import WeightsPanel

if TYPE_CHECKING:
    from lrgui.ui.window.main_window import MainWindow

CURVES = "curves"  # the dock whose charts are panels of their own
_PANELS = {"descent": "descent", "classifier": "boundary", "weights": "weights", "sweep": "sweep", "runs": "table"}
DOCKS = (*_PANELS, CURVES)


class Source:
    """Reads the window; its docks and the panels of figures have names of their own, which only this place relates."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.session = window, window.session

    @property
    def language(self) -> str:
        """The window's."""
        return self.window.language.code

    def available(self) -> tuple[str, ...]:
        """The panels that the experiment has something for."""
        panels = available(self.session.shown_experiment)
        # A sweep that nobody has looked at was not computed, and would keep the window waiting.
        return tuple(panel for panel in panels if panel != "sweep" or self.window.sweep.swept() is not None)

    def panels_of(self, dock: str) -> tuple[str, ...]:
        """The panels of figures that a dock shows now, none where it is no picture."""
        if dock == CURVES:
            charts = self.window.curves.charts
            return tuple(name for name in self.available() if name in charts and not charts[name].plot.isHidden())
        panel = _PANELS.get(dock)
        return (panel,) if panel in self.available() else ()

    def shown_panels(self) -> tuple[str, ...]:
        """The plots that can be seen; where there are none, all that could be."""
        docks = [name for name, dock in self.window.docks.items() if dock.isVisible() and name != "runs"]
        return self._ordered(panel for dock in docks for panel in self.panels_of(dock)) or self.available()

    def _ordered(self, panels: Iterable[str]) -> tuple[str, ...]:
        wanted = set(panels)
        return tuple(panel for panel in PANELS if panel in wanted)

    def scene(self) -> Scene:
        session = self.session
        scene = Scene(session.shown_experiment, session.shown, session.position, session.shown_selected)
        return scene.with_sweep(self.window.sweep.swept())

    @property
    def computed(self) -> int:
        """The last update that can be shown."""
        return min(self.session.shown.frontier, self.session.shown_experiment.length)

    def look(self) -> Look:
        """The options of the curves and of the table, and where the user has zoomed."""
        curves, runs = self.window.curves, self.window.docks["runs"].panel
        assert isinstance(runs, RunsPanel)
        problem = runs.model.problem
        return Look(
            log=curves.log.isChecked(),
            iterations=curves.iterations.isChecked(),
            future=curves.future.isChecked(),
            best=runs.model.best,
            table=problem if problem in self.session.shown_experiment.problems else None,
            best_b=self.window.weights.best_b,
            axes=self._axes(),
        )

    def _axes(self) -> dict[str, tuple[Range, Range]]:
        plots: dict[str, Plot] = {name: chart.plot for name, chart in self.window.curves.charts.items()}
        for dock in self.window.docks.values():
            if isinstance(dock.panel, DescentPanel | BoundaryPanel | WeightsPanel):
                plots[_PANELS[dock.panel.name]] = dock.panel.plot
        zoomed = {name: plot for name, plot in plots.items() if plot.away and not plot.isHidden()}
        return {name: (plot.view.x_limits, plot.view.y_limits) for name, plot in zoomed.items()}

    def experiment_file(self) -> bytes:
        """The experiment file that a figure carries inside."""
        # While another experiment is being computed the figure shows, and carries, the one before.
        return write(replace(self.window.documents.document(), experiment=self.session.shown_experiment))

    def stem(self, panels: tuple[str, ...]) -> str:
        """What a file is called as long as nobody says otherwise."""
        path = self.window.documents.path
        parts = [path.stem if path is not None else self.session.lesson or "", panels[0] if len(panels) == 1 else ""]
        return "-".join(part for part in parts if part) or "figure"
