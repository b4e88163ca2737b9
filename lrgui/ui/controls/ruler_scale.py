"""What the ruler of the learning rate shows: a problem's curvature, and what follows for an optimizer."""

from __future__ import annotations

from dataclasses import dataclass

from lrgui.core.analysis.regime_ranges import Band, bands
from lrgui.core.analysis.theory import best_rate, regime
from lrgui.core.training.optimizers import RULES
from lrgui.core.training.optimizers.linear import GRADIENT_DESCENT
from lrgui.ui.controls.rate_slider import HIGHEST, LOWEST


@dataclass(frozen=True)
class Promise:
    """What theory promises at rates below `bound` of training on data, and of curves that are no parabolas.

    kind: "stable" (no update raises the loss), "batchwise" (none raises that of its own batch), "none", or "local": of
    a curve whose curvature is another one at each w.
    """

    kind: str
    bound: float


@dataclass(frozen=True)
class Scale:
    """What the ruler shows.

    spectrum: the eigenvalues of a quadratic function, descending, or L alone; promise: of a problem on data, whose
    curvature is nowhere more than L, None of a quadratic function, of which theory knows all; foreign: whether the
    moving mark belongs to the other problem of two. optimizer: its key in `RULES`.
    """

    spectrum: tuple[float, ...]
    optimizer: str
    momentum: float
    promise: Promise | None = None
    foreign: bool = False

    @property
    def curvature(self) -> float:
        """L."""
        return self.spectrum[0]

    @property
    def letter(self) -> str:
        """Of the largest curvature."""
        return "L" if len(self.spectrum) == 1 else "λ₁"

    @property
    def best(self) -> float:
        """The rate that is best in the long run."""
        return best_rate(self.spectrum)

    @property
    def best_formula(self) -> str:
        """The same in letters."""
        return "1/L" if len(self.spectrum) == 1 else "2/(λ₁+λ₂)"

    @property
    def local(self) -> bool:
        """Whether there is no curvature but that of the place where a run is."""
        return self.promise is not None and self.promise.kind == "local"

    @property
    def plain(self) -> bool:
        return regime(1.0, self.curvature, self.optimizer, self.momentum).plain

    def bound(self, curvature: float) -> float:
        """The rate from which steps grow where the loss is curved so much."""
        return regime(1.0, curvature, self.optimizer, self.momentum).bound

    def formula(self, curvature: str) -> str:
        """The bound in letters."""
        theory = (GRADIENT_DESCENT if self.plain else RULES[self.optimizer]).theory
        return "" if theory is None else theory.formula.format(curvature).replace(" ", "")

    def ranges(self) -> tuple[Band, ...]:
        if self.promise is None:
            return bands(self.spectrum, self.optimizer, self.momentum, LOWEST, HIGHEST)
        if self.promise.kind in ("none", "local"):
            return (Band("open", LOWEST, HIGHEST),)
        bound = min(max(self.promise.bound, LOWEST), HIGHEST)
        return Band(self.promise.kind, LOWEST, bound), Band("open", bound, HIGHEST)
