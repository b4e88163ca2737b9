"""Writes rules.json: update rules on the parabola and on the classifier, by the code of PyTorch and Optax.

The tests do not run this. To make the file again, in any virtual environment:

    pip install torch optax sympy
    PYTHONPATH=. python tests/data/make_rule_references.py

50 updates of each rule, in float64: of w from 5 on (w + 1)², and of w1, w2 and b from 0 on the school district, in
batches of 30 with seed 3. Data and order are the program's, gradients PyTorch's.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import optax
import torch

from lrgui.core.problems.datasets import built_in, epoch_order, split

HERE = Path(__file__).parent
jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)  # NAdam's product of shares is of the default type
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


def by_torch(make: Any, problem: str) -> list[list[float]]:
    loss, start = PROBLEMS[problem]
    w = torch.tensor(start, requires_grad=True)
    optimizer = make([w])
    made = []
    for update in range(UPDATES):
        optimizer.zero_grad()
        loss(w, update).backward()
        optimizer.step()
        made.append(w.tolist())
    return made


def by_optax(rule: Any, problem: str) -> list[list[float]]:
    loss, start = PROBLEMS[problem]
    w, made = jax.numpy.array(start), []
    state = rule.init(w)
    for update in range(UPDATES):
        here = torch.tensor(w.tolist(), requires_grad=True)
        loss(here, update).backward()
        steps, state = rule.update(jax.numpy.array(here.grad.tolist()), state, w)
        w = optax.apply_updates(w, steps)
        made.append(w.tolist())
    return made


def in_jax(problem: str, w: Any, update: int) -> Any:
    """The loss that Optax's rules look at."""
    if problem == "descent":
        return jax.numpy.sum((w + 1) ** 2)
    batch = ORDER[update * BATCH : (update + 1) * BATCH]
    z = POINTS[batch].numpy() @ w[:2] + w[2]
    return optax.sigmoid_binary_cross_entropy(z, LABELS[batch].numpy()).mean()


def by_looking(rule: Any, problem: str) -> list[list[float]]:
    """Rules of Optax that look at the loss of the batch."""
    w, made = jax.numpy.array(PROBLEMS[problem][1]), []
    state = rule.init(w)
    for update in range(UPDATES):

        def loss(at: Any, update: int = update) -> Any:
            return in_jax(problem, at, update)

        value, slope = jax.value_and_grad(loss)(w)
        steps, state = rule.update(slope, state, w, value=value, grad=slope, value_fn=loss)
        w = optax.apply_updates(w, steps)
        made.append(w.tolist())
    return made


def cases() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []

    def add(by: Any, rule: Any, **run: Any) -> None:
        for problem in PROBLEMS:
            rows.append({"problem": problem, "run": run, "parameters": by(rule, problem)})

    of = torch.optim
    for rate in (0.05, 0.5):
        for constants in ({}, {"beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3}, {"beta1": 0.0, "beta2": 0.5}):
            run = {"learning_rate": rate, **constants}
            given = {
                "betas": (constants.get("beta1", 0.9), constants.get("beta2", 0.999)),
                "eps": constants.get("epsilon", 1e-8),
            }

            def rule(name: str, rate: float = rate, given: dict[str, Any] = given, **more: Any) -> Any:
                return lambda w: getattr(of, name)(w, rate, **given, **more)

            add(by_torch, rule("Adam"), optimizer="adam", **run)
            add(by_torch, rule("Adam", amsgrad=True), optimizer="amsgrad", **run)
            add(by_torch, rule("NAdam"), optimizer="nadam", **run)
            for decay in (0.0, 0.01, 0.3):
                add(by_torch, rule("AdamW", weight_decay=decay), optimizer="adamw", decoupled_decay=decay, **run)
        add(
            by_torch,
            lambda w, r=rate: of.RMSprop(w, r, 0.9, 1e-3),
            optimizer="rmsprop",
            learning_rate=rate,
            epsilon=1e-3,
        )
        plain = optax.scale(-rate)
        longer = 0.37 if rate == 0.5 else rate  # 0.5 would come to the minimum, where Optax divides 0 by 0
        unit = optax.chain(optax.normalize_by_update_norm(1.0, 0.0), optax.scale(-longer))
        add(by_optax, unit, optimizer="normalised", learning_rate=longer)
        add(by_optax, optax.sign_sgd(rate), optimizer="sign", learning_rate=rate)
        for most in (rate, 20 * rate):
            polyak = optax.polyak_sgd(max_learning_rate=most, eps=0.0)
            add(by_looking, polyak, optimizer="polyak", learning_rate=most)
            halving = optax.scale_by_backtracking_linesearch(
                50, slope_rtol=0.5, decrease_factor=0.5, increase_factor=float("inf"), max_learning_rate=most
            )
            add(by_looking, optax.chain(optax.sgd(1.0), halving), optimizer="armijo", learning_rate=most)
        # Optax has no Adam without the corrections; its parts make one.
        add(
            by_optax,
            optax.chain(uncorrected(), plain),
            optimizer="adam", learning_rate=rate, bias_correction=False,
        )  # fmt: skip
        for longest in (0.2, 3.0):
            clip, run = optax.clip_by_global_norm(longest), {"clip_norm": longest, "learning_rate": rate}
            add(by_optax, optax.chain(clip, optax.sgd(rate)), optimizer="gradient-descent", **run)
            add(by_optax, optax.chain(clip, optax.trace(0.8), plain), optimizer="momentum", momentum=0.8, **run)
            add(by_optax, optax.chain(clip, optax.trace(0.8, True), plain), optimizer="nesterov", momentum=0.8, **run)
    return rows


def uncorrected() -> Any:
    """m/(√v + ε), both means by Optax's own `ema` without corrections."""
    first, second = optax.ema(0.9, debias=False), optax.ema(0.999, debias=False)

    def init(w: Any) -> Any:
        return first.init(w), second.init(w)

    def update(g: Any, state: Any, _w: Any = None) -> Any:
        m, one = first.update(g, state[0])
        v, two = second.update(g * g, state[1])
        return m / (jax.numpy.sqrt(v) + 1e-8), (one, two)

    return optax.GradientTransformation(init, update)


def main() -> None:
    made = {"made_with": {name: version(name) for name in ("torch", "optax", "jax")}, "cases": cases()}
    lines = json.dumps(made["made_with"])
    rows = ",\n".join(json.dumps(row) for row in made["cases"])
    text = f'{{"made_with": {lines}, "cases": [\n{rows}\n]}}\n'
    (HERE / "rules.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
