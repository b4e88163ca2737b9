"""Where the training loss of logistic regression is lowest, by Newton's method."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lrgui.core.analysis.loss_surface import valley
from lrgui.core.model.types import Floats
from lrgui.core.problems.classifier import sigmoid, stable_loss
from lrgui.core.problems.logistic import LogisticRegression

_MOST_POINTS = 200_000  # of more the window would wait for it
_MOST_ITERATIONS = 60
_FAR = 30.0  # scores beyond all of which a minimum, if there is one, is nowhere to be seen
_EXACT = 1e-10  # of the gradient, relative to features


def minimum(model: LogisticRegression) -> Floats | None:
    """The parameters (3,) of lowest training loss, in float64; None where there is none, or where it is not sought.

    Newton's method with halved steps (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section
    4.4.1). Without weight decay data that a line separates have no minimum: the weights grow for ever.
    """
    if len(model.train_y) > _MOST_POINTS or not 0 < model.train_y.mean() < 1 or valley(model) is not None:
        return None
    return _minimum(model)


@lru_cache(maxsize=4)
def _minimum(model: LogisticRegression) -> Floats | None:
    x, y = model.train_x.astype(np.float64), model.train_y.astype(np.float64)
    size = np.maximum(np.abs(x).max(axis=0), 1e-300)
    decays = np.array([model.weight_decay, model.weight_decay, 0.0])

    def loss(w: Floats) -> float:
        return float(stable_loss(x @ w, y) + model.penalty(w))

    w = np.zeros(3)
    here = loss(w)
    for _ in range(_MOST_ITERATIONS):
        p = sigmoid(x @ w)
        gradient = (p - y) @ x / len(y) + decays * w
        if bool((np.abs(gradient) <= _EXACT * size).all()):
            # Of separable data the gradient vanishes too, but far out, where no point is in doubt.
            separated = not model.weight_decay and bool((np.abs(x @ w) > _FAR / 2).all())
            return None if separated else w
        hessian = (x * (p * (1 - p))[:, None]).T @ x / len(y) + np.diag(decays)
        scaled = hessian / np.outer(size, size)
        step = np.linalg.lstsq(scaled, gradient / size, rcond=1e-14)[0] / size
        share = 1.0
        while not (there := loss(w - share * step)) <= here and share > 1e-6:
            share /= 2
        w, here = w - share * step, there
        if not model.weight_decay and float(np.abs(x @ w).min()) > _FAR:
            return None
    return None
