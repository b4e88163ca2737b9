"""Copy as code: scripts give the numbers of the run that they were made of, and hold nothing that it does not need."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from lrgui.core.codegen import LIBRARIES, code, suggested_name
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.tables.records import data_csv
from lrgui.core.training import schedules
from tests.core.codegen import stand_ins
from tests.core.codegen.comparing import TOLERANCE, compare, deviation, executed, expected, keras_tolerance, where
from tests.optimizers import EVERYWHERE
from tests.sampling import covering

SCHEDULES = {
    "constant": {},
    "exponential": {"schedule": "exponential", "decay_rate": 0.7, "decay_epochs": 0.65},
    "stairs": {"schedule": "exponential", "decay_rate": 0.8, "decay_epochs": 1.4, "staircase": True},
    "growing": {"schedule": "exponential", "decay_rate": 1.05},
    "inverse time": {"schedule": "inverse-time", "decay_rate": 0.5, "decay_epochs": 2.0},
    "inverse stairs": {"schedule": "inverse-time", "decay_rate": 2.0, "decay_epochs": 0.28, "staircase": True},
    "polynomial": {"schedule": "polynomial"},
    "polynomial to an end": {"schedule": "polynomial", "power": 1.7, "end_learning_rate": 0.01},
    "cosine": {"schedule": "cosine"},
    "cosine to an end": {"schedule": "cosine", "alpha": 0.1},
    "warm-up": {"schedule": "cosine", "alpha": 0.1, "warmup_epochs": 1.7},
    "warm-up only": {"schedule": "cosine", "warmup_epochs": 3.0},
    "one-cycle": {"schedule": "one-cycle"},
}
FIRST = Run(learning_rate=0.3)
EDITED = Experiment(epochs=3, updates=150, batch_size=60, runs=(Run(0.05, optimizer="momentum"),))
EDITS = {
    "rate": EDITED.with_change(7, 0, learning_rate=0.2),
    "schedule": EDITED.with_change(11, 0, schedule="exponential", decay_epochs=3.0).with_change(
        30, 0, schedule="cosine"
    ),
    "momentum": EDITED.with_change(5, 0, momentum=0.5)
    .with_change(27, 0, momentum=0.0)
    .with_change(33, 0, momentum=0.9),
    "optimizer": EDITED.with_change(20, 0, optimizer="adam").with_change(40, 0, optimizer="adagrad"),
    "there and back": EDITED.with_change(9, 0, optimizer="rmsprop")
    .with_change(19, 0, optimizer="momentum", schedule="one-cycle")
    .with_change(22, 0, momentum=0.3, learning_rate=0.1)
    .with_change(33, 0, optimizer="adam")
    .with_change(34, 0, optimizer="nesterov", momentum=0.0)
    .with_change(44, 0, optimizer="adam", schedule="constant"),
    "rate of Adam": Experiment(epochs=3, batch_size=60, runs=(Run(0.05, optimizer="adam"),))
    .with_change(1, 0, optimizer="gradient-descent")
    .with_change(2, 0, optimizer="adam")
    .with_change(30, 0, learning_rate=0.3),
    "anew": EDITED.with_change(0, 0, schedule="cosine").with_change(20, 0, learning_rate=0.2, schedule_from=20),
    "anew, another one": EDITED.with_change(0, 0, schedule="polynomial")
    .with_change(13, 0, schedule="exponential", decay_epochs=0.7, staircase=True, schedule_from=13)
    .with_change(30, 0, learning_rate=0.3)
    .with_change(50, 0, schedule="one-cycle", schedule_from=50)
    .with_change(60, 0, schedule="constant"),
    "warm-up": EDITED.with_change(7, 0, warmup_epochs=1.0, schedule_from=7).with_change(30, 0, schedule="cyclic"),
    "plateau on its way": EDITED.with_change(5, 0, schedule="plateau", patience=1, threshold=0.05, factor=0.3)
    .with_change(20, 0, learning_rate=0.2, patience=2)
    .with_change(33, 0, warmup_epochs=0.2, schedule_from=33)
    .with_change(60, 0, schedule="cosine"),
    "plateau, ended": EDITED.with_run(0, schedule="plateau", patience=1, threshold=1.0)
    .with_change(40, 0, schedule="constant")
    .with_change(50, 0, schedule="plateau"),
    "of no effect": EDITED.with_change(9, 0, colour="#000000", decay_rate=0.5).with_change(10**6, 0, learning_rate=3.0),
}


def own(count: int) -> OwnData:
    random = np.random.RandomState(count)
    points = random.normal(size=(count, 2)) * [3.0, 0.1]
    names = ("length of it", "width", 'the "kind"'), ("no", "it's so")
    return OwnData("mine\n.csv", *names, points, (points[:, 0] > 20 * points[:, 1]).astype(float))


_ADAM = Experiment(epochs=3, updates=150, batch_size=60, runs=(Run(0.05, optimizer="adam"),))
# Everything else that an experiment can say.
SETTINGS = {
    "unusual constants": _ADAM.with_run(0, beta1=0.8, beta2=0.9, epsilon=1e-3),
    "constants that change": _ADAM.with_change(5, 0, beta1=0.5).with_change(20, 0, epsilon=0.1, beta2=0.9),
    "uncorrected": _ADAM.with_run(0, bias_correction=False),
    "uncorrected later": _ADAM.with_change(7, 0, bias_correction=False),
    "AMSGrad, uncorrected": _ADAM.with_run(0, bias_correction=False, optimizer="amsgrad"),
    "AdamW, uncorrected": _ADAM.with_run(0, bias_correction=False, optimizer="adamw", decoupled_decay=0.1),
    "decay that changes": _ADAM.with_run(0, optimizer="adamw").with_change(9, 0, decoupled_decay=0.3),
    "clipped": Experiment(epochs=3, batch_size=7, runs=(Run(0.3, clip_norm=0.05),)),
    "clipped in float32": Experiment(
        epochs=3, batch_size=7, precision="float32", runs=(Run(0.3, clip_norm=0.05, optimizer="nesterov"),)
    ),
    "clipped for a while": EDITED.with_change(5, 0, clip_norm=0.1).with_change(12, 0, clip_norm=0.0),
    "clipped, then another": _ADAM.with_run(0, clip_norm=0.1).with_change(30, 0, optimizer="sign"),
    "hidden units, clipped": Experiment(
        epochs=2, batch_size=50, data="xor", hidden_units=4, runs=(Run(0.7, clip_norm=0.02),)
    ),
    "hidden units, normalised": Experiment(
        epochs=2, batch_size=50, data="xor", hidden_units=4, runs=(Run(0.1, optimizer="normalised"),)
    ),
    "one point": Experiment(epochs=1, batch_size=1, runs=(FIRST,)),
    "all points": Experiment(epochs=60, batch_size=1600, runs=(Run(4.0),)),
    "short batch": Experiment(epochs=2, batch_size=7, seed=2**32 - 1, runs=(Run(3.0, optimizer="nesterov"),)),
    "one short batch": Experiment(epochs=2, batch_size=1599, runs=(FIRST,)),
    "textbook": Experiment(epochs=2, loss_form="textbook", runs=(FIRST,)),
    "textbook, nan": Experiment(epochs=2, loss_form="textbook", runs=(Run(50.0),)),
    "plateau, decaying": Experiment(
        epochs=4, batch_size=7, weight_decay=0.03, runs=(Run(0.3, "plateau", patience=1, threshold=0.05),)
    ),
    "plateau, hidden units": Experiment(
        epochs=4,
        batch_size=50,
        data="xor",
        hidden_units=4,
        weight_decay=0.01,
        runs=(Run(0.7, "plateau", patience=1, threshold=0.05, factor=0.5),),
    ),
    "plateau, all points": Experiment(epochs=60, batch_size=1600, runs=(Run(4.0, "plateau", patience=3),)),
    "plateau, textbook, nan": Experiment(
        epochs=3, loss_form="textbook", runs=(Run(50.0, "plateau", patience=1, factor=0.5),)
    ),
    "few updates": Experiment(epochs=1, batch_size=800, updates=1, start=-3.25, runs=(Run(0.1, schedule="one-cycle"),)),
    "bouncing": Experiment(epochs=1, start=1e6, updates=101, runs=(Run(1.0),)),
    "diverging": Experiment(epochs=1, updates=3000, runs=(Run(1.7),)),
    "diverging Nesterov": Experiment(epochs=1, updates=3000, runs=(Run(0.9, optimizer="nesterov"),)),
    "absurd": Experiment(epochs=2, batch_size=64, updates=30, runs=(Run(1e308),)),
    "whole numbers": Experiment(
        epochs=2, batch_size=64, runs=(Run(2, "polynomial", power=2, optimizer="momentum", momentum=0),)
    ),
    "clouds": Experiment(epochs=2, batch_size=32, data="clouds", distance=2.5, seed=5, runs=(FIRST,)),
    "ten points": Experiment(epochs=4, batch_size=3, data="ten-points", runs=(FIRST,)),
    "circles, decaying": Experiment(
        epochs=2, batch_size=50, data="circles", weight_decay=0.03, runs=(Run(0.3, optimizer="momentum"),)
    ),
    "standardised": Experiment(
        epochs=2, batch_size=50, data="badly-scaled", standardised=True, weight_decay=0.1, runs=(FIRST,)
    ),
    "badly scaled": Experiment(epochs=2, batch_size=50, data="badly-scaled", runs=(Run(0.001, optimizer="adam"),)),
    "data of one's own": Experiment(epochs=2, batch_size=7, data=own(60), standardised=True, runs=(FIRST,)),
    "hidden units": Experiment(
        epochs=2, batch_size=50, data="xor", hidden_units=4, start_spread=0.5, seed=4, runs=(Run(0.7),)
    ),
    "hidden units, decaying": Experiment(
        epochs=2,
        batch_size=37,
        data="badly-scaled",
        standardised=True,
        hidden_units=3,
        weight_decay=0.01,
        runs=(Run(0.1, optimizer="adam"),),
    ),
    "growing beyond all": Experiment(
        epochs=2, batch_size=64, updates=60, runs=(Run(1.0, "exponential", decay_rate=1000, optimizer="adam"),)
    ),
}
# Schedules whose lines depend on nothing else: with one optimizer each.
STAGED = (
    Run(0.11, "piecewise", milestones=(0.5, 2), factor=0.5),
    Run(0.11, "piecewise", factor=2.0),
    Run(0.11, "linear", alpha=0.1, optimizer="momentum"),
    Run(0.11, "linear", warmup_epochs=1.7),
    Run(0.11, "linear", warmup_epochs=3),
    Run(0.11, "warmup-stable-decay", warmup_epochs=0.5, hold_epochs=1.2, alpha=0.01, optimizer="adam"),
    Run(0.11, "warmup-stable-decay", hold_epochs=500),
    Run(0.11, "inverse-square-root", decay_epochs=0.3),
    Run(0.11, "inverse-square-root", warmup_epochs=0.7, optimizer="nesterov"),
    Run(0.11, "cosine-restarts", first_period=0.4, period_factor=2),
    Run(0.11, "cosine-restarts", first_period=1.3, alpha=0.1),
    Run(0.11, "cyclic", first_period=0.25),
    Run(0.11, "cyclic", first_period=1.1, alpha=0.2, optimizer="adagrad"),
    Run(0.11, warmup_epochs=1.7),
    Run(0.11, "exponential", warmup_epochs=0.6, decay_epochs=0.3, staircase=True),
    Run(0.11, "inverse-time", warmup_epochs=3.0),
    Run(0.11, "polynomial", warmup_epochs=1.0, power=2.0, optimizer="adam"),
    Run(0.11, "one-cycle", warmup_epochs=0.5),
    Run(0.11, "piecewise", warmup_epochs=1.0, milestones=(0.5, 1)),
    Run(0.11, "cosine-restarts", first_period=0.4, period_factor=2, warmup_epochs=0.7),
    Run(0.11, "cyclic", first_period=0.4, alpha=0.2, warmup_epochs=1.1),
    Run(0.11, "drawn", rate_points=((0, 0.1), (0.3, 1.5), (1.7, 0))),
    Run(0.11, "drawn", rate_points=((0.5, 2.0),), optimizer="momentum"),
    Run(0.11, "drawn", rate_points=((0, 0.5), (2.5, 0.1)), warmup_epochs=0.7),
    Run(0.11, "plateau", patience=1, threshold=0.05, factor=0.3),
    Run(0.11, "plateau", patience=1, threshold=1.0, end_learning_rate=0.02, optimizer="momentum"),
    Run(0.11, "plateau", patience=1, threshold=1.0, cooldown=1, warmup_epochs=0.4, optimizer="adam"),
)
SETTINGS |= {
    f"{run.schedule} {i}": Experiment(epochs=3, updates=60, batch_size=60, seed=3, runs=(run,))
    for i, run in enumerate(STAGED)
}
PRECISIONS = ("float64", "float32")
PROBLEMS = ("descent", "classifier", "surface", "regression")


def alone(experiment: Experiment, run: int) -> Experiment:
    for other in reversed(range(len(experiment.runs))):
        experiment = experiment if other == run else experiment.removing(other)
    return experiment


def grid():
    """(name, experiment): schedules × optimizers."""
    for schedule, values in SCHEDULES.items():
        for optimizer in EVERYWHERE:
            run = Run(**{"learning_rate": 0.11, "optimizer": optimizer, "momentum": 0.8, **values})
            yield f"{schedule}, {optimizer}", Experiment(epochs=3, updates=60, batch_size=60, seed=3, runs=(run,))


def in_precisions(experiments) -> dict[str, Experiment]:
    """All in float64, and every third in float32, too."""
    return {
        f"{name}, {precision}": experiment.edited(precision=precision)
        for i, (name, experiment) in enumerate(experiments)
        for precision in PRECISIONS
        if precision == "float64" or (i % 3 == 0 and name != "absurd")
    }


CASES = in_precisions([*grid(), *EDITS.items(), *SETTINGS.items()])
OTHERS = {name: case for name, case in CASES.items() if name.rsplit(", ", 1)[0] in EDITS | SETTINGS}
GRID = {name: case for name, case in CASES.items() if name not in OTHERS}


def each_with_some_problems():
    """All cases with all problems. The ordinary run takes every second of the grid with one problem in turn, and all
    others with the classifier, of which most of them are, and one more in turn.
    """
    for i, (name, experiment) in enumerate(GRID.items()):
        for p, problem in enumerate(PROBLEMS):
            ordinary = i % 2 == 0 and i // 2 % len(PROBLEMS) == p
            yield pytest.param(
                experiment, problem, id=f"{name}-{problem}", marks=() if ordinary else pytest.mark.exhaustive
            )
    further = [problem for problem in PROBLEMS if problem != "classifier"]
    for i, (name, experiment) in enumerate(OTHERS.items()):
        for problem in PROBLEMS:
            ordinary = problem in ("classifier", further[i % 3])
            yield pytest.param(
                experiment, problem, id=f"{name}-{problem}", marks=() if ordinary else pytest.mark.exhaustive
            )


# NumPy


@pytest.mark.parametrize(("experiment", "problem"), list(each_with_some_problems()))
def test_numpy_scripts_agree_to_the_last_digit(experiment, problem):
    assert executed(code(experiment, problem, 0, "numpy")) == expected(experiment, problem)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("schedule", list(schedules.SCHEDULES))
def test_a_schedule_that_begins_anew_agrees_to_the_last_digit(schedule, problem):
    plain = Experiment(epochs=3, updates=60, batch_size=60, runs=(Run(0.05),))
    anew = plain.with_change(20, 0, schedule=schedule, schedule_from=20)
    assert executed(code(anew, problem, 0, "numpy")) == expected(anew, problem)


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("schedule", list(schedules.SCHEDULES))
def test_settings_of_a_schedule_that_change_on_the_way_agree_to_the_last_digit(schedule, problem):
    first = {"decay_rate": 0.5, "decay_epochs": 0.3, "power": 2.0, "alpha": 0.1, "first_period": 0.4, "factor": 0.5}
    second = {"decay_rate": 0.7, "decay_epochs": 0.5, "power": 3.0, "alpha": 0.2, "first_period": 0.7, "factor": 0.7}
    run = Run(0.05, schedule, milestones=(1.0, 2.0), hold_epochs=0.5, end_learning_rate=0.01, **first)
    changed = Experiment(epochs=3, updates=60, batch_size=60, runs=(run,)).with_change(
        20, 0, milestones=(1.5,), hold_epochs=1.0, end_learning_rate=0.02, **second
    )
    assert executed(code(changed, problem, 0, "numpy")) == expected(changed, problem)


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("optimizer", EVERYWHERE)
def test_settings_of_an_optimizer_that_change_on_the_way_agree_to_the_last_digit(optimizer, precision):
    run = Run(0.05, optimizer=optimizer, momentum=0.8)
    settings = {"weight_decay": 0.02, "precision": precision, "runs": (run,)}
    others = {"beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3, "decoupled_decay": 0.1, "momentum": 0.5, "clip_norm": 0.1}
    plain = Experiment(problem="classifier", epochs=2, batch_size=60, **settings)
    changed = plain.with_change(9, 0, **others).with_change(20, 0, bias_correction=False)
    assert executed(code(changed, "classifier", 0, "numpy")) == expected(changed, "classifier")


def test_a_rate_that_grows_in_stairs_agrees_beyond_whole_numbers_of_64_bits():
    run = Run(1e-9, "exponential", decay_rate=1000.0, decay_epochs=1.0, staircase=True)
    experiment = Experiment(problem="descent", updates=12, runs=(run,))
    assert executed(code(experiment, "descent", 0, "numpy")) == expected(experiment, "descent")


LOST = {  # weights, or their scores, come to the end of the numbers
    "a loss that is nan leads to nan": {
        "loss_form": "textbook",
        "runs": (Run(3.0, optimizer="polyak", start_w1=-1e3),),
    },
    "an ε that float32 rounds to 0": {
        "precision": "float32",
        "data": "ten-points",
        "batch_size": 1,
        "runs": (Run(0.2, optimizer="adam", beta2=0.0, epsilon=1e-300, start_w1=100.0),),
    },
    "steps that stay as long": {"epochs": 3, "batch_size": 1, "runs": (Run(3.0, optimizer="sign"),)},
}


@pytest.mark.parametrize("settings", LOST.values(), ids=LOST)
def test_what_only_some_rules_do_agrees_to_the_last_digit_and_without_a_warning(settings):
    experiment = Experiment(**({"problem": "classifier", "epochs": 1} | settings))
    assert executed(code(experiment, "classifier", 0, "numpy")) == expected(experiment, "classifier")


def test_pytorch_is_given_both_betas_as_numbers_of_one_type():
    run = Run(0.1, optimizer="adam", beta1=0.0, beta2=0.9)
    script = code(Experiment(problem="descent", runs=(run,)), "descent", 0, "pytorch")
    assert re.findall(r"^BETA. = (\S+)", script, re.MULTILINE) == ["0.0", "0.9"]


def test_a_decay_that_throws_weights_beyond_the_numbers_agrees_to_the_last_digit():
    run = Run(3.0, optimizer="adamw", decoupled_decay=1.0)
    experiment = Experiment(problem="classifier", epochs=2, precision="float32", runs=(run,))
    assert executed(code(experiment, "classifier", 0, "numpy")) == expected(experiment, "classifier")


def test_a_search_that_finds_nothing_below_an_infinite_rate_stays_where_it_is():
    run = Run(0.05, "exponential", decay_rate=2.0, decay_epochs=0.3, optimizer="armijo")
    experiment = Experiment(problem="descent", updates=60, start=0.001, precision="float32", runs=(run,))
    assert executed(code(experiment, "descent", 0, "numpy")) == expected(experiment, "descent")


def test_numpy_scripts_of_whole_runs_agree_to_the_last_digit():
    run = Run(0.5, "cosine", warmup_epochs=2.0, optimizer="adam")
    experiment = Experiment(epochs=120, batch_size=32, updates=3000, runs=(run,))
    for problem in PROBLEMS:
        assert executed(code(experiment, problem, 0, "numpy")) == expected(experiment, problem)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_numpy_scripts_need_numpy_only(problem, tmp_path):
    """As a student runs them: a file, in a folder and an environment of its own, without a warning."""
    experiment = EDITS["there and back"]
    path = tmp_path / suggested_name(experiment, problem, 0, "numpy")
    path.write_text(code(experiment, problem, 0, "numpy"), encoding="utf-8")
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)], capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == expected(experiment, problem)


@pytest.mark.parametrize(("count", "batch_size"), [(400, 50), (26_000, 20_800)])  # the whole is not shuffled
def test_large_data_are_read_from_the_file_that_is_exported(tmp_path, monkeypatch, count, batch_size):
    # Whose loss is that of the batches as they are trained on.
    run = Run(0.3, "plateau", patience=1, threshold=1e-3, seed=5)
    experiment = Experiment(problem="classifier", epochs=3, batch_size=batch_size, data=own(count), runs=(run,))
    script = code(experiment, "classifier", 0, "numpy")
    name = experiment.data.exported_name
    assert name in script
    assert ("ORDER_SEED" in script) == (count == 400)
    (tmp_path / name).write_text("".join(data_csv(experiment)), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert executed(script) == expected(experiment, "classifier")


@pytest.mark.parametrize("run", [0, 1, 2])
def test_a_run_of_a_race_is_written_as_if_it_ran_alone(run):
    race = Experiment(epochs=2, batch_size=64, runs=(Run(0.1), Run(0.3, optimizer="adam"), Run(2.0)))
    race = race.with_change(9, 0, learning_rate=0.7).with_change(20, 2, optimizer="adagrad")
    for problem in PROBLEMS:
        for library in LIBRARIES:
            assert code(race, problem, run, library) == code(alone(race, run), problem, 0, library)
        assert executed(code(race, problem, run, "numpy")) == expected(alone(race, run), problem)


# Other libraries

# Where rounding errors grow, or PyTorch and Keras overflow elsewhere, there is nothing to compare.
AMPLIFIED = ("growing beyond all", "growing, nesterov", "growing, nadam", "absurd", "unusual constants, float32")


def test_the_comparison_itself():
    assert deviation("a = 1.5, b = nan, c = -inf", "a = 1.5, b = nan, c = -inf") == 0
    assert deviation("a = 1.5, b = 200", "a = 1.25, b = 100.0") == 1
    assert not deviation("a = nan", "a = 1.0") <= 1e9
    assert not deviation("a = 1e+99", "a = inf") <= 1e9


def flat_line(experiment: Experiment) -> Experiment:
    """With half the mean of squares the bowl is flatter, and fewer of these rates make rounding errors grow."""
    return experiment.edited(loss_scale="half-mean", start_w=2.0)


def directions_of_noise(experiment: Experiment, problem: str) -> bool:
    """Beside the best line the slope is rounding, and so is its direction."""
    return problem == "regression" and experiment.runs[0].optimizer == "normalised"


def looks(experiment: Experiment) -> bool:
    """Whether some rule looks at the loss, so that there is none for Keras."""
    runs = [run for at in (0, *experiment.breakpoints("descent")) for run in experiment.runs_at(at, "descent")]
    return any(run.optimizer in ("polyak", "armijo") for run in runs)


def sample(every: int) -> dict[str, Experiment]:
    """One case of so many, and the edits."""
    cases = {n: e for n, e in CASES.items() if not n.startswith(AMPLIFIED) and not looks(e)}
    return {
        name: experiment
        for i, (name, experiment) in enumerate(cases.items())
        if i % every == 0
        or name.split(", ")[0] in ("momentum", "there and back")
        or (name.startswith("plateau") and name.endswith("64"))
    }


def of_all_problems(cases: dict[str, Experiment]) -> list:
    """Pairs of an experiment and a problem."""
    return [
        pytest.param((experiment, problem), id=f"{name}-{problem}")
        for name, experiment in cases.items()
        for problem in PROBLEMS
        if not directions_of_noise(experiment, problem)
    ]


@pytest.mark.parametrize("case", where("pytorch", of_all_problems(sample(3))))
def test_pytorch_scripts_give_the_same_numbers(case):
    experiment, problem = case
    compare("pytorch", flat_line(experiment), problem, TOLERANCE[experiment.precision])


@pytest.mark.parametrize("case", where("keras", of_all_problems(sample(40))))
def test_keras_scripts_give_the_same_numbers(case):
    experiment, problem = case
    compare("keras", flat_line(experiment), problem, keras_tolerance(experiment.precision))


@pytest.mark.parametrize("library", ["pytorch", "keras"])
def test_their_descents_mean_the_same_numbers(library, monkeypatch, exhaustive):
    """Without the libraries: what a script tells them is done by stand-ins, rate for rate and sign for sign."""
    name, stand_in = {"pytorch": ("torch", stand_ins.torch()), "keras": ("keras", stand_ins.keras())}[library]
    monkeypatch.setitem(sys.modules, name, stand_in)
    for name, experiment in sample(2 if exhaustive else 5).items():
        out = executed(code(experiment, "descent", 0, library).replace(":.7g}", ":.17g}"))
        assert deviation(out, expected(experiment, "descent")) <= TOLERANCE[experiment.precision], name


# Their form


@cache
def scripts(library: str, exhaustive: bool) -> dict[str, str]:
    """By their names; of schedules × optimizers each for one problem, or for all."""
    taken = [PROBLEMS if exhaustive else (PROBLEMS[j],) for _, j in covering(len(GRID), len(PROBLEMS))]
    problems = dict(zip(GRID, taken, strict=True))
    return {
        f"{name}, {problem}": code(experiment, problem, 0, library)
        for name, experiment in CASES.items()
        if library != "keras" or not looks(experiment)
        for problem in problems.get(name, PROBLEMS)
    }


@pytest.mark.parametrize("optimizer", ["polyak", "armijo", "line-search"])
def test_rules_that_look_at_the_loss_are_not_written_for_keras(optimizer):
    experiment = Experiment(problem="descent", runs=(Run(0.7, optimizer=optimizer),))
    assert executed(code(experiment, "descent", 0, "numpy")) == expected(experiment, "descent")
    with pytest.raises(InvalidValue, match="for NumPy and PyTorch"):
        code(experiment, "descent", 0, "keras")


SEARCHES = {
    "far": {"runs": (Run(3.0),)},
    "near": {"runs": (Run(0.07),)},
    "float32": {"runs": (Run(0.07),), "precision": "float32"},
    "decays": {"runs": (Run(3.0),), "weight_decay": 0.01, "batch_size": 100},
    "textbook": {"runs": (Run(3.0, schedule="exponential"),), "loss_form": "textbook"},
    "hidden": {"runs": (Run(3.0),), "hidden_units": 2, "weight_decay": 0.001},
}


SEARCHED = [
    pytest.param((optimizer, problem, settings), id=f"{optimizer}-{problem}-{name}")
    for optimizer in ("polyak", "armijo", "line-search")
    for problem in PROBLEMS
    for name, settings in SEARCHES.items()
    if (optimizer, problem) != ("line-search", "classifier")  # which needs a quadratic loss
]


@pytest.mark.parametrize("case", where("pytorch", SEARCHED))
def test_pytorch_scripts_of_rules_that_look_at_the_loss_give_the_same_numbers(case):
    optimizer, problem, settings = case
    runs = tuple(replace(run, optimizer=optimizer) for run in settings["runs"])
    experiment = Experiment(problem=problem, epochs=2, updates=12, **{**settings, "runs": runs})
    compare("pytorch", experiment, problem, TOLERANCE[experiment.precision])
    if experiment.precision == "float64":  # else what comes after an exact search is rounding
        changed = experiment.with_change(5, 0, optimizer="adam", learning_rate=0.1)
        compare("pytorch", changed.with_change(8, 0, optimizer=optimizer), problem, TOLERANCE["float64"])


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("problem", ["surface", "regression"])
def test_an_exact_line_search_is_written_to_the_last_digit(problem, precision):
    experiment = Experiment(problem=problem, runs=(Run(0.7, optimizer="line-search"),), precision=precision)
    assert executed(code(experiment, problem, 0, "numpy")) == expected(experiment, problem)


@pytest.mark.parametrize("library", LIBRARIES)
def test_scripts_are_well_formed(library, exhaustive):
    for name, script in scripts(library, exhaustive).items():
        compile(script, name, "exec")
        lines = script.split("\n")
        assert script.endswith("\n"), name
        assert not script.endswith("\n\n"), name
        assert "\n\n\n\n" not in script, name
        assert max(map(len, lines)) <= 120, name
        assert not [line for line in lines if line != line.rstrip()], name
        comment = [line for line in lines if line.startswith("# η = ")]
        assert len(comment) == 1, name


@pytest.mark.parametrize("library", LIBRARIES)
def test_scripts_hold_nothing_unused(library, exhaustive, tmp_path):
    """Names that nothing uses, of imports and in functions, are found by the linter; constants are looked for here."""
    for i, (name, script) in enumerate(scripts(library, exhaustive).items()):
        (tmp_path / f"script_{i}.py").write_text(f"{script}\n# {name}\n", encoding="utf-8")
        for constant in re.findall(r"^([A-Z][A-Z_0-9]*) = ", script, re.MULTILINE):
            assert len(re.findall(rf"\b{constant}\b", script)) > 1, f"{name}: {constant}"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F,E7,E9", "--no-cache", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_simple_run_gives_a_short_script(library):
    script = code(Experiment(runs=(FIRST,)), "descent", 0, library)
    assert len(script.split("\n")) <= 25
    assert "LEARNING_RATE = 0.3  # η\n" in script
    assert not re.search("schedule|velocity|rates|momentum|seterr|np.where|epoch", script)
    script = code(Experiment(runs=(FIRST,)), "classifier", 0, library)
    assert not re.search("schedule|velocity|rates|momentum|seterr|UPDATES|isfinite", script)


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_edit_without_effect_leaves_no_trace(library):
    for problem in PROBLEMS:
        assert code(EDITS["of no effect"], problem, 0, library) == code(EDITED, problem, 0, library)


@pytest.mark.parametrize(("updates", "lines"), [(1, 2), (100, 101), (101, 22), (119, 21), (40_000, 21)])
def test_a_long_descent_prints_about_twenty_lines(updates, lines):
    experiment = Experiment(problem="descent", updates=updates, runs=(FIRST,))
    out = executed(code(experiment, "descent", 0, "numpy")).splitlines()
    assert len(out) == lines
    assert out[-1].startswith(f"Step {updates}: w = ")


@pytest.mark.parametrize("epochs", [1, 50, 51, 99, 149])
def test_a_long_training_prints_at_most_fifty_lines(epochs):
    experiment = Experiment(batch_size=1600, epochs=epochs, runs=(FIRST,))
    out = [line for line in executed(code(experiment, "classifier", 0, "numpy")).splitlines() if "Epoch" in line]
    assert len(out) <= 50
    assert out[-1].startswith(f"Epoch {epochs}: ")


# Names and errors


def test_names_say_what_sets_the_run_apart():
    race = Experiment(runs=(Run(0.3), Run(1e-5, "one-cycle", optimizer="adam"))).with_change(5, 0, momentum=0.1)
    assert suggested_name(race, "descent", 0, "numpy") == "descent_eta_0.3.py"
    assert suggested_name(race, "classifier", 1, "keras") == "classifier_eta_1e-05_one-cycle_adam_keras.py"
    edited = race.with_change(5, 0, learning_rate=0.1)
    assert suggested_name(edited, "descent", 0, "pytorch") == "descent_eta_0.3_edited_pytorch.py"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(("both", 0, "numpy"), "problem"), (("descent", 1, "numpy"), "run"), (("descent", 0, "jax"), "library")],
)
def test_what_is_not_there_is_refused(arguments, field):
    for function in (code, suggested_name):
        with pytest.raises(InvalidValue) as error:
            function(Experiment(), *arguments)
        assert error.value.field == field
