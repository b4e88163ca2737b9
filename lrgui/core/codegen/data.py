"""The lines that make the classifier's data: every script has them, in NumPy, so that all see the same batches."""

from __future__ import annotations

from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.text import Constants, indented

LAST = "# Of the weights after the last update, not of those that had the lowest validation loss on the way."
NAN = "0 · log 0 is nan: so is the loss as soon as one p is rounded to 0 or 1. No gradient explodes."


def houses(plan: Plan, constants: Constants, ones: bool) -> list[str]:
    """Training and validation data. ones: with a column of ones, which carries b."""
    constants.name("SEED", str(plan.experiment.seed), "of the split and of the order of the training data")
    cast = ".astype(np.float32)" if plan.dtype == "float32" else ""
    lines = [
        "# The data: 2,000 houses at random places (x1, x2); those with x2 > x1 + 0.5 are in the school district.",
        "random = np.random.RandomState(10)",
        "x1 = random.uniform(size=2000)",
        "x2 = random.uniform(size=2000)",
        f"labels = (x2 > x1 + 0.5).astype(np.{plan.dtype})",
    ]
    columns = "[x1, x2]"
    if ones:
        lines.append("# The third column, of ones, is multiplied by b.")
        columns = "[x1, x2, np.ones(2000)]"
    lines.append(f"points = np.round(np.column_stack({columns}), 2){cast}  # rounded after the labels were given")
    training = plan.experiment.training_size
    return [
        *lines,
        "order = np.random.RandomState([SEED, 0]).permutation(2000)",
        f"train_x, train_y = points[order[:{training}]], labels[order[:{training}]]",
        f"valid_x, valid_y = points[order[{training}:]], labels[order[{training}:]]",
    ]


def start(plan: Plan) -> str:
    """The w1 and w2 that the classifier starts with."""
    return f"[{plan.experiment.start_w1!r}, {plan.experiment.start_w2!r}]"


def epochs(plan: Plan, constants: Constants, update: list[str], report: list[str], counted: bool) -> list[str]:
    """The loop over epochs and mini-batches. counted: `update` needs t, the number of updates already made."""
    constants.name("BATCH_SIZE", str(plan.experiment.batch_size))
    constants.name("EPOCHS", str(plan.experiment.epochs))
    every = plan.print_every()
    condition = f"if (epoch + 1) % {every} == 0 or epoch + 1 == EPOCHS:"
    return [
        *(["t = 0  # the number of updates already made"] if counted else []),
        "for epoch in range(EPOCHS):",
        "    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))",
        "    for first in range(0, len(train_y), BATCH_SIZE):",
        "        batch = order[first : first + BATCH_SIZE]"
        + ("  # the last one may be smaller" if plan.experiment.training_size % plan.experiment.batch_size else ""),
        *indented(indented(update)),
        *(["        t = t + 1"] if counted else []),
        *indented(report if every == 1 else [condition, *indented(report)]),
    ]


def losses(plan: Plan) -> list[str]:
    """The lines that compute `loss` from z and y in NumPy."""
    if plan.experiment.loss_form == "stable":
        return [
            "# The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.",
            "loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)",
        ]
    return [
        "p = 1 / (1 + np.exp(-z))",
        f"# {NAN}",
        "loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
    ]


def steps(plan: Plan, update: list[str], report: str) -> list[str]:
    """The loop over the updates of the descent."""
    every = plan.print_every()
    shown = [f"if (t + 1) % {every} == 0 or t + 1 == UPDATES:", f"    {report}"] if every > 1 else [report]
    return ["for t in range(UPDATES):  # t is the number of updates already made", *indented([*update, *shown])]
