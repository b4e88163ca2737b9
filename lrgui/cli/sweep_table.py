"""What a sweep has found, as CSV and as a table to be read."""

from __future__ import annotations

from collections.abc import Iterator

from lrgui.core.model.counted import counted
from lrgui.core.model.rounding import share
from lrgui.core.problems.registry import PROBLEMS, kind_of
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.tables.results import Table

COLUMNS = ("learning_rate", "seed", "final_loss", "final_accuracy", "updates_to_target", "state")


def sweep_csv(swept: Sweep) -> Iterator[str]:
    """A row for every rate and seed of a complete sweep, as pieces of CSV.

    Numbers are the shortest text that reads back as the same number; what does not exist is empty.
    """
    figures = swept.snapshot()
    loss = figures.loss.astype(swept.experiment.precision)
    yield ",".join(COLUMNS) + "\n"
    for i, rate in enumerate(figures.rates.tolist()):
        for k, seed in enumerate(figures.seeds):
            met = figures.updates_to_target[i, k]
            accuracy = str(figures.accuracy[i, k].item()) if PROBLEMS[swept.problem].on_data else ""
            updates = str(int(met)) if met == met else ""
            # !s, as an f-string writes numbers of float32 with the digits of float64.
            state = str(figures.verdict(i, k))
            state = f'"{state}"' if "," in state else state
            yield f"{rate},{seed},{loss[i, k]!s},{accuracy},{updates},{state}\n"


def summary_table(swept: Sweep) -> Table:
    """The sweep's answers, to be read."""
    by_loss, by_updates = summary(swept), summary(swept, "updates_to_target")
    several = " (median)" if by_loss.seeds > 1 else ""
    rates = f"{len(swept.rates)} from {swept.rates[0]:g} to {swept.rates[-1]:g}"
    rows = [("learning rates", rates), ("updates of each", f"{swept.total:,}")]
    if PROBLEMS[swept.problem].on_data:
        rows.append(("seeds", ", ".join(map(str, swept.seeds))))
    rows.append(("best learning rate", _number(by_loss.best_rate)))
    rows.append((f"its training loss{several}", _number(by_loss.best_value, 4)))
    if by_loss.best is not None and PROBLEMS[swept.problem].on_data:
        accuracy = summary(swept, "accuracy").median[by_loss.best]
        rows.append((f"its training accuracy{several}", share(accuracy, 4)))
    if by_loss.interval is not None:
        low, high = by_loss.interval
        rows.append(("loss at most 5 % higher", f"from {low:.6g} to {high:.6g}"))
    met = _number(by_updates.best_rate)
    if by_updates.best_value is not None:
        met += f", after {counted(f'{by_updates.best_value:,.6g}', 'update|updates')}"
    rows.append((f"first to meet the loss {swept.target:.4g}{several}", met))
    rows.append(("diverging from (of those tried)", _number(by_loss.divergence_edge)))
    if by_loss.bound is not None:
        curvature = kind_of(swept.problem, swept.experiment).curvature_bound(swept.experiment)
        rows.append((f"theory's bound for the curvature {curvature:.4g}", _number(by_loss.bound)))
    return Table(("figure", "value"), rows)


def _number(value: float | None, digits: int = 6) -> str:
    return "none" if value is None else f"{value:.{digits}g}"
