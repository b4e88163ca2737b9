"""CSV of every step and every evaluation holds the numbers themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lrgui.core.analysis.batch_noise import BatchNoise
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.tables import records
from lrgui.core.tables.records import curves_csv, steps_csv
from lrgui.core.tables.results import steps_table
from lrgui.core.training.history import History


def history(problem="classifier", rates=(0.2,), **settings):
    settings = {"updates": 40, "epochs": 2, **settings}
    runs = tuple(rate if isinstance(rate, Run) else Run(learning_rate=rate) for rate in rates)
    return History(Experiment(problem=problem, runs=runs, **settings)).complete()


def rows(pieces):
    header, *lines = "".join(pieces).splitlines()
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


def columns(text, *names):
    return [[float(row[name]) for row in rows(text)] for name in names]


# Steps


def test_descent_steps():
    text = "".join(steps_csv(history("descent", (0.2, 1.0), updates=3)))
    assert text == (
        "run,step,epoch,learning_rate,w,loss,gradient\n"
        "1,0,0,,5.0,36.0,12.0\n"
        "1,1,1,0.2,2.5999999999999996,12.959999999999997,7.199999999999999\n"
        "1,2,2,0.2,1.1599999999999997,4.665599999999999,4.319999999999999\n"
        "1,3,3,0.2,0.2959999999999998,1.6796159999999996,2.5919999999999996\n"
        "2,0,0,,5.0,36.0,12.0\n"
        "2,1,1,1.0,-7.0,36.0,-12.0\n"
        "2,2,2,1.0,5.0,36.0,12.0\n"
        "2,3,3,1.0,-7.0,36.0,-12.0\n"
    )


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_classifier_steps_round_trip_exactly(precision):
    h = history(rates=(0.2, Run(learning_rate=3.0, schedule="exponential")), epochs=3, precision=precision)
    dtype = np.dtype(precision)
    found = rows(steps_csv(h))
    assert list(found[0]) == ["run", "step", "epoch", "learning_rate", "w1", "w2", "b"]
    assert len(found) == 2 * 481
    for run in (0, 1):
        mine = [row for row in found if row["run"] == str(run + 1)]
        assert [int(row["step"]) for row in mine] == list(range(481))
        assert [float(row["epoch"]) for row in mine] == [step / 160 for step in range(481)]
        read = np.array([[row["w1"], row["w2"], row["b"]] for row in mine]).astype(dtype)
        assert (read == h.classifier.states(0, 480)[:, run]).all()
        assert mine[0]["learning_rate"] == ""
        rates = np.array([row["learning_rate"] for row in mine[1:]]).astype(dtype)
        assert (rates == h.classifier.rates(0, 480)[:, run].astype(dtype)).all()
    assert found[160]["epoch"] == "1"


def test_float32_is_written_as_short_as_it_reads_back():
    text = "".join(steps_csv(history("descent", (0.3,), updates=1, precision="float32")))
    assert text.splitlines()[2] == "1,1,1,0.3,1.3999999,5.7599993,4.7999997"


def test_the_same_whatever_the_size_of_the_pieces(monkeypatch):
    h = history(rates=(0.2, 5.0))
    whole = "".join(steps_csv(h)), "".join(curves_csv(h))
    monkeypatch.setattr(records, "ROWS", 7)
    assert ("".join(steps_csv(h)), "".join(curves_csv(h))) == whole


def test_a_long_run_is_written_in_pieces_from_keyframes(monkeypatch):
    dense = "".join(steps_csv(history()))
    monkeypatch.setattr("lrgui.core.training.memory.DENSE_BYTES", 0)
    h = history()
    assert h.classifier.stride > 1
    assert "".join(steps_csv(h)) == dense


def test_curves_of_averaged_weights():
    """Those of each run, after its own updates, as a plain loop has them."""
    h = History(
        Experiment(problem="classifier", epochs=2, precision="float32", runs=(Run(0.5), Run(0.5, batch_size=130)))
    ).complete()
    plain, found = rows(curves_csv(h)), rows(curves_csv(h, 0.9))
    assert [{name: row[name] for name in plain[0]} for row in found] == plain
    for row in found:
        run, step = int(row["run"]) - 1, int(row["step"])
        states = h.classifier.states_of(run, 0, step)
        average = states[min(step, 1)]
        for state in states[2:]:
            average = 0.9 * average + (1 - 0.9) * state
        for name, values in h.model.evaluate(average[None])._asdict().items():
            cast = np.float32 if name.endswith("loss") else np.float64
            assert cast(row[f"averaged_{name}"]) == cast(values[0])


def test_overflow_is_spelled():
    found = rows(steps_csv(history("descent", (100.0,), updates=200)))
    assert found[-1]["w"] in ("nan", "inf", "-inf")
    assert {row["loss"] for row in found[-40:]} <= {"inf", "nan"}
    assert all(math.isfinite(float(row["w"])) for row in found[:100])


def test_both_needs_to_be_told_which():
    h = history("both")
    assert "".join(steps_csv(h, "descent")) == "".join(steps_csv(history("descent")))
    with pytest.raises(InvalidValue, match="must be one of descent, classifier"):
        "".join(steps_csv(h))


# Curves


def test_curves():
    h = history(rates=(0.2, 50.0), batch_size=10)
    found = rows(curves_csv(h))
    assert list(found[0]) == [
        *("run", "step", "epoch"),
        *("train_loss", "train_accuracy", "validation_loss", "validation_accuracy"),
        *("batch_loss_mean", "gradient_norm"),
    ]
    assert [(row["run"], row["step"], row["epoch"]) for row in found] == [
        (run, step, epoch) for run in ("1", "2") for step, epoch in ((str(16 * i), f"{i / 10:g}") for i in range(21))
    ]
    for i, row in enumerate(found):
        expected = h.records.groups[0].at(i % 21)
        for name, values in expected._asdict().items():
            assert float(row[name]) == values[i // 21]
    for run in (0, 1):
        noise = BatchNoise(h.classifier, run)
        while not noise.advance(1.0):
            pass
        own = found[21 * run : 21 * run + 21]
        assert (own[0]["batch_loss_mean"], own[0]["gradient_norm"]) == ("", "")
        for row in own[1:]:
            step = int(row["step"])
            mean = np.mean(noise.loss[(step - 1) // 160 * 160 : step])  # of the epoch so far, all batches alike
            assert float(row["batch_loss_mean"]) == pytest.approx(mean, rel=1e-12)
            assert float(row["gradient_norm"]) == noise.norm[step - 1]


def test_curves_of_float32_are_short():
    first = rows(curves_csv(history(precision="float32")))[0]
    assert np.float32(first["train_loss"]) == pytest.approx(math.log(2), rel=1e-6)
    assert len(first["train_loss"]) <= 10
    assert first["train_accuracy"] == "0.8675"  # 1388 of 1600


def test_the_descent_has_no_curves():
    with pytest.raises(InvalidValue):
        "".join(curves_csv(history("descent")))


def test_a_long_run_is_written_in_small_pieces():
    """So that what is in memory stays small, and no text is copied again for every row."""
    pieces = list(steps_csv(history("descent", (0.001,), updates=100_000)))
    assert sum(piece.count("\n") for piece in pieces) == 100_002
    assert max(piece.count("\n") for piece in pieces) <= records.ROWS


def test_rates_beyond_float32_are_inf_without_a_complaint():
    run = Run(1.0, "exponential", decay_rate=1000.0, optimizer="armijo")
    history = History(Experiment(problem="descent", updates=30, precision="float32", runs=(run,))).complete()
    rows = "".join(steps_csv(history)).splitlines()
    assert rows[-1].split(",")[3] == "inf"
    assert [row[1] for row in steps_table(history, None, 0).rows][-1] == np.float32(np.inf)
