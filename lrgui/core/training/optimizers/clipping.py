"""Gradient clipping, which can stand before any rule that minds it: too long a gradient is cut to a given length."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Array, Floats
from lrgui.core.training.optimizers.directions import lengths
from lrgui.core.training.optimizers.lines import LENGTH, ONCE, SQUARE, Line
from lrgui.core.training.optimizers.optimizer import Operands, Optimizer, Setting, State, Values
from lrgui.core.training.script_parts import UpdateScript

CLIP = Setting("clip_norm", "‖g‖ₘₐₓ", "clip_norm", form="‖g‖ ≤ {1}", comment="what gradients are cut to, 0 for none")
_CUT = (
    SQUARE,
    LENGTH,
    Line("k", "min(1, ‖g‖ₘₐₓ/‖g‖)", ("‖g‖ₘₐₓ", "‖g‖"), lambda most, norm: most / norm if norm > most else 1, ONCE),
    Line("ĝ", "k·g", ("k", "g"), lambda k, g: k * g),
)


def clipped(g: Array, longest: Array) -> Array:
    """g·min(1, c/‖g‖) of every run (`optax.clip_by_global_norm`; Pascanu et al. 2013)."""
    norms = lengths(g)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(norms > longest, g * (longest / norms), g)


def clipping(rule: Optimizer) -> Optimizer:
    """The same rule of gradients that are cut before. The state is that of the rule itself."""

    def update(*arguments: object) -> None:
        *before, longest = arguments
        at = 1 if rule.place else 0
        before[at] = clipped(before[at], longest)  # type: ignore[arg-type]
        rule.update(*before)

    def operands(values: Values, parameters: Array) -> Operands:
        return (*rule.operands(values[:-1], parameters), values[-1].astype(parameters.dtype))

    def ahead(rates: Array, state: State, *values: Floats) -> tuple[tuple[Array, ...], State]:
        return rule.ahead(rates, state, *values[:-1])

    def script(writer: UpdateScript) -> list[str]:
        longest = writer.setting(CLIP.field)
        return [
            "norm = np.sqrt(np.sum(gradient * gradient))",
            f"if 0 < {longest} < norm:",
            f"    gradient = gradient * ({longest} / norm)",
            *rule.script(writer),
        ]

    return replace(
        rule,
        update=update,
        script=script,
        settings=(*rule.settings, CLIP),
        operands=operands,
        ahead=ahead,
        theory=None,
        limit=rule.limit if rule.rescales else QT_TRANSLATE_NOOP("Limits", "long gradients are cut: no fixed limit"),
        rescales=True,
        shrinks=False,
        lines=(*_CUT, *(_of_cut(line) for line in rule.lines)),
        clips=True,
    )


def _of_cut(line: Line) -> Line:
    """A line of the rule with the cut gradient in place of the gradient."""
    needs = tuple("ĝ" if name == "g" else name for name in line.needs)
    return replace(line, needs=needs, formula=re.sub(r"(?<![a-z])g(?![a-z\u0303])", "ĝ", line.formula))
