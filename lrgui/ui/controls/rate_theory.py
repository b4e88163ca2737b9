"""The ruler and the verdict under the learning rate, and where they get what they show."""

from __future__ import annotations

import math

from lrgui.core.analysis.theory import regime, spectral_regime
from lrgui.core.files.view import THEORY
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.function import Function
from lrgui.core.problems.logistic import batch_curvature
from lrgui.core.problems.registry import kind_of
from lrgui.session.session import Session
from lrgui.ui.controls.observed_behaviour import Observed
from lrgui.ui.controls.rate_slider import RateSlider
from lrgui.ui.controls.regime_label import RegimeLabel
from lrgui.ui.controls.ruler_scale import Promise, Scale
from lrgui.ui.controls.stability_ruler import StabilityRuler

_EPOCHS, _POINTS = 50, 200_000  # whose batches are looked at: of more it would be felt


class RateTheory:
    """With both problems theory speaks of the function, of which it knows all."""

    def __init__(self, session: Session, slider: RateSlider) -> None:
        self._session = session
        self._observed = Observed(session)
        self.ruler = StabilityRuler(slider)
        self.regime = RegimeLabel()

    def show(self, run: Run, rate: float) -> None:
        """What is known of a run whose next update is made with `rate`."""
        if THEORY in self._session.view.concealed:
            self.ruler.show_scale(None)
            self.regime.show_concealed()
            self.follow()
            return
        experiment = self._session.known.alone(self._session.selected)
        both = len(experiment.problems) == 2
        descent = promise = None
        kind = kind_of(experiment.problems[0], experiment)
        curvature = kind.curvature_bound(experiment)
        if issubclass(kind, Function) and not kind.is_quadratic(experiment):
            promise = Promise("local", regime(1.0, 1.0, run.rule.key, run.momentum).bound)
            scale = Scale((1.0,), run.rule.key, run.momentum, promise)
        elif issubclass(kind, Function):
            spectrum = kind.spectrum(experiment)
            scale = Scale(spectrum, run.rule.key, run.momentum, foreign=both)
            descent = spectral_regime(rate, spectrum, run.rule.key, run.momentum)
        else:
            promise = _promise(experiment, run, curvature)
            scale = Scale((curvature,), run.rule.key, run.momentum, promise)
        self.ruler.show_scale(scale)
        changing = not run.pace.constant
        edited = bool(experiment.changes)
        best = rate if scale.local else scale.best  # there is none to be offered where it changes with the place
        self.regime.show_regime(rate, descent, promise, scale, best, changing=changing, edited=edited, one_of_two=both)
        self.follow()

    def follow(self) -> None:
        """What goes with the playhead and with the computation, once a frame."""
        if THEORY in self._session.view.concealed:
            self.ruler.show_edge(math.nan)
            return
        edge = self._observed.edge()
        self.ruler.show_edge(edge)
        self.regime.show_observed(self._observed.needed(), edge, self.ruler.formula("λ"))


def _promise(experiment: Experiment, run: Run, curvature: float) -> Promise:
    """What theory promises the classifier."""
    known = regime(1.0, curvature, run.rule.key, run.momentum)
    if not known.plain or experiment.hidden_units:
        return Promise("none", known.bound)
    if experiment.iterations_per_epoch == 1:
        return Promise("stable", known.bound)
    epochs = min(experiment.epochs, _EPOCHS, max(1, _POINTS // experiment.training_size))
    largest = batch_curvature(experiment, epochs)
    return Promise("batchwise", 2 / largest)
