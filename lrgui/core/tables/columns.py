"""The columns of all tables by their codes, which files and programs read.

A run's *steps* are the table of the window: what every update has done (before → after) or, on data, what every
checkpoint says. The *trajectory* is the CSV of all runs: where the parameters are after every update.
"""

from __future__ import annotations

from collections.abc import Sequence

from lrgui.core.problems.problem import Evaluation, Problem

FIGURES = Evaluation._fields
NOISE = (
    "step",
    "epoch",
    "batch_loss",
    "batch_loss_mean",
    "batch_loss_smoothed",
    "gradient_norm",
    "gradient_norm_smoothed",
    "cosine",
    "batch_border",
    "border",
    "noise_scale",
)
EVALUATIONS = ("run", "step", "epoch", *FIGURES, "batch_loss_mean", "gradient_norm")
AVERAGED = tuple(f"averaged_{name}" for name in FIGURES)  # of averaged weights


def run_columns(kind: type[Problem], *, own: Sequence[str], changed: bool, named: bool) -> tuple[str, ...]:
    """What runs have come to.

    own: and the fields that some of them have of their own; changed: and what was changed in some of them, which began
    with that rate; named: and what some are called.
    """
    begun = ("run", *(["name"] if named else []), "learning_rate", *own, *(["changes"] if changed else []))
    if not kind.on_data:
        return (*begun, *kind.parameters, "loss", "state")
    told = (*kind.parameters, *kind.predicted)  # of the last weights, and of those of the best checkpoint
    return (*begun, *FIGURES, *told, "best_step", *(f"best_{name}" for name in told), "state")


def step_columns(kind: type[Problem], *, plain: bool) -> tuple[str, ...]:
    """The steps of one run; plain: of gradient descent, which goes in no other direction than the gradient's."""
    if kind.on_data:
        return ("step", "epoch", "learning_rate", *kind.parameters, *FIGURES)
    before, after = ([f"{name}_{when}" for name in kind.parameters] for when in ("before", "after"))
    names = ["direction"] if len(kind.parameters) == 1 else [f"direction_{name}" for name in kind.parameters]
    direction = () if plain else names
    return ("step", "learning_rate", *before, *kind.gradients(), *direction, *after, "loss_before", "loss_after")


def trajectory_columns(kind: type[Problem]) -> tuple[str, ...]:
    """The trajectory of all runs."""
    return ("run", "step", "epoch", "learning_rate", *kind.logged)


def epoch_of(step: int, per_epoch: int) -> float:
    """The epoch that ends with update `step`: whole, where it is."""
    return step // per_epoch if step % per_epoch == 0 else step / per_epoch
