"""What theory says of the learning rate, under its slider."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from lrgui.core.regimes import Regime
from lrgui.text.numbers import format_count, format_number, format_rate
from lrgui.ui import theme
from lrgui.ui.language import Translated

_COLOURS = {
    "crawls": (theme.WARN, theme.WARN_BACK),
    "approaches": (theme.GOOD, theme.GOOD_BACK),
    "one-step": (theme.GOOD, theme.GOOD_BACK),
    "overshoots": (theme.GOOD, theme.GOOD_BACK),
    "bounces": (theme.WARN, theme.WARN_BACK),
    "diverges": (theme.BAD, theme.BAD_BACK),
    "adaptive": (theme.TEXT, theme.NEUTRAL_BACK),
}


class RegimeLabel(Translated):
    """The verdict of theory on η for the 1-D descent, and the classifier's bound; a link sets η to 1/L.

    Signal: `rate_offered(rate)` when the link is followed.
    """

    rate_offered = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._descent: Regime | None = None
        self._bound: float | None = None
        self._rate = 1.0
        self._best = 0.5
        self._kind = ""
        self._changing = self._one_of_two = False
        self.pill = QLabel()
        self.pill.setWordWrap(True)
        self.pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.link = QLabel()
        self.link.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.link.setWordWrap(True)
        self.link.linkActivated.connect(self._on_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.pill)
        layout.addWidget(self.link)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_regime(
        self, rate: float, descent: Regime | None, bound: float | None, best: float, *, changing: bool, one_of_two: bool
    ) -> None:
        """`descent`: the regime there, None without it; `bound`: the rate below which the classifier is stable;
        `best`: 1/L of the problem shown, which the link offers; `changing`: `rate` is that of this moment only."""
        self._changing, self._one_of_two = changing, one_of_two
        self._rate, self._descent, self._bound, self._best = rate, descent, bound, best
        self.retranslate()

    def retranslate(self) -> None:
        self.pill.setText(self._verdict())
        self.link.setText(self._second_line())
        kind = self._descent.kind if self._descent is not None else "approaches" if self._safe else "adaptive"
        text, back = _COLOURS[kind]
        if kind != self._kind:  # a style sheet is slow to set, and this happens under a moving hand
            self._kind = kind
            self.pill.setStyleSheet(
                f"background: {back}; color: {text}; border-radius: 8px; padding: 4px 8px; font-weight: bold;"
            )

    @property
    def _safe(self) -> bool:
        return self._bound is not None and self._rate <= self._bound

    def _verdict(self) -> str:
        regime = self._descent
        if regime is None:
            if self._bound is None or math.isnan(self._bound):
                return self.tr("step size adapts: no fixed factor")
            bound = format_number(self._bound, 3)
            if self._safe:
                return self.tr("below the bound {0}: stable").format(bound)
            return self.tr("above the bound {0}: may still work").format(bound)
        factor = format_number(abs(regime.factor), 4)
        formula = f"|1 − ηL| = {factor}" if regime.bound == 1.0 else f"ρ = {factor}"
        return {
            "crawls": self.tr("crawls: {0}"),
            "approaches": self.tr("approaches from one side: {0}"),
            "one-step": self.tr("one step to the minimum: η = 1/L"),
            "overshoots": self.tr("overshoots, converges: {0}"),
            "bounces": self.tr("bounces for ever: {0}"),
            "diverges": self.tr("diverges: {0} > 1"),
            "adaptive": self.tr("step size adapts: no fixed factor"),
        }[regime.kind].format(formula)

    def _second_line(self) -> str:
        parts = []
        if self._changing:
            # With two problems the rate is that of the 1-D descent, as is all that stands here.
            text = self.tr("now η = {0} in 1-D") if self._one_of_two else self.tr("now η = {0}")
            parts.append(text.format(format_rate(float(f"{self._rate:.3g}"))))
        elif self._descent is not None and self._descent.updates is not None and self._descent.updates > 1:
            parts.append(self.tr("error × 10⁻⁶ after {0} updates").format(format_count(self._descent.updates)))
        if self._rate != self._best:
            link = self.tr("set to 1/L = {0}").format(format_rate(self._best)).replace(" ", "\u00a0")
            parts.append(f'<a href="best" style="color: {theme.ACCENT}">{link}</a>')
        return " · ".join(parts)

    @Slot(str)
    def _on_link(self, _target: str) -> None:
        self.rate_offered.emit(self._best)
