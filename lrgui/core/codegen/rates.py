"""The lines that compute the learning rates, with the operations of `lrgui.core.training.schedules` in their order."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.core.codegen.plan import Part, Plan
from lrgui.core.codegen.text import Constants, number, period
from lrgui.core.model.run import Run
from lrgui.core.training.schedules import ONE_CYCLE_END, ONE_CYCLE_RISE, ONE_CYCLE_START

Named = Callable[..., str]

LAST_SHARE = "the last learning rate, as a share of η"

_COMMENT = "# The learning rate of every update; t is the number of updates already made."


def learning_rates(plan: Plan, constants: Constants) -> list[str]:
    """Lines that compute all `learning_rates` in advance; none where the learning rate is one number."""
    if plan.constant:
        constants.name("LEARNING_RATE", repr(plan.rates[0].run.learning_rate), "η")
        return []
    if len(plan.rates) == 1:
        lines = [_COMMENT, "t = np.arange(UPDATES)"]
        lines += _schedule_lines(plan, plan.rates[0], "learning_rates", constants)
    else:
        lines = [_COMMENT, "learning_rates = np.empty(UPDATES)"]
        for part in plan.rates:
            start = str(part.start) if part.start else ""
            stop = str(part.stop) if part.stop < plan.total else ""
            if part.run.schedule != "constant":
                lines.append(f"t = np.arange({start or 0}, {stop or 'UPDATES'})")
            lines += _schedule_lines(plan, part, f"learning_rates[{start}:{stop}]", constants)
    constants.name("UPDATES", str(plan.total), updates_comment(plan))
    return lines


def updates_comment(plan: Plan) -> str:
    """The comment that says where the number of updates comes from."""
    return "" if plan.problem == "descent" else f"{plan.experiment.epochs} epochs of {plan.per_epoch} batches"


def _schedule_lines(plan: Plan, part: Part, target: str, constants: Constants) -> list[str]:
    """Lines that compute `target` from t."""
    run, start = part.run, part.start

    def named(name: str, value: float, comment: str = "") -> str:
        return constants.name(name, number(value), comment, start)

    eta = constants.name("LEARNING_RATE", repr(run.learning_rate), "η", start)
    if run.schedule == "constant":
        return [f"{target} = {eta}"]
    if run.schedule in ("exponential", "inverse-time"):
        rate = named("DECAY_RATE", run.decay_rate)
        length = named("DECAY_UPDATES", plan.updates(run.decay_epochs), period_comment(plan, run.decay_epochs))
        periods = f"np.floor(t / {length})" if run.staircase else f"(t / {length})"
        if run.schedule == "exponential":
            return [f"{target} = {eta} * {rate} ** {periods}"]
        return [f"{target} = {eta} / (1 + {rate} * {periods})"]
    if run.schedule == "polynomial":
        return _polynomial(run, target, eta, named)
    if run.schedule == "cosine":
        return _cosine(plan, run, target, eta, named)
    return _one_cycle(plan, target, eta)


def period_comment(plan: Plan, epochs: float) -> str:
    """The comment that says where a period in updates comes from."""
    return "" if plan.problem == "descent" else period(plan, epochs)


def _polynomial(run: Run, target: str, eta: str, named: Named) -> list[str]:
    left = "(1 - t / UPDATES)"
    if run.power != 1:
        left += f" ** {named('POWER', run.power)}"
    if run.end_learning_rate == 0:
        return [f"{target} = {eta} * {left}"]
    end = named("END_LEARNING_RATE", run.end_learning_rate)
    return [f"{target} = ({eta} - {end}) * {left} + {end}"]


def _cosine(plan: Plan, run: Run, target: str, eta: str, named: Named) -> list[str]:
    warmup = plan.updates(run.warmup_epochs)
    done = "t / UPDATES"
    if warmup:
        u = named("WARMUP_UPDATES", warmup, period_comment(plan, run.warmup_epochs))
        if warmup >= plan.total:
            return [f"{target} = {eta} * (t / {u})  # the warm-up takes the whole run"]
        done = f"(t - {u}) / (UPDATES - {u})"
    share = f"0.5 * (1 + np.cos(np.pi * ({done})))"
    if run.alpha:
        alpha = named("ALPHA", run.alpha, LAST_SHARE)
        share = f"(1 - {alpha}) * {share} + {alpha}"
    if not warmup:
        return [f"{target} = {eta} * ({share})"]
    return [
        f"factors = {share}",
        f"factors = np.where(t < {u}, t / {u}, factors)  # first the warm-up",
        f"{target} = {eta} * factors",
    ]


def _one_cycle(plan: Plan, target: str, eta: str) -> list[str]:
    """Up along half a cosine wave, and down along another."""
    top = int(ONE_CYCLE_RISE * plan.total)
    lines = [f"peak = {eta}", f"first = peak / {number(ONE_CYCLE_START)}", f"last = first / {number(ONE_CYCLE_END)}"]
    left = f"(t - {top}) / (UPDATES - {top})" if top else "t / UPDATES"
    fall = f"peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ({left})))"
    if top == 0:
        return [*lines, f"{target} = {fall}"]
    return [
        *lines,
        "# Up to the highest rate in the first 30 % of the updates, then down.",
        f"up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / {top})))",
        f"down = {fall}",
        f"{target} = np.where(t < {top}, up, down)",
    ]
