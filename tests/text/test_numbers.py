"""How numbers look and are read."""

import math
import random

import pytest
from PySide6.QtGui import QFontMetricsF, QGuiApplication

from lrgui.text.numbers import (
    GROUP,
    format_count,
    format_fixed,
    format_number,
    format_percent,
    format_rate,
    format_scientific,
    format_weight,
    parse_number,
)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.4, "1.4"),
        (-1.0, "−1"),
        (0.048612, "0.04861"),
        (4960, "4960"),
        (12340.0, f"12{GROUP}340"),
        (99999.6, f"100{GROUP}000"),
        (999_999.9, "1×10⁶"),
        (1.2e-7, "1.2×10⁻⁷"),
        (-3.5e12, "−3.5×10¹²"),
        (0.0001, "0.0001"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_format_number(x, text):
    assert format_number(x) == text


def test_fixed_keeps_its_decimals_and_never_shows_minus_zero():
    assert format_fixed(-1.4, 4) == "−1.4000"
    assert format_fixed(-0.00001, 2) == "0.00"
    assert format_fixed(2.5e9, 2) == "2.50×10⁹"
    assert format_fixed(math.nan, 2) == "nan"


def test_percent_and_count():
    assert format_percent(0.9963) == f"99.63{GROUP}%"
    assert format_percent(math.nan) == "nan"
    assert format_count(4960) == f"4{GROUP}960"
    assert format_count(-1234567) == f"−1{GROUP}234{GROUP}567"
    assert format_count(0) == "0"


@pytest.mark.parametrize(
    ("eta", "text"),
    [
        (0.2, "0.2"),
        (0.1 + 0.2, "0.3"),
        (1e-5, "1×10⁻⁵"),
        (1.02, "1.02"),
        (0.123456789, "0.123457"),
        (3e-4, "0.0003"),
    ],
)
def test_rate(eta, text):
    assert format_rate(eta) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.3", 0.3),
        (".3", 0.3),
        ("5.", 5.0),
        ("3e-4", 3e-4),
        ("3E−4", 3e-4),
        ("1×10⁻⁴", 1e-4),
        ("1.5 × 10⁻⁴", 1.5e-4),
        ("1*10^-4", 1e-4),
        ("2x10^3", 2000.0),
        ("1.5·10^(-2)", 0.015),
        ("10^-3", 1e-3),
        ("-10^2", -100.0),
        ("10**-3", 1e-3),
        ("10⁻³", 1e-3),
        ("−0.5", -0.5),
        ("+0.5", 0.5),
        ("0,3", 0.3),
        ("0,125", 0.125),
        ("3,5e-2", 0.035),
        ("1/3", 1 / 3),
        ("1 / 10^2", 0.01),
        ("1 000", 1000.0),
        (f"12{GROUP}345{GROUP}678.5", 12345678.5),
        ("1,000,000", 1e6),
        ("1,234.5", 1234.5),
        ("10", 10.0),
        ("100", 100.0),
        ("inf", math.inf),
        ("−∞", -math.inf),
        ("０．３", 0.3),
        ("０。０５", 0.05),
        ("１／３", 1 / 3),
        ("１．５ｅ－３", 1.5e-3),
        ("－０．５", -0.5),
        ("\u2010.5", -0.5),  # a hyphen, and dashes of every length
        ("\u2013.5", -0.5),
        ("\u20145", -5.0),
        ("\ufeff0.3\u200b", 0.3),
        ("0.\xad3", 0.3),
        ("\u202a1e-3\u202c", 1e-3),
        ("\u30000.3\xa0", 0.3),
        ("1⁄3", 1 / 3),
        ("1\xa0000", 1000.0),
    ],
)
def test_parse(text, value):
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


def test_parse_nan():
    assert math.isnan(parse_number("NaN"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "abc",
        "1.2.3",
        "1 2",
        "--1",
        "1e",
        "1/0",
        "1/2/3",
        "1,000",
        "0x10",
        "10^",
        "e5",
        "1,2,3",
        "10-3",
    ],
)
def test_parse_complains_in_one_sentence(text):
    with pytest.raises(ValueError, match=r"\.$") as caught:
        parse_number(text)
    assert str(caught.value).count("\n") == 0


def test_what_is_shown_can_be_typed():
    generator = random.Random(3)
    for _ in range(3000):
        x = generator.choice([-1, 1]) * 10 ** generator.uniform(-12, 12)
        assert parse_number(format_number(x, 17)) == pytest.approx(x, rel=1e-14)
        assert parse_number(format_number(x, 4)) == pytest.approx(x, rel=1e-3)
        assert parse_number(format_fixed(x, 3)) == pytest.approx(x, abs=5.1e-4, rel=1e-3)
        assert parse_number(format_scientific(x, 3)) == pytest.approx(x, rel=1e-2)
        assert format_number(parse_number(format_number(x, 6)), 6) == format_number(x, 6)
    for n in (0, 7, 999, 1000, 123456789):
        assert parse_number(format_count(n)) == n


def test_the_thin_space_has_a_glyph(qapp):
    metrics = QFontMetricsF(QGuiApplication.font())
    assert 0 < metrics.horizontalAdvance(GROUP) < metrics.horizontalAdvance("0")


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        (-3.0113, "−3.01"),
        (9.994, "9.99"),
        (-16.1411, "−16.1"),
        (93.8484, "93.8"),
        (-46985.29, "−46\u202f985"),
        (0.0, "0.00"),
    ],
)
def test_weights_have_the_digits_of_the_book(weight, text):
    assert format_weight(weight) == text


def test_weights_that_are_no_numbers():
    assert [format_weight(w) for w in (math.nan, math.inf, -math.inf)] == ["nan", "∞", "−∞"]
