"""How tables are written on the command line: columns, digits, words, CSV for spreadsheets, and standard output."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lrgui
from lrgui.cli import main as cli
from lrgui.core.tables.csv_style import CsvStyle

DESCENT = ("--problem", "descent", "--updates", "3")
ROOT = Path(lrgui.__file__).parents[1]


def run(*arguments):
    return cli.main(["run", *arguments])


def program(*arguments, **settings):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "lrgui", *arguments], env=environment, capture_output=True, check=False, **settings
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cells(line):
    return [cell.strip() for cell in line.strip("|\n ").split("|")]


@pytest.mark.parametrize("names", ["loss", "state,run", "learning_rate,w,loss"])
def test_columns_in_the_order_that_was_typed(folder, capsys, names):
    assert run(*DESCENT, "--columns", names) == 0
    assert cells(capsys.readouterr().out.splitlines()[0]) == names.split(",")
    assert run(*DESCENT, "--columns", names, "--table", "t.csv") == 0
    assert Path("t.csv").read_text().splitlines()[0] == names


def test_of_two_problems_each_has_those_that_it_knows(capsys):
    assert run("--epochs", "1", "--columns", "run,train_loss,loss") == 0
    heads = [cells(line) for line in capsys.readouterr().out.splitlines() if line.startswith("| run")]
    assert heads == [["run", "loss"], ["run", "train_loss"]]


@pytest.mark.parametrize("digits", [1, 3, 9, 17])
def test_digits(folder, capsys, digits):
    assert run(*DESCENT, "--learning-rate", "0.3", "--columns", "w", "--digits", str(digits)) == 0
    (printed,) = cells(capsys.readouterr().out.splitlines()[-1])
    exact = 5.0
    for _ in range(3):
        exact -= 0.3 * (2 * exact + 2)
    assert float(printed) == float(f"{exact:.{digits}g}")


@pytest.mark.parametrize(
    ("language", "head", "state"),
    [("en", ["run", "η", "loss"], "converging"), ("zh_CN", ["运行组", "η", "损失"], None)],
)
@pytest.mark.parametrize("form", ["md", "tsv", "csv"])
def test_words_in_a_language(folder, language, head, state, form):
    columns = "run,learning_rate,loss,state"
    assert run(*DESCENT, "--table-language", language, "--columns", columns, "--table", f"t.{form}") == 0
    first, *_, last = Path(f"t.{form}").read_text(encoding="utf-8").splitlines()
    separator = {"md": "|", "tsv": "\t", "csv": ","}[form]
    assert [cell.strip() for cell in first.strip("|").split(separator)][:3] == head
    said = last.strip("|").split(separator)[-1].strip()
    assert said == state if state else not said.isascii()


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("semicolon", CsvStyle(";")),
        ("tab", CsvStyle("\t")),
        ("decimal-comma", CsvStyle(";", ",")),
        ("bom,decimal-comma", CsvStyle(";", ",", True)),
        ("decimal-comma,tab", CsvStyle("\t", ",")),
    ],
)
def test_csv_for_spreadsheets_has_the_same_numbers(folder, words, style):
    kinds = {"--table": "table.csv", "--steps-csv": "steps.csv", "--curves-csv": "curves.csv"}
    arguments = ("--problem", "classifier", "--epochs", "2", "--learning-rate", "0.1,0.7")
    files = [word for pair in kinds.items() for word in pair]
    assert run(*arguments, *files) == 0
    plain = {name: list(csv.reader(Path(name).read_text("utf-8").splitlines())) for name in kinds.values()}
    assert run(*arguments, *files, "--csv-style", words) == 0
    for name, rows in plain.items():
        text = Path(name).read_bytes().decode()
        assert text.startswith("\ufeff") == style.bom
        read = list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=style.separator))
        assert read[0] == rows[0]
        assert [[cell.replace(style.decimal, ".") for cell in row] for row in read[1:]] == rows[1:]


def test_a_sweep_for_spreadsheets(folder):
    arguments = ["sweep", "--problem", "descent", "--count", "3", "--csv", "s.csv"]
    assert cli.main([*arguments, "--csv-style", "decimal-comma"]) == 0
    assert Path("s.csv").read_text().splitlines()[1].startswith("0,0001;0;35,")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--columns", "foo"), "--columns foo: foo must be any of run, learning_rate, w, loss, state"),
        (("--columns", "w,w"), "--columns w,w: w stands there twice"),
        (("--columns", ""), "--columns : '' must be any of"),
        (("--digits", "18"), "--digits 18: must be a whole number between 1 and 17"),
        (("--digits", "1/3"), "--digits 1/3: must be a whole number between 1 and 17"),
        (("--table-language", "fr"), "--table-language fr: must be one of en, zh_CN"),
        (("--csv-style", "pipe"), "--csv-style pipe: must be one of semicolon, tab, decimal-comma, bom"),
        (("--table-format", "doc"), "--table-format doc: must be one of csv, tsv, md, latex"),
        (("--table-format", "csv", "--table", "a.md"), "--table-format csv: the ending of a.md says the format"),
        (("--steps-csv", "-", "--save", "-"), "--save -: --steps-csv is standard output already"),
    ],
)
def test_what_is_wrong_is_said(folder, capsys, arguments, sentence):
    assert run(*DESCENT, *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert not list(folder.iterdir())


@pytest.mark.parametrize("what", ["--steps-csv", "--save", "--curves-csv"])
def test_a_dash_is_standard_output(folder, what):
    problem = "classifier" if what == "--curves-csv" else "descent"
    arguments = ("run", "--problem", problem, "--updates", "3", "--epochs", "1")
    assert cli.main([*arguments, what, "there"]) == 0
    dashed = program(*arguments, what, "-")
    assert (dashed.returncode, dashed.stderr) == (0, b"")
    assert dashed.stdout == Path("there").read_bytes(), "the file, and nothing else"
    assert sorted(path.name for path in folder.iterdir()) == ["there"]


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "latex"])
def test_the_table_on_standard_output_in_every_format(folder, capsys, form):
    ending = {"latex": "tex"}.get(form, form)
    assert run(*DESCENT, "--table", f"t.{ending}") == 0
    capsys.readouterr()
    assert run(*DESCENT, "--table", "-", "--table-format", form) == 0
    assert capsys.readouterr().out == Path(f"t.{ending}").read_text(encoding="utf-8")


def test_an_experiment_goes_through_a_pipe(folder):
    saved = program("run", *DESCENT, "--learning-rate", "0.3", "--save", "-")
    assert json.loads(saved.stdout)["experiment"]["runs"][0]["learning_rate"] == 0.3
    again = program("run", "--experiment", "-", "--table", "-", "--table-format", "csv", input=saved.stdout)
    assert again.returncode == 0
    assert again.stdout.decode().splitlines()[1].startswith("1,0.3,")
    assert program("run", "--experiment", "-", input=b"no experiment").returncode == 2


def test_what_comes_after_in_the_same_file_is_after(folder):
    with open("all.txt", "wb") as file:
        for _ in range(2):
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            words = [sys.executable, "-m", "lrgui", "run", *DESCENT, "--steps-csv", "-"]
            subprocess.run(words, env=environment, stdout=file, check=True)
    lines = Path("all.txt").read_text().splitlines()
    assert lines[:5] == lines[5:]
    assert len(lines) == 10
