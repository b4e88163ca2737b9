"""An update as tables: whoever reads a file can follow it by hand; and the noise of batches, update by update."""

import csv
import io
from decimal import Decimal

import numpy as np
import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.batch_noise import BatchNoise, compared, smoothed
from lrgui.core.analysis.worked_update import worked
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.tables.formats import table_text
from lrgui.core.tables.noise import noise_table
from lrgui.core.tables.update import in_codes, update_tables
from lrgui.core.training.history import History


def tables_of(problem, update, **fields):
    """The tables of an update as programs read them, by what stands in their first columns."""
    run = Run(**fields)
    trace = History(Experiment(problem=problem, runs=(run,), epochs=1)).complete().traces[problem]
    taken = anatomy(trace, 0, update)
    found = {}
    for table in update_tables(taken, worked(taken)):
        text = "".join(table_text(in_codes(table), "csv"))
        assert text.isascii()
        rows = list(csv.DictReader(io.StringIO(text)))
        found[table.columns[0]] = rows
    return taken, found


def test_an_update_of_the_classifier_is_followed_from_its_file():
    taken, tables = tables_of("classifier", 7, learning_rate=0.3, optimizer="nadam", clip_norm=0.2)
    *samples, mean = tables["sample"]
    assert [row["sample"] for row in samples] == [str(i) for i in range(1, 11)]
    assert (mean["sample"], mean["p"]) == ("mean", "")
    for name in ("w1", "w2", "b"):
        pulls = [Decimal(row[f"pull_{name}"]) for row in samples]
        assert abs(sum(pulls) / 10 - Decimal(mean[f"pull_{name}"])) <= Decimal("0.00005")
    numbers = {row["quantity"]: Decimal(row["value"]) for row in tables["quantity"]}
    names = "learning_rate,norm_squared,norm,k,n_before,n,mu,mu_next,mu_product_before,mu_product"
    assert list(numbers) == names.split(",")
    assert numbers["learning_rate"] == Decimal("0.3")
    for row, after in zip(tables["parameter"], taken.after.tolist(), strict=True):
        assert abs(Decimal(row["g_cut"]) - numbers["k"] * Decimal(row["g"])) < Decimal("1e-6")
        d = (Decimal(row["g_ahead"]) + Decimal(row["m_ahead"])) / (Decimal(row["v_hat"]).sqrt() + Decimal("1e-8"))
        assert abs(d - Decimal(row["d"])) < Decimal("0.001")
        assert Decimal(row["before"]) + Decimal(row["step"]) == pytest.approx(
            Decimal(row["after"]), abs=Decimal("1e-4")
        )
        assert float(row["after"]) == pytest.approx(after, abs=1e-4)


def test_the_tries_of_a_search_and_the_matrix_of_another():
    _, tables = tables_of("descent", 0, learning_rate=3.0, optimizer="armijo")
    assert [row["try_met"] for row in tables["try"]] == ["0", "0", "0", "1"]
    assert "sample" not in tables
    _, tables = tables_of("surface", 0, learning_rate=0.1, optimizer="line-search")
    numbers = {row["quantity"]: float(row["value"]) for row in tables["quantity"]}
    assert [numbers[f"H{i}{j}"] for i in (1, 2) for j in (1, 2)] == [0.1, 0, 0, 2]
    assert "try" not in tables


def test_latex_has_signs_and_accents():
    trace = History(Experiment(problem="descent", runs=(Run(0.1, optimizer="adam", clip_norm=1.0),))).complete().descent
    taken = anatomy(trace, 0, 3)
    text = "".join("".join(table_text(table, "latex")) for table in update_tables(taken, worked(taken)))
    assert r"$\|$g$\|^2$ & $" in text
    assert r"$\hat g$" in text
    assert r"$\hat v$" in text


def test_the_noise_of_every_update_is_that_of_the_panel():
    runs = Run(0.5), Run(0.5, batch_size=100, colour=COLOURS[1])
    trace = History(Experiment(problem="classifier", runs=runs, epochs=2)).complete().classifier
    for run, total in ((0, 320), (1, 32)):
        table = noise_table(trace, run, 0.9)
        assert len(table.rows) == total
        noise = BatchNoise(trace, run)
        while not noise.advance(1.0):
            pass
        columns = dict(zip(table.columns, map(np.array, zip(*table.rows, strict=True)), strict=True))
        assert columns["step"].tolist() == list(range(1, total + 1))
        assert columns["epoch"][-1] == 2
        assert columns["batch_loss"].tolist() == noise.loss.tolist()
        assert columns["batch_loss_mean"].tolist() == noise.epoch_means().tolist()
        assert columns["batch_loss_smoothed"].tolist() == smoothed(noise.loss, 0.9).tolist()
        assert columns["gradient_norm"].tolist() == noise.norm.tolist()
        for update in (0, 7, total - 1):
            found = compared(trace, run, np.array([update]))
            for code, value in (("cosine", found.cosine), ("border", found.border), ("noise_scale", found.scale)):
                assert columns[code][update] == value
        part = noise_table(trace, run, 0.9, 5, 9)
        assert list(part.rows) == table.rows[4:9] == part.rows[:]
        assert len(part.rows) == 5
        assert part.rows[-1] == table.rows[8]
