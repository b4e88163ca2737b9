"""Writes averages.json: averaged weights on the parabola and on the classifier, by the code of PyTorch and Keras.

The tests do not run this. To make the file again, in any virtual environment:

    pip install torch keras sympy
    KERAS_BACKEND=torch PYTHONPATH=. python tests/data/make_average_references.py

50 updates of gradient descent, in float64: of w from 5 on (w + 1)², and of w1, w2 and b from 0 on the school district,
in batches of 30 with seed 3. Data and order are the program's, gradients PyTorch's; both libraries average after every
update.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import keras
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from lrgui.core.problems.datasets import built_in, epoch_order, split

HERE = Path(__file__).parent
keras.config.set_floatx("float64")
torch.set_default_dtype(torch.float64)
SEED, BATCH, UPDATES = 3, 30, 50

DATA = built_in("school-district")
TRAINING = split(DATA, SEED)[0]
POINTS, LABELS = torch.tensor(DATA.points[TRAINING]), torch.tensor(DATA.labels[TRAINING].astype(float))
ORDER = epoch_order(SEED, 0, len(LABELS))


def parabola(w: torch.Tensor, _update: int) -> torch.Tensor:
    return ((w + 1) ** 2).sum()


def classifier(w: torch.Tensor, update: int) -> torch.Tensor:
    batch = ORDER[update * BATCH : (update + 1) * BATCH]
    z = POINTS[batch] @ w[:2] + w[2]
    return torch.nn.functional.binary_cross_entropy_with_logits(z, LABELS[batch])


PROBLEMS = {"descent": (parabola, [5.0]), "classifier": (classifier, [0.0, 0.0, 0.0])}


class Weights(torch.nn.Module):
    def __init__(self, start: list[float]) -> None:
        super().__init__()
        self.w = torch.nn.Parameter(torch.tensor(start))


def by_torch(problem: str, rate: float, factor: float) -> list[list[float]]:
    loss, start = PROBLEMS[problem]
    model = Weights(start)
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(factor))
    optimizer, made = torch.optim.SGD(model.parameters(), rate), []
    for update in range(UPDATES):
        optimizer.zero_grad()
        loss(model.w, update).backward()
        optimizer.step()
        averaged.update_parameters(model)
        made.append(averaged.module.w.tolist())
    return made


def by_keras(problem: str, rate: float, factor: float) -> list[list[float]]:
    loss, start = PROBLEMS[problem]
    w = keras.Variable(start, dtype="float64")
    optimizer, made = keras.optimizers.SGD(rate, use_ema=True, ema_momentum=factor), []
    for update in range(UPDATES):
        here = torch.tensor(keras.ops.convert_to_numpy(w), requires_grad=True)
        loss(here, update).backward()
        optimizer.apply([keras.ops.convert_to_tensor(here.grad)], [w])
        (average,) = optimizer._model_variables_moving_average
        made.append(keras.ops.convert_to_numpy(average).tolist())
    return made


def cases() -> list[dict[str, Any]]:
    return [
        {"by": by.__name__[3:], "problem": problem, "learning_rate": rate, "factor": factor,
         "averages": by(problem, rate, factor)}
        for by in (by_torch, by_keras) for problem in PROBLEMS for rate in (0.1, 0.9) for factor in (0.5, 0.9, 0.99)
    ]  # fmt: skip


def main() -> None:
    lines = json.dumps({name: version(name) for name in ("torch", "keras")})
    rows = ",\n".join(json.dumps(row) for row in cases())
    text = f'{{"made_with": {lines}, "cases": [\n{rows}\n]}}\n'
    (HERE / "averages.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
