"""Keras's rule of the plateau, as its callback `ReduceLROnPlateau` is written (Keras 3.15), mode "min"."""

from __future__ import annotations

import math

from lrgui.core.model.run import Run


class Callback:
    """`rate` after epochs that ended with losses given to `on_epoch_end`, the first of which is a number."""

    def __init__(self, run: Run) -> None:
        self.run, self.rate = run, run.learning_rate
        self.best, self.wait, self.cooldown_counter = math.inf, 0, 0

    def on_epoch_end(self, current: float) -> None:
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if current < self.best - self.run.threshold:
            self.best = current
            self.wait = 0
        elif self.cooldown_counter == 0:
            self.wait += 1
            if self.wait >= self.run.patience and self.rate > self.run.end_learning_rate:
                self.rate = max(self.rate * self.run.factor, self.run.end_learning_rate)
                self.cooldown_counter = self.run.cooldown
                self.wait = 0
