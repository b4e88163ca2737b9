"""The classifier's training loss over the plane of w₁ and w₂: a V lying on its side, open at one end.

The two classes are separable, so the loss falls for ever along one direction, ever more slowly: any parameters there
in the right ratio are nearly as good (question 1 of the book's section 5.5.2).
"""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.logistic import LogisticRegression

MOST_POINTS = 20_000  # of the data: of more a loss would take too long
POINTS = 64  # of the plane, at a time: their numbers lie in the processor's cache
SAMPLE = 16  # every so manieth house is enough for a first guess of b
# The last step of Newton's method towards b: since |σ″| ≤ σ′, a step of length δ leaves an error of about δ²/2, here
# less than 1e-9. float32, which takes a fraction of the time, comes near enough for one such step.
ENOUGH, ROUGHLY = 3e-5, 1e-3
FLOAT32_SAFE = 1e6
MOST_ITERATIONS = 100


def landscape(model: LogisticRegression, w1_values: Array, w2_values: Array, b: float | None) -> tuple[Floats, Floats]:
    """The stable training loss at every (w₁, w₂): rows are `w2_values`, columns `w1_values`, in float64.

    Of more than `MOST_POINTS` training points as many are looked at, evenly spread over them. b: the same for all, or
    None: at each point the b of lowest loss, found by Newton's method. Returns the losses
    and the b used, both of shape (len(w2_values), len(w1_values)).
    """
    w1, w2 = np.meshgrid(np.asarray(w1_values, np.float64), np.asarray(w2_values, np.float64))
    weights = np.column_stack([w1.ravel(), w2.ravel()])
    biases = np.empty(len(weights))
    losses = np.empty(len(weights))
    every = _every(model)
    x, y = model.train_x[::every, :2].astype(np.float64), model.train_y[::every].astype(np.float64)
    signs = 2 * y - 1
    for start in range(0, len(weights), POINTS):
        rows = slice(start, start + POINTS)
        with np.errstate(under="ignore"):
            scores = weights[rows] @ x.T
            if b is None:
                guess = best_b(scores[:, ::SAMPLE], y[::SAMPLE])
                biases[rows] = best_b(scores, y, guess)
            else:
                biases[rows] = b
            losses[rows] = _loss(scores, signs, biases[rows])
    if model.weight_decay:
        losses += model.penalty(weights)
    return losses.reshape(w1.shape), biases.reshape(w1.shape)


def points_looked_at(model: LogisticRegression) -> int:
    """How many of the training points a landscape is of."""
    return len(model.train_y[:: _every(model)])


def _every(model: LogisticRegression) -> int:
    return -(-len(model.train_y) // MOST_POINTS)


def _loss(scores: Floats, signs: Floats, biases: Floats) -> Floats:
    """Mean of log(1 + e⁻ᵐ), m the margins: scores plus biases, counted positive where right. Writes to `scores`."""
    margins = scores
    margins += biases[:, None]
    margins *= signs
    loss = np.abs(margins)
    np.negative(loss, loss)
    np.exp(loss, loss)
    np.log1p(loss, loss)
    loss -= np.minimum(margins, 0, out=margins)
    mean: Floats = loss.mean(axis=1)
    return mean


def best_b(scores: Floats, labels: Floats, guess: Floats | None = None) -> Floats:
    """The b of lowest mean cross-entropy of σ(scores + b), scores (points, n), labels (n,): (points,).

    There the mean prediction is the mean label. Newton's method on that equation, whose left side only grows with b;
    where a step would leave what is known to hold the solution, that is halved instead. Labels must have both classes,
    or there is no such b; without a mean label strictly between 0 and 1 it is infinite.
    """
    share = float(labels.mean())
    if not 0 < share < 1:
        return np.full(len(scores), np.inf if share else -np.inf)
    # σ(lowest score + b) ≤ share ≤ σ(highest score + b)
    logit = np.log(share / (1 - share))
    low, high = logit - scores.max(axis=1), logit - scores.min(axis=1)
    b = logit - scores.mean(axis=1) if guess is None else np.clip(guess, low, high)
    if max(np.abs(low).max(), np.abs(high).max()) < FLOAT32_SAFE:
        s, about, lowest, highest = (values.astype(np.float32) for values in (scores, b, low, high))
        b = np.clip(_newton(s, about, lowest, highest, share, ROUGHLY).astype(np.float64), low, high)
    return np.asarray(_newton(scores, b, low, high, share, ENOUGH), np.float64)


def _newton(scores: Array, b: Array, low: Array, high: Array, share: float, enough: float) -> Array:
    """Newton's method from `b` on, in the precision of `scores`; writes to the last three. enough: a last step."""
    active = np.arange(len(scores))
    chosen = scores
    tiny, rounding = np.finfo(scores.dtype).tiny, 8 * np.finfo(scores.dtype).eps
    for _ in range(MOST_ITERATIONS):
        here = b[active]
        with np.errstate(over="ignore"):  # where it is infinite p is 0
            p = chosen + here[:, None]
            np.negative(p, p)
            np.exp(p, p)
            p += 1
            np.reciprocal(p, p)
        error = p.mean(axis=1) - share
        low[active] = np.where(error <= 0, here, low[active])
        high[active] = np.where(error >= 0, here, high[active])
        slope = np.einsum("ij,ij->i", p, 1 - p) / chosen.shape[1]
        step = here - error / np.maximum(slope, tiny)
        inside = (step >= low[active]) & (step <= high[active])
        step = np.where(inside, step, (low[active] + high[active]) / 2)
        b[active] = step
        moving = np.abs(step - here) > np.maximum(enough, rounding * np.abs(here))
        if not moving.any():
            break
        if not moving.all():
            active = active[moving]
            chosen = chosen[moving]
    return b


def valley(model: LogisticRegression) -> Floats | None:
    """The direction (w₁, w₂, b) of the valley's floor, w₂ = 1: multiples of it have the true boundary as theirs.

    The boundary x₂ = s·x₁ + c is where −s·x₁ + x₂ − c = 0. For the school district, s = 1 and c = 0.5, so w₁ = −w₂
    and w₁ = 2b, as the book found. The line to draw is t·(w₁, w₂), t > 0. None where no line is known that separates
    the data, and where weights decay, so that they do not grow for ever.
    """
    data = model.data
    if data.boundary is None or not data.separable or model.weight_decay:
        return None
    slope, intercept = data.boundary
    (centre1, centre2), (scale1, scale2) = model.scaling.centre, model.scaling.scale
    floor = np.array([-slope * scale1, scale2, -slope * centre1 + centre2 - intercept])
    return np.asarray(floor / floor[1])
