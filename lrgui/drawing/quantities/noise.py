"""What single batches say: their losses and gradients, beside those of all data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lrgui.colours.theme import pale
from lrgui.core.analysis.batch_noise import BatchNoise, settings_of
from lrgui.core.model.counted import Counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Floats, Range
from lrgui.core.training.history import History
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.quantities.quantity import MANY, Line, Quantity, limits
from lrgui.plot import nice_range
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

_TEXT = "text"
_OUTLIERS = 0.002  # the share of the highest and of the lowest values that may be outside


class NoiseQuantity(Quantity):
    """Of the selected run every batch, pale, and what is made of them; of the others what is made of them alone.

    book: where the numbers are kept; factor: of the smoothing. compares: whether batches are compared with all data,
    which is computed for some of a long run's updates only.
    """

    compares = False
    has_ghost = False

    def __init__(self, book: NoiseBook) -> None:
        self.book = book
        self.factor = 0.98
        self._selected = 0
        self._whole = False  # whether the selected run has no noise
        self._drawn: list[int] = []
        self._mains: dict[int, Line] = {}  # the runs' own lines, whole

    def prepare(self, selected: int, drawn: Sequence[int]) -> None:
        self._selected, self._drawn = selected, list(reversed(drawn))

    def may_be_log(self, _history: History) -> bool:
        return True

    def lines(self, history: History) -> list[Line]:
        found: list[Line] = []
        self._mains = {}
        for run in self._drawn:
            noise = self.book.of(history, run, compare=self.compares)
            if noise is not None and self.known(noise):
                clock = noise.trace.clock
                lines = [
                    replace(line, steps=clock.moment_of(run, line.steps.astype(np.int64)))
                    for line in self.of_run(noise, run)
                ]
                if run == self._selected:
                    self._whole = noise.whole
                self._mains[run] = next(line for line in lines if line.main)
                found += lines if run == self._selected else [line for line in lines if line.main]
        return [_thinned(line) for line in found]

    def exact(self, history: History, step: int) -> Array | None:
        """Of the runs' own lines; nan where nothing is known there."""
        if all(len(line.values) <= MANY for line in self._mains.values()):
            return None
        values = np.full(len(history.experiment.runs), np.nan)
        for run, line in self._mains.items():
            at = int(np.searchsorted(line.steps, step, side="right")) - 1
            if at >= 0:
                values[run] = line.values[at]
        return values

    def known(self, noise: BatchNoise) -> int:
        """How many updates there is something of."""
        return noise.compared_count if self.compares else noise.done

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        """All lines of a run by its own updates; the one that is neither dashed nor pale is its own."""
        raise NotImplementedError

    def entries(self) -> list[tuple[str, str, str]]:
        """Text, colour and pattern of each kind of line."""
        return [(_each(), pale(_TEXT), "solid"), (self._smoothed(), _TEXT, "solid")]

    def _smoothed(self) -> str:
        if self._whole:
            return translate("Noise", "a batch is all data: nothing to smooth")
        text = translate("Noise", "smoothed, β = {0} (≈ {1} {1:update|updates})")
        return text.format(format_number(self.factor, 4), averaged(self.factor))

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        values = np.concatenate([line.values for line in lines]) if lines else np.empty(0)
        values = values[np.isfinite(values) & ((values > 0) | (not log))]
        low, high = np.quantile(values, [_OUTLIERS, 1 - _OUTLIERS]).tolist() if len(values) else (0.1, 1.0)
        own_low, own_high = limits([line for line in lines if line.main] or lines, positive=log)
        low, high = min(low, own_low), max(high, own_high)
        return nice_range(max(low, high * 1e-9), high, log=True) if log else nice_range(min(0.0, low), high)


def averaged(factor: float) -> Counted:
    """About how many updates a smoothed value averages."""
    return format_count(round(1 / (1 - factor)))


def _each() -> str:
    return translate("Noise", "each batch")


def _thinned(line: Line) -> Line:
    """Of many values the lowest and the highest of every block, in their order."""
    size = -(-len(line.values) // (MANY // 4))
    if len(line.values) <= MANY:
        return line
    count = len(line.values) // size * size
    blocks = np.nan_to_num(line.values[:count].reshape(-1, size), nan=-np.inf)
    offsets = np.arange(0, count, size)
    rows = np.sort(np.stack([blocks.argmin(axis=1) + offsets, blocks.argmax(axis=1) + offsets], axis=1), axis=1)
    kept = np.append(rows.ravel(), np.arange(count, len(line.values)))
    return Line(line.run, line.steps[kept], line.values[kept], line.dashed, line.pale)


def _after(noise: BatchNoise) -> Array:
    """The update after which a batch has been seen, of each that was."""
    return np.arange(1, noise.done + 1).astype(float)


class BatchLoss(NoiseQuantity):
    """The loss of every update's batch."""

    def name(self) -> str:
        return translate("Noise", "Batch loss")

    def about(self) -> str:
        return translate(
            "Noise",
            "The loss of each update's batch (pale), its mean since the epoch began as Keras prints it (dashed), and a "
            "smoothed curve.",
        )

    def title(self, _experiment: Experiment) -> str:
        return translate("Noise", "loss of the batch")

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        steps = _after(noise)
        return [
            Line(run, steps, noise.loss, pale=True),
            Line(run, steps, noise.epoch_means(), dashed=True),
            Line(run, steps, noise.smoothed(noise.loss, self.factor)),
        ]

    def entries(self) -> list[tuple[str, str, str]]:
        mean = translate("Noise", "epoch so far (Keras)")
        return [(_each(), pale(_TEXT), "solid"), (mean, _TEXT, "dashed"), (self._smoothed(), _TEXT, "solid")]


class GradientNorm(NoiseQuantity):
    """The length of every update's gradient."""

    def name(self) -> str:
        return "‖g‖"

    def about(self) -> str:
        return translate("Noise", "The length of each update's gradient (pale), and a smoothed curve.")

    def title(self, _experiment: Experiment) -> str:
        return "‖g‖"

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        steps = _after(noise)
        return [Line(run, steps, noise.norm, pale=True), Line(run, steps, noise.smoothed(noise.norm, self.factor))]


class _Compared(NoiseQuantity):
    compares = True

    def steps(self, noise: BatchNoise) -> Array:
        """The updates after which something is known."""
        steps: Array = (noise.compared_at[: noise.compared_count] + 1).astype(float)
        return steps


class Cosine(_Compared):
    """The angle between the gradient of the batch and that of all data."""

    def name(self) -> str:
        return "cos"

    def about(self) -> str:
        return translate(
            "Noise",
            "The cosine of the angle between the gradient of the batch and that of all training data (pale), and a "
            "smoothed curve: 1 is the same direction, 0 no relation.",
        )

    def title(self, _experiment: Experiment) -> str:
        return "cos(g, G)"

    def may_be_log(self, _history: History) -> bool:
        return False

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        steps, values = self.steps(noise), noise.comparison.cosine
        smooth = Line(run, steps, noise.smoothed(values, self.factor, noise.every))
        return [Line(run, steps, values, pale=True), smooth]

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        return -1.05, 1.05


class Border(_Compared):
    """2/λ of the batch, and of all data."""

    def name(self) -> str:
        return "2/λ"

    def about(self) -> str:
        return translate(
            "Noise", "2/λ of the loss of each update's batch (pale) and of all training data, and η (dashed)."
        )

    def title(self, _experiment: Experiment) -> str:
        return "2/λ"

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        steps, found = self.steps(noise), noise.comparison
        rates = noise.trace.rates_of(run, np.array(_some(noise), float))
        return [
            Line(run, steps, found.batch_border, pale=True),
            Line(run, steps[_places(noise)], rates, dashed=True),
            Line(run, steps, found.border),
        ]

    def entries(self) -> list[tuple[str, str, str]]:
        whole = translate("Noise", "all data")
        return [(_each(), pale(_TEXT), "solid"), (whole, _TEXT, "solid"), ("η", _TEXT, "dashed")]


class NoiseScale(_Compared):
    """tr Σ/‖G‖², and the batch size."""

    def name(self) -> str:
        return translate("Noise", "Noise scale")

    def about(self) -> str:
        return translate(
            "Noise",
            "tr Σ/‖G‖² (McCandlish et al. 2018): the batch size at which noise and gradient are alike, and the batch "
            "size that there is (dashed).",
        )

    def title(self, _experiment: Experiment) -> str:
        return "tr Σ/‖G‖²"

    def of_run(self, noise: BatchNoise, run: int) -> list[Line]:
        steps, values = self.steps(noise), noise.comparison.scale
        some = steps[_places(noise)]
        size: Floats = np.full(len(some), float(settings_of(noise.trace, run).batch_size))
        return [Line(run, steps, values), Line(run, some, size, dashed=True)]

    def entries(self) -> list[tuple[str, str, str]]:
        return [("tr Σ/‖G‖²", _TEXT, "solid"), (translate("Noise", "batch size"), _TEXT, "dashed")]


def _places(noise: BatchNoise) -> list[int]:
    """Of the updates that were compared so many as a curve of rates needs."""
    return sorted({*range(0, noise.compared_count, -(-noise.compared_count // 500)), noise.compared_count - 1})


def _some(noise: BatchNoise) -> list[int]:
    return [int(noise.compared_at[place]) for place in _places(noise)]


def noise_quantities(book: NoiseBook) -> dict[str, NoiseQuantity]:
    """What the panel of noise shows, by the codes of the plots, in their order."""
    return {
        "batch-loss": BatchLoss(book),
        "gradient-norm": GradientNorm(book),
        "cosine": Cosine(book),
        "border": Border(book),
        "noise-scale": NoiseScale(book),
    }
