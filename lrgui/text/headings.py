"""What stands over the columns of tables, in the language that is spoken."""

from __future__ import annotations

from lrgui.text.language import translate

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def heading(code: str) -> str:
    """The words for the code of a column."""
    words = {
        "run": translate("Tables", "run"),
        "name": translate("Tables", "name"),
        "learning_rate": "η",
        "changes": translate("Tables", "changes"),
        "state": translate("Tables", "state"),
        "step": translate("Tables", "step"),
        "epoch": translate("Tables", "epoch"),
        "gradient": translate("Tables", "gradient"),
        "direction": translate("Tables", "direction"),
        "loss": translate("Tables", "loss"),
        "loss_before": translate("Tables", "loss before"),
        "loss_after": translate("Tables", "loss after"),
        "train_loss": translate("Tables", "loss"),
        "train_accuracy": translate("Tables", "accuracy"),
        "validation_loss": translate("Tables", "validation loss"),
        "validation_accuracy": translate("Tables", "validation accuracy"),
        "best_step": translate("Tables", "best step"),
        "sample1": translate("Tables", "sample 1"),
        "sample2": translate("Tables", "sample 2"),
        "sample3": translate("Tables", "sample 3"),
    }
    if code.startswith("best_sample"):
        return translate("Tables", "best {0}").format(words[code.removeprefix("best_")])
    return words.get(code) or _of_parameter(code)


def _of_parameter(code: str) -> str:
    """Its letter, and at which moment."""
    name, _, moment = code.partition("_")
    if name == "best":
        return translate("Tables", "best {0}").format(_letter(moment))
    if moment == "before":
        return translate("Tables", "{0} before").format(_letter(name))
    if moment == "after":
        return translate("Tables", "{0} after").format(_letter(name))
    return _letter(code)


def _letter(code: str) -> str:
    return code.translate(_SUBSCRIPTS)


def short_heading(code: str) -> str:
    """The same, as narrow as a column of the window."""
    return {
        "validation_loss": translate("Tables", "val. loss"),
        "validation_accuracy": translate("Tables", "val. accuracy"),
    }.get(code) or heading(code)
