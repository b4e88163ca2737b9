"""What was computed of an experiment: the traces of its problems, and evaluations at checkpoints."""

from __future__ import annotations

import time

import numpy as np

from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array
from lrgui.core.problems.classifier import Classifier
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.function import Function
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.problem import Evaluation
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.core.training.checkpoints import Best, RunCheckpoints
from lrgui.core.training.curves import Curves, curves_of
from lrgui.core.training.records import Records
from lrgui.core.training.trace import BLOCK, Trace


class History:
    """Everything computed of one experiment. `advance` computes; all else reads.

    seen: the place on the timeline that somebody looks at, from which on it is `presentable`; None where nobody says
    so.

    function: the trace of the problem that is a function, None where the experiment has none. evaluated: that of the
    problem that is trained on data, with its evaluations in `checkpoints`; None where the
    experiment has none. until: the last place on the timeline that is computed, None for all: what comes after it is
    nowhere.
    """

    def __init__(self, experiment: Experiment, seen: int | None = None, *, until: int | None = None) -> None:
        self.experiment = experiment
        self.seen, self.until = seen, until
        self.traces = {
            name: Trace(experiment, name, None if until is None else experiment.update_at(name, until))
            for name in experiment.problems
        }
        self.descent = self.traces.get("descent")
        self.classifier = self.traces.get("classifier")
        self.function = next((t for t in self.traces.values() if isinstance(t.problem, Function)), None)
        self.evaluated = next((trace for trace in self.traces.values() if trace.problem.on_data), None)
        self._records = Records(self.evaluated) if self.evaluated is not None else None

    @property
    def model(self) -> Classifier:
        """The classifier's problem; only where the experiment has it."""
        assert self.classifier is not None
        assert isinstance(self.classifier.problem, Classifier)
        return self.classifier.problem

    @property
    def logistic(self) -> LogisticRegression | None:
        """The classifier's problem where it has no hidden units, so that its weights lie in a plane; else None."""
        problem = None if self.classifier is None else self.classifier.problem
        return problem if isinstance(problem, LogisticRegression) else None

    @property
    def curve(self) -> Descent:
        """The 1-D descent's problem; only where the experiment has it."""
        assert self.descent is not None
        assert isinstance(self.descent.problem, Descent)
        return self.descent.problem

    @property
    def surface(self) -> SurfaceDescent:
        """The problem of the descent on a surface; only where the experiment has it."""
        problem = self.traces[SurfaceDescent.code].problem
        assert isinstance(problem, SurfaceDescent)
        return problem

    @property
    def regression(self) -> LineFit:
        """The problem of a line through points; only where the experiment has it."""
        problem = self.traces[LineFit.code].problem
        assert isinstance(problem, LineFit)
        return problem

    @property
    def done(self) -> bool:
        """Whether all is computed that is to be."""
        return not self._waiting

    @property
    def _waiting(self) -> list[Trace]:
        return [trace for trace in self.traces.values() if trace.computed < trace.until]

    @property
    def frontier(self) -> int:
        """The last place on the timeline that can be shown; a finished problem rests and holds nobody up."""
        place_of = self.experiment.place_of
        ends = [place_of(name, trace.computed + 1) - 1 for name, trace in self.traces.items() if not trace.done]
        return min(ends, default=self.experiment.length)

    @property
    def presentable(self) -> bool:
        """Whether it reaches what is looked at."""
        return self.seen is not None and self.frontier >= self.seen

    @property
    def progress(self) -> float:
        """The share that is computed, 0 … 1."""
        made = sum(trace.computed for trace in self.traces.values())
        return made / max(1, sum(trace.until for trace in self.traces.values()))

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least one block); True when all is there."""
        deadline = time.perf_counter() + seconds
        while waiting := self._waiting:
            # Whoever is behind on the timeline goes first.
            trace = min(waiting, key=lambda t: self.experiment.place_of(t.problem_name, t.computed))
            if trace is self.evaluated and self._records is not None:
                trace.advance(self._records.following - trace.computed)
                self._records.take()
            else:
                trace.advance(BLOCK)
            if time.perf_counter() >= deadline:
                break
        return self.done

    def complete(self) -> History:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    def __repr__(self) -> str:
        return f"<History of {self.experiment!r}, {self.progress:.0%} computed>"

    # As plain arrays, for scripts and notebooks

    def curves(self, problem: str, run: int | None = None) -> Curves:
        """Runs of `problem` as far as they are computed, see `Curves`: arrays of shape (k, runs).

        Every update of a function, the checkpoints of a problem on data. The arrays are copies. run: the number of the
        only run that is wanted, (k, 1); None for all. Raises `InvalidValue` for a problem that the experiment does not
        have, and for all runs where they have several batch sizes, which are evaluated after different updates.
        """
        trace = self._several(problem, run)
        runs = list(range(len(self.experiment.runs))) if run is None else [run]
        return curves_of(trace, self._records if trace is self.evaluated else None, runs)

    def learning_rates(self, problem: str, run: int | None = None) -> Array:
        """The learning rate of every update: (updates of the whole run, runs), in float64. run, raises: as `curves`.

        nan where it depends on what is not computed yet.
        """
        trace = self._several(problem, run)
        if run is None:
            return trace.rates(0, trace.total)
        return trace.rates_of(run, np.arange(trace.clock.totals[run], dtype=np.float64))[:, None]

    def _several(self, problem: str, run: int | None) -> Trace:
        trace = self._trace(problem)
        if run is None and not trace.clock.uniform:
            raise InvalidValue("run", run, "structure", expected="given where runs have several batch sizes")
        if run is not None:
            integer("run", run, 0, len(self.experiment.runs) - 1)
        return trace

    def _trace(self, problem: str) -> Trace:
        if problem not in self.traces:
            raise InvalidValue("problem", problem, "one_of", choices=tuple(self.traces))
        return self.traces[problem]

    # At one update

    def checkpoints_of(self, run: int) -> RunCheckpoints:
        """The evaluations of a run of the problem on data."""
        return self.records.of(run)

    @property
    def records(self) -> Records:
        """The evaluations of the problem on data; only where the experiment has one."""
        assert self._records is not None
        return self._records

    def evaluation(self, update: int) -> Evaluation:
        """The figures of the problem on data after `update` updates: the checkpoint's where there is one."""
        return self.records.at(update)

    def best(self, update: int) -> Best:
        """The best parameters of the problem on data among the checkpoints up to `update`."""
        return self.records.best(update)
