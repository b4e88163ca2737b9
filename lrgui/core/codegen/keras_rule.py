"""Learning rates and optimizers for Keras: its own where they are defined as ours, else classes for the script."""

from __future__ import annotations

from functools import partial

from lrgui.core.codegen.plan import Part, Plan, Stretch
from lrgui.core.codegen.plateau import keras_lines
from lrgui.core.codegen.rates import RateWriter, learning_rates
from lrgui.core.codegen.text import Constants, call, indented
from lrgui.core.training.optimizers.clipping import CLIP
from lrgui.core.training.script_parts import KerasClass

_CLIP = "global_clipnorm"
_MODULE = "keras.optimizers.schedules"
WHY_EXACT = "# np.float64, because with TensorFlow Keras would round Python's numbers to float32."


def exact(plan: Plan, text: str) -> str:
    """`text`, a number to give to Keras, so that it keeps all its digits (see `WHY_EXACT`)."""
    return f"np.float64({text})" if plan.dtype == "float64" else text


def rate_of(plan: Plan, constants: Constants) -> tuple[list[str], str]:
    """Lines that make the learning rates, by Keras or in advance, and what to give to an optimizer."""
    if plan.reduces:
        if keras_lines(plan, constants).rule:
            return learning_rates(plan, constants), "learning_rates[0]"  # set before each update
        constants.name("LEARNING_RATE", repr(plan.rates[0].run.learning_rate), "η")
        return [], "LEARNING_RATE"
    own = _own_schedule(plan, constants)
    if own is None:
        return learning_rates(plan, constants), "LEARNING_RATE" if plan.constant else "FromTable(learning_rates)"
    name, arguments = own
    why = [WHY_EXACT] if "np.float64" in arguments else []
    return [*why, f"learning_rate = {_MODULE}.{name}(", f"    {arguments}", ")"], "learning_rate"


def _own_schedule(plan: Plan, constants: Constants) -> tuple[str, str] | None:
    """The name and the arguments of Keras's schedule, where it is ours at every update."""
    run = plan.rates[0].run
    keras = run.pace.keras
    # Keras counts updates for each optimizer, and an edit makes a new one.
    if keras is None or plan.edited:
        return None
    writer = RateWriter(plan, constants, wrap=partial(exact, plan))
    return keras(writer, run, writer.constant("LEARNING_RATE", repr(run.learning_rate), "η"))


def table_class() -> list[str]:
    """A schedule of the script for what Keras has no schedule for."""
    return [
        f"class FromTable({_MODULE}.LearningRateSchedule):",
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


def _kerass_own(plan: Plan, stretch: Stretch) -> str | None:
    """The call of Keras's optimizer, where it makes our updates: some do while learning rate and settings stay."""
    keras = stretch.optimizer.keras
    steady = plan.constant and all(len(other.parts) == 1 for other in plan.stretches)
    return keras.library if steady or keras.own is None else None


def made_of(plan: Plan, stretch: Stretch, constants: Constants, rate: str) -> str:
    """The expression that makes the optimizer."""
    settings = settings_of(stretch, stretch.parts[0], constants)
    library = _kerass_own(plan, stretch)
    if library is not None:
        exactly = {field: exact(plan, name) for field, name in settings.items()}
        clip = [f"{_CLIP}={exactly.pop(_CLIP)}"] if _CLIP in exactly else []
        name, _, arguments = library.format(rate=rate, **exactly).removesuffix(")").partition("(")
        return call(f"keras.optimizers.{name}", [arguments, *clip])
    own = stretch.optimizer.keras.own
    assert own is not None
    return call(own.name, [rate, *(f"{field}={name}" for field, name in settings.items())])


def settings_of(stretch: Stretch, part: Part, constants: Constants) -> dict[str, str]:
    """What an optimizer is made with, or has as attributes, in one part."""
    found = {}
    for setting in stretch.optimizer.settings:
        value = getattr(part.run, setting.field)
        if setting is CLIP and not value:
            found[_CLIP] = "None"
            continue
        name = constants.name(setting.field.upper(), repr(value), setting.comment or setting.letter, part.start)
        found[_CLIP if setting is CLIP else setting.field] = name
    return found


def _before(own: KerasClass) -> list[str]:
    if not own.before:
        return []
    return [
        "def apply(self, gradients, variables=None):",
        *indented(list(own.before)),
        "    super().apply(gradients, variables)",
        "",
    ]


def optimizer_class(plan: Plan, stretch: Stretch) -> list[str]:
    """The class of an optimizer that Keras has not; no lines where it has."""
    own = stretch.optimizer.keras.own
    if own is None or _kerass_own(plan, stretch) is not None:
        return []
    init = []
    fields = [field for field in stretch.optimizer.fields if field != CLIP.field]
    if stretch.optimizer.fields:
        clips = [f"{_CLIP}=None"] if stretch.optimizer.clips else []
        given = f", {_CLIP}={_CLIP}" if clips else ""
        init = [
            f"def __init__(self, {', '.join(['learning_rate', *fields, *clips])}):",
            f"    super().__init__(learning_rate{given})",
        ]
        init += [*(f"    self.{field} = {field}" for field in fields), ""]
    return [
        f"class {own.name}(keras.optimizers.Optimizer):",
        *indented(
            [
                f'"""{own.reason}"""',
                "",
                *init,
                "def build(self, variables):",
                "    if self.built:",
                "        return",
                "    super().build(variables)",
                *(
                    f'    self.{plural} = self.add_optimizer_variables(variables, "{name}")'
                    for name, plural in own.states
                ),
                "",
                *_before(own),
                "def update_step(self, gradient, variable, learning_rate):",
                *indented([*(["i = self._get_variable_index(variable)"] if own.states else []), *own.step]),
            ]
        ),
    ]
