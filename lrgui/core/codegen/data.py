"""The lines that make the classifier's data: every script has them, in NumPy, so that all see the same batches."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.text import WIDTH, Constants, indented
from lrgui.core.problems.datasets import dataset_of, maker_named, unshuffled
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.points import points_of

LAST = "# Of the weights after the last update, not of those that had the lowest validation loss on the way."
_WRITTEN_OUT = 100  # rows of data; more are read from a file
NAN = "0 · log 0 is nan: so is the loss as soon as one p is rounded to 0 or 1. No gradient explodes."


def points(plan: Plan, constants: Constants, ones: bool) -> list[str]:
    """Training and validation data. ones: with a column of ones, which carries b."""
    e = plan.experiment
    of = "the split and of the order of the training data" if e.order_seed == e.seed else "the split of the data"
    constants.name("SEED", str(e.seed), f"of {of}")
    training = e.training_size
    lines = [
        *_made(plan, constants),
        f"order = np.random.RandomState([SEED, 0]).permutation({e.size})",
        f"train_x, train_y = points[order[:{training}]], labels[order[:{training}]]",
        f"valid_x, valid_y = points[order[{training}:]], labels[order[{training}:]]",
    ]
    if e.standardised:
        lines += [
            "# Features of mean 0 and standard deviation 1, as the training data have them.",
            "centre, scale = train_x.mean(axis=0), train_x.std(axis=0)",
            "train_x, valid_x = (train_x - centre) / scale, (valid_x - centre) / scale",
        ]
    if ones:
        lines += [
            "# The third column, of ones, is multiplied by b.",
            "train_x = np.column_stack([train_x, np.ones(len(train_x))])",
            "valid_x = np.column_stack([valid_x, np.ones(len(valid_x))])",
        ]
    if plan.dtype == "float32":
        lines += [
            f"{part}_x, {part}_y = {part}_x.astype(np.float32), {part}_y.astype(np.float32)"
            for part in ("train", "valid")
        ]
    return lines


def order_seed(plan: Plan, constants: Constants) -> str:
    """The name of the seed of the order of the data, and of random weights."""
    e = plan.experiment
    if e.order_seed == e.seed:
        return "SEED"
    return constants.name("ORDER_SEED", str(e.order_seed), "of the order of the training data of this run")


def _made(plan: Plan, constants: Constants) -> list[str]:
    """The lines that make all `points` and `labels`."""
    e = plan.experiment
    if isinstance(e.data, OwnData):
        return _own(e.data)
    maker = maker_named(e.data)
    if maker.spaced:
        constants.name("DISTANCE", repr(e.distance), "between the centres of the clouds")
    return [*_comment(f"The data: {maker.about}."), *maker.script]


def _own(data: OwnData) -> list[str]:
    x1, x2, label = (_quoted(name) for name in data.columns)
    first, last = (_quoted(name) for name in data.classes)
    lines = _comment(f"The data {_quoted(data.name)}: {x1} and {x2}; {label} is 0 for {first} and 1 for {last}.")
    if len(data.labels) <= _WRITTEN_OUT:
        rows = zip(data.points.tolist(), data.labels.tolist(), strict=True)
        return [
            *lines,
            "rows = np.array([",
            *(f"    [{x!r}, {y!r}, {label:g}]," for (x, y), label in rows),
            "])",
            "points, labels = rows[:, :2].copy(), rows[:, 2].copy()",
        ]
    return [
        *lines,
        "# They stand in this file as lrgui exports them: File, Export data.",
        f"rows = np.loadtxt({data.exported_name!r}, str, None, ',', skiprows=1, quotechar='\"', encoding='utf-8')",
        f"points, labels = rows[:, :2].astype(np.float64), (rows[:, 2] == {data.classes[1]!r}).astype(np.float64)",
    ]


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, WIDTH)]


def _quoted(name: str) -> str:
    """A name of somebody else's in one line of a comment."""
    return '"' + "".join(c if c.isprintable() else " " for c in name[:60]) + '"'


def samples(plan: Plan) -> list[str]:
    """The lines that make `samples`, the points that predictions are printed of, as features in float64."""
    lines = [f"samples = np.array({dataset_of(plan.experiment).samples.tolist()})"]
    return [*lines, "samples = (samples - centre) / scale"] if plan.experiment.standardised else lines


def decay(plan: Plan, constants: Constants) -> str:
    """The name of λ; nothing where weights do not decay."""
    if not plan.experiment.weight_decay:
        return ""
    of = "λ, of all weights, but not of b and c" if plan.hidden else "λ, of w1 and w2"
    return constants.name("WEIGHT_DECAY", repr(plan.experiment.weight_decay), of)


def start(plan: Plan) -> str:
    """The w1 and w2 that the classifier starts with."""
    return f"[{plan.experiment.start_w1!r}, {plan.experiment.start_w2!r}]"


def place(plan: Plan) -> str:
    """The parameters that the descent of a function of two starts with."""
    return str(list(map(float, plan.kind.origin(plan.experiment))))


def line(plan: Plan) -> list[str]:
    """The lines that make x, with a column of ones, and y: what a line is laid through."""
    e, rows = plan.experiment, points_of(plan.experiment.points)
    texts = ", ".join(str([x, y]) for x, y in rows)
    lines = ["points = np.array([", *(f"    {line}" for line in textwrap.wrap(texts, WIDTH - 4)), "])"]
    lines.append("x, y = points[:, 0].copy(), points[:, 1].copy()")
    if e.standardised:
        lines.append("x = (x - x.mean()) / x.std()  # mean 0 and standard deviation 1")
    lines.append("x = np.column_stack([x, np.ones(len(x))])  # the column of ones is multiplied by b")
    if plan.dtype == "float32":
        lines.append("x, y = x.astype(np.float32), y.astype(np.float32)")
    return lines


def slope_factor(plan: Plan) -> str:
    """What the sum of errors times features is multiplied with to be the gradient."""
    return {"mean": "2 / len(x)", "sum": "2", "half-mean": "1 / len(x)"}[plan.experiment.loss_scale]


def square_errors(plan: Plan, mean: str, total: str) -> str:
    """The loss of what `mean` and `total` make of the squares of errors."""
    return {"mean": mean, "sum": total, "half-mean": f"{mean} / 2"}[plan.experiment.loss_scale]


def epochs(
    plan: Plan,
    constants: Constants,
    update: list[str],
    report: list[str],
    counted: bool,
    before: Iterable[str] = (),
    after: Iterable[str] = (),
) -> list[str]:
    """The loop over epochs and mini-batches, with lines before and after each epoch's.

    counted: `update` needs t, the number of updates already made.
    """
    constants.name("BATCH_SIZE", str(plan.experiment.batch_size))
    constants.name("EPOCHS", str(plan.experiment.epochs))
    if unshuffled(plan.experiment.training_size, plan.experiment.batch_size):
        order = "np.arange(len(train_y))  # all in one batch: they need not be shuffled"
    else:
        order = f"np.random.RandomState([{order_seed(plan, constants)}, epoch + 1]).permutation(len(train_y))"
    every = plan.print_every()
    condition = f"if (epoch + 1) % {every} == 0 or epoch + 1 == EPOCHS:"
    return [
        *(["t = 0  # the number of updates already made"] if counted else []),
        "for epoch in range(EPOCHS):",
        f"    order = {order}",
        *indented(before),
        "    for first in range(0, len(train_y), BATCH_SIZE):",
        "        batch = order[first : first + BATCH_SIZE]"
        + ("  # the last one may be smaller" if plan.experiment.training_size % plan.experiment.batch_size else ""),
        *indented(indented(update)),
        *(["        t = t + 1"] if counted else []),
        *indented(after),
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
    """The loop over the updates of a function."""
    every = plan.print_every()
    shown = [f"if (t + 1) % {every} == 0 or t + 1 == UPDATES:", f"    {report}"] if every > 1 else [report]
    return ["for t in range(UPDATES):  # t is the number of updates already made", *indented([*update, *shown])]
