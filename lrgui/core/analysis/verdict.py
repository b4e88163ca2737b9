"""Verdict: what a run has done, in one word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What a run has done up to an update, and what that claims of its future: of itself, going on without an end.

    kind, of all runs: "start"; "diverged" (lost all bounds at `step`, and never comes back); "converged" (stays where
    it is, but for rounding).
    Of a function, where theory decides: "converging" and "crawling" (comes nearer), "bouncing" (to and fro for ever, by
    as much), "diverging" (loses all bounds), "stuck" (in rounding: far from the minimum, and never moves again). Where
    it does not, what is seen, which claims nothing: "approaching", "moving-away", "oscillating" (across the minimum,
    by at most `size` lately), "away" (further than at the start since `step`), "resting", "saddle" (at
    rest where the loss falls to two sides).
    Of data: "converging" (the loss never rises again), and what is seen: "falling", "rising", "bouncing" (the loss, up
    and down lately), "above" (its start), "nan-loss" (since `step`, while the parameters are finite: log 0).
    Of a function also "undefined": from `step` on it is where there is no loss.
    "falling" and "rising" also of a function without a minimum. place: the parameters of the minimum that is meant,
    where there are several.
    """

    kind: str
    step: int | None = None
    size: float | None = None
    place: tuple[float, ...] | None = None

    def __str__(self) -> str:
        if self.place is None:
            return self._words
        numbers = ", ".join(f"{number:.6g}" for number in self.place)
        return f"{self._words}, minimum at {numbers if len(self.place) == 1 else f'({numbers})'}"

    @property
    def _words(self) -> str:
        words = {
            "diverged": f"diverged at step {self.step}",
            "undefined": f"undefined from step {self.step}",
            "away": f"away since step {self.step}",
            "oscillating": f"oscillating within ±{self.size:.2g}" if self.size is not None else "",
            "approaching": "coming nearer",
            "moving-away": "moving away",
            "stuck": "stuck in rounding",
            "resting": "at rest",
            "saddle": "at rest on a saddle",
            "falling": "loss falling",
            "rising": "loss rising",
            "above": "above its start",
            "nan-loss": f"first nan at step {self.step} (0·log 0)",
        }
        return words.get(self.kind, self.kind)
