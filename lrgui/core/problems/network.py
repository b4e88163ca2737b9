"""A classifier with up to four hidden units, for all runs of an experiment at once.

z = Σⱼ vⱼ·tanh(w₁ⱼx₁ + w₂ⱼx₂ + bⱼ) + c. The parameters of a run are w₁ⱼ, w₂ⱼ, bⱼ of each unit in turn, then all vⱼ,
then c: (4K + 1,). Its loss is not convex: where all of them are 0, no update moves more than c.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lrgui.core.model.types import Array, Floats, Integers
from lrgui.core.problems.batches import Batch, BatchSettings, MiniBatchStream, Stream
from lrgui.core.problems.classifier import ROWS, Classifier, design, scaling_of, sigmoid
from lrgui.core.problems.datasets import Dataset, Scaling, dataset_of, split
from lrgui.core.problems.problem import Settings

_TOGETHER = 64  # states whose loss is found at a time


def forward(x: Array, parameters: Array) -> tuple[Array, Array]:
    """Z and the hidden units at a design matrix x (n, 3): (runs, n) and (runs, n, K)."""
    weights, v, c = _parts(parameters)
    hidden: Array = np.tanh(np.matmul(x, weights.transpose(0, 2, 1)))
    z: Array = np.matmul(hidden, v[:, :, None])[:, :, 0] + c
    return z, hidden


def backward(x: Array, errors: Array, hidden: Array, parameters: Array) -> Array:
    """The gradient of Σᵢ loss, `errors` (runs, n) being p − y: (runs, d)."""
    weights, v, _ = _parts(parameters)
    out = np.empty_like(parameters)
    units = weights.shape[1]
    deltas = errors[:, :, None] * v[:, None, :] * (1 - hidden * hidden)
    out[:, : 3 * units] = np.matmul(deltas.transpose(0, 2, 1), x).reshape(len(parameters), -1)
    out[:, 3 * units : 4 * units] = np.matmul(errors[:, None, :], hidden)[:, 0, :]
    out[:, 4 * units] = errors.sum(axis=1)
    return out


def _parts(parameters: Array) -> tuple[Array, Array, Array]:
    """Views of parameters (runs, d): the units' weights (runs, K, 3), v (runs, K), c (runs, 1)."""
    units = (parameters.shape[1] - 1) // 4
    weights = parameters[:, : 3 * units].reshape(len(parameters), units, 3)
    return weights, parameters[:, 3 * units : 4 * units], parameters[:, 4 * units :]


def decays(units: int, decay: float) -> Floats:
    """What each parameter decays with: all weights, but not b and c. (d,)."""
    rates = np.full(4 * units + 1, decay)
    rates[2 : 3 * units : 3] = rates[-1] = 0.0
    return rates


def hessian_at(x: Array, y: Array, row: Array, decay: float) -> Floats:
    """The Hessian of the training loss at the parameters (d,) of one run, exactly: (d, d), in float64.

    It is Jᵀ·diag(p(1 − p))·J/n + Σᵢ (pᵢ − yᵢ)·∇²zᵢ/n, J being the derivative of z.
    """
    units = (len(row) - 1) // 4
    v = row[3 * units : 4 * units]
    total = np.diag(decays(units, decay))
    for start in range(0, len(x), ROWS):
        part = x[start : start + ROWS].astype(np.float64)
        z, hidden = forward(part, row[None])
        h, p = hidden[0], sigmoid(z[0])
        slope = 1 - h * h  # of tanh
        errors = (p - y[start : start + ROWS]) / len(x)
        jacobian = np.ones((len(part), len(row)))
        jacobian[:, : 3 * units] = ((v * slope)[:, :, None] * part[:, None, :]).reshape(len(part), -1)
        jacobian[:, 3 * units : 4 * units] = h
        total += (jacobian * (p * (1 - p) / len(x))[:, None]).T @ jacobian
        for j in range(units):
            own, other = slice(3 * j, 3 * j + 3), 3 * units + j
            bent = errors * v[j] * -2 * h[:, j] * slope[:, j]
            mixed = (errors * slope[:, j]) @ part
            total[own, own] += (part * bent[:, None]).T @ part
            total[own, other] += mixed
            total[other, own] += mixed
    return total


@lru_cache(maxsize=16)
def _first_curvature(data: Dataset, seed: int, scaling: Scaling, decay: float, origin: tuple[float, ...]) -> float:
    x, y = design(data, split(data, seed)[0], np.float64, scaling)
    with np.errstate(all="ignore"):
        found = float(np.linalg.eigvalsh(np.nan_to_num(hessian_at(x, y, np.array(origin), decay)))[-1])
    return max(found, 1e-12)


class NetworkStream(MiniBatchStream):
    """Batches as those of logistic regression; the gradient goes back through the hidden units."""

    def __init__(self, x: Array, y: Array, settings: BatchSettings, decay: Array) -> None:
        super().__init__(x, y, settings)
        self._decay = decay

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        labels, x = batch[1], batch[2]
        z, hidden = forward(x, parameters)
        np.divide(backward(x, sigmoid(z) - labels[0], hidden, parameters), len(x), out)
        if self._decay.any():
            out += self._decay * parameters


class Network(Classifier):
    """The 2-D classifier with hidden units; its parameters are too many for tables and for a plane of weights."""

    parameters = ()
    convex = False
    fields = (
        "epochs",
        "batch_size",
        "seed",
        "data",
        "distance",
        "standardised",
        "weight_decay",
        "hidden_units",
        "start_spread",
        "loss_form",
        "evaluations",
    )
    logged = ("loss", "accuracy")
    panels = ("boundary",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.units = settings.hidden_units
        self._decay = decays(self.units, self.weight_decay).astype(self.dtype)

    @classmethod
    def dimension(cls, settings: Settings) -> int:
        return 4 * settings.hidden_units + 1

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        """Weights from a normal distribution of deviation `start_spread`, b and c 0; at a spread of 0 a saddle."""
        units = settings.hidden_units
        random = np.random.RandomState([settings.order_seed, 0, 2])
        weights = np.zeros((units, 3))
        weights[:, :2] = random.normal(size=(units, 2)) * settings.start_spread
        v = random.normal(size=units) * settings.start_spread
        return (*weights.ravel().tolist(), *v.tolist(), 0.0)

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return "−[y·log p + (1 − y)·log(1 − p)], p = σ(Σ v·tanh(w₁x₁ + w₂x₂ + b) + c)"

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        model = "p = sigmoid(sum of v·tanh(w1·x1 + w2·x2 + b) + c)"
        return f"A classifier with hidden units (tanh), {settings.hidden_units} of them: {model}."

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """The curvature where runs start: nothing bounds it elsewhere."""
        key = dataset_of(settings), settings.seed, scaling_of(settings), settings.weight_decay
        return _first_curvature(*key, cls.origin(settings))

    def stream(self, settings: Settings) -> Stream:
        return NetworkStream(self.train_x, self.train_y, settings, self._decay)

    def scores(self, x: Array, parameters: Array) -> Array:
        return forward(x, parameters)[0]

    def batch_scores(self, x: Array, parameters: Array) -> Array:
        return np.array([forward(batch, row[None])[0][0] for batch, row in zip(x, parameters, strict=True)])

    def batch_gradients(self, rows: Integers, parameters: Array) -> Array:
        gradients = np.empty_like(parameters)
        with np.errstate(all="ignore"):
            for k, batch in enumerate(rows):
                x, row = self.train_x[batch], parameters[k : k + 1]
                z, hidden = forward(x, row)
                errors = sigmoid(z) - self.train_y[batch]
                gradients[k] = backward(x, errors, hidden, row)[0] / len(batch) + self._decay * row[0]
        return gradients

    def decayed(self, parameters: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(self._decay * parameters)

    def mean_square(self, parameters: Array) -> Floats:
        x, squares = self.train_x.astype(np.float64), np.empty(len(parameters))
        with np.errstate(all="ignore"):
            for k, row in enumerate(parameters.astype(np.float64)):
                z, hidden = forward(x, row[None])
                h, v = hidden[0], row[3 * self.units : 4 * self.units]
                # Of one sample: the error times h for v, 1 for c, and v(1 − h²)·x̃ for each unit's own weights.
                back = np.square(v * (1 - h * h)).sum(axis=1) * np.square(x).sum(axis=1)
                lengths = np.square(h).sum(axis=1) + 1 + back
                squares[k] = np.mean(np.square(sigmoid(z[0]) - self.train_y) * lengths)
        return squares

    def penalty(self, parameters: Array) -> Array:
        penalty: Array = (np.square(parameters) * (self._decay / 2)).sum(axis=-1)
        return penalty

    def predict(self, parameters: Array, points: Array) -> Array:
        with np.errstate(all="ignore"):
            return sigmoid(self.scores_at(parameters, points))

    def scores_at(self, parameters: Array, points: Array) -> Array:
        """Z at `points` (k, 2), in the user's units, for every run: (runs, k)."""
        x = np.ones((len(points), 3), self.dtype)
        x[:, :2] = self.scaling.applied(np.asarray(points, np.float64))
        with np.errstate(all="ignore"):
            return self.scores(x, np.asarray(parameters, self.dtype))

    def gradient(self, parameters: Array) -> Array:
        with np.errstate(all="ignore"):
            z, hidden = forward(self.train_x, parameters)
            gradient = backward(self.train_x, sigmoid(z) - self.train_y, hidden, parameters)
            return np.asarray(gradient / len(self.train_y) + self._decay * parameters)

    def hessians(self, parameters: Array) -> Floats:
        rows = np.asarray(parameters, np.float64)
        hessians = np.empty((*rows.shape, rows.shape[1]))
        with np.errstate(all="ignore"):
            for hessian, row in zip(hessians, rows, strict=True):
                hessian[:] = hessian_at(self.train_x, self.train_y, row, self.weight_decay)
        return hessians

    def log(self, parameters: Array) -> dict[str, Array]:
        """Loss and accuracy on the training data of parameters (k, d) of one run."""
        found = [self.evaluate(parameters[i : i + _TOGETHER])[:2] for i in range(0, len(parameters), _TOGETHER)]
        loss, accuracy = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return {"loss": loss.astype(self.dtype), "accuracy": accuracy}
