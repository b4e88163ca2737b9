"""A question about learning rates with its answer, computed bit by bit."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import fields, replace

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import PASSED_ON, Run
from lrgui.core.problems.registry import kind_of
from lrgui.core.sweeps.batch_map import BatchMap, usual_batch_sizes
from lrgui.core.sweeps.question import OF_ONE_PROBLEM, SweepQuestion
from lrgui.core.sweeps.rate_grid import alike
from lrgui.core.sweeps.rate_range import RangeTest, range_test
from lrgui.core.sweeps.start_map import StartMap, reach_of
from lrgui.core.sweeps.sweep import Sweep

_OF_A_RUN = ("learning_rate", "colour", "name", *PASSED_ON)  # what a template decides nothing by


class SweepJob:
    """Answers `question` about runs like number `selected` of `experiment`.

    `advance` computes in one thread, another may read: each of `sweep`, `map`, `starts` and `test` is None until it is
    there and may be read while it grows. The range test comes with a sweep beside which it is seen.
    """

    def __init__(self, question: SweepQuestion, experiment: Experiment, selected: int = 0) -> None:
        self.question = question.within(experiment)
        self.experiment, self.template = alike(experiment, experiment.runs[selected])
        self.sweep: Sweep | None = None
        self.map: BatchMap | None = None
        self.starts: StartMap | None = None
        self.test: RangeTest | None = None

    @property
    def problem(self) -> str:
        """The problem that is asked about."""
        assert self.question.problem is not None
        return self.question.problem

    @property
    def key(self) -> Hashable:
        """Equal for jobs that come to the same numbers."""
        question = self.question
        by_criterion = replace(question, criterion="loss")  # all are computed at once
        template = tuple(getattr(self.template, f.name) for f in fields(Run) if f.name not in _OF_A_RUN)
        idle = {"map": ("batch_size",), "starts": ("start",)}.get(question.view, ())
        kept = [name for name in (*kind_of(self.problem, self.experiment).fields, "precision") if name not in idle]
        reach = reach_of(self.experiment) if question.view == "starts" else None
        return by_criterion, template, reach, tuple(getattr(self.experiment, name) for name in kept)

    @property
    def done(self) -> bool:
        """Whether all is computed."""
        if self.question.view in OF_ONE_PROBLEM:
            growing = self._growing
            return growing is not None and growing.done
        tested = self.question.view != "range" or self.test is not None
        return tested and self.sweep is not None and self.sweep.done

    @property
    def _growing(self) -> BatchMap | StartMap | Sweep | None:
        return {"map": self.map, "starts": self.starts}.get(self.question.view, self.sweep)

    @property
    def presentable(self) -> bool:
        """It is looked at as a whole."""
        return self.done

    @property
    def progress(self) -> float:
        """The computed share, 0 … 1."""
        growing = self._growing
        return 0.0 if growing is None else growing.progress

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds`; True when all is there. Raises `InvalidValue` for what cannot be trained."""
        deadline = time.perf_counter() + seconds
        question = self.question
        if question.view == "map":
            if self.map is None:
                self.map = BatchMap(self.experiment, self.template, batch_sizes=self._batch_sizes())
            return self.map.advance(deadline - time.perf_counter())
        if question.view == "starts":
            if self.starts is None:
                self.starts = StartMap(self.experiment, self.template)
            return self.starts.advance(deadline - time.perf_counter())
        if question.view == "range" and self.test is None:
            self.test = range_test(self.experiment, self.problem, self.template)
            return False
        if self.sweep is None:
            self.sweep = Sweep(
                self.experiment, self.problem, self.template, seeds=question.seeds, target=question.target
            )
        return self.sweep.advance(deadline - time.perf_counter())

    def complete(self) -> SweepJob:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    def _batch_sizes(self) -> list[int]:
        """The usual ones with which the experiment is not too long."""
        sizes = []
        for size in usual_batch_sizes(self.experiment.training_size):
            try:
                self.experiment.edited(batch_size=size)
            except InvalidValue:
                continue  # too many updates for an experiment
            sizes.append(size)
        return sizes
