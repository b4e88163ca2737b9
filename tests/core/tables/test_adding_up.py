"""Who reckons a row of a table by hand with its printed numbers gets its printed w after."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.tables.formats import table_text
from lrgui.core.tables.html import html_text
from lrgui.core.tables.results import steps_table
from lrgui.core.training.history import History
from tests.optimizers import EVERYWHERE
from tests.sampling import combinations

USUAL = (0.2, 0.3, 0.1, 0.05, 0.9, 0.01, 0.7, 1.02)
AWKWARD = (1 / 3, 1 / 7, 0.123456, 0.0471, 2 / 3, 0.499999)
STEPS = 20


def histories(rates, optimizer="gradient-descent", precision="float64", count=4, **run):
    """Runs at all `rates` from some random starts."""
    random = np.random.RandomState(5)
    for _ in range(count):
        start = float(random.choice([random.uniform(-10, 10), random.uniform(-1.01, -0.99), 5.0]))
        runs = tuple(Run(rate, optimizer=optimizer, **run) for rate in rates)
        yield History(
            Experiment(problem="descent", runs=runs, start=start, precision=precision, updates=STEPS)
        ).complete()


def rows(table, form, digits):
    """The printed rows by the codes of their columns, as a reader sees them."""
    if form == "html":
        lines = re.findall("<tr>(.*?)</tr>", "".join(html_text(table, digits)))[1:]
        cells = [re.findall("<td[^>]*>(.*?)</td>", line) for line in lines]
    else:
        lines = "".join(table_text(table, form, digits)).splitlines()
        if form == "latex":
            texts = [line.removesuffix(r" \\").split(" & ") for line in lines if line.startswith("$") and "&" in line]
            cells = [[re.sub(r" \\times 10\^\{(.*)\}", r"e\1", cell.strip("$")) for cell in line] for line in texts]
        else:
            cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [dict(zip(table.columns, row, strict=True)) for row in cells]


def by_hand(row) -> Fraction:
    """w − η × direction, of the printed numbers."""
    taken = row["direction"] if "direction" in row else row["gradient"]
    return Fraction(row["w_before"]) - Fraction(row["learning_rate"]) * Fraction(taken)


def unit(text: str) -> Fraction:
    """A one in the last printed digit."""
    mantissa, _, exponent = text.partition("e")
    return Fraction(10) ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def adds_up(row) -> bool:
    return abs(by_hand(row) - Fraction(row["w_after"])) <= unit(row["w_after"]) / 2


@pytest.mark.parametrize(
    ("optimizer", "precision", "rates"),
    combinations(list(EVERYWHERE), ["float64", "float32"], {"usual": USUAL, "awkward": AWKWARD}),
)
def test_rounded_tables_add_up(optimizer, precision, rates):
    seen = 0
    for history in histories(rates, optimizer, precision, count=2):
        for run in range(len(rates)):
            table = steps_table(history, None, run)
            for form, digits in (("md", None), ("md", 4)):
                for row in rows(table, form, digits):
                    assert adds_up(row), (form, digits, row)
                    seen += 1
    assert seen > 450


@pytest.mark.parametrize("form", ["md", "latex", "html"])
@pytest.mark.parametrize("digits", [None, 3, 6, 10])
def test_in_every_format_with_any_number_of_digits(form, digits):
    for history in histories((0.3, 1 / 7), "adam", count=2):
        for run in (0, 1):
            printed = rows(steps_table(history, None, run), form, digits)
            assert len(printed) == STEPS
            assert all(map(adds_up, printed)), printed


def test_schedules_and_edits_too():
    runs = (Run(0.4, "cosine", optimizer="adam"), Run(0.3))
    experiment = Experiment(problem="descent", runs=runs, updates=STEPS)
    history = History(experiment.with_change(7, 1, optimizer="momentum", learning_rate=1 / 3)).complete()
    for run in (0, 1):
        printed = rows(steps_table(history, None, run), "md", None)
        assert all(map(adds_up, printed)), printed


def test_the_digits_that_are_asked_for_are_those_of_the_result():
    """And the usual table keeps the book's four decimals, with two more before the update."""
    (history,) = histories((0.2,), count=1)
    for row in rows(steps_table(history, None, 0), "md", None):
        assert [len(row[name].partition(".")[2]) for name in ("w_before", "w_after")] == [6, 4]
    for row in rows(steps_table(history, None, 0), "md", 5):
        assert len(re.sub(r"\D", "", row["w_after"]).lstrip("0")) == 5


def test_what_belongs_together_is_the_same_number():
    """w after an update is w before the next, with fewer digits."""
    for history in histories(AWKWARD, count=2):
        for run in range(len(AWKWARD)):
            printed = rows(steps_table(history, None, run), "md", None)
            for row, following in pairwise(printed):
                apart = abs(Fraction(row["w_after"]) - Fraction(following["w_before"]))
                assert apart <= unit(row["w_after"]) / 2 + unit(following["w_before"]) / 2


def test_only_an_optimizer_has_a_direction_of_its_own():
    for optimizer in EVERYWHERE:
        (history,) = histories((0.1,), optimizer, count=1)
        columns = steps_table(history, None, 0).columns
        assert ("direction" in columns) == (not EVERYWHERE[optimizer].plain)
    (history,) = histories((0.1,), "momentum", count=1, momentum=0.5)
    first, second = steps_table(history, None, 0).rows[:2]
    at = steps_table(history, None, 0).columns.index
    assert first[at("direction")] == pytest.approx(first[at("gradient")])
    velocity = 0.5 * first[at("gradient")] + second[at("gradient")]
    assert second[at("direction")] == pytest.approx(velocity)


def test_what_is_not_finite_is_spelled():
    history = History(Experiment(problem="descent", runs=(Run(1e200),), updates=4)).complete()
    printed = rows(steps_table(history, None, 0), "md", None)
    assert printed[-1]["w_after"] in ("nan", "inf", "-inf")


def test_exact_numbers_stay_exact():
    (history,) = histories((1 / 3,), "adam", count=1)
    table = steps_table(history, None, 0)
    lines = "".join(table_text(table, "csv")).splitlines()[1:]
    for line, row in zip(lines, table.rows, strict=True):
        assert [float(cell) for cell in line.split(",")] == [float(value) for value in row]
