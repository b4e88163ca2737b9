"""Whether averaged weights are seen beside those that are trained, and over how many updates they are averaged."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox

from lrgui.core.analysis.averaged_weights import FORMULA
from lrgui.session.session import Session
from lrgui.text.numbers import format_number
from lrgui.ui.controls.section import Section
from lrgui.ui.language import Translated
from lrgui.ui.widgets.smoothing_slider import SmoothingSlider


class AveragingBox(Translated):
    """Two rows of a section: a switch, and a slider for d, which is there while it is on."""

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__()
        self._session, self._section = session, section
        self.switch = QCheckBox()
        self.factor = SmoothingSlider()
        section.add_row(self.switch)
        section.add_row(self.factor)
        self.switch.clicked.connect(lambda on: session.set_view(averaged=on))
        self.factor.moved.connect(lambda _place: session.set_view(averaging=self.factor.factor))
        session.view_changed.connect(self._on_view)
        self.retranslate()

    def retranslate(self) -> None:
        tip = self.tr(
            "{0} after every update, from the first trained weights on, as Keras (use_ema) and PyTorch (AveragedModel) "
            "do it: drawn dashed beside the selected run. Training knows nothing of them. "
            "Polyak and Juditsky 1992; Izmailov et al. 2018."
        ).format(FORMULA)
        self.switch.setText(self.tr("averaged weights"))
        self._section.set_label(self.switch, "", tip)
        self.switch.setAccessibleName(self.tr("averaged weights"))
        self.refresh()

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"averaged", "averaging"}:
            self.refresh()

    def refresh(self) -> None:
        """Shows what the view has."""
        view = self._session.view
        self.switch.setChecked(view.averaged)
        self.factor.show_value(SmoothingSlider.place_of(view.averaging))
        text = self.tr("d = {0}").format(format_number(view.averaging, 4))
        tip = self.tr("About 1/(1 − d) updates are averaged.")
        self._section.set_label(self.factor, text, tip)
        self.factor.setAccessibleName(self.tr("Averaging d"))
        self.factor.say(text)
        self._section.show_row(self.factor, view.averaged)
