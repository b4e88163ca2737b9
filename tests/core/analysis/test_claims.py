"""No verdict claims what the same run, going on 50 times as long, refutes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.analysis.function_verdicts import CONVERGED_GRADIENT
from lrgui.core.analysis.verdict import Verdict
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import make_problem
from lrgui.core.training.history import History
from lrgui.core.training.rates import scheduled_rates
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.trainer import Here
from tests.core.training.single_updates import one_update, operands
from tests.optimizers import EVERYWHERE
from tests.plateau import Callback
from tests.sampling import rest

GOING_ON = 50
USUAL_RATES = (0.5, 1.0, 0.2, 0.9, 1.05, 1.02, 0.95, 1e-6, 1e-8, 1e-17, 0.25, 0.3, 1.9, 1.00001, 0.99999, 10.5, 20.0)


def random_run(random: np.random.RandomState) -> Run:
    usual = random.rand() < 0.25
    schedules = [*(code for code in SCHEDULES if code not in ("plateau", "drawn")), *["constant"] * 4]
    run = Run(
        learning_rate=float(random.choice(USUAL_RATES)) if usual else float(10 ** random.uniform(-3, 1.5)),
        schedule=str(random.choice(schedules)),
        decay_rate=float(random.choice([0.3, 0.5, 0.9, 0.99, 1.0, 1.02, 1.1])),
        decay_epochs=float(random.choice([0.3, 0.5, 1, 2, 5, 10])),
        staircase=bool(random.rand() < 0.4),
        end_learning_rate=float(random.choice([0, 1e-3, 0.5, 1.2])),
        power=float(random.choice([0.5, 1, 2])),
        alpha=float(random.choice([0, 0.1, 0.9])),
        warmup_epochs=float(random.choice([0, 0, 1])),
        optimizer=str(random.choice([*EVERYWHERE, *["gradient-descent", "momentum", "nesterov"] * 6])),
        momentum=float(random.choice([0, 0.5, 0.9, 0.99])),
        clip_norm=float(random.choice([*[0] * 8, 0.3, 3])),
        decoupled_decay=float(random.choice([0, 0.01, 1])),
    )
    if run.schedule == "piecewise":  # without milestones
        points = ((0.0, run.decay_rate), (run.decay_epochs, run.end_learning_rate), (30.0, run.alpha))
        return replace(run, schedule="drawn", rate_points=points)
    if run.schedule != "constant" or run.decay_epochs > 1:
        return run
    patience, lowest = int(2 * run.power), run.end_learning_rate / 3
    return replace(run, schedule="plateau", patience=patience, factor=0.3, end_learning_rate=lowest)


def going_on(experiment: Experiment, name: str) -> np.ndarray:
    """The parameters after every update (n + 1, runs, d), n as many times the run's; schedules go on beyond its end."""
    longer = {"updates": experiment.updates * GOING_ON, "epochs": experiment.epochs * GOING_ON}
    endless = experiment.edited(**longer)
    problem = make_problem(name, endless)
    stream, total = problem.stream(endless), experiment.total_updates(name)
    parameters = problem.start(endless)
    count, per_epoch = endless.total_updates(name), experiment.updates_per_epoch(name)
    t = np.arange(count)
    rates = np.stack([scheduled_rates(run, t, total, per_epoch) for run in experiment.runs], axis=1)
    states = np.empty((count + 1, *parameters.shape), parameters.dtype)
    states[0] = parameters
    gradient = np.empty_like(parameters)
    callbacks = {i: Callback(run) for i, run in enumerate(experiment.runs) if run.schedule == "plateau"}
    seen = dict.fromkeys(callbacks, 0.0)
    rules, place = [], Here(problem, endless)
    for i, run in enumerate(experiment.runs):
        given = operands(run.rule, run, (1, parameters.shape[1]), parameters.dtype)
        rules.append([i, run.rule, run.rule.init(parameters[i : i + 1]), *given])
    update = 0
    with np.errstate(all="ignore"):
        while update < count:
            for batch in stream.batches(update, count):
                stream.gradient(states[update], batch, gradient)
                sizes = problem.batch_sizes(endless, update, 1) / (endless.training_size if name == "classifier" else 1)
                for i in callbacks:
                    seen[i] += float(sizes[0] * problem.update_losses(endless, states[update, i : i + 1], update)[0])
                for each in rules:
                    i, rule, state, *given = each
                    rate = np.full((1, parameters.shape[1]), rates[update, i]).astype(parameters.dtype)
                    here, slope = states[update, i : i + 1], gradient[i : i + 1].copy()
                    step, each[2] = one_update(rule, here, slope, state, rate, *given, place.at(here, update))
                    states[update + 1, i] = states[update, i] - step[0]
                update += 1
                for i, callback in callbacks.items():
                    if update % per_epoch == 0:
                        if update > experiment.runs[i].warmup_epochs * per_epoch:
                            callback.on_epoch_end(seen[i])
                        seen[i] = 0.0
                    if update < count and t[update] >= experiment.runs[i].warmup_epochs * per_epoch:
                        rates[update, i] = callback.rate
    return states


def function_claim_holds(claim: Verdict, errors: np.ndarray, now: float, flat: float) -> bool:
    """errors: |w − w*| after every later update; now: at the moment of the claim."""
    end = errors[-max(1, len(errors) // 20) :]
    finite = bool(np.isfinite(errors).all())
    if claim.kind in ("diverged", "diverging"):
        return not finite or bool(end.max() >= abs(now))
    if claim.kind == "converged":
        return finite and bool((2 * errors).max() <= 1.5 * flat)
    if claim.kind in ("converging", "crawling"):
        return finite and bool(end.max() <= now)
    if claim.kind == "bouncing":
        return finite and bool(np.abs(errors / now - 1).max() <= 1e-3)
    if claim.kind == "stuck":
        return bool((errors == now).all())
    return claim.kind in ("away", "approaching", "moving-away", "oscillating", "resting")


@pytest.mark.parametrize("seed", [0, *rest(range(1, 4))])
def test_claims_about_the_descent(seed, exhaustive):
    """480 random runs at three moments each, in both precisions; 72 ordinarily."""
    random = np.random.RandomState(seed)
    seen: Counter[str] = Counter()
    for _ in range(6):
        experiment = Experiment(
            problem="descent",
            runs=tuple(random_run(random) for _ in range(20 if exhaustive else 12)),
            updates=int(random.choice([1, 2, 3, 5, 10, 40])),
            start=float(random.choice([5.0, 5.0, -1.06, -0.9999999, 0.0, 100.0, -1.0])),
            precision=str(random.choice(["float64", "float32"])),
        )
        history = History(experiment).complete()
        states = going_on(experiment, "descent")[:, :, 0]
        errors = np.abs(states.astype(np.float64) + 1)
        flat = CONVERGED_GRADIENT[experiment.precision]
        for run in range(len(experiment.runs)):
            for update in {1, max(1, experiment.updates // 3), experiment.updates}:
                claim = verdict(history, "descent", run, update)
                seen[claim.kind] += 1
                later = errors[update + 1 :, run]
                assert function_claim_holds(claim, later, errors[update, run], flat), (claim, experiment.runs[run])
    assert {"converging", "converged", "diverged", "away", "approaching", "crawling"} <= set(seen)


@pytest.mark.parametrize("seed", [0, *rest(range(1, 4))])
def test_claims_about_bowls(seed, exhaustive):
    """480 random runs at three moments each, down bowls whose axes lie along x and y, or do not; 60 ordinarily."""
    random = np.random.RandomState(100 + seed)
    seen: Counter[str] = Counter()
    for surface in ("bowl", "bowl", "bowl", "x^2 + y^2 - xy", "3x^2 + 2xy + y^2 - 4x", "x^2 + 0.01(y - x)^2"):
        start_x, start_y = random.choice([5.0, 1.0, 0.0, -3.0], 2)
        experiment = Experiment(
            problem="surface",
            surface=surface,
            runs=tuple(random_run(random) for _ in range(20 if exhaustive else 10)),
            updates=int(random.choice([1, 3, 5, 10, 40])),
            start_x=float(start_x),
            start_y=float(start_y),
            condition=float(random.choice([1, 3, 20, 1000])),
            precision=str(random.choice(["float64", "float32"])),
        )
        history = History(experiment).complete()
        problem, states = history.surface, going_on(experiment, "surface").astype(np.float64)
        with np.errstate(all="ignore"):
            errors = np.sqrt(np.square(states - problem.minima[0]).sum(axis=2))
            slopes = np.abs(problem.gradient(states)).max(axis=2)
        flat = CONVERGED_GRADIENT[experiment.precision]
        for run in range(len(experiment.runs)):
            for update in {1, max(1, experiment.updates // 3), experiment.updates}:
                claim = verdict(history, "surface", run, update)
                seen[claim.kind] += 1
                later = errors[update + 1 :, run]
                if claim.kind == "converged":
                    assert slopes[update + 1 :, run].max() <= 3 * flat, experiment.runs[run]
                elif claim.kind == "bouncing":  # along one axis, for ever; along the other it may come nearer
                    assert np.isfinite(later).all()
                    assert later[-1] > 1e-3 * errors[update, run]
                elif claim.kind == "diverging":  # along one axis
                    with np.errstate(invalid="ignore"):
                        own = np.abs((states[:, run] - problem.minima[0]) @ problem.axes)
                    assert not np.isfinite(own[-1]).all() or (own[-1] >= own[update]).any()
                else:
                    now = errors[update, run]
                    assert function_claim_holds(claim, later, now, flat), (claim, experiment.runs[run], surface)
    assert {"converging", "crawling", "diverged"} <= set(seen)


@pytest.mark.parametrize("seed", [0, *rest(range(1, 4))])
def test_claims_about_the_classifier(seed):
    """96 random runs, also with the whole data in a batch."""
    random = np.random.RandomState(seed)
    seen: Counter[str] = Counter()
    for batch_size in (1600, 1600, 160, 400):
        experiment = Experiment(
            problem="classifier",
            runs=tuple(random_run(random) for _ in range(6)),
            epochs=int(random.choice([2, 6])),
            batch_size=batch_size,
            seed=int(random.randint(100)),
        )
        history = History(experiment).complete()
        problem = history.model
        states = going_on(experiment, "classifier")
        total = history.classifier.total
        later = range(total, len(states), max(1, len(states) // 60))
        losses = np.array([problem.evaluate(states[update]).train_loss for update in later])
        for run in range(6):
            claim = verdict(history, "classifier", run, total)
            seen[claim.kind] += 1
            now = history.evaluation(total).train_loss[run]
            if claim.kind == "diverged":
                assert not np.isfinite(states[-1, run]).all()
            elif claim.kind == "converging":
                assert (losses[1:, run] <= now).all(), (claim, experiment.runs[run])
                assert (np.diff(losses[:, run]) <= 1e-15).all()
            elif claim.kind == "converged":
                moved = np.abs(states[total:, run] - states[total, run]).max()
                assert moved < 1, (claim, experiment.runs[run])
            else:
                assert claim.kind in ("falling", "rising", "bouncing", "above", "nan-loss")
    assert {"falling", "converging"} <= set(seen)
