"""The figures of every run at the playhead as texts: the book's Table 5.5.1, for the window and for figures."""

from __future__ import annotations

import numpy as np

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.rates import rates_at
from lrgui.core.training.schedules import SCHEDULES
from lrgui.drawing.scene import Scene
from lrgui.text.headings import heading as column_heading
from lrgui.text.language import translate
from lrgui.text.names import optimizer_name, verdict_text
from lrgui.text.numbers import format_fixed, format_number, format_percent, format_rate, format_weight

_AT_BEST = ("sample2", "weights")  # columns that may be told of the best checkpoint
STATES = ("state",)  # columns of words; all others hold numbers


def columns(problem: str) -> tuple[str, ...]:
    """The columns of the table of one problem; the first is the run's colour."""
    kind = PROBLEMS[problem]
    if kind.on_data:
        return ("colour", "learning_rate", "state", "train_loss", "train_accuracy", "sample2", "weights")
    return ("colour", "learning_rate", "state", *kind.parameters, "loss")


def heading(column: str, *, best: bool = False) -> str:
    """What stands over a column, in the language that is spoken; best: as for `rows`."""
    own = {"colour": "", "weights": "w₁, w₂, b"}  # that no other table has
    word = own[column] if column in own else column_heading(column)
    return translate("Tables", "best {0}").format(word) if best and column in _AT_BEST else word


def rows(scene: Scene, problem: str, *, best: bool = False) -> list[dict[str, str]]:
    """The texts of every run by column, and its colour as "code".

    best: weights and sample of the best checkpoint so far instead of those at the playhead.
    """
    experiment, history, at = scene.experiment, scene.history, scene.position
    table = [
        {"code": run.colour, "learning_rate": rate_text(scene, problem, i)} for i, run in enumerate(experiment.runs)
    ]
    trace = history.traces[problem]
    here = min(at, trace.total)
    parameters = trace.at(here)
    if not trace.problem.on_data:
        loss = trace.problem.evaluate(parameters).train_loss
        for i, row in enumerate(table):
            for name, value in zip(trace.problem.parameters, parameters[i].tolist(), strict=True):
                row[name] = format_number(value, 5)
            row["loss"] = format_number(float(loss[i]), 4)
            row["state"] = _state(scene, problem, i, at)
        return table
    figures = history.evaluation(here)
    if best:
        parameters = history.best(here).parameters
    sample = trace.problem.samples(parameters)[:, 1]
    for i, row in enumerate(table):
        row["train_loss"] = format_number(float(figures.train_loss[i]), 4)
        row["train_accuracy"] = format_percent(float(figures.train_accuracy[i]), 2)
        row["weights"] = ", ".join(format_weight(v) for v in parameters[i].tolist())
        row["sample2"] = format_fixed(float(sample[i]), 3)
        row["state"] = _state(scene, problem, i, here)
    return table


def rate_text(scene: Scene, problem: str, run: int) -> str:
    """The learning rate, with that of the next update where it changes, and the optimizer if it is not plain."""
    settings = scene.experiment.runs_at(scene.position)[run]
    text = format_rate(settings.learning_rate)
    if not SCHEDULES[settings.schedule].constant:
        last = scene.experiment.total_updates(problem) - 1
        t = np.array([float(min(scene.position, last))])
        now = float(rates_at(scene.experiment, problem, t)[0, run])
        if now != settings.learning_rate:
            text = f"{text} → {format_rate(float(f'{now:.2g}'))}"
    optimizer = OPTIMIZERS[settings.optimizer]
    if not optimizer.plain:
        text = f"{text} {optimizer_name(settings.optimizer)}"
    runs = scene.experiment.runs_at(scene.position)
    for field in optimizer.fields:
        if len({getattr(run, field) for run in runs if field in OPTIMIZERS[run.optimizer].fields}) > 1:
            text = f"{text} {format_rate(getattr(settings, field))}"  # by which runs are told apart
    return text


def _state(scene: Scene, problem: str, run: int, at: int) -> str:
    seen = verdict(scene.history, problem, run, at)
    return verdict_text(seen)
