"""An update taken apart, against the same calculated here; and calculated with what is printed of it."""

import math
from decimal import Decimal
from functools import lru_cache

import numpy as np
import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.by_hand import Column, Rule, settle
from lrgui.core.analysis.worked_update import worked
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.datasets import dataset_of, epoch_order, split
from lrgui.core.training.history import History
from tests.optimizers import EVERYWHERE

CLASSIFIER = {
    "plain": {},
    "single": {"batch_size": 1},
    "whole": {"batch_size": 1600, "epochs": 9},
    "decaying": {"weight_decay": 0.01},
    "standardised": {"standardised": True},
    "float32": {"precision": "float32"},
}


@lru_cache(maxsize=32)
def trace_of(problem="classifier", runs=None, **fields):
    return (
        History(Experiment(problem=problem, runs=runs or (Run(0.3),), **({"epochs": 1} | fields)))
        .complete()
        .traces[problem]
    )


def test_the_samples_are_those_of_the_batch_in_its_order():
    trace = trace_of(batch_size=7, seed=3, epochs=2)
    experiment = trace.experiment
    data, (training, _) = dataset_of(experiment), split(dataset_of(experiment), 3)
    for update in (0, 228, 229, 300):  # in two epochs; the last batch of an epoch has 4 samples
        epoch, i = divmod(update, 229)
        rows = epoch_order(3, epoch, 1600)[7 * i : 7 * i + 7]
        batch = anatomy(trace, 0, update).batch
        assert batch.size == (4 if update == 228 else 7)
        assert np.array_equal(batch.x[:, :2], data.points[training[rows]])
        assert np.array_equal(batch.y, data.labels[training[rows]])
        w1, w2, b = trace.at(update)[0].tolist()
        for k, (x1, x2) in enumerate(batch.x[:, :2].tolist()):
            p = 1 / (1 + math.exp(-(w1 * x1 + w2 * x2 + b)))
            error = p - batch.y[k]
            assert batch.p[k] == pytest.approx(p, rel=1e-12)
            assert batch.errors[k] == pytest.approx(error, rel=1e-9)
            assert batch.pulls[k] == pytest.approx((error * x1, error * x2, error), rel=1e-9)


@pytest.mark.parametrize("fields", CLASSIFIER.values(), ids=CLASSIFIER)
def test_the_mean_of_the_pulls_is_the_gradient_of_training(fields):
    trace = trace_of(**fields)
    for update in {0, 1, trace.total - 1}:
        found = anatomy(trace, 0, update)
        batch, parameters = found.batch, trace.at(update)[0]
        total = batch.pulls.mean(axis=0) + fields.get("weight_decay", 0) * parameters * [1, 1, 0]
        tolerance = 1e-6 if found.precision == "float32" else 1e-12
        np.testing.assert_allclose(found.gradient, total, atol=tolerance)
        assert np.array_equal(found.after, trace.at(update + 1)[0].astype(float))


@pytest.mark.parametrize("optimizer", EVERYWHERE)
@pytest.mark.parametrize("problem", ["descent", "surface", "regression", "classifier"])
def test_the_lines_of_an_optimizer_lead_to_its_step(problem, optimizer):
    trace = trace_of(problem, (Run(0.05, optimizer=optimizer),))
    for update in (0, 1, 12):
        found = anatomy(trace, 0, update)
        taken = found.before - found.taken_rate * found.direction
        np.testing.assert_allclose(taken, found.after, rtol=1e-9, atol=1e-12)
        if update:
            before = anatomy(trace, 0, update - 1)
            for letter in found.optimizer.remembers:
                assert np.array_equal(found.known[f"{letter}₀"], before.known[letter])


@pytest.mark.parametrize("scale", ["mean", "sum", "half-mean"])
def test_the_points_of_a_line(scale):
    trace = trace_of(
        "regression", (Run(0.01),), loss_scale=scale, points=((0, 1), (1, 3), (2, 4)), start_w=2, start_b=0
    )
    found = anatomy(trace, 0, 0)
    factor, divisor = {"mean": (2, 3), "sum": (2, 1), "half-mean": (1, 3)}[scale]
    assert found.batch.errors.tolist() == [-1, -1, 0]
    assert found.batch.pulls.tolist() == [[0, -factor], [-factor, -factor], [0, 0]]
    np.testing.assert_allclose(found.gradient, [-factor / divisor, -2 * factor / divisor])
    np.testing.assert_allclose(found.batch.mean, found.gradient)


def test_hidden_units_have_samples_but_no_pulls():
    trace = trace_of(hidden_units=2)
    found = anatomy(trace, 0, 5)
    assert found.parameters == ()
    assert found.batch.pulls is None
    assert found.batch.p == pytest.approx(1 / (1 + np.exp(-found.batch.z)), rel=1e-12)
    assert set(worked(found).columns) == {"x1", "x2", "y", "z", "p", "error"}


@pytest.mark.parametrize("corrects", [True, False])
@pytest.mark.parametrize("optimizer", ["adam", "amsgrad", "adamw"])
def test_adams_by_hand_with_settings_of_their_own(optimizer, corrects):
    settings = {"beta1": 0.7, "beta2": 0.9, "epsilon": 0.01, "bias_correction": corrects}
    settings |= {"decoupled_decay": 0.3} if optimizer == "adamw" else {}
    trace = trace_of("regression", (Run(0.05, optimizer=optimizer, **settings),))
    for update in (0, 1, 12):
        taken = anatomy(trace, 0, update)
        np.testing.assert_allclose(taken.before - 0.05 * taken.direction, taken.after, rtol=1e-9)
        found = worked(taken)
        assert found.exact
        assert ("m̂" in found.columns) == corrects


def test_an_optimizer_that_has_just_come_remembers_nothing():
    experiment = Experiment(problem="descent", runs=(Run(0.1),)).with_change(5, 0, optimizer="momentum")
    trace = History(experiment).complete().descent
    assert anatomy(trace, 0, 5).known["v₀"].tolist() == [0.0]
    assert anatomy(trace, 0, 5).known["v"] == anatomy(trace, 0, 5).gradient


def test_what_is_not_computed_has_no_anatomy():
    trace = trace_of("descent")
    with pytest.raises(IndexError):
        anatomy(trace, 0, trace.total)


@pytest.mark.parametrize("aligned", ["epochs", "updates"])
def test_runs_of_several_batch_sizes(aligned):
    runs = tuple(
        Run(0.5, batch_size=size, schedule="exponential", decay_rate=0.5, decay_epochs=0.4, colour=colour)
        for size, colour in zip((10, 100, 1600), COLOURS, strict=False)
    )
    trace = trace_of(runs=runs, epochs=3, aligned=aligned)
    for run, total in enumerate((480, 48, 3)):
        for made in {0, 1, total - 1}:
            moment = trace.clock.moment_of(run, made)
            found = anatomy(trace, run, moment)
            assert (found.update, found.moment) == (made, moment)
            assert found.batch.size == runs[run].batch_size
            assert found.before.tolist() == trace.states_of(run, made, made)[0].tolist()
            assert found.after.tolist() == trace.states_of(run, made + 1, made + 1)[0].tolist()
            np.testing.assert_allclose(found.before - found.rate * found.gradient, found.after, rtol=1e-12)
            np.testing.assert_allclose(found.batch.mean, found.gradient, atol=1e-12)


# What is printed


def near(found, code, expected):
    """Whether numbers, rounded as a column is, are what is printed of it; where a half decides, either way."""
    column = found.columns[code]
    half = Decimal((0, (5,), -column.decimals - 1))
    return all(abs(Decimal(e) - p) <= half for e, p in zip(expected, column.printed(), strict=True))


@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "adam"])
@pytest.mark.parametrize("fields", [f for f in CLASSIFIER.values() if "precision" not in f])
def test_who_calculates_with_what_is_printed_gets_what_is_printed(fields, optimizer):
    trace = trace_of(runs=(Run(0.3, optimizer=optimizer),), **fields)
    for update in (0, 1, trace.total // 2, trace.total - 1):
        taken = anatomy(trace, 0, update)
        found = worked(taken)
        assert found.exact
        assert found.shown == min(10, taken.batch.size)
        c = {code: column.printed() for code, column in found.columns.items()}
        w1, w2, b = c["before"]
        assert near(found, "z", [w1 * x1 + w2 * x2 + b for x1, x2 in zip(c["x1"], c["x2"], strict=True)])
        assert near(found, "p", [1 / (1 + math.exp(-z)) for z in c["z"]])
        assert c["error"] == [p - y for p, y in zip(c["p"], c["y"], strict=True)]
        ones = [Decimal(1)] * found.shown
        for name, feature in (("w1", c["x1"]), ("w2", c["x2"]), ("b", ones)):
            pulls = [e * x for e, x in zip(c["error"], feature, strict=True)]
            assert near(found, f"pull_{name}", [*pulls, *c[f"pull_{name}"][found.shown :]])
        assert near(found, "mean", [sum(c[f"pull_{name}"]) / taken.batch.size for name in ("w1", "w2", "b")])
        if "weight_decay" in fields:
            assert near(found, "total", [a + b for a, b in zip(c["mean"], c["decay"], strict=True)])
        direction = {"gradient-descent": "g", "momentum": "v", "adam": "d"}[optimizer]
        if optimizer == "momentum":
            assert near(found, "v", [Decimal("0.9") * v + g for v, g in zip(c["v₀"], c["g"], strict=True)])
        assert near(found, "step", [-c["eta"][0] * d for d in c[direction]])
        assert near(found, "after", [w + s for w, s in zip(c["before"], c["step"], strict=True)])


RULES_BY_HAND = {
    "nadam": ("classifier", {"beta1": 0.8, "beta2": 0.9}),
    "normalised": ("surface", {}),
    "polyak": ("regression", {}),
    "armijo": ("descent", {"learning_rate": 3.0}),
    "line-search": ("surface", {}),
}


def columns_of(taken):
    found = worked(taken)
    assert found.exact
    return found, {code: column.printed() for code, column in found.columns.items()}


def squares(g):
    return sum(each * each for each in g)


@pytest.mark.parametrize("code", RULES_BY_HAND)
def test_rules_that_look_at_more_than_one_parameter_add_up_as_they_are_printed(code):
    problem, fields = RULES_BY_HAND[code]
    trace = trace_of(problem, (Run(**({"learning_rate": 0.1, "optimizer": code} | fields)),))
    for update in (0, 1, 2):
        taken = anatomy(trace, 0, update)
        found, c = columns_of(taken)
        rate, direction = c.get("r", c["eta"]), c["g"]
        if code != "nadam":
            assert near(found, "‖g‖²", [squares(c["g"])])
        if code == "nadam":
            b1, n = Decimal("0.8"), c["n"][0]
            mu, following = (b1 * (1 - Decimal("0.96") ** (Decimal("0.004") * k) / 2) for k in (n, n + 1))
            assert n == update + 1
            assert near(found, "μₙ", [mu])
            assert near(found, "μₙ₊₁", [following])
            product = c["Πμ"][0]
            assert near(found, "Πμ", [c["Πμ₀"][0] * c["μₙ"][0]])
            assert near(found, "m", [b1 * m + (1 - b1) * g for m, g in zip(c["m₀"], c["g"], strict=True)])
            ahead = [(1 - c["μₙ"][0]) / (1 - product) * g for g in c["g"]]
            assert near(found, "g̃", ahead)
            following = c["μₙ₊₁"][0]
            assert near(found, "m̃", [following / (1 - product * following) * m for m in c["m"]])
            parts = zip(c["g̃"], c["m̃"], c["v̂"], strict=True)
            assert near(found, "d", [(g + m) / (v.sqrt() + Decimal("1e-8")) for g, m, v in parts])
            direction = c["d"]
        elif code == "normalised":
            assert near(found, "‖g‖", [c["‖g‖²"][0].sqrt()])
            assert near(found, "d", [g / c["‖g‖"][0] for g in c["g"]])
            direction = c["d"]
        elif code == "polyak":
            assert float(c["f"][0]) == pytest.approx(float(trace.problem.loss(trace.at(update))[0]), abs=1e-3)
            assert float(c["f*"][0]) == pytest.approx(trace.problem.lowest, abs=1e-3)
            assert near(found, "q", [(c["f"][0] - c["f*"][0]) / c["‖g‖²"][0]])
            assert near(found, "r", [min(c["eta"][0], c["q"][0])])
        elif code == "armijo":  # on (w + 1)², whose rates up to ½ are taken
            w, g = c["before"][0], c["g"][0]
            assert near(found, "f", [(w + 1) ** 2])
            assert near(found, "try_rate", [Decimal(3) / 2**k for k in range(4)])
            assert near(found, "try_place", [w - rate * g for rate in c["try_rate"]])
            assert near(found, "try_loss", [(place + 1) ** 2 for place in c["try_place"]])
            assert near(found, "try_bound", [c["f"][0] - rate * c["‖g‖²"][0] / 2 for rate in c["try_rate"]])
            met = [loss <= bound for loss, bound in zip(c["try_loss"], c["try_bound"], strict=True)]
            assert met == [False, False, False, True]
            assert c["try_met"] == met
            assert c["r"] == c["try_rate"][-1:]
        else:
            (h11, h12, h21, h22), (g1, g2) = c["H"], c["g"]
            assert near(found, "Hg", [h11 * g1 + h12 * g2, h21 * g1 + h22 * g2])
            assert near(found, "gᵀHg", [g1 * c["Hg"][0] + g2 * c["Hg"][1]])
            assert near(found, "r", [c["‖g‖²"][0] / c["gᵀHg"][0]])
        assert near(found, "step", [-rate[0] * d for d in direction])
        assert near(found, "after", [w + step for w, step in zip(c["before"], c["step"], strict=True)])


@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "adam"])
def test_a_gradient_that_is_cut_adds_up_as_it_is_printed(optimizer):
    trace = trace_of(runs=(Run(0.1, optimizer=optimizer, clip_norm=0.3),))
    cut = set()
    for update in (0, 1, trace.total - 1):
        found, c = columns_of(anatomy(trace, 0, update))
        assert near(found, "‖g‖²", [squares(c["g"])])
        assert near(found, "‖g‖", [c["‖g‖²"][0].sqrt()])
        assert near(found, "k", [min(Decimal(1), Decimal("0.3") / c["‖g‖"][0])])
        assert near(found, "ĝ", [c["k"][0] * g for g in c["g"]])
        cut.add(c["k"][0] < 1)
        state = {"gradient-descent": "ĝ", "momentum": "v", "adam": "m"}[optimizer]
        keep, rest = {"momentum": ("0.9", "1"), "adam": ("0.9", "0.1")}.get(optimizer, ("0", "1"))
        old = c.get(f"{state}₀", [Decimal(0)] * 3)
        assert near(found, state, [Decimal(keep) * m + Decimal(rest) * g for m, g in zip(old, c["ĝ"], strict=True)])
    assert cut == {True, False}


def test_of_many_tries_the_last_are_shown_and_none_that_meets_its_bound_before_the_last():
    trace = trace_of("descent", (Run(2.0**20, optimizer="armijo"),))
    taken = anatomy(trace, 0, 0)
    _, c = columns_of(taken)
    assert len(taken.tries.rates) == 22
    assert len(c["try_rate"]) == 10
    assert c["try_rate"][-1] == c["r"][0] == Decimal("0.5")
    assert c["try_met"] == [0] * 9 + [1]


def test_where_no_lowest_loss_is_known_polyaks_step_is_that_of_gradient_descent():
    trace = trace_of("descent", (Run(0.1, optimizer="polyak"),), curve="w^3")
    taken = anatomy(trace, 0, 0)
    assert (taken.pace, taken.direction_letter, taken.lines) == ("η", "g", ())
    assert "f*" not in worked(taken).columns


def test_runs_of_several_batch_sizes_see_their_own_losses():
    """A search looks at the loss of its own batch."""
    runs = Run(3.0, optimizer="armijo"), Run(3.0, optimizer="armijo", batch_size=100, colour=COLOURS[1])
    trace = trace_of(runs=runs, epochs=2)
    for run, size in ((0, 10), (1, 100)):
        at = 20 if run == 0 else int(trace.clock.moment_of(1, 2))
        taken = anatomy(trace, run, at)
        z, y = taken.batch.z, taken.batch.y
        assert taken.batch.size == size
        assert taken.known["f"][0] == pytest.approx(np.mean(np.logaddexp(0, z) - y * z), rel=1e-9)
        assert taken.after == pytest.approx(taken.before - taken.known["r"][0] * taken.gradient, rel=1e-12)


def test_the_slope_of_a_parabola_is_had_from_the_printed_w():
    trace = trace_of("descent", (Run(0.3, optimizer="adam"),))
    for update in (0, 1, 13, 39):
        found = worked(anatomy(trace, 0, update))
        assert found.exact
        (w,), (g,) = (found.columns[code].printed() for code in ("before", "g"))
        assert near(found, "g", [2 * w + 2]), (w, g)


def test_a_step_that_is_very_small_is_seen():
    found = worked(anatomy(trace_of("descent", (Run(1e-6),)), 0, 0))
    assert found.exact
    assert found.columns["after"].printed() != found.columns["before"].printed()
    assert all(found.columns["step"].printed())


def test_numbers_that_have_overflown_are_not_exact():
    trace = trace_of("descent", (Run(10.0),), updates=600)
    found = worked(anatomy(trace, 0, 599))
    assert not found.exact
    # A loss, too, which is printed as it is.
    trace = trace_of("descent", (Run(1.0, optimizer="polyak"),), curve="e^(w^2)", start=1e6)
    assert not worked(anatomy(trace, 0, 0)).exact
    # What float64 holds and float32 does not.
    rosenbrock = {"surface": "rosenbrock", "start_x": 1e6, "precision": "float32"}
    trace = trace_of("surface", (Run(1.0, optimizer="armijo"),), **rosenbrock)
    assert not worked(anatomy(trace, 0, 0)).exact


@pytest.mark.parametrize("rate", [1e-300, 1e8, 1e300])
@pytest.mark.parametrize("problem", ["descent", "surface", "regression", "classifier"])
def test_numbers_of_any_size_are_printed(problem, rate):
    """Numbers that have overflown, too: nothing is said to add up then."""
    trace = trace_of(problem, (Run(rate, optimizer="adam"), Run(rate)))
    for run in (0, 1):
        for update in (0, 1, 2, trace.total - 1):
            found = worked(anatomy(trace, run, update))
            finite = all(column.finite for column in found.columns.values())
            assert found.exact <= finite
            assert not finite or all(column.printed() for column in found.columns.values())


def test_decimals_are_as_few_as_the_results_need():
    a, b = Column([0.123456], 2), Column([0.25], 2, exact=True)
    total = Column([0.123456 + 0.25], 4)
    assert settle([Rule(total, (a, b), lambda a, b: [a[0] + b[0]])])
    assert (a.decimals, b.decimals, total.decimals) == (4, 2, 4)  # 0.1235 + 0.25 = 0.3735
    assert not settle([Rule(Column([0.5], 4), (Column([0.25], 2, exact=True),), lambda a: [a[0]])])
