"""The fields of the optimizer: what it is, and the constants that it has."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from lrgui.core.model.run import Run
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.text import names
from lrgui.ui.controls.section import Section
from lrgui.ui.widgets.fields import NumberField


def _stepped_share(value: float, steps: int) -> float:
    return round(value + 0.01 * steps, 10)


def _stepped_thousandth(value: float, steps: int) -> float:
    return round(value + 0.001 * steps, 10)


def _tenfold(value: float, steps: int) -> float:
    return float(f"{value * 10.0**steps:.12g}")


def _stepped_tenth(value: float, steps: int) -> float:
    return max(0.0, round(value + 0.1 * steps, 10))


_STEPPERS = {
    "momentum": _stepped_share,
    "beta1": _stepped_share,
    "beta2": _stepped_thousandth,
    "epsilon": _tenfold,
    "decoupled_decay": _stepped_share,
    "clip_norm": _stepped_tenth,
}


class OptimizerFields(QObject):
    """Those of the run's optimizer are rows of `section`, all others are hidden."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self.numbers = {
            name: NumberField(optional=name == "clip_norm", stepper=step) for name, step in _STEPPERS.items()
        }
        self.correction = QCheckBox()

    def fill(self) -> None:
        """Adds the rows, under that of the method."""
        self._section.add_row(self.numbers["momentum"])
        self._section.add_pair(self.numbers["beta1"], self.numbers["beta2"])
        self._section.add_row(self.numbers["epsilon"])
        self._section.add_row(self.correction)
        self._section.add_row(self.numbers["decoupled_decay"])
        self._section.add_row(self.numbers["clip_norm"])

    def retranslate(self) -> None:
        """Sets every text."""
        tips = {
            "momentum": self.tr(
                "The share of the last velocity that is kept at every update: at least 0, less than 1."
            ),
            "beta1": self.tr("The share of the mean gradient that is kept at every update: at least 0, less than 1."),
            "beta2": self.tr("The share of the mean square that is kept at every update: at least 0, less than 1."),
            "epsilon": self.tr("Is added to the root that gradients are divided by, against division by 0."),
            "decoupled_decay": self.tr(
                "Every update takes η·λ times the parameters from them, whatever their gradients are."
            ),
            "clip_norm": self.tr("A gradient that is longer is cut to this length before the method has it."),
        }
        for name, field in self.numbers.items():
            self._section.set_label(field, names.field_name(name), tips[name])
        correction = self.tr("m and v start at 0: divide them by 1 − βⁿ")
        self._section.set_label(self.correction, "", correction)
        self.correction.setText(names.field_name("bias_correction"))
        self.correction.setAccessibleName(names.field_name("bias_correction"))

    def show_run(self, run: Run) -> None:
        """The values of a run, and of its optimizer those rows that it has."""
        optimizer = OPTIMIZERS[run.optimizer]
        shown = {*optimizer.fields, *(["clip_norm"] if optimizer.clippable else [])}
        for name, field in self.numbers.items():
            field.set_value(getattr(run, name))
            self._section.show_row(field, name in shown)
        self.correction.setChecked(run.bias_correction)
        self._section.show_row(self.correction, "bias_correction" in shown)
