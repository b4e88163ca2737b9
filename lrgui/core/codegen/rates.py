"""The lines that compute the learning rates, as the schedules write them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lrgui.core.codegen.plan import Part, Plan
from lrgui.core.codegen.text import Constants, period
from lrgui.core.model.counted import counted
from lrgui.core.training.schedules.schedule import exact_updates
from lrgui.core.training.script_parts import number

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
            begin = part.run.schedule_from
            if begin and not part.run.pace.constant:
                lines.append(f"t = np.arange({part.start - begin}, {stop or 'UPDATES'} - {begin})  # begins anew")
            elif not part.run.pace.constant:
                lines.append(f"t = np.arange({start or 0}, {stop or 'UPDATES'})")
            lines += _schedule_lines(plan, part, f"learning_rates[{start}:{stop}]", constants)
    constants.name("UPDATES", str(plan.total), updates_comment(plan))
    return lines


def updates_comment(plan: Plan) -> str:
    """The comment that says where the number of updates comes from."""
    if not plan.kind.on_data:
        return ""
    epochs, batches = counted(plan.experiment.epochs, "epoch|epochs"), counted(plan.per_epoch, "batch|batches")
    return f"{epochs} of {batches}"


class RateWriter:
    """What a schedule writes itself with (`lrgui.core.training.script_parts.RateScript`), from update `start` on.

    wrap: what keeps all digits of a number for a library that would round it. begin: the update at which the schedule
    begins, and from which t counts.
    """

    def __init__(
        self, plan: Plan, constants: Constants, start: int = 0, wrap: Callable[[str], str] = str, begin: int = 0
    ) -> None:
        self._plan, self._constants, self._start, self._begin = plan, constants, start, begin
        self.exact = wrap

    @property
    def total(self) -> int:
        return self._plan.total - self._begin

    @property
    def last(self) -> str:
        return self.length() if self._begin else "UPDATES"

    def updates(self, epochs: float) -> float:
        return self._plan.updates(epochs)

    def exact_updates(self, epochs: float) -> Fraction:
        return exact_updates(epochs, self._plan.per_epoch)

    def constant(self, name: str, text: str, comment: str = "") -> str:
        return self._constants.name(name, text, comment, self._start)

    def period(self, name: str, epochs: float) -> str:
        comment = period(self._plan, epochs) if self._plan.kind.on_data else ""
        return self.constant(name, number(self.updates(epochs)), comment)

    def later(self, updates: int) -> RateWriter:
        """After a warm-up."""
        return RateWriter(self._plan, self._constants, self._start, self.exact, self._begin + updates)

    def length(self) -> str:
        if self._begin:
            return self.constant("UPDATES_LEFT", str(self.total), "for the schedule, which begins later")
        return self.constant("UPDATES", str(self.total), updates_comment(self._plan))


def _schedule_lines(plan: Plan, part: Part, target: str, constants: Constants) -> list[str]:
    """Lines that compute `target` from t."""
    writer = RateWriter(plan, constants, part.start, begin=part.run.schedule_from)
    eta = writer.constant("LEARNING_RATE", repr(part.run.learning_rate), "η")
    return part.run.pace.script(writer, part.run, target, eta)
