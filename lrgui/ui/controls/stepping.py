"""How far a step of the wheel or of an arrow key takes a number of the experiment."""

from __future__ import annotations


def stepped_integer(value: float, steps: int) -> float:
    """1, 2 … 20, then 25, 30 … 100, then 110 …: about a twentieth at a time."""
    size: int = max(1, 10 ** max(0, len(str(int(value))) - 2) * (5 if value >= 20 else 1))
    return max(0, (value // size + steps) * size)


def stepped_half(value: float, steps: int) -> float:
    return max(0.0, round(value + 0.5 * steps, 10))


def stepped_decay(value: float, steps: int) -> float:
    """0, then 0.001, and a factor of ten for every three steps."""
    if steps < 0 and value <= 0.001:
        return 0.0
    return float(f"{10 ** (steps / 3) * value:.1g}") if value else 0.001


def stepped_tenth(value: float, steps: int) -> float:
    return round(value + 0.1 * steps, 10)
