"""The optimizers in NumPy, with the operations of `lrgui.core.training.optimizers` in their order."""

from __future__ import annotations

from lrgui.core.codegen.plan import Plan, Stretch
from lrgui.core.codegen.text import Constants, indented, number
from lrgui.core.training.optimizers import ADAGRAD_EPSILON, ADAM_BETAS, EPSILON, RMSPROP_DECAY


class Rule:
    """How the optimizers turn a gradient into a new w: `start`, lines before the loop, and `update`, lines in it.

    counted: the lines need t, the number of updates already made.
    """

    def __init__(self, plan: Plan, constants: Constants) -> None:
        self._plan = plan
        self._constants = constants
        self._states: list[str] = []
        self.start: list[str] = []
        self.counted = not plan.constant
        self._rate = "LEARNING_RATE" if plan.constant else "learning_rates[t]"
        if len(plan.stretches) == 1:
            self.update = self._lines(plan.stretches[0])
        else:
            self.update = []
            self.counted = True
            for i, stretch in enumerate(plan.stretches):
                condition = "else" if i == len(plan.stretches) - 1 else f"{'el' if i else ''}if t < {stretch.stop}"
                self.update += [f"{condition}:", *indented(self._lines(stretch))]

    def _lines(self, stretch: Stretch) -> list[str]:
        lines: list[str] = getattr(self, "_" + stretch.optimizer.replace("-", "_"))(stretch)
        return lines

    def _state(self, name: str, comment: str) -> str:
        """The name of a state that starts at 0; a stretch begins with states of its own."""
        taken = sum(state == name for state in self._states)
        self._states.append(name)
        name = f"{name}_{taken + 1}" if taken else name
        self.start.append(f"{name} = 0.0  # {comment}")
        return name

    def _named(self, name: str, value: float, stretch: Stretch, comment: str = "") -> str:
        return self._constants.name(name, number(value), comment, stretch.start)

    def _mu(self, stretch: Stretch) -> tuple[list[str], str]:
        """Lines that choose μ where it changes on the way, and its name."""
        names = [self._constants.name("MOMENTUM", number(part.run.momentum), "μ", part.start) for part in stretch.parts]
        if len(names) == 1:
            return [], names[0]
        self.counted = True
        choice = names[-1]
        for part, name in reversed(list(zip(stretch.parts[:-1], names[:-1], strict=True))):
            choice = f"{name} if t < {part.stop} else {choice}"
        return [f"mu = {choice}"], "mu"

    def _gradient_descent(self, _stretch: Stretch) -> list[str]:
        return [f"w = w - {self._rate} * gradient"]

    def _momentum(self, stretch: Stretch) -> list[str]:
        lines, mu = self._mu(stretch)
        v = self._state("velocity", "of the momentum: a sum of gradients in which old ones fade")
        return [*lines, f"{v} = {mu} * {v} + gradient", f"w = w - {self._rate} * {v}"]

    def _nesterov(self, stretch: Stretch) -> list[str]:
        lines, mu = self._mu(stretch)
        v = self._state("velocity", "of the momentum: a sum of gradients in which old ones fade")
        step = f"w = w - {self._rate} * (gradient + {mu} * {v})  # looks a step ahead"
        return [*lines, f"{v} = {mu} * {v} + gradient", step]

    def _adagrad(self, stretch: Stretch) -> list[str]:
        s = self._state("squares", "the sum of the squares of all gradients")
        epsilon = self._named("EPSILON", ADAGRAD_EPSILON, stretch, "against division by 0")
        return [
            f"{s} = {s} + gradient * gradient",
            f"w = w - {self._rate} * (gradient / (np.sqrt({s}) + {epsilon}))",
        ]

    def _rmsprop(self, stretch: Stretch) -> list[str]:
        s = self._state("squares", "a mean of the squares of the gradients in which old ones fade")
        decay = self._named("DECAY", RMSPROP_DECAY, stretch, "of the mean of squares")
        epsilon = self._named("EPSILON", EPSILON, stretch, "against division by 0")
        return [
            f"{s} = {decay} * {s} + (1 - {decay}) * (gradient * gradient)",
            f"w = w - {self._rate} * (gradient / (np.sqrt({s}) + {epsilon}))",
        ]

    def _adam(self, stretch: Stretch) -> list[str]:
        m = self._state("mean", "a mean of the gradients in which old ones fade")
        v = self._state("squares", "the same of their squares")
        b1 = self._named("BETA1", ADAM_BETAS[0], stretch)
        b2 = self._named("BETA2", ADAM_BETAS[1], stretch)
        epsilon = self._named("EPSILON", EPSILON, stretch, "against division by 0")
        self.counted = True
        rate, open_, close = self._rate, "", ""
        if self._plan.dtype == "float32":
            open_, close = "np.float32(", ")"
            rate = f"np.float32({rate})" if self._plan.constant else rate
        n = f"t - {stretch.start - 1}" if stretch.start > 1 else "t" if stretch.start else "t + 1"
        return [
            f"{m} = {b1} * {m} + (1 - {b1}) * gradient",
            f"{v} = {b2} * {v} + (1 - {b2}) * (gradient * gradient)",
            "# Both means started at 0 and are too small at first, which is corrected.",
            "# (np.power can differ from ** in the last digit, and is what the program has.)",
            f"n = {n}",
            f"rate = {open_}{rate} / (1 - np.power({b1}, n)){close}",
            f"root = {open_}np.sqrt(1 - np.power({b2}, n)){close}",
            f"w = w - rate * ({m} / (np.sqrt({v}) / root + {epsilon}))",
        ]
