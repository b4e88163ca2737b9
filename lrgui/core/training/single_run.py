"""One run of an experiment by itself, in either precision: as another program would have computed it."""

from __future__ import annotations

from lrgui.core.training.history import History

SLICE = 0.05  # seconds; short, so that no more is computed than was asked for


def alone(history: History, problem: str, run: int, precision: str) -> tuple[History, int]:
    """A history of `problem` in `precision`, and the number of the run in it.

    It is `history` itself where that has this precision and all its runs make their updates together, else a new one,
    which `compute_until` fills.
    Raises `InvalidValue` where the run's learning rate cannot be represented.
    """
    experiment, trace = history.experiment, history.traces[problem]
    if experiment.precision == precision and experiment.clock(problem).uniform:
        return history, run
    # The run alone has places of its own, which are its updates: no more of them is known than there was.
    until = None if history.until is None else trace.made(run, trace.until)
    return History(experiment.alone(run).edited(problem=problem, precision=precision), until=until), 0


def compute_until(history: History, problem: str, update: int) -> None:
    """Computes as far as `update` is there, or all that there is to be, with the checkpoints on the way."""
    trace = history.traces[problem]
    while trace.computed < min(update, trace.until):
        history.advance(SLICE)
