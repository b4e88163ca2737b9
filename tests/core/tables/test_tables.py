"""Tables hold the numbers themselves; their texts are exact or rounded, and made in pieces."""

from __future__ import annotations

import math
import re
import tracemalloc
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.tables.formats import FORMATS, table_text, tensorflow_text
from lrgui.core.tables.results import Table, runs_table, steps_table
from lrgui.core.training.history import History
from lrgui.text.numbers import GROUP, format_percent
from lrgui.text.tables import headings, with_states

SEED_001 = (Path(__file__).parents[2] / "data" / "seed_001.txt").read_text(encoding="utf-8")


def history(problem="classifier", rates=(0.2,), **settings):
    settings = {"updates": 40, "epochs": 2, **settings}
    runs = tuple(rate if isinstance(rate, Run) else Run(learning_rate=rate) for rate in rates)
    return History(Experiment(problem=problem, runs=runs, **settings)).complete()


def table(h, form, problem=None, update=None):
    return "".join(table_text(runs_table(h, problem, update), form))


def rows(pieces):
    header, *lines = "".join(pieces).splitlines()
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


# What the runs have come to


def test_descent_table():
    h = history("descent", (0.2, 0.5, 1.0, 1.02, 1e6))
    assert table(h, "csv").splitlines()[:4] == [
        "run,learning_rate,w,loss,state",
        "1,0.2,-0.9999999919795033,6.43283674947739e-17,converged",
        "2,0.5,-1.0,0.0,converged",
        "3,1.0,5.0,36.0,bouncing",
    ]
    assert table(h, "md").splitlines() == [
        "| run | learning_rate |          w |      loss | state              |",
        "| --: | ------------: | ---------: | --------: | ------------------ |",
        "|   1 |           0.2 |    -1.0000 | 6.433e-17 | converged          |",
        "|   2 |           0.5 |    -1.0000 |         0 | converged          |",
        "|   3 |             1 |     5.0000 |     36.00 | bouncing           |",
        "|   4 |          1.02 |    27.8061 |     829.8 | diverged at step 5 |",
        "|   5 |         1e+06 | 6.597e+252 |       inf | diverged at step 1 |",
    ]


def test_classifier_table_is_exact_and_says_whose_samples_they_are():
    h = history(rates=(0.2, 10.0), epochs=5)
    lines = table(h, "csv").splitlines()
    assert lines[0] == (
        "run,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy,w1,w2,b,"
        "sample1,sample2,sample3,best_step,best_w1,best_w2,best_b,best_sample1,best_sample2,best_sample3,state"
    )
    best = h.best(800)
    for run, row in enumerate(rows([table(h, "csv")])):
        assert [float(row[n]) for n in ("w1", "w2", "b")] == h.classifier.at(800)[run].tolist()
        parameters = [float(row[n]) for n in ("best_w1", "best_w2", "best_b")]
        assert parameters == best.parameters[run].tolist()
        assert int(row["best_step"]) == best.steps[run]
        for when in ("", "best_"):
            w1, w2, b = (float(row[when + n]) for n in ("w1", "w2", "b"))
            for i, (x1, x2) in enumerate(((0.2, 0.8), (0.4, 0.9), (0.6, 0.5)), 1):
                probability = 1 / (1 + math.exp(-(w1 * x1 + w2 * x2 + b)))
                assert float(row[f"{when}sample{i}"]) == pytest.approx(probability, rel=1e-12)
        for name, values in h.evaluation(800)._asdict().items():
            assert float(row[name]) == values[run]


def test_table_at_an_end_that_is_no_checkpoint():
    h = history(rates=(0.2,), epochs=1, batch_size=500)  # 4 iterations, evaluated every 2
    h3 = history(rates=(0.2,), epochs=1, batch_size=640)  # 3 iterations, evaluated every one
    for each in (h, h3):
        total = each.classifier.total
        (row,) = rows([table(each, "csv")])
        assert float(row["train_loss"]) == each.evaluation(total).train_loss[0]


def test_nan_loss_in_both_forms():
    h = history(rates=(50.0,), epochs=20, loss_form="textbook")
    (row,) = rows([table(h, "csv")])
    assert row["train_loss"] == "nan"
    assert row["state"].startswith("first nan at step ")
    cells = [cell.strip() for cell in table(h, "md").splitlines()[2].split("|")]
    assert cells[3] == "nan"


def test_markdown_lines_up():
    lines = table(history(rates=(0.01, 1234567.0)), "md").splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len({tuple(i for i, c in enumerate(line) if c == "|") for line in lines}) == 1


def test_the_table_at_an_earlier_update():
    h = history("both", (0.2, 1.0))
    found = runs_table(h, "descent", 3)
    assert [row[2] for row in found.rows] == [h.descent.at(3)[0, 0], -7.0]
    assert [row[-1] for row in found.rows] == ["converging", "bouncing"]
    assert runs_table(h, "descent", 0).rows[0][-1] == "start"
    assert runs_table(h, "descent", 10**6) == runs_table(h, "descent")
    assert runs_table(h, "classifier", 160).rows[0][6:9] == tuple(h.classifier.at(160)[0])
    with pytest.raises(InvalidValue, match="descent, classifier"):
        runs_table(h)


# Steps


def test_steps_of_the_descent():
    found = steps_table(history("descent", (1.0, 0.2), updates=3), None, 1)
    assert found.columns == ("step", "learning_rate", "w_before", "gradient", "w_after", "loss_before", "loss_after")
    assert "".join(table_text(found, "csv")).splitlines()[1:] == [
        "1,0.2,5.0,12.0,2.5999999999999996,36.0,12.959999999999997",
        "2,0.2,2.5999999999999996,7.199999999999999,1.1599999999999997,12.959999999999997,4.665599999999999",
        "3,0.2,1.1599999999999997,4.319999999999999,0.2959999999999998,4.665599999999999,1.6796159999999996",
    ]


def test_steps_of_the_classifier_are_its_checkpoints():
    h = history(rates=(0.2, 3.0))
    found = steps_table(h, None, 1)
    assert [row[:3] for row in found.rows] == [(0, 0, ""), *((16 * i, i / 10, 3.0) for i in range(1, 21))]
    for i, row in enumerate(found.rows):
        assert row[3:6] == tuple(h.classifier.at(16 * i)[1])
        assert row[6:] == tuple(values[1] for values in h.records.groups[0].at(i))


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_rows_on_demand_are_the_rows(monkeypatch, problem):
    h = history(problem, (0.2, 3.0), updates=300, epochs=20)
    whole = list(steps_table(h, None, 0).rows)
    assert len(whole) == (300 if problem == "descent" else 57)
    lazy = steps_table(h, None, 0).rows
    assert lazy[5] == whole[5]
    assert lazy[-1] == whole[-1]
    for part in (slice(3, 17), slice(None, None, 7), slice(20, 2, -3), slice(500, 600), slice(0, 0)):
        assert lazy[part] == whole[part]
    assert list(steps_table(h, None, 0, 4, 9).rows) == whole[3:9]
    assert list(steps_table(h, None, 0, 30, 10**9).rows) == whole[29:]
    assert list(steps_table(h, None, 0, 10**9).rows) == []
    with pytest.raises(IndexError):
        lazy[len(whole)]
    monkeypatch.setattr("lrgui.core.training.memory.DENSE_BYTES", 0)
    sparse = history(problem, (0.2, 3.0), updates=300, epochs=20)
    assert sparse.traces[problem].stride > 1
    assert list(steps_table(sparse, None, 0).rows) == whole
    monkeypatch.setattr("lrgui.core.tables.results.BLOCK", 10)
    assert list(lazy) == whole


def test_the_table_grows_with_the_history():
    h = History(Experiment(problem="descent", updates=100_000))
    found = steps_table(h, None, 0)
    assert len(found.rows) == 0
    h.advance(0)
    assert 0 < len(found.rows) == h.descent.computed < 100_000


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_csv_reads_back_as_the_same_numbers(precision):
    run = Run(learning_rate=0.7, schedule="cosine", optimizer="adam")
    found = steps_table(history("descent", (run,), precision=precision), None, 0)
    for form, separator in (("csv", ","), ("tsv", "\t")):
        _, *lines = "".join(table_text(found, form)).splitlines()
        read = np.array([line.split(separator)[1:] for line in lines]).astype(precision)
        assert (read == np.array([row[1:] for row in found.rows])).all()
    assert {type(x) for row in found.rows for x in row[1:]} == {np.dtype(precision).type}


# Formats


def test_digits_in_every_format():
    found = steps_table(history("descent", updates=2), None, 0)
    lines = {form: "".join(table_text(found, form, 3)).splitlines() for form in FORMATS}
    assert lines["csv"][2] == "2,0.2,2.60,7.20,1.16,13.0,4.67"
    assert lines["tsv"][2] == lines["csv"][2].replace(",", "\t")
    assert [c.strip() for c in lines["md"][3].split("|")[1:-1]] == lines["csv"][2].split(",")
    assert (
        next(line for line in lines["latex"] if line.startswith("$2$"))
        == "$2$ & $0.2$ & $2.60$ & $7.20$ & $1.16$ & $13.0$ & $4.67$ \\\\"
    )
    exact = "".join(table_text(found, "csv", 17)).splitlines()[2]
    assert float(exact.split(",")[2]) == found.rows[1][2]


@pytest.mark.parametrize(("digits", "sentence"), [(0, "between 1 and 17"), (18, "between"), (2.5, "whole number")])
def test_digits_that_there_are_not(digits, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        table_text(runs_table(history("descent")), "md", digits)


def test_other_formats_are_refused():
    with pytest.raises(InvalidValue, match="csv, tsv, md, latex"):
        table_text(runs_table(history("descent")), "xls")


def test_headings_in_words():
    found = steps_table(history("descent", updates=1), None, 0)
    words = {"step": "步", "learning_rate": "η", "w_before": "w 更新前", "loss_after": "a|b_c"}
    first = {form: "".join(table_text(found, form, headings=words)).splitlines() for form in FORMATS}
    assert first["csv"][0] == "步,η,w 更新前,gradient,w_after,loss_before,a|b_c"
    assert first["tsv"][0] == "步\tη\tw 更新前\tgradient\tw_after\tloss_before\ta|b_c"
    assert r"a\|b_c" in first["md"][0]
    assert first["latex"][2] == r"步 & $\eta$ & $w$ 更新前 & gradient & $w$ after & loss before & a$|$b\_c \\"


def test_latex():
    h = history("descent", (0.2, 1.02, 1e6, 100.0), updates=200)
    lines = "".join(table_text(runs_table(h), "latex")).splitlines()
    assert lines[:4] == [
        r"\noindent\begin{tabular}{rrrrl}",
        r"\toprule",
        r"run & $\eta$ & $w$ & loss & state \\",
        r"\midrule",
    ]
    assert lines[4] == r"$1$ & $0.2$ & $-1.0000$ & $1.233 \times 10^{-32}$ & converged \\"
    assert lines[5] == r"$2$ & $1.02$ & $15303.4987$ & $2.342 \times 10^{8}$ & diverged at step 5 \\"
    assert lines[-2:] == [r"\bottomrule", r"\end{tabular}%"]
    assert all(line.endswith(r" \\") and line.count("&") == 4 for line in lines[4:-2])
    classifier = "".join(table_text(runs_table(history(rates=(50.0,), epochs=20, loss_form="textbook")), "latex"))
    assert r"$w_1$ & $w_2$ & $b$" in classifier
    assert r"& nan &" in classifier
    assert r"(0$\cdot$log 0)" in classifier
    assert classifier.isascii()


def test_a_long_table_is_never_whole_in_memory():
    h = history("descent", (0.001,), updates=20_000)
    tracemalloc.start()  # under which everything takes four times as long
    try:
        for form in FORMATS:
            found = steps_table(h, None, 0, 1, 10_000 if form == "md" else None)
            for _ in zip(range(3), table_text(found, form), strict=False):
                pass
        assert sum(1 for _ in steps_table(h, None, 0).rows) == 20_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5e6  # all rows together take 6 MB, and those that are kept 3.6


def test_a_long_table_is_whole_in_its_file():
    h = history("descent", (0.001,), updates=30_000)
    pieces = list(table_text(steps_table(h, None, 0), "csv"))
    assert len(pieces) > 10
    assert "".join(pieces).splitlines()[-1].startswith("30000,0.001,")
    assert "".join(pieces).count("\n") == 30_001


# TensorFlow


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_seed_001_byte_for_byte(precision):
    h = history("both", (0.2, 0.3), precision=precision, epochs=1)
    assert "".join(tensorflow_text(h, "descent", 1)) == SEED_001
    assert h.descent.computed == 40


def test_tensorflow_prints_the_descent_only():
    with pytest.raises(InvalidValue, match="must be one of descent"):
        tensorflow_text(history(), None, 0)
    with pytest.raises(InvalidValue, match="float32"):
        tensorflow_text(history("descent", (1e-40,)), None, 0)


def test_tensorflow_with_edits_of_several_runs():
    experiment = Experiment(problem="descent", runs=(Run(0.2), Run(0.3)), updates=40)
    experiment = experiment.with_change(7, 0, learning_rate=0.9).with_change(5, 1, learning_rate=0.1)
    h = History(experiment).complete()
    alone = History(Experiment(problem="descent", runs=(Run(0.3),), precision="float32", updates=40))
    single = History(alone.experiment.with_change(5, 0, learning_rate=0.1)).complete()
    assert "".join(tensorflow_text(h, None, 1)) == "".join(tensorflow_text(single, None, 0))


@pytest.mark.parametrize("right", [1534, 1, 1599, 1387, 801])
def test_an_accuracy_is_rounded_alike_in_window_and_table(right):
    share = right / 1600
    rounded = (Fraction(right, 1600) * 10_000 + Fraction(1, 2)) // 1  # a half upwards
    cell = "".join(table_text(Table(("train_accuracy",), [(np.float64(share),)]), "md")).split()[-2]
    assert cell == f"{rounded / 10_000:.4f}"
    digits = len(cell.removeprefix("0.").lstrip("0"))
    for form in ("csv", "md"):
        lines = "".join(table_text(Table(("train_accuracy",), [(np.float64(share),)]), form, digits)).splitlines()
        assert lines[-1].strip("| ") == cell
    assert format_percent(share, 2) == f"{rounded / 100:.2f}{GROUP}%"


@pytest.mark.parametrize("digits", [None, 9, 12, 17])
def test_numbers_of_float32_have_the_digits_of_float32(digits):
    h = history(rates=(0.3, 0.1), problem="descent", precision="float32", updates=7)
    for row in rows(table_text(runs_table(h), "csv", digits)):
        for name in ("w", "loss"):
            mantissa = row[name].partition("e")[0]
            assert len(re.sub("[^0-9]", "", mantissa).lstrip("0")) <= 9
            # No more than it takes: the text is that of the nearest number of float32.
            assert digits is not None or row[name] == str(np.float32(row[name]))


def test_a_changed_run_is_not_told_by_one_rate():
    experiment = Experiment(problem="descent", runs=(Run(0.3), Run(0.1)), updates=40)
    h = History(experiment.with_change(20, 0, learning_rate=0.05).with_change(25, 0, optimizer="adam")).complete()
    assert table(h, "csv", update=19).startswith("run,learning_rate,w,")
    first, second = rows([table(h, "csv", update=20)])
    assert (first["learning_rate"], first["changes"]) == ("0.3", "learning_rate = 0.05 at step 20")
    assert (second["learning_rate"], second["changes"]) == ("0.1", "")
    assert rows([table(h, "csv")])[0]["changes"] == "learning_rate = 0.05 at step 20; optimizer = adam at step 25"
    for form in FORMATS:
        assert "0.05 at step 20" in table(h, form)


def test_changes_that_come_after_the_end_of_a_problem_are_none():
    experiment = Experiment(runs=(Run(0.3),), updates=40, epochs=1).with_change(100, 0, learning_rate=0.05)
    h = History(experiment).complete()
    assert "changes" not in runs_table(h, "descent").columns
    assert "changes" in runs_table(h, "classifier").columns


def test_changes_in_words(qapp):
    experiment = Experiment(problem="descent", runs=(Run(0.3),)).with_change(20, 0, learning_rate=0.05)
    h = History(experiment.with_change(30, 0, optimizer="momentum")).complete()
    found = with_states(runs_table(h), h, "descent", 40)
    assert dict(zip(found.columns, found.rows[0], strict=True))["changes"] == (
        "0.3 → 0.05 at step 20; gradient descent → momentum (μ = 0.9) at step 30"
    )
    text = "".join(table_text(found, "latex", headings=headings(found)))
    assert r"run & $\eta$ & changes & $w$ & loss & state" in text
    assert r"$0.3$ & 0.3 $\to$ 0.05 at step 20; gradient descent $\to$ momentum ($\mu$ = 0.9) at step 30 &" in text
    assert text.isascii()
