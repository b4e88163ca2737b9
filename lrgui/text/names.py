"""The words for what an experiment is made of, and for what is wrong with a value, in the window's language."""

from __future__ import annotations

from typing import Any

from lrgui.core.analysis.verdict import Verdict
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.problems.curve import CURVES
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.points import Points
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES
from lrgui.text.language import translate, translate_marked
from lrgui.text.numbers import format_count, format_number

_WHOLE = 1e15  # whole numbers up to here are written out


def schedule_name(code: str) -> str:
    """A schedule as it is called where the name stands alone."""
    return _alone(translate_marked("Names", SCHEDULES[code].name))


def optimizer_name(code: str) -> str:
    """An optimizer as it is called where the name stands alone."""
    return _alone(translate_marked("Names", OPTIMIZERS[code].name))


def _alone(name: str) -> str:
    return name[:1].upper() + name[1:]


def data_name(data: str | OwnData) -> str:
    """A data set of the program; one of one's own has its own name, and a rule is its own."""
    if isinstance(data, OwnData):
        return shown(data.name)
    return {
        "school-district": translate("Names", "School district"),
        "ten-points": translate("Names", "Ten points"),
        "clouds": translate("Names", "Two clouds"),
        "imbalanced": translate("Names", "A rare class"),
        "label-noise": translate("Names", "Noisy labels"),
        "badly-scaled": translate("Names", "Badly scaled feature"),
        "xor": translate("Names", "XOR"),
        "circles": translate("Names", "Circles"),
    }.get(data, data)


def curve_name(code: str) -> str:
    """A curve of the 1-D descent; an expression is its own name."""
    names = {
        "parabola": translate("Names", "Parabola"),
        "quartic": translate("Names", "Two minima"),
        "plateau": translate("Names", "Plateau and wall"),
        "absolute": translate("Names", "Absolute value"),
        "ripples": translate("Names", "Cosine on a bowl"),
        "cubic": translate("Names", "Cubic"),
    }
    return f"{names[code]}: {CURVES[code].formula}" if code in names else code


def surface_name(code: str) -> str:
    """A surface; an expression is its own name."""
    return {
        "bowl": translate("Names", "Badly scaled bowl"),
        "saddle": translate("Names", "Saddle between minima"),
        "rosenbrock": translate("Names", "Rosenbrock's valley"),
        "himmelblau": translate("Names", "Himmelblau's four minima"),
        "beale": translate("Names", "Beale's function"),
        "hyperbola": translate("Names", "Valley along a hyperbola"),
    }.get(code, code)


def points_name(points: str | Points) -> str:
    """Points that a line is laid through; one's own have none but this."""
    return {
        "four": translate("Names", "4 points"),
        "eight": translate("Names", "8 points"),
        "fifty": translate("Names", "50 points"),
    }.get(points if isinstance(points, str) else "", translate("Names", "My own points"))


def loss_scale_name(code: str) -> str:
    return {
        "mean": translate("Names", "Mean of squares"),
        "sum": translate("Names", "Sum of squares"),
        "half-mean": translate("Names", "Half the mean"),
    }[code]


def precision_name(code: str) -> str:
    return {
        "float64": translate("Names", "64 bits"),
        "float32": translate("Names", "32 bits"),
    }[code]


def loss_form_name(code: str) -> str:
    return {
        "stable": translate("Names", "Stable"),
        "textbook": translate("Names", "Textbook"),
    }[code]


def theme_name(code: str) -> str:
    return {
        "light": translate("Names", "Light"),
        "dark": translate("Names", "Dark"),
        "contrast": translate("Names", "High contrast"),
        "projector": translate("Names", "Projector"),
    }[code]


def evaluations_name(code: str) -> str:
    return {
        "half-epochs": translate("Names", "every half epoch"),
        "logarithmic": translate("Names", "logarithmic"),
    }[code]


def alignment_name(code: str) -> str:
    return {
        "epochs": translate("Names", "epochs"),
        "updates": translate("Names", "iterations"),
        "samples": translate("Names", "samples seen"),
    }[code]


_FIELDS = {
    "learning_rate": QT_TRANSLATE_NOOP("Names", "Learning rate"),
    "schedule": QT_TRANSLATE_NOOP("Names", "Schedule"),
    "decay_rate": QT_TRANSLATE_NOOP("Names", "Decay rate"),
    "decay_epochs": QT_TRANSLATE_NOOP("Names", "Decay period"),
    "staircase": QT_TRANSLATE_NOOP("Names", "Staircase"),
    "end_learning_rate": QT_TRANSLATE_NOOP("Names", "End rate"),
    "power": QT_TRANSLATE_NOOP("Names", "Power"),
    "alpha": QT_TRANSLATE_NOOP("Names", "Floor α"),
    "warmup_epochs": QT_TRANSLATE_NOOP("Names", "Warm-up"),
    "hold_epochs": QT_TRANSLATE_NOOP("Names", "Hold"),
    "milestones": QT_TRANSLATE_NOOP("Names", "Milestones"),
    "factor": QT_TRANSLATE_NOOP("Names", "Factor γ"),
    "first_period": QT_TRANSLATE_NOOP("Names", "First period"),
    "period_factor": QT_TRANSLATE_NOOP("Names", "Times longer"),
    "patience": QT_TRANSLATE_NOOP("Names", "Patience"),
    "cooldown": QT_TRANSLATE_NOOP("Names", "Cooldown"),
    "threshold": QT_TRANSLATE_NOOP("Names", "Threshold"),
    "rate_points": QT_TRANSLATE_NOOP("Names", "Points of η"),
    "optimizer": QT_TRANSLATE_NOOP("Names", "Optimizer"),
    "momentum": QT_TRANSLATE_NOOP("Names", "Momentum μ"),
    "beta1": QT_TRANSLATE_NOOP("Names", "β₁"),
    "beta2": QT_TRANSLATE_NOOP("Names", "β₂"),
    "epsilon": QT_TRANSLATE_NOOP("Names", "Epsilon ε"),
    "bias_correction": QT_TRANSLATE_NOOP("Names", "Bias correction"),
    "decoupled_decay": QT_TRANSLATE_NOOP("Names", "Decoupled decay λ"),
    "clip_norm": QT_TRANSLATE_NOOP("Names", "Clip ‖g‖ at"),
    "colour": QT_TRANSLATE_NOOP("Names", "Colour"),
    "name": QT_TRANSLATE_NOOP("Names", "Name"),
    "problem": QT_TRANSLATE_NOOP("Names", "Problem"),
    "updates": QT_TRANSLATE_NOOP("Names", "Updates"),
    "start": QT_TRANSLATE_NOOP("Names", "Start w₀"),
    "start_w1": QT_TRANSLATE_NOOP("Names", "Start w₁"),
    "start_w2": QT_TRANSLATE_NOOP("Names", "Start w₂"),
    "epochs": QT_TRANSLATE_NOOP("Names", "Epochs"),
    "batch_size": QT_TRANSLATE_NOOP("Names", "Batch size"),
    "seed": QT_TRANSLATE_NOOP("Names", "Seed"),
    "data": QT_TRANSLATE_NOOP("Names", "Data"),
    "distance": QT_TRANSLATE_NOOP("Names", "Distance"),
    "standardised": QT_TRANSLATE_NOOP("Names", "Standardised"),
    "weight_decay": QT_TRANSLATE_NOOP("Names", "Weight decay λ"),
    "hidden_units": QT_TRANSLATE_NOOP("Names", "Hidden units"),
    "start_spread": QT_TRANSLATE_NOOP("Names", "Start σ"),
    "precision": QT_TRANSLATE_NOOP("Names", "Precision"),
    "loss_form": QT_TRANSLATE_NOOP("Names", "Loss"),
    "evaluations": QT_TRANSLATE_NOOP("Names", "Evaluated"),
    "aligned": QT_TRANSLATE_NOOP("Names", "Compared by"),
    "curve": QT_TRANSLATE_NOOP("Names", "Curve"),
    "surface": QT_TRANSLATE_NOOP("Names", "Surface"),
    "points": QT_TRANSLATE_NOOP("Names", "Points"),
    "loss_scale": QT_TRANSLATE_NOOP("Names", "Loss"),
    "start_w": QT_TRANSLATE_NOOP("Names", "Start w₀"),
    "start_b": QT_TRANSLATE_NOOP("Names", "Start b₀"),
    "start_x": QT_TRANSLATE_NOOP("Names", "Start x₀"),
    "start_y": QT_TRANSLATE_NOOP("Names", "Start y₀"),
    "condition": QT_TRANSLATE_NOOP("Names", "Condition κ"),
    "runs": QT_TRANSLATE_NOOP("Names", "Runs"),
}


def field_name(code: str) -> str:
    """A field of an experiment as the controls call it."""
    return translate_marked("Names", _FIELDS[code]) if code in _FIELDS else code


def error_sentence(error: InvalidValue) -> str:
    """What was wrong, where, and what is allowed."""
    frame = translate("Errors", "{0} = {1}: {2}")
    return error.sentence(field_name(error.field), translate_marked("Errors", error.reason), frame, _read)


def error_reason(error: InvalidValue) -> str:
    """What is allowed, or what was wrong, where one sees the value itself."""
    return error.explanation(translate_marked("Errors", error.reason), _read)


def _read(value: Any) -> str:
    """A value or a limit, as numbers look everywhere."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shown(value)
    if isinstance(value, float) and not (value.is_integer() and abs(value) < _WHOLE):
        return format_number(value, 6)
    return format_count(int(value)) if abs(value) < _WHOLE else shown(value)


def verdict_text(verdict: Verdict, *, brief: bool = False) -> str:
    """The state of a run. brief: without the step at which it came about, and the place."""
    shortened = {
        "oscillating": translate("Verdicts", "oscillates"),
        "away": translate("Verdicts", "away"),
        "undefined": translate("Verdicts", "undefined"),
        "diverged": translate("Verdicts", "diverged"),
        "nan-loss": translate("Verdicts", "loss was nan"),
    }
    if brief and verdict.kind in shortened:
        return shortened[verdict.kind]
    text = {
        "start": translate("Verdicts", "at the start"),
        "converged": translate("Verdicts", "converged"),
        "converging": translate("Verdicts", "converging"),
        "crawling": translate("Verdicts", "crawling"),
        "approaching": translate("Verdicts", "coming nearer"),
        "moving-away": translate("Verdicts", "moving away"),
        "oscillating": translate("Verdicts", "oscillates within ±{1}"),
        "bouncing": translate("Verdicts", "bouncing"),
        "away": translate("Verdicts", "away since step {0}"),
        "diverging": translate("Verdicts", "diverging"),
        "undefined": translate("Verdicts", "undefined from step {0}"),
        "diverged": translate("Verdicts", "diverged at step {0}"),
        "stuck": translate("Verdicts", "stuck in rounding"),
        "resting": translate("Verdicts", "at rest"),
        "saddle": translate("Verdicts", "at rest on a saddle"),
        "falling": translate("Verdicts", "loss falling"),
        "rising": translate("Verdicts", "loss rising"),
        "above": translate("Verdicts", "above its start"),
        "nan-loss": translate("Verdicts", "first nan at step {0}"),
    }[verdict.kind]
    text = text.format(format_count(verdict.step or 0), format_number(verdict.size or 0.0, 2))
    if brief or verdict.place is None:
        return text
    numbers = ", ".join(format_number(number, 4) for number in verdict.place)
    place = numbers if len(verdict.place) == 1 else f"({numbers})"
    return translate("Verdicts", "{0}, minimum at {1}").format(text, place)
