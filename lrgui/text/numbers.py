"""How numbers look, and how typed numbers are read: one place for the whole window.

Text uses a true minus sign (U+2212), a narrow no-break space (U+202F) between groups of three digits, and
powers of ten with superscripts, because that is what a lecture hall reads without effort. `parse_number`
accepts everything that the other functions produce, and what people type besides.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from lrgui.core.model import rounding
from lrgui.core.model.characters import INVISIBLE, PLAIN
from lrgui.core.model.counted import Counted

MINUS = "\u2212"
GROUP = "\u202f"
INFINITY = "∞"

_SUPERSCRIPTS = str.maketrans("-0123456789" + MINUS, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_PLAIN_DIGITS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_STOPS = str.maketrans("\u3002\uff61", "..")  # what Chinese input methods type in place of a point
_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2014\u2015\u2796\ufe58\u02d7", "-"))
_LEADING_ZEROS = 6  # after which a number with many decimals is a power of ten
_SMALLEST, _LARGEST = 1e-4, 1e6  # outside of these a number is shown as a power of ten


def superscript(exponent: int) -> str:
    """An integer in superscript characters, for powers of ten."""
    return str(exponent).translate(_SUPERSCRIPTS)


def group_digits(digits: str) -> str:
    """Groups of three, from the right, in a string of decimal digits."""
    head = len(digits) % 3
    groups = [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return GROUP.join(([digits[:head]] if head else []) + groups)


def _special(x: float) -> str | None:
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return INFINITY if x > 0 else MINUS + INFINITY
    return None


def _typeset(plain: str) -> str:
    """ASCII decimal text with the true minus sign and, from five digits on, grouped thousands."""
    sign = ""
    if plain.startswith("-"):
        sign, plain = MINUS, plain[1:]
        if not plain.strip("0."):  # "-0.00" says something that is not so
            sign = ""
    whole, point, decimals = plain.partition(".")
    if len(whole) > 4:
        whole = group_digits(whole)
    return sign + whole + point + decimals


def format_scientific(x: float, digits: int = 2, *, strip: bool = True) -> str:
    """`digits` significant digits times a power of ten: 1.2×10⁻⁷."""
    special = _special(x)
    if special is not None:
        return special
    mantissa, exponent = f"{x:.{max(digits, 1) - 1}e}".split("e")
    if strip and "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa.replace('-', MINUS)}×10{superscript(int(exponent))}"


def format_decimal(number: Decimal) -> str:
    """A decimal number with all of its digits, zeros at the end included."""
    power = number.adjusted() if number else 0
    if -_LEADING_ZEROS <= power < 6 and int(number.as_tuple().exponent) <= 0:
        return _typeset(f"{number:f}")
    return f"{_typeset(f'{number.scaleb(-power):f}')}×10{superscript(power)}"


def format_number(x: float, digits: int = 4) -> str:
    """At most `digits` significant digits, without trailing zeros; powers of ten outside [1e-4, 1e6)."""
    special = _special(x)
    if special is not None:
        return special
    if x == 0:
        return "0"
    rounded = float(f"{x:.{digits - 1}e}")  # 999 999.9 rounds to a million: decide after rounding
    if not _SMALLEST <= abs(rounded) < _LARGEST:
        return format_scientific(x, digits)
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    plain = f"{rounded:.{decimals}f}"
    return _typeset(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def format_fixed(x: float, decimals: int) -> str:
    """Always `decimals` decimals, so that a column of numbers lines up; a power of ten from 1e6 on."""
    special = _special(x)
    if special is not None:
        return special
    if abs(x) >= _LARGEST:
        return format_scientific(x, decimals + 1, strip=False)
    return _typeset(f"{x:.{decimals}f}")


def format_factor(x: float) -> str:
    """A factor, which near 1 says by how much it is not: 1 + 2×10⁻⁵."""
    text = format_number(x, 4)
    if text != "1" or x == 1:
        return text
    return f"1 {'+' if x > 1 else MINUS} {format_number(abs(x - 1), 2)}"


def format_weight(w: float) -> str:
    """A weight as the book prints it: two decimals, one from 10 on, none from 1 000 on."""
    size = abs(w)
    return format_fixed(w, 2 if not size >= 10 else 1 if size < 1000 else 0)


def format_percent(share: float, decimals: int = 2) -> str:
    """A share of one in per cent: 0.9963 is 99.63 %."""
    if not math.isfinite(share):
        return format_fixed(share, decimals)
    return f"{_typeset(rounding.share(share, decimals, percent=True))}{GROUP}%"


def format_count(n: int) -> Counted:
    """A whole number, thousands always grouped."""
    return Counted((MINUS if n < 0 else "") + group_digits(str(abs(int(n)))))


def format_size(count: int) -> str:
    """A number of bytes, roughly."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{format_number(count / size, 2)} {unit}"
    return f"{format_number(max(count / 1e3, 1), 2)} kB"


def format_rate(eta: float) -> str:
    """A learning rate as short as it can be said: up to six significant digits, no rounding noise."""
    return format_number(eta, 6)


_NUMBER = r"\d+(?:\.\d*)?|\.\d+"
_PLAIN = re.compile(rf"[+-]?(?:{_NUMBER})(?:[eE][+-]?\d+)?")
_POWER = re.compile(rf"(?P<sign>[+-]?)(?:(?P<factor>{_NUMBER})\*)?10(?:\^|\*\*)?\(?(?P<exponent>[+-]?\d+)\)?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
_NAMED = {"inf": math.inf, "infinity": math.inf, INFINITY: math.inf, "nan": math.nan}


class AmbiguousNumber(ValueError):
    """A text that two countries read differently; `readings` are the two ways to write what may be meant."""

    def __init__(self, text: str, readings: tuple[str, str]) -> None:
        self.readings = readings
        super().__init__(f"“{text}” can be read in two ways; write {readings[0]} or {readings[1]}.")


def _parse_decimal(text: str) -> float | None:
    """Digits with point or comma, exponent allowed; None if it is something else."""
    if "," in text:
        if _GROUPED.fullmatch(text) and (text.count(",") > 1 or "." in text):
            text = text.replace(",", "")
        elif text.count(",") == 1 and "." not in text:
            if _GROUPED.fullmatch(text):
                whole, decimals = text.split(",")
                raise AmbiguousNumber(text, (f"{whole}{decimals}", f"{whole}.{decimals}"))
            text = text.replace(",", ".")
        else:
            return None
    return float(text) if _PLAIN.fullmatch(text) else None


def _parse_product(text: str) -> float | None:
    """A decimal or a power of ten with an optional factor: 3e-4, 10^-3, 1*10^-4, 1×10⁻⁴."""
    value = _parse_decimal(text)
    if value is not None:
        return value
    match = _POWER.fullmatch(text.replace(",", "."))
    if match is None or not re.search(r"10(\^|\*\*)", text):
        return None
    return float(f"{match['sign']}{match['factor'] or '1'}e{match['exponent']}")


_SEMICOLONS, _COMMAS = _BETWEEN = re.compile(r"[;；、]"), re.compile(r"[,，]")


def parse_numbers(text: str) -> list[float]:
    """One number, or several with commas between them: 0.01, 0.1, 0.5. Of two readings one number is preferred.

    Where commas are decimal there are semicolons: 0,01; 0,1. Raises ValueError as `parse_number` does.
    """
    try:
        return [parse_number(text)]
    except ValueError as error:
        separator = next((each for each in _BETWEEN if each.search(text)), None)
        if separator is None or isinstance(error, AmbiguousNumber):
            raise
        return [parse_number(part) for part in separator.split(text.strip().rstrip(",，;；、"))]


def parse_list(text: str) -> list[float]:
    """Any number of numbers with commas, or with semicolons, between them; none in an empty text.

    A comma is never decimal here, unless there are semicolons. Raises ValueError as `parse_number` does.

    >>> parse_list("20,35"), parse_list("0,5; 2")
    ([20.0, 35.0], [0.5, 2.0])
    """
    return [parse_number(part) for part in _parts(text)]


def parse_pairs(text: str) -> list[tuple[float, float]]:
    """Pairs of numbers with a colon within each, and commas, or semicolons, between them; none in an empty text.

    A comma is never decimal here, unless there are semicolons. Raises ValueError as `parse_number` does.

    >>> parse_pairs("0: 1, 20: 0.1")
    [(0.0, 1.0), (20.0, 0.1)]
    """
    pairs = []
    for part in _parts(text):
        first, _, second = part.replace("：", ":").partition(":")
        pairs.append((parse_number(first), parse_number(second)))
    return pairs


def _parts(text: str) -> list[str]:
    """What stands between commas, or between semicolons where there are any."""
    separator = _SEMICOLONS if _SEMICOLONS.search(text) else _COMMAS
    return separator.split(text.strip().rstrip(",，;；、")) if text.strip() else []


def parse_number(text: str) -> float:
    """The number that `text` says: 0.3, .3, 0,3, ０．３, 3e-4, 1×10⁻⁴, 10^-3, 1/3, 1 000, −0.5, inf, nan.

    Infinity and nan are read as such; whether they are allowed is for the caller to say. Raises ValueError
    with one sentence that can be shown as it is.
    """
    complaint = f"“{text.strip()}” is not a number." if text.strip() else "A number is missing here."
    clean = INVISIBLE.sub("", text).translate(PLAIN).translate(_STOPS).translate(_MINUSES).strip()
    clean = clean.replace("·", "*").replace("×", "*").replace("÷", "/").replace("\u2044", "/").replace("\u2215", "/")
    clean = re.sub(r"(?<=\d)[\s_'’](?=\d{3}(?!\d))", "", clean)  # 1 000, 12 345 678: groups of three only
    clean = re.sub(r"10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "10^" + m[1].translate(_PLAIN_DIGITS), clean)
    clean = re.sub(r"\s*([*/^])\s*", r"\1", clean)
    clean = re.sub(r"(?<=\d)\s*[xX]\s*(?=10(\^|\*\*))", "*", clean)
    named = _NAMED.get(clean.lstrip("+-").lower())
    if named is not None and len(clean) - len(clean.lstrip("+-")) <= 1:
        return -named if clean.startswith("-") else named
    if clean.count("/") == 1:
        top, bottom = (_parse_product(part) for part in clean.split("/"))
        if top is None or bottom is None:
            raise ValueError(complaint)
        if bottom == 0:
            raise ValueError(f"“{text.strip()}” divides by zero.")
        return top / bottom
    value = _parse_product(clean)
    if value is None:
        raise ValueError(complaint)
    return value
