"""How well colours are told apart, as the Web Content Accessibility Guidelines measure it; colours are #rrggbb."""

from __future__ import annotations

Rgb = tuple[int, int, int]

_STEPS = 64  # between a colour and black or white


def rgb(colour: str) -> Rgb:
    """Red, green and blue from 0 to 255. Raises `ValueError` for what is no #rrggbb."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"a colour is #rrggbb, not {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """From 0, black, to 1, white (WCAG 2.2, "relative luminance")."""
    parts = [v / 255 for v in rgb(colour)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """From 1, the same, to 21, black on white (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour, and of the ground the rest: opaque, for what is translucent would be slow to draw."""
    return "#" + "".join(f"{round(g + share * (c - g)):02x}" for c, g in zip(rgb(colour), rgb(ground), strict=True))


def told_apart(colour: str, ground: str, least: float) -> str:
    """The colour, or the nearest to it that has at least this contrast to the ground, lighter or darker than that."""
    end = "#ffffff" if luminance(ground) < 0.18 else "#000000"
    tried = (mixed(end, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next((found for found in tried if contrast(found, ground) >= least), end)
