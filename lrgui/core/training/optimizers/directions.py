"""Rules that keep the direction of the gradient, or of each of its parts, and forget how long it was."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array
from lrgui.core.training.optimizers.lines import LENGTH, SQUARE, Line
from lrgui.core.training.optimizers.optimizer import Optimizer, State, no_state
from lrgui.core.training.script_parts import Keras, KerasClass, PyTorch, TorchClass, UpdateScript


def lengths(g: Array) -> Array:
    """‖g‖ of every run: (runs, 1)."""
    norms: Array = np.sqrt(np.add.reduce(g * g, axis=1, keepdims=True))
    return norms


# The whole gradient


def normalised(g: Array, _state: State, step: Array, rate: Array) -> None:
    """w ← w − η·g/‖g‖, and no move where there is no slope."""
    norms = lengths(g)
    np.multiply(rate, g / np.where(norms == 0, 1, norms), step)


def _normalised_script(script: UpdateScript) -> list[str]:
    return [
        "norm = np.sqrt(np.sum(gradient * gradient))",
        f"w = w - {script.rate} * (gradient / (norm if norm else 1))",
    ]


NORMALISED = Optimizer(
    code="normalised",
    name=QT_TRANSLATE_NOOP("Names", "normalised gradient"),
    formula="w ← w − η·g/‖g‖",
    source="optax.normalize_by_update_norm",
    init=no_state,
    update=normalised,
    script=_normalised_script,
    pytorch=PyTorch(
        own=TorchClass(
            "NormalisedGradient",
            "PyTorch has no rule that makes every step as long as the learning rate.",
            (
                'norm = torch.sqrt(sum((w.grad**2).sum() for w in group["params"]))',
                'for w in group["params"]:',
                '    w -= group["lr"] * w.grad / (norm if norm else 1)',
            ),
        )
    ),
    keras=Keras(
        own=KerasClass(
            "NormalisedGradient",
            "Keras has no rule that makes every step as long as the learning rate.",
            (),
            ("self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * gradient)",),
            before=(
                "norm = keras.ops.sqrt(sum(keras.ops.sum(gradient * gradient) for gradient in gradients))",
                "norm = keras.ops.where(norm == 0, 1 + norm, norm)",
                "gradients = [gradient / norm for gradient in gradients]",
            ),
        )
    ),
    lines=(SQUARE, LENGTH, Line("d", "g/‖g‖", ("g", "‖g‖"), lambda g, norm: g / (norm or 1))),
    clippable=False,
    limit=QT_TRANSLATE_NOOP("Limits", "every step is η long: no fixed limit"),
    rescales=True,
)


# Each of its parts


def sign(g: Array, _state: State, step: Array, rate: Array) -> None:
    """w ← w − η·sign(g)."""
    np.multiply(rate, np.sign(g), step)


def _sign_script(script: UpdateScript) -> list[str]:
    return [f"w = w - {script.rate} * np.sign(gradient)"]


SIGN = Optimizer(
    code="sign",
    name=QT_TRANSLATE_NOOP("Names", "sign descent"),
    formula="w ← w − η·sign(g)",
    source="optax.sign_sgd",
    init=no_state,
    update=sign,
    script=_sign_script,
    pytorch=PyTorch(
        own=TorchClass(
            "SignDescent",
            "PyTorch has no rule that looks at the sign of the gradient alone.",
            ('for w in group["params"]:', '    w -= group["lr"] * torch.sign(w.grad)'),
        )
    ),
    keras=Keras(
        own=KerasClass(
            "SignDescent",
            "Keras has no rule that looks at the sign of the gradient alone.",
            (),
            (
                "step = keras.ops.sign(gradient)",
                "self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)",
            ),
        )
    ),
    lines=(Line("d", "sign(g)", ("g",), lambda g: (g > 0) - (g < 0)),),
    clippable=False,
    limit=QT_TRANSLATE_NOOP("Limits", "each parameter moves by η: no fixed limit"),
    rescales=True,
)

DIRECTIONS = (NORMALISED, SIGN)
