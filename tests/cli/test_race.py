"""`--run`, `--select` and `--figure-title`: runs with settings of their own from the command line."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from lrgui.cli import main as cli
from lrgui.cli.complaints import UsageError
from lrgui.cli.main import parsed
from lrgui.cli.options.experiment import experiment_of
from lrgui.core.files.document import open_file
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.tables.results import runs_table
from lrgui.core.training.history import History


def experiment(*arguments: str) -> Experiment:
    return experiment_of(parsed(["run", *arguments]))


def rows(path: Path) -> list[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


def test_other_options_are_those_of_all_runs():
    typed = ("--problem", "classifier", "--optimizer", "momentum", "--momentum", "0.5", "--batch-size", "20")
    found = experiment(*typed, "--run", "learning-rate=1/3", "--run", "momentum=0.9,batch-size=1,seed=7,name=noisy")
    assert found.runs == (
        Run(1 / 3, optimizer="momentum", momentum=0.5),
        Run(0.2, optimizer="momentum", momentum=0.9, batch_size=1, seed=7, name="noisy", colour=COLOURS[1]),
    )
    assert found.batch_size == 20


def test_quotes_and_backslashes_are_those_of_a_shell():
    runs = experiment(
        "--surface", "bowl", "--run", r"start=-3\,1, name=one\, two", "--run", "start='2,1e-6',name=\"a 'b', c\"",
    ).runs  # fmt: skip
    assert [(run.start_x, run.start_y, run.name) for run in runs] == [
        (-3.0, 1.0, "one, two"), (2.0, 1e-6, "a 'b', c")
    ]  # fmt: skip
    milestones = experiment("--schedule", "piecewise", "--run", "milestones='10,20',staircase,factor=0.5").runs[0]
    assert (milestones.milestones, milestones.staircase, milestones.factor) == ((10.0, 20.0), True, 0.5)
    adams = experiment("--optimizer", "adam", "--run", "name=a", "--run", "bias-correction=no").runs
    assert [run.bias_correction for run in adams] == [True, False]


@pytest.mark.parametrize(
    ("problem", "typed", "fields"),
    [
        ("descent", "start=-3", {"start": -3.0}),
        ("regression", "start='1,2'", {"start_w": 1.0, "start_b": 2.0}),
        ("classifier", "start-weights='-5,5'", {"start_w1": -5.0, "start_w2": 5.0}),
        # What is as all have it is no setting of its own.
        ("classifier", "batch-size=10", {}),
        ("descent", "start=5", {}),
    ],
)
def test_a_start_is_that_of_the_problem(problem, typed, fields):
    assert experiment("--problem", problem, "--run", typed).runs[0].own == fields


def test_the_runs_take_the_place_of_those_of_a_lesson():
    """They begin with what its first run has; what that did on its way is not theirs."""
    found = experiment("--lesson", "six-rates", "--run", "learning-rate=0.3", "--run", "name=as it was")
    base = experiment("--lesson", "six-rates")
    assert [run.learning_rate for run in found.runs] == [0.3, base.runs[0].learning_rate]
    assert found.changes == ()


REFUSED = [
    (["--run", "rate=3"], "rate is none of name, learning-rate,"),
    (["--run", "learning_rate=3"], "learning_rate is none of"),
    (["--run", "learning-rate=quick"], "learning-rate must be a number"),
    (["--run", "learning-rate=0"], "learning-rate must be greater than 0"),
    (["--run", "name=a", "--run", "batch-size=1601"], "--run batch-size=1601: batch-size must not be larger than"),
    (["--run", "batch-size=0"], "batch-size must be between 1"),
    (["--run", "seed=-1"], "seed must be between 0"),
    (["--run", "staircase=perhaps"], "staircase must be true or false"),
    (
        ["--run", "schedule=plateau,factor=2"],
        "--run schedule=plateau,factor=2: factor must be less than 1 where it is to",
    ),
    (["--run", 'name="a'], "a quotation mark has no other"),
    (["--run", ""], "must be KEY=VALUE"),
    (["--run", "start=1,2"], "2 is none of"),
    (["--run", "start-weights=1,2"], "--run start-weights=1,2: start-weights must be two numbers with a comma between"),
    (["--optimizer", "line-search", "--run", "name=a"], "--optimizer line-search: needs a parabola"),
    (["--run", "name=a", "--run", "optimizer=line-search"], "--run optimizer=line-search: optimizer needs a parabola"),
    (["--warmup-epochs", "99", "--run", "name=a"], "--warmup-epochs 99: must not be longer"),
    (["--warmup-epochs", "1", "--run", "warmup-epochs=99"], "--run warmup-epochs=99: warmup-epochs must not be longer"),
    (["--learning-rate", "0.1,0.2", "--run", "name=a"], "together with several learning rates"),
    (["--run", "name=a"] * 101, "--run 101 times: there must be between 1 and 100 of them"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_is_refused(typed, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        experiment("--problem", "classifier", *typed)


@pytest.mark.parametrize("said", ["0", "4", "-1", "first", "1.5"])
def test_a_run_that_is_not_there_cannot_be_selected(said, capsys):
    typed = [word for run in range(3) for word in ("--run", f"name={run}")]
    assert cli.main(["run", "--problem", "descent", *typed, f"--select={said}"]) == 2
    assert f"--select {said}: must be the number of a run, from 1 to 3" in capsys.readouterr().err


def test_one_command_races_three_batch_sizes_at_equal_samples(tmp_path, monkeypatch):
    """Table, curves, figure and scripts agree to the last bit with each run alone."""
    monkeypatch.chdir(tmp_path)
    typed = ["--problem", "classifier", "--epochs", "2", "--aligned", "samples"]
    race = [word for size in (1600, 10, 1) for word in ("--run", f"batch-size={size}")]
    files = [
        "--table", "table.csv", "--curves-csv", "curves.csv", "--steps-csv", "steps.csv", "--save", "race.lrgui",
        "--figure", "loss+runs=race.svg", "--figure-title", "Three forms & one", "--figure-style", "text",
    ]  # fmt: skip
    assert cli.main(["run", *typed, *race, *files]) == 0
    found = open_file("race.lrgui").experiment
    assert (found.batch_sizes, found.aligned) == ((1600, 10, 1), "samples")
    table, curves, steps = (rows(tmp_path / f"{name}.csv") for name in ("table", "curves", "steps"))
    drawn = (tmp_path / "race.svg").read_text(encoding="utf-8")
    assert "Three forms &amp; one" in drawn
    assert "samples seen" in drawn
    for i, size in enumerate((1600, 10, 1)):
        alone = Experiment(problem="classifier", epochs=2, batch_size=size)
        history = History(alone).complete()
        whole = runs_table(history)
        expected = dict(zip(whole.columns, map(str, whole.rows[0]), strict=True))
        assert {name: table[i][name] for name in whole.columns[1:]} == {n: expected[n] for n in whole.columns[1:]}
        own = history.curves("classifier")
        told = [row for row in curves if row["run"] == str(i + 1)]
        for name, values in (("train_loss", own.loss), ("validation_accuracy", own.validation_accuracy)):
            assert [float(row[name]) for row in told] == values[:, 0].tolist()
        assert [int(row["step"]) for row in told] == own.updates.tolist()
        ended = history.classifier.at(history.classifier.total)[0].tolist()
        last = [row for row in steps if row["run"] == str(i + 1)][-1]
        assert [float(last[name]) for name in ("w1", "w2", "b")] == ended
        assert (
            cli.main(["run", *typed, *race, "--select", str(i + 1), "--code", f"numpy=run{i}.py", "--table", "-"]) == 0
        )
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile((tmp_path / f"run{i}.py").read_text(encoding="utf-8"), "script", "exec"), {})
        printed = re.search(r"After the last update: w1 = (\S+), w2 = (\S+), b = (\S+)", said.getvalue())
        assert list(map(float, printed.groups())) == ended


def test_what_goes_together_is_asked_of_the_whole_run():
    """In whatever order it is typed, and whatever the other options say."""
    for text in ("factor=2,schedule=piecewise", "schedule=piecewise,factor=2"):
        (run,) = experiment("--schedule", "plateau", "--run", text).runs
        assert (run.schedule, run.factor) == ("piecewise", 2)
