"""Learning rates as people say them, where a hand moves them along a logarithmic scale."""

from __future__ import annotations

import math


def mantissa_step(mantissa: float) -> float:
    """The step between the mantissas that people say."""
    return 0.05 if mantissa < 2 else 0.1 if mantissa < 5 else 0.2


def nice_rate(rate: float) -> float:
    """The nearest rate with a mantissa that people say: 1, 1.05 … 2, 2.1 … 5, 5.2 … 10.

    So that a slider of a thousand places can meet 0.5 or 0.3 exactly.
    """
    exponent = math.floor(math.log10(rate))
    mantissa = rate / 10.0**exponent
    grid = mantissa_step(mantissa)
    # Through decimal text, so that 0.3 is the same number as a typed 0.3.
    return float(f"{round(mantissa / grid) * grid:.2f}e{exponent}")


def fine_rate(rate: float) -> float:
    """A rate that is a little off, to about a hundredth: 0.98, 0.99, 1, 1.01, 1.02."""
    exponent = math.floor(math.log10(rate) + 1e-12)
    mantissa = rate / 10.0**exponent
    digits = 2 if mantissa < 5 else 1
    return float(f"{round(mantissa, digits) * 10.0**exponent:.12g}")
