"""Learning rates and optimizers for Keras: its own where they are defined as ours, else classes for the script."""

from __future__ import annotations

from lrgui.core.codegen.plan import Plan, Stretch
from lrgui.core.codegen.rates import LAST_SHARE, learning_rates, period_comment, updates_comment
from lrgui.core.codegen.text import Constants, indented, number
from lrgui.core.model.run import Run
from lrgui.core.training.optimizers import ADAGRAD_EPSILON, ADAM_BETAS, EPSILON, RMSPROP_DECAY

SCHEDULES = "keras.optimizers.schedules"
WHY_EXACT = "# np.float64, because with TensorFlow Keras would round Python's numbers to float32."


def exact(plan: Plan, text: str) -> str:
    """`text`, a number to give to Keras, so that it keeps all its digits (see `WHY_EXACT`)."""
    return f"np.float64({text})" if plan.dtype == "float64" else text


def rate_of(plan: Plan, constants: Constants) -> tuple[list[str], str]:
    """Lines that make the learning rates, by Keras or in advance, and what to give to an optimizer."""
    own = _own_schedule(plan, constants)
    if own is None:
        return learning_rates(plan, constants), "LEARNING_RATE" if plan.constant else "FromTable(learning_rates)"
    name, arguments = own
    why = [WHY_EXACT] if "np.float64" in arguments else []
    return [*why, f"learning_rate = {SCHEDULES}.{name}(", f"    {arguments}", ")"], "learning_rate"


def _own_schedule(plan: Plan, constants: Constants) -> tuple[str, str] | None:
    """The name and the arguments of Keras's schedule, where it is ours at every update."""
    run = plan.rates[0].run
    # Keras counts updates for each optimizer, and an edit makes a new one.
    if plan.edited or run.schedule in ("constant", "one-cycle"):
        return None
    # Where d is not whole, t/d may be rounded to the other side of a stair: not every backend divides in float64.
    decaying = run.schedule in ("exponential", "inverse-time")
    if decaying and run.staircase and not plan.updates(run.decay_epochs).is_integer():
        return None
    warmup = plan.updates(run.warmup_epochs)
    if run.schedule == "cosine" and warmup >= plan.total:
        return None
    eta = exact(plan, constants.name("LEARNING_RATE", repr(run.learning_rate), "η"))
    if decaying:
        return _decay(plan, run, constants, eta)
    constants.name("UPDATES", str(plan.total), updates_comment(plan))
    if run.schedule == "polynomial":
        end = exact(plan, constants.name("END_LEARNING_RATE", repr(run.end_learning_rate)))
        power = exact(plan, constants.name("POWER", repr(run.power)))
        return "PolynomialDecay", f"{eta}, UPDATES, {end}, power={power}"
    alpha = f", alpha={constants.name('ALPHA', repr(run.alpha), LAST_SHARE)}" if run.alpha else ""
    if not warmup:
        return "CosineDecay", f"{eta}, UPDATES{alpha}"
    u = constants.name("WARMUP_UPDATES", number(warmup), period_comment(plan, run.warmup_epochs))
    first, rest, u = exact(plan, "0.0"), exact(plan, f"UPDATES - {u}"), exact(plan, u)
    return "CosineDecay", f"{first}, {rest}{alpha},\n    warmup_target={eta}, warmup_steps={u}"


def _decay(plan: Plan, run: Run, constants: Constants, eta: str) -> tuple[str, str]:
    name = "ExponentialDecay" if run.schedule == "exponential" else "InverseTimeDecay"
    comment = period_comment(plan, run.decay_epochs)
    decay = exact(plan, constants.name("DECAY_UPDATES", number(plan.updates(run.decay_epochs)), comment))
    rate = exact(plan, constants.name("DECAY_RATE", number(run.decay_rate)))
    return name, f"{eta}, {decay}, {rate}{', staircase=True' if run.staircase else ''}"


def table_class() -> list[str]:
    """A schedule of the script for what Keras has no schedule for."""
    return [
        f"class FromTable({SCHEDULES}.LearningRateSchedule):",
        *indented(
            [
                '"""Gives Keras, which asks with the number of the update, the learning rate from a table."""',
                "",
                "def __init__(self, learning_rates):",
                "    self.learning_rates = keras.ops.convert_to_tensor(learning_rates)",
                "",
                "def __call__(self, step):",
                "    return keras.ops.take(self.learning_rates, step)",
            ]
        ),
    ]


_CLASSES = {
    "momentum": "Momentum",
    "nesterov": "NesterovMomentum",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
_WHY = {
    "momentum": "The velocity is a sum of gradients; in Keras's own each is multiplied by the rate of its time.",
    "nesterov": "The velocity is a sum of gradients; in Keras's own each is multiplied by the rate of its time.",
    "adagrad": "Keras's own adds epsilon to the sum of squares; here it is added to the root of the sum.",
    "rmsprop": "Keras's own adds epsilon to the mean of squares; here it is added to the root of the mean.",
    "adam": "Keras's own adds epsilon before the correction of the mean of squares; here it is added after it.",
}


def _kerass_own(plan: Plan, stretch: Stretch) -> bool:
    """True where Keras's optimizer makes our updates: its velocity is ours times η while η does not change."""
    if stretch.optimizer == "gradient-descent":
        return True
    steady = plan.constant and all(len(other.parts) == 1 for other in plan.stretches)
    return steady and stretch.optimizer in ("momentum", "nesterov")


def made_of(plan: Plan, stretch: Stretch, constants: Constants, rate: str) -> str:
    """The expression that makes the optimizer."""
    if stretch.optimizer == "gradient-descent":
        return f"keras.optimizers.SGD({rate})"
    if stretch.optimizer not in ("momentum", "nesterov"):
        return f"{_CLASSES[stretch.optimizer]}({rate})"
    part = stretch.parts[0]
    mu = constants.name("MOMENTUM", repr(part.run.momentum), "μ", part.start)
    if not _kerass_own(plan, stretch):
        return f"{_CLASSES[stretch.optimizer]}({rate}, momentum={mu})"
    nesterov = ", nesterov=True" if stretch.optimizer == "nesterov" else ""
    return f"keras.optimizers.SGD({rate}, momentum={exact(plan, mu)}{nesterov})"


def optimizer_class(plan: Plan, stretch: Stretch) -> list[str]:
    """The class of an optimizer that Keras has not; no lines where it has."""
    if _kerass_own(plan, stretch):
        return []
    with_momentum = stretch.optimizer in ("momentum", "nesterov")
    states = {"momentum": "velocity", "nesterov": "velocity", "adam": "mean"}.get(stretch.optimizer, "squares")
    init = ["def __init__(self, learning_rate, momentum):", "    super().__init__(learning_rate)"]
    init += ["    self.momentum = momentum", ""]
    make = [f'    self.{_plural(states)} = self.add_optimizer_variables(variables, "{states}")']
    if stretch.optimizer == "adam":
        make.append('    self.squares = self.add_optimizer_variables(variables, "squares")')
    return [
        f"class {_CLASSES[stretch.optimizer]}(keras.optimizers.Optimizer):",
        *indented(
            [
                f'"""{_WHY[stretch.optimizer]}"""',
                "",
                *(init if with_momentum else []),
                "def build(self, variables):",
                "    if self.built:",
                "        return",
                "    super().build(variables)",
                *make,
                "",
                "def update_step(self, gradient, variable, learning_rate):",
                *indented(["i = self._get_variable_index(variable)", *_steps(stretch)]),
            ]
        ),
    ]


def _plural(state: str) -> str:
    return {"velocity": "velocities", "mean": "means"}.get(state, state)


def _steps(stretch: Stretch) -> list[str]:
    subtract = "self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)"
    if stretch.optimizer in ("momentum", "nesterov"):
        lines = ["v = self.velocities[i]", "self.assign(v, self.momentum * v + gradient)"]
        if stretch.optimizer == "momentum":
            return [*lines, subtract.replace("step", "v")]
        return [*lines, "step = gradient + self.momentum * v  # looks a step ahead", subtract]
    if stretch.optimizer == "adam":
        return _adam()
    if stretch.optimizer == "adagrad":
        squares, epsilon = "s + gradient * gradient", ADAGRAD_EPSILON
    else:
        squares, epsilon = f"{RMSPROP_DECAY} * s + (1 - {RMSPROP_DECAY}) * (gradient * gradient)", EPSILON
    step = f"gradient / (keras.ops.sqrt(s) + {epsilon})"
    return ["s = self.squares[i]", f"self.assign(s, {squares})", f"step = {step}", subtract]


def _adam() -> list[str]:
    b1, b2 = ADAM_BETAS
    return [
        "m, v = self.means[i], self.squares[i]",
        f"self.assign(m, {b1} * m + (1 - {b1}) * gradient)",
        f"self.assign(v, {b2} * v + (1 - {b2}) * (gradient * gradient))",
        "# Both started at 0 and are too small at first. The corrections are computed in float64: in float32",
        f"# little is left of the digits of 1 - {b2}.",
        'n = keras.ops.cast(self.iterations + 1, "float64")',
        f'rate = keras.ops.cast(learning_rate, "float64") / (1 - keras.ops.power({b1}, n))',
        f"root = keras.ops.sqrt(1 - keras.ops.power({b2}, n))",
        "rate, root = keras.ops.cast(rate, variable.dtype), keras.ops.cast(root, variable.dtype)",
        f"self.assign_sub(variable, rate * (m / (keras.ops.sqrt(v) / root + {EPSILON})))",
    ]
