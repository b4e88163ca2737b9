"""`lrgui run` and `lrgui lessons`, from the command line to the files."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import lrgui
from lrgui import __main__
from lrgui.cli import main as cli
from lrgui.cli import run as run_command
from lrgui.cli.options.experiment import experiment_of
from lrgui.cli.progress import Progress
from lrgui.core.codegen import code
from lrgui.core.files.document import open_file
from lrgui.core.lessons.lesson import lesson, lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from tests.sampling import combinations

ROOT = Path(lrgui.__file__).parents[1]

SEED_001 = (
    """\
1.400000 5.759999
-0.040000 0.921600
-0.616000 0.147456
-0.846400 0.023593
-0.938560 0.003775
-0.975424 0.000604
-0.990170 0.000097
-0.996068 0.000015
-0.998427 0.000002
-0.999371 0.000000
-0.999748 0.000000
-0.999899 0.000000
-0.999960 0.000000
-0.999984 0.000000
-0.999994 0.000000
-0.999997 0.000000
-0.999999 0.000000
"""
    + 23 * "-1.000000 0.000000\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def experiment(*arguments):
    return experiment_of(cli.parsed(["run", *arguments]))


def run(*arguments):
    return cli.main(["run", *arguments])


def program(*arguments, **settings):
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", **settings}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "lrgui", *arguments], env=environment, **settings)


def rows(path):
    header, *lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


# The seeds


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lesson", "eta-0.3-float32"),
        ("--problem", "descent", "--learning-rate", "0.3", "--precision", "float32"),
    ],
)
def test_seed_001(folder, arguments):
    assert run(*arguments, "--steps-csv", "steps.csv") == 0
    first, *found = rows("steps.csv")
    assert list(first.values()) == ["1", "0", "0", "", "5.0", "36.0", "12.0"]
    printed = "".join(f"{float(row['w']):f} {float(row['loss']):f}\n" for row in found)
    assert printed == SEED_001
    assert [row["learning_rate"] for row in found] == ["0.3"] * 40


def test_seed_003(folder):
    assert run("--problem", "descent", "--learning-rate", "0.2,1,0.001", "--steps-csv", "steps.csv") == 0
    found = rows("steps.csv")
    w = {r: [float(row["w"]) for row in found if row["run"] == r] for r in "123"}
    assert [f"{x:.6g}" for x in w["1"][:4]] == ["5", "2.6", "1.16", "0.296"]
    assert w["2"] == [5.0, -7.0] * 20 + [5.0]
    assert f"{w['3'][40]:.3f}" == "4.538"


# What is computed


def test_without_options_both_are_computed_as_in_the_window(capsys):
    assert experiment() == Experiment()
    assert run() == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.findall("^## .*$", out, re.MULTILINE) == ["## 1-D descent", "## 2-D classifier"]
    assert out.count("|   1 |           0.2 |") == 2


def test_one_problem_is_a_table_without_heading(capsys):
    assert run("--problem", "descent") == 0
    assert capsys.readouterr().out.startswith("| run | learning_rate |")


def test_every_option_reaches_its_field():
    found = experiment(
        *("--problem", "classifier", "--updates", "7", "--epochs", "3", "--batch-size", "1e2", "--seed", "9"),
        *("--start", "-1e3", "--precision", "float32", "--loss-form", "textbook", "--evaluations", "logarithmic"),
        *(
            "--learning-rate",
            "0.5,.25",
            "--schedule",
            "cosine",
            "--decay-rate",
            "0.5",
            "--decay-epochs",
            "2.5",
        ),
        *("--staircase", "--end-learning-rate", "0.01", "--power", "2", "--alpha", "0.1"),
        *("--warmup-epochs", "1.5", "--hold-epochs", "1", "--milestones", "2,3.5", "--factor", "0.3"),
        *("--first-period", "4", "--period-factor", "2", "--optimizer", "nesterov", "--momentum", "0.8"),
        *("--patience", "3", "--cooldown", "2", "--threshold", "1/1000", "--rate-points", "0:1, 2.5:1/4"),
        *("--beta1", "0.7", "--beta2", "0.95", "--epsilon", "1e-6", "--no-bias-correction", "--clip-norm", "2"),
        *("--decoupled-decay", "0.1"),
    )
    wide = ("problem", "updates", "epochs", "batch_size", "seed", "start", "precision", "loss_form", "evaluations")
    values = [getattr(found, name) for name in wide]
    assert values == ["classifier", 7, 3, 100, 9, -1000.0, "float32", "textbook", "logarithmic"]
    common = {
        "schedule": "cosine",
        "schedule_from": 0,
        "decay_rate": 0.5,
        "decay_epochs": 2.5,
        "staircase": True,
        "end_learning_rate": 0.01,
        "power": 2.0,
        "alpha": 0.1,
        "warmup_epochs": 1.5,
        "hold_epochs": 1.0,
        "milestones": (2.0, 3.5),
        "factor": 0.3,
        "first_period": 4.0,
        "period_factor": 2,
        "patience": 3,
        "cooldown": 2,
        "threshold": 0.001,
        "rate_points": ((0.0, 1.0), (2.5, 0.25)),
        "optimizer": "nesterov",
        "momentum": 0.8,
        "beta1": 0.7,
        "beta2": 0.95,
        "epsilon": 1e-6,
        "bias_correction": False,
        "clip_norm": 2.0,
        "decoupled_decay": 0.1,
    }
    first, second = ({name: value for name, value in vars(r).items() if value is not None} for r in found.runs)
    assert first == {**common, "learning_rate": 0.5, "colour": COLOURS[0], "name": ""}
    assert second == {**common, "learning_rate": 0.25, "colour": COLOURS[1], "name": ""}


def test_options_change_a_lesson():
    base = lesson("six-rates").experiment
    assert experiment("--lesson", "six-rates") == base
    found = experiment("--lesson", "six-rates", "--epochs", "3", "--optimizer", "adam")
    assert found.epochs == 3
    assert found.loss_form == "textbook"
    assert [r.learning_rate for r in found.runs] == [0.01, 0.1, 0.5, 1, 10, 50]
    assert {r.optimizer for r in found.runs} == {"adam"}
    assert experiment("--lesson", "six-rates", "--problem", "both").problem == "both"


def test_learning_rates_replace_those_of_a_lesson_and_keep_its_settings():
    found = experiment("--lesson", "six-rates", "--learning-rate", "2,3")
    assert [(r.learning_rate, r.colour) for r in found.runs] == [(2, COLOURS[0]), (3, COLOURS[1])]
    found = experiment("--lesson", "exponential-decay", "--learning-rate", "2")
    settings = [(r.learning_rate, r.schedule, r.staircase) for r in found.runs]
    assert settings == [(2, "constant", False), (2, "exponential", False), (2, "exponential", True)]


def test_no_staircase_changes_a_lesson_back():
    found = experiment("--lesson", "exponential-decay", "--no-staircase")
    assert [r.staircase for r in found.runs] == [False, False, False]


@pytest.mark.parametrize("count", [7, 8, 12])
def test_more_runs_than_six_have_more_than_six_colours(count):
    colours = [r.colour for r in experiment("--learning-rate", ",".join(["0.1"] * count)).runs]
    assert colours[:6] == list(COLOURS)
    assert len(set(colours)) == count


def test_of_more_runs_than_colours_the_colours_come_again():
    colours = [r.colour for r in experiment("--learning-rate", ",".join(["0.1"] * 30)).runs]
    assert colours[12:18] == list(COLOURS)


@pytest.mark.parametrize(
    ("typed", "rates"),
    [("1/3", [1 / 3]), ("10^-3,2*10^-3", [0.001, 0.002]), ("１／４，０．５", [0.25, 0.5]), ("3×10⁻⁴", [3e-4])],
)
def test_numbers_are_typed_as_in_the_window(typed, rates):
    assert [r.learning_rate for r in experiment("--learning-rate", typed).runs] == rates
    found = experiment("--momentum", typed.split(",")[0].split("，")[0], "--optimizer", "momentum")
    assert found.runs[0].momentum == rates[0]


def test_whole_numbers_and_places_are_typed_as_in_the_window():
    assert experiment("--problem", "descent", "--updates", "10^3").updates == 1000
    assert experiment("--epochs", "６", "--start-weights", "-1/2，10^1").start_w1 == -0.5
    assert experiment("--start=\u22121/3").start == -1 / 3
    with pytest.raises(cli.UsageError, match=r"--epochs 1/3: must be a whole number"):
        experiment("--epochs", "1/3")


# Files


def test_all_files_of_one_problem(folder, capsys):
    files = ("--steps-csv", "s.csv", "--curves-csv", "c.csv", "--table", "t.csv")
    assert run("--problem", "classifier", "--epochs", "2", "--learning-rate", "0.1,1", *files) == 0
    assert capsys.readouterr() == ("", "wrote s.csv, c.csv, t.csv\n")
    assert [len(rows(name)) for name in ("s.csv", "c.csv", "t.csv")] == [2 * 321, 2 * 21, 2]
    assert b"\r" not in Path("t.csv").read_bytes()


def test_both_problems_make_two_names_of_one(folder, capsys):
    files = ("--steps-csv", "a.b.csv", "--curves-csv", "c.csv", "--table", "t.md")
    assert run("--epochs", "1", *files) == 0
    expected = ["a.b-descent.csv", "a.b-classifier.csv", "c.csv", "t-descent.md", "t-classifier.md"]
    assert capsys.readouterr() == ("", f"wrote {', '.join(expected)}\n")
    assert sorted(os.listdir()) == sorted(expected)
    assert list(rows("a.b-descent.csv")[0])[4:] == ["w", "loss", "gradient"]
    assert list(rows("a.b-classifier.csv")[0])[4:] == ["w1", "w2", "b"]
    assert Path("t-descent.md").read_text().startswith("| run |")


def test_one_update_taken_apart_and_the_noise_of_all(folder, capfd):
    race = ("--problem", "classifier", "--epochs", "2", "--learning-rate", "0.3,0.5", "--select", "2")
    assert run(*race, "--one-update", "5=u.csv", "--one-update", "5=u.md", "--noise-csv", "n.csv") == 0
    assert capfd.readouterr().err == "wrote n.csv, u.csv, u.md\n"
    *_, parameters = Path("u.csv").read_text().split("\n\n")
    told = list(csv.DictReader(io.StringIO(parameters)))
    history = History(Experiment(problem="classifier", epochs=2, runs=(Run(0.5),))).complete()
    after = [float(row["after"]) for row in told]
    assert after == pytest.approx(history.classifier.at(5)[0].tolist(), abs=1e-4)
    assert all(set(cell) <= set(" -:") for cell in Path("u.md").read_text().splitlines()[1].split("|"))
    noise = rows("n.csv")
    assert [(row["run"], row["step"]) for row in (noise[0], noise[-1])] == [("1", "1"), ("2", "320")]
    assert float(noise[320]["batch_loss"]) == pytest.approx(float(np.log(2)))
    assert run(*race, "--one-update", "5=-", "--table-language", "zh_CN") == 0
    assert "更新后" in capfd.readouterr().out


def test_the_selected_run_as_scripts(folder, capfd):
    race = ("--problem", "descent", "--learning-rate", "0.3,0.5", "--optimizer", "adam", "--save", "race.lrgui")
    assert run(*race, "--code", "numpy=adam.py", "--code", "keras=keras.py") == 0
    experiment = open_file(Path("race.lrgui")).experiment
    assert Path("adam.py").read_text() == code(experiment, "descent", 0, "numpy")
    assert Path("keras.py").read_text() == code(experiment, "descent", 0, "keras")
    capfd.readouterr()
    assert run("--experiment", "race.lrgui", "--code", "pytorch=-") == 0
    assert capfd.readouterr() == (code(experiment, "descent", 0, "pytorch"), "")


def test_both_problems_make_two_scripts_and_replace_them(folder, capsys):
    for seed in ("1", "2"):
        assert run("--epochs", "1", "--seed", seed, "--code", "numpy=it.py", "--steps-csv", "s.csv") == 0
    assert "wrote s-descent.csv, s-classifier.csv, it-descent.py, it-classifier.py\n" in capsys.readouterr().err
    assert "seed 2" in Path("it-classifier.py").read_text()
    Path("it-descent.py").write_text("# My own notes on η = 0.1; do not lose them.\n")
    assert run("--epochs", "1", "--code", "numpy=it.py") == 2
    assert "it-descent.py is there already, and not by lrgui" in capsys.readouterr().err


def test_the_table_is_printed_unless_it_has_a_file(folder, capsys):
    assert run("--problem", "descent", "--steps-csv", "s.csv") == 0
    assert capsys.readouterr().out.startswith("| run |")
    assert run("--problem", "descent", "--table", "t.MD") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("t.csv", "run,learning_rate"),
        ("t.tsv", "run\tlearning_rate"),
        ("t.tex", "\\noindent\\begin{tabular}{rrrrl}\n\\top"),
    ],
)
def test_the_ending_says_the_format_of_the_table(folder, name, start):
    assert run("--problem", "descent", "--table", name) == 0
    assert Path(name).read_text().startswith(start)


def test_a_device_is_a_file_too(capsys):
    assert run("--problem", "descent", "--steps-csv", os.devnull, "--curves-csv", os.devnull) == 2
    assert run("--problem", "descent", "--steps-csv", os.devnull) == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="needs /dev/stdout")
@pytest.mark.parametrize("as_file", [True, False])
def test_standard_output_as_a_file(folder, as_file):
    words = ("run", "--problem", "descent", "--updates", "1", "--steps-csv", "/dev/stdout", "--table", "t.md")
    if as_file:
        Path("log").write_text("before\n")
        with open("log", "a") as log:
            done = program(*words, capture_output=False, stdout=log, stderr=subprocess.DEVNULL)
        out = Path("log").read_text().removeprefix("before\n")
    else:
        done = program(*words)
        out = done.stdout
    assert done.returncode == 0
    header, _, last = out.splitlines()
    assert header == "run,step,epoch,learning_rate,w,loss,gradient"
    assert last == "1,1,1,0.2,2.5999999999999996,12.959999999999997,7.199999999999999"


def test_csv_round_trips_exactly(folder):
    assert run("--lesson", "four-curves", "--table", "t.csv") == 0
    h = History(lesson("four-curves").experiment).complete()
    found = np.array([[float(r[n]) for n in ("w1", "w2", "b")] for r in rows("t-classifier.csv")])
    assert (found == h.classifier.at(8000)).all()
    assert [float(r["w"]) for r in rows("t-descent.csv")] == h.descent.at(40)[:, 0].tolist()


# Bad arguments


BAD = [
    (["--batch-size", "2000"], "--batch-size 2000: must not be larger than the 1600 training samples"),
    (["--learning-rate", "0"], "--learning-rate 0: must be greater than 0"),
    (["--learning-rate", "-0.1,0.2"], "--learning-rate -0.1: must be greater than 0"),
    (["--learning-rate", "0.1,nan"], "--learning-rate nan: must be a finite number"),
    (["--learning-rate", "1e999"], "--learning-rate 1e999: must be a finite number"),
    (["--learning-rate", "0.1,,2"], "--learning-rate '': must be a number"),
    (["--learning-rate", "fast"], "--learning-rate fast: must be a number"),
    (["--learning-rate", ",".join(["1"] * 101)], "--learning-rate with 101 values: there must be between"),
    (["--learning-rate", "1e-40", "--precision", "float32"], "--learning-rate 1e-40: cannot be represented"),
    (["--epochs", "2.5"], "--epochs 2.5: must be a whole number"),
    (["--epochs", "many"], "--epochs many: must be a whole number"),
    (["--epochs", "0"], "--epochs 0: must be between 1 and"),
    (["--epochs", "inf"], "--epochs inf: must be a whole number"),
    (["--epochs", "1000000"], "--epochs 1000000: would make 160,000,000 updates; at most 10,000,000"),
    (["--batch-size", "1", "--epochs", "6251"], "--epochs 6251: would make 10,001,600 updates"),
    (["--updates", "-3"], "--updates -3: must be between"),
    (["--seed", "-1"], "--seed -1: must be between 0 and 4,294,967,295"),
    (["--start", "nan"], "--start nan: must be a finite number"),
    (["--start", "-inf"], "--start -inf: must be a finite number"),
    (["--schedule", "stairs"], "--schedule stairs: must be one of constant, exponential"),
    (["--problem", "maze"], "--problem maze: must be one of descent, classifier, surface, regression, both"),
    (["--optimizer", "sgd"], "--optimizer sgd: must be one of gradient-descent"),
    (["--precision", "float16"], "--precision float16: must be one of float64, float32"),
    (["--loss-form", "mse"], "--loss-form mse: must be one of stable, textbook"),
    (["--momentum", "1"], "--momentum 1: must be at least 0 and less than 1"),
    (["--decay-rate", "-1"], "--decay-rate -1: must be greater than 0 and at most 1000"),
    (["--schedule", "piecewise", "--milestones", "30,20"], "--milestones 30,20: must be at most 20 numbers, each"),
    (["--schedule", "drawn", "--rate-points", "1:1,0:2"], "--rate-points 1:1,0:2: must be points of which each"),
    (["--schedule", "drawn", "--rate-points", "1,2"], "--rate-points 1,2: must be pairs of an epoch and a share"),
    (["--schedule", "plateau", "--factor", "2"], "--factor 2: must be less than 1 where it is to reduce"),
    (["--schedule", "plateau", "--patience", "1.5"], "--patience 1.5: must be a whole number"),
    (["--schedule", "piecewise", "--milestones", "soon"], "--milestones soon: must be a number"),
    (["--schedule", "cosine", "--warmup-epochs", "51"], "--warmup-epochs 51: must not be longer than the 50"),
    (["--lesson", "eta-7"], "--lesson eta-7: must be one of eta-0.2, eta-1, "),
    (["--learning-rate"], "--learning-rate: expected one argument"),
    (["--learning", "0.1"], "unrecognized arguments: --learning 0.1"),
    (["classifier"], "unrecognized arguments: classifier"),
    (["--code", "jax=it.py"], "--code jax=it.py: must be LIBRARY=FILE, and the library one of numpy, pytorch, keras"),
    (["--code", "numpy"], "--code numpy: must be LIBRARY=FILE"),
    (
        ["--one-update", "first=a.csv"],
        "--one-update first=a.csv: must be N=FILE, and N the number of an update, from 1",
    ),
    (["--one-update", "3=a.csv"], "--one-update 3=a.csv: an update is one of one problem, choose it by --problem"),
    (["--problem", "descent", "--one-update", "41=a.csv"], "41=a.csv: must be from 1 to 40, the last update of run 1"),
    (["--problem", "descent", "--one-update", "4=a.doc"], "4=a.doc: the name must end in .csv, .tsv, .md or .tex"),
    (["--problem", "descent", "--noise-csv", "a.csv"], "--noise-csv a.csv: the 1-D descent has no batches"),
    (["--code", "numpy=no/it.py"], "--code no/it.py: the folder "),
    (["--table", "t.xls"], "--table t.xls: the name must end in .csv, .tsv, .md or .tex"),
    (["--table", "t"], "--table t: the name must end in .csv, .tsv, .md or .tex"),
    (["--table", ""], "--table '': must be the name of a file"),
    (["--steps-csv", "."], "--steps-csv .: must be the name of a file, not of a folder"),
    (["--steps-csv", "s/"], "--steps-csv s/: must be the name of a file, not of a folder"),
    (["--steps-csv", "no/s.csv"], "--steps-csv no/s.csv: the folder "),
    (["--steps-csv", os.devnull], f"--steps-csv {os.devnull}: two problems need two files"),
    (["--steps-csv", "n" * 300], "the name is longer than 255 bytes"),
    (["--problem", "descent", "--curves-csv", "c.csv"], "--curves-csv c.csv: the 1-D descent has no checkp"),
    (
        ["--problem", "classifier", "--steps-csv", "a.csv", "--curves-csv", "./a.csv"],
        "--curves-csv ./a.csv: --steps-csv names the same file",
    ),
]


def test_averaged_weights_in_every_file(folder):
    files = ("--curves-csv", "c.csv", "--code", "numpy=s.py", "--save", "e.lrgui", "--figure", "boundary=b.svg")
    training = ("--problem", "classifier", "--epochs", "2", "--learning-rate", "2")
    assert run(*training, "--averaging", "0.9", *files) == 0
    last = Path("c.csv").read_text().splitlines()[-1].split(",")
    assert len(last) == 13
    printed = subprocess.run([sys.executable, "s.py"], capture_output=True, text=True, check=True).stdout
    assert f"Averaged: training loss = {last[-4]}, accuracy = {last[-3]}; validation loss = {last[-2]}" in printed
    assert open_file(folder / "e.lrgui").view.average == 0.9
    assert "boundary of the averaged weights" in Path("b.svg").read_text()
    assert run("--experiment", "e.lrgui", "--code", "numpy=-") == 0


@pytest.mark.parametrize("typed", ["1", "-0.1", "much"])
def test_a_factor_that_averages_nothing(folder, capsys, typed):
    assert run("--problem", "descent", "--averaging", typed) == 2
    said = f"--averaging {typed}: must be a number" if typed == "much" else f"--averaging {typed}: must be at least 0"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "sentence"), BAD, ids=[" ".join(a)[:40] for a, _ in BAD])
def test_bad_arguments(folder, capsys, monkeypatch, arguments, sentence):
    def never(_):
        raise AssertionError("computed before all was checked")

    monkeypatch.setattr(run_command, "complete", never)
    files = [] if "csv" in " ".join(arguments) else ["--steps-csv", "steps.csv"]
    assert run(*arguments, *files) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("lrgui: ")
    assert sentence in err
    assert err.count("\n") == 1
    assert len(err) < 700
    assert os.listdir() == []


def test_folders_and_files_that_may_not_be_written(folder, capsys, monkeypatch):
    Path("old.csv").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, _mode: not str(path).endswith("old.csv"))
    assert run("--problem", "descent", "--steps-csv", "old.csv") == 2
    assert "the file may not be written" in capsys.readouterr().err
    monkeypatch.setattr(os, "access", lambda path, _mode: str(path) != str(folder.resolve()))
    assert run("--problem", "descent", "--steps-csv", "new.csv") == 2
    assert "no file may be written in the folder" in capsys.readouterr().err
    assert Path("old.csv").read_text() == "old"
    assert os.listdir() == ["old.csv"]


# Failures while it runs


def test_disk_full(folder, capsys, monkeypatch):
    Path("s.csv").write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("--problem", "descent", "--steps-csv", "s.csv", "--table", "t.csv") == 1
    assert capsys.readouterr() == ("", "lrgui: no file was written: No space left on device\n")
    assert os.listdir() == ["s.csv"]
    assert Path("s.csv").read_text() == "old"


@pytest.mark.parametrize("where", ["complete", "steps_csv"])
def test_interrupted(folder, capsys, monkeypatch, where):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run_command, where, interrupt)
    assert run("--problem", "descent", "--steps-csv", "s.csv") == 130
    assert capsys.readouterr() == ("", "lrgui: interrupted, no file was written\n")
    assert os.listdir() == []


def test_not_enough_memory(capsys, monkeypatch):
    def too_much(_):
        raise MemoryError

    monkeypatch.setattr(run_command, "complete", too_much)
    assert run() == 1
    assert capsys.readouterr().err == "lrgui: there is not enough memory for this experiment\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_midst_of_writing_leaves_no_file(folder, number, code):
    words = ["run", "--problem", "descent", "--updates", "200000", "--steps-csv", "s.csv"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "lrgui", *words],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        # Tests started in the background of a shell hand on an ignored SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not os.listdir() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert os.listdir() != []
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert err == ("lrgui: interrupted, no file was written\n" if code == 130 else "")
    assert os.listdir() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("drawn", "sent", "delay"),
    combinations(
        ["--animation boundary=film.gif", "--animation curves=f.pdf", "--figure sweep=s.svg"],
        {"SIGINT": (signal.SIGINT, 130), "SIGTERM": (signal.SIGTERM, 143)},
        [0.1, 0.45, 0.7],
    ),
)
def test_a_signal_while_drawing_ends_in_order(folder, drawn, sent, delay):
    """Wherever it comes: Qt's painting must not be left by an exception."""
    number, code = sent
    words = ["run", "--lesson", "six-rates", "--epochs", "20", "--steps-csv", "s.csv", *drawn.split()]
    begun = "import sys; import lrgui.cli.pictures as p; f = p._application\nclass A:\n"
    begun += "    def __enter__(self): print('drawing', flush=True); self.a = f(); return self.a.__enter__()\n"
    begun += "    def __exit__(self, *a): return self.a.__exit__(*a)\n"
    begun += f"p._application = A\nfrom lrgui.__main__ import main\nsys.exit(main({words}))"
    process = subprocess.Popen(
        [sys.executable, "-c", begun],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "drawing\n"
    time.sleep(delay)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    if delay > 0.1 and "wrote" in err:
        return  # a quick machine had finished before the signal came
    assert process.returncode == code
    assert err == ("lrgui: interrupted, no file was written\n" if code == 130 else "")
    assert os.listdir() == []


# Lessons, help, version


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_lessons(capsys, language):
    assert cli.main(["lessons", "--language", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [found.id for found in lessons()]
    assert [re.split(r"\s{2,}", line)[1] for line in lines] == [f.title[language] for f in lessons()]


def test_lessons_in_a_language_that_there_is_not(capsys):
    assert cli.main(["lessons", "--language", "de"]) == 2
    assert capsys.readouterr().err == "lrgui: --language de: must be one of en, zh_CN\n"


@pytest.mark.parametrize("command", ["run", "lessons"])
def test_help_of_a_command(capsys, command):
    assert __main__.main([command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"usage: lrgui {command}")
    if command == "run":
        for name in ("--steps-csv", "NAME-descent.csv", "{stable,textbook}", "--no-staircase"):
            assert name in out


def test_main_dispatches(capsys):
    assert __main__.main(["--version"]) == 0
    assert capsys.readouterr().out == f"lrgui {lrgui.__version__}\n"
    assert __main__.main(["--help"]) == 0
    assert "lrgui run" in capsys.readouterr().out
    assert __main__.main(["walk"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "lrgui: walk: there is no such command, only run, sweep, lessons, desktop, --version, --help,"
        " and nothing at all for the window\n"
    )


def test_without_a_display_one_sentence(capsys, monkeypatch):
    monkeypatch.setattr("lrgui.preflight.display_problem", lambda: "There is no display.")
    assert __main__.main([]) == 1
    assert capsys.readouterr() == ("", "There is no display.\n")


# The program itself


def test_the_program_computes_without_qt(folder):
    code = (
        "import sys\n"
        "from lrgui.__main__ import main\n"
        "assert main(['run', '--epochs', '1', '--table', 't.csv']) == 0\n"
        "assert main(['lessons']) == 0\n"
        "qt = ('PySide6', 'shiboken6', 'pyqtgraph')\n"
        "bad = [name for name in sys.modules if name.split('.')[0] in qt]\n"
        "assert not bad, bad\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-W", "error", "-c", code]
    subprocess.run(words, check=True, env=environment, stdout=subprocess.DEVNULL)
    assert sorted(os.listdir()) == ["t-classifier.csv", "t-descent.csv"]


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["help"], ["walk"], []], ids=" ".join)
def test_what_needs_no_numbers_imports_no_numpy(words):
    code = (
        "import sys\n"
        "from lrgui import __main__, preflight\n"
        "preflight.display_problem = lambda: 'There is no display.'\n"
        f"__main__.main({words})\n"
        "heavy = [name for name in ('numpy', 'PySide6', 'argparse') if name in sys.modules]\n"
        f"assert heavy == {['argparse'] if words else []}, heavy\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True)


def test_an_option_of_another_command_is_none_of_this(capsys):
    assert run("--seeds", "3") == 2
    assert capsys.readouterr().err == (
        "lrgui: unrecognized arguments: --seeds 3 (`lrgui run --help` lists what there is)\n"
    )


def test_the_program_by_its_module_name(folder):
    done = program("run", "--lesson", "around-one")
    assert (done.returncode, done.stderr) == (0, "")
    assert "diverged at step 5" in done.stdout
    done = program("run", "--epochs", "none")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "lrgui: --epochs none: must be a whole number\n"
    assert program("walk").returncode == 2


def test_the_same_numbers_from_a_fresh_process(folder):
    assert run("--lesson", "four-curves", "--steps-csv", "here.csv", "--table", "t.csv") == 0
    done = program("run", "--lesson", "four-curves", "--steps-csv", "there.csv", "--table", "u.csv")
    assert done.returncode == 0
    for problem in ("descent", "classifier"):
        assert Path(f"here-{problem}.csv").read_bytes() == Path(f"there-{problem}.csv").read_bytes()


def test_lessons_are_found_where_a_wheel_puts_them(folder):
    shutil.copytree(ROOT / "lrgui", folder / "lrgui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", folder / "lrgui" / "resources")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "lrgui", "lessons"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(lessons())


def test_a_reader_that_leaves_early_is_no_error():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "lrgui", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_letters_that_the_terminal_lacks_are_escaped():
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "lrgui", "lessons", "--language", "zh_CN"]
    done = subprocess.run(words, env=environment, capture_output=True, check=True)
    assert b"\\u" in done.stdout
    assert done.stderr == b""


# The progress bar


class Terminal:
    def __init__(self, is_terminal=True):
        self.is_terminal = is_terminal
        self.text = ""

    def isatty(self):
        return self.is_terminal

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def progress(seconds, is_terminal=True, often=10):
    """What is drawn in work of that many seconds, looked at so often in a second."""
    terminal, now = Terminal(is_terminal), [0.0]
    with Progress("computing", terminal, lambda: now[0]) as bar:
        for i in range(1, round(seconds * often) + 1):
            now[0] = i / often
            bar.show(now[0] / seconds)
    return terminal.text


def test_progress():
    text = progress(4)
    assert "\rcomputing  50% [###############---------------] 0:02 left" in text
    *_, last, erased, end = text.split("\r")
    assert erased == " " * len(last)
    assert end == ""


def test_no_progress_for_short_work_or_without_a_terminal():
    assert progress(0.9) == ""
    assert progress(100, is_terminal=False) == ""


def test_progress_of_hours():
    text = progress(4000, often=0.5)
    assert "1:06:" in text


def test_progress_through_pieces():
    terminal, now = Terminal(), iter(range(100))
    with Progress("writing", terminal, lambda: next(now)) as bar:
        assert list(bar.through(["a\nb\n", "c\nd\n"], 4)) == ["a\nb\n", "c\nd\n"]
    assert "writing  50%" in terminal.text


def test_progress_is_shown_on_a_terminal_only(capsys, monkeypatch):
    monkeypatch.setattr("lrgui.cli.progress.WAIT", 0)
    monkeypatch.setattr("lrgui.cli.progress.WORTH_SHOWING", 0)
    monkeypatch.setattr("lrgui.cli.progress.INTERVAL", 0)
    monkeypatch.setattr("lrgui.cli.progress.SLICE", 0)
    assert run("--problem", "descent") == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("--epochs", "1") == 0
    err = capsys.readouterr().err
    assert "computing" in err
    assert err.endswith(" \r")


def test_a_curve_chooses_its_problem_and_its_start(folder, capfd):
    assert cli.main(["run", "--curve", "quartic", "--learning-rate", "0.05", "--steps-csv", "steps.csv"]) == 0
    assert "minimum at 1.1309" in capfd.readouterr().out
    rows = (folder / "steps.csv").read_text("utf-8").splitlines()
    assert rows[0] == "run,step,epoch,learning_rate,w,loss,gradient"
    assert rows[1] == "1,0,0,,1.5,-0.1875,5.5"  # 1.5⁴ − 3·1.5² + 1.5, 4·1.5³ − 6·1.5 + 1
    assert cli.main(["run", "--curve", "absolute", "--start", "2", "--steps-csv", "-"]) == 0
    assert "\n1,0,0,,2.0,2.0,1.0\n" in capfd.readouterr().out


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_the_curves_are_listed(command, capsys):
    assert cli.main([command, "--curve", "list"]) == 0
    assert "quartic   w⁴ − 3w² + w, from w = 1.5\n" in capsys.readouterr().out


def test_a_curve_is_typed_and_stays_in_the_file(folder, capsys):
    assert cli.main(["run", "--curve", "-w^2 + w^4", "--start", "0.1", "--save", "mine.lrgui"]) == 0
    assert "minimum at 0.707107" in capsys.readouterr().out
    assert cli.main(["run", "--experiment", "mine.lrgui"]) == 0
    assert "minimum at 0.707107" in capsys.readouterr().out
    assert cli.main(["run", "--curve", "sin(3x)"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("lrgui: --curve sin(3x): “x” at position 6 is not known; known are w, π, e and sin, cos")
    assert cli.main(["run", "--curve", "parabel"]) == 2
    assert "must be one of parabola, quartic," in capsys.readouterr().err


def test_data_choose_their_problem_and_a_batch_that_they_have(folder, capsys):
    assert cli.main(["run", "--data", "ten-points", "--epochs", "3", "--save", "ten.lrgui"]) == 0
    assert "train_loss" in capsys.readouterr().out
    assert cli.main(["run", "--experiment", "ten.lrgui", "--data", "clouds", "--weight-decay", "0.01"]) == 0
    wanted = {"data": "clouds", "distance": "2", "standardise": True, "weight_decay": "1e-3", "curve": "cubic"}
    words = [word for name, value in wanted.items() for word in (f"--{name.replace('_', '-')}", value)]
    experiment = experiment_of(cli.parsed(["run", *(word for word in words if word is not True)]))
    assert experiment.problem == "both"  # both were named
    assert (experiment.data, experiment.distance, experiment.standardised) == ("clouds", 2.0, True)
    assert experiment.weight_decay == 1e-3


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_the_data_are_listed(command, capsys):
    assert cli.main([command, "--data", "list"]) == 0
    assert "xor              400 points in a square" in capsys.readouterr().out
    assert cli.main([command, "--data", "iris"]) == 2
    assert "--data iris: must be one of school-district, ten-points" in capsys.readouterr().err


TABLE = "size;price;rooms;sold\n" + "".join(f"{i},5;{i * i % 17};{i % 4};{'ny'[i % 3 == 0]}\n" for i in range(30))


def test_data_of_a_file_with_its_columns(folder, capsys):
    (folder / "houses.csv").write_text(TABLE, "utf-8")
    chosen = ["--data", "houses.csv", "--x", "price", "--x2", "1", "--label", "sold"]
    assert cli.main(["run", *chosen, "--standardise", "--epochs", "2", "--save", "h.lrgui", "--data-csv", "d.csv"]) == 0
    lines = (folder / "d.csv").read_text("utf-8").splitlines()
    assert lines[:3] == ["price,size,sold", "0.0,0.5,y", "1.0,1.5,n"]
    assert len(lines) == 31
    (folder / "houses.csv").unlink()  # the experiment has them whole
    assert cli.main(["run", "--experiment", "h.lrgui", "--data-csv", "again.csv", "--table", "t.csv"]) == 0
    assert (folder / "again.csv").read_text("utf-8").splitlines() == lines
    assert cli.main(["sweep", "--experiment", "h.lrgui", "--count", "3"]) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--data", "gone.csv"], "--data gone.csv: there is no such file: gone.csv"),
        (["--data", "bad.csv"], "--data bad.csv: row 31, column size: “?” is not a number"),
        (
            ["--data", "bad.csv", "--x", "width"],
            "--x width: there is no such column; there are size",
        ),
        (["--data", "bad.csv", "--x", "price", "--x2", "2"], "--data bad.csv: is chosen twice"),
        (["--data", "xor", "--label", "sold"], "--label sold: only data of a file have columns to choose"),
        (["--problem", "descent", "--data-csv", "-"], "--data-csv -: the 1-D descent has no data"),
    ],
)
def test_data_that_cannot_be_used(folder, capsys, options, said):
    (folder / "bad.csv").write_text(TABLE.replace("29,5;", "?;"), "utf-8")
    assert cli.main(["run", "--save", "not.lrgui", *options]) == 2
    assert capsys.readouterr().err.startswith(f"lrgui: {said}")
    assert not (folder / "not.lrgui").exists()


def test_large_data_that_were_moved_are_asked_for(folder, capsys):
    rows = "".join(f"{i % 101},{i % 37},{'ny'[i % 101 > 50]}\n" for i in range(20_001))
    (folder / "large.csv").write_text(rows, "utf-8")
    few = ["--batch-size", "16000", "--epochs", "1"]
    assert cli.main(["run", "--data", "large.csv", *few, "--save", "large.lrgui"]) == 0
    assert (folder / "large.lrgui").stat().st_size < 5000
    (folder / "moved").mkdir()
    (folder / "large.csv").rename(folder / "moved/large.csv")
    capsys.readouterr()
    assert cli.main(["run", "--experiment", "large.lrgui"]) == 2
    error = capsys.readouterr().err
    assert "there is no such file: " in error
    assert "--data FILE says where it is now" in error
    assert cli.main(["run", "--experiment", "large.lrgui", "--data", "moved/large.csv", "--table", "t.csv"]) == 0
