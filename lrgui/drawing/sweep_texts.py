"""What sweeps say in words: the names of criteria, values to be read, and the line of answers."""

from __future__ import annotations

import math

from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.rate_range import usual_updates
from lrgui.core.sweeps.summary import Summary, summary
from lrgui.drawing.map_values import best_cell
from lrgui.drawing.scene import Swept
from lrgui.text.language import translate
from lrgui.text.numbers import GROUP, format_count, format_number, format_percent

DIGITS = 3  # of a rate: neighbours in the grid differ by a quarter


def rate(value: float) -> str:
    return format_number(value, DIGITS)


def criterion_name(code: str) -> str:
    return {
        "loss": translate("Sweep", "loss"),
        "validation_loss": translate("Sweep", "validation loss"),
        "accuracy": translate("Sweep", "accuracy"),
        "validation_accuracy": translate("Sweep", "validation accuracy"),
        "updates_to_target": translate("Sweep", "updates to target"),
    }[code]


def value_text(criterion: str, value: float) -> str:
    """A value of a criterion to be read; infinitely bad is said, not shown as a number."""
    if not math.isfinite(value):
        return translate("Sweep", "not reached") if criterion == "updates_to_target" else translate("Sweep", "none")
    if criterion.endswith("accuracy"):
        return format_percent(value, 2)
    if criterion == "updates_to_target":
        return format_number(value, 6)
    return format_number(value, 4)


def axis_title(job: SweepJob) -> str:
    """What stands along the y axis."""
    criterion = job.question.criterion
    if criterion == "updates_to_target" and job.question.view == "sweep":
        assert job.sweep is not None
        return translate("Sweep", "updates to loss {0}").format(format_number(job.sweep.target, 3))
    return criterion_name(criterion)


def rate_title(job: SweepJob) -> str:
    """What stands along the x axis."""
    experiment = job.experiment
    if PROBLEMS[job.problem].on_data:
        return translate("Sweep", "learning rate η · {0} {0:epoch|epochs}").format(format_count(experiment.epochs))
    return translate("Sweep", "learning rate η · {0} {0:update|updates}").format(format_count(experiment.updates))


def progress_text(job: SweepJob) -> str:
    """How far a sweep has come that is still being computed."""
    if job.map is not None:
        text = translate("Sweep", "{0} of {1} batch {1:size|sizes}")
        return text.format(format_count(job.map.computed), format_count(len(job.map.batch_sizes)))
    if job.starts is not None:
        return translate("Sweep", "{0} of the map").format(format_percent(job.starts.progress, 0))
    sweep = job.sweep
    if sweep is None:
        return translate("Sweep", "computing…")
    done = int(sweep.progress * len(sweep.seeds) + 1e-9)
    if len(sweep.seeds) > 1:
        text = translate("Sweep", "{0} of {1} {1:seed|seeds}")
        return text.format(format_count(done), format_count(len(sweep.seeds)))
    update = max(sweep.snapshot().update, 0)
    if not PROBLEMS[job.problem].on_data:
        text = translate("Sweep", "update {0} of {1}")
        return text.format(format_count(update), format_count(sweep.total))
    text = translate("Sweep", "epoch {0} of {1}")
    epoch = update // job.experiment.iterations_per_epoch
    return text.format(format_count(epoch), format_count(job.experiment.epochs))


def answers(found: Summary, job: SweepJob) -> list[str]:
    """The best rate, how exactly it must be met, and where training diverges."""
    assert job.sweep is not None
    items = []
    if found.best_rate is None:
        if found.criterion == "updates_to_target":
            target = format_number(job.sweep.target, 3)
            items.append(translate("Sweep", "no rate reaches a loss of {0}").format(target))
        else:
            items.append(translate("Sweep", "no rate converges"))
    else:
        ends = job.sweep.rates[[0, -1]].tolist() if job.sweep is not None else []
        best = translate("Sweep", "best η = {0}")
        if found.best_rate in ends:  # who knows what lies beyond
            best = translate("Sweep", "best η = {0}, at the end of the range")
        items.append(best.format(rate(found.best_rate)))
        assert found.interval is not None
        low, high = map(rate, found.interval)
        several, one = translate("Sweep", "within 5 %: {0} … {1}"), translate("Sweep", "within 5 %: {0} only")
        text = several if low != high else one
        items.append(text.replace("5 %", f"5{GROUP}%").format(low, high))
    if found.divergence_edge is not None:
        items.append(translate("Sweep", "diverges from {0} (tried)").format(rate(found.divergence_edge)))
    elif found.best_rate is not None:
        items.append(translate("Sweep", "no divergence up to {0}").format(rate(float(job.sweep.rates[-1]))))
    return items


def theory_text(job: SweepJob) -> str:
    """What the curve of theory is: with a schedule every update has a factor of its own."""
    several = len(PROBLEMS[job.problem].parameters) > 1  # and as many curvatures
    if job.template.pace.constant:
        return translate("Sweep", "theory (1 − ηλ)²ⁿ") if several else translate("Sweep", "theory (1 − ηL)²ⁿ")
    return translate("Sweep", "theory ∏(1 − ηₜλ)²") if several else translate("Sweep", "theory ∏(1 − ηₜL)²")


def subtitle(swept: Swept) -> str:
    """The answers in one line, or how far the computation has come."""
    job = swept.job
    if swept.stale:
        return translate("Sweep", "computing…")
    if not job.done:
        return progress_text(job)
    if job.question.view == "map":
        return _map_answers(job)
    if job.question.view == "starts":
        several = translate("Sweep", "colour: the minimum that is reached, grey: none · a click goes there")
        none = translate("Sweep", "this curve has no minimum to be reached")
        return several if job.starts is not None and len(job.starts.minima) else none
    assert job.sweep is not None
    if job.question.view == "range":
        return _range_answers(job)
    found = summary(job.sweep, job.question.criterion)
    items = answers(found, job)
    if found.theory is not None and job.question.criterion == "loss":
        items.append("- - " + theory_text(job))
    if found.seeds > 1:
        items.append(translate("Sweep", "median and quartiles of {0} {0:seed|seeds}").format(format_count(found.seeds)))
    return " · ".join(items)


def _map_answers(job: SweepJob) -> str:
    assert job.map is not None
    best = best_cell(job.map, job.question.criterion)
    if best is None:
        return translate("Sweep", "no rate converges")
    row, column, value = best
    text = translate("Sweep", "best: η = {0} with batch size {1} · {2} {3}")
    name = criterion_name(job.question.criterion)
    size, eta = format_count(job.map.batch_sizes[row]), rate(float(job.map.rates[column]))
    return text.format(eta, size, name, value_text(job.question.criterion, value))


def _range_answers(job: SweepJob) -> str:
    assert job.test is not None
    assert job.sweep is not None
    items = []
    if job.test.valley is None or job.test.steepest is None:
        items.append(translate("Sweep", "the loss never fell: no rate can be read"))
    else:
        read = map(rate, (job.test.valley, job.test.steepest))
        items.append(translate("Sweep", "fastai's valley η = {0}, steepest {1}").format(*read))
    best = summary(job.sweep).best_rate
    if best is not None:
        items.append(translate("Sweep", "best of the sweep: {0}").format(rate(best)))
    if job.test.stopped:
        items.append(translate("Sweep", "stopped at η = {0}").format(rate(float(job.test.rates[-1]))))
    updates = format_count(usual_updates(job.experiment, job.problem))
    items.append(translate("Sweep", "one run of {0} {0:update|updates}").format(updates))
    return " · ".join(items)
