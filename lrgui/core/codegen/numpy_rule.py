"""The optimizers in NumPy, as they write themselves."""

from __future__ import annotations

from lrgui.core.codegen import data
from lrgui.core.codegen.known import known
from lrgui.core.codegen.plan import Plan, Stretch
from lrgui.core.codegen.text import Constants, indented
from lrgui.core.training.script_parts import number


class Rule:
    """How the optimizers turn a gradient into a new w: `start`, lines before the loop, and `update`, lines in it.

    counted: the lines need t, the number of updates already made.
    """

    def __init__(self, plan: Plan, constants: Constants) -> None:
        self.start: list[str] = []
        self.update: list[str] = []
        self.counted = not plan.constant or len(plan.stretches) > 1
        states: list[str] = []
        for i, stretch in enumerate(plan.stretches):
            writer = UpdateWriter(plan, stretch, constants, states)
            lines = stretch.optimizer.script(writer)
            lines = [*writer.choices, *lines]
            self.start += writer.start
            self.counted |= writer.counted
            if len(plan.stretches) > 1:
                condition = "else" if i == len(plan.stretches) - 1 else f"{'el' if i else ''}if t < {stretch.stop}"
                lines = [f"{condition}:", *indented(lines)]
            self.update += lines


class UpdateWriter:
    """What an optimizer writes itself with (`lrgui.core.training.script_parts.UpdateScript`), for one stretch.

    start: lines that make its states. choices: lines that choose settings which change on the way. states: the names
    that were given to states so far; a stretch begins with states of its own.
    """

    def __init__(self, plan: Plan, stretch: Stretch, constants: Constants, states: list[str]) -> None:
        self._plan, self._stretch, self._constants, self._states = plan, stretch, constants, states
        self.start: list[str] = []
        self.choices: list[str] = []
        self.counted = False

    @property
    def rate(self) -> str:
        return "LEARNING_RATE" if self._plan.constant else "learning_rates[t]"

    @property
    def typed_rate(self) -> str:
        return self.rounded(self.rate) if self._plan.constant else self.rate

    @property
    def wide_rate(self) -> str:
        return f"float({self.typed_rate})" if self._plan.dtype == "float32" else self.rate

    @property
    def made(self) -> str:
        self.counted = True
        start = self._stretch.start
        return f"t - {start - 1}" if start > 1 else "t" if start else "t + 1"

    def setting(self, field: str) -> str:
        setting = next(s for s in self._stretch.optimizer.settings if s.field == field)
        parts = self._stretch.parts
        names = [
            self._constants.name(
                field.upper(), number(getattr(part.run, field)), setting.comment or setting.letter, part.start
            )
            for part in parts
        ]
        if len(names) == 1:
            return names[0]
        self.counted = True
        choice = names[-1]
        for part, name in reversed(list(zip(parts[:-1], names[:-1], strict=True))):
            choice = f"{name} if t < {part.stop} else {choice}"
        self.choices.append(f"{setting.variable} = {choice}")
        return setting.variable

    def steady(self, field: str) -> object:
        return self._stretch.steady(field)

    def state(self, name: str, comment: str, first: str = "0.0") -> str:
        taken = sum(state == name for state in self._states)
        self._states.append(name)
        name = f"{name}_{taken + 1}" if taken else name
        self.start.append(f"{name} = {first}  # {comment}")
        return name

    def constant(self, name: str, text: str, comment: str = "") -> str:
        return self._constants.name(name, text, comment, self._stretch.start)

    def loss(self, at: str) -> str:
        plan = self._plan
        if not plan.kind.on_data:
            return f"loss({at})"
        penalty = ""
        if plan.experiment.weight_decay:
            decay = data.decay(plan, self._constants)
            squares = f"(np.square({at}) * (decay / 2)).sum()"
            penalty = f" + {squares if plan.hidden else f'{decay} / 2 * np.square({at}[:2]).sum()'}"
        return f"evaluate({at}, x, y)[0]{penalty}"

    def lowest(self) -> str:
        return known(self._plan, self._constants, "lowest", self._stretch.start)

    def hessian(self) -> str:
        name = known(self._plan, self._constants, "hessian", self._stretch.start)
        return f"np.array({name}, np.{self._plan.dtype})"

    def rounded(self, text: str) -> str:
        return f"np.float32({text})" if self._plan.dtype == "float32" else text
