"""What theory says of the learning rate, under its slider."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from lrgui.core.analysis.convergence_time import Needed
from lrgui.core.analysis.theory import Regime
from lrgui.core.model.counted import Counted
from lrgui.core.training.optimizers import RULES
from lrgui.core.training.optimizers.linear import GRADIENT_DESCENT
from lrgui.text.glossary import explained
from lrgui.text.language import translate_marked
from lrgui.text.numbers import format_count, format_factor, format_number, format_rate
from lrgui.ui import theme
from lrgui.ui.controls.ruler_scale import Promise, Scale
from lrgui.ui.language import Translated
from lrgui.ui.widgets.link_label import LinkLabel

_TONES = {
    "crawls": "warn",
    "approaches": "good",
    "one-step": "good",
    "overshoots": "good",
    "bounces": "warn",
    "diverges": "bad",
    "adaptive": "neutral",
}


class RegimeLabel(Translated):
    """The verdict of theory on η, and under it what the run really does: the updates that the 1-D descent needed, or
    whether the classifier is beyond the edge of stability now. `link`, to be put beside the number, sets η to the best
    one.

    Signals: `rate_offered(rate)` when the link is followed; `changed()` when it gives another verdict.
    """

    rate_offered = Signal(float)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._descent: Regime | None = None
        self._promise: Promise | None = None
        self._rate = 1.0
        self._best = 0.5
        self._scale = Scale((2.0,), GRADIENT_DESCENT.code, 0.0)
        self._changing = self._edited = self._one_of_two = self._concealed = False
        self._needed: Needed | None = None
        self._edge, self._edge_formula = math.nan, ""
        self.pill = QLabel()
        self.pill.setObjectName("pill")
        self.pill.setWordWrap(True)
        self.pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.link = LinkLabel()
        self.link.linkActivated.connect(self._on_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.pill)
        layout.addWidget(self.detail)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.CHANGES.changed.connect(self.retranslate)

    def show_regime(
        self,
        rate: float,
        descent: Regime | None,
        promise: Promise | None,
        scale: Scale,
        best: float,
        *,
        changing: bool,
        edited: bool,
        one_of_two: bool,
    ) -> None:
        """`descent`: the regime there, None without it; `promise`: what holds for the classifier;
        `scale`: of the ruler; `best`: the rate that
        the link offers; `changing`: `rate` is that of this moment only;
        `edited`: the run had other settings before, so that no prediction can be held against what it needed."""
        self._changing, self._edited, self._one_of_two = changing, edited, one_of_two
        self._concealed = False
        self._rate, self._descent, self._promise, self._best = rate, descent, promise, best
        self._scale = scale
        self.retranslate()

    def show_concealed(self) -> None:
        """Nothing tells what the rate does, until it is to be seen."""
        self._concealed = True
        self.retranslate()

    def show_observed(self, needed: Needed | None, edge: float, formula: str) -> None:
        """`needed`: of the 1-D descent, None while nobody knows; `edge`: the classifier's bound with its curvature now,
        nan where there is none, which `formula` gives in letters."""
        if needed != self._needed or f"{edge:.3g}" != f"{self._edge:.3g}" or formula != self._edge_formula:
            self._needed, self._edge, self._edge_formula = needed, edge, formula
            self._show_detail()
            if self._promise is not None and self._promise.kind == "local":
                self.changed.emit()  # what is said of the rate in a word is of the place

    def retranslate(self) -> None:
        self.detail.setToolTip(
            self.tr("From this update on the error ‖w − w*‖ stays at or below a millionth of the first one.")
            if self._descent is not None
            else explained(
                self.tr("From this rate on steps grow where the selected run is now.")
                if self._promise is not None and self._promise.kind == "local"
                else self.tr("From this rate on steps grow where the selected run is now, with all data in one batch."),
                "lambda",
            )
        )
        self.pill.setToolTip(explained(self.tr("What theory says of this learning rate."), "eta", "L"))
        self.pill.setText(self._verdict())
        self._show_detail()
        link = self.tr("set to {0} = {1}").format(self._scale.best_formula, format_rate(float(f"{self._best:.6g}")))
        self.link.setText(
            f'<a href="best" style="color: {theme.now().accent}">{link}</a>'
            if self._rate != self._best and not self._concealed
            else ""
        )
        theme.mark(self.pill, "tone", self.tone)
        self.changed.emit()

    @property
    def tone(self) -> str:
        """Whether the verdict is good or bad, for the style sheet."""
        if self._concealed or self._descent is None:
            return "good" if self._safe and not self._concealed else "neutral"
        return _TONES[self._descent.kind]

    @property
    def brief(self) -> str:
        """The verdict in a word or two."""
        if self._concealed:
            return "?"
        regime, promise = self._descent, self._promise
        if regime is not None:
            return self.briefs[regime.kind]
        kind = "adaptive"
        if promise is not None and promise.kind == "local" and math.isfinite(self._edge):
            kind = "stable" if self._rate <= self._edge else "unstable"
        elif promise is not None and promise.kind == "local" and not math.isnan(promise.bound):
            kind = "none"
        elif promise is not None and not math.isnan(promise.bound) and promise.kind != "none":
            kind = "below" if self._safe else "above"
        return self.briefs[kind]

    @property
    def briefs(self) -> dict[str, str]:
        """All of them, for who must have room for any."""
        return {
            "crawls": self.tr("crawls"),
            "approaches": self.tr("converges"),
            "one-step": self.tr("one step"),
            "overshoots": self.tr("overshoots"),
            "bounces": self.tr("bounces"),
            "diverges": self.tr("diverges"),
            "adaptive": self.tr("no fixed limit"),
            "stable": self.tr("stable here"),
            "unstable": self.tr("unstable here"),
            "none": self.tr("no bound here"),
            "below": self.tr("below the bound"),
            "above": self.tr("above the bound"),
        }

    @property
    def _safe(self) -> bool:
        return (
            self._promise is not None
            and self._promise.kind not in ("none", "local")
            and self._rate <= self._promise.bound
        )

    def _verdict(self) -> str:
        regime = self._descent
        if self._concealed:
            return self.tr("What will it do?")
        if regime is None:
            return self._promised()
        factor = format_factor(abs(regime.factor))
        letter = "L" if len(self._scale.spectrum) == 1 else ("λ₁", "λ₂")[regime.mode]
        formula = f"|1 − η{letter}| = {factor}" if regime.plain else f"ρ = {factor}"
        return {
            "crawls": self.tr("crawls: {0}"),
            "approaches": self.tr("approaches from one side: {0}"),
            "one-step": self.tr("one step to the minimum: η = 1/L"),
            "overshoots": self.tr("overshoots, converges: {0}"),
            "bounces": self.tr("bounces for ever: {0}"),
            "diverges": self.tr("diverges: {0} > 1"),
            "adaptive": self._limit,
        }[regime.kind].format(formula)

    @property
    def _limit(self) -> str:
        """What is said where theory has no bound."""
        return translate_marked("Limits", RULES[self._scale.optimizer].limit)

    def _promised(self) -> str:
        promise = self._promise
        if promise is None or math.isnan(promise.bound):
            return self._limit
        text = {
            ("stable", True): self.tr("stable up to η = {0}"),
            ("stable", False): self.tr("no guarantee above {0}"),
            ("batchwise", True): self.tr("below {0}: each update lowers its batch's loss"),
            ("batchwise", False): self.tr("above {0}, the lowest bound of its batches: steps may grow"),
            ("none", False): self.tr("no guarantee: the bound {0} holds for a quadratic"),
            ("local", False): self.tr("the curvature decides at each place: no bound for all"),
        }[promise.kind, self._safe]
        return text.format(format_number(promise.bound, 3))

    def _show_detail(self) -> None:
        text = "" if self._concealed else self._observation()
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def _observation(self) -> str:
        if self._changing:
            # With two problems the rate is that of the 1-D descent, as is all that stands here.
            text = self.tr("now η = {0} in 1-D") if self._one_of_two else self.tr("now η = {0}")
            return text.format(format_rate(float(f"{self._rate:.3g}")))
        if self._descent is None:
            return self._distance()
        if self._edited:
            return self._updates(None)
        predicted = self._descent.updates
        if predicted is None and self._descent.kind != "adaptive":
            return ""
        return self._updates(None if predicted is None else format_count(predicted))

    def _updates(self, predicted: str | None) -> str:
        """Those until the error stays at 10⁻⁶ of the first one: really needed, and predicted where theory does."""
        needed = self._needed
        if needed is not None and needed.final and needed.updates is None:
            searched = format_count(needed.searched)
            if predicted is None:
                return self.tr("not a million times closer up to update {0}").format(searched)
            return self.tr("not a million times closer up to update {0} (theory: {1})").format(searched, predicted)
        found = needed.updates if needed is not None and needed.final else None
        really = Counted("…" if found is None else format_count(found))
        if predicted is None:
            return self.tr("a million times closer after {0} {0:update|updates}").format(really)
        return self.tr("a million times closer after {0} {0:update|updates} (theory: {1})").format(really, predicted)

    def _distance(self) -> str:
        """Whether the classifier's steps grow where it is now."""
        if not math.isfinite(self._edge):
            return ""
        whole = self._promise is not None and self._promise.kind in ("stable", "local")
        if self._rate <= self._edge:
            text = self.tr("stable here up to η = {1} ({0})") if whole else self.tr("{0} = {1} here: η is below it")
        else:
            text = self.tr("unstable here above η = {1} ({0})") if whole else self.tr("{0} = {1} here: η is above it")
        return text.format(self._edge_formula, format_number(self._edge, 3))

    @Slot(str)
    def _on_link(self, _target: str) -> None:
        self.rate_offered.emit(self._best)
