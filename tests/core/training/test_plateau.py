"""Reduce on plateau: the rule of Keras and PyTorch, what it watches, and that it is replayed to the last bit."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.analysis.batch_noise import epoch_mean_at
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.start_map import StartMap
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History
from lrgui.core.training.plateaus import Plateaus
from lrgui.core.training.rate_sum import rate_sum
from lrgui.core.training.trace import Trace
from tests.plateau import Callback

REFERENCES = json.loads((Path(__file__).parents[2] / "data" / "plateaus.json").read_text("utf-8"))
PLATEAU = Run(0.9, "plateau", patience=2, factor=0.5, threshold=0.01)
RACE = Experiment(
    problem="classifier",
    epochs=12,
    batch_size=70,
    runs=(
        Run(3.0, "plateau", patience=1, factor=0.5, threshold=0.02),
        Run(0.5),
        Run(3.0, "plateau", patience=2, factor=0.1, threshold=0.05, cooldown=2, optimizer="adam"),
        Run(8.0, "plateau", patience=1, factor=0.3, threshold=0.02, warmup_epochs=1.5, batch_size=400),
        Run(3.0, "plateau", patience=1, factor=0.5, threshold=0.02, batch_size=1600, end_learning_rate=0.8),
    ),
)


def reductions(trace: Trace, run: int) -> list[int]:
    """The updates from which on a run has a lower rate."""
    rates = trace.rates_of(run, np.arange(trace.clock.totals[run], dtype=float))
    return [1 + i for i in np.flatnonzero(np.diff(rates) < 0).tolist()]


# The rule


@pytest.mark.parametrize("together", [1, 7, 60])
@pytest.mark.parametrize("series", REFERENCES["series"])
def test_it_is_that_of_keras_and_pytorch(series, together):
    """Of all settings at once, however many losses are seen at a time."""
    cases = [case for case in REFERENCES["cases"] if case["series"] == series]
    runs = [Run(REFERENCES["learning_rate"], "plateau", **case["run"]) for case in cases]
    losses = np.array(REFERENCES["series"][series], float)
    now = Plateaus.of(range(len(runs)), runs, 1, 1, 0)
    rates = [now.reduced(now.rates)]
    for first in range(0, len(losses), together):
        part = losses[first : first + together]
        for count in range(1, len(part) + 1):
            seen = now.having_seen(np.tile(part[:count, None], len(runs)), np.ones(count, np.int64), first)
            rates.append(seen.reduced(seen.rates))
        now = seen
    for i, case in enumerate(cases):
        epochs, falls = zip(*case["falls"], strict=True)
        theirs = np.array(falls)[np.searchsorted(epochs, np.arange(len(losses)), side="right") - 1]
        np.testing.assert_allclose(np.array(rates)[:-1, i], theirs, rtol=1e-9, atol=1e-40, err_msg=str(case["run"]))


def test_a_factor_that_does_not_reduce_is_refused():
    with pytest.raises(InvalidValue, match="less than 1 where it is to reduce"):
        Run(schedule="plateau", factor=1.0)
    with pytest.raises(InvalidValue, match="patience"):
        Run(patience=0)
    assert Run(factor=2.0).factor == 2.0


# What it watches


def test_on_a_function_every_update_is_an_epoch_and_sees_the_loss_where_it_begins():
    experiment = Experiment(problem="descent", updates=60, runs=(replace(PLATEAU, warmup_epochs=3.0),))
    trace = History(experiment).complete().descent
    callback, rates = Callback(experiment.runs[0]), []
    for update in range(60):
        rates.append(callback.rate if update >= 3 else 0.9 * update / 3)
        if update >= 3:
            callback.on_epoch_end(float(trace.problem.loss(trace.at(update))[0]))
    np.testing.assert_allclose(trace.rates(0, 60)[:, 0], rates, rtol=1e-12)
    assert min(rates[3:]) < 0.01


def test_on_data_it_watches_the_loss_that_keras_prints():
    trace = History(RACE).complete().classifier
    for run, settings in enumerate(RACE.runs):
        if settings.schedule != "plateau":
            continue
        per_epoch = RACE.alone(run).updates_per_epoch("classifier")
        warm = math.ceil(settings.warmup_epochs)
        callback = Callback(settings)
        for epoch in range(RACE.epochs):
            made = trace.rates_of(run, np.arange(epoch * per_epoch, (epoch + 1) * per_epoch, dtype=float))
            if epoch >= warm:
                np.testing.assert_allclose(made, callback.rate, rtol=1e-12)
                callback.on_epoch_end(epoch_mean_at(trace, run, (epoch + 1) * per_epoch))
        assert callback.rate < settings.learning_rate
        assert callback.rate >= settings.end_learning_rate


# The same bits


def test_alone_in_a_race_and_opened_again():
    race = History(RACE).complete().classifier
    again = History(Experiment.from_dict(json.loads(json.dumps(RACE.to_dict())))).complete().classifier
    assert again.states(0, again.total).tobytes() == race.states(0, race.total).tobytes()
    for run in range(len(RACE.runs)):
        alone = History(RACE.alone(run)).complete().classifier
        total = alone.total
        assert alone.states(0, total)[:, 0].tobytes() == race.states_of(run, 0, total).tobytes()
        t = np.arange(total, dtype=float)
        assert alone.rates_of(0, t).tobytes() == race.rates_of(run, t).tobytes()


@pytest.mark.parametrize("problem", ["classifier", "descent", "surface", "regression"])
def test_what_is_not_kept_is_replayed_to_the_last_bit(problem, monkeypatch, exhaustive):
    experiment = replace(RACE, problem=problem, updates=700 if exhaustive else 200).with_change(
        90, 0, learning_rate=0.7
    )
    kept = History(experiment).complete().traces[problem]
    monkeypatch.setattr("lrgui.core.training.memory.DENSE_BYTES", 1)
    sparse = History(experiment).complete().traces[problem]
    assert sparse.stride > 1
    assert kept.stride == 1
    for update in (kept.total, 3, kept.total // 2, kept.total // 2 - 5, 1):
        assert sparse.at(update).tobytes() == kept.at(update).tobytes()
    assert sparse.rates(0, kept.total).tobytes() == kept.rates(0, kept.total).tobytes()
    *_, after, row = sparse.next_update(kept.total // 2, 0)
    assert after.parameters[row].tobytes() == sparse.states_of(0, 0, kept.made(0, kept.total // 2) + 1)[-1].tobytes()


def test_however_little_is_computed_at_a_time():
    experiment = Experiment(problem="descent", updates=80, runs=(PLATEAU, Run(0.3, "plateau", patience=3)))
    whole, slow = History(experiment).complete().descent, History(experiment).descent
    while not slow.done:
        slow.advance(1)
    assert slow.states(0, 80).tobytes() == whole.states(0, 80).tobytes()
    assert slow.rates(0, 80).tobytes() == whole.rates(0, 80).tobytes()


# Changes on the way


def test_a_change_goes_on_with_what_was_seen_or_begins_anew():
    experiment = Experiment(problem="descent", updates=80, runs=(PLATEAU,))
    first = reductions(History(experiment).complete().descent, 0)
    at = first[1] + 1
    on = History(experiment.with_change_at(at, 0, learning_rate=0.6)).complete().descent
    assert on.rates(at, at + 1)[0, 0] == 0.6 * 0.5**2, "what was reduced stays so"
    anew = History(experiment.with_change_at(at, 0, anew=True, learning_rate=0.6)).complete().descent
    assert anew.rates(at, at + 1)[0, 0] == 0.6
    assert reductions(anew, 0)[2] >= at + 3, "of what was seen before nothing counts"
    start, runs = float(anew.at(at)[0, 0]), (replace(PLATEAU, learning_rate=0.6),)
    left = replace(experiment, updates=80 - at, start=start, runs=runs)
    assert History(left).complete().descent.rates(0, 80 - at).tobytes() == anew.rates(at, 80).tobytes()


def test_where_it_begins_within_an_epoch_whole_epochs_count():
    per_epoch = 4
    experiment = Experiment(problem="classifier", epochs=8, batch_size=400, runs=(Run(0.3),))
    changed = experiment.with_change(6, 0, schedule="plateau", patience=1, threshold=10.0, factor=0.5)
    trace = History(changed).complete().classifier
    # The epochs from update 8 on count: the first has the lowest loss so far, the second does not improve on it.
    assert reductions(trace, 0) == [update * per_epoch for update in range(4, 8)]
    ended = changed.with_change(21, 0, schedule="constant")
    rates = History(ended).complete().classifier.rates(0, 32)[:, 0]
    assert rates[20] < rates[21] == 0.3


# What is known, and when


def test_what_is_not_computed_is_not_known():
    trace = History(Experiment(problem="descent", updates=60, runs=(PLATEAU, Run(0.2, "cosine")))).descent
    trace.advance(5)
    rates = trace.rates(0, 60)
    made = trace.computed
    assert np.isfinite(rates[: made + 1]).all()
    assert np.isnan(rates[made + 1 :, 0]).all()
    assert np.isfinite(rates[:, 1]).all()


def test_the_sum_is_that_of_the_rates_and_what_it_comes_to_is_not_known():
    history = History(Experiment(problem="descent", updates=60, runs=(PLATEAU,))).complete()
    sums, rates = rate_sum(history.descent, 0, 30), history.learning_rates("descent")[:, 0]
    assert sums.until(30) == pytest.approx(rates[:30].sum(), rel=1e-13)
    assert math.isnan(sums.for_ever)
    floored = replace(history.experiment, runs=(replace(PLATEAU, end_learning_rate=0.1),))
    assert math.isinf(rate_sum(History(floored).complete().descent, 0, 30).for_ever)
    ended = history.experiment.with_change(40, 0, schedule="exponential", decay_rate=0.5, schedule_from=40)
    found = History(ended).complete()
    so_far = found.learning_rates("descent")[:40, 0].sum()
    assert rate_sum(found.descent, 0, 60).for_ever == pytest.approx(so_far + 0.9 / (1 - 0.5))


def test_a_run_that_bounced_is_not_said_to_bounce_once_its_rate_is_reduced():
    history = History(Experiment(problem="descent", updates=60, runs=(replace(PLATEAU, learning_rate=1.0),))).complete()
    first = reductions(history.descent, 0)[0]
    assert verdict(history, "descent", 0, first - 1).kind == "oscillating", "for the loss decides about the next rates"
    assert verdict(history, "descent", 0, first).kind == "converging"


def test_a_sweep_and_a_map_of_starts_reduce_each_of_their_runs():
    experiment = Experiment(problem="descent", updates=50, runs=(PLATEAU,))
    grid = RateGrid(0.3, 1.2, 5)
    race = replace(experiment, runs=tuple(replace(PLATEAU, learning_rate=rate) for rate in grid.rates.tolist()))
    history = History(race).complete()
    figures = Sweep(experiment, "descent", PLATEAU, grid).complete().snapshot()
    loss = history.descent.problem.loss(history.descent.at(50))
    assert figures.loss[:, 0].tobytes() == loss.tobytes()
    kinds = [verdict(history, "descent", run, 50).kind for run in range(5)]
    assert [figures.verdict(rate, 0).kind for rate in range(5)] == kinds
    found = StartMap(experiment, PLATEAU, grid, starts=4).complete()
    for row, start in enumerate(found.starts.tolist()):
        trace = History(replace(race, start=start)).complete().descent
        close = np.abs(trace.states(0, 50)[:, :, 0] + 1) <= found.close
        assert (found.minimum[row] >= 0).tolist() == close[-1].tolist()
        for rate in np.flatnonzero(close[-1]).tolist():
            assert found.updates[row, rate] == 51 - int(close[::-1, rate].argmin()) if not close[:, rate].all() else 0
