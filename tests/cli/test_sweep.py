"""`lrgui sweep`, from the command line to the file."""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

from lrgui import __main__
from lrgui.cli import main as cli
from lrgui.cli import sweep as sweep_cli
from lrgui.cli.sweep import sweep_of
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.sweep import Sweep

HEADER = "learning_rate,seed,final_loss,final_accuracy,updates_to_target,state"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return cli.main(["sweep", *arguments])


def meant(*arguments):
    return sweep_of(cli.parsed(["sweep", *arguments]))


def rows(path="s.csv"):
    header, *lines = Path(path).read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


def printed(text):
    """The Markdown table as a dictionary."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return dict(lines[2:])


# What is swept


def test_without_options_the_classifier_at_64_rates():
    found = meant()
    assert (found.problem, found.experiment, found.template) == ("classifier", Experiment(), Run())
    assert (found.grid, found.seeds, found.target) == (RateGrid(), (0,), 0.1)


def test_every_option_reaches_the_sweep():
    found = meant(
        *("--problem", "classifier", "--epochs", "3", "--batch-size", "32", "--seed", "4", "--precision", "float32"),
        *("--from", "1e-3", "--to", "5", "--count", "12", "--seeds", "2", "--target", ".2"),
        *("--schedule", "cosine", "--alpha", "0.1", "--optimizer", "nesterov", "--momentum", "0.8"),
    )
    assert found.experiment.edited(runs=(Run(),)) == Experiment(
        problem="classifier", epochs=3, batch_size=32, seed=4, precision="float32"
    )
    assert found.template == Run(schedule="cosine", alpha=0.1, optimizer="nesterov", momentum=0.8)
    assert (found.grid, found.seeds, found.target) == (RateGrid(1e-3, 5, 12), (4, 5), 0.2)


def test_a_lesson_gives_problem_and_template():
    found = meant("--lesson", "six-rates", "--epochs", "2")
    base = lesson("six-rates").experiment
    assert (found.problem, found.experiment.loss_form, found.total) == ("classifier", base.loss_form, 320)
    assert meant("--lesson", "eta-0.3-float32").problem == "descent"


def test_an_experiment_file(folder):
    assert cli.main(["run", "--problem", "descent", "--optimizer", "adam", "--save", "mine.lrgui"]) == 0
    found = meant("--experiment", "mine.lrgui")
    assert (found.problem, found.template.optimizer) == ("descent", "adam")


# What comes out


def test_the_file_and_the_table(folder, capsys):
    words = ("--epochs", "2", "--count", "9", "--from", "0.01", "--seeds", "2", "--seed", "3", "--csv", "s.csv")
    assert run(*words) == 0
    out, err = capsys.readouterr()
    assert err == "wrote s.csv\n"
    found = rows()
    sweep = meant(*words).complete()
    figures = sweep.snapshot()
    assert [(float(row["learning_rate"]), int(row["seed"])) for row in found] == [
        (rate, seed) for rate in sweep.rates.tolist() for seed in (3, 4)
    ]
    assert [float(row["final_loss"]) for row in found] == figures.loss.ravel().tolist()
    assert [float(row["final_accuracy"]) for row in found] == figures.accuracy.ravel().tolist()
    to_target = [float(row["updates_to_target"] or "nan") for row in found]
    np.testing.assert_array_equal(to_target, figures.updates_to_target.ravel())
    assert "" in {row["updates_to_target"] for row in found}
    assert {row["state"] for row in found} >= {"loss falling"}
    table = printed(out)
    assert table["learning rates"] == "9 from 0.01 to 100"
    assert table["seeds"] == "3, 4"
    assert float(table["best learning rate"]) in [float(f"{rate:.6g}") for rate in sweep.rates]
    assert table["diverging from (of those tried)"] == "none"


def test_the_descent_and_its_edge(folder, capsys):
    assert run("--problem", "descent", "--from", "0.01", "--to", "100", "--count", "41", "--csv", "s.csv") == 0
    table = printed(capsys.readouterr().out)
    assert (table["diverging from (of those tried)"], table["theory's bound for the curvature 2"]) == ("1.25893", "1")
    assert table["best learning rate"] == "0.501187"
    found = {row["learning_rate"]: row for row in rows()}
    assert {row["final_accuracy"] for row in found.values()} == {""}
    assert found["1.0"] == {
        "learning_rate": "1.0",
        "seed": "0",
        "final_loss": "36.0",
        "final_accuracy": "",
        "updates_to_target": "",
        "state": "bouncing",
    }
    assert re.fullmatch(r"diverged at step \d+", found["100.0"]["state"])


def test_numbers_of_float32_are_short(folder):
    assert run("--epochs", "1", "--count", "3", "--precision", "float32", "--csv", "s.csv") == 0
    for row in rows():
        assert str(np.float32(row["final_loss"])) == row["final_loss"]


def test_a_loss_that_is_nan_is_said(folder, capsys):
    words = ("--loss-form", "textbook", "--epochs", "2", "--from", "100", "--to", "1000", "--count", "3")
    assert run(*words, "--csv", "s.csv") == 0
    found = rows()
    assert {row["final_loss"] for row in found} == {"nan"}
    assert all(row["state"].startswith("first nan at step") for row in found)
    assert printed(capsys.readouterr().out)["best learning rate"] == "none"


def test_without_a_file_the_table_only(folder, capsys):
    assert run("--problem", "descent", "--count", "5") == 0
    out, err = capsys.readouterr()
    assert (err, os.listdir()) == ("", [])
    assert out.startswith("|")


def test_a_device(capsys):
    assert run("--problem", "descent", "--csv", os.devnull) == 0
    assert not Path(os.devnull).is_file()


def test_help(capsys):
    assert __main__.main(["sweep", "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("usage: lrgui sweep")
    for name in ("--from", "--to", "--count", "--seeds", "--target", "--csv", "--optimizer", "--batch-size"):
        assert name in out
    for name in ("--figure", "--learning-rate", "--steps-csv"):
        assert name not in out
    assert __main__.main(["--help"]) == 0
    assert "lrgui sweep" in capsys.readouterr().out


# What goes wrong


BAD = [
    (["--from", "5", "--to", "1"], "--from 5: must be less than 1"),
    (["--from", "1", "--to", "1"], "--from 1: must be less than 1"),
    (["--from", "0"], "--from 0: must be between 1e-08 and 1,000,000"),
    (["--from", "-1"], "--from -1: must be between"),
    (["--from", "nan"], "--from nan: must be a finite number"),
    (["--to", "1e7"], "--to 1e7: must be between"),
    (["--to", "fast"], "--to fast: must be a number"),
    (["--count", "1"], "--count 1: must be between 2 and 512"),
    (["--count", "9.5"], "--count 9.5: must be a whole number"),
    (["--seeds", "21"], "--seeds 21: must be between 1 and 20"),
    (["--seeds", "many"], "--seeds many: must be a whole number"),
    (["--seed", "-1"], "--seed -1: must be between"),
    (["--target", "0"], "--target 0: must be greater than 0"),
    (["--target", ""], "--target '': must be a number"),
    (["--epochs", "0"], "--epochs 0: must be between"),
    (["--schedule", "cosine", "--warmup-epochs", "51"], "--warmup-epochs 51: must not be longer than the 50"),
    (["--optimizer", "sgd"], "--optimizer sgd: must be one of gradient-descent"),
    (["--lesson", "eta-7"], "--lesson eta-7: must be one of"),
    (["--experiment", "none.lrgui"], "--experiment none.lrgui: No such file"),
    (["--learning-rate", "0.1"], "unrecognized arguments: --learning-rate 0.1"),
    (["--figure", "loss=a.svg"], "unrecognized arguments: --figure"),
    (["--csv", ""], "--csv '': must be the name of a file"),
    (["--csv", "."], "--csv .: must be the name of a file, not of a folder"),
    (["--csv", "no/s.csv"], "--csv no/s.csv: the folder "),
    (["--csv", "n" * 300], "the name is longer than 255 bytes"),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD, ids=[" ".join(a)[:40] for a, _ in BAD])
def test_bad_arguments(folder, capsys, monkeypatch, arguments, sentence):
    monkeypatch.setattr(sweep_cli, "complete", lambda _: pytest.fail("computed before all was checked"))
    files = [] if "--csv" in arguments else ["--csv", "s.csv"]
    assert run(*arguments, *files) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("lrgui: ")
    assert sentence in err
    assert err.count("\n") == 1
    assert os.listdir() == []


@pytest.mark.parametrize("where", ["complete", "write_together"])
def test_interrupted(folder, capsys, monkeypatch, where):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep_cli, where, interrupt)
    assert run("--problem", "descent", "--csv", "s.csv") == 130
    assert capsys.readouterr() == ("", "lrgui: interrupted, no file was written\n")
    assert os.listdir() == []


def test_disk_full(folder, capsys, monkeypatch):
    Path("s.csv").write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("--problem", "descent", "--csv", "s.csv") == 1
    assert capsys.readouterr() == ("", "lrgui: no file was written: No space left on device\n")
    assert os.listdir() == ["s.csv"]
    assert Path("s.csv").read_text() == "old"


def test_ctrl_c_in_the_middle(folder, capsys, monkeypatch):
    seen = []

    def advance(self, seconds):
        seen.append(self.progress)
        if len(seen) == 5:
            signal.raise_signal(signal.SIGINT)
        return complete_advance(self, seconds)

    complete_advance = Sweep.advance
    monkeypatch.setattr(Sweep, "advance", advance)
    monkeypatch.setattr("lrgui.cli.progress.SLICE", 0)
    # Tests started in the background of a shell inherit an ignored SIGINT.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert run("--epochs", "10", "--count", "5", "--csv", "s.csv") == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr() == ("", "lrgui: interrupted, no file was written\n")
    assert os.listdir() == []
    assert 0 < seen[-1] < 1


def test_progress_is_shown_on_a_terminal_only(capsys, monkeypatch):
    for name in ("WAIT", "WORTH_SHOWING", "INTERVAL"):
        monkeypatch.setattr(f"lrgui.cli.progress.{name}", 0)
    monkeypatch.setattr("lrgui.cli.progress.SLICE", 0)
    assert run("--epochs", "1", "--count", "3") == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("--epochs", "2", "--count", "3") == 0
    err = capsys.readouterr().err
    assert "computing" in err
    assert err.endswith(" \r")
