"""Tables for LaTeX fit the page, whatever they hold; pdfTeX is asked where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.worked_update import worked
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.tables.csv_style import CsvStyle
from lrgui.core.tables.formats import table_text
from lrgui.core.tables.results import runs_table, steps_table
from lrgui.core.training.history import History
from lrgui.text.tables import update_in_words

RATES = (0.01, 0.1, 0.5, 1.0, 10.0, 50.0)
WIDE = Experiment(problem="classifier", runs=tuple(map(Run, RATES)), epochs=20, loss_form="textbook")
NARROW = Experiment(problem="descent", runs=tuple(map(Run, (0.2, 1.02, 1e6))), updates=200)


def parts(text):
    """(heading, rows) of every table in a text, in cells."""
    found = []
    for body in re.findall(r"\\toprule\n(.*?)\\bottomrule", text, re.DOTALL):
        lines = [line.removesuffix(r" \\").split(" & ") for line in body.splitlines() if line.endswith(r"\\")]
        found.append((lines[0], lines[1:]))
    return found


@pytest.mark.parametrize("digits", [None, 3, 12, 17])
def test_a_wide_table_is_shrunk_and_whole(digits):
    table = runs_table(History(WIDE).complete())
    text = "".join(table_text(table, "latex", digits))
    ((head, rows),) = parts(text)
    assert len(head) == len(table.columns)
    assert [row[0] for row in rows] == [f"${i}$" for i in range(1, 7)]
    assert text.startswith(r"\noindent\resizebox{\linewidth}{!}{%")


def test_a_table_that_is_a_little_too_wide_has_smaller_letters():
    table = steps_table(History(NARROW).complete(), None, 0, 1, 20)
    assert re.match(r"\\noindent\{\\(small|footnotesize|scriptsize|tiny)\\", "".join(table_text(table, "latex", 8)))


def test_a_narrow_table_is_one_as_it_was():
    text = "".join(table_text(runs_table(History(NARROW).complete()), "latex"))
    assert len(parts(text)) == 1
    assert text.startswith(r"\noindent\begin{tabular}{rrrrl}")


def test_a_table_of_more_than_a_page_goes_over_pages():
    history = History(NARROW).complete()
    for rows, name in ((40, "tabular"), (41, "longtable"), (200, "longtable")):
        text = "".join(table_text(steps_table(history, None, 0, 1, rows), "latex"))
        assert f"\\begin{{{name}}}" in text
        assert (r"\endhead" in text) == (name == "longtable")
        assert len(parts(text)[0][1]) == rows


def test_a_run_may_have_any_name():
    """Whatever is in it, a name is a text: also where it begins as a number does, or has signs of the format."""
    names = ("1e5_50%", "a|b", "0.5", "η₀ ≤ β₁₂ < ½")
    runs = tuple(Run(rate, name=name) for rate, name in zip((0.1, 0.2, 0.3, 0.4), names, strict=True))
    table = runs_table(History(Experiment(problem="descent", runs=runs)).complete())
    ((_, rows),) = parts("".join(table_text(table, "latex")))
    told = [r"1e5\_50\%", "a$|$b", "0.5", r"$\eta_0$ $\leq$ $\beta_{12}$ $<$ $\frac12$"]
    assert [row[1] for row in rows] == told
    lines = "".join(table_text(table, "md")).splitlines()
    assert [re.split(r"(?<!\\)\|", line)[2].strip() for line in lines[2:]] == ["1e5_50%", r"a\|b", *names[2:]]
    comma = CsvStyle.of(["decimal-comma"])
    assert [line.split(";")[1] for line in "".join(table_text(table, "csv", style=comma)).splitlines()[1:]] == [*names]


def test_subscripts_side_by_side_are_one():
    """Two of them after one letter LaTeX refuses: of a matrix H₁₂, of Nadam's μₙ₊₁."""
    fields = {"H": Experiment(problem="surface", runs=(Run(optimizer="line-search"),))}
    fields["\\mu"] = Experiment(problem="descent", runs=(Run(optimizer="nadam"),))
    for letter, experiment in fields.items():
        update = anatomy(History(experiment).complete().traces[experiment.problem], 0, 1)
        worded = update_in_words(update, worked(update), experiment.problem)
        text = "".join(piece for table, words in worded for piece in table_text(table, "latex", None, words))
        assert letter in text
        assert not re.search(r"_\w(\$\$)?_", text)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no pdfTeX here")
@pytest.mark.parametrize("digits", [None, 4, 8])
@pytest.mark.parametrize("kind", ["runs", "steps"])
@pytest.mark.parametrize("experiment", [WIDE, NARROW], ids=["classifier", "descent"])
def test_nothing_runs_over_the_margin(tmp_path, experiment, kind, digits):
    history = History(experiment).complete()
    table = runs_table(history) if kind == "runs" else steps_table(history, None, 1)
    body = "".join(table_text(table, "latex", digits))
    packages = r"\usepackage{booktabs,graphicx,longtable}"
    (tmp_path / "table.tex").write_text(body, encoding="utf-8")
    document = f"\\documentclass{{article}}{packages}\\begin{{document}}\n\\input{{table}}\n\\end{{document}}\n"
    (tmp_path / "t.tex").write_text(document, encoding="utf-8")
    for _ in range(2):  # a table over several pages knows its widths the second time
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "t.tex"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
    log = (tmp_path / "t.log").read_text(errors="replace")
    assert done.returncode == 0, log[-2000:]
    assert "Overfull" not in log, re.findall(r"Overfull[^\n]*", log)
