"""The words for what an experiment is made of, and for what is wrong with a value, in the window's language."""

from __future__ import annotations

from typing import Any

from lrgui.core.analysis.theory import Verdict
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

_WHOLE = 1e15  # whole numbers up to here are written out


def problem_name(code: str) -> str:
    return {
        "descent": translate("Names", "1-D descent"),
        "classifier": translate("Names", "2-D classifier"),
        "both": translate("Names", "Both"),
    }[code]


def schedule_name(code: str) -> str:
    return {
        "constant": translate("Names", "Constant"),
        "exponential": translate("Names", "Exponential decay"),
        "inverse-time": translate("Names", "Inverse time decay"),
        "polynomial": translate("Names", "Polynomial decay"),
        "cosine": translate("Names", "Cosine decay"),
        "one-cycle": translate("Names", "One cycle"),
    }[code]


def optimizer_name(code: str) -> str:
    return {
        "gradient-descent": translate("Names", "Gradient descent"),
        "momentum": translate("Names", "Momentum"),
        "nesterov": translate("Names", "Nesterov momentum"),
        "adagrad": "AdaGrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
    }[code]


def data_name(code: str) -> str:
    return {"school-district": translate("Names", "School district")}[code]


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


def field_name(code: str) -> str:
    """A field of an experiment as the controls call it."""
    return {
        "learning_rate": translate("Names", "Learning rate"),
        "schedule": translate("Names", "Schedule"),
        "decay_rate": translate("Names", "Decay rate"),
        "decay_epochs": translate("Names", "Decay period"),
        "staircase": translate("Names", "Staircase"),
        "end_learning_rate": translate("Names", "End rate"),
        "power": translate("Names", "Power"),
        "alpha": translate("Names", "Floor α"),
        "warmup_epochs": translate("Names", "Warm-up"),
        "optimizer": translate("Names", "Optimizer"),
        "momentum": translate("Names", "Momentum μ"),
        "colour": translate("Names", "Colour"),
        "problem": translate("Names", "Problem"),
        "updates": translate("Names", "Updates"),
        "start": translate("Names", "Start w₀"),
        "start_w1": translate("Names", "Start w₁"),
        "start_w2": translate("Names", "Start w₂"),
        "epochs": translate("Names", "Epochs"),
        "batch_size": translate("Names", "Batch size"),
        "seed": translate("Names", "Seed"),
        "data": translate("Names", "Data"),
        "precision": translate("Names", "Precision"),
        "loss_form": translate("Names", "Loss"),
        "runs": translate("Names", "Runs"),
    }.get(code, code)


def _rule(code: str) -> str:
    return {
        "number": translate("Errors", "must be a number"),
        "integer": translate("Errors", "must be a whole number"),
        "flag": translate("Errors", "must be true or false"),
        "finite": translate("Errors", "must be a finite number"),
        "positive": translate("Errors", "must be greater than 0"),
        "between": translate("Errors", "must be between {low} and {high}"),
        "positive_up_to": translate("Errors", "must be greater than 0 and at most {high}"),
        "from_zero_below": translate("Errors", "must be at least 0 and less than {high}"),
        "below": translate("Errors", "must be less than {high}"),
        "one_of": translate("Errors", "must be one of {choices}"),
        "batch": translate("Errors", "must not be larger than the {high} training samples"),
        "warmup": translate("Errors", "must not be longer than the {high} epochs of the run"),
        "pixels": translate(
            "Errors", "would make a picture of {width} × {height} pixels; at most {high} million are allowed"
        ),
        "frames": translate("Errors", "would make {frames} frames; at most {high} are allowed"),
        "memory": translate("Errors", "would make a history of {megabytes} MB; at most {high} MB are allowed"),
        "updates": translate("Errors", "would make {updates} updates; at most {high} are allowed"),
        "float32": translate(
            "Errors", "cannot be represented in float32, whose positive numbers lie between {low} and {high}"
        ),
        "colour": translate("Errors", "must be a colour written #RRGGBB"),
        "unknown": translate("Errors", "is not a known field; known are {choices}"),
        "finished": translate(
            "Errors", "would change no update: the run ends here; go back, or choose changes from the start"
        ),
        "structure": translate("Errors", "must be {expected}"),
        "ffmpeg": translate("Errors", 'needs the program ffmpeg: install it, or run: pip install "lrgui[video]"'),
        "ffmpeg_failed": translate("Errors", "the program ffmpeg could not write it: {problem}"),
        # Of files
        "at_most": translate("Errors", "there must be at most {high}"),
        "text": translate("Errors", "must be a text of at most {high} characters"),
        "ranges": translate("Errors", "must be two ranges, of x and of y, each from a lower to a higher finite number"),
        "empty": translate("Errors", "the file is empty"),
        "not_text": translate("Errors", "the file is neither text in UTF-8 nor a figure, so it holds no experiment"),
        "too_large": translate("Errors", "the file is larger than {high} MB, which no experiment is"),
        "not_json": translate("Errors", "the file is not valid JSON: {problem} (line {line}, column {column})"),
        "nested": translate("Errors", "the file is nested too deeply for an experiment"),
        "repeated": translate("Errors", "the field {name} is given twice in the same place"),
        "not_experiment": translate("Errors", "the file is valid JSON, but not an experiment of lrgui"),
        "format": translate("Errors", "the file is not an experiment of lrgui: its format is {format}, not {expected}"),
        "newer": translate(
            "Errors", "the file was written by a newer lrgui (version {version}; this one reads up to {high})"
        ),
        "missing": translate("Errors", "the file holds no experiment: the field {name} is missing"),
        "bare_figure": translate("Errors", "this figure carries no experiment; only figures exported by lrgui do"),
        "damaged_figure": translate("Errors", "the experiment that this figure carries is damaged"),
    }[code]


def error_sentence(error: InvalidValue) -> str:
    """What was wrong, where, and what is allowed."""
    frame = translate("Errors", "{0} = {1}: {2}")
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
        "start": translate("Verdicts", "at the start"),
        "converged": translate("Verdicts", "converged"),
        "converging": translate("Verdicts", "converging"),
        "crawling": translate("Verdicts", "crawling"),
        "bouncing": translate("Verdicts", "bouncing"),
        "diverging": translate("Verdicts", "diverging"),
        "diverged": translate("Verdicts", "diverged at step {0}"),
        "nan-loss": translate("Verdicts", "first nan at step {0}"),
    }[verdict.kind].format(step)
