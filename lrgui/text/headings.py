"""What stands over the columns of tables, in the language that is spoken."""

from __future__ import annotations

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.text.language import translate, translate_marked

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


_WORDS = {
    "run": QT_TRANSLATE_NOOP("Tables", "run"),
    "name": QT_TRANSLATE_NOOP("Tables", "name"),
    "batch_size": QT_TRANSLATE_NOOP("Tables", "batch size"),
    "seed": QT_TRANSLATE_NOOP("Tables", "seed"),
    "start": QT_TRANSLATE_NOOP("Tables", "start"),
    "changes": QT_TRANSLATE_NOOP("Tables", "changes"),
    "state": QT_TRANSLATE_NOOP("Tables", "state"),
    "step": QT_TRANSLATE_NOOP("Tables", "step"),
    "epoch": QT_TRANSLATE_NOOP("Tables", "epoch"),
    "gradient": QT_TRANSLATE_NOOP("Tables", "gradient"),
    "direction": QT_TRANSLATE_NOOP("Tables", "direction"),
    "loss": QT_TRANSLATE_NOOP("Tables", "loss"),
    "loss_before": QT_TRANSLATE_NOOP("Tables", "loss before"),
    "loss_after": QT_TRANSLATE_NOOP("Tables", "loss after"),
    "train_loss": QT_TRANSLATE_NOOP("Tables", "loss"),
    "train_accuracy": QT_TRANSLATE_NOOP("Tables", "accuracy"),
    "validation_loss": QT_TRANSLATE_NOOP("Tables", "validation loss"),
    "validation_accuracy": QT_TRANSLATE_NOOP("Tables", "validation accuracy"),
    "best_step": QT_TRANSLATE_NOOP("Tables", "best step"),
    "sample": QT_TRANSLATE_NOOP("Tables", "sample"),
    "parameter": QT_TRANSLATE_NOOP("Tables", "parameter"),
    "try": QT_TRANSLATE_NOOP("Tables", "try"),
    "quantity": QT_TRANSLATE_NOOP("Tables", "quantity"),
    "batch_loss": QT_TRANSLATE_NOOP("Tables", "loss of the batch"),
    "batch_loss_mean": QT_TRANSLATE_NOOP("Tables", "epoch so far"),
    "batch_loss_smoothed": QT_TRANSLATE_NOOP("Tables", "loss, smoothed"),
    "gradient_norm_smoothed": QT_TRANSLATE_NOOP("Tables", "‖g‖, smoothed"),
    "batch_border": QT_TRANSLATE_NOOP("Tables", "2/λ of the batch"),
    "border": QT_TRANSLATE_NOOP("Tables", "2/λ of all data"),
    "sample1": QT_TRANSLATE_NOOP("Tables", "sample 1"),
    "sample2": QT_TRANSLATE_NOOP("Tables", "sample 2"),
    "sample3": QT_TRANSLATE_NOOP("Tables", "sample 3"),
}

_SIGNS = {"learning_rate": "η", "gradient_norm": "‖g‖", "cosine": "cos(g, G)", "noise_scale": "tr Σ/‖G‖²"}


def heading(code: str) -> str:
    """The words for the code of a column."""
    if code in _SIGNS:
        return _SIGNS[code]
    if code.startswith("best_sample"):
        return translate("Tables", "best {0}").format(heading(code.removeprefix("best_")))
    return translate_marked("Tables", _WORDS[code]) if code in _WORDS else _of_parameter(code)


def _of_parameter(code: str) -> str:
    """Its letter, and at which moment."""
    name, _, moment = code.partition("_")
    if name == "gradient":
        return translate("Tables", "gradient {0}").format(letter(moment))
    if name == "direction":
        return translate("Tables", "direction {0}").format(letter(moment))
    if name == "start":
        return translate("Tables", "start {0}").format(letter(moment))
    if name == "best":
        return translate("Tables", "best {0}").format(letter(moment))
    if moment == "before":
        return translate("Tables", "{0} before").format(letter(name))
    if moment == "after":
        return translate("Tables", "{0} after").format(letter(name))
    return letter(code)


def letter(code: str) -> str:
    """A parameter as it is written in formulas."""
    return code.translate(_SUBSCRIPTS)


def short_heading(code: str) -> str:
    """The same, as narrow as a column of the window."""
    return {
        "validation_loss": translate("Tables", "val. loss"),
        "validation_accuracy": translate("Tables", "val. accuracy"),
    }.get(code) or heading(code)
