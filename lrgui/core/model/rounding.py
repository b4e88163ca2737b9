"""Rounding as on paper: of the decimal number that is shown in full, a half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_ROOM = Context(prec=400)


def significant(value: float, digits: int) -> str:
    """A finite share of one, not so small that powers of ten are needed, with `digits` significant digits."""
    exact = Decimal(repr(float(value)))
    if not exact:
        return "0"
    decimals = digits - 1 - exact.adjusted()
    text = share(value, decimals)
    return text if Decimal(text).adjusted() == exact.adjusted() else share(value, decimals - 1)  # 0.9996 to 1.00


def share(value: float, decimals: int, *, percent: bool = False) -> str:
    """A finite share of one, such as 1534/1600 = 0.95875, with `decimals` decimals: 0.9588, and 95.88 in per cent.

    Binary rounding would decide by 0.95875's seventeenth digit, and otherwise for 95.875.
    """
    exact = Decimal(repr(float(value))).scaleb(2 if percent else 0)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM))
