"""The words for what an experiment is made of, and for what is wrong with a value, in the window's language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from lrgui.core.errors import InvalidValue, shown
from lrgui.core.regimes import Verdict
from lrgui.ui.numbers import format_count, format_number

_WHOLE = 1e15  # whole numbers up to here are written out


def problem_name(code: str) -> str:
    return {
        "descent": QCoreApplication.translate("Names", "1-D descent"),
        "classifier": QCoreApplication.translate("Names", "2-D classifier"),
        "both": QCoreApplication.translate("Names", "Both"),
    }[code]


def schedule_name(code: str) -> str:
    return {
        "constant": QCoreApplication.translate("Names", "Constant"),
        "exponential": QCoreApplication.translate("Names", "Exponential decay"),
        "inverse-time": QCoreApplication.translate("Names", "Inverse time decay"),
        "polynomial": QCoreApplication.translate("Names", "Polynomial decay"),
        "cosine": QCoreApplication.translate("Names", "Cosine decay"),
        "one-cycle": QCoreApplication.translate("Names", "One cycle"),
    }[code]


def optimizer_name(code: str) -> str:
    return {
        "gradient-descent": QCoreApplication.translate("Names", "Gradient descent"),
        "momentum": QCoreApplication.translate("Names", "Momentum"),
        "nesterov": QCoreApplication.translate("Names", "Nesterov momentum"),
        "adagrad": "AdaGrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
    }[code]


def data_name(code: str) -> str:
    return {"school-district": QCoreApplication.translate("Names", "School district")}[code]


def precision_name(code: str) -> str:
    return {
        "float64": QCoreApplication.translate("Names", "64 bits"),
        "float32": QCoreApplication.translate("Names", "32 bits"),
    }[code]


def loss_form_name(code: str) -> str:
    return {
        "stable": QCoreApplication.translate("Names", "Stable"),
        "textbook": QCoreApplication.translate("Names", "Textbook"),
    }[code]


def field_name(code: str) -> str:
    """A field of an experiment as the controls call it."""
    return {
        "learning_rate": QCoreApplication.translate("Names", "Learning rate"),
        "schedule": QCoreApplication.translate("Names", "Schedule"),
        "decay_rate": QCoreApplication.translate("Names", "Decay rate"),
        "decay_epochs": QCoreApplication.translate("Names", "Decay period"),
        "staircase": QCoreApplication.translate("Names", "Staircase"),
        "end_learning_rate": QCoreApplication.translate("Names", "End rate"),
        "power": QCoreApplication.translate("Names", "Power"),
        "alpha": QCoreApplication.translate("Names", "Floor α"),
        "warmup_epochs": QCoreApplication.translate("Names", "Warm-up"),
        "optimizer": QCoreApplication.translate("Names", "Optimizer"),
        "momentum": QCoreApplication.translate("Names", "Momentum μ"),
        "colour": QCoreApplication.translate("Names", "Colour"),
        "problem": QCoreApplication.translate("Names", "Problem"),
        "updates": QCoreApplication.translate("Names", "Updates"),
        "start": QCoreApplication.translate("Names", "Start w₀"),
        "epochs": QCoreApplication.translate("Names", "Epochs"),
        "batch_size": QCoreApplication.translate("Names", "Batch size"),
        "seed": QCoreApplication.translate("Names", "Seed"),
        "data": QCoreApplication.translate("Names", "Data"),
        "precision": QCoreApplication.translate("Names", "Precision"),
        "loss_form": QCoreApplication.translate("Names", "Loss"),
        "runs": QCoreApplication.translate("Names", "Runs"),
    }.get(code, code)


def _rule(code: str) -> str:
    return {
        "number": QCoreApplication.translate("Errors", "must be a number"),
        "integer": QCoreApplication.translate("Errors", "must be a whole number"),
        "flag": QCoreApplication.translate("Errors", "must be true or false"),
        "finite": QCoreApplication.translate("Errors", "must be a finite number"),
        "positive": QCoreApplication.translate("Errors", "must be greater than 0"),
        "between": QCoreApplication.translate("Errors", "must be between {low} and {high}"),
        "positive_up_to": QCoreApplication.translate("Errors", "must be greater than 0 and at most {high}"),
        "from_zero_below": QCoreApplication.translate("Errors", "must be at least 0 and less than {high}"),
        "one_of": QCoreApplication.translate("Errors", "must be one of {choices}"),
        "batch": QCoreApplication.translate("Errors", "must not be larger than the {high} training samples"),
        "warmup": QCoreApplication.translate("Errors", "must not be longer than the {high} epochs of the run"),
        "memory": QCoreApplication.translate(
            "Errors", "would make a history of {megabytes} MB; at most {high} MB are allowed"
        ),
        "updates": QCoreApplication.translate("Errors", "would make {updates} updates; at most {high} are allowed"),
        "float32": QCoreApplication.translate(
            "Errors", "cannot be represented in float32, whose positive numbers lie between {low} and {high}"
        ),
        "colour": QCoreApplication.translate("Errors", "must be a colour written #RRGGBB"),
        "unknown": QCoreApplication.translate("Errors", "is not a known field; known are {choices}"),
        "finished": QCoreApplication.translate(
            "Errors", "would change no update: the run ends here; go back, or choose changes from the start"
        ),
        "structure": QCoreApplication.translate("Errors", "must be {expected}"),
    }[code]


def error_sentence(error: InvalidValue) -> str:
    """What was wrong, where, and what is allowed."""
    frame = QCoreApplication.translate("Errors", "{0} = {1}: {2}")
    return error.sentence(field_name(error.field), _rule(error.rule), frame, _read)


def _read(value: Any) -> str:
    """A value or a limit, as numbers look everywhere."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shown(value)
    if isinstance(value, float) and not (value.is_integer() and abs(value) < _WHOLE):
        return format_number(value, 6)
    return format_count(int(value)) if abs(value) < _WHOLE else shown(value)


def verdict_text(verdict: Verdict, step: str) -> str:
    """The state of a run; `step` is verdict.step as it is to be read."""
    return {
        "start": QCoreApplication.translate("Verdicts", "at the start"),
        "converged": QCoreApplication.translate("Verdicts", "converged"),
        "converging": QCoreApplication.translate("Verdicts", "converging"),
        "crawling": QCoreApplication.translate("Verdicts", "crawling"),
        "bouncing": QCoreApplication.translate("Verdicts", "bouncing"),
        "diverging": QCoreApplication.translate("Verdicts", "diverging"),
        "diverged": QCoreApplication.translate("Verdicts", "diverged at step {0}"),
        "nan-loss": QCoreApplication.translate("Verdicts", "first nan at step {0}"),
    }[verdict.kind].format(step)
