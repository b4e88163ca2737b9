"""Why a run is not where one looks for it: the words at the edge of a plot."""

from __future__ import annotations

import math

from lrgui.core.analysis.theory import regime
from lrgui.core.problems.function import Function
from lrgui.core.training.trace import Trace
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_factor, format_number


def leaving_text(trace: Trace, run: int, step: int, value: float, *, told: bool = True) -> str:
    """When and why a run of a function left the plot, where a parameter or the loss has become `value`.

    told: whether theory may be told.
    """
    settings, problem = trace.experiment.runs_at(max(0, step - 1), trace.problem_name)[run], trace.problem
    rate = float(trace.rates(max(0, step - 1), max(1, step))[0, run])
    why = ""
    if told and isinstance(problem, Function) and problem.quadratic and rate > 0 and math.isfinite(rate):
        theory = regime(rate, problem.curvature, settings.rule.key, settings.momentum)
        if theory.kind == "diverges":
            name = "|1 − ηL|" if theory.plain else "ρ"
            why = f"{name} = {format_factor(abs(theory.factor))} > 1".replace(" ", "\u00a0")
    if not math.isfinite(value):
        now = translate("Reasons", "now {0}").format(format_number(value))
        now = now.replace(" ", "\u00a0")
        why = f"{why} · {now}" if why else now
    when = format_count(step)
    if not why:
        return translate("Reasons", "step {0}").format(when)
    return translate("Reasons", "step {0}: {1}").format(when, why)


def value_text(step: int, value: float) -> str:
    """Since when a curve is outside, and the value that it had then."""
    return translate("Reasons", "step {0}: {1}").format(format_count(step), format_number(value, 2))


def nan_text(step: int, *, told: bool = True) -> str:
    """The textbook loss of the classifier is not a number, first at `step`. told: whether it may be told why."""
    if not told:
        return translate("Reasons", "step {0}: loss is nan").format(format_count(step))
    text = translate("Reasons", "step {0}: loss is nan (0·log 0)").format(format_count(step))
    return text.replace("log 0", "log\u00a00")


def not_finite_text(step: int) -> str:
    """The parameters of the classifier are not finite from `step` on."""
    return translate("Reasons", "step {0}: parameters are not finite").format(format_count(step))
