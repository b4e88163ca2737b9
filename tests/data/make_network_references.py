"""Writes network.json: a classifier with hidden units, trained by PyTorch's automatic derivatives and optimizers.

The tests do not run this. To make the file again, in any virtual environment:

    pip install torch numpy
    python tests/data/make_network_references.py

The data are XOR (400 points in a square), the orders those of a seed; all in float64, by PyTorch's own code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

HERE = Path(__file__).parent
SEED, BATCH, UPDATES = 3, 48, 100
torch.set_default_dtype(torch.float64)  # NAdam's product of shares is of the default type


class Along(torch.optim.Optimizer):
    """w ← w − η·d(g), d of the whole gradient: rules that PyTorch has not."""

    def __init__(self, parameters: Any, rate: float, direction: Any) -> None:
        super().__init__(list(parameters), {"lr": rate})
        self.direction = direction

    def step(self) -> None:
        parameters = self.param_groups[0]["params"]
        steps = self.direction(torch.cat([w.grad.flatten() for w in parameters]))
        with torch.no_grad():
            for w, step in zip(parameters, steps.split([w.numel() for w in parameters]), strict=True):
                w -= self.param_groups[0]["lr"] * step.reshape(w.shape)


def trained(name: str, rate: float, units: int, decay: float) -> list[list[float]]:
    """All parameters after updates 1, 2, 10 and 100: of each unit w1, w2 and b, then all v, then c."""
    random = np.random.RandomState([SEED, 0, 1])
    points = random.uniform(-1, 1, size=(400, 2))
    labels = (points[:, 0] * points[:, 1] > 0).astype(np.float64)
    order = np.random.RandomState([SEED, 0]).permutation(400)[:320]
    x, y = torch.tensor(points[order]), torch.tensor(labels[order])
    hidden = torch.nn.Linear(2, units, dtype=torch.float64)
    output = torch.nn.Linear(units, 1, dtype=torch.float64)
    random = np.random.RandomState([SEED, 0, 2])
    with torch.no_grad():
        hidden.weight[:] = torch.tensor(random.normal(size=(units, 2)))
        output.weight[0] = torch.tensor(random.normal(size=units))
        hidden.bias[:], output.bias[:] = 0, 0
    model = torch.nn.Sequential(hidden, torch.nn.Tanh(), output)
    optimizer: Any = {
        "gradient-descent": lambda p: torch.optim.SGD(p, rate),
        "momentum": lambda p: torch.optim.SGD(p, rate, 0.9),
        "nesterov": lambda p: torch.optim.SGD(p, rate, 0.9, nesterov=True),
        "adagrad": lambda p: torch.optim.Adagrad(p, rate, eps=1e-10),
        "rmsprop": lambda p: torch.optim.RMSprop(p, rate, alpha=0.9, eps=1e-8),
        "adam": lambda p: torch.optim.Adam(p, rate, (0.9, 0.999), 1e-8),
        "adamw": lambda p: torch.optim.AdamW(p, rate, weight_decay=0.01),
        "nadam": lambda p: torch.optim.NAdam(p, rate),
        "amsgrad": lambda p: torch.optim.Adam(p, rate, amsgrad=True),
        "normalised": lambda p: Along(p, rate, lambda g: g / torch.linalg.vector_norm(g)),
        "sign": lambda p: Along(p, rate, torch.sign),
    }[name](model.parameters())
    kept, made = [], 0
    for epoch in range(UPDATES):
        order = np.random.RandomState([SEED, epoch + 1]).permutation(320)
        for first in range(0, 320, BATCH):
            batch = order[first : first + BATCH]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x[batch])[:, 0], y[batch])
            loss = loss + decay / 2 * (hidden.weight.square().sum() + output.weight.square().sum())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            made += 1
            if made in (1, 2, 10, UPDATES):
                each = torch.cat([hidden.weight, hidden.bias[:, None]], dim=1).flatten()
                kept.append([*each.tolist(), *output.weight[0].tolist(), output.bias.item()])
            if made == UPDATES:
                return kept
    return kept


def main() -> None:
    rows = [
        {"optimizer": name, "learning_rate": rate, "units": units, "decay": decay,
         "parameters": trained(name, rate, units, decay)}
        for name, rate in (("gradient-descent", 0.7), ("momentum", 0.2), ("nesterov", 0.2), ("adagrad", 0.3),
                           ("rmsprop", 0.02), ("adam", 0.05), ("adamw", 0.05), ("nadam", 0.05), ("amsgrad", 0.05),
                           ("normalised", 0.05), ("sign", 0.01))
        for units, decay in ((1, 0.0), (3, 0.0), (4, 0.02))
    ]  # fmt: skip
    text = ",\n".join(json.dumps(row) for row in rows)
    made = json.dumps({"torch": torch.__version__})
    (HERE / "network.json").write_text(f'{{"made_with": {made}, "cases": [\n{text}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main()
