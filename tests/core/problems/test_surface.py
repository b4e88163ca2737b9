"""Surfaces: each entry agrees with itself, with SymPy's derivatives, with PyTorch's runs, and with theory."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.analysis.convergence_time import needed
from lrgui.core.analysis.theory import best_rate, spectral_regime
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.expressions.derivative import partial_derivatives
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.tree import X, Y
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.surface import SURFACES, SurfaceDescent, named
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History

REFERENCES = json.loads((Path(__file__).parents[2] / "data" / "surfaces.json").read_text("utf-8"))["cases"]
KNOWN = {
    "bowl": [(0, 0)],
    "saddle": [(0, -1), (0, 1)],
    "rosenbrock": [(1, 1)],
    # As in Himmelblau, Applied Nonlinear Programming, to the digits that are printed everywhere.
    "himmelblau": [(-3.779310, -3.283186), (-2.805118, 3.131312), (3, 2), (3.584428, -1.848126)],
    "beale": [(3, 0.5)],
    "hyperbola": [],
}


def descent(surface, *rates, updates=40, start=None, **settings):
    x, y = named(surface).start if start is None else start
    runs = tuple(Run(rate) if isinstance(rate, float) else rate for rate in rates)
    return History(
        Experiment(
            problem="surface", surface=surface, start_x=x, start_y=y, updates=updates, runs=runs, **settings
        )
    ).complete()  # fmt: skip


def said(history, run=0, update=None):
    return str(verdict(history, "surface", run, history.experiment.updates if update is None else update))


@pytest.mark.parametrize("code", SURFACES)
def test_an_entry_has_the_derivatives_of_its_loss(code):
    surface = named(code)
    x, y = np.random.RandomState(0).uniform(-2, 2, (2, 500))
    slopes, bends = partial_derivatives(surface.loss)
    for own, theirs in ((surface.programs[1], slopes), (surface.programs[2], bends)):
        for a, b in zip(own.values(x, y), Program(*theirs, variables=(X, Y)).values(x, y), strict=True):
            assert a == pytest.approx(b, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("code", SURFACES)
def test_minima_are_those_that_are_known(code):
    surface = named(code)
    assert np.array(surface.minima()).reshape(-1, 2) == pytest.approx(np.array(KNOWN[code]).reshape(-1, 2), abs=1e-6)
    for x, y in surface.minima():
        gx, gy = surface.programs[1].values(np.array([x]), np.array([y]))
        assert max(abs(gx[0]), abs(gy[0])) < 1e-12


def test_minima_of_what_is_typed():
    assert named("x^2 + y^2 - x y - 3x").minima() == ((2.0, 1.0),)
    assert named("x^2 - y^2").minima() == named("x + y").minima() == named("(x - y)^2").minima() == ()
    # Of sin x · sin y every other quarter turn: nine minima, nine maxima in a square of three turns.
    assert len(named("sin(x)sin(y)").minima()) == 18


def test_minima_are_looked_for_where_runs_start_too():
    waves = Experiment(problem="surface", surface="sin(x) + sin(y) + 0.001(x^2 + y^2)", updates=400, runs=[Run(0.1)])
    history = History(waves.edited(start_x=30.0, start_y=30.0)).complete()
    said = verdict(history, "surface", 0, 400)
    assert (said.kind, said.place) == ("converged", pytest.approx((29.78552387, 29.78552387)))
    [far] = SurfaceDescent(Experiment(problem="surface", surface="(x-20)^2+(y-3)^2+(x-20)^4", start_x=19.0)).minima
    assert far == pytest.approx((20, 3))


@pytest.mark.parametrize(
    ("surface", "said"),
    [
        ("bowl", "which is lowest at (x, y) = (0, 0)."),
        ("saddle", "which is lowest at (x, y) = (0, -1) and (0, 1)."),
        ("x^3 - x + y^2", "which has a minimum at (x, y) = (0.57735, 0)."),  # and falls for ever on the left
        ("sin(x) + sin(y) + 0.001(x^2 + y^2)", "which has at least 9 minima."),
    ],
)
def test_what_is_lowest_is_said_of_what_is_known_to_be(surface, said):
    assert SurfaceDescent.sentence(Experiment(problem="surface", surface=surface, start_x=1.0)).endswith(said)


@pytest.mark.parametrize("case", REFERENCES, ids=[f"{c['surface']}-{c['optimizer']}" for c in REFERENCES])
def test_runs_are_those_of_pytorch(case):
    run = Run(case["learning_rate"], optimizer=case["optimizer"])
    start_x, start_y = case["start"]
    experiment = Experiment(
        problem="surface", surface=case["surface"], start_x=start_x, start_y=start_y, updates=100, runs=(run,)
    )
    trace = History(experiment).complete().traces["surface"]
    ours = np.array([trace.at(update)[0] for update in range(10, 101, 10)])
    theirs = np.array(case["places"])
    assert (np.abs(ours - theirs) <= 1e-10 * np.maximum(1, np.abs(theirs))).all()


@pytest.mark.parametrize("code", SURFACES)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_a_run_has_the_same_numbers_alone_and_in_a_race(code, precision):
    rates = (0.001, 0.003, 0.01, 0.02, 0.3)
    race = descent(code, *rates, precision=precision).traces["surface"]
    for i, rate in enumerate(rates):
        alone = descent(code, rate, precision=precision).traces["surface"]
        assert alone.states(0, 40)[:, 0].tobytes() == race.states(0, 40)[:, i].tobytes()


# The bowl, of which theory knows all


def test_the_bowl_is_curved_as_its_condition_says():
    for condition in (1.0, 20.0, 1e6):
        experiment = Experiment(problem="surface", condition=condition)
        assert SurfaceDescent.spectrum(experiment) == pytest.approx((2, 2 / condition), rel=1e-15)
        assert SurfaceDescent(experiment).curvature == 2
    assert SurfaceDescent.spectrum(Experiment(problem="surface", surface="x^2 + y^2 - xy")) == pytest.approx((3, 1))
    assert SurfaceDescent.spectrum(Experiment(problem="surface", surface="x^2 - y^2")) == ()


@pytest.mark.parametrize("surface", ["bowl", "x^2 + y^2 - xy", "3x^2 + 2xy + y^2 - 4x"])
@pytest.mark.parametrize("rate", [0.01, 0.1, 0.3])
def test_a_quadratic_run_is_the_closed_form(surface, rate):
    history = descent(surface, rate, updates=60)
    problem = history.surface
    a = (problem.axes * problem.curvatures) @ problem.axes.T
    step = np.eye(2) - rate * a
    minimum, error = problem.minima[0], np.array(problem.origin(history.experiment)) - problem.minima[0]
    for update in range(61):
        expected = minimum + np.linalg.matrix_power(step, update) @ error
        assert history.traces["surface"].at(update)[0] == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_the_best_rate_and_the_bound_of_the_bowl():
    spectrum = SurfaceDescent.spectrum(Experiment(problem="surface"))
    assert best_rate(spectrum) == pytest.approx(2 / 2.1)
    rates = np.linspace(0.01, 0.99, 99)
    factors = [abs(spectral_regime(rate, spectrum, "gradient-descent", 0.0).factor) for rate in rates]
    assert rates[int(np.argmin(factors))] == pytest.approx(best_rate(spectrum), abs=0.01)
    crawling, slow, quick, beyond = (
        spectral_regime(r, spectrum, "gradient-descent", 0) for r in (0.2, 0.6, 0.96, 1.01)
    )
    assert (crawling.kind, crawling.mode, crawling.factor) == ("crawls", 1, pytest.approx(0.98))
    assert (slow.kind, slow.mode) == ("approaches", 1)
    assert (quick.kind, quick.mode) == ("overshoots", 0)
    assert (beyond.kind, beyond.bound) == ("diverges", 1.0)
    assert spectral_regime(1.0, spectrum, "gradient-descent", 0).kind == "bounces"
    assert spectral_regime(0.5, (2.0, 2.0), "gradient-descent", 0).kind == "one-step"
    assert spectral_regime(0.5, spectrum, "adam", 0).kind == "adaptive"


@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "nesterov"])
@pytest.mark.parametrize("surface", ["bowl", "x^2 + y^2 - xy"])
def test_the_border_of_divergence_is_that_of_theory(surface, optimizer):
    spectrum = SurfaceDescent.spectrum(Experiment(problem="surface", surface=surface))
    bound = spectral_regime(1.0, spectrum, optimizer, 0.5).bound
    below, above = (Run(bound * factor, optimizer=optimizer, momentum=0.5) for factor in (0.98, 1.02))
    history = descent(surface, below, above, updates=3000, start=(5.0, 2.0))
    here, there = (np.abs(history.traces["surface"].at(3000)[run]).max() for run in (0, 1))
    assert here < 1e-9 < 1e9 < there
    assert said(history, 0) == "converged"
    assert said(history, 1).startswith("diverged")
    at = history.experiment.edited(runs=(Run(bound, optimizer="gradient-descent"),))
    if optimizer == "gradient-descent":
        assert said(History(at).complete()) == "bouncing"


def test_updates_needed_are_those_of_theory_or_fewer():
    history = descent("bowl", 0.2, 0.95, updates=1000)
    spectrum = SurfaceDescent.spectrum(history.experiment)
    for run, rate in enumerate((0.2, 0.95)):
        predicted = spectral_regime(rate, spectrum, "gradient-descent", 0.0).updates
        found = needed(history, run).updates
        assert predicted - 30 <= found <= predicted


def test_the_sweep_of_the_bowl_is_that_of_theory():
    experiment = Experiment(problem="surface", updates=30)
    found = summary(Sweep(experiment, "surface").complete())
    assert found.bound == 1.0
    there = np.isfinite(found.median)
    assert there.sum() > 40
    assert found.theory[there] == pytest.approx(found.median[there], rel=1e-9, abs=1e-12)
    assert 0.8 < found.best_rate < 1.0 < found.divergence_edge < 1.3


# Places without theory


def test_the_edge_of_stability():
    """From (3.2, 0.3) at η = 0.3: the valley is too sharp, the loss is thrown up, and it ends where it is flatter."""
    history = descent("hyperbola", 0.3, updates=100)
    problem, trace = history.surface, history.traces["surface"]
    losses = problem.loss(trace.states(0, 100)[:, 0])
    assert losses[1] == pytest.approx(0.0035, abs=5e-5)
    assert losses.max() == pytest.approx(4.27, abs=0.005)
    assert losses[-1] < 1e-30
    sharp = problem.curvature_at(trace.states(0, 100)[:, 0])
    assert sharp[0] > 2 / 0.3 > 2.1 > sharp[-1]
    assert said(history, update=5) == "loss rising"
    assert said(history) == "converged"


def test_which_minimum_was_reached_is_said():
    history = descent("himmelblau", 0.01, updates=200)
    assert said(history) == "converged, minimum at (3, 2)"
    assert said(history, update=0) == "start"


def test_a_run_that_rests_on_a_saddle_has_not_converged():
    history = descent("saddle", 0.5, updates=2000, start=(1.5, 0.0))
    assert history.traces["surface"].at(2000)[0] == pytest.approx([0, 0], abs=1e-300)
    assert said(history) == "at rest on a saddle"
    assert said(descent("saddle", 0.5, updates=200)) == "converged, minimum at (0, 1)"


def test_no_bound_is_claimed_that_holds_at_one_place_only():
    sweep = Sweep(Experiment(problem="surface", surface="rosenbrock"), "surface").complete()
    assert summary(sweep).bound is None
    assert summary(sweep).theory is None


def test_what_has_no_value_ends_a_run_honestly():
    history = descent("ln(x) + y^2", 0.9, start=(0.5, 1.0))
    assert np.isnan(history.traces["surface"].at(3)).any()
    assert said(history) == "undefined from step 1"
    assert said(descent("ln(x) + y^2", 0.1, start=(-1.0, 1.0))) == "undefined from step 0"


# As a part of an experiment


def test_files_keep_a_surface_and_old_ones_know_nothing_of_it():
    experiment = Experiment(problem="surface", surface=" x^2 + 10 y^2", start_x=-1.5, start_y=3, condition=7)
    assert experiment.surface == "x^2 + 10 y^2"
    assert Experiment.from_dict(experiment.to_dict()) == experiment
    assert not {"surface", "start_x", "start_y", "condition"} & set(Experiment().to_dict())


@pytest.mark.parametrize("wrong", ["x+", "w^2", 3, None, "", "bowle", "(-1)^x", ["x"]])
def test_what_is_no_surface_is_refused(wrong):
    with pytest.raises(InvalidExpression) as caught:
        Experiment(surface=wrong)
    assert caught.value.field == "surface"
    assert wrong != "bowle" or "must be one of bowl, saddle," in str(caught.value)


@pytest.mark.parametrize(("field", "value"), [("start_x", 2e6), ("start_y", float("nan")), ("condition", 0.5)])
def test_a_start_or_a_condition_beyond_all_is_refused(field, value):
    with pytest.raises(InvalidValue) as caught:
        Experiment(**{field: value})
    assert caught.value.field == field
