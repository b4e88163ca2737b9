"""What the columns of an update that is worked out are called, and their numbers as they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lrgui.core.analysis.anatomy import Anatomy, Batch
from lrgui.core.analysis.worked_update import Worked
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.core.tables.update import DECAY, MEAN, OTHERS, TOTAL, TOTAL_SUM, printed, sample_columns
from lrgui.core.training.optimizers.lines import SQUARE, SUM, Line
from lrgui.text.headings import letter
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_decimal, format_number, superscript

RESULTS = (MEAN, TOTAL_SUM, DECAY, TOTAL)  # the rows that say what comes of all samples
_SUMS = (OTHERS, *RESULTS)


def cell(value: object, code: str = "") -> str:
    """What stands in a cell of a table of `lrgui.core.tables.update`, in a column `code`."""
    if code == "try_met":
        return translate("Lens", "yes") if value else translate("Lens", "no")
    if isinstance(value, Decimal):
        return format_decimal(value)
    return format_number(value) if isinstance(value, float) else str(value)


def row_head(head: int | str, batch: Batch | None, shown: int) -> str:
    """What stands before a row of samples, parameters or tries."""
    if isinstance(head, int):
        return str(head)
    if batch is None or head not in _SUMS:
        return _remembered(head) if head.endswith("₀") else letter(head)
    size = format_count(batch.size)
    return {
        OTHERS: translate("Lens", "{0} more: sum").format(format_count(batch.size - shown)),
        MEAN: translate("Lens", "mean of {0}").format(size),
        TOTAL_SUM: translate("Lens", "sum of {0}").format(size),
        DECAY: "λw",
        TOTAL: "g",
    }[head]


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
        "value": translate("Lens", "value"),
        "try_rate": "r",
        "try_place": "w − r·g",
        "try_loss": "f(w − r·g)",
        "try_bound": "f − ½·r·‖g‖²",
        "try_met": translate("Lens", "low enough"),
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
    for each in update.lines:
        if code == each.letter:
            return f"{each.letter} ← {each.written}"
    return {
        "z": "ŷ = wx + b" if line else "z = w₁x₁ + w₂x₂ + b",
        "p": "p = σ(z) = 1/(1 + e⁻ᶻ)",
        "g": translate("Lens", "The gradient"),
        "step": f"−{update.pace}·{update.direction_letter}",
        "after": translate("Lens", "before + step"),
        "try_rate": translate("Lens", "η, and then half of the rate before"),
        "try_loss": translate("Lens", "The loss of the batch at the end of the step"),
        "try_bound": translate("Lens", "What that loss must not exceed"),
    }.get(code, "")


def chain(update: Anatomy, problem: str, derivative: str = "") -> str:
    """The whole calculation in symbols; derivative: of a curve, as it is written."""
    batch = update.batch
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
        shown = [f"{line.letter} ← {line.written}" for line in update.lines]
        if update.tries is not None:
            shown.insert(1, "f(w − r·g) ≤ f − ½·r·‖g‖²")
        parts += [*shown, f"{w} ← {w} − {update.pace}·{update.direction_letter}"]
    return " → ".join(part.replace(" ", "\u00a0") for part in parts)  # lines are broken between the parts


def _text(found: Worked, code: str, row: int) -> str:
    return cell(printed(found.columns[code], row))


def rule_in_figures(found: Worked, update: Anatomy) -> str:
    """What of the rule is the same for all parameters, in figures: what was seen, and its lines of single numbers."""
    count = len(update.parameters)
    if not count:
        return ""
    taken = {name for line in update.lines for name in line.needs} | {update.pace}
    if update.tries is not None:
        taken.add(SQUARE.letter)  # the bounds are made of it
    parts = [_seen(name, found, count) for name in ("f", "f*", "H") if name in found.columns]
    for line in update.lines:
        if line.single and line.letter in taken and not line.needs:  # it is a number
            parts.append(f"{line.letter}\u00a0= {line.formula}")
        elif line.single and line.letter in taken:
            texts = [_in_figures(line, found, update, i) for i in range(count if line.kind == SUM else 1)]
            # No line ends between a letter and what it is, nor within brackets.
            formula = " + ".join(texts).replace(", ", ",\u00a0")
            parts.append(f"{line.letter}\u00a0= {formula} = {_text(found, line.letter, 0)}")
    return " → ".join(parts)


def _seen(name: str, found: Worked, count: int) -> str:
    """A number that the rule has seen, or a matrix, row by row."""
    texts = [_text(found, name, i) for i in range(len(found.columns[name].values))]
    if len(texts) == 1:
        return f"{name} = {texts[0]}"
    rows = ["  ".join(map(_short, texts[i : i + count])) for i in range(0, len(texts), count)]
    return f"{name} = ({' ; '.join(rows)})"


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number and "×" not in number else number


def _in_figures(line: Line, found: Worked, update: Anatomy, row: int) -> str:
    """Its formula, with numbers in place of the letters."""
    numbers = {}
    for name in line.needs:
        if name in update.settings:
            text = _short(format_decimal(Decimal(repr(update.settings[name]))))
        else:
            column = found.columns["eta" if name == "η" else name]
            text = cell(printed(column, row if len(column.values) > 1 else 0))
        if name == "n":
            numbers["ⁿ"] = superscript(int(found.columns[name].values[0]))
        numbers[name.rstrip("₀")] = f"({text})" if text[0] == "−" or "×" in text else text
    letters = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z])(?:{letters})(?![A-Za-z])", lambda found: numbers[found[0]], line.formula)


def sample_in_figures(found: Worked, update: Anatomy, row: int, problem: str) -> str:
    """One sample's way from its features to its pull, in figures."""
    texts = {code: _text(found, code, row) for code in sample_columns(update, found)}
    line = problem == LineFit.code
    if update.parameters:
        parameters = [_text(found, "before", i) for i in range(len(update.parameters))]
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
