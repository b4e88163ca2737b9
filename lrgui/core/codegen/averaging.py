"""Averaged weights in a script: kept beside the trained ones, and told at the end as those are."""

from __future__ import annotations

from collections.abc import Sequence

from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.text import Constants
from lrgui.core.training.script_parts import number

_NAME = "AVERAGING"
_COMMENT = "d of the averaged weights, average = d * average + (1 - d) * weights"


class Averaging:
    """start: lines before the loop; update: lines after every update, both empty where nothing is averaged.

    Its arguments are these lines, and the one that puts the average in the place of the weights.
    """

    def __init__(self, plan: Plan, constants: Constants, start: str, update: Sequence[str], back: str) -> None:
        self.start: list[str] = []
        self.update: list[str] = []
        self._back = back
        if plan.average is not None:
            constants.name(_NAME, number(plan.average), _COMMENT)
            self.start, self.update = [start], list(update)

    def told(self, report: Sequence[str]) -> list[str]:
        """The last lines of a script, made of those that report on the weights."""
        if not self.update:
            return []
        said = (line.replace("Step {t + 1}", "Averaged").replace("Epoch {epoch + 1}", "Averaged") for line in report)
        return [self._back, *said]


def kept(plan: Plan, constants: Constants, weights: str, back: str) -> Averaging:
    """Averages of an array that `weights` stands for."""
    start = "average = None  # of the weights, from the first trained ones on"
    update = [f"average = {weights} if average is None else {_NAME} * average + (1 - {_NAME}) * {weights}"]
    return Averaging(plan, constants, start, update, back)


def of_torch_model(plan: Plan, constants: Constants) -> Averaging:
    """Averages of `model` by PyTorch's own class."""
    return Averaging(
        plan,
        constants,
        f"averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn({_NAME}))",
        ["averaged.update_parameters(model)  # its first time takes the weights as they are"],
        "model.load_state_dict(averaged.module.state_dict())  # from here on the averaged weights",
    )


def of_keras_model(plan: Plan, constants: Constants) -> Averaging:
    """Averages of `model` by hand: Keras's own begin anew with every optimizer, and are not there for the script's."""
    mean = f"{_NAME} * old + (1 - {_NAME}) * new"
    return Averaging(
        plan,
        constants,
        f"average = None  # as with use_ema=True, ema_momentum={_NAME} in Keras's own optimizers",
        [
            "now = model.get_weights()",
            f"average = now if average is None else [{mean} for old, new in zip(average, now)]",
        ],
        "model.set_weights(average)  # from here on the averaged weights",
    )
