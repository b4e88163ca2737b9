"""Hidden units: the numbers of PyTorch, what can be learnt, the saddle at the zero start, tables and files."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.files.document import Document, read, write
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.network import Network
from lrgui.core.problems.registry import make_problem
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.tables.compare.comparison import compare
from lrgui.core.tables.records import curves_csv, steps_csv
from lrgui.core.tables.results import runs_table, steps_table
from lrgui.core.training.history import History

REFERENCES = json.loads((Path(__file__).parents[2] / "data" / "network.json").read_text("utf-8"))["cases"]
XOR = Experiment(problem="classifier", data="xor", hidden_units=4, epochs=60, runs=(Run(0.5),))


def network(**settings):
    return make_problem("classifier", Experiment(problem="classifier", **{"hidden_units": 3, **settings}))


@pytest.mark.parametrize("case", REFERENCES, ids=lambda c: f"{c['optimizer']}, {c['units']}, {c['decay']}")
def test_a_hundred_updates_equal_those_of_pytorch(case):
    experiment = Experiment(
        problem="classifier", data="xor", seed=3, batch_size=48, epochs=15, hidden_units=case["units"],
        weight_decay=case["decay"], runs=(Run(case["learning_rate"], optimizer=case["optimizer"]),),
    )  # fmt: skip
    history = History(experiment).complete()
    for update, wanted in zip((1, 2, 10, 100), case["parameters"], strict=True):
        assert history.classifier.at(update)[0] == pytest.approx(wanted, rel=1e-10, abs=1e-10)


def test_every_rule_of_the_gradient_has_a_reference():
    assert {case["optimizer"] for case in REFERENCES} == {
        "gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam", "amsgrad",
        "normalised", "sign",
    }  # fmt: skip


@pytest.mark.parametrize("decay", [0.0, 0.2])
def test_slope_and_curvature_are_those_of_the_loss(decay):
    problem = network(data="circles", weight_decay=decay, standardised=True)
    at = np.random.RandomState(1).normal(size=(2, 13))
    steps = np.eye(13) * 1e-5
    slopes = [(problem.evaluate(at + s).train_loss - problem.evaluate(at - s).train_loss) / 2e-5 for s in steps]
    assert problem.gradient(at) == pytest.approx(np.array(slopes).T, abs=1e-9)
    hessian = np.array([(problem.gradient(at + s) - problem.gradient(at - s))[0] / 2e-5 for s in steps])
    assert problem.curvature_at(at)[0] == pytest.approx(np.linalg.eigvalsh(hessian)[-1], rel=1e-7)


def test_a_run_is_the_same_alone_and_in_a_race():
    race = XOR.edited(epochs=4, runs=(Run(0.1), Run(0.5, colour=COLOURS[1]), Run(0.05, optimizer="adam")))
    together = History(race).complete().classifier.at(128)
    for i, run in enumerate(race.runs):
        alone = History(race.edited(runs=(run,))).complete().classifier.at(128)
        assert np.array_equal(together[i], alone[0])


@pytest.mark.parametrize(("data", "units"), [("xor", 4), ("circles", 3)])
def test_what_no_line_can_do_is_learnt(data, units):
    learnt = XOR.edited(data=data, hidden_units=units, epochs=150)
    assert History(learnt).complete().evaluation(150 * 32).train_accuracy[0] > 0.96
    line = History(learnt.edited(hidden_units=0)).complete()
    assert line.evaluation(150 * 32).train_accuracy[0] < 0.7


def test_at_the_zero_start_there_is_a_saddle():
    at_rest = XOR.edited(start_spread=0.0, batch_size=320, epochs=100)
    history = History(at_rest).complete()
    last = history.classifier.at(100)[0]
    assert not last[:-1].any()  # only c has moved
    problem = history.model
    assert np.abs(problem.gradient(history.classifier.at(100))).max() < 1e-6
    hessian = np.array([problem.gradient((last + s)[None])[0] for s in np.eye(17) * 1e-5]) / 1e-5
    values = np.linalg.eigvalsh((hessian + hessian.T) / 2)
    assert values[0] < -1e-3  # down on one way,
    assert values[-1] > 0.2  # up on another
    assert verdict(history, "classifier", 0, 100).kind == "resting"
    beside = History(at_rest.edited(start_spread=0.05, epochs=800)).complete()
    losses = beside.records.groups[0].values(beside.records.groups[0].count).train_loss[:, 0]
    early = losses[beside.records.groups[0].index(40)]
    assert early == pytest.approx(np.log(2), abs=0.01)  # it stays beside the saddle for long,
    assert losses[-1] < 0.6  # and leaves it


def test_tables_have_loss_and_accuracy_and_no_weights():
    history = History(XOR.edited(epochs=2)).complete()
    table = runs_table(history)
    assert not {"w1", "w2", "b", "best_w1"} & set(table.columns)
    assert len(table.columns) == len(table.rows[0])
    assert {"train_loss", "train_accuracy", "sample2"} <= set(table.columns)
    steps = steps_table(history, "classifier", 0)
    assert steps.columns[:4] == ("step", "epoch", "learning_rate", "train_loss")
    assert len(steps.columns) == len(steps.rows[3])
    lines = "".join(steps_csv(history)).splitlines()
    assert lines[0] == "run,step,epoch,learning_rate,loss,accuracy"
    assert len(lines) == 2 + 64
    assert float(lines[-1].split(",")[4]) == pytest.approx(history.evaluation(64).train_loss[0], rel=1e-12)
    assert "".join(curves_csv(history)).count("\n") == 1 + history.records.groups[0].count
    printed = f"epoch 2: loss = {history.evaluation(64).train_loss[0]:.4f}"
    assert compare(printed, history, 0).differing == 0


def test_a_sweep_and_a_file_know_them():
    experiment = XOR.edited(epochs=3, start_spread=0.7)
    sweep = Sweep(experiment, "classifier").complete()
    assert np.isfinite(sweep.snapshot().loss[:40]).all()
    assert read(write(Document(experiment))).experiment == experiment
    assert isinstance(make_problem("classifier", experiment), Network)
    assert "hidden_units" not in Experiment().to_dict()


def test_the_steps_theory_promises_nothing():
    whole = XOR.edited(batch_size=320, epochs=5)
    assert verdict(History(whole).complete(), "classifier", 0, 5).kind != "converging"
