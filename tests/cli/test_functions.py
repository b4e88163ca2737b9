"""Surfaces and lines through points on the command line: their options, tables and files."""

import csv

import pytest

from lrgui.cli import main as cli
from lrgui.core.problems.points import POINT_SETS
from lrgui.core.problems.surface import SURFACES


def run(capsys, *arguments):
    assert cli.main(["run", *arguments]) == 0
    return capsys.readouterr().out


def rows(path, option, *arguments, command="run"):
    """What is written as a table of comma-separated values."""
    assert cli.main([command, *arguments, option, str(path)]) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("arguments", "columns", "places"),
    [
        (("--surface", "x^2 + 10y^2", "--start", "-3,1", "--learning-rate", "0.05"), ("x", "y"), (-2.7, 0.0)),
        (("--regression", "four", "--start", "1,-2", "--learning-rate", "0.1"), ("w", "b"), (1.35, -1.4)),
    ],
)
def test_steps_and_tables_have_the_parameters(capsys, tmp_path, arguments, columns, places):
    path = tmp_path / "t.csv"
    steps = rows(path, "--steps-csv", *arguments, "--updates", "3")
    assert tuple(steps[0]) == ("run", "step", "epoch", "learning_rate", *columns, "loss")
    assert [float(steps[1][name]) for name in columns] == pytest.approx(places)
    assert len(steps) == 4
    capsys.readouterr()
    table = run(capsys, *arguments)
    head = [cell.strip() for cell in table.splitlines()[-3].strip("|").split("|")]
    assert head == ["run", "learning_rate", *columns, "loss", "state"]
    swept = rows(path, "--csv", *arguments[:2], "--count", "5", command="sweep")
    assert len(swept) == 5
    assert swept[-1]["state"].startswith("diverged")


@pytest.mark.parametrize(("option", "names"), [("--surface", SURFACES), ("--regression", POINT_SETS)])
def test_names_are_listed(capsys, option, names):
    assert [line.split()[0] for line in run(capsys, option, "list").splitlines()] == list(names)


def test_points_come_from_a_table_of_ones_own(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("hours;name;mark\n0;a;1,5\n2;b;3,5\n4;c;5,5\n", "utf-8")
    common = ("--regression", str(path), "--learning-rate", "0.3", "--standardise", "--loss-scale", "half-mean")
    steps = rows(tmp_path / "steps.csv", "--steps-csv", *common, "--updates", "100")
    assert float(steps[-1]["b"]) == pytest.approx(3.5)
    assert float(steps[-1]["loss"]) < 1e-20
    other = rows(tmp_path / "other.csv", "--steps-csv", *common, "--x", "mark", "--y", "1", "--updates", "100")
    assert float(other[-1]["b"]) == pytest.approx(2)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--regression", "ten"), "--regression ten: must be one of four, eight, fifty"),
        (("--regression", "nowhere.csv"), "--regression nowhere.csv: there is no such file"),
        (("--regression", "four", "--x", "1"), "--x 1: only points of a file have columns to choose"),
        (("--regression", "four", "--loss-scale", "max"), "--loss-scale max: must be one of mean, sum, half-mean"),
        (("--regression", "four", "--start", "3"), "--start 3: must be two numbers with a comma between them"),
        (("--regression", "four", "--start", "3,1e9"), "--start 3,1e9: b must be between"),
        (("--surface", "bowl", "--start", "1e9,3"), "--start 1e9,3: x must be between"),
        (("--surface", "x^2 + z"), "--surface x^2 + z: "),
        (("--surface", "bowl", "--condition", "0.5"), "--condition 0.5: must be between 1 and"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed(capsys, arguments, reason):
    assert cli.main(["run", *arguments]) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "columns", "reason"),
    [
        ("x,y\n1,2\n1,3\n", (), "must be points with different x"),
        ("x,y\n1,2\n2,b\n3,4\n4,5\n", (), "row 3, column y: “b” is not a number"),
        ("x,y\n1,2\n", ("--x", "z"), "--x z: there is no such column"),
    ],
)
def test_a_table_that_is_none_says_why(capsys, tmp_path, text, columns, reason):
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    assert cli.main(["run", "--regression", str(path), *columns]) == 2
    assert reason in capsys.readouterr().err
