"""Writes schedules.json, torch_schedules.json, optimizers.json and surfaces.json, the references of the core's tests.

The tests do not run this: it needs libraries that the program itself does not. To make the files again, in
any virtual environment:

    pip install keras optax torch
    python tests/data/make_references.py schedules
    python tests/data/make_references.py torch_schedules
    python tests/data/make_references.py optimizers
    python tests/data/make_references.py surfaces

Everything is computed in float64 by the libraries' own code; only optimizers.json has a float32 part as well.
The losses of surfaces.json are written here as they stand in textbooks, and their gradients are PyTorch's.
table_5_5_1_distribution.json is not made here: it comes from an independent implementation of the book's
experiment.
"""

from __future__ import annotations

import json
import math
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

ROW = dict[str, Any]


def cases() -> list[ROW]:
    """Settings of a run, its number of updates T, and the updates per epoch."""
    rows: list[ROW] = []

    def add(schedule: str, total: int, per_epoch: int, **run: Any) -> None:
        rows.append({"run": {"schedule": schedule, **run}, "total": total, "updates_per_epoch": per_epoch})

    for schedule, rate in (("exponential", 0.95), ("exponential", 1.05), ("inverse-time", 0.5)):
        for staircase in (False, True):
            for total, per_epoch, period in (
                (1, 1, 1.0),
                (40, 1, 1.0),
                (40, 1, 3.0),
                (40, 1, 2.5),
                (40, 1, 1000.0),
                (480, 160, 1.0),
                (480, 160, 0.5),
                (480, 160, 0.3),
                (350, 7, 1.75),
            ):
                add(schedule, total, per_epoch, learning_rate=0.3, decay_rate=rate, decay_epochs=period,
                    staircase=staircase)  # fmt: skip
    for total in (1, 2, 3, 7, 40, 480):
        for power in (0.5, 1.0, 2.0, 3.7):
            for end in (0.0, 0.01, 0.5):
                add("polynomial", total, 1, learning_rate=0.2, end_learning_rate=end, power=power)
        for alpha in (0.0, 0.1, 1.0):
            add("cosine", total, 1, learning_rate=0.2, alpha=alpha)
        for peak in (0.2, 50.0):
            add("one-cycle", total, 1, learning_rate=peak)
    for total, per_epoch, warmup in (
        (2, 1, 1.0),
        (3, 1, 2.0),
        (40, 1, 5.0),
        (40, 1, 39.0),
        (40, 1, 2.5),
        (480, 160, 1.0),
        (480, 160, 0.25),
        (70, 7, 3.0),
    ):
        for alpha in (0.0, 0.1):
            add("cosine", total, per_epoch, learning_rate=0.2, alpha=alpha, warmup_epochs=warmup)
    return rows


def schedules() -> ROW:
    os.environ["KERAS_BACKEND"] = "torch"  # its other backends take cosines in float32 whatever they are told
    import jax
    import keras
    import numpy as np
    import optax
    import torch

    jax.config.update("jax_enable_x64", True)
    keras.config.set_floatx("float64")
    keras_of = keras.optimizers.schedules
    rows = cases()
    for row in rows:
        run, total, per_epoch = row["run"], row["total"], row["updates_per_epoch"]
        rate = run["learning_rate"]
        functions: dict[str, Any] = {}
        if run["schedule"] == "exponential":
            period = run["decay_epochs"] * per_epoch
            functions["keras"] = keras_of.ExponentialDecay(rate, period, run["decay_rate"], run["staircase"])
            functions["optax"] = optax.exponential_decay(rate, period, run["decay_rate"], staircase=run["staircase"])
        elif run["schedule"] == "inverse-time":
            period = run["decay_epochs"] * per_epoch
            functions["keras"] = keras_of.InverseTimeDecay(rate, period, run["decay_rate"], run["staircase"])
        elif run["schedule"] == "polynomial":
            end, power = run["end_learning_rate"], run["power"]
            functions["keras"] = keras_of.PolynomialDecay(rate, total, end, power)
            functions["optax"] = optax.polynomial_schedule(rate, end, power, total)
        elif run["schedule"] == "cosine" and "warmup_epochs" in run:
            warmup = run["warmup_epochs"] * per_epoch
            functions["keras"] = keras_of.CosineDecay(
                0.0, total - warmup, run["alpha"], warmup_target=rate, warmup_steps=warmup
            )
            functions["optax"] = optax.warmup_cosine_decay_schedule(
                0.0, rate, warmup, total, end_value=run["alpha"] * rate
            )
        elif run["schedule"] == "cosine":
            functions["keras"] = keras_of.CosineDecay(rate, total, run["alpha"])
            functions["optax"] = optax.cosine_decay_schedule(rate, total, run["alpha"])
        else:
            functions["optax"] = optax.cosine_onecycle_schedule(total, rate)
        steps = sorted({*range(min(total, 40) + 1), *range(0, total + 1, 7), total - 1, total})
        row["t"] = steps
        for library, function in functions.items():
            row[library] = []
            for t in steps:
                step = torch.tensor(float(t)) if library == "keras" else jax.numpy.float64(t)
                value = np.asarray(function(step))
                assert value.dtype == np.float64
                assert np.isfinite(value)
                row[library].append(float(value))
    return {"made_with": {name: version(name) for name in ("keras", "optax", "jax", "torch")}, "cases": rows}


def torch_cases() -> list[ROW]:
    """The same for the schedules that PyTorch defines."""
    rows: list[ROW] = []

    def add(schedule: str, total: int, per_epoch: int, **run: Any) -> None:
        rows.append({"run": {"schedule": schedule, "learning_rate": 0.3, **run}, "total": total,
                     "updates_per_epoch": per_epoch})  # fmt: skip

    for total, per_epoch in ((7, 1), (40, 1), (480, 160)):
        epochs = total // per_epoch
        for milestones in ([], [1], [1, 2], [0.5 * epochs, 0.75 * epochs]):
            for factor in (0.1, 0.5, 2.0):
                add("piecewise", total, per_epoch, milestones=milestones, factor=factor)
        for alpha in (0.0, 0.1, 1.0):
            for warmup in (0, 1, 2):
                add("linear", total, per_epoch, alpha=alpha, warmup_epochs=warmup)
            for first in (1, 2, 3):
                for factor in (1, 2, 3):
                    add("cosine-restarts", total, per_epoch, first_period=first, period_factor=factor, alpha=alpha)
            for first in (2, 4):
                add("cyclic", total, per_epoch, first_period=first, alpha=alpha)
            add("warmup-stable-decay", total, per_epoch, alpha=alpha, warmup_epochs=1, hold_epochs=1)
        for warmup in (0, 1):
            add("inverse-square-root", total, per_epoch, decay_epochs=2, warmup_epochs=warmup)
    return rows


def torch_schedules() -> ROW:
    import torch
    from torch.optim import lr_scheduler as of

    def scheduler(optimizer: Any, run: ROW, total: int, per_epoch: int) -> Any:
        rate, alpha = run["learning_rate"], run.get("alpha", 0.0)
        warmup, hold = (round(run.get(name, 0) * per_epoch) for name in ("warmup_epochs", "hold_epochs"))
        parts, ends = [], []
        if run["schedule"] == "piecewise":
            milestones = [math.ceil(each * per_epoch) for each in run["milestones"]]
            return of.MultiStepLR(optimizer, milestones, run["factor"])
        if run["schedule"] == "cosine-restarts":
            return of.CosineAnnealingWarmRestarts(
                optimizer, run["first_period"] * per_epoch, run["period_factor"], alpha * rate
            )
        if run["schedule"] == "cyclic":
            half = run["first_period"] * per_epoch // 2
            return of.CyclicLR(optimizer, alpha * rate, rate, half, mode="triangular", cycle_momentum=False)
        if warmup:
            # LinearLR refuses to begin at 0.
            parts.append(of.LambdaLR(optimizer, lambda t: t / warmup))
            ends.append(warmup)
        if hold:
            parts.append(of.ConstantLR(optimizer, factor=1.0, total_iters=1))
            ends.append(warmup + hold)
        if run["schedule"] == "inverse-square-root":
            # As get_inverse_sqrt_schedule of the library transformers has it.
            scale = run["decay_epochs"] * per_epoch
            parts.append(of.LambdaLR(optimizer, lambda t: 1 / math.sqrt((t + scale) / scale)))
        else:
            rest = max(1, total - warmup - hold)
            parts.append(of.LinearLR(optimizer, start_factor=1.0, end_factor=alpha, total_iters=rest))
        return of.SequentialLR(optimizer, parts, ends) if ends else parts[0]

    rows = torch_cases()
    for row in rows:
        parameter = torch.zeros(1, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([parameter], lr=row["run"]["learning_rate"])
        schedule = scheduler(optimizer, row["run"], row["total"], row["updates_per_epoch"])
        rates = []
        for _ in range(row["total"]):
            rates.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            schedule.step()
        row["t"] = [t for t in range(row["total"]) if row["total"] <= 40 or t % 7 == 0]
        row["torch"] = [rates[t] for t in row["t"]]
    return {"made_with": {"torch": version("torch")}, "cases": rows}


def _torch(name: str, *arguments: Any, **settings: Any) -> Any:
    import torch

    return getattr(torch.optim, name)(*arguments, **settings)


OPTIMIZERS: dict[str, Any] = {
    "gradient-descent": lambda w, rate, mu: _torch("SGD", [w], rate),
    "momentum": lambda w, rate, mu: _torch("SGD", [w], rate, mu),
    "nesterov": lambda w, rate, mu: _torch("SGD", [w], rate, mu, nesterov=True),
    "adagrad": lambda w, rate, mu: _torch("Adagrad", [w], rate, eps=1e-10),
    "rmsprop": lambda w, rate, mu: _torch("RMSprop", [w], rate, alpha=0.9, eps=1e-8),
    "adam": lambda w, rate, mu: _torch("Adam", [w], rate, (0.9, 0.999), 1e-8),
}


def optimizers() -> ROW:
    import torch

    rows = []
    for precision in ("float64", "float32"):
        for name in ("gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"):
            momenta = (0.0, 0.5, 0.9, 0.99) if name == "momentum" else (0.5, 0.9, 0.99)
            for momentum in momenta if name in ("momentum", "nesterov") else (0.9,):
                for rate in (0.001, 0.05, 0.2, 0.3, 0.9, 1.02):
                    w = torch.tensor([5.0], dtype=getattr(torch, precision), requires_grad=True)
                    optimizer = OPTIMIZERS[name](w, rate, momentum)
                    trace = []
                    for _ in range(20):
                        optimizer.zero_grad()
                        ((w + 1) ** 2).sum().backward()
                        optimizer.step()
                        trace.append(w.item())
                    rows.append(
                        {"optimizer": name, "learning_rate": rate, "momentum": momentum,
                         "precision": precision, "w": trace}
                    )  # fmt: skip
    return {"made_with": {"torch": torch.__version__}, "cases": rows}


def later_rules() -> dict[str, Any]:
    """Of w, η and μ: rules of PyTorch that are newer than the others here, and two that it has not."""
    import torch

    torch.set_default_dtype(torch.float64)  # NAdam's product of shares is of the default type

    class Along(torch.optim.Optimizer):
        """w ← w − η·d(g), d of the whole gradient."""

        def __init__(self, w: Any, rate: float, direction: Any) -> None:
            super().__init__([w], {"lr": rate})
            self.direction = direction

        def step(self) -> None:
            (w,) = self.param_groups[0]["params"]
            with torch.no_grad():
                w -= self.param_groups[0]["lr"] * self.direction(w.grad)

    return {
        "adamw": lambda w, rate, _: torch.optim.AdamW([w], rate, weight_decay=0.01),
        "nadam": lambda w, rate, _: torch.optim.NAdam([w], rate),
        "amsgrad": lambda w, rate, _: torch.optim.Adam([w], rate, amsgrad=True),
        "normalised": lambda w, rate, _: Along(w, rate, lambda g: g / torch.linalg.vector_norm(g)),
        "sign": lambda w, rate, _: Along(w, rate, torch.sign),
    }


def surfaces() -> ROW:
    """100 updates down every surface, by the gradients that PyTorch finds itself; the 10th, 20th … are kept."""
    import torch

    losses: dict[str, Any] = {
        "bowl": lambda x, y: x**2 / 20 + y**2,
        "saddle": lambda x, y: x**2 / 2 + (y**2 - 1) ** 2 / 4,
        "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        "hyperbola": lambda x, y: (x * y - 1) ** 2 / 2,
        "sin(x)cos(2y) + 0.1(x^2 + y^2)": lambda x, y: torch.sin(x) * torch.cos(2 * y) + 0.1 * (x**2 + y**2),
        "ln(1 + e^(x - y)) + |x|/2 + y^2/8": lambda x, y: torch.log(1 + torch.exp(x - y)) + abs(x) / 2 + y**2 / 8,
    }
    starts = {
        "bowl": (5.0, 2.0), "saddle": (1.5, 0.01), "rosenbrock": (-1.2, 1.0), "himmelblau": (0.0, 0.0),
        "beale": (1.0, 1.0), "hyperbola": (3.2, 0.3),
    }  # fmt: skip
    rates = {"rosenbrock": 5e-4, "himmelblau": 5e-3, "beale": 5e-3}
    rows = []
    for surface, loss in losses.items():
        for name, rule in (OPTIMIZERS | later_rules()).items():
            rate = rates.get(surface, 0.05)
            rate = rate / 5 if name in ("momentum", "nesterov") else rate
            start = starts.get(surface, (2.0, 1.0))
            w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
            optimizer = rule(w, rate, 0.9)
            trace = []
            for update in range(1, 101):
                optimizer.zero_grad()
                loss(w[0], w[1]).backward()
                optimizer.step()
                if update % 10 == 0:
                    trace.append(w.tolist())
            rows.append({"surface": surface, "optimizer": name, "learning_rate": rate, "start": start, "places": trace})
    return {"made_with": {"torch": torch.__version__}, "cases": rows}


if __name__ == "__main__":
    makers = {
        "schedules": schedules,
        "torch_schedules": torch_schedules,
        "optimizers": optimizers,
        "surfaces": surfaces,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in makers:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(makers)}")
    made = makers[sys.argv[1]]()
    with open(HERE / f"{sys.argv[1]}.json", "w", encoding="utf-8", newline="\n") as file:
        head = json.dumps(made["made_with"])
        lines = ",\n".join(json.dumps(row) for row in made["cases"])
        file.write(f'{{"made_with": {head}, "cases": [\n{lines}\n]}}\n')
