"""Writes plateaus.json: learning rates that Keras and PyTorch reduce where a loss has stopped falling.

The tests do not run this. To make the file again, in any virtual environment:

    pip install torch keras
    KERAS_BACKEND=torch python tests/data/make_plateau_references.py

Everything is computed in float64, by the libraries' own code. PyTorch waits for one epoch more than it is told, and its
cooldown is one longer; told so they agree, which is checked here, as long as a rate is a number of float32, with which
Keras compares it.
"""

from __future__ import annotations

import itertools
import json
import math
import os
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import torch

keras.config.set_floatx("float64")
EPOCHS, RATE = 60, 0.3


def series() -> dict[str, list[float]]:
    """Losses of epochs."""
    random, epoch = np.random.RandomState(7), np.arange(EPOCHS)
    stairs = 1.0 / (1 + epoch // 12)
    noisy = np.exp(-epoch / 15) + 0.1 * random.rand(EPOCHS)
    away = np.where(epoch < 9, 1.0 + epoch, np.nan)
    return {
        "falling": (0.9**epoch).tolist(),
        "stairs": stairs.tolist(),
        "noisy": noisy.tolist(),
        "constant": [0.5] * EPOCHS,
        "rising, then nan": away.tolist(),
    }


def by_torch(losses: list[float], run: dict[str, Any]) -> list[float]:
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=RATE)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer,
        factor=run["factor"],
        patience=run["patience"] - 1,
        threshold=run["threshold"],
        threshold_mode="abs",
        cooldown=max(run["cooldown"] - 1, 0),
        min_lr=run["end_learning_rate"],
        eps=0,
    )
    rates = []
    for loss in losses:
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step(loss)
    return rates


def by_keras(losses: list[float], run: dict[str, Any]) -> list[float]:
    optimizer = keras.optimizers.SGD(RATE)
    callback = keras.callbacks.ReduceLROnPlateau(
        monitor="loss",
        factor=run["factor"],
        patience=run["patience"],
        mode="min",
        min_delta=run["threshold"],
        cooldown=run["cooldown"],
        min_lr=run["end_learning_rate"],
    )
    callback.set_model(SimpleNamespace(optimizer=optimizer))
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        rates.append(float(keras.ops.convert_to_numpy(optimizer.learning_rate)))
        callback.on_epoch_end(epoch, {"loss": loss})
    return rates


def main() -> None:
    cases = []
    settings = itertools.product((1, 3, 10), (0, 1, 4), (0.0, 1e-4, 0.05), (0.0, 0.05), (0.5, 0.1))
    for patience, cooldown, threshold, lowest, factor in [*settings, (2, 0, 0.0, 0.5, 0.3)]:
        run = {
            "patience": patience,
            "cooldown": cooldown,
            "threshold": threshold,
            "end_learning_rate": lowest,
            "factor": factor,
        }
        for name, losses in series().items():
            theirs, others = by_keras(losses, run), by_torch(losses, run)
            assert np.allclose(theirs, others, rtol=1e-12, atol=1e-40), (name, run)
            # Only where they change: epochs, counted from 0, and rates.
            falls = [[e, rate] for e, rate in enumerate(theirs) if e == 0 or rate != theirs[e - 1]]
            cases.append({"series": name, "run": run, "falls": falls})
    head = {
        "made_with": {name: version(name) for name in ("keras", "torch")},
        "learning_rate": RATE,
        "series": {name: [None if math.isnan(x) else x for x in losses] for name, losses in series().items()},
    }
    lines = ",\n".join(json.dumps(case) for case in cases)
    path = Path(__file__).parent / "plateaus.json"
    path.write_text(f'{json.dumps(head)[:-1]}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
