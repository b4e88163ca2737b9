"""Writes warm_ups.json: schedules after a warm-up, as PyTorch and Optax join the two.

The tests do not run this. To make the file again, in any virtual environment:

    pip install torch optax
    python tests/data/make_warm_up_references.py

Everything is computed in float64, by the libraries' own code.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import optax
import torch
from torch.optim import lr_scheduler as of

jax.config.update("jax_enable_x64", True)
RATE, ALPHA = 0.3, 0.1
TOTALS = ((7, 1, 2), (40, 1, 5), (480, 160, 1), (480, 160, 0.25), (480, 160, 3))  # T, updates per epoch, epochs


def by_optax(total: int, per_epoch: int, warmup: int) -> dict[str, tuple[dict[str, Any], Any]]:
    """Settings of a run, and Optax's schedule."""
    rest = max(total - warmup, 1)

    def warmed(first: float, schedule: Any) -> Any:
        return optax.join_schedules([optax.linear_schedule(0.0, first, warmup), schedule], [warmup])

    milestones = {2 * per_epoch: 0.5}
    return {
        "constant": ({}, warmed(RATE, optax.constant_schedule(RATE))),
        "exponential": (
            {"decay_rate": 0.9, "decay_epochs": 2.0},
            warmed(RATE, optax.exponential_decay(RATE, 2 * per_epoch, 0.9)),
        ),
        "stairs": (
            {"decay_rate": 0.9, "decay_epochs": 1.0, "staircase": True},
            warmed(RATE, optax.exponential_decay(RATE, per_epoch, 0.9, staircase=True)),
        ),
        "polynomial": (
            {"power": 2.0, "end_learning_rate": 0.01},
            warmed(RATE, optax.polynomial_schedule(RATE, 0.01, 2.0, rest)),
        ),
        "piecewise": (
            {"milestones": [2.0], "factor": 0.5},
            warmed(RATE, optax.piecewise_constant_schedule(RATE, milestones)),
        ),
        "one-cycle": ({}, warmed(RATE / 25, optax.cosine_onecycle_schedule(rest, RATE))),
    }


def by_torch(optimizer: Any, per_epoch: int, warmup: int) -> dict[str, tuple[dict[str, Any], Any]]:
    """The same of PyTorch, whose schedules hold the optimizer."""

    def warmed(first: float, schedule: Any) -> Any:
        # LinearLR refuses to begin at 0.
        ramp = of.LambdaLR(optimizer, lambda t: first / RATE * t / warmup)
        return of.SequentialLR(optimizer, [ramp, schedule], [warmup])

    period = 2 * per_epoch
    return {
        "cosine-restarts": (
            {"first_period": 2.0, "period_factor": 2, "alpha": ALPHA},
            lambda: warmed(RATE, of.CosineAnnealingWarmRestarts(optimizer, period, 2, ALPHA * RATE)),
        ),
        "inverse-time": (
            {"decay_rate": 0.5, "decay_epochs": 2.0},
            lambda: warmed(RATE, of.LambdaLR(optimizer, lambda t: 1 / (1 + 0.5 * t / period))),
        ),
    }


def cases() -> list[dict[str, Any]]:
    rows = []
    for total, per_epoch, epochs in TOTALS:
        warmup = round(epochs * per_epoch)
        steps = [t for t in range(total) if total <= 40 or t % 7 == 0]

        common = {"total": total, "updates_per_epoch": per_epoch, "t": steps}
        shared = {"learning_rate": RATE, "warmup_epochs": epochs}
        for name, (run, schedule) in by_optax(total, per_epoch, warmup).items():
            whole = {"schedule": "exponential" if name == "stairs" else name, **shared, **run}
            rows.append({"run": whole, **common, "optax": [float(schedule(jax.numpy.float64(t))) for t in steps]})
        for name in ("cosine-restarts", "inverse-time"):
            weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
            optimizer = torch.optim.SGD([weight], lr=RATE)
            run, make = by_torch(optimizer, per_epoch, warmup)[name]
            schedule, rates = make(), []
            for _ in range(total):
                rates.append(float(optimizer.param_groups[0]["lr"]))
                optimizer.step()
                schedule.step()
            rows.append({"run": {"schedule": name, **shared, **run}, **common, "torch": [rates[t] for t in steps]})
    return rows


def main() -> None:
    made_with = json.dumps({name: version(name) for name in ("torch", "optax", "jax")})
    lines = ",\n".join(json.dumps(row) for row in cases())
    text = f'{{"made_with": {made_with}, "cases": [\n{lines}\n]}}\n'
    (Path(__file__).parent / "warm_ups.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
