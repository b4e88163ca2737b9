"""The figures of every run at the playhead as texts: the book's Table 5.5.1, for the window and for figures."""

from __future__ import annotations

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.files.view import STATE
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.optimizers.optimizer import Setting
from lrgui.drawing.scene import Scene
from lrgui.text.headings import heading as column_heading
from lrgui.text.language import translate
from lrgui.text.names import optimizer_name, verdict_text
from lrgui.text.numbers import format_fixed, format_number, format_percent, format_rate, format_weight
from lrgui.text.own_words import epoch_lengths, epoch_words, own_words
from lrgui.text.run_words import called, on_its_way, rate_words, setting_words

_AT_BEST = ("sample2", "weights")  # columns that may be told of the best checkpoint
CONCEALED = "?"  # instead of a state
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
    """The texts of every run by column, its colour as "code", and as "brief" its state where there is little room.

    Of several batch sizes "epoch" is how many updates one has.

    best: weights and sample of the best checkpoint so far instead of those at the playhead.
    """
    experiment, history = scene.experiment, scene.history
    own = own_words(experiment, problem)
    table = [
        {"code": run.colour, "learning_rate": called(run, ", ".join([rate_text(scene, problem, i), *own[i]]))}
        for i, run in enumerate(experiment.runs)
    ]
    if not experiment.clock(problem).uniform:
        for row, length in zip(table, epoch_lengths(experiment, problem), strict=True):
            row["epoch"] = epoch_words([length])
    trace = history.traces[problem]
    here = scene.update_of(problem)
    parameters = trace.at(here)
    if not trace.problem.on_data:
        loss = trace.problem.evaluate(parameters).train_loss
        for i, row in enumerate(table):
            for name, value in zip(trace.problem.parameters, parameters[i].tolist(), strict=True):
                row[name] = format_number(value, 5)
            row["loss"] = format_number(float(loss[i]), 4)
            row |= _state(scene, problem, i, here)
        return table
    figures = history.evaluation(here)
    if best:
        parameters = history.best(here).parameters
    sample = trace.problem.samples(parameters)[:, 1]
    for i, row in enumerate(table):
        row["train_loss"] = format_number(float(figures.train_loss[i]), 4)
        row["train_accuracy"] = format_percent(float(figures.train_accuracy[i]), 2)
        named = parameters[i, : len(trace.problem.parameters)]
        row["weights"] = ", ".join(map(format_weight, named.tolist())) or "–"
        row["sample2"] = format_fixed(float(sample[i]), 3)
        row |= _state(scene, problem, i, here)
    return table


def rate_text(scene: Scene, problem: str, run: int) -> str:
    """The learning rate, with the step at which it was changed and that of the next update where a schedule has it
    differ, and the optimizer if it is not plain.
    """
    experiment = scene.experiment
    last = min(scene.update_of(problem), experiment.total_updates(problem) - 1)
    runs = experiment.runs_at(last, problem)
    settings = runs[run]
    text = on_its_way(experiment, problem, run, last, rate_words, brief=True)
    if not settings.pace.constant:
        now = float(scene.history.traces[problem].rates(last, last + 1)[0, run])
        rate = format_rate(float(f"{now:.2g}"))
        if text != rate_words(settings):
            text = translate("Tables", "{0}, now {1}").format(text, rate)
        elif now != settings.learning_rate:
            text = f"{text} → {rate}"
    optimizer = settings.rule
    start, rule = experiment.runs[run], on_its_way(experiment, problem, run, last, _rule, brief=True)
    if rule != _rule(start):
        return f"{text}{rule.removeprefix(_rule(start))}" if start.rule.plain else f"{text}, {rule}"
    if not optimizer.plain:
        text = f"{text} {optimizer_name(settings.optimizer)}"
    for setting in optimizer.settings:
        if len({getattr(run, setting.field) for run in runs if setting in run.rule.settings}) > 1:
            text = f"{text} {_brief(settings, setting)}"  # by which runs are told apart
    return text


def _rule(run: Run) -> str:
    """An optimizer with its settings, as short as can be."""
    return " ".join([optimizer_name(run.optimizer), *(_brief(run, setting) for setting in run.rule.said(run))])


def _brief(run: Run, setting: Setting) -> str:
    """A setting without its letter, where the optimizer has but one that everybody knows."""
    return format_rate(run.momentum) if setting.field == "momentum" else setting_words(run, setting)


def _state(scene: Scene, problem: str, run: int, at: int) -> dict[str, str]:
    if STATE in scene.concealed:
        return {"state": CONCEALED, "brief": CONCEALED}
    found = verdict(scene.history, problem, run, at)
    return {"state": verdict_text(found), "brief": verdict_text(found, brief=True)}
