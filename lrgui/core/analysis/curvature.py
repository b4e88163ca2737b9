"""How sharply a loss is curved: nowhere more than, and where a run is now."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.problem import LogisticRegression, Parabola, classifier_curvature

RUNS = 64  # at a time: the numbers of so many lie in the processor's cache
_ROWS, _COLUMNS = np.triu_indices(3)


def curvature_bound(experiment: Experiment, problem: str) -> float:
    """L: the curvature of the 1-D descent, or what that of the classifier's training loss nowhere exceeds."""
    return Parabola.curvature if problem == "descent" else classifier_curvature(experiment.data, experiment.seed)


def curvature_at(model: LogisticRegression, parameters: Array) -> Floats:
    """The largest eigenvalue of the Hessian of the training loss at `parameters` (runs, 3): (runs,), in float64.

    The Hessian of logistic regression is X̃ᵀ·diag(p(1 − p))·X̃/n (Hastie, Tibshirani and Friedman, The Elements of
    Statistical Learning, section 4.4.1). Nowhere does it exceed `LogisticRegression.curvature`, as p(1 − p) ≤ ¼.
    nan for parameters, or scores, that are not finite.
    """
    x = model.train_x.astype(np.float64)
    products = x[:, _ROWS] * x[:, _COLUMNS] / len(x)
    parameters = np.asarray(parameters, np.float64)
    largest = np.full(len(parameters), np.nan)
    for start in range(0, len(parameters), RUNS):
        rows = slice(start, start + RUNS)
        with np.errstate(all="ignore"):
            small = np.exp(-np.abs(parameters[rows] @ x.T))
            entries = small / np.square(1 + small) @ products
        finite = np.isfinite(entries).all(axis=1) & np.isfinite(parameters[rows]).all(axis=1)
        hessians = np.empty((int(finite.sum()), 3, 3))
        hessians[:, _ROWS, _COLUMNS] = hessians[:, _COLUMNS, _ROWS] = entries[finite]
        largest[rows][finite] = np.linalg.eigvalsh(hessians)[:, -1]
    return largest
