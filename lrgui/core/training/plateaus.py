"""Reduce on plateau, as it goes: what runs have seen of their loss, and what became of their learning rates.

The rule is that of Keras's callback `ReduceLROnPlateau` with mode "min". It watches the `loss` that Keras logs and
prints of every epoch: the mean of what its updates saw, each batch before its own update, by the number of samples. Of
a function every update is an epoch, and sees the loss where it begins. (The loss over all data at the end of the epoch
would be another number, lower as a rule, which no training with batches computes.)
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats, Integers
from lrgui.core.training.schedules.plateau import reduced
from lrgui.core.training.schedules.schedule import exact_updates


def goes_on(before: Run, now: Run) -> bool:
    """Whether a run that is changed keeps what it has seen, and is not to begin anew."""
    return before.pace.reduces and now.pace.reduces and before.schedule_from == now.schedule_from


@dataclass(frozen=True, eq=False, slots=True)
class Plateaus:
    """The runs number `rows` of a trainer whose rates are reduced; nothing in it is written to.

    per_epoch, samples: updates of an epoch, and what it sees. All else has an entry for each of the runs, (n,).
    rates: η; factors, patience, pauses (cooldowns), thresholds, lowest: the settings. since: the update from which on
    whole epochs count. shares: what is left of η. best: the lowest loss of an epoch so far; wait: epochs since then;
    pause: those that are left of a cooldown. seen: Σ samples · loss of this epoch, up to now.
    """

    rows: Integers
    per_epoch: int
    samples: int
    rates: Floats
    factors: Floats
    patience: Integers
    pauses: Integers
    thresholds: Floats
    lowest: Floats
    since: Integers
    shares: Floats
    best: Floats
    wait: Integers
    pause: Integers
    seen: Floats

    @classmethod
    def of(cls, rows: Sequence[int], runs: Sequence[Run], per_epoch: int, samples: int, at: int) -> Plateaus:
        """Runs with these settings from update `at` on, of which nothing was seen."""
        warm = [math.ceil(exact_updates(run.warmup_epochs, per_epoch)) for run in runs]
        begin = [max(at, run.schedule_from + length) for run, length in zip(runs, warm, strict=True)]
        nothing = np.zeros(len(runs), np.int64)
        return cls(
            np.array(rows, np.int64),
            per_epoch,
            samples,
            np.array([run.learning_rate for run in runs]),
            np.array([run.factor for run in runs]),
            np.array([run.patience for run in runs]),
            np.array([run.cooldown for run in runs]),
            np.array([run.threshold for run in runs]),
            np.array([run.end_learning_rate for run in runs]),
            np.array(begin, np.int64),
            np.ones(len(runs)),
            np.full(len(runs), np.inf),
            nothing,
            nothing,
            np.zeros(len(runs)),
        )

    def remembering(self, old: Plateaus, rows: Sequence[int]) -> Plateaus:
        """The same, where the runs number `rows` go on with what was seen of them before."""
        here = np.array([i for i, row in enumerate(self.rows.tolist()) if row in rows], np.int64)
        there = np.searchsorted(old.rows, self.rows[here])
        found = {}
        for name in _SEEN:
            found[name] = getattr(self, name).copy()
            found[name][here] = getattr(old, name)[there]
        return replace(self, **found)

    def reduced(self, rates: Floats) -> Floats:
        """The rates (…, runs) of all runs of the trainer, as they are with what was seen so far."""
        made = rates.copy()
        made[..., self.rows] = reduced(rates[..., self.rows], self.shares, self.lowest)
        return made

    def horizon(self, update: int) -> int:
        """Before which update no rate is reduced, whatever is seen from `update` on."""
        may = np.asarray(reduced(self.rates, self.shares, self.lowest) > self.lowest)
        if not may.any():
            return MAX_UPDATES
        epochs = np.maximum(self.patience - self.wait, 1) + np.maximum(self.pause - 1, 0)
        return int((update // self.per_epoch + int(epochs[may].min())) * self.per_epoch)

    def having_seen(self, losses: Array, sizes: Integers, update: int) -> Plateaus:
        """After updates from number `update` on, which saw `losses` (k, n) of as many samples as `sizes` (k,)."""
        now, weighted = self, sizes[:, None] * losses
        if self.per_epoch == 1 and (quick := self._quickly(weighted / self.samples, update)) is not None:
            return quick
        done = 0
        while done < len(losses):
            first = update + done
            count = min(self.per_epoch - first % self.per_epoch, len(losses) - done)
            before = now.seen if first % self.per_epoch else np.zeros(len(self.rows))
            # One after the other, so that it does not matter how many are seen at a time.
            seen = np.add.accumulate(np.vstack([before, weighted[done : done + count]]))[-1].copy()
            now, done = replace(now, seen=seen), done + count
            if (first + count) % self.per_epoch == 0:
                now = now._at_the_end_of(first + count - self.per_epoch)
        return now

    def _quickly(self, losses: Floats, update: int) -> Plateaus | None:
        """After epochs (k, n) of one update each, in which every run either improves every time or never does.

        None where it is not so simple.
        """
        if (self.pause > 0).any() or (update < self.since).any():
            return None
        better = losses < np.vstack([self.best, losses[:-1]]) - self.thresholds
        improving, waiting = better.all(axis=0), ~(losses < self.best - self.thresholds).any(axis=0)
        may = reduced(self.rates, self.shares, self.lowest) > self.lowest
        early = waiting & may & (self.wait + len(losses) > self.patience)  # it is reduced before the last of them
        if early.any() or not (improving | waiting).all():
            return None
        wait = np.where(improving, 0, self.wait + len(losses))
        now = waiting & may & (wait >= self.patience)
        return replace(
            self,
            shares=np.where(now, self.shares * self.factors, self.shares),
            best=np.where(improving, losses[-1], self.best),
            wait=np.where(now, 0, wait),
            pause=np.where(now, self.pauses, self.pause),
        )

    def _at_the_end_of(self, epoch: int) -> Plateaus:
        """After the epoch that began with update number `epoch`, all of which was seen, or does not count."""
        counts = epoch >= self.since
        pause = np.where(counts & (self.pause > 0), self.pause - 1, self.pause)
        loss = self.seen / self.samples
        better = counts & (loss < self.best - self.thresholds)
        wait = np.where(counts & ((self.pause > 0) | better), 0, self.wait)
        waiting = counts & ~better & (pause == 0)
        wait = wait + waiting
        may = reduced(self.rates, self.shares, self.lowest) > self.lowest
        now = waiting & (wait >= self.patience) & may
        return replace(
            self,
            shares=np.where(now, self.shares * self.factors, self.shares),
            best=np.where(better, loss, self.best),
            wait=np.where(now, 0, wait),
            pause=np.where(now, self.pauses, pause),
        )


_SEEN = "since", "shares", "best", "wait", "pause", "seen"


class Reductions:
    """By what share the learning rates of a run were reduced: written by its trainer only, as it goes forwards."""

    def __init__(self) -> None:
        self._updates, self._shares = array("q", [0]), array("d", [1.0])

    def note(self, update: int, share: float) -> None:
        """From update number `update` on it is `share`. What was noted before, and is made once more, is known."""
        if update > self._updates[-1]:
            self._shares.append(share)
            self._updates.append(update)  # last: who reads meanwhile goes by it

    def at(self, t: Floats) -> Floats:
        """The shares with which the updates `t` (n,) were made, or are to be made next: (n,)."""
        updates = np.array(self._updates[:])
        return np.array(self._shares[: len(updates)])[np.searchsorted(updates, t, side="right") - 1]
