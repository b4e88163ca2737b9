"""What stands over the columns of tables, in the window's language."""

from __future__ import annotations

from lrgui.text.language import translate


def heading(code: str) -> str:
    """The words for the code of a column."""
    return {
        "run": translate("Tables", "run"),
        "learning_rate": "η",
        "state": translate("Tables", "state"),
        "step": translate("Tables", "step"),
        "epoch": translate("Tables", "epoch"),
        "w": "w",
        "w_before": translate("Tables", "w before"),
        "gradient": translate("Tables", "gradient"),
        "w_after": translate("Tables", "w after"),
        "loss": translate("Tables", "loss"),
        "loss_before": translate("Tables", "loss before"),
        "loss_after": translate("Tables", "loss after"),
        "w1": "w₁",
        "w2": "w₂",
        "b": "b",
        "train_loss": translate("Tables", "loss"),
        "train_accuracy": translate("Tables", "accuracy"),
        "validation_loss": translate("Tables", "validation loss"),
        "validation_accuracy": translate("Tables", "validation accuracy"),
        "best_step": translate("Tables", "best step"),
        "best_w1": translate("Tables", "best w₁"),
        "best_w2": translate("Tables", "best w₂"),
        "best_b": translate("Tables", "best b"),
        "sample1": translate("Tables", "sample 1"),
        "sample2": translate("Tables", "sample 2"),
        "sample3": translate("Tables", "sample 3"),
    }[code]


def short_heading(code: str) -> str:
    """The same, as narrow as a column of the window."""
    return {
        "validation_loss": translate("Tables", "val. loss"),
        "validation_accuracy": translate("Tables", "val. accuracy"),
    }.get(code) or heading(code)
