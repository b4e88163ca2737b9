"""Writes drawn.json: schedules drawn by hand, as Optax interpolates between their points, after a warm-up, too.

The tests do not run this. To make the file again, in any virtual environment:

    pip install optax
    python tests/data/make_drawn_references.py

Everything is computed in float64, by Optax's own code. Its points are whole updates, and each scale is a multiple of
the one before.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import optax

jax.config.update("jax_enable_x64", True)
RATE = 0.3
POINTS = (
    [[0.0, 1.0]],
    [[0.0, 1.0], [20.0, 0.1]],
    [[0.0, 0.1], [0.5, 1.0], [2.0, 0.3], [2.5, 2.0]],
    [[1.0, 0.5], [1.5, 0.25], [30.0, 4.0]],
)


def by_optax(points: list[list[float]], per_epoch: int, warmup: int) -> Any:
    first = last = points[0][1]
    scales = {}
    for epoch, share in points:
        if epoch:  # before its first point the rate is as there
            scales[round(epoch * per_epoch)] = share / last
        last = share
    drawn = optax.piecewise_interpolate_schedule("linear", RATE * first, scales or None)
    if not warmup:
        return drawn
    return optax.join_schedules([optax.linear_schedule(0.0, RATE * first, warmup), drawn], [warmup])


def main() -> None:
    cases = []
    for points in POINTS:
        for total, per_epoch, warm in ((40, 2, 0.0), (40, 2, 3.0), (320, 160, 0.0), (480, 160, 0.25), (7, 2, 0.5)):
            schedule = by_optax(points, per_epoch, round(warm * per_epoch))
            t = list(range(total)) if total <= 40 else sorted({*range(0, total, 13), *range(155, 165), total - 1})
            run = {"schedule": "drawn", "learning_rate": RATE, "rate_points": points, "warmup_epochs": warm}
            rates = [float(schedule(each)) for each in t]
            cases.append({"run": run, "total": total, "updates_per_epoch": per_epoch, "t": t, "optax": rates})
    made = {name: version(name) for name in ("optax", "jax")}
    lines = ",\n".join(json.dumps(case) for case in cases)
    path = Path(__file__).parent / "drawn.json"
    path.write_text(f'{{"made_with": {json.dumps(made)}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
