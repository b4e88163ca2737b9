"""The ball around a minimum in which a constant rate keeps the parameters: its radius follows η and 1/m."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lrgui.core.analysis.optimum import minimum
from lrgui.core.model.types import Floats
from lrgui.core.problems.classifier import sigmoid
from lrgui.core.problems.logistic import LogisticRegression, decays

_SLOWEST = 1e-9  # the share of a covariance that an epoch takes from it: of less, rounding is all that is left


@lru_cache(maxsize=8)
def noise_ball(model: LogisticRegression, rate: float, batch_size: int) -> tuple[Floats, Floats] | None:
    """The minimum (3,) and the covariance (3, 3) of the parameters around it after long training at a constant rate.

    For gradient descent at `rate` η on the loss as the quadratic that it is at its minimum, of Hessian H, over batches
    of m of the n samples that are shuffled anew in every epoch of s = ⌈n/m⌉ updates. The gradient noise of an update
    has the covariance C = Σ/m·(n − m)/(n − 1), Σ being that of single samples' gradients, and with another one of its
    epoch −C/(s − 1), since over an epoch the noise adds up to 0. For a pair of eigen-directions, with a = 1 − ηλᵢ and
    b = 1 − ηλⱼ, an epoch that began with the covariance P has after t updates (ab)ᵗP + η²C·V(t),
    V(t) = s/(s − 1)·Σ(ab)ᵏ − Σaᵏ·Σbᵏ/(s − 1), sums over k < t; P is what an epoch leads back to, and the mean over the
    epoch is given. (Were batches drawn without regard to epochs, it would be ηC/(λᵢ + λⱼ − ηλᵢλⱼ); see Mandt, Hoffman
    and Blei, Stochastic Gradient Descent as Approximate Bayesian Inference, 2017.)

    None where there is no minimum, or where η is too high for such a ball.
    """
    found = _around_minimum(model)
    if found is None or not (rate * found[1] < 2).all() or not (found[1] > 0).all():
        return None
    lowest, curvatures, axes, spread = found
    n = len(model.train_y)
    noise = spread / batch_size * (n - batch_size) / max(n - 1, 1)
    per_epoch = -(-n // batch_size)
    factors = 1 - rate * curvatures
    covariance = np.zeros((3, 3))
    if per_epoch > 1:
        for i in range(3):
            for j in range(i + 1):
                share = _of_epochs(factors[i], factors[j], per_epoch)
                covariance[i, j] = covariance[j, i] = rate**2 * noise[i, j] * share
    return lowest, axes @ covariance @ axes.T


def _of_epochs(a: float, b: float, s: int) -> float:
    """The mean over an epoch of (ab)ᵗP + V(t), in units of η²C."""
    powers = np.arange(s)
    both = (a * b) ** powers
    sums = [np.concatenate([[0.0], np.cumsum(base**powers)]) for base in (a, b)]
    grown = np.concatenate([[0.0], np.cumsum(both)])
    v = s / (s - 1) * grown - sums[0] * sums[1] / (s - 1)
    first = v[s] / (1 - (a * b) ** s) if (2 - a - b) * s > _SLOWEST else 0.0
    return float(np.mean(both * first + v[:s]))


@lru_cache(maxsize=4)
def _around_minimum(model: LogisticRegression) -> tuple[Floats, Floats, Floats, Floats] | None:
    """The minimum, eigenvalues and eigenvectors of the Hessian there, and Σ in their directions."""
    lowest = minimum(model)
    if lowest is None:
        return None
    x = model.train_x.astype(np.float64)
    p = sigmoid(x @ lowest)
    hessian = (x * (p * (1 - p))[:, None]).T @ x / len(x) + np.diag(decays(model.weight_decay))
    curvatures, axes = np.linalg.eigh(hessian)
    pulls = ((p - model.train_y)[:, None] * x) @ axes
    return lowest, curvatures, axes, np.cov(pulls.T, bias=True)


def ellipse(covariance: Floats, deviations: float, points: int = 121) -> Floats:
    """The line of so many standard deviations of two parameters of covariance (2, 2) around 0: (points, 2)."""
    variances, axes = np.linalg.eigh(covariance)
    angles = np.linspace(0, 2 * np.pi, points)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    line: Floats = deviations * (circle * np.sqrt(np.maximum(variances, 0))) @ axes.T
    return line
