"""Printed numbers, digit by digit: ours written as another is printed, and from where on the two differ."""

from __future__ import annotations

import math
import re

import numpy as np

from lrgui.core.model import rounding

_PLAIN = str.maketrans("−⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "--+0123456789")
_POWER = re.compile(r"\s?(?:×|\*|·|\\times|\\cdot)\s?10\^?\{?|[eE]")
_INFINITY = re.compile(r"∞|\\infty")


class PrintedNumber:
    """A number as somebody printed it, such as −0.0400, 1.2e-07 or 1.2×10⁻⁷."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        power = _POWER.search(text)
        middle, after = power.span() if power else (len(text), len(text))
        kept = [(c, i) for i, c in enumerate(text[:middle]) if c != "\u202f"]
        infinite = _INFINITY.search(text)
        if infinite:
            kept = [*kept[: infinite.start()], *((c, infinite.start()) for c in "inf")]
        elif power:
            kept += [("e", middle), *((c, after + i) for i, c in enumerate(text[after:]) if c != "}")]
        self._places = [i for _, i in kept]  # where each character of `_plain` stands in the text
        self._plain = "".join([c for c, _ in kept]).translate(_PLAIN)
        self.value = float(self._plain)
        mantissa, _, self._exponent = self._plain.partition("e")
        self._decimals = len(mantissa.partition(".")[2])
        self._sign = "+" if self._plain.startswith("+") else ""

    def written(self, ours: float) -> str:
        """Our number with as many decimals as the printed one, and as a power of ten where that is one."""
        if not math.isfinite(ours):
            return str(ours)
        if not math.isfinite(self.value):  # nan has no decimals to go by
            return f"{ours:.6g}"
        if not self._exponent:
            return f"{ours:{self._sign}.{self._decimals}f}"
        mantissa, _, power = f"{ours:{self._sign}.{self._decimals}e}".partition("e")
        # The exponent has a plus, and zeros before it, only if the printed one has them.
        width = len(self._exponent.lstrip("+-"))
        sign = "-" if int(power) < 0 else "+" if self._exponent.startswith("+") else ""
        return f"{mantissa}e{sign}{abs(int(power)):0{width}d}"

    def shows(self, ours: float, precision: str) -> bool:
        """Whether the printed number is ours: rounded as it is, or to the last bit of the precision."""
        if self.value == ours:
            return True
        if not math.isfinite(self.value) or not math.isfinite(ours):
            return self.value != self.value and ours != ours
        if self.value == float(self.written(ours)):
            return True
        if not self._exponent and self.value == float(rounding.share(ours, self._decimals)):
            return True  # a half rounded as on paper
        if precision != "float32":
            return False
        with np.errstate(over="ignore", under="ignore"):
            return bool(np.float32(self.value) == np.float32(ours))

    def first_difference(self, ours: str) -> int:
        """The index in the text from which on it differs from `ours`, as `written` gave it."""
        if _whole_length(self._plain) != _whole_length(ours):
            return 0  # the digits stand for other powers of ten: the first is wrong already
        for i, place in enumerate(self._places):
            if i >= len(ours) or self._plain[i] != ours[i]:
                return place
        return self._length


def _whole_length(number: str) -> int:
    """How many characters stand before the point, the sign among them."""
    return len(number.partition("e")[0].partition(".")[0])
