"""What can be drawn as curves: where the numbers of each quantity come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.history import History
from lrgui.drawing.quantities.checkpoints import Accuracy, Loss
from lrgui.drawing.quantities.losses import FunctionLoss, LossShares
from lrgui.drawing.quantities.noise import noise_quantities
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.quantities.quantity import Quantity
from lrgui.drawing.quantities.rate import Rate

_SLICE = 0.03  # seconds
# The charts of the losses of functions, by the problem.
_LOSSES = {code: problem.charts[0] for code, problem in PROBLEMS.items() if not problem.on_data}


def chart_quantities() -> dict[str, Quantity]:
    """What charts show, by the charts' codes, in the order in which they are laid out; each for one chart alone."""
    losses: dict[str, Quantity] = {code: FunctionLoss(problem) for problem, code in _LOSSES.items()}
    losses["regression-split"] = LossShares()
    return {**losses, "loss": Loss(), "accuracy": Accuracy(), "rate": Rate()}


def all_quantities() -> dict[str, Quantity]:
    """Those of the panel of noise, too, which are computed when they are drawn."""
    return {**chart_quantities(), **noise_quantities(NoiseBook())}


def computing(plots: Iterable[str], history: History, runs: Sequence[int]) -> Iterator[float]:
    """Computes in slices what these plots would have to wait for when they are drawn, of these runs."""
    book = NoiseBook(live=True)
    for code, quantity in noise_quantities(book).items():
        if code in plots:
            while not book.advance(history, runs, _SLICE, compare=quantity.compares):
                yield 0.0
