"""Rules and their constants against PyTorch and Optax, on the parabola and on the classifier."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.analysis.line_searches import rejected_places
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import OF_OPTIMIZERS, Run
from lrgui.core.training import memory
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS, RULES

CASES = json.loads((Path(__file__).parents[2] / "data" / "rules.json").read_text("utf-8"))["cases"]


def trained(*runs: Run, problem: str = "descent", updates: int = 50, **settings: object) -> np.ndarray:
    """The parameters after each update: (updates, runs, d)."""
    whole = {"epochs": 1, "batch_size": 30, "seed": 3} | settings
    history = History(Experiment(problem=problem, updates=updates, runs=runs, **whole)).complete()
    return history.traces[problem].states(1, updates)


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_all_in_one_race_are_those_of_pytorch_and_optax(problem):
    cases = [case for case in CASES if case["problem"] == problem]
    assert len(cases) == 64
    ours = trained(*(Run(**case["run"]) for case in cases), problem=problem)
    for i, case in enumerate(cases):
        # Optax makes no more steps where ‖g‖² is less than 2.2·10⁻¹⁶.
        many = 25 if case["run"]["optimizer"] == "polyak" and problem == "descent" else 50
        theirs = np.array(case["parameters"])[:many]
        error = np.abs(ours[:many, i] - theirs) / np.maximum(1, np.abs(theirs))
        assert error.max() <= 1e-10, case["run"]


def test_every_rule_and_every_constant_has_a_reference():
    runs = [case["run"] for case in CASES]
    others = {run["optimizer"] for run in json.loads((Path(__file__).parents[2] / "data" / "optimizers.json")
              .read_text("utf-8"))["cases"]}  # fmt: skip
    assert {run["optimizer"] for run in runs} | others == set(OPTIMIZERS) - {"line-search"}
    assert {field for run in runs for field in run} >= OF_OPTIMIZERS


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("name", ["adam", "amsgrad", "adamw"])
def test_corrections_can_be_switched_off_on_the_way_and_the_means_stay(name, precision):
    run = Run(0.1, optimizer=name)
    experiment = Experiment(problem="descent", runs=(run,), precision=precision)
    changed = experiment.with_change(10, 0, bias_correction=False)
    together = History(changed).complete().descent.states(0, 40)
    apart = History(experiment).complete().descent
    assert np.array_equal(together[:11], apart.states(0, 10))
    _, before, _, _ = apart.next_update(10, 0)
    m, v = (before.groups[0].state[i].astype(float) for i in (0, 1))
    g = 2 * together[10].astype(float) + 2
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    step = 0.1 * m / (np.sqrt(v) + 1e-8) + (0.1 * 0.01 * together[10] if name == "adamw" else 0)
    np.testing.assert_allclose(together[11], together[10] - step, rtol=1e-5 if precision == "float32" else 1e-12)


def test_clipping_can_come_and_go_and_the_velocity_stays():
    experiment = Experiment(problem="descent", runs=(Run(0.05, optimizer="momentum"),))
    w = History(experiment.with_change(5, 0, clip_norm=1.0).with_change(9, 0, clip_norm=0.0)).complete().descent
    v, at = 0.0, 5.0
    for t in range(40):
        g = 2 * at + 2
        if 5 <= t < 9:
            g *= min(1, 1 / abs(g))
        v = 0.9 * v + g
        at -= 0.05 * v
        assert w.at(t + 1)[0, 0] == pytest.approx(at, rel=1e-12)


def test_a_gradient_is_cut_to_its_length_and_keeps_its_direction():
    run = Run(1.0, clip_norm=0.25)
    path = np.vstack([[[2.0, 3.0]], trained(run, problem="surface", start_x=2, start_y=3, updates=8)[:, 0]])
    steps = np.diff(path, axis=0)
    np.testing.assert_allclose(np.hypot(*steps.T), 0.25)
    slopes = path[:-1] * [2 / 20, 2]
    np.testing.assert_allclose(
        np.cross(np.pad(steps, ((0, 0), (0, 1))), np.pad(slopes, ((0, 0), (0, 1)))), 0, atol=1e-12
    )


def test_gradients_that_are_short_enough_are_left_alone_to_the_last_bit():
    runs = [Run(0.3, optimizer="momentum", clip_norm=clip) for clip in (0.0, 100.0)]
    plain, clipped = trained(*runs).transpose(1, 0, 2)
    assert np.array_equal(plain, clipped)


@pytest.mark.parametrize(("name", "length"), [("normalised", 0.3), ("sign", 0.3 * 2**0.5)])
def test_every_step_is_as_long_as_the_rate_says(name, length):
    path = trained(Run(0.3, optimizer=name), problem="surface", start_x=3, start_y=0.5, updates=30)[:, 0]
    np.testing.assert_allclose(np.hypot(*np.diff(path, axis=0).T), length)


def test_rules_that_forget_how_long_a_gradient_is_are_not_clipped():
    for name in ("normalised", "sign"):
        assert Run(optimizer=name, clip_norm=0.1).rule is OPTIMIZERS[name]
        assert np.array_equal(trained(Run(optimizer=name, clip_norm=0.1)), trained(Run(optimizer=name)))


def test_decoupled_decay_takes_its_share_whatever_the_gradient_is():
    """At the minimum, where Adam rests, w loses η·λ of itself in the first update."""
    first = trained(Run(0.1, optimizer="adamw", decoupled_decay=0.5), start=-1.0, updates=1)[0, 0, 0]
    assert first == -1 * (1 - 0.1 * 0.5)
    same = [Run(0.1, optimizer="adamw", decoupled_decay=0.0), Run(0.1, optimizer="adam")]
    assert np.array_equal(*trained(*same, problem="classifier").transpose(1, 0, 2))


QUADRATICS = (
    {"problem": "descent"},
    {"problem": "surface", "condition": 7.0},
    {"problem": "regression", "points": "eight"},
)


@pytest.mark.parametrize("settings", QUADRATICS)
def test_an_exact_line_search_stops_where_the_slope_is_across(settings):
    """At the lowest place along −g the next gradient is at right angles to it."""
    history = History(Experiment(runs=(Run(optimizer="line-search"),), updates=6, **settings)).complete()
    trace = history.traces[settings["problem"]]
    slopes = trace.problem.gradient(trace.states(0, 6)[:, 0])
    for before, after in pairwise(slopes):
        assert abs(before @ after) <= 1e-9 * max(1e-9, before @ before)
    if settings["problem"] == "descent":
        assert trace.at(1)[0, 0] == -1.0  # the rate 1/L, in one step


def test_an_exact_line_search_comes_to_rest_where_squares_are_rounded_to_0():
    history = History(Experiment(problem="surface", runs=(Run(optimizer="line-search"),), updates=1000)).complete()
    places = np.abs(history.traces["surface"].states(0, 1000)[:, 0]).max(axis=1)
    assert places[-1] < 1e-150
    assert (places[1:] <= places[:-1] * (1 + 1e-9)).all()
    assert verdict(history, "surface", 0, 1000).kind == "resting"


def test_an_exact_line_search_needs_a_quadratic_loss():
    for settings in ({"problem": "classifier"}, {"problem": "both"}, {"problem": "descent", "curve": "quartic"}):
        with pytest.raises(InvalidValue) as caught:
            Experiment(runs=(Run(optimizer="line-search"),), **settings)
        assert caught.value.rule == "quadratic"
    with pytest.raises(InvalidValue):
        Experiment(problem="both").with_change(5, 0, optimizer="line-search")


@pytest.mark.parametrize("rate", [0.3, 1.0, 7.0, 1000.0])
def test_armijos_rule_never_raises_the_loss_and_takes_up_to_one_over_l(rate):
    trace = History(Experiment(problem="descent", runs=(Run(rate, optimizer="armijo"),))).complete().descent
    losses = trace.problem.loss(trace.states(0, 40)[:, 0])
    assert (np.diff(losses) <= 0).all()
    w = trace.states(0, 1)[:, 0, 0]
    taken = (w[0] - w[1]) / 12
    halvings = np.log2(rate / taken)
    assert halvings == pytest.approx(round(halvings))
    assert taken <= 0.5 < 2 * taken or taken == rate


def test_the_places_that_were_tried_are_known():
    """From w = 5 with slope 12: 5 − 12·r for r = 4, 2 and 1, until r = ½ goes to the minimum."""
    trace = History(Experiment(problem="descent", runs=(Run(4.0, optimizer="armijo"), Run(0.3)))).complete().descent
    assert rejected_places(trace, 0, 0).tolist() == [[-43.0], [-19.0], [-7.0]]
    assert rejected_places(trace, 1, 0).shape == (0, 1)
    assert rejected_places(trace, 0, trace.total).shape == (0, 1)


def test_polyaks_step_halves_the_error_on_a_parabola_and_goes_no_further_than_the_rate_says():
    path = trained(Run(10.0, optimizer="polyak"), updates=20)[:, 0, 0]
    np.testing.assert_allclose(path, -1 + 6 * 0.5 ** np.arange(1, 21))
    slow = [Run(0.1, optimizer="polyak"), Run(0.1)]
    assert np.array_equal(*trained(*slow).transpose(1, 0, 2))
    unknown = {"problem": "descent", "curve": "exp(w)", "start": 1.0}  # has no lowest loss
    assert np.array_equal(*trained(*slow, **unknown).transpose(1, 0, 2))


@pytest.mark.parametrize("name", ["polyak", "armijo"])
@pytest.mark.parametrize("problem", ["descent", "classifier", "surface"])
def test_searches_replay_bit_for_bit_alone_in_a_race_and_after_a_seek(monkeypatch, name, problem):
    runs = (Run(3.0, optimizer=name), Run(0.3), Run(2.0, optimizer="armijo"), Run(0.7, optimizer=name))
    experiment = Experiment(problem=problem, runs=runs, epochs=2, updates=300, batch_size=7, weight_decay=0.01)
    whole = History(experiment).complete().traces[problem]
    for i in (0, 3):
        alone = History(experiment.edited(runs=(runs[i],))).complete().traces[problem]
        assert np.array_equal(alone.states(0, alone.total)[:, 0], whole.states(0, whole.total)[:, i])
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)
    sparse = History(experiment).complete().traces[problem]
    for update in (270, 133, 134, 65, 2, 300):
        assert np.array_equal(sparse.at(update), whole.at(update))
    again = History(Experiment.from_dict(experiment.to_dict())).complete().traces[problem]
    assert np.array_equal(again.latest, whole.latest)


def test_only_what_is_linear_has_a_bound():
    """Clipped rules and those that rescale are promised nothing."""
    linear = {"gradient-descent", "momentum", "nesterov"}
    assert {key for key, rule in RULES.items() if rule.theory is not None} == linear
    assert {key for key, rule in RULES.items() if rule.plain} == {"gradient-descent"}
    assert all("no fixed limit" in rule.limit for key, rule in RULES.items() if key not in linear)


@pytest.mark.parametrize(
    ("field", "value"),
    [("beta1", 1.0), ("beta2", -0.1), ("epsilon", 0.0), ("clip_norm", -1.0), ("decoupled_decay", 1001.0),
     ("bias_correction", 1)],
)  # fmt: skip
def test_constants_that_cannot_be_are_refused(field, value):
    with pytest.raises(InvalidValue) as caught:
        Run(**{field: value})
    assert caught.value.field == field


def test_files_name_constants_only_where_they_are_unusual():
    experiment = Experiment(runs=(Run(), Run(optimizer="adam", beta1=0.8, bias_correction=False, clip_norm=2.0)))
    usual, unusual = experiment.to_dict()["runs"]
    assert not {"beta1", "beta2", "epsilon", "bias_correction", "clip_norm", "decoupled_decay"} & usual.keys()
    assert {name: unusual[name] for name in ("beta1", "bias_correction", "clip_norm")} == {
        "beta1": 0.8, "bias_correction": False, "clip_norm": 2.0
    }  # fmt: skip
    assert "beta2" not in unusual
    assert Experiment.from_dict(experiment.to_dict()) == experiment
