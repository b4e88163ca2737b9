"""What the columns of an update that is worked out are called, and their numbers as they are printed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.by_hand import Column
from lrgui.core.analysis.worked_update import Worked
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.text.headings import letter
from lrgui.text.language import translate
from lrgui.text.numbers import format_decimal, format_number


def cell(column: Column, row: int) -> str:
    """One number of a column."""
    value = column.values[row]
    return format_decimal(column.printed_one(row)) if math.isfinite(value) else format_number(value)


def sample_columns(found: Worked, update: Anatomy) -> list[str]:
    """The columns of the samples that there are, in the order of the calculation."""
    features = [code for code in found.columns if code.startswith("x")]
    pulls = [f"pull_{name}" for name in update.parameters]
    return [code for code in (*features, "y", "z", "p", "error", *pulls) if code in found.columns]


def parameter_columns(found: Worked, update: Anatomy) -> list[str]:
    """Those of the parameters: what was there, what the optimizer does with the gradient, what comes of it."""
    letters = [name for line in update.optimizer.lines or () for name in (f"{line.letter}₀", line.letter)]
    letters = [name for name in letters if not name.startswith("n")]  # which is the same for all
    return [c for c in ("before", "g", *letters, "direction", "step", "after") if c in found.columns]


def name_of(code: str, problem: str) -> str:
    """What stands over a column."""
    if code.startswith("pull_"):
        return translate("Lens", "pull {0}").format(letter(code.removeprefix("pull_")))
    line = problem == LineFit.code
    return {
        "x1": "x" if line else "x₁",
        "x2": "x₂",
        "z": "ŷ" if line else "z",
        "error": "ŷ − y" if line else "p − y",
        "before": translate("Lens", "before"),
        "after": translate("Lens", "after"),
        "step": translate("Lens", "step"),
        "direction": translate("Lens", "direction"),
    }.get(code) or _remembered(code)


def _remembered(code: str) -> str:
    return translate("Lens", "{0} before").format(code[:-1]) if code.endswith("₀") else code


def meaning(code: str, update: Anatomy, problem: str) -> str:
    """How a column is calculated, for whoever points at it."""
    line = problem == LineFit.code
    factor = "2·" if update.batch is not None and update.batch.factor == 2 else ""
    error = "(ŷ − y)" if line else "(p − y)"
    if code.startswith("pull_"):
        place = update.parameters.index(code.removeprefix("pull_"))
        feature = ("·x" if line else f"·{'x₁' if place == 0 else 'x₂'}") if code != "pull_b" else ""
        return translate("Lens", "The gradient of this sample's own loss: {0}").format(f"{factor}{error}{feature}")
    for each in update.optimizer.lines or ():
        if code == each.letter:
            return f"{each.letter} ← {each.formula}"
    taken = direction_of(update)
    return {
        "z": "ŷ = wx + b" if line else "z = w₁x₁ + w₂x₂ + b",
        "p": "p = σ(z) = 1/(1 + e⁻ᶻ)",
        "g": translate("Lens", "The gradient"),
        "direction": translate("Lens", "What comes of the rule: (before − after)/η"),
        "step": f"−η·{taken}",
        "after": translate("Lens", "before + step"),
    }.get(code, "")


def direction_of(update: Anatomy) -> str:
    """The letter of what η is multiplied with."""
    lines = update.optimizer.lines
    return "d" if lines is None else lines[-1].letter if lines else "g"


def chain(update: Anatomy, problem: str, derivative: str = "") -> str:
    """The whole calculation in symbols; derivative: of a curve, as it is written."""
    batch, d = update.batch, direction_of(update)
    w = {SurfaceDescent.code: "(x, y)", LineFit.code: "(w, b)"}.get(problem, "w")
    parts = []
    if batch is not None and batch.p is not None:
        parts += ["z = w₁x₁ + w₂x₂ + b" if batch.pulls is not None else "z", "p = σ(z)", "p − y"]
        parts += ["(p − y)·x"] if batch.pulls is not None else []
    elif batch is not None:
        parts += ["ŷ = wx + b", "ŷ − y", f"{'2' if batch.factor == 2 else ''}(ŷ − y)·x"]
    if batch is not None and batch.pulls is not None:
        parts.append(translate("Lens", "their sum g") if batch.divisor == 1 else translate("Lens", "their mean g"))
        if batch.decay is not None:
            parts[-1] += " (+ λw)"
    elif batch is None:
        of_curve = f"g = f′(w) = {derivative}" if derivative else "g = f′(w)"
        parts.append({"descent": of_curve, SurfaceDescent.code: "g = (∂f/∂x, ∂f/∂y)"}[problem])
    if update.parameters:
        parts += [f"{line.letter} ← {line.formula}" for line in update.optimizer.lines or ()]
        parts.append(f"{w} ← {w} − η·{d}")
    return " → ".join(part.replace(" ", "\u00a0") for part in parts)  # lines are broken between the parts


def sample_in_figures(found: Worked, update: Anatomy, row: int, problem: str) -> str:
    """One sample's way from its features to its pull, in figures."""
    texts = {code: cell(found.columns[code], row) for code in sample_columns(found, update)}
    line = problem == LineFit.code
    if update.parameters:
        parameters = [cell(found.columns["before"], i) for i in range(len(update.parameters))]
        score = _scored(parameters, [texts[code] for code in texts if code.startswith("x")])
        parts = [f"{'ŷ' if line else 'z'} = {score} = {texts['z']}"]
    else:
        parts = [f"z = {texts['z']}"]
    if not line:
        parts.append(f"p = {texts['p']}")
    parts.append(f"{name_of('error', problem)} = {texts['error']}")
    pulls = [texts[code] for code in texts if code.startswith("pull_")]
    if pulls:
        parts.append(translate("Lens", "pull ({0})").format(", ".join(pulls)))
    return " → ".join(parts)


def _scored(parameters: Sequence[str], features: Sequence[str]) -> str:
    """Such as 0.5·0.2 − 0.25·0.8 + 1."""
    terms = [
        *(f"{w}·{x if x[0] != '−' else f'({x})'}" for w, x in zip(parameters, features, strict=False)),
        parameters[-1],
    ]
    return terms[0] + "".join(f" − {t[1:]}" if t[0] == "−" else f" + {t}" for t in terms[1:])
