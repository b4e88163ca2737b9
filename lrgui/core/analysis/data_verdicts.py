"""What a run that is trained on data has done: where its loss can only fall, else what is seen of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.verdict import Verdict
from lrgui.core.model.types import Array

CONVERGED_GRADIENT = {"float64": 1e-6, "float32": 1e-5}
CONVERGED_RESIDUAL = 1e-6  # of every single prediction
KICK = 1e-3  # what a single sample may still move a parameter by, at most, where nothing moves any more
RECENT = 10  # regular checkpoints, half an epoch apart, that are looked at
SWING = 0.2  # a run bounces where its recent losses rose, in all, by this share of their mean


@dataclass(frozen=True)
class Training:
    """A run at one of its updates.

    first, recent: its training loss at the start and at the last `RECENT` checkpoints; here: its loss now; gradient:
    (d,), over all data; residual: the largest |p − y|; since: the update since which its parameters are not finite;
    gap: the first checkpoint, as an update, at which the loss was not finite. highest: what the rates of all later
    updates never exceed, None where nobody knows; plain: whether those updates are η·g and nothing else; bound: the
    rate up to which each lowers the loss, 0 where a batch is not all of the data; convex: whether the loss is.
    """

    first: float
    recent: Array
    here: float
    gradient: Array
    residual: float
    since: int | None
    gap: int
    highest: float | None
    plain: bool
    bound: float
    convex: bool


def data_verdict(run: Training) -> Verdict:
    """What a run that is trained on data has done."""
    if run.since is not None:
        return Verdict("diverged", run.since)
    if not np.isfinite(run.here):
        return Verdict("nan-loss", run.gap)
    if run.plain and run.highest is not None:
        # Gradient descent on a convex loss, at no rate above 2/L: neither loss nor gradient ever grow.
        falls = run.highest <= run.bound
        if falls and float(np.abs(run.gradient).max()) <= CONVERGED_GRADIENT[run.gradient.dtype.name]:
            return Verdict("converged")
        if run.residual <= CONVERGED_RESIDUAL and run.highest * run.residual <= KICK:
            return Verdict("converged")
        if falls:
            return Verdict("converging")
    if not run.convex and float(np.abs(run.gradient).max()) <= CONVERGED_GRADIENT[run.gradient.dtype.name]:
        return Verdict("resting")  # a saddle is level, too
    recent = run.recent[np.isfinite(run.recent)]
    if len(recent) >= 4:
        moves = np.diff(recent)
        rises = moves[moves > 0]
        if len(rises) == len(moves):
            return Verdict("rising")
        if len(rises) > 1 and rises.sum() > SWING * recent.mean():
            return Verdict("bouncing")
    if run.here > run.first:
        return Verdict("above")
    return Verdict("falling")
