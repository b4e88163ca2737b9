"""What a script has to do: the settings of one run, cut into stretches of updates, without what has no effect."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.curve import Curve, curve_of
from lrgui.core.problems.datasets import dataset_of
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import kind_of
from lrgui.core.problems.surface import Surface, surface_of
from lrgui.core.training.optimizers import RULES, rule_key
from lrgui.core.training.optimizers.adam import DECAY
from lrgui.core.training.optimizers.directions import DIRECTIONS
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules.schedule import in_updates


def rate_settings(run: Run) -> tuple[Any, ...]:
    """All that the learning rates of `run` depend on."""
    begin = () if run.pace.constant else ("schedule_from",)
    fields = ("schedule", "learning_rate", *run.pace.fields, *begin)
    return tuple(getattr(run, name) for name in fields)


def rule_settings(run: Run) -> tuple[Any, ...]:
    """All that the optimizer of `run` depends on, but for the learning rate."""
    return tuple(getattr(run, name) for name in ("optimizer", *run.rule.fields))


@dataclass(frozen=True)
class Part:
    """The updates `start` … `stop` − 1, and a run with the settings that they are made with."""

    start: int
    stop: int
    run: Run


@dataclass(frozen=True)
class Stretch:
    """Neighbouring parts with the same optimizer, which carries its state from one to the next."""

    parts: tuple[Part, ...]

    @property
    def optimizer(self) -> Optimizer:
        """In the form that has all settings which some part has."""
        runs = [part.run for part in self.parts]
        clips, corrects = any(run.rule.clips for run in runs), all(run.rule.corrects for run in runs)
        return RULES[rule_key(runs[0].optimizer, clips=clips, corrects=corrects)]

    def steady(self, field: str) -> Any:
        """The value of a setting, None where it changes on the way."""
        values = {getattr(part.run, field) for part in self.parts}
        return values.pop() if len(values) == 1 else None

    @property
    def start(self) -> int:
        """The first update of the stretch, from 0."""
        return self.parts[0].start

    @property
    def stop(self) -> int:
        """The update after its last one."""
        return self.parts[-1].stop


class Plan:
    """One run of an experiment on one problem.

    rates: parts between which the learning rate's settings change. rules: parts between which the optimizer's
    do. stretches: the rules, grouped by optimizer. average: the factor of the averaged weights, None where there are
    none.
    """

    def __init__(self, experiment: Experiment, problem: str, run: int, average: float | None = None) -> None:
        experiment = self.experiment = experiment.alone(run)
        self.average = average
        self.problem = problem
        self.kind = kind_of(problem, experiment)
        self.total = experiment.total_updates(problem)
        self.per_epoch = experiment.updates_per_epoch(problem)
        self.dtype = experiment.precision
        edges = [0, *(at for at in experiment.breakpoints(problem) if at < self.total)]
        stages = [
            Part(start, stop, experiment.runs_at(start, problem)[0])
            for start, stop in zip(edges, [*edges[1:], self.total], strict=True)
        ]
        self.rates = _merged(stages, rate_settings)
        self.rules = _merged(stages, rule_settings)
        self.stretches: list[Stretch] = []
        for part in self.rules:
            if self.stretches and self.stretches[-1].optimizer.code == part.run.optimizer:
                self.stretches.append(Stretch((*self.stretches.pop().parts, part)))
            else:
                self.stretches.append(Stretch((part,)))

    @property
    def edited(self) -> bool:
        """Whether the run has edits "from here on" that have an effect."""
        return len(self.rates) > 1 or len(self.rules) > 1

    @property
    def constant(self) -> bool:
        """True where one number is the learning rate of all updates."""
        return len(self.rates) == 1 and self.rates[0].run.pace.constant

    @property
    def reduces(self) -> bool:
        """Whether learning rates are reduced on a plateau."""
        return any(part.run.pace.reduces for part in self.rates)

    def updates(self, epochs: float) -> float:
        """A period in epochs as a number of updates."""
        return in_updates(epochs, self.per_epoch)

    @property
    def curve(self) -> Curve:
        """The curve of the 1-D descent."""
        return curve_of(self.experiment)

    @property
    def hidden(self) -> bool:
        """Whether the classifier has hidden units."""
        return self.kind.on_data and self.experiment.hidden_units > 0

    @property
    def surface(self) -> Surface:
        """The surface of the descent on one."""
        return surface_of(self.experiment)

    @property
    def starts_elsewhere(self) -> bool:
        """Whether the classifier's weights start somewhere else than at 0."""
        return not self.hidden and (self.experiment.start_w1, self.experiment.start_w2) != (0, 0)

    @property
    def growing(self) -> bool:
        """True where a schedule multiplies the learning rate without a bound."""
        return math.isinf(self._highest)

    @property
    def may_overflow(self) -> bool:
        """True where parameters can exceed the range of the precision.

        The steps of the classifier are at most about its learning rate times 1/(1 − μ) long, so this takes an
        absurd rate. A quadratic function bounces from η = 1/L on, and with momentum it can diverge; others may have a
        steep wall, or no value at all. Weight decay, coupled or not, throws weights to the other side from η·λ = 1 on.
        A rule that looks at the textbook loss goes where that is nan. An ε that float32
        rounds to 0 divides by 0.
        """
        if any("epsilon" in run.rule.fields and not np.dtype(self.dtype).type(run.epsilon) for run in self._ruled):
            return True
        if self.experiment.loss_form == "textbook" and any(run.rule.look is not None for run in self._ruled):
            return True
        decays = [run.decoupled_decay for run in self._ruled if DECAY in run.rule.settings]
        if self._highest * max(decays, default=0.0) > 1:
            return True
        if issubclass(self.kind, Function) and not self.kind.is_quadratic(self.experiment):
            return True
        if not self.kind.on_data:
            return self._highest > 1 / self.kind.curvature_bound(self.experiment)
        return self._highest * self._reach > 1e6 or self._highest * self.experiment.weight_decay > 1

    @property
    def _ruled(self) -> list[Run]:
        """The run with the settings of each of its rules."""
        return [part.run for part in self.rules]

    @property
    def scores_may_overflow(self) -> bool:
        """True where exp(−z) of the classifier can exceed the range of the precision.

        That takes steps longer than usual, or a far start. Below these limits |z| stayed under 400 of the 709 that
        float64 allows, and under 50 of 88 in float32, in 100 epochs of every optimizer and batches from 1 sample on.
        """
        if self.hidden:
            return True  # where they go is not known
        longest = max(_lengthening(part) for stretch in self.stretches for part in stretch.parts)
        far = max(abs(self.experiment.start_w1), abs(self.experiment.start_w2))
        usual, near = (5, 100) if self.dtype == "float64" else (0.1, 10)
        reach = self._reach
        return self._highest * longest * reach**2 > usual or far * reach > near or self.may_overflow

    @property
    def _reach(self) -> float:
        """The largest feature, at least 1."""
        if self.experiment.standardised:
            return 10.0
        return max(1.0, float(np.abs(dataset_of(self.experiment).points).max()))

    @property
    def _highest(self) -> float:
        outlooks = (
            p.run.pace.outlook(p.run, 0.0, self.total - p.run.schedule_from, self.per_epoch) for p in self.rates
        )
        return max(outlook.highest for outlook in outlooks)

    def print_every(self) -> int:
        """Every how many updates of a function, or epochs on data, the script prints a line."""
        if not self.kind.on_data:
            return 1 if self.total <= 100 else round(self.total / 20)
        return -(-self.experiment.epochs // 50)


def _lengthening(part: Part) -> float:
    """How many times longer than the learning rate alone makes them the steps of an optimizer can become, roughly.

    Those that never get shorter count as one.
    """
    rule = part.run.rule
    if rule in DIRECTIONS:
        return float(part.stop - part.start)
    if "momentum" in rule.fields:
        return 1 / (1 - part.run.momentum)
    unusual = any(setting.usual is not None for setting in rule.said(part.run))
    return math.inf if unusual and rule.rescales else 1.0  # of other constants nothing is known


def _merged(stages: Sequence[Part], settings: Callable[[Run], tuple[Any, ...]]) -> list[Part]:
    """The parts, joined where `settings` are the same: an edit of the colour is none."""
    parts: list[Part] = []
    for stage in stages:
        if parts and settings(parts[-1].run) == settings(stage.run):
            parts[-1] = replace(parts[-1], stop=stage.stop)
        else:
            parts.append(stage)
    return parts
