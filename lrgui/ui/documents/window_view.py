"""What the window shows of an experiment, to be kept in its file, and how that comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lrgui.core.files.view import PANELS, View
from lrgui.core.model.types import Axes
from lrgui.plot import Plot
from lrgui.ui.figures.figure_choices import remember, remembered
from lrgui.ui.window.panel_layout import CONTROLS

if TYPE_CHECKING:
    from lrgui.ui.window.main_window import MainWindow


class Looks(QObject):
    """Gathers the view of a window, and restores it.

    A zoomed plot gets its axes back once it has drawn the whole history: only then is its home range what it was. One
    that cannot be seen waits for that until it can.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: dict[str, Axes] = {}

    @property
    def plots(self) -> dict[str, Plot]:
        """The plots by their names in a view."""
        window = self._window
        plots = {name: chart.plot for name, chart in window.curves.charts.items()}
        for name in ("descent", "classifier", "weights"):
            plots[name] = window.docks[name].panel.findChildren(Plot)[0]
        return plots

    def view(self) -> View:
        """What the window shows now."""
        window, session = self._window, self._window.session
        layout, curves = window.panel_layout, window.curves
        seen = [name for name in PANELS if name in self._known and layout.wanted(name)]
        zoomed = {name: _axes(plot) for name, plot in self.plots.items() if plot.away and _usable(plot)}
        return View(
            position=session.playhead,
            selected=session.selected,
            panels=tuple(seen),
            maximised=layout.maximised if layout.maximised in PANELS else None,
            charts=self._charts(),
            log_loss=curves.log.isChecked(),
            iterations=curves.iterations.isChecked(),
            future=curves.future.isChecked(),
            axes=self._waiting | zoomed,
            sweep=window.sweeps.question,
            figure_language=remembered(window.settings).language or None,
            best_b=window.weights.best_b,
        )

    @property
    def _known(self) -> tuple[str, ...]:
        """The panels that this window has."""
        return (CONTROLS, *self._window.docks)

    def _charts(self) -> tuple[str, ...]:
        """Those chosen for the problem of the experiment."""
        chosen, _, _ = self._window.curves.options().partition("|")
        by_problem = dict(part.split("=") for part in chosen.split(";"))
        return tuple(by_problem[self._window.session.experiment.problem].split(","))

    @Slot(object)
    def show(self, view: View | None) -> None:
        """Restores what a view says of everything but the session; None brings the plots home, and that is all."""
        self.forget_axes()
        for plot in self.plots.values():
            plot.reset_view()
        if view is None:
            return
        window = self._window
        layout, curves = window.panel_layout, window.curves
        if layout.maximised is not None:
            layout.maximise(layout.maximised)
        for name in self._known:
            if name in PANELS:
                layout.want(name, name in view.panels)
        if view.maximised in window.docks:
            layout.maximise(view.maximised)
        curves.set_view({"log_loss": view.log_loss})
        switches = {"log": view.log_loss, "iterations": view.iterations, "future": view.future}
        on = ",".join(name for name, value in switches.items() if value)
        curves.set_options(f"{window.session.experiment.problem}={','.join(view.charts)}|{on}")
        remember(window.settings, replace(remembered(window.settings), language=view.figure_language or ""))
        window.sweeps.set_question(view.sweep)
        window.weights.set_best_b(view.best_b)
        self._waiting = dict(view.axes)
        window.frames.request()

    def forget_axes(self) -> None:
        """Another experiment is open: nobody waits for the old one's axes."""
        self._waiting.clear()

    def restore_axes(self) -> None:
        """To be called after every frame."""
        if not self._waiting or self._window.session.computing:
            return
        plots = self.plots
        for name in [name for name in self._waiting if plots[name].isVisible()]:
            axes = self._waiting.pop(name)
            if not plots[name].away:  # else the user has looked elsewhere meanwhile
                plots[name].look_at(*axes)


def _axes(plot: Plot) -> Axes:
    return plot.view.x_limits, plot.view.y_limits


def _usable(plot: Plot) -> bool:
    """Whether numbers can say where the plot is: a logarithmic axis can be moved beyond the largest one."""
    return all(0 < high - low < float("inf") for low, high in _axes(plot))
