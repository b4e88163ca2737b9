"""The ruler and the verdict under the learning rate, and where they get what they show."""

from __future__ import annotations

from lrgui.core.analysis.theory import regime
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.schedules import SCHEDULES
from lrgui.session.session import Session
from lrgui.ui.controls.observed_behaviour import Observed
from lrgui.ui.controls.rate_slider import RateSlider
from lrgui.ui.controls.regime_label import RegimeLabel
from lrgui.ui.controls.ruler_scale import Scale
from lrgui.ui.controls.stability_ruler import StabilityRuler


class RateTheory:
    """With both problems theory speaks of the function, of which it knows all."""

    def __init__(self, session: Session, slider: RateSlider) -> None:
        self._session = session
        self._observed = Observed(session)
        self.ruler = StabilityRuler(slider)
        self.regime = RegimeLabel()

    def show(self, run: Run, rate: float) -> None:
        """What is known of a run whose next update is made with `rate`."""
        experiment = self._session.experiment
        both = len(experiment.problems) == 2
        descent = bound = None
        kind = PROBLEMS[experiment.problems[0]]
        curvature = kind.curvature_bound(experiment)
        if not kind.on_data:
            scale = Scale(curvature, run.optimizer, run.momentum, foreign=both)
            descent = regime(rate, curvature, run.optimizer, run.momentum)
        else:
            scale = Scale(curvature, run.optimizer, run.momentum, promise=True)
            bound = scale.bound(curvature)
        self.ruler.show_scale(scale)
        changing = not SCHEDULES[run.schedule].constant
        edited = any(change.run == self._session.selected for change in experiment.changes)
        self.regime.show_regime(
            rate, descent, bound, 1 / scale.curvature, changing=changing, edited=edited, one_of_two=both
        )
        self.follow()

    def follow(self) -> None:
        """What goes with the playhead and with the computation, once a frame."""
        edge = self._observed.edge()
        self.ruler.show_edge(edge)
        self.regime.show_observed(self._observed.needed(), edge, self.ruler.formula("λ"))
