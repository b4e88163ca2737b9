"""What can be drawn as curves: where the numbers of each quantity come from."""

from __future__ import annotations

from lrgui.core.problems.registry import PROBLEMS
from lrgui.drawing.quantities.checkpoints import Accuracy, Loss
from lrgui.drawing.quantities.losses import FunctionLoss, LossShares
from lrgui.drawing.quantities.noise import noise_quantities
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.quantities.quantity import Quantity
from lrgui.drawing.quantities.rate import Rate

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
